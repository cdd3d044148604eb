"""The runner: every rule is asked of every disclosure; a rule that raises is its own result."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from checks.diagnosis.groups import headed, in_order
from checks.diagnosis.suspect import diagnose
from checks.registry import rules
from checks.rule import Outcome, Subject
from checks.summary import summarise
from model.disclosure import Disclosure
from model.finding import Finding, LedgerLine, NotChecked, Report
from model.messages import check_message

Progress = Callable[[str], None]
"""Called with the code of the rule that is being asked."""


def audit(disclosures: Sequence[Disclosure], progress: Progress | None = None) -> Report:
    """Ask every rule of every disclosure and return the report of all."""
    ledger = {rule.code: LedgerLine(rule.code) for rule in rules()}
    findings: list[Finding] = []
    subjects = [Subject(disclosure) for disclosure in disclosures]
    for subject in subjects:
        outcomes = [_ask(rule.code, partial(rule.check, subject), progress) for rule in rules()]
        findings.extend(headed(_identified(diagnose(subject, outcomes), _whose(subject.disclosure))))
        for outcome in outcomes:
            _add(ledger[outcome.line.rule], outcome.line)
    for outcome in _compared(subjects, progress):
        findings.extend(_identified(outcome.findings, ()))
        _add(ledger[outcome.line.rule], outcome.line)
    documents = [summary for disclosure in disclosures for summary in summarise(disclosure)]
    return Report(tuple(documents), tuple(in_order(findings)), tuple(ledger.values()))


def _compared(subjects: Sequence[Subject], progress: Progress | None) -> Iterator[Outcome]:
    """Ask the rules that compare disclosures, where there are several."""
    for rule in rules() if len(subjects) > 1 else ():
        if rule.compare is not None:
            yield _ask(rule.code, partial(rule.compare, subjects), progress)


def _whose(disclosure: Disclosure) -> tuple[str, ...]:
    return (disclosure.department or "", disclosure.stage or "", str(disclosure.year or ""))


def _identified(findings: Sequence[Finding], whose: tuple[str, ...]) -> Iterator[Finding]:
    """Yield the findings with ids that no other has: of this department and year, or of another.

    Two tables may share kind, title and codes, as those of a department's units do: their order tells them apart.
    """
    times: Counter[str] = Counter()
    for finding in findings:
        times[finding.id] += 1
        again = (str(times[finding.id]),) if times[finding.id] > 1 else ()
        told = "\x1f".join((*whose, finding.id, *again))
        yield replace(finding, id=hashlib.sha256(told.encode()).hexdigest()[:12])


def _ask(code: str, question: Callable[[Outcome], None], progress: Progress | None) -> Outcome:
    if progress:
        progress(code)
    outcome = Outcome(LedgerLine(code))
    try:
        question(outcome)
    except Exception as error:
        import logging

        logging.getLogger(__name__).exception("rule %s failed", code)
        outcome = Outcome(LedgerLine(code, failed=1))
        why = check_message(
            "the rule itself failed ({kind}); this is a defect of Yushen.", kind=type(error).__name__
        )
        outcome.line.reasons.append(NotChecked(code, why))
    return outcome


def _add(total: LedgerLine, line: LedgerLine) -> None:
    total.consistent += line.consistent
    total.rounding += line.rounding
    total.inconsistent += line.inconsistent
    total.not_checked += line.not_checked
    total.failed += line.failed
    total.reasons.extend(line.reasons)
