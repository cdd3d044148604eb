"""What the general budget, the government funds and state capital pay is at most the whole expenditure, code by code.

A code's expenditure from each budget stands in a table of its own, the whole in 支出总表. Each code's and nature's
parts are at most the whole; they are equal to it where the totals of these tables show that nothing else pays.
A whole that is printed and left blank, though a budget pays for it, is reported too.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import numpy as np

from checks.mechanism.keys import pack, ranked
from checks.mechanism.relations import NamedRelation, relate
from checks.mechanism.rollup import Wording, report_rollup
from checks.rule import Outcome, Rule, Subject
from model.facts.cube import DIMENSIONS, Facts
from model.finding import Severity
from model.lexicon.lexicon import lexicon
from model.messages import check_message
from model.record import dataclass

PARTS = ("general", "fund", "state_capital")
CODES = ("function", "economic", "government")

_WORDING = Wording(
    inconsistent="{place} ({label}): stated {stated} {unit}, but the single budgets pay {computed}; "
    "difference {difference}.",
    rounding="{place} ({label}): stated {stated} {unit}, the single budgets pay {computed}; "
    "rounding explains {difference}.",
    at_most="{place} ({label}): stated {stated} {unit}, but the single budgets already pay {computed}.",
    blank="{place} ({label}) is blank, but the single budgets pay {computed} {unit}.",
)


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold each code's expenditure from the single budgets against its whole expenditure."""
    facts = subject.cells
    numbers = lexicon().dimensions["source"].number
    sides = _sides(facts, numbers["all"], [numbers[part] for part in PARTS])
    hidden = _hidden_by_rounding(facts, sides)
    lists = [_list_of(facts, each.whole) for each in sides]
    named = [
        NamedRelation(each.whole, tuple(each.parts.values()), at_most=listed not in hidden)
        for each, listed in zip(sides, lists, strict=True)
    ]
    relations = relate(facts, named)
    slack = np.array([hidden.get(listed, 0) for listed in lists], dtype=np.int64)
    relations = replace(relations, allowance=relations.allowance + slack)
    report_rollup(RULE, relations, subject, outcome, _WORDING)


@dataclass(frozen=True, slots=True)
class _Sides:
    """The fact that states a whole expenditure, and by source those of the single budgets."""

    whole: int
    parts: dict[int, int]


def _sides(facts: Facts, whole: int, parts: list[int]) -> list[_Sides]:
    source = facts.coordinates["source"]
    chosen = np.flatnonzero(
        (facts.stated | (source == whole))
        & np.isin(source, [whole, *parts])
        & (facts.coordinates["flow"] == lexicon().dimensions["flow"].number["expenditure"])
        & (facts.coordinates["item"] == 0)
    )
    if not chosen.size:
        return []
    key, count = ranked(pack([facts.coordinates[name][chosen] for name in DIMENSIONS if name != "source"]))
    is_whole = source[chosen] == whole
    has_both = np.bincount(key[is_whole], minlength=count) * np.bincount(key[~is_whole], minlength=count) > 0
    chosen, key = chosen[has_both[key]], key[has_both[key]]
    by_key: dict[int, dict[int, int]] = defaultdict(dict)
    for fact, place in zip(chosen.tolist(), key.tolist(), strict=True):
        known = by_key[place].setdefault(int(source[fact]), fact)
        if not facts.stated[known]:
            by_key[place][int(source[fact])] = fact
    return [
        _Sides(stated[whole], {part: stated[part] for part in parts if part in stated})
        for stated in by_key.values()
    ]


_List = tuple[tuple[int, ...], tuple[bool, ...]]
"""What a list of codes is about: its coordinates but for codes and source, and which kinds of codes it has."""


def _list_of(facts: Facts, fact: int) -> _List:
    about = tuple(int(facts.coordinates[name][fact]) for name in DIMENSIONS if name not in {*CODES, "source"})
    return about, tuple(bool(facts.coordinates[name][fact]) for name in CODES)


def _hidden_by_rounding(facts: Facts, sides: list[_Sides]) -> dict[_List, int]:
    """Return the lists of codes that the single budgets pay for alone, and what other money rounding may hide.

    They do where the totals show it, and where every budget that pays prints codes of this kind. What the rounding
    of the totals hides may all belong to one code.
    """
    printed: dict[_List, set[int]] = defaultdict(set)
    for each in sides:
        printed[_list_of(facts, each.whole)] |= each.parts.keys()
    totals = {
        about: each for each in sides for about, codes in [_list_of(facts, each.whole)] if not any(codes)
    }
    hidden: dict[_List, int] = {}
    for listed, sources in printed.items():
        total = totals.get(listed[0])
        if total is None:
            continue
        paid = {source: int(facts.amount[fact]) for source, fact in total.parts.items()}
        paying = {source for source, amount in paid.items() if amount}
        is_total = not any(listed[1])
        if sum(paid.values()) == int(facts.amount[total.whole]) and (is_total or paying <= sources):
            halves = sum(int(facts.half[fact]) for fact in (total.whole, *total.parts.values()))
            hidden[listed] = 0 if is_total else halves
    return hidden


RULE = Rule(
    code="AG102",
    family="agreement",
    title=check_message("The single budgets pay more, or less, than the whole expenditure of a code"),
    severity=Severity.ERROR,
    basis="RELATIONS 12, 13, 25",
    explanation=__doc__,
    check=check,
)
