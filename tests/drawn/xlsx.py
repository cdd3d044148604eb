"""A drawn disclosure as a workbook."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from drawn.figures import digits, shown
from drawn.grid import Amount
from drawn.layout import Layout
from drawn.paper import Disclosed, Paper, Place


def write_xlsx(disclosed: Disclosed, path: Path, planted: dict[Place, str] | None = None) -> None:
    """Write a disclosure; `planted` are the digits that stand in some cells instead of the true ones."""
    with xlsxwriter.Workbook(path) as workbook:
        layout = disclosed.layout
        money = workbook.add_format({"num_format": "#,##0.00" if layout["thousands"] else "0.00"})
        plain = workbook.add_format({})
        for number, paper in enumerate(disclosed.papers):
            sheet = workbook.add_worksheet(paper.name)
            for top, left, bottom, right in paper.merges:
                sheet.merge_range(top, left, bottom, right, None)
            _write_rows(
                sheet, number, paper, layout, money if layout["numbers"] == "format" else plain, planted or {}
            )


def _write_rows(
    sheet: xlsxwriter.worksheet.Worksheet,
    number: int,
    paper: Paper,
    layout: Layout,
    money: xlsxwriter.format.Format,
    planted: dict[Place, str],
) -> None:
    for row, cells in enumerate(paper.rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                if row in paper.heads and cell.isdigit() and not layout["thousands"]:
                    sheet.write_number(row, column, int(cell))
                else:
                    sheet.write_string(row, column, cell)
            elif isinstance(cell, Amount):
                changed = planted.get((number, row, column))
                if layout["numbers"] == "text" or (cell.fen == 0 and layout["nothing"] == "dash"):
                    text = changed or shown(cell.fen, layout)
                    if text:
                        sheet.write_string(row, column, text)
                elif changed or cell.fen or layout["nothing"] == "zero":
                    sheet.write_number(row, column, float(changed or digits(cell.fen, layout)), money)
