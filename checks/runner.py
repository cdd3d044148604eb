"""The runner: every rule is asked of every disclosure; a rule that raises is its own result."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePath

from checks.advocate.advocate import doubts_of
from checks.advocate.settling import settled
from checks.diagnosis.groups import headed, in_order
from checks.diagnosis.suspect import diagnose
from checks.rule import Outcome, Rule, Subject
from checks.rulebook import RuleBook, rules
from checks.summary import summarise
from model.disclosure import Disclosure
from model.errors import Trouble
from model.finding import DocumentSummary, Doubt, Finding, LedgerLine, NotChecked, Report
from model.messages import Message, check_message
from model.unfinished import UnfinishedError, finished, judging

Progress = Callable[[str], None]
"""Called with the code of the rule that is being asked, again where a table is read anew; may raise to end the work."""


def audit(
    disclosures: Sequence[Disclosure], progress: Progress | None = None, book: RuleBook | None = None
) -> Report:
    """Ask every rule of a book (Yushen's own, where none is given) of every disclosure; return the report of all."""
    return judged(disclosures, progress, book)[1]


def judged(
    disclosures: Sequence[Disclosure], progress: Progress | None = None, book: RuleBook | None = None
) -> tuple[list[Disclosure], Report]:
    """Return the disclosures as they were read in the end, and the report of all.

    A table that fails is read again as what else the paper allows; see `checks.advocate.settling`.
    """
    book = book or RuleBook(rules())
    ledger = {rule.code: LedgerLine(rule.code, remarks=book.remarks(rule)) for rule in book.rules}
    idle: dict[str, list[Message]] = defaultdict(list)
    findings: list[Finding] = []
    doubts: list[Doubt] = []
    documents: list[DocumentSummary] = []
    troubles: list[Trouble] = []
    subjects: list[Subject] = []
    for disclosure, whose in zip(disclosures, _owners(disclosures), strict=True):
        paths = ", ".join(document.book.path for document in disclosure.documents)
        try:
            told = finished(paths, judging, partial(_told, disclosure, whose, book, progress))
        except UnfinishedError as trouble:
            troubles.append(trouble)
            subjects.append(Subject(disclosure))
            continue
        subject, outcomes = told.subject, told.outcomes
        subjects.append(subject)
        doubts.extend(told.doubts)
        documents.extend(told.documents)
        findings.extend(told.findings)
        for outcome in outcomes:
            line = ledger[outcome.line.rule]
            _add(line, outcome.line)
            line.remarks.extend(remark for remark in outcome.remarks if remark not in line.remarks)
            if outcome.idle and outcome.idle not in idle[outcome.line.rule]:
                idle[outcome.line.rule].append(outcome.idle)
    for outcome in _compared(subjects, book, progress):
        findings.extend(_identified(outcome.findings, ()))
        _add(ledger[outcome.line.rule], outcome.line)
    for line in ledger.values():
        line.remarks.extend(idle[line.rule] if not line.tested else ())
    report = Report(
        tuple(documents), tuple(in_order(findings)), tuple(ledger.values()), tuple(doubts), tuple(troubles)
    )
    return [subject.disclosure for subject in subjects], report


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of one disclosure when all its rules were asked, as it is read in the end."""

    subject: Subject
    outcomes: Sequence[Outcome]
    doubts: Sequence[Doubt]
    documents: Sequence[DocumentSummary]
    findings: Sequence[Finding]


def _told(disclosure: Disclosure, whose: tuple[str, ...], book: RuleBook, progress: Progress | None) -> _Told:
    subject, outcomes, doubts = _judged(Subject(disclosure), book, progress)
    documents = summarise(subject.disclosure, outcomes, doubts)
    findings = list(headed(_identified(diagnose(subject, outcomes), whose)))
    return _Told(subject, outcomes, doubts, documents, findings)


def _judged(
    subject: Subject, book: RuleBook, progress: Progress | None
) -> tuple[Subject, list[Outcome], list[Doubt]]:
    """Return a disclosure as it is read in the end, what the rules found, and what is in doubt."""
    outcomes = [_ask(rule, partial(rule.check, subject), book, progress) for rule in book.asked]

    def judge(anew: Subject, some: Sequence[Rule]) -> list[Outcome]:
        return [_ask(rule, partial(rule.check, anew), book, progress) for rule in some]

    state = settled(subject, book.asked, outcomes, judge)
    return state.subject, state.outcomes, doubts_of(state)


def _compared(subjects: Sequence[Subject], book: RuleBook, progress: Progress | None) -> Iterator[Outcome]:
    """Ask the rules that compare disclosures, where there are several."""
    for rule in book.asked if len(subjects) > 1 else ():
        if rule.compare is not None:
            yield _ask(rule, partial(rule.compare, subjects), book, progress)


def _owners(disclosures: Sequence[Disclosure]) -> list[tuple[str, ...]]:
    """Return whose findings each disclosure's are: the department's, of a stage and year.

    Where the department is not known the file's name stands for it. Of several disclosures of one owner, audited each
    by itself, the first by name is meant by this alone, and the others by their file names too.
    """
    owners: list[tuple[str, ...]] = [()] * len(disclosures)
    taken: set[tuple[str, ...]] = set()
    for number, disclosure in sorted(enumerate(disclosures), key=lambda pair: _file(pair[1])):
        owner: tuple[str, ...] = (
            disclosure.department or "",
            disclosure.stage or "",
            str(disclosure.year or ""),
        )
        if not disclosure.department:
            owner = (*owner, _file(disclosure))
        while owner in taken:
            owner = (*owner, _file(disclosure))
        taken.add(owner)
        owners[number] = owner
    return owners


def _file(disclosure: Disclosure) -> str:
    """Return the name of the first file of a disclosure, without its folder."""
    return PurePath(disclosure.documents[0].book.path).name if disclosure.documents else ""


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


def _ask(
    rule: Rule, question: Callable[[Outcome], None], book: RuleBook, progress: Progress | None
) -> Outcome:
    code = rule.code
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
    book.grade(rule, outcome)
    return outcome


def _add(total: LedgerLine, line: LedgerLine) -> None:
    total.consistent += line.consistent
    total.rounding += line.rounding
    total.inconsistent += line.inconsistent
    total.not_checked += line.not_checked
    total.failed += line.failed
    total.reasons.extend(line.reasons)
