"""What a disclosure restates of an earlier one: facts whose coordinates are of the earlier's year and stage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from checks.mechanism.evidence import unit_of
from checks.mechanism.years import (
    Compared,
    Pair,
    both_cells,
    compared,
    file_name_of,
    pair_finding,
    with_equation,
)
from checks.rule import Outcome, Rule, Subject
from model.facts.cube import DIMENSIONS
from model.lexicon.lexicon import lexicon
from model.messages import check_message
from model.money import Unit, format_amount
from model.record import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

Key = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RestatedWording:
    """How a rule words what differs: a template with {place} {label} {stated} {unit} {year} {file} {other} and more."""

    differs: str


_COMPARED = tuple(name for name in DIMENSIONS if name not in {"year", "stage"})


def facts_by_key(subject: Subject, chosen: NDArray[np.bool_]) -> dict[Key, list[int]]:
    """Return the stated facts of `chosen` by their coordinates, without year and stage.

    Projects and units are left out: their numbers are of one disclosure only.
    """
    facts = subject.cells
    own = facts.coordinates["item"] >= len(lexicon().dimensions["item"].members)
    found = np.flatnonzero(chosen & facts.stated & ~own & (facts.coordinates["unit"] == 0))
    columns = [facts.coordinates[name][found].tolist() for name in _COMPARED]
    by_key: dict[Key, list[int]] = defaultdict(list)
    for fact, *key in zip(found.tolist(), *columns, strict=True):
        by_key[tuple(key)].append(fact)
    return by_key


def of_year_and_stage(subject: Subject, year: int | None, stage: str | None) -> NDArray[np.bool_]:
    """Mark the facts of a year and a stage."""
    facts = subject.cells
    number = facts.members.numbers["stage"][stage or "any"]
    mask: NDArray[np.bool_] = facts.coordinates["year"] == (year or 0)
    mask &= facts.coordinates["stage"] == number
    mask &= facts.coordinates["flow"] != 0
    return mask


def settled(subject: Subject, by_key: Mapping[Key, list[int]]) -> dict[Key, int]:
    """Return one fact a key, where the disclosure does not contradict itself."""
    facts = subject.cells
    one: dict[Key, int] = {}
    for key, found in by_key.items():
        low = max(int(facts.amount[fact] - facts.half[fact]) for fact in found)
        high = min(int(facts.amount[fact] + facts.half[fact]) for fact in found)
        if low <= high:
            one[key] = min(found, key=lambda fact: int(facts.half[fact]))
    return one


def report_restated(rule: Rule, pair: Pair, outcome: Outcome, wording: RestatedWording) -> None:
    """Compare what the later disclosure states of the earlier's year and stage with what that one states.

    One finding a table of the later, with the equation of the first amount that differs.
    """
    year, stage = pair.earlier.disclosure.year, pair.earlier.disclosure.stage
    restated = facts_by_key(pair.later, of_year_and_stage(pair.later, year, stage))
    original = settled(pair.earlier, facts_by_key(pair.earlier, of_year_and_stage(pair.earlier, year, stage)))
    matched = ((found, original[key]) for key, found in restated.items() if key in original)
    compare_keys(rule, pair, outcome, matched, wording)


def compare_keys(
    rule: Rule,
    pair: Pair,
    outcome: Outcome,
    matched: Iterable[tuple[list[int], int]],
    wording: RestatedWording,
) -> None:
    """Compare facts of the later disclosure with one of the earlier; `wording` is what differs in a table."""
    differing: dict[tuple[int, bool], list[Compared]] = defaultdict(list)
    for later, earlier in matched:
        for fact in later:
            each = compared(pair, fact, earlier)
            if each.difference == 0:
                outcome.hold()
            else:
                rounding = abs(each.difference) <= each.allowance
                differing[int(pair.later.cells.table[fact]), rounding].append(each)
    for (table, _), found in sorted(differing.items()):
        _report(rule, pair, outcome, table, found, wording)


def _report(
    rule: Rule, pair: Pair, outcome: Outcome, table: int, found: list[Compared], wording: RestatedWording
) -> None:
    first = found[0]
    cells = both_cells(pair, found)
    unit = unit_of(pair.later, first.later) or Unit.YUAN
    message = check_message(
        wording.differs,
        place=cells[0].place.text,
        label=cells[0].label,
        stated=format_amount(first.stated, unit),
        unit=unit.label,
        other=cells[1].place.text,
        file=file_name_of(pair.earlier),
        year=pair.earlier.disclosure.year,
        expected=format_amount(first.expected, unit),
        difference=format_amount(first.difference, unit),
        count=len(found),
    )
    kind = pair.later.disclosure.tables[table]
    finding = pair_finding(
        rule, pair, cells, message, kind.kind, kind.title, str(abs(first.difference) <= first.allowance)
    )
    outcome.report(with_equation(finding, first, unit))
    extra = len(found) - 1
    if abs(first.difference) <= first.allowance:
        outcome.line.rounding += extra
    else:
        outcome.line.inconsistent += extra
