"""A cell is not blank where another table states the same money.

A blank is "not stated", never zero. Yet a row and a column that are printed make room for one amount, and where
another table states that amount under the same coordinates (flow, year, stage, source, nature, code, item,
unit) it is missing here. A blank beside a stated zero, or beside what the table would round to nothing, is
consistent, and so are two blanks, and a blank in a table that states the amount as money brought forward. Cells that
were not understood, coordinates that the table states in another cell, and the blanks of a line that only heads those
below it (支出 above its items), are not asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from checks.mechanism.evidence import cell_evidence, fingerprint, label_of, place_of, unit_of
from checks.mechanism.keys import first_rows, pack, ranked
from checks.mechanism.same_money import brought_forward_amounts, of_this_year_alone
from checks.rule import Outcome, Rule, Subject
from model.facts.cube import DIMENSIONS, Facts
from model.finding import Finding, Role, Severity, Verdict
from model.lexicon.lexicon import lexicon
from model.messages import check_message
from model.money import Unit, format_amount

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Booleans = NDArray[np.bool_]
    Integers = NDArray[np.int64]
    Column = NDArray[np.signedinteger[Any]]


def check(subject: Subject, outcome: Outcome) -> None:
    """Ask every blank cell whether another table states what belongs there."""
    facts = subject.cells
    spoken = _spoken_of(facts, subject.once(of_this_year_alone))
    if spoken is None:
        return
    outcome.hold(spoken.nothing)
    brought_here = brought_forward_amounts(facts)
    for together in spoken.something:
        stated = [fact for fact in together if facts.stated[fact]]
        usual = Counter(int(facts.amount[fact]) for fact in stated).most_common(1)[0][0]
        holders = [fact for fact in stated if facts.amount[fact] == usual]
        for blank in _only_blanks(facts, together):
            if _is_of_heading(subject, blank):
                continue
            if abs(usual) <= _coarseness(facts, blank) or usual in brought_here.get(
                int(facts.table[blank]), ()
            ):
                outcome.hold()
            else:
                finding = _finding(subject, blank, holders)
                outcome.fail(finding, {blank: usual}, int(facts.half[holders[0]]))


class _Spoken(NamedTuple):
    """What other tables state of blank cells.

    `nothing` counts the blanks that other tables leave blank too, or state as 0; `something` are the facts that state,
    or leave blank, one and the same money.
    """

    nothing: int
    something: list[list[int]]


def _spoken_of(facts: Facts, apart: Booleans) -> _Spoken | None:
    """Return what other tables state of blank cells, None where there are none.

    What is marked in `apart`, this year's money beside what was brought forward, is asked among its like.
    """
    chosen = np.flatnonzero(facts.coordinates["flow"] != 0)
    if not chosen.size or facts.stated[chosen].all():
        return None
    coordinates = [facts.coordinates[name][chosen] for name in DIMENSIONS]
    key, count = ranked(pack([*coordinates, apart[chosen].astype(np.int64)]))
    blank = ~facts.stated[chosen]
    several = _tables_of(key, facts.table[chosen], count) > 1
    amount = np.zeros(count, dtype=np.bool_)
    amount[key[~blank & (facts.amount[chosen] != 0)]] = True
    with_blank = np.bincount(key[blank], minlength=count) > 0
    near = np.flatnonzero((several & amount & with_blank)[key])
    by_key: dict[int, list[int]] = defaultdict(list)
    for number, fact in zip(key[near].tolist(), chosen[near].tolist(), strict=True):
        by_key[number].append(fact)
    return _Spoken(int(np.count_nonzero((several & ~amount)[key] & blank)), list(by_key.values()))


def _tables_of(key: Integers, table: Column, count: int) -> Integers:
    """Return in how many tables each key stands."""
    pair, pairs = ranked(pack([key, table]))
    return np.bincount(key[first_rows(pair, pairs)], minlength=count)


def _coarseness(facts: Facts, blank: int) -> int:
    """Return what the column of a blank cell would round to nothing."""
    column = (facts.table == facts.table[blank]) & (facts.column == facts.column[blank])
    return int(facts.half[column].max(initial=0))


def _only_blanks(facts: Facts, together: list[int]) -> list[int]:
    """Return the blanks among facts of one coordinate, each the only cell of its table there."""
    tables = Counter(int(facts.table[fact]) for fact in together)
    return [fact for fact in together if not facts.stated[fact] and tables[int(facts.table[fact])] == 1]


def _is_of_heading(subject: Subject, blank: int) -> bool:
    """Return whether a blank stands in a line that names no more than a side of the budget and states nothing."""
    facts = subject.cells
    same = [each[blank] == each for each in (facts.table, facts.panel, facts.row)]
    row = subject.rows(int(facts.table[blank]), int(facts.panel[blank])).at(int(facts.row[blank]))
    if row is None or set(row.coordinates) != {"flow"} or facts.stated[np.logical_and.reduce(same)].any():
        return False
    return "total" not in lexicon().read(row.name).roles


def _finding(subject: Subject, blank: int, others: list[int]) -> Finding:
    facts = subject.cells
    table = subject.disclosure.tables[int(facts.table[blank])]
    amount, unit = int(facts.amount[others[0]]), unit_of(subject, blank) or Unit.YUAN
    here, there = place_of(subject, blank), place_of(subject, others[0])
    return Finding(
        id=fingerprint(RULE.code, table.kind, facts.coordinate(blank), table.title),
        rule=RULE.code,
        severity=RULE.severity,
        verdict=Verdict.INCONSISTENT,
        title=RULE.title,
        message=check_message(
            "{place} ({label}) is blank, but {other} states {amount} {unit}.",
            place=f"{here.sheet}!{here.cell}",
            label=label_of(subject, blank),
            other=f"{there.sheet}!{there.cell}",
            amount=format_amount(amount, unit),
            unit=unit.label,
        ),
        cells=(
            cell_evidence(subject, blank, Role.STATED, -1),
            cell_evidence(subject, others[0], Role.OTHER, 1),
            *(cell_evidence(subject, fact, Role.CONTEXT, 0) for fact in others[1:]),
        ),
        computed=amount,
        allowance=int(facts.half[others[0]]),
        relation="=",
        unit=unit,
        suspect=here,
    )


RULE = Rule(
    code="AG104",
    family="agreement",
    title=check_message("A cell is blank where another table states the amount"),
    severity=Severity.WARNING,
    basis="RELATIONS 3, 10, 12, 23, 24",
    explanation=__doc__,
    check=check,
)
