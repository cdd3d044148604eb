"""A disclosure: the documents of one department, year and stage, with their tables and facts."""

from __future__ import annotations

from dataclasses import dataclass

from model.money import Unit
from model.recognition.table import Table
from model.source.book import Book


@dataclass(frozen=True, slots=True)
class Document:
    """One file and what was recognised in it."""

    book: Book
    tables: tuple[Table, ...]
    department: str | None
    year: int | None
    stage: str | None
    unit: Unit | None
