"""The working paper as a workbook: a sheet for each table, amounts as numbers in 元, never a formula."""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from model.export.csv import is_like_formula
from model.export.grid import AmountCell, Cell, Grid
from model.export.grids import all_grids
from model.export.paper import WorkingPaper
from model.money import SCALE, yuan
from model.text import clean

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST_TEXT = 32_767
"""How many UTF-16 units a cell may hold."""

NOTHING_IS_GUESSED = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def render(paper: WorkingPaper) -> bytes:
    """Return the working paper as an .xlsx workbook."""
    import xlsxwriter

    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, NOTHING_IS_GUESSED)
    workbook.set_properties({"created": created_at(paper.made_at), "comments": f"Yushen {paper.version}"})
    styles = _Styles(workbook)
    for grid in all_grids(paper):
        _write_grid(workbook.add_worksheet(grid.name), grid, styles)
    workbook.close()
    return stream.getvalue()


def created_at(made_at: str) -> datetime:
    """Return the time that a workbook gives as that of its making, so that two runs on one report are alike.

    It is without a zone, as Excel wants it; where no time is known it is the first of 1980.
    """
    return datetime.fromisoformat(made_at or "1980-01-01").replace(tzinfo=None)


def typed_yuan(steps: int) -> float | None:
    """Return an amount in 元 as a number if a spreadsheet shows every digit of it, else None.

    A spreadsheet keeps 15 significant digits, and the writer prints 16.
    """
    number = float(yuan(steps))
    exact = Decimal(f"{number:.15g}") * SCALE == steps
    return number if exact and float(f"{number:.16g}") == number else None


def fitting(text: str) -> str:
    """Return the display form of a text cut to what a cell may hold, with an ellipsis where it was cut."""
    text = clean(text)
    if len(text) * 2 <= LONGEST_TEXT:
        return text
    encoded = text.encode("utf-16-le")
    if len(encoded) // 2 <= LONGEST_TEXT:
        return text
    return encoded[: (LONGEST_TEXT - 1) * 2].decode("utf-16-le", "ignore") + "…"


class _Styles:
    """The formats of a workbook's cells."""

    def __init__(self, workbook: Workbook) -> None:
        top = {"valign": "top"}
        self.heading: Format = workbook.add_format({"bold": True, "text_wrap": True, "bg_color": "#D9E1F2"})
        self.text: Format = workbook.add_format({**top, "text_wrap": True})
        # With the quote prefix the text stays text even after the user has edited the cell.
        self.quoted: Format = workbook.add_format({**top, "text_wrap": True, "quote_prefix": True})
        self.count: Format = workbook.add_format({**top, "num_format": "0"})
        self.amount: Format = workbook.add_format({**top, "num_format": "#,##0.00##"})
        self.amount_text: Format = workbook.add_format({**top, "align": "right"})


def _write_grid(sheet: Worksheet, grid: Grid, styles: _Styles) -> None:
    for column, (heading, width) in enumerate(zip(grid.headings, grid.widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, styles.heading)
    sheet.outline_settings(symbols_below=False)
    for row in grid.under:
        sheet.set_row(row + 1, None, None, {"level": 1})
    for row, cells in enumerate(grid.rows, start=1):
        for column, cell in enumerate(cells):
            _write_cell(sheet, row, column, cell, styles)
    # Printed, a sheet is as wide as an A4 page across, with its headings on each.
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&C{grid.name}  &P / &N")
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(grid.rows), 1), len(grid.headings) - 1)


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, styles: _Styles) -> None:
    if isinstance(cell, AmountCell):
        number = typed_yuan(cell.steps)
        if number is None:
            sheet.write_string(row, column, yuan(cell.steps), styles.amount_text)
        else:
            sheet.write_number(row, column, number, styles.amount)
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell, styles.count)
    elif cell:
        sheet.write_string(
            row, column, fitting(cell), styles.quoted if is_like_formula(cell) else styles.text
        )
