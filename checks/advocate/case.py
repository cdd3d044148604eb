"""A case: all accusations of a disclosure, those still open, and what the arguments may ask of what else was tested.

An accusation is an error or a warning that rests on amounts, with the facts and the relation that it rests on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from checks.diagnosis.network import Named, Source, failing_sources
from checks.mechanism.agreement import Agreements, pairs_of
from checks.mechanism.keys import RowLookup, pack, ranked
from checks.mechanism.proven import proven_facts
from checks.mechanism.relations import INCONSISTENT, Relation
from checks.rule import Outcome, Rule, Subject
from model.facts.cube import Facts
from model.finding import Finding, Place, Severity, Verdict
from model.messages import Message
from model.places import sheets_of
from model.reading.table import Table
from model.record import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Booleans = NDArray[np.bool_]
    Integers = NDArray[np.int64]

Key = tuple[int, int]
"""An accusation's name: the number of its outcome, and of its finding there."""
FEW_ROWS = 3
"""A finding about the labels of more rows is about their whole column."""
_PERIOD = frozenset({"year", "stage"})
_SEVERAL_ROWS = 2
Means = frozenset[tuple[str, str]]
Columns = tuple[int, int, Means, frozenset[Means]]
"""A table, a panel, and what the columns of a whole and of its parts mean there."""


@dataclass(frozen=True)
class Accusation:
    """A finding that accuses, and what it rests on.

    `failure` names the failure that the diagnosis may mend, None where no change of an amount does. `sum` is the
    relation that fails, `group` the facts that should agree; a finding of another kind has neither. `facts` are all
    facts it rests on, blank cells among them, and `tables` theirs.
    """

    key: Key
    family: str
    finding: Finding
    failure: Named | None
    sum: Relation | None
    group: tuple[int, ...]
    facts: tuple[int, ...]
    tables: frozenset[int]

    @property
    def is_of_few_labels(self) -> bool:
        """Whether the finding is about the codes or names of a few rows, not about amounts or a whole column."""
        rows = {(cell.place.sheet, cell.place.row) for cell in self.finding.cells}
        return self.family == "classification" and self.failure is None and len(rows) <= FEW_ROWS


def accusations(subject: Subject, rules: Sequence[Rule], outcomes: Sequence[Outcome]) -> list[Accusation]:
    """Return the findings of all outcomes that accuse and rest on amounts or cells of tables; `rules` are theirs."""
    known = Places(subject)
    sources = {named: source for named, _, source in failing_sources(outcomes, of_text=False)}
    found = []
    for number, (rule, outcome) in enumerate(zip(rules, outcomes, strict=True)):
        failures = {
            failure.finding: position
            for position, failure in enumerate(outcome.failures)
            if not failure.of_text
        }
        for position, finding in enumerate(outcome.findings):
            if finding.severity is Severity.NOTICE or finding.verdict is not Verdict.INCONSISTENT:
                continue
            failure = failures.get(position)
            named = None if failure is None else (number, failure)
            found.append(
                _accusation(
                    (number, position), rule, outcome, named, sources.get(named) if named else None, known
                )
            )
    return [each for each in found if each.tables]


def _accusation(
    key: Key, rule: Rule, outcome: Outcome, named: Named | None, source: Source | None, known: Places
) -> Accusation:
    finding = outcome.findings[key[1]]
    rested = _source_of(outcome, source)
    failed = rested if isinstance(rested, Relation) else None
    group = () if isinstance(rested, Relation) else rested or ()
    facts: list[int] = [failed.whole, *failed.parts] if failed else list(group)
    tables = {int(known.facts.table[fact]) for fact in facts}
    for cell in () if facts else finding.cells:
        table, there = known.of(cell.place)
        facts.extend(there)
        tables |= {table} if table >= 0 else set()
    return Accusation(
        key, rule.family, finding, named, failed, group, tuple(dict.fromkeys(facts)), frozenset(tables)
    )


def _source_of(outcome: Outcome, source: Source | None) -> Relation | tuple[int, ...] | None:
    if source is None:
        return None
    _, index, row = source
    if index < len(outcome.relations):
        return outcome.relations[index].inexact[row]
    groups: Agreements = outcome.agreements[index - len(outcome.relations)]
    return tuple(int(fact) for fact in groups.facts(row))


class Places:
    """Finds the table and the facts of a cell."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self.facts = subject.cells
        self._rows = RowLookup(self.facts.table, self.facts.row)
        self._tables: dict[tuple[str, str], dict[tuple[int, int], list[int]]] = {}
        for number, table in sorted(enumerate(subject.disclosure.tables), key=lambda each: each[1].top):
            book = subject.disclosure.documents[table.document].book
            for name in sheets_of(book, table):
                there = self._tables.setdefault((book.path, name), {})
                there.setdefault((table.document, table.sheet), []).append(number)

    def of(self, place: Place) -> tuple[int, list[int]]:
        """Return the number of the table in which a cell stands (-1 for none), and the facts that stand there."""
        tables = self._subject.disclosure.tables
        for (document, sheet), numbers in self._tables.get((place.path, place.sheet), {}).items():
            book = self._subject.disclosure.documents[document].book
            row = book.sheets[sheet].row_of(place.sheet, place.row)
            if row is None:
                continue
            at = bisect_right(numbers, row, key=lambda number: tables[number].top) - 1
            if at >= 0 and row <= tables[numbers[at]].bottom:
                return numbers[at], list(self._facts(numbers[at], row, place.column))
        return -1, []

    def _facts(self, number: int, row: int, column: int) -> Iterator[int]:
        facts = self.facts
        for fact in self._rows.at(number, row).tolist():
            shift = self._subject.shift(number, int(facts.panel[fact]), row)
            if int(facts.column[fact]) - shift == column:
                yield int(fact)


@dataclass(frozen=True, slots=True)
class Defence:
    """Why some accusations are doubts about the reading of one table.

    `places` are the cells that the reason speaks of; `is_of_table` means that the table as a whole reads badly, so that
    nothing else that rests on it is an accusation either.
    """

    table: int
    why: Message
    keys: frozenset[Key]
    places: tuple[Place, ...] = ()
    is_of_table: bool = False


@dataclass
class Case:
    """The accusations against one disclosure; `defences` grows as arguments are heard."""

    subject: Subject
    outcomes: Sequence[Outcome]
    accusations: Sequence[Accusation]
    defences: list[Defence] = field(default_factory=list)
    defended: set[Key] = field(default_factory=set)

    @property
    def facts(self) -> Facts:
        """The cube."""
        return self.subject.cells

    @property
    def open(self) -> list[Accusation]:
        """The accusations that no argument has defended so far."""
        return [each for each in self.accusations if each.key not in self.defended]

    @property
    def sums(self) -> list[tuple[Accusation, Relation]]:
        """The open accusations that a sum does not hold, with the sum."""
        return [(each, each.sum) for each in self.open if each.sum is not None]

    def differing(self, accusation: Accusation) -> Iterator[tuple[int, int]]:
        """Yield the facts of different tables that an accusation holds against each other."""
        facts = self.facts
        if accusation.group:
            for one, other in pairs_of(accusation.group):
                if facts.amount[one] != facts.amount[other]:
                    yield one, other
        elif accusation.sum is None and accusation.failure is not None and len(accusation.tables) > 1:
            for one, other in pairs_of(accusation.facts):
                if facts.table[one] != facts.table[other] and facts.amount[one] != facts.amount[other]:
                    yield one, other

    def hear(self, argument: Argument) -> None:
        """Let an argument speak for the open accusations."""
        for defence in argument(self):
            new = defence.keys - self.defended
            if new:
                self.defences.append(defence)
                self.defended |= new

    @cached_property
    def places(self) -> Places:
        """What finds the table and the facts of a cell."""
        return Places(self.subject)

    @cached_property
    def _read(self) -> set[int]:
        """The identities of the tables that bind any amount."""
        counts = np.bincount(
            self.facts.table[self.facts.stated], minlength=len(self.subject.disclosure.tables)
        )
        tables = self.subject.disclosure.tables
        return {id(table) for table, count in zip(tables, counts.tolist(), strict=True) if count}

    def is_read(self, table: Table) -> bool:
        """Return whether any amount of a table was understood."""
        return id(table) in self._read

    @cached_property
    def _rows(self) -> tuple[Integers, Integers, Integers]:
        """The number of each fact's row, the facts row by row, and where each row begins among them."""
        facts = self.facts
        number, _ = ranked(pack((facts.table, facts.panel, facts.row)))
        order = np.argsort(number, kind="stable")
        return number, order, np.searchsorted(number[order], np.arange(len(facts) + 1))

    def beside(self, fact: int) -> Integers:
        """Return the facts that are stated in the other columns of a fact's row."""
        number, order, begins = self._rows
        row: Integers = order[begins[number[fact]] : begins[number[fact] + 1]]
        beside: Integers = row[self.facts.stated[row] & (self.facts.column[row] != self.facts.column[fact])]
        return beside

    @cached_property
    def proven(self) -> Booleans:
        """Marks the facts that stand in a sum of their own table which holds and is not trivial."""
        return proven_facts(self.facts, self.outcomes, within_tables=True)

    def holding_sums(self, outcomes: Sequence[Outcome] | None = None) -> Iterator[Relation]:
        """Yield the sums (of some outcomes) that hold to the full and state something: equal, and not nothing."""
        for outcome in self.outcomes if outcomes is None else outcomes:
            for relations in outcome.relations:
                holds = (relations.verdict < INCONSISTENT) & (relations.stated != 0)
                exact = np.abs(relations.stated - relations.computed) <= relations.allowance
                yield from relations.rows(np.flatnonzero(holds & exact & ~relations.blank))

    @cached_property
    def _proven_columns(self) -> dict[Columns, set[int]]:
        """What columns mean whose sums along the rows hold in several rows, and the columns that state their wholes."""
        rows: dict[tuple[Columns, int], set[int]] = defaultdict(set)
        for held in self.holding_sums():
            if held.parts and len({int(row) for row in self.facts.row[[held.whole, *held.parts]]}) == 1:
                column = int(self.facts.column[held.whole])
                rows[self._columns_of(held), column].add(int(self.facts.row[held.whole]))
        proven: dict[Columns, set[int]] = defaultdict(set)
        for (columns, column), found in rows.items():
            if len(found) >= _SEVERAL_ROWS:
                proven[columns].add(column)
        return proven

    def is_proven_beside(self, failed: Relation) -> bool:
        """Return whether columns under the same headings of another year add up in several rows of the table.

        Where last year's columns hold, this year's stand under the same headings and are read as well as they.
        """
        beside = self._proven_columns.get(self._columns_of(failed), set())
        return bool(beside - {int(self.facts.column[failed.whole])})

    def is_proven_in_rows(self, failed: Relation) -> bool:
        """Return whether the same columns add up in several other rows of the table."""
        return int(self.facts.column[failed.whole]) in self._proven_columns.get(
            self._columns_of(failed), set()
        )

    def _columns_of(self, one: Relation) -> Columns:
        """Return what the columns of a sum mean but for the year and the stage, in which groups of columns differ."""
        table, panel = int(self.facts.table[one.whole]), int(self.facts.panel[one.whole])
        means = self._means(table, panel)
        parts = frozenset(means.get(int(self.facts.column[part]), frozenset()) for part in one.parts)
        return table, panel, means.get(int(self.facts.column[one.whole]), frozenset()), parts

    def _means(self, table: int, panel: int) -> dict[int, Means]:
        return {
            column.column: frozenset(pair for pair in column.coordinates.items() if pair[0] not in _PERIOD)
            for column in self.subject.disclosure.tables[table].panels[panel].columns
        }


Argument = Callable[[Case], Iterable[Defence]]
"""What looks at a case and yields defences of open accusations."""
