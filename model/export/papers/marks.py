"""The cells that are marked on the annotated copies: where their mark stands, and what stands there together."""

from __future__ import annotations

from model.export.annotated.mark import CellMark
from model.export.problem import Problem, marked_cells
from model.finding import CellEvidence, Finding, Place, Severity
from model.source.book import Book

_GRAVITY = (Severity.ERROR, Severity.WARNING, Severity.NOTICE)


def anchored(place: Place, book: Book) -> tuple[int, int]:
    """Return the row and the column at which a cell is marked: of a merged one those of its first."""
    sheet = next((sheet for sheet in book.file_sheets if sheet.name == place.sheet), None)
    for merge in sheet.merges if sheet else ():
        if merge[0] <= place.row <= merge[2] and merge[1] <= place.column <= merge[3]:
            return merge[0], merge[1]
    return place.row, place.column


def cells_to_mark(problem: Problem, path: str) -> list[tuple[Finding, CellEvidence]]:
    """Return the cells of a document that a problem is about, with the finding that says so."""
    return [
        (finding, cell)
        for finding in problem.findings
        for cell in marked_cells(finding)
        if cell.place.path == path
    ]


def joined_marks(marks: list[CellMark]) -> list[CellMark]:
    """Return the marks with those of one cell put together: its texts one after the other, in the gravest colour."""
    by_cell: dict[tuple[str, int, int], list[CellMark]] = {}
    for mark in marks:
        by_cell.setdefault((mark.sheet, mark.row, mark.column), []).append(mark)
    return [
        CellMark(
            *cell,
            min((each.severity for each in some), key=_GRAVITY.index),
            "\n\n".join(dict.fromkeys(each.text for each in some)),
        )
        for cell, some in by_cell.items()
    ]
