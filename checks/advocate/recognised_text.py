"""Text recognised from pictures: what disagrees on a scanned page may be a figure that the recognition misread.

A reader of such a page sees the picture, and Yushen the text that a program laid invisibly over it.
"""

from __future__ import annotations

from collections.abc import Iterable

from checks.advocate.case import Case, Defence
from model.messages import check_message
from model.places import pages_of, place_in, recognised_pages


def recognised_text(case: Case) -> Iterable[Defence]:
    """Defend all tables on pages whose text was recognised."""
    documents = [each.book for each in case.subject.disclosure.documents]
    recognised = [recognised_pages(book) for book in documents]
    for number, table in enumerate(case.subject.disclosure.tables):
        if not recognised[table.document]:
            continue
        book = documents[table.document]
        page = min(recognised[table.document].intersection(pages_of(book, table)), default=None)
        keys = frozenset(each.key for each in case.open if number in each.tables)
        if page is not None and keys:
            why = check_message(
                "the text of page {page} was recognised from a picture of it: a figure may be misread.",
                page=page,
            )
            yield Defence(number, why, keys, (place_in(book, table.sheet, table.top, 0),))
