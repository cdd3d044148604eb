"""The causes that lie in a whole row: left out, counted twice, or under a code that is not its own.

They show in gaps: the rows whose sums over the codes below do not hold, column by column.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import field

from checks.diagnosis.blanks import code_dimension
from checks.diagnosis.constraints import WeightedSum
from checks.diagnosis.network import Cause, Named, Network
from checks.mechanism.evidence import place_in, place_of
from checks.mechanism.keys import Lookup, RowLookup, distinct
from checks.rule import Subject
from model.facts.cube import Facts
from model.finding import Place
from model.messages import Message, check_message
from model.money import Unit, format_amount
from model.reading.table import LabelledRow
from model.record import dataclass

Line = tuple[int, int, int]
"""A row of a panel: the table, the panel, and the row of its sheet."""


def line_of(facts: Facts, fact: int) -> Line:
    """Return the row in which a fact stands."""
    return int(facts.table[fact]), int(facts.panel[fact]), int(facts.row[fact])


@dataclass(slots=True)
class Gap:
    """A row whose sums do not hold: by column, the failing constraint and what the rows below lack (or have too much).

    `holding` are the columns in which the same row's sum holds.
    """

    whole: int
    dimension: str
    failing: dict[int, int] = field(default_factory=dict)
    lack: dict[int, int] = field(default_factory=dict)
    allowance: dict[int, int] = field(default_factory=dict)
    parts: set[int] = field(default_factory=set)
    holding: set[int] = field(default_factory=set)


def gaps_of(facts: Facts, network: Network) -> list[Gap]:
    """Return the rows with failing sums over codes, those that have too much first."""
    found: dict[tuple[int, int, int, str], Gap] = {}
    held: dict[tuple[int, int, int, str], set[int]] = defaultdict(set)
    for number, member in enumerate(network.members):
        if not isinstance(member.constraint, WeightedSum) or len(member.constraint.weights) < 2:
            continue
        whole, part = list(member.constraint.weights)[:2]
        dimension = code_dimension(facts, whole, part)
        if not dimension or member.constraint.at_most:
            continue
        key = (*line_of(facts, whole), dimension)
        column = int(facts.column[whole])
        if number >= network.failures:
            held[key].add(column)
            continue
        gap = found.setdefault(key, Gap(whole, dimension))
        gap.failing[column] = number
        gap.lack[column] = member.constraint.excess
        gap.allowance[column] = member.constraint.allowance
        gap.parts |= member.constraint.weights.keys() - {whole}
    for key, gap in found.items():
        gap.holding = held[key]
    return sorted(found.values(), key=lambda gap: max(gap.lack.values()))


def causes_in_rows(subject: Subject, network: Network, known: Collection[Named]) -> list[Cause]:
    """Return the causes of failing sums that one row explains better than a cell of it; not of the `known` failures."""
    rows = _Rows(subject, network)
    gaps = gaps_of(subject.facts, network)
    causes: list[Cause] = []
    explained = {number for number in range(network.failures) if network.members[number].failure in known}
    for gap in gaps:
        if explained.isdisjoint(gap.failing.values()):
            found = rows.misplaced(gap, gaps) or rows.left_out(gap)
            if found is not None:
                cause, numbers = found
                causes.append(cause)
                explained |= numbers
    return causes


Found = tuple[Cause, set[int]]


class _Rows:
    """Looks for the rows that explain gaps."""

    def __init__(self, subject: Subject, network: Network) -> None:
        self._subject = subject
        self._facts: Facts = subject.cells
        self._network = network
        facts = self._facts
        self._rows = RowLookup(facts.table, facts.row)
        self._amounts = Lookup(facts.amount)
        self._printed: dict[tuple[int, str], set[str]] = {}
        self._first: dict[tuple[int, int], dict[str, LabelledRow]] = {}

    def misplaced(self, gap: Gap, gaps: list[Gap]) -> Found | None:
        """Return the row that is too much in one gap, and perhaps just what another gap lacks."""
        facts = self._facts
        for line in sorted(
            {line_of(self._facts, part) for part in gap.parts if facts.stated[part]}, reverse=True
        ):
            amounts = self._stated_in(line)
            if not self._fits(gap, amounts, -1):
                continue
            twin = self._twin(line)
            other = next((one for one in gaps if one is not gap and self._fits(one, amounts, 1)), None)
            if other is None and twin is None and len(gap.lack) < 2:
                continue
            return self._moved(gap, line, twin, other)
        return None

    def _stated_in(self, line: Line) -> dict[int, int]:
        """Return what a row states, by column."""
        facts = self._facts
        table, panel, row = line
        found = self._rows.at(table, row)
        found = found[facts.stated[found] & (facts.panel[found] == panel)]
        return {int(facts.column[fact]): int(facts.amount[fact]) for fact in found.tolist()}

    def _fits(self, gap: Gap, amounts: dict[int, int], sign: int) -> bool:
        """Return whether a row's amounts are what a gap lacks (1) or has too much (-1), in all its columns."""
        return all(
            amounts.get(column) and abs(lack - sign * amounts[column]) <= gap.allowance[column]
            for column, lack in gap.lack.items()
        ) and not any(amounts.get(column) for column in gap.holding)

    def _twin(self, line: Line) -> LabelledRow | None:
        """Return a row above in the same panel that prints the same code."""
        table, panel, number = line
        rows = self._subject.rows(table, panel)
        mine = rows.at(number)
        if mine is None or not mine.code:
            return None
        if (table, panel) not in self._first:
            self._first[table, panel] = {row.code: row for row in reversed(list(rows))}
        above = self._first[table, panel][mine.code]
        return above if above.row < number else None

    def _moved(self, gap: Gap, line: Line, twin: LabelledRow | None, other: Gap | None) -> Found:
        table, panel, number = line
        row = self._subject.rows(table, panel).at(number)
        assert row is not None
        label = self._subject.row_label(table, panel, number)
        if other is not None:
            hint = check_message(
                "The row {row} seems to stand under the wrong code: its amounts are too much in {here} and are missing "
                "in {there}.",
                row=label,
                here=self._label(gap.whole),
                there=self._label(other.whole),
            )
        elif twin is not None:
            hint = check_message("The row {row} is counted twice.", row=label)
        else:
            hint = check_message(
                "The row {row} is too much in {here}: without it all sums would hold.",
                row=label,
                here=self._label(gap.whole),
            )
        numbers = {*gap.failing.values(), *(other.failing.values() if other else ())}
        column = row.code_cell if row.code_cell >= 0 else max(row.name_cell, 0)
        place = place_in(self._subject, self._subject.disclosure.tables[table], row.row, column)
        return self._cause(place, hint, numbers)

    def _cause(self, place: Place, hint: Message, numbers: set[int]) -> Found:
        names = [self._network.members[number].failure for number in numbers]
        return Cause(
            place, hint, frozenset(name for name in names if name), is_row=True, is_pen_slip=True
        ), numbers

    def _label(self, fact: int) -> str:
        """Return the code and name of a fact's row, its place where it has none."""
        table, panel, row = line_of(self._facts, fact)
        return self._subject.row_label(table, panel, row) or place_of(self._subject, fact).text

    def left_out(self, gap: Gap) -> Found | None:
        """Return that a row below a gap's is left out: another table states it, or several columns lack it alike."""
        signs = {lack > 0 for lack in gap.lack.values()}
        elsewhere = self._stated_elsewhere(gap)
        if elsewhere is not None:
            hint = check_message(
                "The row {row} is left out here; {other} states it.",
                row=self._label(elsewhere),
                other=place_of(self._subject, elsewhere).text,
            )
        elif signs == {True} and len(gap.lack) > 1 and self._alone(gap):
            lack = max(gap.lack.values())
            unit = self._subject.disclosure.tables[line_of(self._facts, gap.whole)[0]].unit or Unit.YUAN
            hint = check_message(
                "A row may be left out below {row}: {lack} {unit} are missing, in {count} columns alike.",
                row=self._label(gap.whole),
                lack=format_amount(lack, unit),
                unit=unit.label,
                count=len(gap.lack),
            )
        else:
            return None
        return self._cause(place_of(self._subject, gap.whole), hint, set(gap.failing.values()))

    def _alone(self, gap: Gap) -> bool:
        """Return whether no cell explains the gap's columns: no fact fails elsewhere, and none is a blank."""
        constraints = [self._network.members[number].constraint for number in gap.failing.values()]
        facts = {fact for constraint in constraints for fact in constraint.facts}
        failing = set(gap.failing.values())
        if not all(self._facts.stated[fact] for fact in gap.parts):
            return False
        return not any(
            number < self._network.failures and number not in failing
            for fact in facts
            for number in self._network.of_fact[fact]
        )

    def _stated_elsewhere(self, gap: Gap) -> int | None:
        """Return a fact of another table for a code that is not printed here, and is just what the gap lacks."""
        facts = self._facts
        codes = facts.coordinates[gap.dimension]
        table = int(facts.table[gap.whole])
        above = str(codes[gap.whole]) if codes[gap.whole] else ""
        here = self._codes_of(table, gap.dimension)
        found: dict[str, int] = {}
        for column, lack in gap.lack.items():
            for fact in self._stating(gap, lack, gap.allowance[column]):
                code = str(codes[fact])
                if code.startswith(above) and code not in here and self._nearest(code, here) == above:
                    found.setdefault(code, fact)
        return next(iter(found.values())) if len(found) == 1 else None

    def _stating(self, gap: Gap, amount: int, allowance: int) -> list[int]:
        """Return the facts of other tables that state an amount for a code."""
        facts = self._facts
        room = min(allowance, abs(amount) // 100)
        near = self._amounts.between(amount - room, amount + room)
        other = facts.stated[near] & (facts.table[near] != facts.table[gap.whole])
        found: list[int] = near[other & (facts.coordinates[gap.dimension][near] > 0)].tolist()
        return found

    def _codes_of(self, table: int, dimension: str) -> set[str]:
        """Return the codes that a table prints."""
        if (table, dimension) not in self._printed:
            codes = distinct(self._facts.coordinates[dimension][self._facts.table == table])
            self._printed[table, dimension] = {str(code) for code in codes.tolist() if code}
        return self._printed[table, dimension]

    def _nearest(self, code: str, printed: set[str]) -> str:
        return next(
            (code[:length] for length in (5, 3) if length < len(code) and code[:length] in printed), ""
        )
