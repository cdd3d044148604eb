"""Text recognised from pictures: what disagrees on a scanned page may be a figure that the recognition misread.

A reader of such a page sees the picture, and Yushen the text that a program laid invisibly over it. What its sentences
state against each other is not checked; which page a sentence stands on is not known, so that holds for the whole file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checks.advocate.case import Case, Defence
from checks.rule import Outcome, Subject
from model.finding import Severity, Verdict
from model.messages import Message, check_message
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
            yield Defence(number, _why(page), keys, (place_in(book, table.sheet, table.top, 0),))


def withdraw_sentences(subject: Subject, outcomes: Sequence[Outcome]) -> None:
    """Take back what is found of sentences alone in files with recognised pages, and count it as not checked."""
    books = (document.book for document in subject.disclosure.documents)
    recognised = {book.path: min(pages) for book in books if (pages := recognised_pages(book))}
    for outcome in outcomes if recognised else ():
        why = {
            at: _why(recognised[span.path])
            for at, each in enumerate(outcome.findings)
            if each.severity is not Severity.NOTICE
            and each.verdict is Verdict.INCONSISTENT
            and not each.cells
            for span in each.spans
            if span.path in recognised
        }
        outcome.withdraw(why)


def _why(page: int) -> Message:
    return check_message(
        "the text of page {page} was recognised from a picture of it: a figure may be misread.", page=page
    )
