"""The findings as rows of a grid, then the doubts: which the filter lets through, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from model.engagement.record import State
from model.finding import Doubt, Finding, Severity
from model.money import Unit
from tui.desk.detail.doubt import DOUBT_MARK
from tui.desk.detail.finding import STATE_WORDS
from tui.desk.document_names import document_names
from tui.desk.search import Query
from tui.desk.state import DeskState
from tui.desk.untrusted import Align, width
from tui.desk.widgets.finding_order import Order, ProblemOrder
from tui.desk.widgets.finding_rows import FindingRow, FindingRows
from tui.desk.widgets.finding_words import (
    AGAIN_WORD,
    PARTLY_WORD,
    Decisions,
    FindingText,
    difference_text,
    is_decided,
    path_of,
    subject_text,
    where_text,
)
from tui.desk.widgets.lines import MARK_LOOKS, Glyphs, Look
from tui.desk.widgets.model import GridCell, GridColumn
from tui.desk.words import Words

HEADINGS = ("finding", "document", "place", "difference", "state")
FINDING, DOCUMENT, PLACE, DIFFERENCE, STATE = range(5)
MARKED = "+"
"""Stands before the findings that are marked, to be decided at once."""

WITH_DOCUMENT = 110
"""From so many cells on each finding names its document, where several are open."""

MEASURED = 500
"""Findings that are measured for the width of a column."""


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
    """The listed findings: rule, subject and title; document; place; difference; decision."""

    gutter = 3
    frozen = 0
    partial = False
    pinned: Sequence[int] = ()
    heading_lines = 1

    def __init__(self, state: DeskState, words: Words, decisions: Decisions, unit: Unit) -> None:
        self.state = state
        self.words = words
        self.unit = unit
        self.decisions = decisions
        self.filter = Filter.ALL
        self.typed = ""
        self.order = Order.GRAVITY
        self.is_reversed = False
        self.rows = FindingRows(state.findings)
        self.last_number: int | None = None
        self._marked: set[int] = set()
        self._text = FindingText(state, words)
        self._sorting = ProblemOrder(state)
        self._documents: Mapping[str, str] = {}
        self._columns = [FINDING, PLACE, DIFFERENCE, STATE]
        self._cells = [20] * len(HEADINGS)
        self._changes = 0
        self._fitted: tuple[int, str, Unit] = (0, "", unit)
        self._fitted_to: Mapping[str, State] = {}
        self.list_again()

    @property
    def version(self) -> int:
        """Changes with the filter, the decisions, the marks, the unit, the language and the widths."""
        return hash((self._changes, self.unit, self.words.language, *self._columns, *self._cells))

    @property
    def row_count(self) -> int:
        """Number of rows: findings that are not folded away, then doubts."""
        return len(self.rows.rows) + len(self.doubts)

    @property
    def column_count(self) -> int:
        """Number of columns: the document's only where there are several, and room for it."""
        return len(self._columns)

    @property
    def doubts(self) -> Sequence[Doubt]:
        """The doubts that are listed."""
        return self.state.report.doubts if self.filter in WITH_DOUBTS and not self.typed else ()

    def doubt(self, row: int) -> Doubt | None:
        """Return the doubt of a row, None where the row is a finding's."""
        place = row - len(self.rows.rows)
        return self.doubts[place] if 0 <= place < len(self.doubts) else None

    def row_of_doubt(self, doubt: Doubt) -> int:
        """Return the row of a doubt, the first row where it is not listed."""
        return len(self.rows.rows) + self.doubts.index(doubt) if doubt in self.doubts else 0

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

    def decide(self) -> None:
        """Show the decisions as they are now."""
        self._changes += 1

    def list_again(self) -> None:
        """List the findings that the filter and what was typed let through, in the order that is chosen."""
        wanted = [Query(word) for word in self.typed.split()]
        self.rows.show(
            [
                number
                for number, finding in enumerate(self.state.findings)
                if self.passes(finding) and (not wanted or self._text.holds(finding, wanted, self.decisions))
            ],
            self._sorting.key(self.order, self.decisions),
            is_reversed=self.is_reversed,
        )
        self._changes += 1

    def passes(self, finding: Finding) -> bool:
        """Return whether the filter lets a finding through, whatever was typed."""
        if self.filter is Filter.ALL:
            return True
        if self.filter is Filter.OPEN:
            return self.state_of(finding) is State.OPEN
        if self.filter is Filter.AGAIN:
            return finding.id in self.decisions.again
        if self.filter is Filter.DOUBT:
            return False
        return finding.severity is Severity(self.filter.value)

    def state_of(self, finding: Finding) -> State:
        """Return what was decided on a finding."""
        return self.decisions.decided.get(finding.id, State.OPEN)

    def next_undecided(self, number: int) -> int | None:
        """Return the head of the next problem that is listed and not wholly decided, from a finding on and around."""
        findings = self.state.findings
        for group in self.rows.problems_after(number):
            if not all(is_decided(findings[each], self.decisions) for each in group):
                return group[0]
        return None

    @property
    def marked(self) -> list[int]:
        """The numbers of the findings that head the problems that are marked, in their order."""
        return sorted(self._marked)

    def mark(self, row: int) -> None:
        """Mark the problem of a row, or take its mark away."""
        self._marked ^= {self.rows.head_of(self.rows.rows[row].number)}
        self._changes += 1

    def mark_all(self) -> int:
        """Mark the problems that are listed and not decided, then all, then none; return how many were left out."""
        heads = {row.number for row in self.rows.rows if not row.is_under}
        undecided = {head for head in heads if not self._is_settled(head)}
        marked = self._marked & heads
        if heads <= marked:
            self._marked = set()
        else:
            self._marked = heads if undecided <= marked else marked | undecided
        self._changes += 1
        return len(heads - self._marked) if self._marked else 0

    def _is_settled(self, head: int) -> bool:
        """Return whether all findings of a problem are decided."""
        findings = (self.state.findings[number] for number in self.rows.problem_of(head))
        return all(is_decided(finding, self.decisions) for finding in findings)

    def unmark(self) -> None:
        """Take all marks away."""
        self._marked.clear()
        self._changes += 1

    def fit(self, cells: int, /) -> None:
        """Give the finding what the other columns leave; short words are never cut for it."""
        fitted = cells, self.words.language, self.unit
        if self._fitted == fitted and self._fitted_to is self.decisions.decided:
            return
        self._fitted, self._fitted_to = fitted, self.decisions.decided
        several = len(self.state.documents) > 1 and cells >= WITH_DOCUMENT
        self._columns = [FINDING, *([DOCUMENT] if several else []), PLACE, DIFFERENCE, STATE]
        first = self.state.findings[:MEASURED]
        words = [STATE_WORDS[state] for state in {State.OPEN, *self.decisions.decided.values()}]
        words += [AGAIN_WORD] if self.decisions.again else []
        decided = max(width(self.words(word)) for word in ["state", *words])
        most = max(cells // 5, 12)
        self._documents = document_names(self.state.report.documents, self.words, most)
        documents = max(map(width, self._documents.values()), default=8)
        place = min(max((width(where_text(finding, self.words)) for finding in first), default=8), most)
        difference = min(
            max((width(difference_text(finding, self.unit)) for finding in first), default=8), 18
        )
        self._cells = [
            0,
            min(documents, most),
            place,
            max(difference, width(self.words(HEADINGS[DIFFERENCE]))),
            decided,
        ]
        others = sum(self._cells[column] + 2 for column in self._columns[1:])
        self._cells[FINDING] = max(cells - self.gutter - others - 2, 16)

    def column(self, column: int, /) -> GridColumn:
        """Return a column."""
        which = self._columns[column]
        align: Align = "right" if which == DIFFERENCE else "left"
        return GridColumn((self.words(HEADINGS[which]),), self._cells[which], align)

    def row_label(self, row: int, /) -> GridCell:
        """Return the severity's mark, a doubt's for a doubt, after the sign of what is marked."""
        if self.doubt(row) is not None:
            return GridCell(DOUBT_MARK, look=MARK_LOOKS[DOUBT_MARK], align="right")
        mark = self.finding(row).severity.mark
        sign = MARKED if self.rows.head_of(self.rows.rows[row].number) in self._marked else " "
        return GridCell(sign + mark, look=MARK_LOOKS[mark], align="right")

    def finding(self, row: int) -> Finding:
        """Return the finding of a row."""
        return self.state.findings[self.rows.rows[row].number]

    def cell(self, row: int, column: int, /) -> GridCell:
        """Return one of the cells of a finding or a doubt."""
        which = self._columns[column]
        doubt = self.doubt(row)
        if doubt is not None:
            return self._doubt_cell(doubt, which)
        finding = self.finding(row)
        word = self._state_word(row)
        look = Look.FAINT if word == STATE_WORDS[State.DISMISSED] else Look.PLAIN
        if which == FINDING:
            return GridCell(self._titled(row), "", look)
        if which == DOCUMENT:
            return GridCell(self._documents.get(path_of(finding), ""), "", look)
        if which == PLACE:
            return GridCell(where_text(finding, self.words), "", look)
        if which == DIFFERENCE:
            return GridCell(difference_text(finding, self.unit), "", look, "right", number=True)
        return GridCell(self.words(word), "", Look.FAINT if word == STATE_WORDS[State.OPEN] else Look.NOTE)

    def _state_word(self, row: int) -> str:
        """Return what was decided of a row's problem: of all that is folded under it, where that is one thing."""
        each = self.rows.rows[row]
        members = [each.number, *(self.rows.folded_under(each.number))]
        states = {self.state_of(self.state.findings[number]) for number in members}
        if any(self.state.findings[number].id in self.decisions.again for number in members):
            return AGAIN_WORD
        return STATE_WORDS[states.pop()] if len(states) == 1 else PARTLY_WORD

    def _doubt_cell(self, doubt: Doubt, which: int) -> GridCell:
        if which == FINDING:
            title = self.state.short_title(doubt.table)
            text = f"{self.words('reading in doubt')}  {title}: {self.words.text(doubt.why, doubt.path)}"
            return GridCell(text, "", Look.PLAIN)
        if which == DOCUMENT:
            return GridCell(self._documents.get(doubt.path, ""))
        if which == PLACE:
            return GridCell(self.words.cell_first(doubt.place))
        return GridCell(
            self.words("{count} unchecked", count=doubt.relations) if which == DIFFERENCE else "",
            align="right",
        )

    def _titled(self, row: int) -> str:
        """Return a finding's rule, subject and title, after the fold and the count of those it heads."""
        each, finding = self.rows.rows[row], self.finding(row)
        words = (self.words.rule(finding.rule), subject_text(finding), "", self.words.text(finding.title))
        title = " ".join(words if words[1] else (words[0], words[3]))
        if each.is_under:
            return f"    {title}"
        return f"{self._fold_sign(each)}{title}"

    def _fold_sign(self, each: FindingRow) -> str:
        if not each.others:
            return ""
        sign = Glyphs.unfolded if self.rows.is_unfolded(each.number) else Glyphs.folded
        return f"{sign} {self.words('{count} more', count=each.others)}  "

    def extent(self, _row: int, _column: int, /) -> tuple[int, int]:
        """Return the whole row: a finding is one thing."""
        return 0, self.column_count - 1
