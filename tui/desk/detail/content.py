"""What the lower pane shows: the finding under the cursor, or the cell itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from model.engagement.record import CellTarget, FindingTarget, Note, RowTarget, SentenceTarget
from model.finding import Finding, Place
from tui.desk.detail.cell import sheet_cell_lines, tree_cell_lines, whole_value
from tui.desk.detail.claim import claim_lines, claim_title
from tui.desk.detail.comparison import comparison_lines, comparison_title
from tui.desk.detail.doubt import doubt_lines, doubt_title
from tui.desk.detail.finding import Judged, finding_lines, finding_title, no_finding_lines
from tui.desk.detail.survey import survey_pane_lines, survey_title
from tui.desk.screens.cursor import numbers_of
from tui.desk.state import DeskState
from tui.desk.widgets.lines import Line, Look, Span, wrapped

if TYPE_CHECKING:
    from model.engagement.record import PlaceTarget, Target
    from tui.desk.screens.main import MainScreen

LONGEST_QUOTE = 200
"""Characters of a sentence that a note or a finding of one's own is stored with."""

LEAST_LINES = 5
MOST_OF_SCREEN = 40
"""How many lines the pane has at least, and percent of the screen's at most, until it is made larger."""

VIEW_BESIDE = 120
"""Cells that a view keeps beside the pane: what a screen of that width shows is shown on a wider one too."""

SIZES = ("", "-tall", "-hidden")


class DetailContent:
    """Chooses what the pane shows. `numbers` are the findings at the cursor, `index` the one that is shown."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._size = 0
        self._kind: tuple[str, bool, int] | None = None
        self._height = 0
        self.numbers: Sequence[int] = ()
        self.index = 0

    @property
    def finding(self) -> Finding | None:
        """The finding that is shown."""
        state = self._screen.state
        return state.findings[self.numbers[self.index]] if state is not None and self.numbers else None

    def follow(self, wanted: int | None = None) -> None:
        """Show what is under the cursor: the wanted finding where it rests there, else the gravest."""
        shown = self.numbers[self.index] if self.numbers else None
        self.numbers = numbers_of(self._screen)
        wanted = shown if wanted is None else wanted
        self.index = self.numbers.index(wanted) if wanted in self.numbers else 0
        self._screen.redraw_frame()

    def forget(self) -> None:
        """Show no finding: there is another reading, and what is at the cursor is not yet known."""
        self.numbers, self.index = (), 0

    def turn(self) -> None:
        """Show the next of several findings."""
        if len(self.numbers) > 1:
            self.index = (self.index + 1) % len(self.numbers)
            self._screen.redraw_frame()

    def resize(self) -> None:
        """Make the pane larger, hide it, or put it back."""
        pane = self._screen.pane
        pane.remove_class(*filter(None, SIZES))
        self._size = (self._size + 1) % len(SIZES)
        if name := SIZES[self._size]:
            pane.add_class(name)
        self._fit_height()

    def show(self) -> None:
        """Give the pane its title and its lines, and the height that they need."""
        self._show_lines()
        self._fit_height()

    def _fit_height(self) -> None:
        """Let the pane be as high as what it shows: it grows at once, and shrinks only with another kind of content, so
        that what stands above it does not jump at every key.
        """
        screen, pane = self._screen, self._screen.pane
        beside = screen.has_class("-wide") and not self._size
        pane.styles.max_width = screen.size.width - VIEW_BESIDE if beside else None
        if self._size or screen.has_class("-wide") or not screen.size.height:
            pane.styles.height = None
            self._kind = None
            return
        kind = (screen.view, self.finding is not None, screen.size.height)
        most = max(screen.size.height * MOST_OF_SCREEN // 100, LEAST_LINES)
        wanted = min(max(pane.wanted_height, LEAST_LINES), most)
        if kind != self._kind or wanted > self._height:
            self._kind, self._height = kind, wanted
            pane.styles.height = wanted

    def _show_lines(self) -> None:
        screen, finding = self._screen, self.finding
        if screen.state is None:
            screen.pane.show([], lambda _: [])
        elif finding is not None:
            self._show_finding(finding)
        else:
            self._show_cell(screen.state)

    def _show_finding(self, finding: Finding) -> None:
        screen, engagement = self._screen, self._screen.app.judging.engagement
        judged = Judged(
            finding,
            None if engagement is None else engagement.disposition(finding.id),
            () if engagement is None else engagement.notes(FindingTarget(finding.id)),
            screen.shown_unit,
            () if engagement is None else engagement.tags(FindingTarget(finding.id)),
        )
        many = len(self.numbers) > 1
        count = (
            screen.words("{index} of {total} here", index=self.index + 1, total=len(self.numbers))
            if many
            else ""
        )
        title = finding_title(judged, screen.words, count)
        state, claim = screen.state, screen.text_view.claim_spot if screen.view == "text" else None

        def lines(cells: int) -> list[Line]:
            shown = finding_lines(judged, screen.words, cells)
            if state is not None and claim is not None:
                shown += [[], claim_title(state, claim)]
                shown += claim_lines(state, claim, self._binding_key, screen.shown_unit, screen.words, cells)
            return shown

        screen.pane.show(title, lines)

    def _show_cell(self, state: DeskState) -> None:
        screen, words, place = self._screen, self._screen.words, self._screen.place
        notes = () if place is None else self.notes_on(place)
        where = "" if place is None else words.place(place)
        title: Line = [Span(where, Look.TITLE)] if where else []
        tree_spot, model = screen.tree_view.spot, screen.tree_view.model
        if screen.view == "tree" and tree_spot is not None and model is not None:
            screen.pane.show(
                title, lambda cells: tree_cell_lines(state, tree_spot, model, notes, words, cells)
            )
        elif screen.view == "sheet" and (spot := screen.sheet_view.spot) is not None:
            screen.pane.show(title, lambda cells: sheet_cell_lines(state, spot, notes, words, cells))
        elif screen.view == "text" and (claim := screen.text_view.claim_spot) is not None:
            key, unit = self._binding_key, screen.shown_unit
            screen.pane.show(
                claim_title(state, claim), lambda cells: claim_lines(state, claim, key, unit, words, cells)
            )
        elif screen.view == "findings" and (doubt := screen.findings_view.doubt) is not None:
            screen.pane.show(doubt_title(doubt, state, words), lambda cells: doubt_lines(doubt, words, cells))
        elif screen.view == "findings":
            screen.pane.show(title, lambda cells: no_finding_lines(state, words, cells))
        elif screen.view == "survey" and (file := screen.survey_view.line) is not None:
            screen.pane.show(
                survey_title(file), lambda cells: survey_pane_lines(file, words, screen.shown_unit, cells)
            )
        elif (
            screen.view == "compare"
            and (line := screen.comparison_view.line) is not None
            and (lines := screen.comparison_view.model) is not None
        ):
            screen.pane.show(
                comparison_title(line, words), lambda cells: comparison_lines(line, lines, words, cells)
            )
        elif screen.view == "overview" and screen.overview.model is not None:
            text = (
                screen.overview.model.rows[screen.overview.row].text
                if screen.overview.model.row_count
                else ""
            )
            screen.pane.show(title, lambda cells: wrapped(text.strip(), cells))
        else:
            screen.pane.show([], lambda _: [])

    @property
    def _binding_key(self) -> str:
        return self._screen.app.keys.first("desk.bind")

    def target(self) -> Target | None:
        """What a note would be written to: the finding that is shown, else what is under the cursor."""
        return self.place_target() if self.finding is None else FindingTarget(self.finding.id)

    def place_target(self) -> PlaceTarget | None:
        """The cell, the row of the tree or the sentence under the cursor."""
        screen = self._screen
        if screen.state is None:
            return None
        if screen.view == "text":
            return self._sentence(screen.state)
        place = screen.place
        if place is None:
            return None
        spot = screen.tree_view.spot if screen.view == "tree" else None
        if spot is not None and spot.column < 0:
            code = screen.state.trees[spot.tree].nodes[spot.node].code
            digest = self._digest(place.path)
            return None if digest is None else RowTarget(place.path, digest, place.sheet, place.row + 1, code)
        return self.cell_target(place)

    def _sentence(self, state: DeskState) -> SentenceTarget | None:
        view = self._screen.text_view
        spot = view.spot
        if spot is None:
            return None
        book = state.documents[spot.document].book
        paragraph = book.paragraphs[spot.paragraph]
        claim = view.claim_spot and state.claim(view.claim_spot)
        text = (claim.phrase if claim else paragraph.text)[:LONGEST_QUOTE]
        return SentenceTarget(book.path, book.sha256, paragraph.number, text)

    @property
    def value(self) -> str:
        """What stands at the place under the cursor, "" where it is no cell."""
        state, place = self._screen.state, self._screen.place
        target = self.place_target()
        if state is None or place is None or not isinstance(target, CellTarget):
            return ""
        spot = state.sheet_at(place)
        value = None if spot is None else state.sheet(spot).value(place.row, place.column)
        return "" if value is None else whole_value(value, self._screen.words)

    def _digest(self, path: str) -> str | None:
        state = self._screen.state
        books = [document.book for document in state.documents] if state else []
        return next((book.sha256 for book in books if book.path == path), None)

    def cell_target(self, place: Place) -> CellTarget | None:
        """Return a cell as an engagement names it."""
        digest = self._digest(place.path)
        return None if digest is None else CellTarget(place.path, digest, place.sheet, place.cell)

    def notes_on(self, place: Place) -> tuple[Note, ...]:
        """Return the notes on a cell."""
        target, engagement = self.cell_target(place), self._screen.app.judging.engagement
        return () if target is None or engagement is None else engagement.notes(target)
