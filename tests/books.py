"""Books made from tables written as text, the way they are pasted out of a spreadsheet: tabs between the cells.

A cell that is written like a number is one, shown as it is written (1,234.50 has the format #,##0.00, a number
without decimals has none); 'x is the text x; #REF! is an error value; \\n is a line break inside a cell; a formula
follows what it stores (300.00 =SUM(C5:C6)), or stands alone where nothing is stored; anything else is text. Digits in
the text columns, A unless stated otherwise, are text, for codes mostly are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.cell_range import CellRange

from model.source.book import Book, CellError, CellFormat, CellValue, Merge, Paragraph, Sheet, Visibility

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d+)?")
_FORMULA = re.compile(r"^(\S*) ?=(?=\S)")
_ERROR = re.compile(r"#(?:REF!|DIV/0!|VALUE!|N/A|NAME\?|NULL!|NUM!)")


def book(
    *sheets: Sheet,
    path: str = "某局2021年部门预算.xlsx",
    container: str = "xlsx",
    sha256: str = "0" * 64,
    prose: str = "",
) -> Book:
    """Return a book of the sheets and of the lines of prose."""
    lines = prose.strip("\n").split("\n") if prose else []
    paragraphs = [Paragraph(number, line) for number, line in enumerate(lines, start=1) if line]
    return Book(path, sha256, container, list(sheets), paragraphs)


def sheet(
    text: str,
    name: str = "表1",
    *,
    merges: Iterable[str] = (),
    text_columns: Iterable[str] = ("A",),
    formats: Mapping[str, str] | None = None,
    hidden: Iterable[str] = (),
    caption: Iterable[str] = (),
) -> Sheet:
    """Return a sheet of a table written as text; `merges` and `formats` name cells as A1 does.

    `hidden` names rows (5), columns (C) or the "sheet"; `caption` are the lines of prose above the table.
    """
    as_text = {column_index_from_string(letters) - 1 for letters in text_columns}
    lines = text.removeprefix("\n").rstrip().split("\n")
    rows: list[list[CellValue]] = []
    formats_of: dict[tuple[int, int], CellFormat] = {}
    for row, line in enumerate(lines):
        written = line.split("\t")
        rows.append([_value(cell, is_text=column in as_text) for column, cell in enumerate(written)])
        for column, cell in enumerate(written):
            if isinstance(rows[row][column], float):
                formats_of[row, column] = CellFormat(_format(_split(cell)[0]), "")
            if _split(cell)[1]:
                formats_of[row, column] = CellFormat(_format(_split(cell)[0]), _split(cell)[1])
    for cells, code in (formats or {}).items():
        for place in _cells(cells):
            formats_of[place] = replace(formats_of.get(place, CellFormat(formula="")), number_format=code)
    return Sheet(
        name,
        rows,
        merges=tuple(_merge(extent) for extent in merges),
        visibility=Visibility.HIDDEN if "sheet" in hidden else Visibility.VISIBLE,
        hidden_rows=frozenset(int(line) - 1 for line in hidden if line.isdigit()),
        hidden_columns=frozenset(column_index_from_string(line) - 1 for line in hidden if line.isupper()),
        formats=formats_of,
        default_format=CellFormat("General", ""),
        caption=tuple(caption),
    )


def bare(one: Sheet) -> Sheet:
    """Return a sheet as a container gives it that knows nothing but the values."""
    return replace(
        one,
        visibility=Visibility.UNKNOWN,
        hidden_rows=None,
        hidden_columns=None,
        formats=None,
        default_format=None,
    )


def _split(written: str) -> tuple[str, str]:
    """Return what a cell stores and its formula, "" for none."""
    cell = written.strip()
    found = _FORMULA.match(cell)
    return (found[1], cell[found.end() :]) if found and not cell.startswith("'") else (cell, "")


def _value(written: str, *, is_text: bool) -> CellValue:
    cell, _ = _split(written)
    if not cell:
        return None
    if cell.startswith("'"):
        return cell[1:]
    if _ERROR.fullmatch(cell):
        return CellError(cell)
    if _NUMBER.fullmatch(cell) and not is_text:
        return float(cell.replace(",", ""))
    return cell.replace("\\n", "\n")


def _format(written: str) -> str:
    whole, _, decimals = written.partition(".")
    if "," not in whole and not decimals:
        return "General"
    return ("#,##0" if "," in whole else "0") + ("." + "0" * len(decimals) if decimals else "")


def _merge(extent: str) -> Merge:
    cells = CellRange(extent)
    return Merge(cells.min_row - 1, cells.min_col - 1, cells.max_row - 1, cells.max_col - 1)


def _cells(extent: str) -> list[tuple[int, int]]:
    cells = CellRange(extent)
    return [(row - 1, column - 1) for row, column in cells.cells]
