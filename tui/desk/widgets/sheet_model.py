"""A sheet as rows of a grid: every cell where the file has it, with its merges, its hidden lines and its marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from model.finding import Place
from model.money import Amount, Unit, parse_amount
from model.source.book import CellError, CellFormat, CellValue, Merge, Sheet, column_letters
from model.source.shown_value import cell_text
from tui.desk.marks import Marks, graver
from tui.desk.untrusted import Align, width
from tui.desk.widgets.lines import MARK_LOOKS, Look
from tui.desk.widgets.model import GridCell, GridColumn

if TYPE_CHECKING:
    from model.reading.table import Table

SAMPLED_ROWS = 300
"""Rows whose cells are measured for the width of their column."""

LEAST, MOST_TEXT, MOST = 3, 24, 60
MOST_PINNED = 4
MOST_LABELS = 4
MOST_FROZEN = 60
"""Percent of the window that frozen columns may take."""


class SheetModel:
    """The cells of one sheet, from A1 on. `path` is the file's; `tables` are those recognised in the sheet."""

    partial = True
    heading_lines = 1

    def __init__(self, path: str, sheet: Sheet, tables: Sequence[Table], marks: Marks) -> None:
        self.path = path
        self.sheet = sheet
        self.marks = marks
        self.tables = tuple(tables)
        self.row_count = max(sheet.height, 1)
        self.column_count = max(sheet.width, 1, *(merge.right + 1 for merge in sheet.merges), 1)
        self.gutter = len(str(self.row_count)) + 3
        self._row_marks: tuple[int, Mapping[int, str]] = (-1, {})
        self.frozen = 0
        self._frozen_wanted = _label_columns(tables)
        self.pinned: Sequence[int] = _heading_rows(tables)
        self._changes = 0
        self.changed: dict[int, int] = {}
        self._merged = _index(sheet.merges)
        self._amounts = [(table, _amount_columns(table)) for table in tables]
        numbers, texts = self._measured()
        self._whole = list(map(max, numbers, texts))
        self._cells = [max(number, min(text, MOST_TEXT)) for number, text in zip(numbers, texts, strict=True)]
        self._drawn = list(self._cells)
        self._columns: dict[int, GridColumn] = {}
        self._fitted = (0, 0)

    @property
    def version(self) -> int:
        """Changes with marks, widths and freezing."""
        return hash((self._changes, self.marks.version, self._fitted))

    def fit(self, cells: int, /) -> None:
        """Give what is spare to texts that would be cut; freeze what leaves room for the rest."""
        if self._fitted != (cells, self._changes):
            self._fitted = (cells, self._changes)
            self._spend(cells - self.gutter - sum(each + 2 for each in self._cells))
        frozen = sum(each + 2 for each in self._drawn[: self._frozen_wanted])
        self.frozen = self._frozen_wanted if frozen <= (cells - self.gutter) * MOST_FROZEN // 100 else 0

    def _spend(self, spare: int) -> None:
        """Widen the columns whose texts are cut, from left to right, by what is spare."""
        self._drawn = list(self._cells)
        self._columns.clear()
        for column, whole in enumerate(self._whole):
            more = min(whole - self._cells[column], spare)
            if more > 0:
                self._drawn[column] += more
                spare -= more

    def _measured(self) -> tuple[list[int], list[int]]:
        """Return the cells that numbers and that texts take in each column, from the first rows, up to a limit."""
        numbers, texts = [LEAST] * self.column_count, [LEAST] * self.column_count
        for row, values in enumerate(self.sheet.rows[:SAMPLED_ROWS]):
            for column, value in enumerate(values):
                if value is None or self._spills(row, column, value):
                    continue
                text = cell_text(value, self.sheet.format(row, column))
                longest = min(max(map(width, text[:200].splitlines()), default=0), MOST)
                widths = texts if isinstance(value, str) else numbers
                widths[column] = max(widths[column], longest)
        return numbers, texts

    def _spills(self, row: int, column: int, value: CellValue) -> bool:
        """Return whether a text stands across more than its own column: a title, a merged heading."""
        merge = self.merge_at(row, column)
        if merge is not None:
            return merge.right > merge.left
        return (
            isinstance(value, str)
            and not any(other is not None for other in self.sheet.rows[row][column + 1 :])
            and width(value[:200]) > MOST_TEXT
        )

    def merge_at(self, row: int, column: int) -> Merge | None:
        """Return the merged extent that covers a cell."""
        return next(
            (merge for merge in self._merged.get(row, ()) if merge.left <= column <= merge.right), None
        )

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """Return the cell that holds what is shown here: a merge's first, else the cell itself."""
        merge = self.merge_at(row, column)
        return (row, column) if merge is None else (merge.top, merge.left)

    def column(self, column: int, /) -> GridColumn:
        """Return a column under its letters; a hidden one's are in brackets."""
        if column not in self._columns:
            letters = column_letters(column)
            if column in (self.sheet.hidden_columns or ()):
                letters = f"({letters})"
            self._columns[column] = GridColumn((letters,), self._drawn[column], "centre")
        return self._columns[column]

    def row_label(self, row: int, /) -> GridCell:
        """Return the row's gravest mark and its number; a hidden one's is in brackets."""
        hidden = row in (self.sheet.hidden_rows or ())
        number = f"({row + 1})" if hidden else f"{row + 1} "
        mark = self._marks_of_rows().get(row, " ")
        look = MARK_LOOKS.get(mark, Look.NOTE if hidden else Look.HEADING)
        return GridCell(f"{mark}{number:>{self.gutter - 1}}", look=look)

    def _marks_of_rows(self) -> Mapping[int, str]:
        """Return the gravest mark of each row that has one, worked out once after each change of the marks."""
        if self._row_marks[0] != self.marks.version:
            found: dict[int, str] = {}
            for place, mark in self.marks.at.items():
                if place.sheet == self.sheet.name and place.path == self.path:
                    found[place.row] = graver(found.get(place.row, ""), mark)
            self._row_marks = (self.marks.version, found)
        return self._row_marks[1]

    def cell(self, row: int, column: int, /) -> GridCell:
        """Return a cell; one that a merge covers shows the merge's text over all of its columns."""
        merge = self.merge_at(row, column)
        if merge is not None:
            return self._merged_cell(merge, row)
        value = self.sheet.value(row, column)
        form = self.sheet.format(row, column)
        mark = self.marks.at.get(Place(self.path, self.sheet.name, row, column), "")
        if value is None and form is not None and form.formula:
            return GridCell(f"={form.formula}", mark, Look.COMPUTED, spills=True)
        text = cell_text(value, form).replace("\n", " ")
        spills = isinstance(value, str)
        align = self._side(row, column, value)
        return GridCell(text, mark, _look(value, mark), align, isinstance(value, float), spills=spills)

    def _side(self, row: int, column: int, value: CellValue) -> Align:
        """Return the side to which a cell keeps: amounts that are texts, and what heads amounts, to that of numbers."""
        if isinstance(value, str):
            for table, columns in self._amounts:
                if column in columns and table.top <= row <= table.bottom:
                    heads = row < table.first_data_row
                    return "right" if heads or _is_amount(value) else "left"
        return _alignment(value)

    def _merged_cell(self, merge: Merge, row: int) -> GridCell:
        value = self.sheet.value(merge.top, merge.left) if row == merge.top else None
        text = cell_text(value, self.sheet.format(merge.top, merge.left)).replace("\n", " ")
        mark = self.marks.at.get(Place(self.path, self.sheet.name, merge.top, merge.left), "") if text else ""
        align: Align = (
            "centre"
            if merge.right > merge.left and isinstance(value, str)
            else self._side(merge.top, merge.left, value)
        )
        return GridCell(text, mark, _look(value, mark), align, isinstance(value, float), merge.right)

    def extent(self, row: int, column: int, /) -> tuple[int, int]:
        """Return the columns of the merge that covers a cell, or the cell's own."""
        merge = self.merge_at(row, column)
        return (column, column) if merge is None else (merge.left, merge.right)

    def value_at(self, row: int, column: int) -> tuple[CellValue, CellFormat | None]:
        """Return the stored value and the format of what is shown at a cell."""
        row, column = self.anchor(row, column)
        return self.sheet.value(row, column), self.sheet.format(row, column)

    def widen(self, column: int, by: int) -> None:
        """Make a column wider or narrower."""
        self.set_width(column, self._drawn[column] + by)

    def set_width(self, column: int, cells: int) -> None:
        """Give a column a width."""
        self._cells[column] = self._whole[column] = self.changed[column] = min(max(cells, LEAST), MOST)
        self._changes += 1

    def freeze(self, row: int, column: int) -> bool:
        """Keep the rows above and the columns left of a cell in view; return False when that lets them go."""
        wanted = list(range(max(row - MOST_PINNED, 0), row))
        if self._frozen_wanted == column and list(self.pinned) == wanted:
            self._frozen_wanted, self.pinned = _label_columns(self.tables), _heading_rows(self.tables)
            self._changes += 1
            return False
        self._frozen_wanted, self.pinned = column, wanted
        self._changes += 1
        return True


def _look(value: CellValue, mark: str) -> Look:
    if isinstance(value, CellError):
        return Look.ERROR
    return {"!": Look.ERROR, "?": Look.WARNING}.get(mark, Look.PLAIN)


def _amount_columns(table: Table) -> set[int]:
    """Return the columns of a table that hold amounts, or changes of amounts."""
    amounts = {column.column for panel in table.panels for column in panel.columns}
    return amounts | {change.column for panel in table.panels for change in panel.changes}


def _heading_rows(tables: Sequence[Table]) -> list[int]:
    """Return the last heading rows of the first table, which are kept in view."""
    first = next((table for table in tables if table.kind), None)
    if first is None:
        return []
    return list(range(max(first.first_data_row - 2, first.top), first.first_data_row))


def _label_columns(tables: Sequence[Table]) -> int:
    """Return how many first columns hold the codes and names of the only table, where they stand at its left."""
    panels = [
        panel for table in tables if table.kind for panel in table.panels if panel.rows and panel.columns
    ]
    if len(panels) != 1:
        return 0
    labels = max(max(row.code_cell, row.name_cell) for row in panels[0].rows[:SAMPLED_ROWS]) + 1
    first_amount = min(column.column for column in panels[0].columns)
    return labels if 0 < labels <= min(first_amount, MOST_LABELS) else 0


def _index(merges: Sequence[Merge]) -> dict[int, list[Merge]]:
    """Return the merges by row; one that is taller than any heading is listed for its first rows only."""
    index: dict[int, list[Merge]] = {}
    for merge in merges:
        for row in range(merge.top, min(merge.bottom, merge.top + SAMPLED_ROWS) + 1):
            index.setdefault(row, []).append(merge)
    return index


def _alignment(value: CellValue) -> Align:
    """Return the side to which a cell keeps: numbers right, errors and truths in the middle, all else left."""
    if isinstance(value, bool | CellError):
        return "centre"
    return "right" if isinstance(value, float) else "left"


def _is_amount(text: str) -> bool:
    """Return whether a text is an amount as tables print it."""
    return isinstance(parse_amount(text, Unit.YUAN), Amount)
