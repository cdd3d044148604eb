"""The runner: every rule is asked of every disclosure, each within what it may take.

A rule that raises or takes too much is its own result.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field, replace
from functools import partial
from pathlib import PurePath
from typing import Literal

from checks.diagnosis.groups import headed, in_order
from checks.rule import Outcome, Rule, Subject
from checks.rulebook import RuleBook, rules
from checks.summary import summarise
from model.disclosure import Disclosure
from model.effort import ALLOW_MORE, Effort, ExceededError, TooLongError, UnfinishedError, Watch, finished
from model.errors import Trouble
from model.finding import DocumentSummary, Doubt, Finding, LedgerLine, NotChecked, Report
from model.messages import Message, check_message
from model.record import dataclass
from model.text import clean_line

Progress = Callable[[str], None]
"""Called with the code of the rule that is being asked, again where a table is read anew; may raise to end the work."""
Why = Literal["time", "memory", "unasked"]
_TOLD: dict[Why, str] = {
    "time": "The rules {rules} were ended after {most} s of processor time: they checked nothing of it.",
    "memory": "The rules {rules} were ended when they took {most} MB of memory more: they checked nothing of it.",
    "unasked": "The rules {rules} were not asked, for those before them took {most} s of processor time.",
}
_REASONS: dict[Why, str] = {
    "time": "the rule was ended after {most} s of processor time; --limit 4 allows more",
    "memory": "the rule was ended when it took {most} MB of memory more; --limit 4 allows more",
    "unasked": "not asked: the rules before took {most} s of processor time; --limit 4 allows more",
}
_SHARE_OF_A_RULE = 0.5
"""The part of a disclosure's processor time that one rule may take, so that the others are still asked."""


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
        """Yield the line of every rule; one that was never asked anything states why."""
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

    Two tables may share kind, title and codes, as those of a department's units do: their order distinguishes them.
    """
    times: Counter[str] = Counter()
    for finding in findings:
        times[finding.id] += 1
        again = (str(times[finding.id]),) if times[finding.id] > 1 else ()
        owned = "\x1f".join((*whose, finding.id, *again))
        name = hashlib.sha256(owned.encode(errors="surrogateescape")).hexdigest()[:12]
        yield replace(finding, id=name)


@dataclass
class Asking:
    """Asks the rules of `book` of one disclosure; all of them together take no more than `effort`.

    `finished` are the rules that came to an end, `left` those that were ended, and those that were not asked any more.
    """

    book: RuleBook
    progress: Progress | None
    watch: Watch
    effort: Effort
    finished: list[Rule] = field(default_factory=list)
    left: list[Rule] = field(default_factory=list)
    _why: dict[tuple[Why, float], list[str]] = field(default_factory=dict)

    def each(self, rules: Sequence[Rule], subject: Subject) -> list[Outcome]:
        """Ask rules of a disclosure, and return what each found."""
        return self._asked((rule, partial(rule.check, subject)) for rule in rules)

    def comparing(self, rules: Sequence[Rule], subjects: Sequence[Subject]) -> list[Outcome]:
        """Ask the rules that compare disclosures, and return what each of them found."""
        return self._asked(
            (rule, partial(rule.compare, subjects)) for rule in rules if rule.compare is not None
        )

    def again(self, subject: Subject, rules: Sequence[Rule]) -> list[Outcome]:
        """Ask rules once more of a disclosure that is read otherwise, within the step that asks for it."""
        return [self._outcome(rule, partial(rule.check, subject)) for rule in rules]

    def unfinished(self, paths: str) -> list[Trouble]:
        """Return what is to be reported of the rules that did not finish: a line for each cause."""
        return [
            UnfinishedError(
                clean_line(paths),
                check_message(_TOLD[why], rules=", ".join(codes), most=f"{most:g}"),
                ALLOW_MORE,
            )
            for (why, most), codes in self._why.items()
        ]

    def _asked(self, questions: Iterable[tuple[Rule, Callable[[Outcome], None]]]) -> list[Outcome]:
        began = self.watch.seconds()
        return [
            self._bounded(rule, question, began + self.effort.seconds - self.watch.seconds())
            for rule, question in questions
        ]

    def _bounded(self, rule: Rule, question: Callable[[Outcome], None], seconds: float) -> Outcome:
        """Ask a rule that may take so many seconds of the processor, or half of all where that is less."""
        if seconds <= 0:
            return self._not_finished(rule, "unasked", self.effort.seconds)
        may_take = replace(self.effort, seconds=min(seconds, self.effort.seconds * _SHARE_OF_A_RULE))
        try:
            with self.watch.over(may_take):
                outcome = self._outcome(rule, question)
        except TooLongError:
            return self._not_finished(rule, "time", may_take.seconds)
        except (ExceededError, MemoryError):
            return self._not_finished(rule, "memory", may_take.megabytes)
        self.finished.append(rule)
        return outcome

    def _not_finished(self, rule: Rule, why: Why, most: float) -> Outcome:
        self.left.append(rule)
        self._why.setdefault((why, round(most)), []).append(rule.code)
        outcome = Outcome(LedgerLine(rule.code))
        outcome.leave("", check_message(_REASONS[why], most=round(most)))
        self.book.grade(rule, outcome)
        return outcome

    def _outcome(self, rule: Rule, question: Callable[[Outcome], None]) -> Outcome:
        if self.progress:
            self.progress(rule.code)
        outcome = Outcome(LedgerLine(rule.code))
        try:
            question(outcome)
        except MemoryError:
            raise
        except Exception as error:
            import logging

            logging.getLogger(__name__).exception("rule %s failed", rule.code)
            outcome = Outcome(LedgerLine(rule.code, failed=1))
            why = check_message(
                "the rule itself failed ({kind}); this is a defect of Yushen.", kind=type(error).__name__
            )
            outcome.line.reasons.append(NotChecked(rule.code, why))
        self.book.grade(rule, outcome)
        return outcome
