"""What the rules on prose report of cities' budgets was read on the page: it is true, and all that is reported."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from published import opened

from checks.rulebook import RuleBook, rules
from checks.runner import audit
from model.finding import Severity

EXPECTED = tomllib.loads((Path(__file__).parent / "cities_findings.toml").read_text(encoding="utf-8"))
PROSE = RuleBook([rule for rule in rules() if rule.family == "prose"])
FINALS = ("real/putuo-finance-2024-final.pdf", "real/putuo-social-work-2024-final.pdf")
CITIES = tomllib.loads((Path(__file__).parent / "cities.toml").read_text(encoding="utf-8"))
NAMES = [*(name for name in CITIES if name.startswith("cities/")), *FINALS]


@pytest.mark.parametrize("name", NAMES)
def test_the_errors_and_warnings_on_the_prose_of_a_document_are_the_true_ones(
    name: str, shared: Path
) -> None:
    disclosure = opened(shared / "disclosures" / name)
    expected = EXPECTED.get(name, {"findings": []})["findings"]

    findings = [
        finding
        for finding in audit([disclosure], book=PROSE).findings
        if finding.severity is not Severity.NOTICE
    ]

    reported = {
        (finding.rule, finding.severity.name.lower(), "".join(finding.spans[0].text.split()))
        for finding in findings
    }
    assert len(findings) == len(expected), reported
    for line in expected:
        assert any(
            (rule, severity) == (line["rule"], line["severity"]) and words.endswith(line["words"])
            for rule, severity, words in reported
        ), (line, reported)


def test_every_document_of_the_list_is_asked() -> None:
    assert set(EXPECTED) <= set(NAMES) or not CITIES.is_dir()
