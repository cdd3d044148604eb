"""Importing an edition: a file becomes an edition, joined with what its year has, set against the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from model.classification.catalogue import Catalogue, same_name, shipped_catalogue
from model.classification.codes import Domain, level_of
from model.classification.editions import FIRST_YEAR, LAST_YEAR, Edition, edition_path, load_edition
from model.edition.columns import first_code_row
from model.edition.listing import Listing, checked, parts_of, read_listing
from model.errors import InvalidDataError
from model.lexicon.lexicon import normalised
from model.messages import message
from model.pattern import pattern
from model.record import dataclass
from model.source.book import Book, Sheet, address
from model.source.reading import open_book
from model.text import clean_line

_TITLE_ROWS = 12
_YEAR = pattern(r"(?<!\d)(20\d\d)(?!\d)年?")
_SUBJECT = pattern(r"分类|科目")
_LONGEST = 200


def years_of(book: Book) -> dict[int, tuple[str, str]]:
    """Return each year that a line about 分类 or 科目 names, or the name of a sheet, with that text and its place."""
    found: dict[int, tuple[str, str]] = {}
    lines = [(text, place) for text, place in _lines(book) if _SUBJECT.search(normalised(text))]
    for text, place in (*lines, *((sheet.name, sheet.name) for sheet in book.sheets)):
        for year in map(int, _YEAR.findall(normalised(text)[:_LONGEST])):
            if FIRST_YEAR <= year <= LAST_YEAR:
                found.setdefault(year, (text, place))
    return found


def _lines(book: Book) -> Iterator[tuple[str, str]]:
    for sheet in book.sheets:
        yield from _titles_of(sheet)
    for paragraph in book.paragraphs[:_TITLE_ROWS]:
        yield paragraph.text[:_LONGEST], f"¶{paragraph.number}"


def _titles_of(sheet: Sheet) -> Iterator[tuple[str, str]]:
    for text in sheet.caption:
        yield text[:_LONGEST], sheet.name
    first = first_code_row(sheet)
    for row, cells in enumerate(sheet.rows[: _TITLE_ROWS if first is None else min(first, _TITLE_ROWS)]):
        for column, value in enumerate(cells):
            if isinstance(value, str) and value.strip():
                yield value[:_LONGEST], f"{sheet.name}!{address(row, column)}"


@dataclass(frozen=True, slots=True)
class Differences:
    """Codes with names: `new` and `gone` as (code, name), `renamed` as (code, shipped name, imported name).

    `confirmed` counts the codes of which the shipped catalogue was not sure and which the edition lists.
    """

    new: tuple[tuple[str, str], ...]
    renamed: tuple[tuple[str, str, str], ...]
    gone: tuple[tuple[str, str], ...]
    confirmed: int


def differences(edition: Edition, domain: Domain, shipped: Catalogue) -> Differences:
    """Compare one part of an edition with what the shipped catalogue has for that year."""
    part = edition.parts[domain]
    year = edition.year
    new: list[tuple[str, str]] = []
    renamed: list[tuple[str, str, str]] = []
    confirmed = 0
    for code, name in part.codes.items():
        valid = shipped.valid(code, year)
        if not valid:
            new.append((code, name))
        elif not any(same_name(name, entry.name) for entry in valid):
            renamed.append((code, valid[0].name, name))
        confirmed += bool(valid) and not valid[0].sure
    return Differences(tuple(new), tuple(renamed), tuple(_gone(edition, domain, shipped)), confirmed)


def _gone(edition: Edition, domain: Domain, shipped: Catalogue) -> Iterator[tuple[str, str]]:
    for code in shipped.codes(domain):
        valid = shipped.valid(code, edition.year)
        if valid and edition.lacks(code):
            yield code, valid[0].name


def levels(codes: Iterable[str], domain: Domain) -> list[tuple[str, int]]:
    """Return how many codes each level has, from 类 down."""
    counts = [0] * len(domain.levels)
    for code in codes:
        counts[level_of(code) - 1] += 1
    return list(zip(domain.levels, counts, strict=True))


@dataclass(frozen=True, slots=True)
class Import:
    """What a file gave: an edition of just its parts, what is wrong in it, and how many codes of revenue it has."""

    edition: Edition
    complaints: tuple[InvalidDataError, ...]
    revenue: int


def read_edition(file: Path, year: int | None, day: str) -> Import:
    """Return the edition in a file; `year` stands for what the file states, `day` is today's (ISO 8601).

    Raises UnreadableSourceError for a file that cannot be read, InvalidDataError for one without codes, without a
    year or with several.
    """
    book = open_book(file)
    listing = read_listing(book)
    taken = checked(listing)
    if not taken:
        raise _without_codes(book, listing)
    year, title = _year(book, year)
    origin = (clean_line(title), clean_line(file.name), book.sha256, day)
    parts = parts_of(taken, listing.unsettled, year, shipped_catalogue(), origin=origin)
    return Import(Edition(year, parts), tuple(listing.complaints), listing.revenue)


def _without_codes(book: Book, listing: Listing) -> InvalidDataError:
    if listing.complaints:
        return listing.complaints[0]
    return InvalidDataError(
        clean_line(book.path),
        message("No list of codes with names was found in the file."),
        message(
            "It needs a column of codes, or columns for 类, 款 and 项, and the names to the right of them."
        ),
    )


def _year(book: Book, asked: int | None) -> tuple[int, str]:
    """Return the edition's year and the line that names it."""
    found = years_of(book)
    if asked is not None:
        return asked, found.get(asked, ("", ""))[0]
    if len(found) == 1:
        year, (title, _) = next(iter(found.items()))
        return year, title
    where = "; ".join(f"{year}: {place}" for year, (_, place) in found.items())
    what = (
        message("The file names several years ({years}).", years=where)
        if found
        else message("No title, heading or name of a sheet says which year's edition this is.")
    )
    raise InvalidDataError(clean_line(book.path), what, message("Say the year with --edition YEAR."))


def joined_with(edition: Edition, folder: Path) -> tuple[Edition, Mapping[Domain, str]]:
    """Return an edition with the parts that a folder has for its year besides, and whose parts it replaces, by source.

    What cannot be read there is replaced as a whole.
    """
    path = edition_path(folder, edition.year)
    try:
        before = load_edition(path) if path.exists() else Edition(edition.year, {})
    except InvalidDataError:
        before = Edition(edition.year, {})
    replaced = {domain: part.source for domain, part in before.parts.items() if domain in edition.parts}
    parts = {**before.parts, **edition.parts}
    return Edition(edition.year, {each: parts[each] for each in Domain if each in parts}), replaced
