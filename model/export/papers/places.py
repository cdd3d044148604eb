"""Where a finding stands, as a paper says it: a cell of a sheet, of a page of a PDF, or a paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping

from model.equation import span_text
from model.export.annotated.mark import CellMark
from model.export.problem import Problem, marked_cells
from model.finding import CellEvidence, Finding, Place, Role, Severity
from model.messages import Language, message
from model.source.book import Book

_PAGE = re.compile(r"page (\d+)(?: table (\d+))?")
_CELL_OF_PAGE = re.compile(
    r"(?P<sheet>page \d{1,6}(?: table \d{1,6})?)!(?P<column>[A-Z]{1,3})(?P<row>\d{1,7})"
)
_GRAVITY = (Severity.ERROR, Severity.WARNING, Severity.NOTICE)


def page_of_place(place: Place, books: Mapping[str, Book]) -> int | None:
    """Return the page of a PDF on which a cell stands, counted from 1; None where it stands on no page."""
    book = books.get(place.path)
    found = _PAGE.fullmatch(place.sheet)
    if book is None or book.container != "pdf" or found is None:
        return None
    sheet = next((sheet for sheet in book.file_sheets if sheet.name == place.sheet), None)
    later = sum(at <= place.row for at in sheet.breaks) if sheet else 0
    return int(found[1]) + later


def place_words(place: Place, books: Mapping[str, Book], language: Language) -> str:
    """Return a cell's place: 表2!D11, or of a PDF the page with the row and column of its table."""
    page = page_of_place(place, books)
    if page is None:
        return place.text
    return message("page {page}, {cell} of its table", page=page, cell=place.cell).text(language)


def with_pages(text: str, problem: Problem, books: Mapping[str, Book], language: Language) -> str:
    """Return what is said of a problem with the cells of a PDF's pages named as a reader of the PDF finds them."""
    paths = {cell.place.path for finding in problem.findings for cell in finding.cells}
    if len(paths) != 1:
        return text
    (path,) = paths

    def words(found: re.Match[str]) -> str:
        column = 0
        for letter in found["column"]:
            column = column * 26 + ord(letter) - ord("A") + 1
        place = Place(path, found["sheet"], int(found["row"]) - 1, column - 1)
        return place_words(place, books, language)

    return _CELL_OF_PAGE.sub(words, text)


def places_of(finding: Finding, books: Mapping[str, Book], language: Language) -> tuple[str, ...]:
    """Return where a finding stands: its texts and its cells, those of the context where it has no others."""
    about = [cell for cell in finding.cells if cell.role is not Role.CONTEXT] or finding.cells
    cells = [place_words(cell.place, books, language) for cell in about]
    return tuple(dict.fromkeys([*cells, *(span_text(span) for span in finding.spans)]))


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
