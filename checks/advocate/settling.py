"""Before anything is reported: a table that fails under its first reading is read as the candidate that mends it.

A candidate is taken where it mends all that fails within the table, by more than one amount, no other candidate proves
as much, and nothing new fails in the whole disclosure. Where a table holds in itself and is at odds with others, the
candidate has to mend all of that. What mends a table and cannot be taken, for there are two such readings, or it mends
the greater part only, or it goes against a printed code, is offered: the reading is then in doubt.

Nothing of this is done for a table in which all sums hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field
from typing import TYPE_CHECKING

import numpy as np

from checks.advocate.case import Accusation, accusations
from checks.advocate.trial import (
    Judge,
    Mends,
    Reported,
    Tally,
    Trial,
    Tried,
    is_evident,
    is_proven,
    reported_of,
    tally,
)
from checks.mechanism.proven import proven_facts
from checks.rule import Outcome, Rule, Subject
from model.disclosure import Disclosure
from model.reading.candidates.candidate import Candidate
from model.reading.table import Choice
from model.record import dataclass
from model.rereading import known_by, paper_of, with_choice, with_table

if TYPE_CHECKING:
    from model.reading.candidates.proposing import Proposed

OF_AMOUNTS = frozenset({"rollup", "agreement", "balance", "relation", "classification", "performance"})
"""Families of rules that are asked of one table alone."""

MOST_TABLES = 16
"""Tables of one disclosure of which candidates are tried."""

MOST_FACTS = 20_000
"""A table of more amounts is not read again."""

MOST_TRIED = 160
"""Candidates of one disclosure that are tried."""

MOST_IN_ALL = 3
"""Candidates of one table that are judged in the whole disclosure."""


MOST_WORK = 2_000_000
"""Amounts that are judged again in all, every finding among them counted as fifty: it costs about as much."""

_WORK_OF_A_FINDING = 50


@dataclass(frozen=True, slots=True)
class Offer:
    """A candidate that mends a table and is not taken; `mended` are the findings that it mends.

    `is_of_table` means that it mends so much that the whole table reads badly.
    """

    candidate: Candidate
    mended: frozenset[Reported]
    is_of_table: bool


@dataclass(frozen=True, slots=True)
class JudgedCandidate:
    """A disclosure under one candidate: its subject and outcomes, and what was tested of the table.

    `anew` is what fails that did not before, each with the misread table that it rests on.
    """

    tried: Tried
    subject: Subject
    outcomes: list[Outcome]
    accused: Sequence[Accusation]
    now: Tally
    anew: Mapping[Reported, int]


@dataclass
class Settled:
    """A disclosure after its failing tables were read again, with its outcomes and what these accuse of.

    `offers` are the readings that are offered, by table; `tried` and `not_tried` count the candidates of each table
    that failed: those that were tried, and those that were not for there were too many. `misread` are the tables
    that fail in themselves, `anew` what fails against one of them only since another table was read anew.
    """

    subject: Subject
    outcomes: list[Outcome]
    accused: Sequence[Accusation]
    offers: dict[int, Offer] = field(default_factory=dict)
    counts: dict[int, tuple[int, int]] = field(default_factory=dict)
    misread: set[int] = field(default_factory=set)
    anew: dict[Reported, int] = field(default_factory=dict)
    work: int = 0

    def judged(self, subject: Subject, outcomes: Sequence[Outcome]) -> None:
        """Count what one more judging took."""
        self.work += len(subject.facts) + _WORK_OF_A_FINDING * sum(len(each.findings) for each in outcomes)

    @property
    def is_spent(self) -> bool:
        """Whether so much was judged again that nothing more is: a document of failures alone must end too."""
        return self.work >= MOST_WORK

    @property
    def tried(self) -> list[int]:
        """How many candidates were tried of each table."""
        return [tried for tried, _ in self.counts.values()]


def settled(subject: Subject, rules: Sequence[Rule], outcomes: list[Outcome], judge: Judge) -> Settled:
    """Return the disclosure with every failing table read as the candidate that mends it, where one does.

    `outcomes` are those of `rules`, which `judge` asks again.
    """
    accused = accusations(subject, rules, outcomes)
    within = _failing(accused)
    state = Settled(subject, outcomes, accused, misread={table for table, fails in within.items() if fails})
    for number in sorted(within, key=lambda table: (not within[table], table))[:MOST_TABLES]:
        state.judged(state.subject, state.outcomes)
        if state.is_spent:
            break
        _settle(state, number, rules, _counting(judge, state))
    return state


def _counting(judge: Judge, state: Settled) -> Judge:
    """Return what asks rules as `judge` does and counts what that took."""

    def counted(subject: Subject, rules: Sequence[Rule]) -> list[Outcome]:
        outcomes = judge(subject, rules)
        state.judged(subject, outcomes)
        return outcomes

    return counted


def _of_amounts(rules: Sequence[Rule]) -> list[Rule]:
    return [rule for rule in rules if rule.family in OF_AMOUNTS]


def _failing(accused: Sequence[Accusation]) -> dict[int, bool]:
    """Return the tables on which relations that fail rest, and whether any of these is a relation within the table."""
    within: dict[int, bool] = {}
    for each in accused:
        if each.sum or each.group or each.failure:
            for table in each.tables:
                within[table] = within.get(table, False) or len(each.tables) == 1
    return within


def _settle(state: Settled, number: int, rules: Sequence[Rule], judge: Judge) -> None:
    """Try the candidates of one table; take the one that mends it, or offer one."""
    disclosure = state.subject.disclosure
    first = tally(state.subject, state.outcomes, state.accused, number)
    if not first.failing:
        return
    candidates = _candidates(disclosure, number, first).at_most(MOST_TRIED - sum(state.tried))
    state.counts[number] = (len(candidates.candidates), candidates.not_tried)
    if not candidates.candidates:
        return
    trial = Trial.of(disclosure, disclosure.tables[number], _of_amounts(rules), judge)
    found = _tried(state, number, trial, candidates)
    whole = _best([each for each in found if each.mends is Mends.ALL and not each.candidate.is_printed])
    if trial.first.failing:
        whole = [each for each in whole if each.is_evident]
    judged = _in_all(state, number, whole, first, rules, judge)
    if len(judged) == 1 and (len(whole) == 1 or not trial.first.failing):
        _take(state, number, judged[0], first)
    elif offer := _offer(trial, found, whole, judged, first):
        state.offers[number] = offer


def _tried(state: Settled, number: int, trial: Trial, candidates: Proposed) -> list[Tried]:
    """Try the candidates of a table until too much was judged; what was left is counted as not tried."""
    found = []
    for position, each in enumerate(candidates.candidates):
        if state.is_spent:
            left = len(candidates.candidates) - position
            state.counts[number] = (position, candidates.not_tried + left)
            break
        if (tried := trial.of_candidate(each)) is not None:
            found.append(tried)
    return found


def _candidates(disclosure: Disclosure, number: int, first: Tally) -> Proposed:
    """Return the candidates of a table that was recognised without a mapping and is not too large.

    Those that could mend nothing evident, for one amount alone is out, are left out.
    """
    from model.reading.candidates.proposing import Proposed, proposed

    table = disclosure.tables[number]
    size = int(np.count_nonzero(disclosure.cells.table == number))
    name = known_by(disclosure, table) if table.kind and not table.mapping and not table.choice else None
    if name is None or not 0 < size <= MOST_FACTS:
        return Proposed((), 0)
    return proposed(paper_of(disclosure, table, name), lambda each: _may_mend(each, first))


def _may_mend(candidate: Candidate, first: Tally) -> bool:
    return bool(candidate.mapping.rows) or is_evident(first, first.failing, candidate)


def _best(found: Sequence[Tried]) -> list[Tried]:
    """Return the candidates that prove most, one of each meaning."""
    most = max((each.proven for each in found), default=0)
    return list({each.meaning: each for each in reversed(found) if each.proven == most}.values())[::-1]


def _in_all(
    state: Settled, number: int, found: Sequence[Tried], first: Tally, rules: Sequence[Rule], judge: Judge
) -> list[JudgedCandidate]:
    """Return the candidates under which more holds, nothing new fails in all, and no cell loses its proof.

    What fails anew against a table that fails in itself is not held against a candidate that mends all within its own.
    """
    others = state.misread - {number}
    before = _proven_elsewhere(state.subject, state.outcomes, number, others)
    judged = []
    for tried in found[:MOST_IN_ALL]:
        if state.is_spent:
            return []
        subject = Subject(with_table(state.subject.disclosure, number, tried.table))
        outcomes = judge(subject, rules)
        accused = accusations(subject, rules, outcomes)
        now = tally(subject, outcomes, accused, number)
        anew = _anew(accused, first, others)
        if _is_better(tried, first, now, anew) and (
            _proven_elsewhere(subject, outcomes, number, others) >= before
        ):
            judged.append(JudgedCandidate(tried, subject, outcomes, accused, now, anew))
    return judged


def _is_better(tried: Tried, first: Tally, now: Tally, anew: Mapping[Reported, int]) -> bool:
    """Return whether more holds of a table in the whole disclosure; `anew` is what may fail that did not before."""
    mended = first.failing.keys() - now.failing.keys()
    if not tried.mended and now.failing:
        return False
    return (
        is_evident(first, mended, tried.candidate)
        and _holding(now) > _holding(first)
        and 2 * now.score.tested >= first.score.tested
        and not now.reported - first.reported - anew.keys()
        and is_proven(first, now, mended, tried.candidate)
    )


def _anew(accused: Sequence[Accusation], first: Tally, others: AbstractSet[int]) -> dict[Reported, int]:
    """Return what fails that did not before and rests on one of some tables, with that table."""
    return {
        reported_of(each.finding): min(each.tables & others)
        for each in accused
        if each.tables & others and reported_of(each.finding) not in first.reported
    }


def _holding(one: Tally) -> int:
    return one.score.tested - one.score.failed


def _proven_elsewhere(
    subject: Subject, outcomes: Sequence[Outcome], number: int, others: AbstractSet[int]
) -> int:
    """Return how many facts are proven that stand neither in the table nor in some others."""
    apart = ~np.isin(subject.cells.table, [number, *others])
    proven = proven_facts(subject.facts, outcomes)[: len(subject.cells)]
    return int(np.count_nonzero(proven & apart))


def _take(state: Settled, number: int, whole: JudgedCandidate, first: Tally) -> None:
    """Let a disclosure under a candidate take the place of the first, with the record of why."""
    candidate = whole.tried.candidate
    choice = Choice(candidate.mapping, candidate.why, first.score, whole.now.score, *state.counts[number])
    state.subject = Subject(with_choice(whole.subject.disclosure, number, choice))
    state.outcomes, state.accused = whole.outcomes, whole.accused
    state.misread.discard(number)
    state.anew.update(whole.anew)


def _offer(
    trial: Trial,
    found: Sequence[Tried],
    whole: Sequence[Tried],
    judged: Sequence[JudgedCandidate],
    first: Tally,
) -> Offer | None:
    """Return the candidate that is offered: one of several that mend all, else the one that mends most."""
    if not trial.first.failing:
        mended = frozenset(first.failing)
        return Offer(judged[0].tried.candidate, mended, is_of_table=True) if judged else None
    if whole:
        return Offer(whole[0].candidate, whole[0].mended, is_of_table=True)
    able = [each for each in found if each.mended and each.mends is not Mends.NOTHING]
    able = [each for each in able if each.is_evident or each.candidate.mapping.rows]
    best = max(able, key=lambda each: len(each.mended), default=None)
    return None if best is None else Offer(best.candidate, best.mended, is_of_table=best.is_evident)
