"""A marked workbook of a book's values, for a file that is no .xlsx or that may not be handed on as it is."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from model.export.annotated.index_sheet import FIRST_ROW, free_name
from model.export.annotated.mark import AUTHOR, FILLS, LONGEST_NOTE, CellLink, CellMark, Index
from model.export.row_height import LINE, TALLEST, height_of
from model.export.xlsx import NOTHING_IS_GUESSED, created_at, fitting
from model.source.book import Book, CellDate, CellError, CellValue, Sheet, Visibility

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_LOOK = {"border": 1, "font_size": 10}
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
_LONGEST_NAME = 31
_NARROWEST, _WIDEST = 6, 40
_LOOKED_AT = 200
"""Rows by which the width of a column is chosen."""


def grid_workbook(book: Book, marks: Sequence[CellMark], index: Index, made_at: str) -> bytes:
    """Return a workbook with the index and the sheets of a book; it holds values only, no formula and no outer link."""
    import xlsxwriter

    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, NOTHING_IS_GUESSED)
    workbook.set_properties({"created": created_at(made_at), "author": AUTHOR})
    _Copy(workbook, book, marks).write(index)
    workbook.close()
    return stream.getvalue()


class _Copy:
    """One workbook while it is written."""

    def __init__(self, workbook: Workbook, book: Book, marks: Sequence[CellMark]) -> None:
        self._workbook = workbook
        self._book = book
        self._marks: dict[str, dict[tuple[int, int], CellMark]] = {}
        for mark in marks:
            self._marks.setdefault(mark.sheet, {})[mark.row, mark.column] = mark
        self._formats: dict[tuple[str, str, bool], Format] = {}
        self._names: dict[str, str] = {}

    def write(self, index: Index) -> None:
        """Write the index and every sheet."""
        taken: list[str] = []
        for sheet in self._book.file_sheets:
            wanted = sheet.name.translate(_FORBIDDEN)[:_LONGEST_NAME].strip("'") or "_"
            taken.append(self._names.setdefault(sheet.name, free_name(wanted, taken)))
        first = self._workbook.add_worksheet(free_name(index.name, taken))
        for sheet in self._book.file_sheets:
            self._sheet(self._workbook.add_worksheet(self._names[sheet.name]), sheet)
        self._index(first, index)

    def _format(self, code: str, fill: str, *, broken: bool = False) -> Format:
        """Return how a cell looks; a text that is broken into lines shows them all."""
        key = (code, fill, broken)
        if key not in self._formats:
            properties: dict[str, object] = {
                **_LOOK,
                "num_format": code or "General",
                "quote_prefix": not code,
            }
            if broken:
                properties["text_wrap"] = True
            if fill:
                properties["bg_color"] = f"#{fill[2:]}"
            self._formats[key] = self._workbook.add_format(properties)
        return self._formats[key]

    def _sheet(self, target: Worksheet, sheet: Sheet) -> None:
        marks = self._marks.get(sheet.name, {})
        for row, cells in enumerate(sheet.rows):
            for column, value in enumerate(cells):
                mark = marks.get((row, column))
                if value is not None or mark is not None:
                    self._cell(target, sheet, (row, column), value, FILLS[mark.severity] if mark else "")
        for merge in sheet.merges:
            if (merge[0], merge[1]) != (merge[2], merge[3]):
                self._merge(target, sheet, merge, marks)
        for (row, column), mark in marks.items():
            note = {"author": AUTHOR, "x_scale": 3, "y_scale": 2.5}
            target.write_comment(row, column, mark.text[:LONGEST_NOTE], note)
        self._look(target, sheet)

    def _cell(
        self, target: Worksheet, sheet: Sheet, at: tuple[int, int], value: CellValue, fill: str
    ) -> None:
        known = sheet.format(*at)
        style = self._format((known and known.number_format) or "General", fill)
        if value is None:
            target.write_blank(*at, None, style)
        elif isinstance(value, bool):
            target.write_boolean(*at, value, style)
        elif isinstance(value, float):
            target.write_number(*at, value, style)
        else:
            text = fitting(_text(value))
            target.write_string(*at, text, self._format("", fill, broken="\n" in text))

    def _merge(
        self,
        target: Worksheet,
        sheet: Sheet,
        merge: tuple[int, int, int, int],
        marks: dict[tuple[int, int], CellMark],
    ) -> None:
        mark = marks.get((merge[0], merge[1]))
        fill = FILLS[mark.severity] if mark else ""
        target.merge_range(*merge, "", self._format("", fill))
        value = sheet.value(merge[0], merge[1])
        self._cell(target, sheet, (merge[0], merge[1]), value, fill)

    def _look(self, target: Worksheet, sheet: Sheet) -> None:
        """Give the sheet widths, and hide what is hidden there."""
        from model.export.monospace import width

        for column in range(sheet.width):
            texts = (_text(row[column]) for row in sheet.rows[:_LOOKED_AT] if column < len(row))
            wide = max((width(line) for text in texts for line in text.split("\n")), default=0)
            hidden = {"hidden": True} if column in (sheet.hidden_columns or ()) else {}
            target.set_column(column, column, min(max(wide + 2, _NARROWEST), _WIDEST), None, hidden)
        broken = {
            row: max(text.count("\n") for text in map(_text, cells))
            for row, cells in enumerate(sheet.rows)
            if any(isinstance(value, str) and "\n" in value for value in cells)
        }
        hidden_rows = sheet.hidden_rows or frozenset()
        for row in sorted({*broken, *hidden_rows}):
            height = min((broken[row] + 1) * LINE + 2, TALLEST) if row in broken else None
            target.set_row(row, height, None, {"hidden": True} if row in hidden_rows else {})
        target.set_landscape()
        target.set_paper(9)
        target.fit_to_pages(1, 0)
        if sheet.visibility is Visibility.HIDDEN:
            target.hide()
        elif sheet.visibility is Visibility.VERY_HIDDEN:
            target.very_hidden()

    def _index(self, sheet: Worksheet, index: Index) -> None:
        wrapped = self._workbook.add_format(
            {**_LOOK, "text_wrap": True, "valign": "top", "quote_prefix": True}
        )
        linked = self._workbook.add_format(
            {**_LOOK, "font_color": "#0563C1", "underline": 1, "valign": "top", "text_wrap": True}
        )
        heading = self._workbook.add_format({"bold": True, "bg_color": "#D9E1F2", "border": 1})
        for column, (name, wide) in enumerate(zip(index.headings, index.widths, strict=True)):
            sheet.set_column(column, column, wide)
            sheet.write_string(FIRST_ROW - 1, column, name, heading)
        sheet.write_string(0, 0, fitting(index.title))
        for row, cells in enumerate(index.rows, start=FIRST_ROW):
            for column, cell in enumerate(cells):
                if isinstance(cell, CellLink) and cell.sheet in self._names:
                    name = self._names[cell.sheet].replace("'", "''")
                    sheet.write_url(row, column, f"internal:'{name}'!{cell.cell}", linked, fitting(cell.text))
                else:
                    text = cell if isinstance(cell, str) else cell.text
                    sheet.write_string(row, column, fitting(text), wrapped)
            texts = [cell if isinstance(cell, str) else cell.text for cell in cells]
            sheet.set_row(row, min(height_of(texts, index.widths), TALLEST))
        for row, line in enumerate(index.below, start=FIRST_ROW + len(index.rows) + 1):
            sheet.write_string(row, 0, fitting(line))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)


def _text(value: CellValue) -> str:
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, CellDate):
        return value.iso
    return "" if value is None else str(value)
