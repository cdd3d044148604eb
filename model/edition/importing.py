"""Importing an edition: a file becomes an edition, joined with what was imported for its year before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from model.classification.catalogue import shipped_catalogue
from model.classification.codes import Domain
from model.classification.edition import Edition
from model.classification.edition_file import edition_path, load_edition
from model.edition.checking import checked, parts_of
from model.edition.listing import Listing, read_listing
from model.edition.year import years_of
from model.errors import InvalidDataError
from model.messages import message
from model.source.book import Book
from model.source.reading import open_book
from model.text import clean_line


@dataclass(frozen=True, slots=True)
class Import:
    """What a file gave: an edition of just its parts, what is wrong in it, and how many codes of revenue it has."""

    edition: Edition
    complaints: tuple[InvalidDataError, ...]
    revenue: int


def read_edition(file: Path, year: int | None, day: str) -> Import:
    """Return the edition in a file; `year` stands for what the file says, `day` is today's (ISO 8601).

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
