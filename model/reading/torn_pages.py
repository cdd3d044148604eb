"""Pages that a text tore off their table: what the contents, the next page and other tables' rows prove of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from model.amounts_text import PrintedNumber, read_number
from model.layout.cells import Unbound
from model.layout.numbers import is_number
from model.lexicon.lexicon import Lexicon, TableKind, normalised
from model.messages import Message, message
from model.reading.panels import PanelColumns
from model.reading.tables import Draft
from model.source.book import Book, CellValue, Sheet

_ENTRY = re.compile(
    r"^-?(?:\d{1,2}[.、]|[(]?[一二三四五六七八九十]+[)]?[、.])|[(]表[\d一二三四五六七八九十]+(?:-\d+)*[)]$"
)
_FEWEST_ROWS = 5
"""Rows that must be alike in two pages before they are taken for parts of one table."""


def with_torn_pages(drafts: list[Draft], book: Book, lexicon: Lexicon) -> list[Draft]:
    """Return the drafts with the pages that lost their title or their headings told, where that is proven."""
    told = list(drafts)
    for position, draft in enumerate(told):
        if draft.kind is not None or draft.mapping is not None or draft.fault is not None or not position:
            continue
        before = told[position - 1]
        known = (
            _by_contents(position, told, book, lexicon)
            or _beside(before, draft, book)
            or _next_of_projects(before, draft, book)
        )
        told[position] = known or draft
    return told


def _by_contents(position: int, drafts: Sequence[Draft], book: Book, lexicon: Lexicon) -> Draft | None:
    """Return a page under the end of a title that the contents list between its neighbours' titles."""
    draft = drafts[position]
    tail = normalised(draft.layout.captions[0]) if draft.layout.captions else ""
    after = next((other for other in drafts[position + 1 :] if other.kind is not None), None)
    if len(tail) < 2 or after is None:
        return None
    around = [normalised(drafts[position - 1].layout.title), normalised(after.layout.title)]
    lines = [_ENTRY.sub("", _ENTRY.sub("", normalised(each.text))) for each in book.paragraphs]
    for (above, title), (_, below) in pairwise(pairwise(lines)):
        kind = lexicon.kind_of(title)
        if [above, below] == around and title.endswith(tail) and title != tail and kind is not None:
            return _without_labels(draft, kind, title, book)
    return None


def _beside(before: Draft, draft: Draft, book: Book) -> Draft | None:
    """Return a page that goes on with the columns of the page before, whose rows it repeats amount by amount."""
    if before.kind is None or before.panels or before.fault is None:
        return None
    mine = list(_columns_of_numbers(book.sheets[draft.sheet], draft))
    its = list(_columns_of_numbers(book.sheets[before.sheet], before))
    alike = any(len(one) >= _FEWEST_ROWS and one == other for one in mine for other in its)
    return _without_labels(draft, before.kind, before.layout.title, book) if alike else None


def _columns_of_numbers(sheet: Sheet, draft: Draft) -> Iterator[list[tuple[int, int] | None]]:
    """Yield the numbers of each column from the first row with one to the last."""
    numbered = [row for row in draft.rows if any(is_number(value) for value in sheet.rows[row])]
    for column in range(sheet.width):
        numbers = [_worth(sheet.value(row, column)) for row in numbered]
        if all(number is not None for number in numbers):
            yield numbers


def _worth(value: CellValue) -> tuple[int, int] | None:
    """Return the digits of a printed number and how many of them are decimals, without closing noughts."""
    number = read_number(value) if isinstance(value, str) else None
    if not isinstance(number, PrintedNumber):
        return None
    digits, decimals = number.digits, number.decimals
    while decimals and not digits % 10:
        digits, decimals = digits // 10, decimals - 1
    return digits, decimals


def _without_labels(draft: Draft, kind: TableKind, title: str, book: Book) -> Draft:
    """Return a page as part of a table whose rows' labels stand on a page that is missing."""
    why = message("the page that holds the labels of its rows is missing")
    cells = _unbound(book.sheets[draft.sheet], draft.rows, range(book.sheets[draft.sheet].width), why)
    layout = replace(draft.layout, title=title, title_above=True)
    return replace(draft, kind=kind, layout=layout, panels=(), fault=why, untold=tuple(cells))


def _unbound(sheet: Sheet, rows: Sequence[int], columns: Sequence[int], why: Message) -> Iterator[Unbound]:
    for row in rows:
        for column in columns:
            if is_number(sheet.value(row, column)):
                yield Unbound(row, column, why)


def _next_of_projects(before: Draft, draft: Draft, book: Book) -> Draft | None:
    """Return a page of a grid of projects: its rows are those whose project has this amount in another table."""
    grid = (
        before.panels[0]
        if before.kind is not None and before.kind.axis == "forms" and before.panels
        else None
    )
    if grid is None or draft.layout.headings or book.sheets[draft.sheet].caption:
        return None
    sheet = book.sheets[draft.sheet]
    columns = [column.number for column in grid.amounts]
    rows = [row for row in draft.rows if any(is_number(sheet.value(row, column)) for column in columns)]
    elsewhere = _named_amounts(book, draft.sheet)
    proven = [row for row in rows if _is_proven(sheet, row, grid, elsewhere)]
    if not proven:
        return None
    why = message("no other table has a project of this name with this amount")
    rest = [row for row in rows if row not in proven]
    layout = replace(draft.layout, title=before.layout.title, title_above=True, data=proven)
    return replace(
        draft,
        kind=before.kind,
        layout=layout,
        unit=draft.unit or before.unit,
        year=draft.year or before.year,
        stage=draft.stage or before.stage,
        panels=before.panels,
        untold=tuple(_unbound(sheet, rest, columns, why)),
    )


def _is_proven(
    sheet: Sheet, row: int, grid: PanelColumns, elsewhere: frozenset[tuple[str, tuple[int, int]]]
) -> bool:
    name = sheet.value(row, grid.project)
    worths = {_worth(sheet.value(row, column.number)) for column in grid.amounts} - {None}
    return isinstance(name, str) and len(worths) == 1 and (normalised(name), *worths) in elsewhere


def _named_amounts(book: Book, but: int) -> frozenset[tuple[str, tuple[int, int]]]:
    """Return the texts and the amounts that stand in one row, in the sheets that are not `but`."""
    return frozenset(
        (normalised(text), worth)
        for number, sheet in enumerate(book.sheets)
        if number != but
        for row in sheet.rows
        for text in row
        if isinstance(text, str) and text.strip() and not is_number(text)
        for worth in map(_worth, row)
        if worth is not None
    )
