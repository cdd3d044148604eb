"""The main screen: the views of one reading, the pane below them, and the ways between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.screen import Screen

from model.finding import Finding, Place
from model.money import Unit
from model.places import is_without_sheets
from tui.desk.calculator import Calculator
from tui.desk.counts import Counting
from tui.desk.detail.content import VIEW_BESIDE, DetailContent
from tui.desk.keymap import bindings
from tui.desk.marks import Marks
from tui.desk.messages import Announcement
from tui.desk.screens.cursor import place_of
from tui.desk.screens.navigation import Navigation
from tui.desk.screens.status_line import show_status
from tui.desk.screens.view_bars import header_lines, key_items, tabs
from tui.desk.state import DeskState
from tui.desk.widgets.bars import Header, KeyBar
from tui.desk.widgets.comparison_view import ComparisonView
from tui.desk.widgets.filter_line import FilterLine
from tui.desk.widgets.findings_view import FindingsView
from tui.desk.widgets.grid import Grid
from tui.desk.widgets.lines import Line
from tui.desk.widgets.overview import Overview
from tui.desk.widgets.pane import Pane
from tui.desk.widgets.sheet_view import SheetView
from tui.desk.widgets.survey_view import SurveyView
from tui.desk.widgets.text_view import TextView
from tui.desk.widgets.tree_view import TreeView
from tui.desk.words import Words

if TYPE_CHECKING:
    from tui.desk.app import DeskApp

MOST_TOGETHER = 2
"""With more disclosures than these the desk opens on the survey of them."""

LEAST_PANE = 48
"""The cells that the pane takes at least at the right of a view."""

WIDE = VIEW_BESIDE + LEAST_PANE
"""From so many cells on the pane stands at the right."""


class MainScreen(Screen[None]):
    """Shows one state. It owns where the auditor is; the app owns what was read and decided."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("desk")

    app: DeskApp

    def __init__(self, words: Words, marks: Marks) -> None:
        super().__init__()
        self.words = words
        self.marks = marks
        self.state: DeskState | None = None
        self.view = "tree"
        self.unit: Unit | None = None
        self.header = Header(id="header")
        self.calculator = Calculator()
        self.tree_view = TreeView(words, marks, self.calculator, id="tree")
        self.sheet_view = SheetView(words, marks, self.calculator, id="sheet")
        self.findings_view = FindingsView(words, id="findings")
        self.text_view = TextView(words, marks, id="text")
        self.comparison_view = ComparisonView(words, id="compare")
        self.overview = Overview(words, id="overview")
        self.survey_view = SurveyView(words, id="survey")
        self.pane = Pane(id="pane")
        self.status = Header(id="status")
        self.filter_line = FilterLine(id="filter-line")
        self.bar = KeyBar(id="bar")
        self.views: dict[str, Grid] = {
            "tree": self.tree_view,
            "sheet": self.sheet_view,
            "findings": self.findings_view,
            "text": self.text_view,
            "compare": self.comparison_view,
            "overview": self.overview,
            "survey": self.survey_view,
        }
        for grid in self.views.values():
            grid.follower = self.follow
            grid.entrant = self.enter
        self.findings_view.typist = self.type_filter
        self.counting = Counting()
        self.detail = DetailContent(self)
        self.navigation = Navigation(self)

    def compose(self) -> ComposeResult:
        """Lay the lines out from top to bottom."""
        yield self.header
        with Container(id="body"):
            yield from self.views.values()
            yield self.pane
        yield self.status
        yield self.filter_line
        yield self.bar

    def on_mount(self) -> None:
        """Begin in the tree."""
        self.show_view("tree")

    def on_resize(self) -> None:
        """Show as much as the new size has room for; a wide one has the pane at the right."""
        self.set_class(self.size.width >= WIDE, "-wide")
        for grid in self.views.values():
            grid.lead = tabs(self.words, self.app.keys, self.view, self.size.width)
        self.redraw_frame()

    @property
    def grid(self) -> Grid:
        """The view that is shown."""
        return self.views[self.view]

    def load(self, state: DeskState) -> None:
        """Take another reading, with the cursor left where the same place is still there."""
        before, text, is_on_name = (self.view, self.place), self._text_position(), self._is_on_name
        is_first = self.state is None
        if not is_first and self.state is not None and not self.state.is_of(state.documents):
            self.calculator.clear()
        self.state = state
        self.words.without_sheets = [each.book for each in state.documents if is_without_sheets(each.book)]
        self.unit = None if is_first else self.unit
        self.navigation.forget_places()
        self.detail.forget()
        self.tree_view.open_key = self.app.keys.first("desk.open-beside")
        self.tree_view.load(state)
        if self.unit is not None:
            self.tree_view.use_unit(self.unit)
        self.sheet_view.load(state)
        self.text_view.load(state)
        self.findings_view.load(state, self.app.judging)
        self.overview.unit = self.shown_unit
        self.overview.load(state, self.app.judging.gone(), self.app.judging.changes)
        view, place = before
        if is_first and len(state.groups) + len(self.app.unread) > MOST_TOGETHER:
            view, place = "survey", None
        if not state.trees and view == "tree":
            view = "text" if any(document.claims for document in state.documents) else "sheet"
        self.show_view(view)
        if text is not None and (spot := state.paragraph_at(*text)) is not None:
            self.text_view.go_to(spot)
        if place is not None and view != "text":
            self.navigation.to_place(place, view)
        row = self.tree_view.spot
        if is_on_name and view == "tree" and row is not None:
            self.tree_view.go_to(replace(row, column=-1))

    @property
    def _is_on_name(self) -> bool:
        """Whether the cursor stands on the name of a row of the tree, and on none of its amounts."""
        spot = self.tree_view.spot if self.view == "tree" else None
        return spot is not None and spot.column < 0

    def _text_position(self) -> tuple[str, int, int] | None:
        """Return the file, the paragraph and the character at which the cursor of the text stands."""
        spot = self.text_view.spot
        if self.state is None or spot is None:
            return None
        book = self.state.documents[spot.document].book
        return book.path, book.paragraphs[spot.paragraph].number, spot.start

    def unload(self, lines: list[Line]) -> None:
        """Show lines of words in the place of the tree, and nothing else."""
        self.state = None
        self.navigation.forget()
        self.sheet_view.load(None)
        self.text_view.load(None)
        self.findings_view.load(None)
        self.overview.load(None)
        self.comparison_view.load(None)
        self.survey_view.load(None, {})
        self.tree_view.unload(lines)
        self.show_view("tree")

    def show_view(self, view: str) -> None:
        """Show another of the views."""
        self.view = view
        for name, grid in self.views.items():
            grid.display = name == view
            grid.lead = tabs(self.words, self.app.keys, view, self.size.width)
        # At once: Textual's own `focus` waits for a turn, and a key pressed meanwhile would act on the view before.
        self.set_focus(self.grid)
        self._use_shown_unit()
        if view == "compare":
            self.app.comparing.begin()
        elif view == "survey":
            self.app.show_latest()
            self.show_files()
        self.redraw_frame()

    def show_files(self) -> None:
        """Show the lines of the survey as they are now."""
        app = self.app
        self.survey_view.load(self.state, app.judging.decided, app.unread, running=app.loading.running)

    def redraw_frame(self) -> None:
        """Draw what surrounds the view anew: the header, the pane and the keys."""
        left, right = header_lines(self)
        self.header.show(left, right)
        show_status(self)
        self.detail.show()
        self.bar.show(*key_items(self))

    def redraw(self) -> None:
        """Draw everything anew: a decision, a note, the unit or the language has changed."""
        for grid in self.views.values():
            grid.lead = tabs(self.words, self.app.keys, self.view, self.size.width)
            grid.redraw()
        self.redraw_frame()

    @property
    def place(self) -> Place | None:
        """The cell of a file that the cursor speaks of."""
        return place_of(self)

    @property
    def finding(self) -> Finding | None:
        """The finding that the pane shows, on which c, x, f and a act."""
        return self.detail.finding

    @property
    def marked(self) -> Sequence[Finding]:
        """The findings that are marked in the list while it is shown: what is decided then is decided of them all."""
        return self.findings_view.marked if self.view == "findings" else ()

    @property
    def chosen(self) -> Sequence[Finding]:
        """What a decision is on: the findings that are marked, else the one that is shown."""
        return self.marked or ([] if self.finding is None else [self.finding])

    @on(Grid.Moved)
    def follow_the_cursor(self, event: Grid.Moved) -> None:
        """Let the pane show what is under the cursor."""
        self.follow(event.grid)

    def follow(self, grid: Grid) -> None:
        """Let the pane show what is under the cursor of a view, where that is the one that is shown."""
        if grid is self.grid:
            self.detail.follow()

    def enter(self) -> None:
        """Go from the tree or a list to the sheet, from the sheet to the tree."""
        self.navigation.enter()

    @on(TreeView.BesideChanged)
    def keep_beside(self, event: TreeView.BesideChanged) -> None:
        """Keep what is shown beside the amounts of trees for the next time."""
        self.app.returning.keep_beside(event.beside)

    @on(Announcement)
    def show_announcement(self, event: Announcement) -> None:
        """Announce something in the bottom line."""
        event.stop()
        self.bar.announce(event.text, grave=event.grave)

    def type_filter(self, typed: str) -> None:
        """Take what the findings are filtered by."""
        hint = self.words("filter by rule, table, text, document, state or tag")
        self.filter_line.open(self.findings_view, typed, hint)
        self.bar.show(*key_items(self))

    @on(FilterLine.Closed)
    def leave_filter(self) -> None:
        """Go back to the list that was filtered."""
        self.set_focus(self.grid)
        self.redraw_frame()

    def action_view(self, view: str) -> None:
        """Show another view, at the same place where it has that."""
        self.navigation.switch(view)

    def action_finding(self, step: int) -> None:
        """Go to the next or the previous finding."""
        self.navigation.to_finding(step)

    def action_other_finding(self) -> None:
        """Show the next of several findings at this cell."""
        self.detail.turn()

    def action_back(self) -> None:
        """Stop a search, end what was begun, go back to where a jump came from; where none did, stop the reading."""
        if self.app.stop_search():
            return
        if self.focused is self.pane:
            self.set_focus(self.grid)
        elif self.view == "findings" and self.findings_view.clear():
            self.redraw_frame()
        elif self.app.binding.give_up():
            return
        elif self.navigation.can_go_back:
            self.navigation.back()
        else:
            self.app.stop_loading()

    def action_to_evidence(self, number: int) -> None:
        """Go to one of the cells that the finding in the pane names."""
        finding, state = self.finding, self.state
        if finding is None or state is None or not 0 <= number < len(finding.cells):
            return
        place = finding.cells[number].place
        if state.sheet_at(place) is not None:
            self.navigation.jump(place, "sheet")
            self.detail.follow()

    def action_forward(self) -> None:
        """Go again to where the way back came from."""
        self.navigation.forward()

    def action_match(self, step: int) -> None:
        """Go to the next or the previous match of the last search."""
        self.navigation.to_match(step)

    def action_turn(self, step: int) -> None:
        """Show the table or sheet before or after this one."""
        self.navigation.turn(step)

    def action_pane(self) -> None:
        """Change the size of the lower pane."""
        self.detail.resize()

    def action_switch_pane(self) -> None:
        """Move the focus between the view and the pane."""
        self.set_focus(self.grid if self.focused is self.pane or not self.pane.display else self.pane)
        self.bar.show(*key_items(self))

    def action_unit(self) -> None:
        """Show amounts in the other of 元 and 万元."""
        self.use_unit(Unit.WAN if self.shown_unit is Unit.YUAN else Unit.YUAN)

    def use_unit(self, unit: Unit) -> None:
        """Show amounts in a unit."""
        self.unit = unit
        self.tree_view.use_unit(self.unit)
        self._use_shown_unit()
        self.redraw_frame()

    def _use_shown_unit(self) -> None:
        """Show the amounts of the lists, and sums, in the unit that the top line names."""
        unit = self.shown_unit
        for view in (
            self.findings_view,
            self.comparison_view,
            self.overview,
            self.survey_view,
            self.sheet_view,
        ):
            view.use_unit(unit)

    @property
    def shown_unit(self) -> Unit:
        """The unit in which amounts are shown."""
        return self.unit or (self.tree_view.model.unit if self.tree_view.model else Unit.YUAN)
