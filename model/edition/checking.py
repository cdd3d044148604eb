"""From what a book lists to an edition: duplicates, names that contradict and codes without a parent are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from model.classification.catalogue import Catalogue
from model.classification.codes import Domain, domain_of, level_of, parent_of
from model.classification.edition import Part
from model.classification.names import same_name
from model.edition.listing import Listed, Listing
from model.messages import message

_WHOLE = 0.75
"""A 类 of which the file has so many of the codes that are surely in the edition is taken as listed whole."""


def checked(listing: Listing) -> dict[str, Listed]:
    """Return the codes to take, in their order; what is wrong is added to the complaints.

    A code that is given two names is left out. One whose parent is missing is taken, and the parent left open.
    """
    taken: dict[str, Listed] = {}
    for listed in listing.codes:
        first = taken.setdefault(listed.code, listed)
        if first is listed:
            continue
        if not same_name(first.name, listed.name):
            _tell_names(listing, first, listed)
        elif first.number == listed.number:
            what = message("{code} {name} is there twice.", code=listed.code, name=listed.name)
            remedy = message("The first is at {place}; it is taken once.", place=first.place)
            listing.complain(listed.place, what, remedy)
    for code in listing.unsettled:
        taken.pop(code, None)
    for listed in taken.values():
        _tell_orphan(listing, listed, taken)
    return taken


def _tell_names(listing: Listing, first: Listed, other: Listed) -> None:
    what = message(
        "{code} is named {name}, but {first} at {place}.",
        code=other.code,
        name=other.name,
        first=first.name,
        place=first.place,
    )
    listing.complain(other.place, what, message("The code is left to the catalogue that Yushen brings."))
    listing.unsettled.add(other.code)


def _tell_orphan(listing: Listing, listed: Listed, taken: Mapping[str, Listed]) -> None:
    """Tell of the first code that lacks a certain one above it; the missing one is left open."""
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
    taken: Mapping[str, Listed],
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
