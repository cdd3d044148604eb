"""The findings as rows of a grid, then the doubts: which the filter lets through, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from model.engagement.record import State
from model.equation import span_text
from model.finding import Doubt, Finding, Severity
from model.money import Unit, format_amount
from tui.desk.detail.doubt import DOUBT_MARK
from tui.desk.detail.finding import STATE_WORDS
from tui.desk.state import DeskState, places_of
from tui.desk.untrusted import width
from tui.desk.widgets.finding_rows import FindingRows
from tui.desk.widgets.lines import MARK_LOOKS, Glyphs, Look
from tui.desk.widgets.model import GridCell, GridColumn
from tui.desk.words import Words

AGAIN_WORD, PARTLY_WORD = "open again", "partly decided"
"""What stands for a decision whose amounts have changed or that another contradicts, and for a problem of which some
findings are decided otherwise than others."""

HEADINGS = ("finding", "place", "difference", "state")


class Filter(StrEnum):
    """Which findings are listed."""

    ALL = "all"
    OPEN = "open"
    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"
    AGAIN = "open again"
    DOUBT = "in doubt"

    @property
    def following(self) -> Filter:
        """The next of them."""
        every = list(Filter)
        return every[(every.index(self) + 1) % len(every)]


WITH_DOUBTS = frozenset({Filter.ALL, Filter.OPEN, Filter.DOUBT})
"""The filters that let doubts through."""


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
        self.again: frozenset[str] = frozenset()
        self.rows = FindingRows(state.findings)
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
        """Number of rows: findings that are not folded away, then doubts."""
        return len(self.rows.rows) + len(self.doubts)

    @property
    def doubts(self) -> Sequence[Doubt]:
        """The doubts that are listed."""
        return self.state.report.doubts if self.filter in WITH_DOUBTS else ()

    def doubt(self, row: int) -> Doubt | None:
        """Return the doubt of a row, None where the row is a finding's."""
        place = row - len(self.rows.rows)
        return self.doubts[place] if 0 <= place < len(self.doubts) else None

    @property
    def numbers(self) -> list[int]:
        """The numbers of the findings of the rows."""
        return [row.number for row in self.rows.rows]

    def fold(self, row: int, *, folded: bool) -> int:
        """Fold or unfold the group of a row, and return the row of its head."""
        self._changes += 1
        return self.rows.fold(self.rows.rows[row].number, folded=folded)

    def reveal(self, number: int) -> int:
        """Return the row of a finding, unfolding what hides it; -1 where it is not listed."""
        self._changes += 1
        return self.rows.row_of(number)

    def decide(self, states: dict[str, State], again: frozenset[str] = frozenset()) -> None:
        """Take other decisions; `again` are the findings to be decided again."""
        self.states = states
        self.again = again
        self._changes += 1

    def list_again(self) -> None:
        """List the findings that the filter lets through."""
        findings = enumerate(self.state.findings)
        self.rows.show([number for number, finding in findings if self.passes(finding)])
        self._changes += 1

    def passes(self, finding: Finding) -> bool:
        """Return whether the filter lets a finding through."""
        if self.filter is Filter.ALL:
            return True
        if self.filter is Filter.OPEN:
            return self.state_of(finding) is State.OPEN
        if self.filter is Filter.AGAIN:
            return finding.id in self.again
        if self.filter is Filter.DOUBT:
            return False
        return finding.severity is Severity(self.filter.value)

    def state_of(self, finding: Finding) -> State:
        """Return what was decided about a finding."""
        return self.states.get(finding.id, State.OPEN)

    def fit(self, cells: int, /) -> None:
        """Give the title what the other columns leave."""
        places = [width(_place(finding)) for finding in self.state.findings[:500]]
        differences = [width(_difference(finding)) for finding in self.state.findings[:500]]
        words = [STATE_WORDS[state] for state in {State.OPEN, *self.states.values()}]
        words += [AGAIN_WORD] if self.again else []
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
        """Return the severity's mark, a doubt's for a doubt."""
        mark = DOUBT_MARK if self.doubt(row) is not None else self.finding(row).severity.mark
        return GridCell(mark, look=MARK_LOOKS[mark], align="right")

    def finding(self, row: int) -> Finding:
        """Return the finding of a row."""
        return self.state.findings[self.rows.rows[row].number]

    def cell(self, row: int, column: int, /) -> GridCell:
        """Return one of the four cells of a finding or a doubt."""
        doubt = self.doubt(row)
        if doubt is not None:
            return self._doubt_cell(doubt, column)
        finding = self.finding(row)
        word = self._state_word(row)
        look = Look.FAINT if word == STATE_WORDS[State.DISMISSED] else Look.PLAIN
        if column == 0:
            return GridCell(self._titled(row), "", look)
        if column == 1:
            return GridCell(_place(finding), "", look)
        if column == 2:
            return GridCell(_difference(finding), "", look, "right", number=True)
        return GridCell(self.words(word), "", Look.FAINT if word == STATE_WORDS[State.OPEN] else Look.NOTE)

    def _state_word(self, row: int) -> str:
        """Return what was decided of a row's problem: of all that is folded under it, where that is one thing."""
        each = self.rows.rows[row]
        members = [each.number, *(self.rows.folded_under(each.number))]
        states = {self.state_of(self.state.findings[number]) for number in members}
        if any(self.state.findings[number].id in self.again for number in members):
            return AGAIN_WORD
        return STATE_WORDS[states.pop()] if len(states) == 1 else PARTLY_WORD

    def _doubt_cell(self, doubt: Doubt, column: int) -> GridCell:
        if column == 0:
            title = self.state.short_title(doubt.table)
            told = f"{self.words('reading in doubt')}  {title}: {self.words.tell(doubt.why)}"
            return GridCell(told, "", Look.PLAIN)
        if column == 1:
            return GridCell(f"{doubt.place.cell}  {doubt.place.sheet}")
        return GridCell(
            self.words("{count} unchecked", count=doubt.relations) if column == 2 else "", align="right"
        )

    def _titled(self, row: int) -> str:
        """Return a finding's rule and title, after the fold and the count of those it heads; set in under its head."""
        each, finding = self.rows.rows[row], self.finding(row)
        title = f"{finding.rule} {self.words.tell(finding.title)}"
        if each.is_under:
            return f"    {title}"
        if not each.others:
            return title
        sign = Glyphs.unfolded if self.rows.is_unfolded(each.number) else Glyphs.folded
        return f"{sign} {self.words('{count} more', count=each.others)}  {title}"

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
