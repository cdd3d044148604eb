"""A Book becomes drafts of its tables, and what they have in common: department, year, stage and unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from typing import TypeVar

from model.layout.cells import has_number
from model.layout.layout import stacked
from model.lexicon.bodies import fuller_name, is_same_body, plain_name
from model.lexicon.lexicon import lexicon
from model.lexicon.wording import is_caption, is_note
from model.mapping.mapping import TableMapping
from model.money import Unit
from model.reading.opening import Cover, opening_of
from model.reading.tables import Draft, draft_table
from model.repair.joining import repaired
from model.source.book import Book, Skipped

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the tables of a document agree on: its department, year, stage and unit; None where they do not."""

    department: str | None
    year: int | None
    stage: str | None
    unit: Unit | None

    @property
    def identity(self) -> tuple[str | None, int | None, str | None]:
        """Department, year and stage, which together identify a disclosure."""
        return self.department, self.year, self.stage

    def contradicts(self, other: DocumentFacts) -> bool:
        """Return whether two say different things; a short form of a department's name is the same name."""
        names = [plain_name(facts.department) for facts in (self, other) if facts.department]
        pairs = ((self.year, other.year), (self.stage, other.stage))
        differ = any(one is not None and another is not None and one != another for one, another in pairs)
        return differ or (len(names) > 1 and not is_same_body(*names))

    def completed(self, shared: DocumentFacts) -> DocumentFacts:
        """Return these facts with what they leave out taken from the whole disclosure's."""
        return DocumentFacts(
            _department(self.department, shared.department),
            self.year or shared.year,
            self.stage or shared.stage,
            self.unit or shared.unit,
        )


@dataclass(frozen=True, slots=True)
class BookDraft:
    """A book, the drafts of its tables, and the department, year, stage and unit that they agree on."""

    book: Book
    tables: tuple[Draft, ...]
    common: DocumentFacts


def draft_book(book: Book, mappings: Sequence[TableMapping] = ()) -> BookDraft:
    """Return the drafts of a book's tables, read as the mappings say; a sheet of prose is listed as skipped."""
    words = lexicon()
    book = repaired(book, words)
    drafts = [
        draft_table(sheet, number, rows, words, mappings=mappings)
        for number, sheet in enumerate(book.sheets)
        if sheet.rows
        for rows in stacked(sheet, words)
    ]
    _give_notes(drafts, book)
    tables = tuple(
        draft
        for draft in drafts
        if draft.kind or any(has_number(book.sheets[draft.sheet].rows[row]) for row in draft.rows)
    )
    prose = {draft.sheet for draft in drafts} - {draft.sheet for draft in tables}
    skipped = [Skipped(book.sheets[number].name, "holds text and no amounts") for number in sorted(prose)]
    book = replace(book, skipped=[*book.skipped, *skipped])
    return BookDraft(book, tables, _agreed(tables, opening_of(book)))


def _give_notes(drafts: list[Draft], book: Book) -> None:
    """Give each table of a text the notes that stand under it, which the reader kept above the next one."""
    for draft, follower in pairwise(drafts):
        for line in book.sheets[follower.sheet].caption if follower.rows.start == 0 else ():
            if not is_note(line) or is_caption(line):
                break
            draft.layout.notes.append(line)


def _agreed(drafts: Sequence[Draft], opening: Cover) -> DocumentFacts:
    """Return what the document's opening says, else what most tables say; a unit only if all state the same."""
    named = max((each.year for draft in drafts for each in draft.columns if each.year), default=None)
    return DocumentFacts(
        _department(opening.department, _most([draft.department for draft in drafts])),
        opening.year or _most([draft.year for draft in drafts]) or named,
        opening.stage or _most([draft.stage for draft in drafts]),
        _only_unit(drafts),
    )


def _only_unit(stating: Sequence[Draft | DocumentFacts]) -> Unit | None:
    units = {each.unit for each in stating if each.unit}
    return units.pop() if len(units) == 1 else None


def _most(stated: Sequence[T | None]) -> T | None:
    """Return what is stated most often, None where nothing is."""
    most = Counter(each for each in stated if each).most_common(1)
    return most[0][0] if most else None


def shared_facts(all_facts: Sequence[DocumentFacts]) -> DocumentFacts:
    """Return what documents that belong together say; a unit only if all that state one state the same."""
    nothing = DocumentFacts(None, None, None, None)
    return replace(reduce(DocumentFacts.completed, all_facts, nothing), unit=_only_unit(all_facts))


def _department(one: str | None, other: str | None) -> str | None:
    """Return the first name, or the other if it is the full name of which the first is short."""
    return fuller_name(one, other) if one and other else one or other
