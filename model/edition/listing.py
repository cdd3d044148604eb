"""Reading the lists of a book: every code with its name and its cell, and what is not understood or is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from model.classification.catalogue import Catalogue, same_name
from model.classification.codes import Domain, domain_of, level_of, parent_of
from model.classification.editions import Part
from model.edition.columns import (
    CodeCell,
    CodeColumns,
    ListLayout,
    code_cell,
    is_like_code,
    is_revenue,
    joined,
    layout_of,
)
from model.errors import InvalidDataError
from model.lexicon.lexicon import lexicon
from model.messages import Message, message
from model.pattern import pattern
from model.record import dataclass
from model.source.book import Book, Sheet, address
from model.text import clean_line

_LONGEST_NAME = 80
_UNSEEN = pattern("[\u2400-\u2426]")


@dataclass(frozen=True, slots=True)
class ListedCode:
    """A code and its name as a list prints them; `place` is sheet and cell, `number` that of the list in the book."""

    code: str
    name: str
    place: str
    number: int


@dataclass(slots=True)
class Listing:
    """What a book lists. `unsettled` are codes without a usable name; `revenue` counts the codes of revenue."""

    codes: list[ListedCode] = field(default_factory=list)
    complaints: list[InvalidDataError] = field(default_factory=list)
    unsettled: set[str] = field(default_factory=set)
    revenue: int = 0

    def complain(self, place: str, what: Message, remedy: Message) -> None:
        """Keep a complaint about a cell or a sheet."""
        self.complaints.append(InvalidDataError(place, what, remedy))


def read_listing(book: Book) -> Listing:
    """Return all codes that the sheets of a book list.

    Raises InvalidDataError where one of them holds amounts: then it is a table that uses the classification.
    """
    listing = Listing()
    number = 0
    for sheet in book.sheets:
        layout = layout_of(sheet, lexicon())
        if layout is None:
            continue
        if layout.has_amounts:
            what = message("The sheet has a column of amounts, so it is no list of the classification.")
            remedy = message("Import the edition itself, not a table that uses it.")
            raise InvalidDataError(f"{clean_line(book.path)}: {sheet.name}", what, remedy)
        for columns in layout.lists:
            _take_list(listing, sheet, layout, columns, number)
            number += 1
    return listing


def _take_list(listing: Listing, sheet: Sheet, layout: ListLayout, columns: CodeColumns, number: int) -> None:
    """Take one list; a code repeated in the rows below it, as in a column of 类 beside each 项, is taken once."""
    printed: dict[int, tuple[str, str]] = {}
    for code, name, row, column in _rows(listing, sheet, layout, columns):
        level = level_of(code)
        if printed.get(level) == (code, name):
            continue
        printed[level] = (code, name)
        if is_revenue(code):
            listing.revenue += 1
            continue
        place = f"{sheet.name}!{address(row, column)}"
        fault = _fault_of_name(code, name)
        if fault is None:
            listing.codes.append(ListedCode(code, name, place, number))
        else:
            listing.unsettled.add(code)
            listing.complain(place, fault, message("Mend that name and import again; the code is left out."))


def _rows(
    listing: Listing, sheet: Sheet, layout: ListLayout, columns: CodeColumns
) -> Iterator[tuple[str, str, int, int]]:
    """Yield code, name, row and column of each row that has a code; report what stands above the first whole one."""
    above = ""
    for row in range(_first_data_row(sheet, layout, columns), sheet.height):
        cells = [code_cell(sheet.value(row, column)) for column in columns.codes]
        code = joined(cells, above)
        if not code:
            _report_malformed(listing, sheet, columns, row)
            continue
        above = code
        last = max(index for index, cell in enumerate(cells) if cell.digits)
        yield code, _name(sheet, columns, row, cells[last], level_of(code)), row, columns.codes[last]


def _first_data_row(sheet: Sheet, layout: ListLayout, columns: CodeColumns) -> int:
    """Return the first row with a piece of a code and a name: a list may go on from a sheet before."""
    for row in range(layout.first):
        pieces = any(code_cell(sheet.value(row, column)).is_piece for column in columns.codes)
        if pieces and any(_bare(sheet.value(row, column)) for column in columns.names):
            return row
    return layout.first


def _name(sheet: Sheet, columns: CodeColumns, row: int, cell: CodeCell, level: int) -> str:
    """Return the name of a row: in the cell of its code, in the column of its level, or in the first that has one."""
    if cell.text:
        return _bare(re.split("[:：]", cell.text)[0])
    texts = [_bare(sheet.value(row, column)) for column in columns.names]
    printed = [text for text in texts if text]
    if len(printed) > 1 and level <= len(texts) and texts[level - 1]:
        return texts[level - 1]
    return printed[0] if printed else ""


def _bare(value: object) -> str:
    return "".join(value.split()) if isinstance(value, str) else ""


def _fault_of_name(code: str, name: str) -> Message | None:
    if not name:
        return message("{code} has no name.", code=code)
    if len(name) > _LONGEST_NAME:
        return message("What stands beside {code} is too long for a name.", code=code)
    if _UNSEEN.search(name):
        return message("The name of {code} holds characters that cannot be seen.", code=code)
    return None


def _report_malformed(listing: Listing, sheet: Sheet, columns: CodeColumns, row: int) -> None:
    """Report a row that has a name and something like a code, but none; headings and remarks are passed over."""
    if not any(_bare(sheet.value(row, column)) for column in columns.names):
        return
    for column in columns.codes:
        value = sheet.value(row, column)
        if value is not None and is_like_code(value):
            shown = str(value).removesuffix(".0")
            what = message("{code} is not the code of a 类, 款 or 项.", code=shown)
            remedy = message("Mend it and import again; the row is left out.")
            listing.complain(f"{sheet.name}!{address(row, column)}", what, remedy)
            return


_WHOLE = 0.75
"""A 类 of which the file has so many of the codes that are surely in the edition is taken as listed whole."""


def checked(listing: Listing) -> dict[str, ListedCode]:
    """Return the codes to take, in their order; what is wrong is added to the complaints.

    A code that is given two names is left out. One whose parent is missing is taken, and the parent left open.
    """
    taken: dict[str, ListedCode] = {}
    for listed in listing.codes:
        first = taken.setdefault(listed.code, listed)
        if first is listed:
            continue
        if not same_name(first.name, listed.name):
            _report_names(listing, first, listed)
        elif first.number == listed.number:
            what = message("{code} {name} is there twice.", code=listed.code, name=listed.name)
            remedy = message("The first is at {place}; it is taken once.", place=first.place)
            listing.complain(listed.place, what, remedy)
    for code in listing.unsettled:
        taken.pop(code, None)
    for listed in taken.values():
        _report_orphan(listing, listed, taken)
    return taken


def _report_names(listing: Listing, first: ListedCode, other: ListedCode) -> None:
    what = message(
        "{code} is named {name}, but {first} at {place}.",
        code=other.code,
        name=other.name,
        first=first.name,
        place=first.place,
    )
    listing.complain(other.place, what, message("The code is left to the catalogue that Yushen brings."))
    listing.unsettled.add(other.code)


def _report_orphan(listing: Listing, listed: ListedCode, taken: Mapping[str, ListedCode]) -> None:
    """Report the first code that lacks a certain one above it; the missing one is left open."""
    above = parent_of(listed.code)
    if not above or above in taken or above in listing.unsettled:
        return
    what = message(
        "{code} {name} has no {parent} above it in the file.",
        code=listed.code,
        name=listed.name,
        parent=above,
    )
    remedy = message("{parent} is left to the catalogue that Yushen brings.", parent=above)
    listing.complain(listed.place, what, remedy)
    while above:
        if above not in taken:
            listing.unsettled.add(above)
        above = parent_of(above)


def parts_of(
    taken: Mapping[str, ListedCode],
    unsettled: Iterable[str],
    year: int,
    shipped: Catalogue,
    *,
    origin: tuple[str, str, str, str],
) -> dict[Domain, Part]:
    """Return the part of each classification that has codes; `origin` is title, source, SHA-256 and day."""
    parts: dict[Domain, Part] = {}
    open_codes = frozenset(unsettled)
    for domain in Domain:
        codes = {code: listed.name for code, listed in taken.items() if domain_of(code) is domain}
        if codes:
            left = frozenset(code for code in open_codes if domain_of(code) is domain)
            parts[domain] = Part(codes, _whole(codes, year, shipped, domain), left, *origin)
    return parts


def _whole(codes: Mapping[str, str], year: int, shipped: Catalogue, domain: Domain) -> frozenset[str]:
    """Return the 类 that the file lists whole: an extract must not make all other codes absent."""
    sure = [
        code
        for code, entries in shipped.codes(domain).items()
        if any(entry.sure and entry.valid(year) for entry in entries)
    ]
    whole: set[str] = set()
    for top in (code for code in codes if level_of(code) == 1):
        due = [code for code in sure if code.startswith(top)]
        if sum(code in codes for code in due) >= _WHOLE * len(due):
            whole.add(top)
    return frozenset(whole)
