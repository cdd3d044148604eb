"""Tables by their ruled lines: which cells the lines enclose, and which of them reach over several rows or columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from model.source.pages.lines import Box, Ruling, snapped

_SNAP = 2.5
_GAP = 3.0
_SHORT = 3.0
_APART_LEAST = 1.0
"""Points between the last line of a table and the first of the next: lines nearer than that are one."""
_ROWS_OF_OPEN = 3
"""Lines across that one post must part before it is a table with open sides: an arrow has two."""
_CELLS_MOST = 100_000
_PAIRS_MOST = 4_000_000


class RuledTable:
    """A grid of lines. `rows` and `columns` are the places of its lines; `merges` are by row and column.

    `ruled` tells that the page draws those between its columns.
    """

    def __init__(self, horizontal: list[Ruling], vertical: list[Ruling], *, ruled: bool = True) -> None:
        self.horizontal, self.vertical, self.ruled = horizontal, vertical, ruled
        self.rows = snapped([r.at for r in horizontal] + _ends(vertical), _SNAP)
        self.columns = snapped([r.at for r in vertical] + _ends(horizontal), _SNAP)
        self.height, self.width = len(self.rows) - 1, len(self.columns) - 1
        self.merges: list[tuple[int, int, int, int]] = []
        self._anchors: dict[tuple[int, int], tuple[int, int]] = {}
        if 0 < self.height * self.width <= _CELLS_MOST:
            self._enclose(_Lines(horizontal), _Lines(vertical))

    @property
    def box(self) -> Box:
        """The table's outline."""
        return Box(self.columns[0], self.rows[0], self.columns[-1], self.rows[-1])

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Return the row and column of the cell around a point, of the upper left one in a merge."""
        row, column = bisect_right(self.rows, y) - 1, bisect_right(self.columns, x) - 1
        if 0 <= row < self.height and 0 <= column < self.width:
            return self._anchors.get((row, column), (row, column))
        return None

    def cells(self) -> Iterator[tuple[int, int, int, int]]:
        """Yield the extent of every cell: top, left, bottom, right."""
        yield from self.merges
        for row in range(self.height):
            for column in range(self.width):
                top, left = self._anchors.get((row, column), (row, column))
                if (top, left) == (row, column) and not self._is_merged(row, column):
                    yield row, column, row, column

    def _is_merged(self, row: int, column: int) -> bool:
        beside = self._anchors.get((row, column + 1)), self._anchors.get((row + 1, column))
        return (row, column) in beside

    def _enclose(self, horizontal: _Lines, vertical: _Lines) -> None:
        """Merge each cell with those beside and below it that no line parts from it, into rectangles."""
        taken: set[tuple[int, int]] = set()
        for row in range(self.height):
            for column in range(self.width):
                if (row, column) not in taken:
                    right = self._reach_right(row, column, vertical, taken)
                    bottom = self._reach_down(row, column, right, horizontal, vertical)
                    self._take(row, column, bottom, right, taken)

    def _reach_right(self, row: int, column: int, vertical: _Lines, taken: set[tuple[int, int]]) -> int:
        while (
            column + 1 < self.width
            and (row, column + 1) not in taken
            and not vertical.part(self.columns[column + 1], self.rows[row], self.rows[row + 1])
        ):
            column += 1
        return column

    def _reach_down(self, row: int, left: int, right: int, horizontal: _Lines, vertical: _Lines) -> int:
        while row + 1 < self.height:
            y, top, bottom = self.rows[row + 1], self.rows[row + 1], self.rows[row + 2]
            spans = range(left, right + 1)
            if any(horizontal.part(y, self.columns[c], self.columns[c + 1]) for c in spans):
                return row
            if any(vertical.part(self.columns[c], top, bottom) for c in range(left + 1, right + 1)):
                return row
            row += 1
        return row

    def _take(self, top: int, left: int, bottom: int, right: int, taken: set[tuple[int, int]]) -> None:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                taken.add((row, column))
                self._anchors[row, column] = (top, left)
        if (top, left) != (bottom, right):
            self.merges.append((top, left, bottom, right))


class _Lines:
    """Lines of one direction, to be asked whether one of them runs between two cells."""

    def __init__(self, rules: list[Ruling]) -> None:
        self._rules = sorted(rules)
        self._places = [rule.at for rule in self._rules]

    def part(self, at: float, start: float, end: float) -> bool:
        """Return whether a line at that place covers most of the way from start to end."""
        middle = (start + end) / 2
        first = bisect_right(self._places, at - _SNAP - _GAP)
        for rule in self._rules[first:]:
            if rule.at > at + _SNAP + _GAP:
                return False
            if (
                rule.start - _GAP <= middle <= rule.end + _GAP
                and min(rule.end, end) - max(rule.start, start) > (end - start) / 2
            ):
                return True
        return False


def _ends(rules: list[Ruling]) -> list[float]:
    """Return where the longest lines begin and end: a table may go without its outer lines."""
    if not rules:
        return []
    return [min(rule.start for rule in rules), max(rule.end for rule in rules)]


def joined(rules: list[Ruling]) -> list[Ruling]:
    """Return the lines with pieces of one line put together, and without specks."""
    places = snapped((rule.at for rule in rules), _SNAP)
    by_place: dict[float, list[Ruling]] = {place: [] for place in places}
    for rule in rules:
        nearest = min(places[max(0, bisect_right(places, rule.at) - 1) :][:2], key=lambda p: abs(p - rule.at))
        by_place[nearest].append(rule)
    lines: list[Ruling] = []
    for place, pieces in by_place.items():
        start, end = float("inf"), float("-inf")
        for piece in sorted(pieces, key=lambda rule: rule.start):
            if piece.start > end + _GAP:
                lines.append(Ruling(place, start, end))
                start, end = piece.start, piece.end
            end = max(end, piece.end)
        lines.append(Ruling(place, start, end))
    return [line for line in lines if line.end - line.start >= _SHORT]


def ruled_tables(horizontal: list[Ruling], vertical: list[Ruling]) -> list[RuledTable]:
    """Return the tables that the lines of a page enclose, from the top down."""
    tables: list[RuledTable] = []
    for some, others in _bands(horizontal, vertical):
        across, down = joined(some), joined(others)
        if len(across) * len(down) <= _PAIRS_MOST:
            groups = (group for group in _connected(across, down) if _enclose(*group))
            tables += (RuledTable(*group) for group in groups)
    return sorted((t for t in tables if t.width > 0 and t.height > 0), key=lambda table: table.box.top)


def _bands(horizontal: list[Ruling], vertical: list[Ruling]) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """Yield the lines of a page between the places where one table ends and another begins right below it.

    There the last line of the one and the first of the other stand so near that they would be one; no post goes
    through, and the posts above are not those below.
    """
    cuts = list(_cuts(horizontal, vertical))
    for top, bottom in pairwise([float("-inf"), *cuts, float("inf")]):
        yield (
            [rule for rule in horizontal if top < rule.at <= bottom],
            [rule for rule in vertical if top < (rule.start + rule.end) / 2 <= bottom],
        )


def _cuts(horizontal: list[Ruling], vertical: list[Ruling]) -> Iterator[float]:
    extents: dict[float, Ruling] = {}
    for rule in horizontal:
        known = extents.get(round(rule.at, 1), rule)
        extents[round(rule.at, 1)] = Ruling(rule.at, min(known.start, rule.start), max(known.end, rule.end))
    if len(extents) * len(vertical) > _PAIRS_MOST:
        return
    for upper, lower in pairwise(extents[at] for at in sorted(extents)):
        if not _APART_LEAST < lower.at - upper.at <= _GAP + _APART_LEAST:
            continue
        if abs(upper.start - lower.start) > _GAP or abs(upper.end - lower.end) > _GAP:
            continue
        middle = (upper.at + lower.at) / 2
        within = [post for post in vertical if upper.start - _GAP <= post.at <= upper.end + _GAP]
        if any(
            post.start < upper.at - _APART_LEAST and post.end > lower.at + _APART_LEAST for post in within
        ):
            continue
        above = snapped((post.at for post in within if 0 <= middle - post.end <= _GAP), _SNAP)
        below = snapped((post.at for post in within if 0 <= post.start - middle <= _GAP), _SNAP)
        if above and below and not _are_alike(above, below):
            yield middle


def _are_alike(some: list[float], others: list[float]) -> bool:
    return len(some) == len(others) and all(
        abs(one - other) <= _SNAP for one, other in zip(some, others, strict=True)
    )


def lone_lines(horizontal: list[Ruling]) -> list[Ruling]:
    """Return lines across that stand by themselves, from the top down; pieces of one line are one."""
    return sorted(joined(horizontal))


def _enclose(across: list[Ruling], down: list[Ruling]) -> bool:
    """Return whether connected lines make a table: its sides may be open, so that one post parts its two columns."""
    return len(across) > 1 and len(down) > (1 if len(across) < _ROWS_OF_OPEN else 0)


def _connected(across: list[Ruling], down: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Return the lines in groups that touch one another."""
    group_of = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while group_of[index] != index:
            group_of[index] = group_of[group_of[index]]
            index = group_of[index]
        return index

    for i, line in enumerate(across):
        for j, post in enumerate(down, start=len(across)):
            if (
                line.start - _GAP <= post.at <= line.end + _GAP
                and post.start - _GAP <= line.at <= post.end + _GAP
            ):
                group_of[root(i)] = root(j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for i, line in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(line)
    for j, post in enumerate(down, start=len(across)):
        groups.setdefault(root(j), ([], []))[1].append(post)
    return list(groups.values())
