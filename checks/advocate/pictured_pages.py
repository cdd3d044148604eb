"""Pages that are pictures: a table that ends before such a page, goes over it or begins after it may go on there.

A scanned page among pages of text was not read. What a table beside it lacks may stand on it: the parts of a sum down
its columns that states more than they come to, and the codes and amounts that it seems not to print.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checks.advocate.case import Accusation, Case, Defence
from checks.advocate.unread_neighbours import SAY_THAT_SOMETHING_IS_ABSENT
from model.messages import check_message
from model.places import pages_of, place_in, unread_pages
from model.source.book import Book


def pictured_pages(case: Case) -> Iterable[Defence]:
    """Defend what tables beside pages that are pictures lack."""
    disclosure = case.subject.disclosure
    for document, found in enumerate(disclosure.documents):
        pictures = unread_pages(found.book)
        if not pictures:
            continue
        for number, page in _beside(case, document, found.book, pictures):
            keys = frozenset(each.key for each in case.open if _lacks_rows(case, each, number))
            if keys:
                why = check_message("page {page} was not read: the table may go on there.", page=page)
                table = disclosure.tables[number]
                yield Defence(number, why, keys, (place_in(found.book, table.sheet, table.bottom, 0),))


def _beside(case: Case, document: int, book: Book, pictures: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield the tables that go over a picture, are the last before one or the first after, with the picture's page."""
    tables = enumerate(case.subject.disclosure.tables)
    found = {number: pages_of(book, table) for number, table in tables if table.document == document}
    pages = {number: (each[0], each[-1]) for number, each in found.items() if each}
    for number, (first, last) in pages.items():
        within = pictures.intersection(range(first, last))
        if within:
            yield number, min(within)
            continue
        is_first = all(other >= number or pages[other][1] < first for other in pages)
        is_last = all(other <= number or pages[other][0] > last for other in pages)
        if is_last and last + 1 in pictures:
            yield number, last + 1
        elif is_first and first - 1 in pictures:
            yield number, first - 1


def _lacks_rows(case: Case, accusation: Accusation, number: int) -> bool:
    """Return whether an accusation is that a table lacks amounts below one another, or codes."""
    if number not in accusation.tables:
        return False
    failed, facts = accusation.sum, case.facts
    if failed is None:
        return accusation.finding.rule in SAY_THAT_SOMETHING_IS_ABSENT
    here = [part for part in failed.parts if facts.table[part] == number]
    across = {int(facts.row[part]) for part in here} == {int(facts.row[failed.whole])}
    return failed.difference > 0 and bool(here) and not across
