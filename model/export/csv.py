"""The findings as CSV, one row each, then the notes on places and what every paper states; for a program."""

from __future__ import annotations

import csv
import io

from model.export.finding_grids import finding_grid, note_rows, particular_rows
from model.export.grid import AmountCell, Cell
from model.export.paper import WorkingPaper
from model.money import yuan

FORMULA_MARKS = "=+-@＝＋－＠"
"""Characters with which a spreadsheet may take a text for a formula."""


def render(paper: WorkingPaper) -> bytes:
    """Return the findings as CSV in UTF-8, with the byte order mark by which Excel knows that."""
    findings = finding_grid(paper)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(findings.headings)
    writer.writerows([_field(cell) for cell in row] for row in findings.rows)
    beside = (*note_rows(paper), *particular_rows(paper))
    writer.writerows([_field(cell) for cell in row] for row in beside)
    return stream.getvalue().encode("utf-8-sig")


def is_like_formula(text: str) -> bool:
    """Return whether a spreadsheet might take a text for a formula."""
    return text.lstrip()[:1] in FORMULA_MARKS and bool(text.strip())


def _field(cell: Cell) -> str | int | None:
    if isinstance(cell, AmountCell):
        return yuan(cell.steps)
    if isinstance(cell, str) and is_like_formula(cell):
        return f"'{cell}"
    return cell
