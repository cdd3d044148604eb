"""Lists that state the same amount for a 类 or 款 print the same codes below it.

Two tables that state the same for 21015 hold the same 项 below it. A 项 with an amount that one of them leaves out
was dropped; where it prints another code with that amount, one of the two codes is wrong, likelier the one that
fewer tables print. A 项 so small that it may be what both sums were rounded by is not missed. A list that prints few
codes of that level sums up and is not asked; nor are matrices, whose codes head columns, and lists of projects.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from checks.mechanism.evidence import cell_evidence, finding_of, fingerprint, place_in, place_of
from checks.mechanism.keys import among, distinct, first_rows, pack, ranked
from checks.rule import Outcome, Rule, Subject
from model.classification.catalogue import normal_name
from model.facts.cube import CODE_DIMENSIONS, Facts
from model.finding import CellEvidence, Finding, Place, Role, Severity
from model.messages import Message, check_message
from model.record import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from model.reading.table import LabelledRow

    Integers = NDArray[np.int64]
    Column = NDArray[np.signedinteger[Any]]

_SHARE = 0.5
"""A list goes to a level where at least this share of the codes above it is broken down."""
_MOST = 20_000
"""More amounts that two lists share are not compared."""


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold what each list prints below a code against the others that state the same for it."""
    reported: set[tuple[int, int]] = set()
    for alike in alike_lists(subject, outcome):
        differing = list(_differing(subject, alike))
        outcome.hold(not differing)
        for table, code, finding in differing:
            if (table, code) not in reported:
                reported.add((table, code))
                outcome.report(finding)


def _differing(subject: Subject, alike: AlikeLists) -> Iterator[tuple[int, int, Finding]]:
    """Yield what differs: the table, the code, and the finding."""
    printers = _printers(alike)
    twins = _twins(subject, alike, printers)
    for code, other in list(twins.items()):
        stating = [printers[one][0].below[one] for one in (code, other)]
        if _are_one_by_name(*(_row(subject, fact) for fact in stating)):
            del printers[code], printers[other], twins[code]
    for code, some in printers.items():
        lacking = [
            one
            for one in alike.lists
            if code not in alike.printed[one.table]
            and not _has_unread(subject, one.table)
            and not _may_be_rounding(subject.cells, some[0], code, one)
        ]
        if not lacking or code in twins.values():
            continue
        if code in twins:
            for one in some:
                yield (
                    one.table,
                    code,
                    _miscoded(subject, one, code, printers[twins[code]][0], twins[code]),
                )
        elif len(some) >= len(lacking):
            for one in lacking:
                yield one.table, code, _missing(subject, one, some[0], code)
        else:
            for one in some:
                yield one.table, code, _alone(subject, one, lacking[0], code)


def _has_unread(subject: Subject, number: int) -> bool:
    """Return whether a table has amounts that were not understood: the code that seems missing may be among them."""
    table = subject.disclosure.tables[number]
    return bool(table.details) or any(cell.adds for cell in table.unbound)


def _may_be_rounding(facts: Facts, here: CodeList, code: int, there: CodeList) -> bool:
    """Return whether what a list states of a code is no more than two sums that are printed alike may differ by."""
    part = here.below[code]
    least = abs(int(facts.amount[part])) - int(facts.half[part])
    return least <= int(facts.half[here.fact]) + int(facts.half[there.fact])


def _printers(alike: AlikeLists) -> dict[int, list[CodeList]]:
    codes = sorted({code for one in alike.lists for code in one.below})
    return {code: [one for one in alike.lists if code in one.below] for code in codes}


def _twins(subject: Subject, alike: AlikeLists, printers: dict[int, list[CodeList]]) -> dict[int, int]:
    """Return codes that stand with the amount of another, each in lists without the other: the rarer, and the other."""
    amount = subject.cells.amount
    twins: dict[int, int] = {}
    for code, some in printers.items():
        for other, others in printers.items():
            apart = all(other not in alike.printed[one.table] for one in some) and all(
                code not in alike.printed[one.table] for one in others
            )
            rarer = (len(some), -code) < (len(others), -other)
            same = amount[some[0].below[code]] == amount[others[0].below[other]]
            if code != other and apart and rarer and same and other not in twins:
                twins.setdefault(code, other)
    return twins


def _are_one_by_name(one: LabelledRow | None, other: LabelledRow | None) -> bool:
    """Return whether two rows print one name and one of them no code: several codes may have had that name."""
    if one is None or other is None:
        return False
    return normal_name(one.name) == normal_name(other.name) and min(one.code_cell, other.code_cell) < 0


def _miscoded(subject: Subject, here: CodeList, code: int, there: CodeList, other: int) -> Finding:
    message = check_message(
        "{place}: {label} stands here with the amount that {there} states for {other}; both state the same for "
        "{above}.",
        place=_text(_code_place(subject, here.below[code])),
        label=_label(subject, here.below[code]),
        there=_text(place_of(subject, there.below[other])),
        other=_label(subject, there.below[other]),
        above=_label(subject, here.fact),
    )
    hint = check_message("{other} may be meant.", other=_label(subject, there.below[other]))
    return _finding(subject, here, code, message, here.below[code], there.below[other], hint)


def _alone(subject: Subject, here: CodeList, there: CodeList, code: int) -> Finding:
    message = check_message(
        "{place}: {label} is printed here, but not in {there}, which states the same for {above}.",
        place=_text(_code_place(subject, here.below[code])),
        label=_label(subject, here.below[code]),
        there=_text(place_of(subject, there.fact)),
        above=_label(subject, here.fact),
    )
    return _finding(subject, here, code, message, here.below[code], there.fact)


def _missing(subject: Subject, here: CodeList, there: CodeList, code: int) -> Finding:
    message = check_message(
        "{place}: {label} is not printed below {above}, but {there} states it, and both state the same for {above}.",
        place=_text(_code_place(subject, here.fact)),
        label=_label(subject, there.below[code]),
        above=_label(subject, here.fact),
        there=_text(place_of(subject, there.below[code])),
    )
    return _finding(subject, here, code, message, here.fact, there.below[code])


def _finding(
    subject: Subject,
    here: CodeList,
    code: int,
    message: Message,
    fact: int,
    other: int,
    hint: Message | None = None,
) -> Finding:
    table = subject.disclosure.tables[here.table]
    place = _code_place(subject, fact)
    mine = CellEvidence(place, Role.CONTEXT, _label(subject, fact), None, 0)
    return finding_of(
        RULE,
        fingerprint(RULE.code, table.kind, {"code": str(code)}, table.title),
        message=message,
        cells=(
            mine,
            cell_evidence(subject, here.fact, Role.CONTEXT, 0),
            cell_evidence(subject, other, Role.OTHER, 0),
        ),
        suspect=place,
        hint=hint,
    )


def _code_place(subject: Subject, fact: int) -> Place:
    """Return the cell that prints the code of a fact's row, or its name where it prints none."""
    facts = subject.cells
    number, row = int(facts.table[fact]), _row(subject, fact)
    column = max(row.code_cell if row and row.code_cell >= 0 else row.name_cell if row else 0, 0)
    return place_in(subject, subject.disclosure.tables[number], int(facts.row[fact]), column)


def _row(subject: Subject, fact: int) -> LabelledRow | None:
    facts = subject.cells
    rows = subject.rows(int(facts.table[fact]), int(facts.panel[fact]))
    return rows.at(int(facts.row[fact]))


def _label(subject: Subject, fact: int) -> str:
    facts = subject.cells
    return subject.row_label(int(facts.table[fact]), int(facts.panel[fact]), int(facts.row[fact]))


def _text(place: Place) -> str:
    return place.text


RULE = Rule(
    code="AG105",
    family="agreement",
    title=check_message("A code is missing, or stands for another, where tables state the same sum"),
    severity=Severity.WARNING,
    basis="RELATIONS 4, 11, 12, 13, 24",
    explanation=__doc__,
    check=check,
)


class Above(NamedTuple):
    """A code with its dimension, year, unit and nature, and the amount that lists state for it."""

    dimension: str
    code: int
    year: int
    unit: int
    nature: int
    amount: int


@dataclass(frozen=True, slots=True)
class CodeList:
    """A table that states an amount for a code: the fact, and by code what it states below it, in that column."""

    table: int
    fact: int
    below: dict[int, int]


class AlikeLists(NamedTuple):
    """Lists that state the same for one code and break it down; `printed` are all codes that each prints below it."""

    above: Above
    lists: list[CodeList]
    printed: dict[int, set[int]]


def alike_lists(subject: Subject, outcome: Outcome) -> Iterator[AlikeLists]:
    """Yield the tables, two or more, that state the same amount for a code and go below it."""
    facts = subject.cells
    for dimension in CODE_DIMENSIONS:
        codes = facts.coordinates[dimension]
        chosen = np.flatnonzero(
            (codes != 0) & ~subject.on_columns(dimension) & (facts.coordinates["item"] == 0)
        )
        shared = _shared(facts, chosen, codes)
        if len(shared) > _MOST:
            why = check_message("the lists are too long to be compared code by code.")
            outcome.leave("", why, len(shared))
        elif len(shared):
            yield from _alike(_Printed(facts, dimension, chosen, shared))


def _shared(facts: Facts, chosen: Integers, codes: Column) -> Integers:
    """Return the chosen facts whose amount, which is not nothing, another table states for the same code."""
    table = facts.table[chosen]
    if not chosen.size or table.min() == table.max():
        return chosen[:0]
    chosen = chosen[facts.stated[chosen] & (facts.amount[chosen] != 0)]
    names = ("year", "unit", "nature")
    coordinates = [codes[chosen], *(facts.coordinates[name][chosen] for name in names)]
    key, count = ranked(pack([*coordinates, facts.amount[chosen]]))
    pair, pairs = ranked(pack([key, facts.table[chosen]]))
    tables = np.bincount(key[first_rows(pair, pairs)], minlength=count)
    return chosen[tables[key] > 1]


class _Printed:
    """What the tables print that share amounts, and where they state them. Codes go with their year and unit."""

    def __init__(self, facts: Facts, dimension: str, chosen: Integers, shared: Integers) -> None:
        codes = facts.coordinates[dimension]
        self.stating: dict[Above, list[tuple[int, int, int]]] = defaultdict(list)
        for fact in shared.tolist():
            uses = int(facts.coordinates["nature"][fact]), int(facts.amount[fact])
            above = Above(dimension, int(codes[fact]), *_of(facts, fact), *uses)
            self.stating[above].append((int(facts.table[fact]), int(facts.column[fact]), fact))
        chosen = chosen[np.isin(facts.table[chosen], distinct(facts.table[shared]))]
        self._goes_below = _levels(facts.table[chosen], codes[chosen])
        self.printed: dict[tuple[int, int, int, int], set[int]] = defaultdict(set)
        self.below: dict[tuple[int, int, int, int, int], dict[int, int]] = defaultdict(dict)
        for fact in chosen[_is_below(facts, codes, chosen, shared)].tolist():
            code, table = int(codes[fact]), int(facts.table[fact])
            place = (table, code // 100, *_of(facts, fact))
            self.printed[place].add(code)
            if facts.stated[fact] and facts.amount[fact]:
                self.below[(*place, int(facts.column[fact]))][code] = fact

    def goes_below(self, table: int, code: int) -> bool:
        """Return whether a list breaks down most of its codes of a code's level."""
        return self._goes_below[table, len(str(code))]


def _of(facts: Facts, fact: int) -> tuple[int, int]:
    return int(facts.coordinates["year"][fact]), int(facts.coordinates["unit"][fact])


def _is_below(facts: Facts, codes: Column, chosen: Integers, shared: Integers) -> NDArray[np.bool_]:
    """Mark the chosen facts of codes right below a shared one, of its table, year and unit."""
    both = np.concatenate([chosen, shared])
    upper = np.concatenate([codes[chosen] // 100, codes[shared]])
    key = pack([upper, facts.table[both], facts.coordinates["year"][both], facts.coordinates["unit"][both]])
    return among(key[: len(chosen)], key[len(chosen) :])


def _levels(table: Column, codes: Column) -> dict[tuple[int, int], bool]:
    """Return for each table and number of digits whether most of its codes of that length are broken down."""
    found: dict[tuple[int, int], bool] = {}
    for number in distinct(table).tolist():
        by_digits: dict[int, set[int]] = defaultdict(set)
        for code in distinct(codes[table == number]).tolist():
            by_digits[len(str(code))].add(code)
        for digits, level in by_digits.items():
            broken = {code // 100 for code in by_digits.get(digits + 2, ())}
            found[number, digits] = len(level & broken) >= _SHARE * len(level)
    return found


def _alike(printed: _Printed) -> Iterator[AlikeLists]:
    for above, stating in printed.stating.items():
        lists: dict[int, CodeList] = {}
        for table, column, fact in stating:
            if printed.goes_below(table, above.code):
                below = printed.below.get((table, above.code, above.year, above.unit, column), {})
                if table not in lists or len(lists[table].below) < len(below):
                    lists[table] = CodeList(table, fact, below)
        if len(lists) > 1:
            codes = {table: printed.printed[table, above.code, above.year, above.unit] for table in lists}
            yield AlikeLists(above, list(lists.values()), codes)
