"""The runner: every rule is asked of every disclosure; a rule that raises is its own result."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace
from functools import partial
from pathlib import PurePath

from checks.asking import Asking, Progress
from checks.diagnosis.groups import headed, in_order
from checks.rule import Outcome, Subject
from checks.rulebook import RuleBook, rules
from checks.summary import summarise
from model.disclosure import Disclosure
from model.effort import Effort, Watch
from model.errors import Trouble
from model.finding import DocumentSummary, Doubt, Finding, LedgerLine, Report
from model.messages import Message
from model.record import dataclass
from model.unfinished import UnfinishedError, finished


def audit(
    disclosures: Sequence[Disclosure], progress: Progress | None = None, book: RuleBook | None = None
) -> Report:
    """Ask every rule of a book (Yushen's own, where none is given) of every disclosure; return the report of all."""
    return judged(disclosures, progress, book)[1]


def judged(
    disclosures: Sequence[Disclosure],
    progress: Progress | None = None,
    book: RuleBook | None = None,
    cancelled: Callable[[], bool] | None = None,
    limit: float = 1.0,
) -> tuple[list[Disclosure], Report]:
    """Return the disclosures as they were read in the end, and the report of all: see `Audit`."""
    whole = Audit(book or RuleBook(rules()), progress, cancelled, limit)
    for position, disclosure in enumerate(disclosures):
        whole.judge(position, disclosure)
    report = whole.report()
    return whole.disclosures, report


@dataclass(frozen=True, slots=True)
class _Judged:
    """What was judged of one disclosure when all its rules were asked, as it is read in the end."""

    subject: Subject
    outcomes: Sequence[Outcome] = ()
    doubts: Sequence[Doubt] = ()
    documents: Sequence[DocumentSummary] = ()
    findings: Sequence[Finding] = ()
    troubles: Sequence[Trouble] = ()


@dataclass
class Audit:
    """An audit as it goes on: disclosures are judged one by one, and what was judged so far can be reported.

    A table that fails is read again as what else the paper allows; see `checks.advocate.settling`. No disclosure takes
    more than `limit` times the usual effort. `judge` and `report` raise StoppedError once `cancelled` says so.
    """

    book: RuleBook
    progress: Progress | None = None
    cancelled: Callable[[], bool] | None = None
    limit: float = 1.0
    _by_position: dict[int, _Judged] = field(default_factory=dict)

    @property
    def disclosures(self) -> list[Disclosure]:
        """The disclosures that were judged, by position, as they were read in the end."""
        return [judged.subject.disclosure for judged in self._in_order()]

    def judge(self, position: int, disclosure: Disclosure) -> None:
        """Ask every rule of a disclosure; it replaces one that was judged before at the same position."""
        books = [document.book for document in disclosure.documents]
        paths = ", ".join(book.path for book in books)
        effort = Effort().times(self.limit).of_books(books)
        with Watch(self.cancelled) as watch:
            asking = Asking(self.book, self.progress, watch, effort)
            subject = Subject(disclosure)
            first = asking.each(self.book.asked, subject)
            weigh = partial(_weighed, subject, asking, first)
            try:
                judged = finished(paths, "judging", weigh, watch, effort)
            except UnfinishedError as trouble:
                judged = _Judged(subject, troubles=[trouble])
        left = asking.unfinished(paths)
        self._by_position[position] = replace(judged, troubles=[*left, *judged.troubles])

    def report(self, *, compared: bool = True) -> Report:
        """Return the report of what was judged; disclosures are held against each other where `compared`."""
        judgements = self._in_order()
        total = _Total(
            {rule.code: LedgerLine(rule.code, remarks=self.book.remarks(rule)) for rule in self.book.rules}
        )
        whose = _owners([judged.subject.disclosure for judged in judgements])
        findings: list[Finding] = []
        for judged, owner in zip(judgements, whose, strict=True):
            findings.extend(headed(_identified(judged.findings, owner)))
            for outcome in judged.outcomes:
                total.add(outcome)
        troubles = [trouble for judged in judgements for trouble in judged.troubles]
        if compared and len(judgements) > 1:
            outcomes, more = self._compared([judged.subject for judged in judgements])
            troubles += more
            for outcome in outcomes:
                findings.extend(_identified(outcome.findings, ()))
                total.add(outcome)
        return Report(
            tuple(document for judged in judgements for document in judged.documents),
            tuple(in_order(findings)),
            tuple(total.lines()),
            tuple(doubt for judged in judgements for doubt in judged.doubts),
            tuple(troubles),
        )

    def _in_order(self) -> list[_Judged]:
        return [self._by_position[position] for position in sorted(self._by_position)]

    def _compared(self, subjects: Sequence[Subject]) -> tuple[list[Outcome], list[Trouble]]:
        """Ask the rules that compare disclosures."""
        books = [document.book for subject in subjects for document in subject.disclosure.documents]
        with Watch(self.cancelled) as watch:
            asking = Asking(self.book, self.progress, watch, Effort().times(self.limit).of_books(books))
            outcomes = asking.comparing(self.book.asked, subjects)
        return outcomes, asking.unfinished(", ".join(book.path for book in books))


def _weighed(subject: Subject, asking: Asking, first: Sequence[Outcome]) -> _Judged:
    """Return what is judged of a disclosure whose rules were asked; those that did not finish are not asked again."""
    if not any(outcome.findings for outcome in first):
        return _Judged(subject, first, documents=summarise(subject.disclosure, first, ()))
    # Only now: where nothing is found there is nothing to doubt, and nothing to diagnose.
    from checks.advocate.advocate import doubts_of
    from checks.advocate.settling import settled
    from checks.diagnosis.suspect import diagnose

    rules = asking.finished
    by_code = {outcome.line.rule: outcome for outcome in first}
    state = settled(subject, rules, [by_code[rule.code] for rule in rules], asking.again)
    outcomes = [*state.outcomes, *(by_code[rule.code] for rule in asking.left)]
    doubts = doubts_of(state)
    documents = summarise(state.subject.disclosure, outcomes, doubts)
    return _Judged(state.subject, outcomes, doubts, documents, diagnose(state.subject, outcomes))


@dataclass
class _Total:
    """The ledger of all disclosures."""

    by_rule: dict[str, LedgerLine]
    idle: dict[str, list[Message]] = field(default_factory=lambda: defaultdict(list))

    def add(self, outcome: Outcome) -> None:
        """Count what a rule found in one disclosure, or between several."""
        line = self.by_rule[outcome.line.rule]
        line.consistent += outcome.line.consistent
        line.rounding += outcome.line.rounding
        line.inconsistent += outcome.line.inconsistent
        line.not_checked += outcome.line.not_checked
        line.failed += outcome.line.failed
        line.reasons.extend(outcome.line.reasons)
        line.remarks.extend(remark for remark in outcome.remarks if remark not in line.remarks)
        if outcome.idle and outcome.idle not in self.idle[line.rule]:
            self.idle[line.rule].append(outcome.idle)

    def lines(self) -> Iterator[LedgerLine]:
        """Yield the line of every rule; one that was never asked anything says why."""
        for line in self.by_rule.values():
            line.remarks.extend(self.idle[line.rule] if not line.tested else ())
            yield line


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
        owned = "\x1f".join((*whose, finding.id, *again))
        name = hashlib.sha256(owned.encode(errors="surrogateescape")).hexdigest()[:12]
        yield replace(finding, id=name)
