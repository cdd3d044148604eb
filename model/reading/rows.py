"""Rows: the code and name each prints, what they mean, and whose they are; what many rows print alike is read once.

Tables that list their codes anew for each unit name it in a column, or above its codes. A unit in a column is of the
rows that print it. Above its codes it stands like this: 合计, a unit, its 类 款 项, the next unit, its codes anew.
Where one unit alone has codes below it and its amounts are those of the total, these are the department's codes;
where no total is printed, the unit's line is the total. Where several units have codes, those below each are its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from itertools import accumulate, repeat, takewhile
from typing import TYPE_CHECKING

import numpy as np

from model.amounts_text import NotAmount, read_number
from model.classification.codes import Domain, domain_of
from model.layout.cells import cells_of
from model.lexicon.bodies import names_body
from model.lexicon.composition import PART
from model.lexicon.lexicon import normalised
from model.lexicon.names import code_text
from model.lexicon.outline import Outline, OutlineLine, outline_of
from model.lexicon.reading import CODE_DIMENSIONS
from model.messages import Message, message
from model.numbering import level_of_number
from model.pace import Advance, unhurried
from model.reading.label import Cells, LabelReader
from model.reading.lines import RowContext, label_of_role, not_covered
from model.reading.panels import lost_cells
from model.reading.table import AmountColumn, LabelledRows, RowLabel
from model.source.book import CellValue, Sheet

if TYPE_CHECKING:
    from numpy.typing import NDArray

PROJECT = "project:"
"""How the item of a project begins, before its name."""
_AT_ONCE = 10_000
"""Rows between two words of how far the reading of a table is."""
_MOST_LINES = 5_000
"""Lines beyond which a table is no published list of names, nor one of units and their codes."""


def with_units_above(rows: LabelledRows, sheet: Sheet, columns: Sequence[AmountColumn]) -> LabelledRows:
    """Return the rows of a panel with the coordinates that the units above them give."""
    if not any("unit" in label.coordinates for label in rows.labels) or len(rows.units) > 1:
        return rows
    lines = [rows.labels[number] for number in rows.label]
    # A department above the unit that is itself: the two are no two lines of one unit, nor parts of one sum.
    units = [line.coordinates["unit"] if _is_unit(line) else "" for line in lines]
    around = zip(["", *units], units, [*units[1:], ""], [*units[2:], "", ""], strict=False)
    wholes = {
        at: {"unit": f"{one}(汇总)"}
        for at, (before, one, other, behind) in enumerate(around)
        if one and one == other and one not in (before, behind)
    }
    rows = _with(rows, wholes)
    lines = [rows.labels[number] for number in rows.label]
    heads = [at for at, line in enumerate(lines[:-1]) if _is_unit(line) and _is_coded(lines[at + 1])]
    if not heads:
        return rows
    total = next((at for at, line in enumerate(lines) if not line.code and not line.coordinates), -1)
    at_total, at_head = int(rows.row[max(total, 0)]), int(rows.row[heads[0]])
    alike = all(sheet.value(at_total, each.column) == sheet.value(at_head, each.column) for each in columns)
    if len(heads) > 1 or (total >= 0 and not alike):
        return _with(rows, _by_unit(lines, set(heads)))
    first = min(takewhile(lambda at: _is_unit(lines[at]), range(heads[0], -1, -1)))
    return rows if total >= 0 else _with(rows, {first: {}})


def with_projects_above(rows: LabelledRows) -> LabelledRows:
    """Return the rows of a panel with the project that stands alone in the column of projects above their codes."""
    project = ""
    changed: dict[int, dict[str, str]] = {}
    for at, number in enumerate(rows.label.tolist()):
        line = rows.labels[number]
        item = line.coordinates.get("item", "")
        if not line.code:
            project = item if item.startswith(PROJECT) else ""
        elif project and not item:
            changed[at] = {**line.coordinates, "item": project}
    return _with(rows, changed) if changed else rows


def with_projects_of_codes(rows: LabelledRows) -> LabelledRows:
    """Return the rows with those as projects that print the code which the line above them means by its name alone."""
    head = ""
    changed: dict[int, dict[str, str]] = {}
    for at, number in enumerate(rows.label.tolist()):
        line = rows.labels[number]
        if line.code_cell < 0:
            head = line.code
        elif line.code != head:
            head = ""
        elif "item" not in line.coordinates:
            changed[at] = {**line.coordinates, "item": f"{PROJECT}{normalised(line.name)}"}
    return _with(rows, changed) if changed else rows


def _with(rows: LabelledRows, changed: Mapping[int, dict[str, str]]) -> LabelledRows:
    """Return the rows with other coordinates at some positions."""
    label, labels = rows.label.copy(), list(rows.labels)
    for at, coordinates in changed.items():
        labels.append(replace(labels[label[at]], coordinates=coordinates))
        label[at] = len(labels) - 1
    return replace(rows, label=label, labels=labels)


def _is_unit(line: RowLabel) -> bool:
    return not line.code and set(line.coordinates) == {"unit"}


def _is_coded(line: RowLabel) -> bool:
    """Return whether a line is one of those that a unit above it has: a code, or a project."""
    item = line.coordinates.get("item", "")
    return not CODE_DIMENSIONS.isdisjoint(line.coordinates) or item.startswith(PROJECT)


def _by_unit(lines: Sequence[RowLabel], heads: set[int]) -> dict[int, dict[str, str]]:
    """Return the coordinates of the codes below each unit, by their position, with the unit."""
    unit = ""
    changed: dict[int, dict[str, str]] = {}
    for at, line in enumerate(lines):
        if at in heads:
            unit = line.coordinates["unit"]
        elif not _is_coded(line) and not {"item", "nature"} & set(line.coordinates):
            unit = ""
        elif unit and line.coordinates.get("item", PART).startswith(PART):
            changed[at] = {**line.coordinates, "unit": unit}
    return changed


def read_rows(
    sheet: Sheet, data: list[int], context: RowContext, roles: Mapping[int, str], advance: Advance = unhurried
) -> tuple[LabelledRows, dict[int, Message]]:
    """Return the rows of a panel that were understood, and why others were not.

    `roles` is what rows are by a mapping. `advance` is called at times with the rows done; it may raise to end it.
    """
    reader = _RowReader(sheet, data, context, roles)
    for start in range(0, len(data), _AT_ONCE):
        rows = data[start : start + _AT_ONCE]
        for position, row in enumerate(rows, start):
            reader.take(position, row)
        advance(len(rows))
    return reader.rows(), reader.unread


class _RowReader:
    """Goes down the rows of a panel: a coded row is read by itself, any other is read after what stands above it.

    Of the label cells of all rows `_distinct` holds those that differ, and `_number` which of them each row has.
    """

    def __init__(self, sheet: Sheet, data: list[int], context: RowContext, roles: Mapping[int, str]) -> None:
        self._sheet, self._data, self._roles = sheet, data, roles
        self._context, self._panel = context, context.panel
        self._labelling = LabelReader(context)
        columns = self._labelling.columns
        # TRUE and FALSE label nothing, and must not be taken for 1 and 0.
        cells = [
            [None if isinstance(cell, bool) else cell for cell in cells_of(sheet, data, column)]
            for column in columns
        ]
        keys = zip(*cells, strict=True) if cells else repeat((), len(data))
        seen: dict[tuple[CellValue, ...], int] = {}
        self._number = [seen.setdefault(key, len(seen)) for key in keys]
        self._distinct: list[Cells] = [dict(zip(columns, key, strict=True)) for key in seen]
        self._leans = [self._labelling.leans_on_above(cells) for cells in self._distinct]
        self._coded = cache(lambda number, above: self._labelling.coded(self._distinct[number], above))
        self._chosen: list[RowLabel] = []
        self._taken: list[int] = []
        self._shifts: dict[int, int] = {}
        self.unread: dict[int, Message] = {}
        self._unread_head: tuple[int, str] | None = None
        self._look_ahead()

    def _look_ahead(self) -> None:
        """Find from all rows what each of them is read by: the outline of names, the units, the heads of lists."""
        context, panel, is_list = self._context, self._panel, len(self._data) <= _MOST_LINES
        outline = context.outline = self._outline() if is_list and not panel.codes else None
        self._unit, self._units = self._units_beside()
        if outline:
            context.heads = outline.heads
        elif is_list and panel.labels and len(self._units) == 1:
            context.heads = self._heads()
        if is_list and panel.codes:
            domains = {domain_of(code) for code in set(self._codes) - {""}}
            context.domain = domains.pop() if len(domains) == 1 else None

    def _units_beside(self) -> tuple[NDArray[np.int32], tuple[str, ...]]:
        """Return for each row of the data the number of its unit, and the units: "" is none, and the first.

        There are none where no column names several units for one code. A table that names one unit in all rows, or
        each code's unit beside it, is not consolidated: its codes are the department's. A unit printed once stands for
        the coded rows below it.
        """
        none = np.zeros(len(self._data), dtype=np.int32), ("",)
        cells = cells_of(self._sheet, self._data, self._panel.unit_name)
        if len(set(cells) - {None}) < 2:
            return none
        units: dict[CellValue, str] = {}
        for value in dict.fromkeys(cells):
            name = value if isinstance(value, str) else ""
            units[value] = "" if "total" in self._context.lexicon.read(name).roles else normalised(name)
        numbers = {unit: number for number, unit in enumerate(dict.fromkeys(("", *units.values())))}
        number = np.array([numbers[units[value]] for value in cells], dtype=np.int32)
        blank = (number == 0) & np.array([bool(code) for code in self._codes], dtype=np.bool_)
        number = number[np.maximum.accumulate(np.where(blank, 0, np.arange(len(number))))]
        pairs = zip(self._codes, number.tolist(), strict=True)
        listed = {(code, unit) for code, unit in pairs if code and unit}
        return (number, tuple(numbers)) if len(listed) > len({code for code, _ in listed}) else none

    def _printed_name(self, position: int) -> tuple[str, int]:
        return self._labelling.name(self._distinct[self._number[position]])

    def _outline(self) -> Outline | None:
        """Return what the names of the lines mean, None where they mean nothing or speak of items of their own."""
        kind, panel = self._context.kind, self._panel
        if "item" in kind.means or kind.axis not in {"codes", "lines"}:
            return None
        named = ((row, *self._printed_name(position)) for position, row in enumerate(self._data))
        lines = [OutlineLine(row, name, self._sheet.indent(row, at)) for row, name, at in named if name]
        domains = [panel.domain] if panel.names_domain else list(Domain)
        found = outline_of(lines, domains, self._context.year)
        return found if found.codes and (panel.names_domain or found.is_sure) else None

    @cached_property
    def _codes(self) -> list[str]:
        """The code that each row prints or its name means, with what it leaves to the row above; "" for none."""
        if self._context.outline:
            return [self._context.outline.codes.get(row, "") for row in self._data]
        code = cache(lambda number, above: self._labelling.code(self._distinct[number], above))
        found: list[str] = []
        pieces: tuple[str, ...] = ()
        for number in self._number:
            own = code(number, pieces if self._leans[number] else ())
            pieces = own.pieces or pieces
            found.append(own.code)
        return found

    @cached_property
    def _next_codes(self) -> list[str]:
        """For each row the next code that one below it prints, "" for none."""
        following = accumulate(reversed(self._codes), lambda below, code: code or below, initial="")
        return list(following)[-2::-1]

    def _heads(self) -> frozenset[int]:
        """Return the rows without a code that head a list of codes: above the first of all, and where codes begin anew.

        They begin anew where one recurs, where the column of the units' codes goes on to another, or below a body's
        name with a lower code than the last: within a list codes rise.
        """
        heads: set[int] = set()
        seen: set[str] = set()
        above: list[int] = []
        last, last_unit, column = "", "", self._panel.unit_code
        for position, (row, code) in enumerate(zip(self._data, self._codes, strict=True)):
            if not code:
                above.append(position)
                continue
            unit = code_text(self._sheet.value(row, column)) if column >= 0 else ""
            if not seen or code in seen or (unit and last_unit and unit != last_unit):
                heads.update(above)
            elif code < last:
                heads.update(each for each in above if names_body(self._printed_name(each)[0]))
            seen.add(code)
            above, last, last_unit = [], code, unit or last_unit
        return frozenset(self._data[position] for position in heads)

    def take(self, position: int, row: int) -> None:
        """Read the row at a position of the data."""
        context = self._context
        number = self._number[position]
        role = self._roles.get(row, "data")
        coded = self._coded(number, context.pieces if self._leans[number] else ())
        if role != "data":
            self._add(position, label_of_role(role, *self._printed_name(position), context))
        elif coded is None:
            self._read(position, row)
        else:
            label, pieces = coded
            context.last_code, context.pieces = label.code, pieces or context.pieces
            self._add(position, label)

    def _read(self, position: int, row: int) -> None:
        """Read a row that states nothing alone."""
        units = (self._panel.unit_name, self._panel.unit_code)
        cells = {column: self._sheet.value(row, column) for column in units}
        cells |= self._distinct[self._number[position]]
        self._context.row = row
        self._context.below = self._next_codes[position] if self._panel.codes else ""
        read = self._below_unread(position, self._foreign(row) or self._labelling.read(cells))
        if isinstance(read, Message):
            self.unread[row] = read
        elif read is not None:
            shift = 0 if read.code else lost_cells(self._sheet, row, self._panel)
            if shift:
                self._shifts[len(self._taken)] = shift
            self._add(position, read)

    def _below_unread(self, position: int, read: RowLabel | Message | None) -> RowLabel | Message | None:
        """Return what a row means, or why it is not known: a source of money below a numbered line not understood.

        （一）一般公共预算拨款 below 一、 is current money, and below 二、 it may be what was brought forward.
        """
        if self._unread_head is None and not isinstance(read, Message):
            return read
        name = self._printed_name(position)[0]
        level = level_of_number(normalised(name))
        if self._unread_head is None or level is None or level <= self._unread_head[0]:
            self._unread_head = (level, name) if isinstance(read, Message) and level is not None else None
        elif isinstance(read, RowLabel) and {"source"} <= read.coordinates.keys() <= {"flow", "source"}:
            return message("the line above it was not understood: {label}", label=self._unread_head[1])
        return read

    def _add(self, position: int, label: RowLabel) -> None:
        self._context.above = label.coordinates
        self._chosen.append(label)
        self._taken.append(position)

    def _foreign(self, row: int) -> Message | None:
        """Return why a row of a panel without labels holds no amounts: words stand where they would, as of counts."""
        if self._panel.labels:
            return None
        values = (self._sheet.value(row, column.number) for column in self._panel.amounts)
        words = (value for value in values if isinstance(value, str) and read_number(value) is NotAmount.TEXT)
        return next(map(not_covered, words), None)

    def rows(self) -> LabelledRows:
        """Return the rows that were understood."""
        taken = np.array(self._taken, dtype=np.int32)
        labels = {id(label): label for label in self._chosen}
        number = {each: number for number, each in enumerate(labels)}
        return LabelledRows(
            row=np.array(self._data, dtype=np.int32)[taken],
            label=np.array([number[id(label)] for label in self._chosen], dtype=np.int32),
            labels=list(labels.values()),
            unit=self._unit[taken],
            units=self._units,
            shifts=self._shifts,
        )
