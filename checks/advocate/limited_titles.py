"""Limited titles: a table whose title states more than was understood may speak of a part of the money.

Its total would be taken for that of all. So what disagrees between it and other tables is doubted, and what disagrees
within it is not. Words that stand in the titles of at least half of a document's tables are how it calls its tables.
Where one of two tables states that it holds what was brought forward and the other that it does not, amounts differ.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from checks.advocate.case import Case, Defence
from model.lexicon.lexicon import lexicon
from model.lexicon.wording import holds_brought_forward
from model.messages import check_message
from model.places import place_in

_OF_ALL = frozenset({"codes", "lines"})
"""What the rows of a table may be of which the total may be that of all money."""


def limited_titles(case: Case) -> Iterable[Defence]:
    """Defend what disagrees between a table that may be limited by its title and others."""
    yield from _with_and_without_what_was_brought_forward(case)
    disclosure = case.subject.disclosure
    known = lexicon()
    unread: dict[int, str] = {}
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for number, table in enumerate(disclosure.tables):
        kind = known.kind_named(table.kind) if table.kind else None
        if kind is not None and kind.axis in _OF_ALL:
            unread[number] = known.limits_more(table.title, kind)
            counts[table.document][unread[number]] += 1
    for number, words in unread.items():
        table = disclosure.tables[number]
        of_document = counts[table.document]
        if not words or of_document[words] * 2 >= of_document.total():
            continue
        keys = frozenset(each.key for each in case.open if number in each.tables and len(each.tables) > 1)
        if keys:
            why = check_message(
                "its title says {words}, which is more than was understood: it may speak of a part of the money.",
                words=words,
            )
            yield Defence(
                number,
                why,
                keys,
                (place_in(disclosure.documents[table.document].book, table.sheet, table.top, 0),),
            )


def _with_and_without_what_was_brought_forward(case: Case) -> Iterator[Defence]:
    disclosure = case.subject.disclosure
    holds = {number: holds_brought_forward(table.title) for number, table in enumerate(disclosure.tables)}
    for accusation in case.open:
        by_holding = {holds[number]: number for number in accusation.tables}
        if not {True, False} <= by_holding.keys():
            continue
        table = disclosure.tables[by_holding[False]]
        place = place_in(disclosure.documents[table.document].book, table.sheet, table.top, 0)
        why = check_message(
            "one of the two tables says that it holds what was brought forward, the other that it does not."
        )
        yield Defence(by_holding[False], why, frozenset({accusation.key}), (place,))
