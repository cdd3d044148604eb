"""What a report states of the documents themselves: their tables, how much was understood, and what was not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from checks.mechanism.proven import proven_facts
from checks.rule import Outcome
from model.disclosure import Disclosure, Document
from model.facts.unread import stray_amounts, unlisted_amounts, unread_amounts
from model.finding import DocumentSummary, Doubt, FurtherSheet, TableSummary, Understood
from model.messages import Message, message
from model.places import extents_of, place_in
from model.reading.table import Table, Unbound
from model.source.book import Book

if TYPE_CHECKING:
    from numpy.typing import NDArray


def summarise(
    disclosure: Disclosure, outcomes: Sequence[Outcome] = (), doubts: Iterable[Doubt] = ()
) -> list[DocumentSummary]:
    """Return the summary of each document of a disclosure, given what its rules tested and what is in doubt."""
    facts = disclosure.cells
    proven = facts.stated & proven_facts(disclosure.facts, outcomes)[: len(facts)]
    bound, known = (_by_table(disclosure, mask) for mask in (facts.stated, proven))
    doubted = {(doubt.path, doubt.sheet, doubt.extent): doubt.why for doubt in reversed(list(doubts))}
    return [_document(document, bound, known, doubted) for document in disclosure.documents]


def _by_table(disclosure: Disclosure, mask: NDArray[np.bool_]) -> dict[int, int]:
    """Return how many of the facts that are marked each table has, by the table's identity."""
    counts = np.bincount(disclosure.cells.table[mask], minlength=len(disclosure.tables))
    return {id(table): int(count) for table, count in zip(disclosure.tables, counts, strict=True)}


def _document(
    document: Document,
    bound: Mapping[int, int],
    proven: Mapping[int, int],
    doubted: Mapping[tuple[str, str, str], Message],
) -> DocumentSummary:
    book = document.book
    stated = sum(bound.get(id(table), 0) for table in document.tables)
    unread = unread_amounts(book.sheets, document.tables)
    unlisted: dict[int, list[Unbound]] = defaultdict(list)
    for number, cell in unlisted_amounts(unread, document.tables):
        unlisted[number].append(cell)
    stray = stray_amounts(book.paragraphs)
    unbound_claims = [claim for claim in document.claims if not claim.is_bound]
    return DocumentSummary(
        path=book.path,
        sha256=book.sha256,
        department=document.department,
        year=document.year,
        stage=document.stage,
        unit=document.unit,
        tables=tuple(
            _table(table, book, bound.get(id(table), 0), (*table.unbound, *unlisted[number]), doubted)
            for number, table in enumerate(document.tables)
        ),
        paragraphs=len(book.paragraphs),
        claims=len(document.claims) - len(unbound_claims),
        unbound_claims=tuple((claim.paragraph, claim.phrase) for claim in unbound_claims),
        skipped=(
            *((part.sheet, message(part.why)) for part in book.skipped),
            *(
                (each.place, message("amounts in no table and no sentence: {count}", count=each.count))
                for each in stray
            ),
        ),
        understood=Understood(
            amounts_printed=stated + len(unread) + sum(each.count for each in stray),
            amounts_bound=stated,
            amounts_proven=sum(proven.get(id(table), 0) for table in document.tables),
            claims=len(document.claims),
            claims_bound=len(document.claims) - len(unbound_claims),
        ),
    )


def _table(
    table: Table,
    book: Book,
    facts: int,
    cells: Iterable[Unbound],
    doubted: Mapping[tuple[str, str, str], Message],
) -> TableSummary:
    (sheet, extent), *more = extents_of(book, table)
    unbound: dict[str, list[str]] = defaultdict(list)
    for cell in cells:
        place = place_in(book, table.sheet, cell.row, cell.column)
        unbound[place.sheet].append(place.cell)
    return TableSummary(
        sheet=sheet,
        title=table.title,
        kind=table.kind,
        unit=table.unit,
        year=table.year,
        extent=extent,
        facts=facts,
        unbound=tuple(unbound[sheet]),
        why=table.why,
        mapped=table.mapping is not None,
        doubt=doubted.get((book.path, sheet, extent)),
        choice=table.choice,
        continued=tuple(FurtherSheet(name, cells, tuple(unbound[name])) for name, cells in more),
        body=table.body,
    )
