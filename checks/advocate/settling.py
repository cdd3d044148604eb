"""Before anything is reported: a table that fails under its first reading is read as the candidate that mends it.

A candidate is taken where it mends all that fails within the table, by more than one amount, no other candidate proves
as much, and nothing new fails in the whole disclosure. Where a table holds in itself and is at odds with others, the
candidate has to mend all of that. What mends a table and cannot be taken, for there are two such readings, or it mends
the greater part only, or it goes against a printed code, is offered: the reading is then in doubt.

Nothing of this is done for a table in which all sums hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from checks.advocate.accusation import accusations
from checks.advocate.tally import Tally, Told, tally
from checks.advocate.trial import Judge, Mends, Trial, Tried, is_evident, owed
from checks.mechanism.proven import proven_facts
from checks.rule import Outcome, Rule, Subject
from model.disclosure import Disclosure
from model.reading.candidates.candidate import Candidate
from model.reading.candidates.proposing import Proposed, proposed
from model.reading.choice import Choice
from model.rereading import known_by, paper_of, with_choice, with_table

OF_AMOUNTS = frozenset({"rollup", "agreement", "balance", "relation", "classification", "performance"})
"""Families of rules that are asked of one table alone."""

MOST_TABLES = 16
"""Tables of one disclosure of which candidates are tried."""

MOST_FACTS = 20_000
"""A table of more amounts is not read again."""

MOST_IN_ALL = 4
"""Candidates of one table that are judged in the whole disclosure."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A candidate that mends a table and is not taken; `mended` are the findings that it mends.

    `is_of_table` tells that it mends so much that the whole table reads badly.
    """

    candidate: Candidate
    mended: frozenset[Told]
    is_of_table: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """A disclosure under one candidate: its subject and outcomes, and what was tested of the table."""

    tried: Tried
    subject: Subject
    outcomes: list[Outcome]
    now: Tally


@dataclass
class Settled:
    """A disclosure after its failing tables were read again, with its outcomes.

    `offers` are the readings that are offered, by table; `tried` and `not_tried` count the candidates of each table that
    failed: those that were tried, and those that were not for there were too many.
    """

    subject: Subject
    outcomes: list[Outcome]
    offers: dict[int, Offer] = field(default_factory=dict)
    counts: dict[int, tuple[int, int]] = field(default_factory=dict)


def settled(
    subject: Subject, rules: Sequence[Rule], outcomes: list[Outcome], judge: Judge, judge_alone: Judge
) -> Settled:
    """Return the disclosure with every failing table read as the candidate that mends it, where one does.

    `judge` asks all `rules`, `judge_alone` those of amounts (`rules_alone`).
    """
    state = Settled(subject, outcomes)
    for number in _failing(subject, rules, outcomes)[:MOST_TABLES]:
        _settle(state, number, rules, judge, judge_alone)
    return state


def rules_alone(rules: Sequence[Rule]) -> list[Rule]:
    """Return the rules that are asked of one table alone."""
    return [rule for rule in rules if rule.family in OF_AMOUNTS]


def _failing(subject: Subject, rules: Sequence[Rule], outcomes: Sequence[Outcome]) -> list[int]:
    """Return the tables on which relations that fail rest, those that fail in themselves first."""
    within: dict[int, bool] = {}
    for each in accusations(subject, rules, outcomes):
        if each.sum or each.group or each.failure:
            for table in each.tables:
                within[table] = within.get(table, False) or len(each.tables) == 1
    return sorted(within, key=lambda table: (not within[table], table))


def _settle(state: Settled, number: int, rules: Sequence[Rule], judge: Judge, judge_alone: Judge) -> None:
    """Try the candidates of one table; take the one that mends it, or offer one."""
    disclosure = state.subject.disclosure
    first = tally(state.subject, rules, state.outcomes, number)
    if not first.failing:
        return
    candidates = _candidates(disclosure, number, first)
    state.counts[number] = (len(candidates.candidates), candidates.not_tried)
    if not candidates.candidates:
        return
    trial = Trial.of(disclosure, disclosure.tables[number], rules_alone(rules), judge_alone)
    found = [tried for each in candidates.candidates if (tried := trial.of_candidate(each)) is not None]
    whole = _best([each for each in found if each.mends is Mends.ALL and not each.candidate.is_printed])
    if trial.first.failing:
        whole = [each for each in whole if each.is_evident]
    judged = _in_all(state, number, whole, first, rules, judge)
    if len(judged) == 1 and (len(whole) == 1 or not trial.first.failing):
        _take(state, number, judged[0], first)
    elif offer := _offer(trial, found, whole, judged, first):
        state.offers[number] = offer


def _candidates(disclosure: Disclosure, number: int, first: Tally) -> Proposed:
    """Return the candidates of a table that was recognised without a mapping and is not too large.

    Those that could mend nothing evident, for one amount alone is out, are left out.
    """
    table = disclosure.tables[number]
    size = int(np.count_nonzero(disclosure.facts.table == number))
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
) -> list[Whole]:
    """Return the candidates under which nothing new fails in the whole disclosure, and no cell loses its proof."""
    others = _proven_elsewhere(state.subject, state.outcomes, number)
    judged = []
    for tried in found[:MOST_IN_ALL]:
        subject = Subject(with_table(state.subject.disclosure, number, tried.table))
        outcomes = judge(subject)
        now = tally(subject, rules, outcomes, number)
        mended = first.failing.keys() - now.failing.keys()
        alone = bool(tried.mended)
        holds = (alone or not now.failing) and is_evident(first, mended, tried.candidate)
        if (
            holds
            and not now.told - first.told
            and owed(first, mended, tried.candidate) <= now.proven
            and _proven_elsewhere(subject, outcomes, number) >= others
        ):
            judged.append(Whole(tried, subject, outcomes, now))
    return judged


def _proven_elsewhere(subject: Subject, outcomes: Sequence[Outcome], number: int) -> int:
    """Return how many facts of other tables are proven."""
    return int(np.count_nonzero(proven_facts(subject.facts, outcomes) & (subject.facts.table != number)))


def _take(state: Settled, number: int, whole: Whole, first: Tally) -> None:
    """Let a disclosure under a candidate take the place of the first, with the record of why."""
    candidate = whole.tried.candidate
    choice = Choice(candidate.mapping, candidate.why, first.score, whole.now.score, *state.counts[number])
    state.subject = Subject(with_choice(whole.subject.disclosure, number, choice))
    state.outcomes = whole.outcomes


def _offer(
    trial: Trial, found: Sequence[Tried], whole: Sequence[Tried], judged: Sequence[Whole], first: Tally
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
