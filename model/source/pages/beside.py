"""A table that a page cuts through its columns becomes one again: the right parts of its rows stand beside the left.

Where its rows go on over pages too, and each page's right part follows its left one, the wholes go on from one another.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import product, takewhile

from model.pattern import pattern
from model.record import dataclass
from model.source.pages.cut_rows import holds_number, is_number
from model.source.pages.joining import UNIT_LINE, PagedTable, names_table

_SAME_HEIGHT = 2.0
_FEWEST_ROWS = 3
_MANY_ROWS = 10
"""Rows before they are taken for the halves of one table; before the same headings over words show it."""
_UNIT = pattern(UNIT_LINE)
_AT_THE_RIGHT = pattern(rf"(?:公开|预算|决算|附件?)?(?:\d{{1,2}}(?:-\d{{1,2}})?表|表\d{{1,2}})$|{UNIT_LINE}")
"""What may stand above the right end of a table: its number, and the unit of its amounts."""


def beside_one_another(tables: Sequence[PagedTable]) -> list[PagedTable]:
    """Return the tables with the right parts of those that a page cut through their columns beside the left ones."""
    joined: list[PagedTable] = []
    cut: list[PagedTable] = []
    for table in tables:
        part = _right_part(joined[-1], table) if joined else None
        if part is None or not part.is_one:
            joined.append(table)
            continue
        part.join()
        if joined[-1] not in cut:
            cut.append(joined[-1])
    wholes: list[PagedTable] = []
    for table in joined:
        page = table.as_page()
        if wholes and wholes[-1] in cut and table in cut and wholes[-1].goes_on(page, table.caption, ()):
            wholes[-1].add(page, table.page - len(table.breaks))
            down = len(wholes[-1].rows) - len(table.rows)
            wholes[-1].breaks += [row + down for row in table.breaks]
            wholes[-1].page = table.page
        else:
            wholes.append(table)
    return wholes


@dataclass
class _RightPart:
    """A table on the page after another, and what it would be beside that.

    `begins` is the row of the left one beside which each of its rows begins, `rows` holds its texts by those rows,
    `labels` counts its first columns, which the left one has too.
    """

    left: PagedTable
    right: PagedTable
    begins: list[int]
    rows: list[list[str]]
    labels: int

    @property
    def is_one(self) -> bool:
        """Whether it is the right part of the rows: it holds more amounts than words below the headings, or nothing.

        A table with the heading of the other's first column over other rows goes on below that, and one with a title
        beside the other's is a table of its own.
        Or its rows are many and under the same headings; these need not be many where the unit, which stands above the
        right end of a table, stands above this part alone.
        """
        mine = self.left.rows
        headings = sum(1 for _ in takewhile(lambda row: not holds_number(row), mine))
        first = {row[0] for row in mine[:headings] if row[0]}
        for row, its in zip(self.rows, mine, strict=True):
            label = row[self.labels]
            if (label in first and label != its[0]) or (names_table(label) and names_table(its[0])):
                return False
        texts = [text for row in self.rows[headings:] for text in row[self.labels :] if text]
        if not texts or sum(map(is_number, texts)) * 2 > len(texts):
            return True
        above = zip(mine[:headings], self.rows, strict=False)
        alike = headings > 0 and all(text in row for row, its in above for text in its if text)
        has_its_unit = bool(self.right.caption) and not any(map(_UNIT.search, self.left.caption))
        return alike and not self.labels and (has_its_unit or len(mine) >= _MANY_ROWS)

    def join(self) -> None:
        """Put it beside the left part, without the columns of labels that it repeats.

        A heading over several columns that the page cut through goes on over those that have none beside it.
        """
        left, right, labels = self.left, self.right, self.labels
        width = len(left.columns) - 1
        left.merges = [
            (top, first, bottom, last + (_blank_from(self.rows[top], labels) if is_cut else 0))
            for top, first, bottom, last in left.merges
            for is_cut in [first < last == width - 1 and not holds_number(left.rows[top])]
        ]
        merged = {(top, first): (bottom, last) for top, first, bottom, last in right.merges}
        below = [*self.begins, len(left.rows)]
        for row, column in product(range(len(right.rows)), range(labels, len(right.columns) - 1)):
            bottom, last = merged.get((row, column), (row, column))
            at = (below[row], column + width - labels)
            end = (below[bottom + 1] - 1, last + width - labels)
            if at != end and right.rows[row][column]:
                left.merges.append((*at, *end))
        for (row, column), inset in right.insets.items():
            if column >= labels:
                left.insets[below[row], column + width - labels] = inset
        for mine, its in zip(left.rows, self.rows, strict=True):
            mine += its[labels:]
        left.caption += right.caption
        shift = left.columns[-1] - right.columns[labels]
        left.columns = [*left.columns, *(column + shift for column in right.columns[labels + 1 :])]


def _right_part(left: PagedTable, right: PagedTable) -> _RightPart | None:
    """Return what a table would be beside another, None where it has a caption or other lines across."""
    if not all(map(_AT_THE_RIGHT.match, right.caption)) or len(left.rows) < _FEWEST_ROWS:
        return None
    begins = _begins(left.lines, right.lines)
    if begins is None or len(begins) != len(right.rows):
        return None
    rows = [[""] * (len(right.columns) - 1) for _ in left.rows]
    for at, row in zip(begins, right.rows, strict=True):
        rows[at] = row
    same = takewhile(
        lambda pair: pair[0] == pair[1] and any(pair[0]),
        zip(zip(*left.rows, strict=True), zip(*rows, strict=True), strict=False),
    )
    return _RightPart(left, right, begins, rows, sum(1 for _ in same))


def _begins(left: Sequence[Sequence[float]], right: Sequence[Sequence[float]]) -> list[int] | None:
    """Return the row beside which each row of a right part begins, by the lines of both on each of their pages.

    None where they do not match: the right part ends with the same line, and has above it some of the left one's.
    """
    if len(left) != len(right):
        return None
    rows: list[int] = []
    down = 0
    for mine, its in zip(left, right, strict=True):
        found = [bisect_left(mine, line - _SAME_HEIGHT) for line in its]
        if found[-1] < len(mine) - 1 or any(
            at == len(mine) or mine[at] > line + _SAME_HEIGHT for at, line in zip(found, its, strict=True)
        ):
            return None
        rows += [down + at for at in found[:-1]]
        down += len(mine) - 1
    return rows


def _blank_from(row: Sequence[str], first: int) -> int:
    """Return how many cells of a row hold nothing, from one of them on."""
    return sum(1 for _ in takewhile(lambda text: not text, row[first:]))
