"""What the desk shows, as one value: the documents, the report, the trees, and where the findings stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from model.errors import Trouble
from model.facts.unread import unlisted_amounts, unread_amounts
from model.finding import Doubt, Finding, Place, Report, Role, Severity
from model.messages import Message
from model.places import place_in
from model.record import dataclass
from model.source.book import Sheet
from tui.desk.claim_cells import ClaimCells, ClaimSpot, TextSpot
from tui.desk.tree_places import TreePlaces, TreeSpot

if TYPE_CHECKING:
    from model.disclosure import Document
    from model.reading.prose.claim import Claim
    from model.tree import CodeTree

_GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}
_ROLES = {Role.STATED: 0, Role.OTHER: 1, Role.PART: 2, Role.CONTEXT: 3}


@dataclass(frozen=True, slots=True)
class SheetSpot:
    """A cell of a sheet: the document, the sheet, the row and the column, counted from 0."""

    document: int
    sheet: int
    row: int
    column: int


@dataclass(frozen=True)
class DeskState:
    """One reading of the files. `findings` are sorted by gravity, then by place; `found_at` holds their numbers.

    `found_in` holds them by file and paragraph of the prose; `claim_cells` ties the prose to the cells.
    `groups` are the files of each disclosure, empty where all form one; `notices` what else is to be reported of them.
    Where it is not `is_audited`, the files are only read: that nothing is found proves nothing yet.
    `unchecked` holds of cells why nothing could be checked there. `troubles` are the files that could not be read.
    """

    documents: tuple[Document, ...]
    report: Report
    trees: tuple[CodeTree, ...]
    troubles: tuple[Trouble, ...] = ()
    findings: tuple[Finding, ...] = ()
    found_at: Mapping[Place, tuple[int, ...]] = field(default_factory=dict)
    tree_places: TreePlaces = field(default_factory=lambda: TreePlaces(()))
    unchecked: Mapping[Place, Message] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    found_in: Mapping[tuple[str, int], tuple[int, ...]] = field(default_factory=dict)
    claim_cells: ClaimCells = field(default_factory=ClaimCells)
    groups: tuple[tuple[str, ...], ...] = ()
    notices: tuple[Message, ...] = ()
    is_audited: bool = True

    @cached_property
    def has_unbound(self) -> bool:
        """Whether any figure of a text is not bound."""
        return any(not claim.is_bound for document in self.documents for claim in document.claims)

    def with_report(self, report: Report) -> DeskState:
        """Return the state with another report on the same documents."""
        rest = self.troubles, self.claim_cells, self.groups, self.notices
        return build_state(self.documents, report, self.trees, *rest)

    def is_of(self, documents: Sequence[Document]) -> bool:
        """Return whether the state is of the same contents, in the same order."""
        return [each.book.sha256 for each in self.documents] == [each.book.sha256 for each in documents]

    def short_title(self, title: str) -> str:
        """Return a table's title without the department's name before it."""
        for document in self.documents:
            name = document.department or ""
            if name and title.startswith(name) and len(title) > len(name):
                return title[len(name) :].strip()
        return title

    def findings_of_row(self, spot: TreeSpot) -> tuple[int, ...]:
        """Return the findings that rest on any cell of a tree's row, its code and its name included."""
        cells = self.trees[spot.tree].nodes[spot.node].cells
        places = {cell.place for cell in cells if cell.place is not None}
        for place in list(places)[:1]:
            first = self.tree_places.first_amount(spot.tree, spot.node)
            labels = (Place(place.path, place.sheet, place.row, column) for column in range(first))
            places |= {
                label for label in labels if self.tree_places.find_row(label) == replace(spot, column=-1)
            }
        return tuple(sorted({number for place in places for number in self.found_at.get(place, ())}))

    def sheet(self, spot: SheetSpot) -> Sheet:
        """Return the sheet of a spot, as the file has it."""
        return self.documents[spot.document].book.file_sheets[spot.sheet]

    def place(self, spot: SheetSpot) -> Place:
        """Return a spot as a place."""
        book = self.documents[spot.document].book
        return Place(book.path, book.file_sheets[spot.sheet].name, spot.row, spot.column)

    def sheet_at(self, place: Place) -> SheetSpot | None:
        """Return the spot of a place, None where the desk holds no such sheet."""
        for number, document in enumerate(self.documents):
            if document.book.path != place.path:
                continue
            for index, sheet in enumerate(document.book.file_sheets):
                if sheet.name == place.sheet:
                    return SheetSpot(number, index, place.row, place.column)
        return None

    def claim(self, spot: ClaimSpot) -> Claim:
        """Return a claim of the prose."""
        return self.documents[spot.document].claims[spot.claim]

    def text_of(self, spot: ClaimSpot) -> TextSpot:
        """Return where a claim stands."""
        claim = self.claim(spot)
        return TextSpot(spot.document, self._paragraph(spot.document, claim.paragraph) or 0, claim.start)

    def text_at(self, finding: Finding) -> TextSpot | None:
        """Return where the first stretch of prose that a finding rests on stands, None where there is none."""
        for span in finding.spans:
            spot = self.paragraph_at(span.path, span.paragraph, span.start)
            if spot is not None:
                return spot
        return None

    def paragraph_at(self, path: str, paragraph: int, start: int = 0) -> TextSpot | None:
        """Return the spot of a file's paragraph by its number, None where the desk holds none."""
        for number, document in enumerate(self.documents):
            if document.book.path == path and (index := self._paragraph(number, paragraph)) is not None:
                return TextSpot(number, index, start)
        return None

    def beginning_of(self, path: str) -> TextSpot | None:
        """Return the first paragraph of a file, None where it has no text."""
        numbers = (number for number, each in enumerate(self.documents) if each.book.path == path)
        return next((self.paragraph_by_index(number, 0) for number in numbers), None)

    def paragraph_by_index(self, document: int, index: int) -> TextSpot | None:
        """Return the spot of a document's paragraph by its place in the document, None where it has none there."""
        paragraphs = self.documents[document].book.paragraphs
        return TextSpot(document, index, 0) if 0 <= index < len(paragraphs) else None

    def _paragraph(self, document: int, number: int) -> int | None:
        paragraphs = self.documents[document].book.paragraphs
        index = bisect_left(paragraphs, number, key=lambda paragraph: paragraph.number)
        return index if index < len(paragraphs) and paragraphs[index].number == number else None

    def sheets(self) -> list[SheetSpot]:
        """Return every sheet of every document, at its first cell."""
        return [
            SheetSpot(number, index, 0, 0)
            for number, document in enumerate(self.documents)
            for index in range(len(document.book.file_sheets))
        ]


def build_state(
    documents: Sequence[Document],
    report: Report,
    trees: Sequence[CodeTree],
    troubles: Sequence[Trouble] = (),
    claim_cells: ClaimCells | None = None,
    groups: tuple[tuple[str, ...], ...] = (),
    notices: tuple[Message, ...] = (),
) -> DeskState:
    """Return the state of one reading, its findings sorted and every cell of theirs indexed."""
    position = sheet_positions(documents)
    findings = tuple(sorted(report.findings, key=lambda finding: _order(finding, position)))
    found_at: dict[Place, list[int]] = {}
    found_in: dict[tuple[str, int], list[int]] = {}
    for number, finding in enumerate(findings):
        for place in dict.fromkeys(places_of(finding)):
            found_at.setdefault(place, []).append(number)
        for paragraph in dict.fromkeys((span.path, span.paragraph) for span in finding.spans):
            found_in.setdefault(paragraph, []).append(number)
    return DeskState(
        documents=tuple(documents),
        report=report,
        trees=tuple(trees),
        troubles=tuple(troubles),
        findings=findings,
        found_at={place: tuple(numbers) for place, numbers in found_at.items()},
        tree_places=TreePlaces(trees),
        unchecked=_unchecked(documents, report.doubts),
        numbers={finding.id: number for number, finding in enumerate(findings)},
        found_in={paragraph: tuple(numbers) for paragraph, numbers in found_in.items()},
        claim_cells=claim_cells or ClaimCells(),
        groups=groups,
        notices=notices,
    )


def places_of(finding: Finding) -> list[Place]:
    """Return the places of a finding, the likeliest first: the suspect, what is stated, the rest."""
    cells = sorted(finding.cells, key=lambda cell: _ROLES[cell.role])
    suspect = [] if finding.suspect is None else [finding.suspect]
    return [*suspect, *(cell.place for cell in cells)]


def marked_places(finding: Finding) -> list[Place]:
    """Return the cells that carry a finding's mark: the suspect and what is stated, else all that it names."""
    stated = [cell.place for cell in finding.cells if cell.role is Role.STATED]
    suspect = [] if finding.suspect is None else [finding.suspect]
    return [*suspect, *stated] or [cell.place for cell in finding.cells if cell.role is not Role.CONTEXT]


def place_of_finding(finding: Finding) -> Place:
    """Return a finding's likeliest cell; of one in the text its paragraph and character, in a sheet without a name.

    One in the text names cells only as what its sentence is held against, unless one of them is suspected.
    """
    span = finding.spans[0] if finding.spans else None
    line = Place(span.path, "", span.paragraph, span.start) if span else Place("", "", 0, 0)
    is_of_cells = finding.suspect is not None or any(cell.role is Role.STATED for cell in finding.cells)
    return line if span and not is_of_cells else next(iter(places_of(finding)), line)


def sheet_positions(documents: Sequence[Document]) -> dict[tuple[str, str], int]:
    """Return the places of all sheets in their order, by file and name."""
    sheets = [
        (document.book.path, sheet.name) for document in documents for sheet in document.book.file_sheets
    ]
    return {name: number for number, name in reversed(list(enumerate(sheets)))}


def _order(finding: Finding, position: Mapping[tuple[str, str], int]) -> tuple[object, ...]:
    at = place_of_finding(finding)
    sheet = position.get((at.path, at.sheet), len(position))
    return (_GRAVITY[finding.severity], sheet, at.row, at.column, finding.rule, finding.id)


def _unchecked(documents: Sequence[Document], doubts: Sequence[Doubt]) -> dict[Place, Message]:
    found: dict[Place, Message] = {cell.place: doubt.why for doubt in doubts for cell in doubt.cells}
    for document in documents:
        tables = document.tables
        unread = unread_amounts(document.book.sheets, tables)
        listed = ((number, cell) for number, table in enumerate(tables) for cell in table.unbound)
        for number, cell in (*listed, *unlisted_amounts(unread, tables)):
            found[place_in(document.book, tables[number].sheet, cell.row, cell.column)] = cell.why
    return found
