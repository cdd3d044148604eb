"""What a report quotes of a document: the rows of a table that a problem rests on, under the table's headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from model.export.paper import WorkingPaper
from model.export.problem import Problem, marked_cells
from model.layout.cells import texts_of
from model.messages import Language, message
from model.places import page_of_place, read_at
from model.record import dataclass
from model.source.book import Sheet, column_letters
from model.source.shown_value import cell_text
from model.text import clean_line

if TYPE_CHECKING:
    from model.disclosure import Document
    from model.reading.table import Table

MOST_ROWS = 12
"""Rows below the headings; of more, their number is stated."""
_MOST_HEADINGS = 4
_MOST_LABELS = 5
_MOST_COLUMNS = 12
_LONGEST = 80
"""Characters of a cell."""


@dataclass(frozen=True, slots=True)
class QuotedCell:
    """A cell as the document shows it; `is_marked`: the problem is about it, `is_used`: it rests on it."""

    text: str
    is_number: bool = False
    is_marked: bool = False
    is_used: bool = False


@dataclass(frozen=True, slots=True)
class QuotedRow:
    """A row with its number in the file; that it is hidden there stands beside the number."""

    number: str
    cells: tuple[QuotedCell, ...]
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some rows of a table: its title and sheet or page, the letters of the columns, how many rows are left out."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[QuotedRow, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class _Spots:
    """The cells of one table that a problem rests on, by row and column: whether it is about them.

    `page` is that of the first of them where the document has pages.
    """

    sheet: Sheet
    page: int | None
    table: Table | None
    cells: dict[tuple[int, int], bool]


def excerpts_of(problem: Problem, paper: WorkingPaper) -> Iterator[Excerpt]:
    """Give an excerpt of each table that a problem rests on; none of a document that the paper does not hold."""
    for spots in _by_table(problem, paper.documents):
        yield _Quoting(spots, paper.language).excerpt()


def _by_table(problem: Problem, documents: Mapping[str, Document]) -> Iterable[_Spots]:
    found: dict[tuple[str, int, int], _Spots] = {}
    for finding in problem.findings:
        about = {cell.place for cell in marked_cells(finding)}
        for place in dict.fromkeys(cell.place for cell in finding.cells):
            document = documents.get(place.path)
            read = None if document is None else read_at(document.book, place)
            if document is None or read is None:
                continue
            number, row = read
            of = _table_of(document, number, row, place.column)
            key = (place.path, number, of)
            if key not in found:
                page = page_of_place(place, document.book)
                table = document.tables[of] if of >= 0 else None
                found[key] = _Spots(document.book.sheets[number], page, table, {})
            cells = found[key].cells
            cells[row, place.column] = cells.get((row, place.column), False) or place in about
    return found.values()


def _table_of(document: Document, sheet: int, row: int, column: int) -> int:
    """Return the number of the table in which a cell of a sheet stands, -1 where it stands in none."""
    return next(
        (
            number
            for number, table in enumerate(document.tables)
            if table.sheet == sheet and table.top <= row <= table.bottom and column <= table.right
        ),
        -1,
    )


class _Quoting:
    """The making of one excerpt."""

    def __init__(self, spots: _Spots, language: Language) -> None:
        self._spots = spots
        self._language = language
        self._sheet = spots.sheet
        panels = spots.table.panels if spots.table else ()
        self._amounts = {column.column for panel in panels for column in panel.columns}
        self._amounts |= {column.column for panel in panels for column in panel.changes}
        about = {row for (row, _), is_about in spots.cells.items() if is_about}
        asked = sorted({row for row, _ in spots.cells}, key=lambda row: (row not in about, row))
        self._rows = sorted(asked[:MOST_ROWS])
        self._left_out = len(asked) - len(self._rows)
        self._headings = self._heading_rows()
        shown = sorted({*self._headings, *self._rows})
        self._merges = [
            each for each in self._sheet.merges if each.top <= shown[-1] and each.bottom >= shown[0]
        ]
        self._columns = self._shown_columns(shown)
        self._shown = shown

    def excerpt(self) -> Excerpt:
        """Return the excerpt."""
        hidden = self._sheet.hidden_columns or ()
        columns = [self._named(column_letters(each), hidden=each in hidden) for each in self._columns]
        rows = tuple(self._row(row) for row in self._shown)
        return Excerpt(self._caption(), tuple(columns), rows, self._left_out)

    def _caption(self) -> str:
        page, table = self._spots.page, self._spots.table
        where = self._sheet.name if page is None else message("page {page}", page=page).text(self._language)
        return clean_line(f"{table.title}  {where}" if table and table.title else where)

    def _heading_rows(self) -> list[int]:
        """Return the last rows above the data that hold more than one text: a title is no heading."""
        table = self._spots.table
        if table is None:
            return []
        above = range(table.top, min(table.first_data_row, self._rows[0]))
        full = [row for row in above if len(texts_of(self._sheet.rows[row])) > 1]
        return full[-_MOST_HEADINGS:]

    def _shown_columns(self, shown: list[int]) -> list[int]:
        """Return the columns of the cells, those the problem is about first, and the labels left of them."""
        cells = {column: False for row, column in self._spots.cells if row in shown}
        for (row, column), is_about in self._spots.cells.items():
            if row in shown and is_about:
                cells[column] = True
        by_weight = sorted(cells, key=lambda column: (not cells[column], column))
        labels = {label for column in by_weight for label in self._labels_of(column)}
        filled = {label for label in labels if any(self._text(row, label) for row in self._rows)}
        chosen = [*sorted(filled - cells.keys()), *by_weight][:_MOST_COLUMNS]
        return sorted({*chosen, by_weight[0]})

    def _labels_of(self, column: int) -> Iterator[int]:
        """Give the columns of labels next to the left of a column of amounts."""
        at = column - 1
        while at >= 0 and at in self._amounts:
            at -= 1
        yield from (each for each in range(at, max(at - _MOST_LABELS, -1), -1) if each not in self._amounts)

    def _row(self, row: int) -> QuotedRow:
        at = self._sheet.in_file(row)[1]
        hidden = row in (self._sheet.hidden_rows or ())
        is_heading = row in self._headings
        cells = (self._cell(row, column, is_heading=is_heading) for column in self._columns)
        return QuotedRow(self._named(str(at + 1), hidden=hidden), tuple(cells), is_heading)

    def _cell(self, row: int, column: int, *, is_heading: bool) -> QuotedCell:
        is_about = self._spots.cells.get((row, column))
        is_number = not is_heading and (
            column in self._amounts or isinstance(self._sheet.value(row, column), float)
        )
        return QuotedCell(self._text(row, column), is_number, is_about is True, is_about is False)

    def _text(self, row: int, column: int) -> str:
        """Return what a cell shows; one that is merged with others shows what the first of them does."""
        for merge in self._merges:
            if merge.top <= row <= merge.bottom and merge.left <= column <= merge.right:
                row, column = merge.top, merge.left
                break
        text = clean_line(cell_text(self._sheet.value(row, column), self._sheet.format(row, column))).strip()
        return f"{text[:_LONGEST]}…" if len(text) > _LONGEST else text

    def _named(self, name: str, *, hidden: bool) -> str:
        return message("{name} (hidden)", name=name).text(self._language) if hidden else name
