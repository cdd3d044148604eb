"""What a report says of the documents themselves: their tables, and what was not read or not bound."""

from __future__ import annotations

import numpy as np

from model.disclosure import Disclosure, Document
from model.finding import DocumentSummary, TableSummary
from model.messages import message
from model.reading.table import Table
from model.source.book import Book, address


def summarise(disclosure: Disclosure) -> list[DocumentSummary]:
    """Return the summary of each document of a disclosure."""
    counts = np.bincount(disclosure.facts.table[disclosure.facts.stated], minlength=len(disclosure.tables))
    numbers = {id(table): int(count) for table, count in zip(disclosure.tables, counts, strict=True)}
    return [_document(document, numbers) for document in disclosure.documents]


def _document(document: Document, counts: dict[int, int]) -> DocumentSummary:
    book = document.book
    return DocumentSummary(
        path=book.path,
        sha256=book.sha256,
        department=document.department,
        year=document.year,
        stage=document.stage,
        unit=document.unit,
        tables=tuple(_table(table, book, counts.get(id(table), 0)) for table in document.tables),
        paragraphs=len(book.paragraphs),
        claims=sum(claim.is_bound for claim in document.claims),
        unbound_claims=tuple(
            (claim.paragraph, claim.phrase) for claim in document.claims if not claim.is_bound
        ),
        skipped=tuple((part.sheet, message(part.why)) for part in book.skipped),
    )


def _table(table: Table, book: Book, facts: int) -> TableSummary:
    return TableSummary(
        sheet=book.sheets[table.sheet].name,
        title=table.title,
        kind=table.kind,
        unit=table.unit,
        year=table.year,
        extent=f"{address(table.top, table.left)}:{address(table.bottom, table.right)}",
        facts=facts,
        unbound=tuple(address(cell.row, cell.column) for cell in table.unbound),
        why=table.why,
        mapped=table.mapping is not None,
    )
