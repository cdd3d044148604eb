"""The codes that a disclosure's tables print, as the rules of this family ask of them: rows alike are asked once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from checks.mechanism.evidence import place_in
from checks.rule import Subject
from model.classification.codes import Domain, domain_of
from model.finding import CellEvidence, Role
from model.reading.table import LabelledRow, LabelledRows, Panel, RowLabel, Table
from model.record import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]


class PrintedCode(NamedTuple):
    """A row that prints a code. `table` and `panel` are indices; `year` is the year whose edition applies.

    `block` numbers the parts of a panel that each list the codes anew, one for each subordinate unit.
    """

    table: int
    panel: int
    row: LabelledRow
    domain: Domain
    year: int | None
    block: int

    @property
    def code(self) -> str:
        """The code in digits."""
        return self.row.code

    @property
    def in_digits(self) -> bool:
        """Whether the row prints the code itself; else it was found by its name."""
        return self.row.code_cell >= 0

    @property
    def name(self) -> str:
        """The name printed beside it, "" for none."""
        return self.row.name


@dataclass(frozen=True, slots=True, eq=False)
class PrintedCodes:
    """The codes of a panel from top to bottom, by column: `position` in the panel's rows, `label` and `block` of each.

    `domains` has the classification of each label in use, by its number; `times` how many rows carry it.
    """

    table: int
    panel: int
    year: int | None
    rows: LabelledRows
    position: Integers
    block: Integers
    label: NDArray[np.int32]
    domains: Mapping[int, Domain]
    times: Mapping[int, int]

    def __len__(self) -> int:
        return len(self.position)

    def at(self, indices: Sequence[int] | Integers) -> PrintedCodes:
        """Return some of the codes, counted from the top and in that order."""
        label = self.label[indices]
        times = np.bincount(label, minlength=len(self.rows.labels)).tolist()
        return replace(
            self,
            position=self.position[indices],
            block=self.block[indices],
            label=label,
            domains={number: domain for number, domain in self.domains.items() if times[number]},
            times={number: times[number] for number in self.domains if times[number]},
        )

    def labels(self) -> Iterator[tuple[int, RowLabel]]:
        """Yield each label in use once, with its number, in the order of the rows."""
        return ((number, self.rows.labels[number]) for number in self.domains)

    def count(self, labels: Collection[int]) -> int:
        """Return how many codes carry one of these labels."""
        return sum(self.times[label] for label in labels)

    def printed(self, index: int) -> PrintedCode:
        """Return one code, counted from the top."""
        row = self.rows[int(self.position[index])]
        domain = self.domains[int(self.label[index])]
        return PrintedCode(self.table, self.panel, row, domain, self.year, int(self.block[index]))

    def having(self, labels: Collection[int]) -> Iterator[tuple[int, PrintedCode]]:
        """Yield the codes that carry one of these labels, each with the label's number, from top to bottom."""
        if not labels:
            return
        wanted = np.zeros(len(self.rows.labels), dtype=np.bool_)
        wanted[list(labels)] = True
        for index in np.flatnonzero(wanted[self.label]).tolist():
            yield int(self.label[index]), self.printed(index)


def code_lists(subject: Subject) -> list[PrintedCodes]:
    """Return the codes of every panel that prints any in its rows."""
    return subject.once(_listed)


def _listed(subject: Subject) -> list[PrintedCodes]:
    tables = subject.disclosure.tables
    lists = [
        list_codes(subject, number, index, _coded(subject.rows(number, index)))
        for number, table in enumerate(tables)
        for index in range(len(table.panels))
    ]
    return [codes for codes in lists if len(codes)]


def _coded(rows: LabelledRows) -> dict[int, Domain]:
    domains = {number: _domain(label.code) for number, label in enumerate(rows.labels) if label.code}
    return {number: domain for number, domain in domains.items() if domain is not None}


_domain = lru_cache(maxsize=4096)(domain_of)


def list_codes(subject: Subject, number: int, index: int, domains: Mapping[int, Domain]) -> PrintedCodes:
    """Return the rows of a panel that carry one of the labels in `domains`, as codes of these classifications."""
    table = subject.disclosure.tables[number]
    rows = subject.rows(number, index)
    wanted = np.zeros(len(rows.labels), dtype=np.bool_)
    wanted[list(domains)] = True
    position = np.flatnonzero(wanted[rows.label])
    return PrintedCodes(
        table=number,
        panel=index,
        year=table.year or subject.disclosure.year,
        rows=rows,
        position=position,
        block=_blocks(table, table.panels[index], rows)[position],
        label=rows.label[position],
        domains=domains,
        times={},
    ).at(np.arange(len(position)))


def _blocks(table: Table, panel: Panel, rows: LabelledRows) -> Integers:
    """Number the blocks of a panel: a new one at each opener, and for each unit that a column names."""
    openers = np.searchsorted(_block_openers(table, panel, rows), rows.row, side="right")
    return openers * len(rows.units) + rows.unit


def _block_openers(table: Table, panel: Panel, rows: LabelledRows) -> Integers:
    """Return the rows that open a block: a unit's line, or a line with amounts that was not understood.

    The latter may be a unit's line too, and then the codes below it are not those above it once more.
    """
    is_unit = np.array(
        [not label.code and "unit" in label.coordinates for label in rows.labels], dtype=np.bool_
    )
    units = rows.row[is_unit[rows.label]].tolist() if is_unit.any() else []
    columns = {column.column for column in panel.columns}
    unread = {cell.row for cell in table.unbound if cell.column in columns and rows.position(cell.row) < 0}
    return np.array(sorted({*units, *unread}), dtype=np.int64)


def code_evidence(subject: Subject, printed: PrintedCode) -> CellEvidence:
    """Return the cell that prints a code, with the name beside it as its label."""
    table = subject.disclosure.tables[printed.table]
    column = printed.row.code_cell if printed.in_digits else max(printed.row.name_cell, 0)
    place = place_in(subject, table, printed.row.row, column)
    return CellEvidence(place, Role.CONTEXT, printed.code, None, 0, printed.name)


def name_evidence(subject: Subject, printed: PrintedCode, label: str) -> CellEvidence:
    """Return the cell that prints the name beside a code; the code's own cell where there is none."""
    table = subject.disclosure.tables[printed.table]
    column = printed.row.name_cell if printed.row.name_cell >= 0 else max(printed.row.code_cell, 0)
    return CellEvidence(
        place_in(subject, table, printed.row.row, column), Role.CONTEXT, printed.name, None, 0, label
    )


def years(first: int | None, last: int | None) -> str:
    """Return a range of years as it is shown: 2020-, -2019, 2014-2018; "" where it is open at both ends."""
    if first is None and last is None:
        return ""
    return f"{'' if first is None else first}-{'' if last is None else last}"


def places_text(cells: Sequence[CellEvidence]) -> str:
    """Return the first cell's place, and how many more there are."""
    first = cells[0].place.text
    return first if len(cells) == 1 else f"{first} (+{len(cells) - 1})"
