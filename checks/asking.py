"""Asking rules of a disclosure, each within what it may take; one that raises or takes too much is its own result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field, replace
from functools import partial
from typing import Literal

from checks.rule import Outcome, Rule, Subject
from checks.rulebook import RuleBook
from model.effort import Effort, ExceededError, TooLongError, Watch
from model.errors import Trouble
from model.finding import LedgerLine, NotChecked
from model.messages import check_message
from model.record import dataclass
from model.text import clean_line
from model.unfinished import ALLOW_MORE, UnfinishedError

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
        """Return what is to be said of the rules that did not finish: a line for each cause."""
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
