"""Two documents as rows of a grid: what each states of a line, the change, and its percent."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from model.money import Unit, format_amount
from tui.desk.widgets.lines import Glyphs, Look
from tui.desk.widgets.model import GridCell, GridColumn
from tui.desk.widgets.tree_columns import heading_lines
from tui.desk.words import Words

if TYPE_CHECKING:
    from checks.comparison import ComparedLine, SideStatement

LEAST_NAME = 24
PERCENT_CELLS = 10
NAME, EARLIER, LATER, CHANGE, PERCENT = range(5)


class Shown(StrEnum):
    """Which lines are listed."""

    DIFFERING = "what differs"
    CHANGED = "changed amounts"
    COME_AND_GONE = "new and vanished"
    RENAMED = "renamed"
    ALL = "all lines"

    @property
    def following(self) -> Shown:
        """The next of them."""
        every = list(Shown)
        return every[(every.index(self) + 1) % len(every)]


class Order(StrEnum):
    """By what the lines are sorted."""

    CHANGE = "by change"
    PERCENT = "by percent"
    SUBJECT = "by code"

    @property
    def following(self) -> Order:
        """The next of them."""
        every = list(Order)
        return every[(every.index(self) + 1) % len(every)]


MARKS = {
    "new": ("+", Look.NOTE),
    "vanished": ("-", Look.WARNING),
    "renamed": ("r", Look.NOTICE),
    "contradicted": ("?", Look.WARNING),
}
"""The mark of a line's kind; what only changed has none."""

_FREE = frozenset({"flow", "source", "nature", "function"})
"""The dimensions in which lines of one group may differ: what money it is, and the codes above each other."""

_KINDS_IN_GROUPS = frozenset({"changed", "same", "new", "vanished"})

_KINDS = {
    Shown.CHANGED: {"changed"},
    Shown.COME_AND_GONE: {"new", "vanished"},
    Shown.RENAMED: {"renamed"},
    Shown.DIFFERING: {"changed", "new", "vanished", "renamed", "contradicted"},
    Shown.ALL: {"changed", "same", "new", "vanished", "renamed", "contradicted"},
}


class Titles(NamedTuple):
    """What the two documents are called."""

    earlier: str
    later: str


class ComparisonModel:
    """The lines that are listed, in their order; amounts in one unit."""

    gutter = 2
    frozen = 1
    partial = False
    pinned: Sequence[int] = ()
    heading_lines = 2
    column_count = 5

    def __init__(self, lines: Sequence[ComparedLine], titles: Titles, words: Words, unit: Unit) -> None:
        self.lines = lines
        self.titles = titles
        self.words = words
        self.unit = unit
        self.shown = Shown.DIFFERING
        self.order = Order.CHANGE
        self.rows: list[int] = []
        self._groups: list[list[int]] = []
        self._head_of: dict[int, int] = {}
        self._others: dict[int, int] = {}
        self._unfolded: set[int] = set()
        self._changes = 0
        self._name_cells = LEAST_NAME
        self._amount_cells = 12
        self.list_again()

    def list_again(self) -> None:
        """List what is to be shown, in its order."""
        kinds = _KINDS[self.shown]
        self.rows = [number for number, line in enumerate(self.lines) if line.kind.value in kinds]
        if self.order is Order.PERCENT:
            self.rows.sort(key=lambda number: -abs(self.lines[number].percent or 0))
        elif self.order is Order.SUBJECT:
            self.rows.sort(key=lambda number: _by_code(self.lines[number]))
        self._groups = _grouped(self.lines, self.rows)
        self._head_of = {number: group[0] for group in self._groups for number in group}
        self._others = {group[0]: len(group) - 1 for group in self._groups}
        self._arrange()
        self.use_unit(self.unit)

    def _arrange(self) -> None:
        """List the head of each group, and the others below it where it is unfolded."""
        self.rows = []
        for group in self._groups:
            self.rows += group if group[0] in self._unfolded else group[:1]

    def fold(self, row: int) -> int:
        """Fold or unfold the lines of the same money as that of a row; return the row of their head."""
        head = self._head_of[self.rows[row]]
        self._unfolded ^= {head}
        self._arrange()
        self._changes += 1
        return self.rows.index(head)

    def row_of(self, number: int) -> int:
        """Return the row of a line, or of the head under which it is folded; the first where it is not listed."""
        head = self._head_of.get(number)
        shown = number if number in self.rows else head
        return 0 if shown is None else self.rows.index(shown)

    @property
    def folded(self) -> int:
        """How many lines are folded away."""
        return len(self._head_of) - len(self.rows)

    def use_unit(self, unit: Unit) -> None:
        """Show amounts in another unit."""
        self.unit = unit
        ends = {0}
        for number in self.rows:
            line = self.lines[number]
            ends |= {max(ends), *_amounts(line), line.change}
            ends = {min(ends), max(ends)}
        self._amount_cells = max(len(format_amount(end, unit)) for end in ends) + 1
        self._changes += 1

    @property
    def row_count(self) -> int:
        """Number of lines that are listed."""
        return len(self.rows)

    @property
    def version(self) -> int:
        """Changes with the list, the unit, the language and the width."""
        return hash((self._changes, self.words.language, self._name_cells))

    def fit(self, cells: int, /) -> None:
        """Give the name what the four other columns leave, but never less than it needs to be known by."""
        others = 3 * (self._amount_cells + 2) + PERCENT_CELLS + 2
        self._name_cells = max(cells - self.gutter - 2 - others, LEAST_NAME)

    def column(self, column: int, /) -> GridColumn:
        """Return a column with its heading."""
        if column == NAME:
            return GridColumn(("", self.words("code and name")), self._name_cells)
        if column == PERCENT:
            return GridColumn(("", "%"), PERCENT_CELLS, "right")
        heading = (self.titles.earlier, self.titles.later, self.words("change by"))[column - 1]
        return GridColumn(heading_lines(heading, self._amount_cells), self._amount_cells, "right")

    def row_label(self, row: int, /) -> GridCell:
        """Return the mark of a line's kind."""
        mark, look = MARKS.get(self.lines[self.rows[row]].kind.value, ("", Look.FAINT))
        return GridCell(mark, look=look, align="right")

    def cell(self, row: int, column: int, /) -> GridCell:
        """Return the code and the name, an amount, or the percent."""
        from checks.comparison_words import name_of, percent_text, signed

        line = self.lines[self.rows[row]]
        if column == NAME:
            return GridCell(self._lead(self.rows[row]) + name_of(line, self.words.language))
        text = {
            EARLIER: self.money(line.earlier),
            LATER: self.money(line.later),
            CHANGE: signed(line.change, self.unit),
            PERCENT: percent_text(line.percent),
        }[column]
        return GridCell(text, align="right", number=True)

    def _lead(self, number: int) -> str:
        """Return the fold and the count before the head of a group, blanks before the others."""
        if self._head_of[number] != number:
            return "    "
        if not (others := self._others[number]):
            return ""
        sign = Glyphs.unfolded if number in self._unfolded else Glyphs.folded
        return f"{sign}+{others} "

    def extent(self, _row: int, column: int, /) -> tuple[int, int]:
        """Return the column itself."""
        return column, column

    def money(self, entry: SideStatement | None) -> str:
        """Return what a side states, "" where it states nothing."""
        return "" if entry is None else format_amount(entry.stated.amount, self.unit)


def _by_code(line: ComparedLine) -> tuple[str, ...]:
    from model.facts.cube import CODE_DIMENSIONS

    codes = [line.coordinates.get(name, "") for name in sorted(CODE_DIMENSIONS)]
    return (*codes, *(f"{name}{member}" for name, member in line.coordinates.items()))


def _amounts(line: ComparedLine) -> list[int]:
    return [entry.stated.amount for entry in (line.earlier, line.later) if entry is not None]


def _grouped(lines: Sequence[ComparedLine], numbers: Sequence[int]) -> list[list[int]]:
    """Return some lines by number in groups of the same amounts on both sides, in the order of each group's first:
    a total of revenue and expenditure, a code and its only child.

    The line of the shortest code heads its group. In a group codes of function are one below the other, and all else
    but the flow, the source and the nature of the money is the same.
    """
    alike: dict[object, list[int]] = {}
    for number in numbers:
        alike.setdefault(_common(lines[number]) or number, []).append(number)
    head_of: dict[int, int] = {}
    for members in alike.values():
        members.sort(key=lambda number: _code(lines[number]))
        head = members[0]
        for number in members:
            above, code = _code(lines[head]), _code(lines[number])
            if not code.startswith(above) or bool(above) != bool(code):
                head = number
            head_of[number] = head
    found: dict[int, list[int]] = {}
    for number in numbers:
        found.setdefault(head_of[number], []).append(number)
    return [[head, *(number for number in members if number != head)] for head, members in found.items()]


def _code(line: ComparedLine) -> str:
    return line.coordinates.get("function", "")


def _common(line: ComparedLine) -> object | None:
    """Return what the lines of one group have in common, None of a line that stands alone."""
    amounts = tuple(entry.stated.amount if entry else None for entry in (line.earlier, line.later))
    if line.kind.value not in _KINDS_IN_GROUPS or not any(amounts):
        return None
    rest = frozenset(each for each in line.coordinates.items() if each[0] not in _FREE)
    return line.kind, amounts, rest
