"""Every case of every rule's fixture file ends as the file says."""

from __future__ import annotations

from typing import Any

import pytest
from fixture_cases import CASE_KEYS, KINDS, TABLE_KEYS, Case, all_cases, as_written, cases_of, report_of

from checks.rulebook import rules


def _title(case: Case) -> str:
    return f"{case.rule}, {case.kind}: {case.name}"


def _marked() -> list[Any]:
    """Return all cases; the quick suite audits the first of each rule that passes, and the first that fails."""
    seen: set[tuple[str, str]] = set()
    marked = []
    for case in all_cases():
        is_quick = case.kind in {"pass", "fail"} and (case.rule, case.kind) not in seen
        seen.add((case.rule, case.kind))
        marked.append(pytest.param(case, marks=[] if is_quick else [pytest.mark.slow]))
    return marked


@pytest.mark.parametrize("case", _marked(), ids=_title)
def test_case_ends_as_its_fixture_says(case: Case) -> None:
    report = report_of(case)
    found = [as_written(finding) for finding in report.findings if finding.rule == case.rule]
    assert len(found) == len(case.findings), found
    for expected in case.findings:
        match = next((one for one in found if one["cell"] == expected["cell"]), None)
        assert match is not None, f"no finding at {expected['cell']} among {found}"
        assert {key: match[key] for key in expected} == expected
    line = next(line for line in report.ledger if line.rule == case.rule)
    assert {key: getattr(line, key) for key in case.ledger} == case.ledger
    assert line.failed == 0
    if case.kind == "pass":
        assert line.consistent, "a case that passes without a relation proves nothing"
        assert not case.findings


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_every_rule_has_cases_of_each_kind(rule) -> None:
    cases = cases_of(rule.code)
    assert {case.kind for case in cases} == set(KINDS)
    names = [case.name for case in cases]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("case", all_cases(), ids=_title)
def test_case_is_written_in_the_form_of_the_guide(case: Case) -> None:
    assert case.keys <= CASE_KEYS
    assert all(set(table) <= TABLE_KEYS for table in case.tables)
    assert case.findings or case.kind != "fail", "a case that fails says what is found"
    assert case.because or case.kind != "not covered", "what is not covered needs its reason"
    assert case.ledger, "without counts a case may pass because nothing was asked"
