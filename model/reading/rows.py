"""Rows: the code and name each prints, and what they mean; what many rows print alike is read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import repeat

import numpy as np

from model.amounts_text import NotAmount, read_number
from model.classification.codes import Domain, domain_of
from model.layout.cells import cells_of
from model.layout.outline import Outline, OutlineLine, outline_of
from model.lexicon.bodies import names_body
from model.lexicon.lexicon import Lexicon, TableKind
from model.lexicon.names import code_text
from model.messages import Message, message
from model.pace import Advance, unhurried
from model.reading.label import Cells, CodedLabel, LabelReader
from model.reading.labelled import LabelledRows, RowLabel
from model.reading.lines import Context
from model.reading.lost_blanks import lost_cells
from model.reading.mapped import said_label
from model.reading.panels import PanelColumns
from model.reading.units import UnitColumn, read_units
from model.source.book import CellValue, Sheet

_AT_ONCE = 10_000
"""Rows between two words of how far the reading of a table is."""


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """A row whose label could not be understood."""

    row: int
    why: Message


def read_rows(
    sheet: Sheet,
    panel: PanelColumns,
    data: list[int],
    lexicon: Lexicon,
    kind: TableKind,
    advance: Advance = unhurried,
    *,
    year: int | None = None,
    said: Mapping[int, str] | None = None,
) -> tuple[LabelledRows, list[UnreadRow]]:
    """Return the rows of a panel that were understood, and those that were not; `year` is the table's.

    `said` is what a mapping says that rows are. `advance` is called now and then with the rows that are done, and
    may raise to end the work.
    """
    reader = LabelReader(panel, lexicon, kind)
    printed = _Printed(sheet, data, reader.columns)
    outline = _outline(sheet, panel, data, kind, reader, printed)

    @cache
    def codes() -> list[str]:
        return [outline.codes.get(row, "") for row in data] if outline else printed.codes(reader)

    units = read_units(sheet, panel, data, lexicon, codes)
    reader.has_units = units.is_dimension
    is_list = len(data) <= _MOST_LINES
    heads = outline.heads if outline else frozenset[int]()
    if is_list and not outline and panel.labels and not units.is_dimension:
        heads = _heads(sheet, panel, data, reader, printed, codes())
    domain = _domain(codes()) if is_list and panel.codes else None
    context = Context(year=year, outline=outline, heads=heads, domain=domain)
    walk = _Walk(sheet, panel, reader, printed, units, context, said or {})
    for start in range(0, len(data), _AT_ONCE):
        rows = data[start : start + _AT_ONCE]
        for position, row in enumerate(rows, start):
            walk.take(position, row)
        advance(len(rows))
    return walk.rows(data), walk.unread


_MOST_LINES = 5_000
"""Lines without codes beyond which a table is no published list of names."""


def _outline(
    sheet: Sheet,
    panel: PanelColumns,
    data: list[int],
    kind: TableKind,
    reader: LabelReader,
    printed: _Printed,
) -> Outline | None:
    """Return what the names of the lines mean in a panel that prints no codes, None for any other."""
    speaks_of_items = "item" in kind.means or kind.axis not in {"codes", "lines"}
    if panel.codes or speaks_of_items or len(data) > _MOST_LINES:
        return None
    lines: list[OutlineLine] = []
    for position, row in enumerate(data):
        name, column = reader.printed_name(printed.distinct[printed.number[position]])
        if name:
            lines.append(OutlineLine(row, name, sheet.indent(row, column)))
    found = outline_of(lines, [panel.domain] if panel.names_domain else list(Domain))
    return found if found.codes and (panel.names_domain or found.is_sure) else None


def _domain(codes: list[str]) -> Domain | None:
    """Return the one classification of all codes of a panel, None where there are several or none."""
    domains = {domain_of(code) for code in set(codes) - {""}}
    return domains.pop() if len(domains) == 1 else None


def _heads(
    sheet: Sheet,
    panel: PanelColumns,
    data: list[int],
    reader: LabelReader,
    printed: _Printed,
    codes: list[str],
) -> frozenset[int]:
    """Return the rows without a code that head a list of codes: above the first of all, and where codes begin anew.

    They begin anew where one recurs, where the column of the units' codes goes on to another, or below a body's name
    with a lower code than the last: within a list codes rise.
    """
    heads: set[int] = set()
    seen: set[str] = set()
    above: list[int] = []
    last, last_unit = "", ""
    for position, (row, code) in enumerate(zip(data, codes, strict=True)):
        if not code:
            above.append(position)
            continue
        unit = code_text(sheet.value(row, panel.unit_code)) if panel.unit_code >= 0 else ""
        if not seen or code in seen or (unit and last_unit and unit != last_unit):
            heads.update(data[each] for each in above)
        elif code < last:
            named = ((each, reader.printed_name(printed.distinct[printed.number[each]])[0]) for each in above)
            heads.update(data[each] for each, name in named if names_body(name))
        seen.add(code)
        above, last, last_unit = [], code, unit or last_unit
    return frozenset(heads)


class _Printed:
    """The label cells of all rows: `distinct` rows of cells, and for each row the number of its own."""

    def __init__(self, sheet: Sheet, data: list[int], columns: tuple[int, ...]) -> None:
        cells = [_without_flags(cells_of(sheet, data, column)) for column in columns]
        keys = zip(*cells, strict=True) if cells else repeat((), len(data))
        seen: dict[tuple[CellValue, ...], int] = {}
        self.number = [seen.setdefault(key, len(seen)) for key in keys]
        self.distinct: list[Cells] = [dict(zip(columns, key, strict=True)) for key in seen]

    def codes(self, reader: LabelReader) -> list[str]:
        """Return the code that each row prints, with what it leaves to the row above; "" for none."""
        if not any(map(reader.leans_on_above, self.distinct)):
            codes = [reader.code(cells, ())[0] for cells in self.distinct]
            return [codes[number] for number in self.number]
        found: list[str] = []
        pieces: tuple[str, ...] = ()
        for number in self.number:
            code, own = reader.code(self.distinct[number], pieces)
            pieces = own or pieces
            found.append(code)
        return found


def _without_flags(cells: list[CellValue]) -> list[CellValue]:
    """Take TRUE and FALSE out of label cells: they label nothing, and must not be taken for 1 and 0."""
    if bool not in set(map(type, cells)):
        return cells
    return [None if isinstance(cell, bool) else cell for cell in cells]


class _Walk:
    """Goes down the rows: a coded row tells itself, any other is read after what stands above it."""

    def __init__(
        self,
        sheet: Sheet,
        panel: PanelColumns,
        reader: LabelReader,
        printed: _Printed,
        units: UnitColumn,
        context: Context,
        said: Mapping[int, str],
    ) -> None:
        self._sheet = sheet
        self._panel = panel
        self._reader = reader
        self._printed = printed
        self._units = units
        self._context = context
        self._said = said
        self._leans = [reader.leans_on_above(cells) for cells in printed.distinct]
        self._known: dict[tuple[int, tuple[str, ...]], tuple[CodedLabel | None, int]] = {}
        self._labels: list[RowLabel] = []
        self._chosen: list[int] = []
        self._taken: list[int] = []
        self._shifts: dict[int, int] = {}
        self.unread: list[UnreadRow] = []

    def take(self, position: int, row: int) -> None:
        """Read the row at a position of the data."""
        context = self._context
        number = self._printed.number[position]
        role = self._said.get(row, "data")
        if role != "data":
            name, cell = self._reader.printed_name(self._printed.distinct[number])
            self._add(position, said_label(role, name, cell, context))
            return
        key = (number, context.pieces if self._leans[number] else ())
        coded, label = self._known.get(key) or self._settled(key)
        if coded is None:
            self._read(position, row)
            return
        context.last_code, context.above = coded.label.code, coded.label.coordinates
        if coded.pieces:
            context.pieces = coded.pieces
        self._chosen.append(label)
        self._taken.append(position)

    def _settled(self, key: tuple[int, tuple[str, ...]]) -> tuple[CodedLabel | None, int]:
        coded = self._reader.coded(self._printed.distinct[key[0]], key[1])
        if coded is not None:
            self._labels.append(coded.label)
        self._known[key] = coded, len(self._labels) - 1
        return self._known[key]

    def _read(self, position: int, row: int) -> None:
        """Read a row that says nothing alone."""
        cells = self._printed.distinct[self._printed.number[position]]
        units = [column for column in (self._panel.unit_name, self._panel.unit_code) if column >= 0]
        if units:
            cells = {**cells, **{column: self._sheet.value(row, column) for column in units}}
        self._context.row = row
        read = self._foreign(row) or self._reader.read(cells, self._context)
        if isinstance(read, Message):
            self.unread.append(UnreadRow(row, read))
        elif read is not None:
            shift = 0 if read.code else lost_cells(self._sheet, row, self._panel)
            if shift:
                self._shifts[len(self._taken)] = shift
            self._add(position, read)

    def _add(self, position: int, label: RowLabel) -> None:
        self._context.above = label.coordinates
        self._chosen.append(len(self._labels))
        self._labels.append(label)
        self._taken.append(position)

    def _foreign(self, row: int) -> Message | None:
        """Return why a row of a panel without labels holds no amounts: words stand where they would, as of counts."""
        if self._panel.labels:
            return None
        values = (self._sheet.value(row, column.number) for column in self._panel.amounts)
        words = (value for value in values if isinstance(value, str) and read_number(value) is NotAmount.TEXT)
        label = next(words, "")
        return message("no word of the lexicon covers the label {label}", label=label) if label else None

    def rows(self, data: list[int]) -> LabelledRows:
        """Return the rows that were understood."""
        taken = np.array(self._taken, dtype=np.int32)
        return LabelledRows(
            row=np.array(data, dtype=np.int32)[taken],
            label=np.array(self._chosen, dtype=np.int32),
            labels=self._labels,
            unit=self._units.number[taken],
            units=self._units.members,
            shifts=self._shifts,
        )
