"""The findings view: every finding in one list, gravest first, with what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import ClassVar

from textual.binding import BindingType

from model.engagement.record import State
from model.equation import span_text
from model.finding import Finding, Severity
from model.money import Unit, format_amount
from tui.desk.keymap import bindings
from tui.desk.state import DeskState, places_of
from tui.desk.trace import STATE_WORDS
from tui.desk.untrusted import width
from tui.desk.widgets.grid import Grid
from tui.desk.widgets.lines import MARK_LOOKS, Line, Look, Span
from tui.desk.widgets.model import GridCell, GridColumn
from tui.desk.words import Words

HEADINGS = ("finding", "place", "difference", "state")


class Filter(StrEnum):
    """Which findings are listed."""

    ALL = "all"
    OPEN = "open"
    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def following(self) -> Filter:
        """The next of them."""
        every = list(Filter)
        return every[(every.index(self) + 1) % len(every)]


class FindingsModel:
    """The listed findings: rule and title, place, difference, decision. `states` are the decisions by id."""

    gutter = 2
    frozen = 0
    partial = False
    pinned: Sequence[int] = ()
    heading_lines = 1
    column_count = 4

    def __init__(self, state: DeskState, words: Words) -> None:
        self.state = state
        self.words = words
        self.filter = Filter.ALL
        self.states: dict[str, State] = {}
        self.numbers: list[int] = []
        self.last_number: int | None = None
        self._cells = [20, 10, 14, 10]
        self._changes = 0
        self.list_again()

    @property
    def version(self) -> int:
        """Changes with the filter, the decisions, the language and the widths."""
        return hash((self._changes, self.words.language, *self._cells))

    @property
    def row_count(self) -> int:
        """Number of findings that are listed."""
        return len(self.numbers)

    def decide(self, states: dict[str, State]) -> None:
        """Take other decisions."""
        self.states = states
        self._changes += 1

    def list_again(self) -> None:
        """List the findings that the filter lets through."""
        self.numbers = [number for number, finding in enumerate(self.state.findings) if self.passes(finding)]
        self._changes += 1

    def passes(self, finding: Finding) -> bool:
        """Return whether the filter lets a finding through."""
        if self.filter is Filter.ALL:
            return True
        if self.filter is Filter.OPEN:
            return self.state_of(finding) is State.OPEN
        return finding.severity is Severity(self.filter.value)

    def state_of(self, finding: Finding) -> State:
        """Return what was decided about a finding."""
        return self.states.get(finding.id, State.OPEN)

    def fit(self, cells: int, /) -> None:
        """Give the title what the other columns leave."""
        places = [width(_place(finding)) for finding in self.state.findings[:500]]
        differences = [width(_difference(finding)) for finding in self.state.findings[:500]]
        words = [STATE_WORDS[state] for state in {State.OPEN, *self.states.values()}]
        decided = max(width(self.words(word)) for word in ["state", *words])
        place = min(max(places, default=8), max(cells // 5, 12))
        fixed = [place, min(max(differences, default=8), 18), decided]
        self._cells = [max(cells - self.gutter - sum(fixed) - 8, 16), *fixed]

    def column(self, column: int, /) -> GridColumn:
        """Return a column."""
        return GridColumn(
            (self.words(HEADINGS[column]),), self._cells[column], "right" if column == 2 else "left"
        )

    def row_label(self, row: int, /) -> GridCell:
        """Return the severity's mark."""
        mark = self.finding(row).severity.mark
        return GridCell(mark, look=MARK_LOOKS[mark], align="right")

    def finding(self, row: int) -> Finding:
        """Return the finding of a row."""
        return self.state.findings[self.numbers[row]]

    def cell(self, row: int, column: int, /) -> GridCell:
        """Return one of the four cells of a finding."""
        finding = self.finding(row)
        decided = self.state_of(finding)
        look = Look.FAINT if decided is State.DISMISSED else Look.PLAIN
        if column == 0:
            return GridCell(f"{finding.rule} {self.words.tell(finding.title)}", "", look)
        if column == 1:
            return GridCell(_place(finding), "", look)
        if column == 2:
            return GridCell(_difference(finding), "", look, "right", number=True)
        return GridCell(
            self.words(STATE_WORDS[decided]), "", Look.FAINT if decided is State.OPEN else Look.NOTE
        )

    def extent(self, _row: int, _column: int, /) -> tuple[int, int]:
        """Return the whole row: a finding is one thing."""
        return 0, self.column_count - 1


def _place(finding: Finding) -> str:
    places = places_of(finding)
    if places:
        return f"{places[0].cell}  {places[0].sheet}"
    return span_text(finding.spans[0]) if finding.spans else ""


def _difference(finding: Finding) -> str:
    if finding.difference is None:
        return ""
    text = format_amount(finding.difference, finding.unit or Unit.YUAN)
    return f"+{text}" if finding.difference > 0 else text


class FindingsView(Grid):
    """The list of findings."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("findings")
    ABOUT = (
        "The list holds every finding, gravest first. Enter goes to its cell; n and N go along this list from "
        "anywhere, under the present filter."
    )

    model: FindingsModel | None

    def __init__(self, words: Words, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.words = words

    def load(self, state: DeskState | None, states: dict[str, State]) -> None:
        """Take the findings of another reading, with the decisions about them."""
        model = None if state is None else FindingsModel(state, self.words)
        if model is not None:
            model.filter = self.model.filter if self.model is not None else Filter.ALL
            model.decide(states)
            model.list_again()
        self.show(model)

    def decide(self, states: dict[str, State]) -> None:
        """Take other decisions; the list stays as it is until it is filtered again."""
        if self.model is not None:
            self.model.decide(states)
            self.redraw()

    def heading(self) -> tuple[Line, str]:
        """Return the filter and honest counts."""
        if (model := self.model) is None:
            return [Span(self.words("findings"), Look.TITLE)], ""
        total = len(model.state.findings)
        title = [
            Span(self.words("findings"), Look.TITLE),
            Span(f"  {self.words(model.filter.value)}", Look.FAINT),
        ]
        listed = self.words("{listed} of {total}", listed=model.row_count, total=total)
        return title, f"{self.row + 1 if model.row_count else 0}/{listed}"

    @property
    def number(self) -> int | None:
        """The number of the finding under the cursor."""
        if self.model is None or not self.model.row_count:
            return None
        return self.model.numbers[self.row]

    def go_to(self, number: int) -> None:
        """Put the cursor on a finding, if it is listed."""
        if self.model is not None and number in self.model.numbers:
            self.move_to(self.model.numbers.index(number), self.column, centre=True)

    def action_filter(self) -> None:
        """List the next kind of findings."""
        if (model := self.model) is None:
            return
        number = self.number
        model.filter = model.filter.following
        model.list_again()
        self.move_to(0, 0, centre=True)
        if number is not None:
            self.go_to(number)
