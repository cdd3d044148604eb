"""The rows of the text view: the lines of a document's prose, with what is claimed and what was found in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from tui.desk.claim_cells import ClaimCells, ClaimSpot
from tui.desk.marks import Marks, graver
from tui.desk.widgets.lines import MARK_LOOKS, Look, Span
from tui.desk.widgets.model import GridCell, GridColumn
from tui.desk.widgets.text_layout import TextLine, text_lines

if TYPE_CHECKING:
    from model.disclosure import Document
    from model.finding import Place
    from model.reading.prose.claim import Claim

AGREES, DIFFERS, UNBOUND, BY_HAND = "=", "≠", ".", "*"
"""The marks after a figure: a cell states the same, one states another amount, it has no subject, the auditor gave it
one.
"""

MOST_AGAIN = 50
"""Of more paragraphs than these with other marks, the whole text is laid out again."""

_ONE_LINE = {ord("\t"): " ", ord("\n"): " ", ord("\r"): " "}
_MARKED = {"!": Look.ERROR, "?": Look.WARNING, "~": Look.NOTICE, "*": Look.NOTE}


class TextModel:
    """The prose of one document in lines of the window's width; a column of a line is one of its claims."""

    partial = True
    pinned: Sequence[int] = ()
    heading_lines = 0

    def __init__(
        self,
        number: int,
        document: Document,
        claim_cells: ClaimCells,
        marks: Marks,
        unchecked: Container[Place] = (),
    ) -> None:
        self.number = number
        self.document = document
        self.claims = document.claims
        self.texts = [paragraph.text.translate(_ONE_LINE) for paragraph in document.book.paragraphs]
        self.index = {paragraph.number: at for at, paragraph in enumerate(document.book.paragraphs)}
        self.lines: list[TextLine] = []
        self._claim_cells, self._marks, self._unchecked = claim_cells, marks, unchecked
        self._claims_in: dict[int, list[int]] = {}
        for claim_number, claim in enumerate(self.claims):
            self._claims_in.setdefault(self.index.get(claim.paragraph, -1), []).append(claim_number)
        self.unbound = sum(not claim.is_bound for claim in self.claims)
        self.number_cells = len(str(max(self.index, default=0)))
        self.gutter = self.number_cells + 3
        self._layout: tuple[int, int] = (0, 0)
        self._ends: dict[int, frozenset[int]] = {}
        self._most = max(1, *map(len, self._claims_in.values()), 1)

    def is_of(self, document: Document, claim_cells: ClaimCells, unchecked: Container[Place]) -> bool:
        """Return whether this is a document with these cells of its claims and these of them in doubt."""
        return self.document is document and self._claim_cells is claim_cells and self._unchecked == unchecked

    @cached_property
    def claim_order(self) -> Sequence[tuple[tuple[int, int], int]]:
        """The claims by paragraph and character."""
        return sorted((self.at(claim), number) for number, claim in enumerate(self.claims))

    @cached_property
    def unbound_order(self) -> Sequence[tuple[tuple[int, int], int]]:
        """The claims that are not bound, by paragraph and character."""
        return [each for each in self.claim_order if not self.claims[each[1]].is_bound]

    def claim_at(self, paragraph: int, start: int) -> int | None:
        """Return the claim that begins at a character of a paragraph."""
        inside = self._claims_in.get(paragraph, ())
        return next((number for number in inside if self.claims[number].start == start), None)

    @property
    def version(self) -> int:
        """Changes with the width and the marks."""
        return hash(self._layout)

    @property
    def row_count(self) -> int:
        """Number of lines at the present width."""
        return len(self.lines)

    @property
    def column_count(self) -> int:
        """The most claims of one line, at least 1."""
        return self._most

    @property
    def frozen(self) -> int:
        """All columns: a line is never scrolled sideways."""
        return self._most

    def fit(self, cells: int, /) -> None:
        """Lay the text out for a width; where only marks are new, those paragraphs alone."""
        before, now = self._layout, (cells, self._marks.version)
        if before == now or cells <= self.gutter:
            return
        ends = self._found_ends() if before[1] != self._marks.version else self._ends
        changed = {at for at in self._ends.keys() | ends.keys() if self._ends.get(at) != ends.get(at)}
        self._layout, self._ends = now, ends
        room = max(cells - self.gutter - 1, 4)
        if before[0] != cells or len(changed) > MOST_AGAIN:
            self.lines = [line for at in range(len(self.texts)) for line in self._lines_of(at, room)]
        else:
            for at in changed:
                first, last = self.row_of(at, 0), self.row_of(at, len(self.texts[at]))
                self.lines[first : last + 1] = self._lines_of(at, room)

    def _lines_of(self, at: int, room: int) -> list[TextLine]:
        ends = self._ends.get(at, frozenset()) | {
            self.claims[number].end for number in self._claims_in.get(at, ()) if self.mark(number)
        }
        return text_lines(at, self.texts[at], ends, room)

    def _found_ends(self) -> dict[int, frozenset[int]]:
        """Return the characters after which a finding has its mark, by the index of the paragraph."""
        path, ends = self.document.book.path, {}
        for (of, number), spans in self._marks.spans.items():
            if of == path and number in self.index:
                ends[self.index[number]] = frozenset(end for _, end, _ in spans)
        return ends

    def column(self, _column: int, /) -> GridColumn:
        """Return the one column that is drawn."""
        return GridColumn((), self._layout[0])

    def row_label(self, row: int, /) -> GridCell:
        """Return the paragraph's number at its first line, and the gravest mark of the line's findings."""
        line = self.lines[row]
        number = self.document.book.paragraphs[line.paragraph].number
        mark = ""
        for start, end, each in self._found(line.paragraph):
            if start < max(line.end, line.start + 1) and line.start < max(end, start + 1):
                mark = graver(mark, each)
        text = str(number) if not line.start else ""
        return GridCell(f"{text:>{self.number_cells}}", mark, Look.FAINT)

    def cell(self, row: int, _column: int, /) -> GridCell:
        """Return the text of a line."""
        line = self.lines[row]
        return GridCell(self.texts[line.paragraph][line.start : line.end])

    def extent(self, _row: int, column: int, /) -> tuple[int, int]:
        """Return the claim itself."""
        return column, column

    def claims_of(self, row: int) -> list[int]:
        """Return the claims that begin in a line; where none does, the one that runs on into it."""
        if not 0 <= row < len(self.lines):
            return []
        line = self.lines[row]
        inside = self._claims_in.get(line.paragraph, [])
        begun = [number for number in inside if line.start <= self.claims[number].start < line.end]
        running = [
            number for number in inside if self.claims[number].start < line.start < self.claims[number].end
        ]
        return begun or running[:1]

    def row_of(self, paragraph: int, start: int) -> int:
        """Return the line in which a character of a paragraph stands."""
        return max(bisect_right(self.lines, (paragraph, start, len(self.texts[paragraph]) + 1)) - 1, 0)

    def at(self, claim: Claim) -> tuple[int, int]:
        """Return the paragraph's index and the character at which a claim begins."""
        return self.index.get(claim.paragraph, 0), claim.start

    def marks_of(self, paragraph: int) -> dict[int, str]:
        """Return the marks of a paragraph by the character after which they stand; those of findings go first."""
        marks = {}
        for number in self._claims_in.get(paragraph, ()):
            if mark := self.mark(number):
                marks[self.claims[number].end] = mark
        found: dict[int, str] = {}
        for _, end, mark in self._found(paragraph):
            found[end] = graver(found.get(end, ""), mark)
        return marks | found

    def mark(self, number: int) -> str:
        """Return what is to be shown of a claim at a glance: that a cell states it, or that cells state others alone.

        Where some state it and some do not, the audit has its reasons to raise nothing. A cell in doubt contradicts
        nothing.
        """
        claim, spot = self.claims[number], ClaimSpot(self.number, number)
        if not claim.is_bound:
            return UNBOUND
        if spot in self._claim_cells.by_hand:
            return BY_HAND
        same = self._claim_cells.cells.get(spot, ()) if claim.measure.value == "amount" else ()
        if any(stating.agrees(claim) for stating in same):
            return AGREES
        return DIFFERS if any(stating.cell.place not in self._unchecked for stating in same) else ""

    def _found(self, paragraph: int) -> Sequence[tuple[int, int, str]]:
        number = self.document.book.paragraphs[paragraph].number
        return self._marks.spans.get((self.document.book.path, number), ())

    def spans(self, row: int, claim: int | None, over: Look) -> Iterator[Span]:
        """Yield a line in looks; the claim under the cursor has the look `over`."""
        line = self.lines[row]
        text, marks = self.texts[line.paragraph], self.marks_of(line.paragraph)
        looks = list(self._looks(line.paragraph, claim, over))
        edges = {line.start, line.end, *(end for end in marks if line.start < end <= line.end)}
        edges |= {edge for start, end, _ in looks for edge in (start, end) if line.start < edge < line.end}
        places = sorted(edges)
        for start, end in pairwise(places):
            look = next((look for first, last, look in looks if first <= start < last), Look.PLAIN)
            yield Span(text[start:end], look)
            if mark := marks.get(end):
                yield Span(mark, MARK_LOOKS.get(mark, Look.FAINT))

    def _looks(self, paragraph: int, claim: int | None, over: Look) -> Iterator[tuple[int, int, Look]]:
        """Yield the stretches of a paragraph that stand out, those that go before others first."""
        numbers = self._claims_in.get(paragraph, ())
        if claim is not None and claim in numbers:
            yield self.claims[claim].start, self.claims[claim].end, over
        for start, end, mark in self._found(paragraph):
            yield start, end, _MARKED.get(mark, Look.CLAIM)
        for number in numbers:
            here = self.claims[number]
            yield here.start, here.end, Look.CLAIM if here.is_bound else Look.UNBOUND
