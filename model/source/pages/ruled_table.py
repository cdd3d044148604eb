"""Tables by their ruled lines: which cells the lines enclose, and which of them reach over several rows or columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from model.source.pages.lines import Box, Ruling, snapped

_SNAP = 2.5
_GAP = 3.0
_SHORT = 3.0
_DOUBLE = 1.0
"""Points at least between the last line of a table and the first of one right below it."""
_NEXT_LEVELS = 3
"""Lines across below another that show how wide a table is there: some part only a few of its columns."""
_POSTS_OF_TABLE = 2
_ROWS_OF_TABLE = 3
"""Posts between columns, and how many rows they part, that show a table right below another."""
_OFF = 0.7
"""Points by which a post may stand to the side of the one above it and still be one with it."""
_ROWS_OF_OPEN = 3
"""Lines across that one post must part before it is a table with open sides: an arrow has two."""
_CELLS_MOST = 100_000
_PAIRS_MOST = 4_000_000


class RuledTable:
    """A grid of lines. `rows` and `columns` are the places of its lines; `merges` are by row and column.

    `ruled` means that the page draws those between its columns, `rows_ruled` those between its rows.
    """

    def __init__(
        self,
        horizontal: list[Ruling],
        vertical: list[Ruling],
        *,
        ruled: bool = True,
        rows_ruled: bool = True,
    ) -> None:
        self.horizontal, self.vertical = horizontal, vertical
        self.ruled, self.rows_ruled = ruled, rows_ruled
        self.rows = snapped([r.at for r in horizontal] + _ends(vertical), _SNAP)
        self.columns = snapped([r.at for r in vertical] + _ends(horizontal), _SNAP)
        self.height, self.width = len(self.rows) - 1, len(self.columns) - 1
        self.merges: list[tuple[int, int, int, int]] = []
        self._anchors: dict[tuple[int, int], tuple[int, int]] = {}
        if 0 < self.height * self.width <= _CELLS_MOST:
            self._enclose(_Lines(horizontal, self.rows), _Lines(vertical, self.columns))

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
    """Lines of one direction, each at the nearest of some places, to be asked whether one runs between two cells."""

    def __init__(self, rules: list[Ruling], places: list[float]) -> None:
        self._at: dict[float, list[Ruling]] = {}
        for rule in rules:
            self._at.setdefault(_nearest(places, rule.at), []).append(rule)

    def part(self, place: float, start: float, end: float) -> bool:
        """Return whether a line at that place covers most of the way from start to end."""
        middle = (start + end) / 2
        return any(
            rule.start - _GAP <= middle <= rule.end + _GAP
            and min(rule.end, end) - max(rule.start, start) > (end - start) / 2
            for rule in self._at.get(place, ())
        )


def _nearest(places: list[float], at: float) -> float:
    """Return the nearest of some places in order."""
    behind = bisect_right(places, at)
    return min(places[max(0, behind - 1) : behind + 1], key=lambda place: abs(place - at))


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
        by_place[_nearest(places, rule.at)].append(rule)
    lines = [_line(run) for pieces in by_place.values() for run in _runs(pieces)]
    return [line for line in lines if line.end - line.start >= _SHORT]


def _runs(pieces: list[Ruling]) -> Iterator[list[Ruling]]:
    """Yield the pieces of one place that lie one upon or behind another, apart where the next stands to the side."""
    run: list[Ruling] = []
    end = float("-inf")
    for piece in sorted(pieces, key=lambda rule: rule.start):
        aside = piece.start > end - _GAP and not any(abs(piece.at - other.at) <= _OFF for other in run)
        if run and (piece.start > end + _GAP or aside):
            yield run
            run = []
        run.append(piece)
        end = max(end, piece.end) if len(run) > 1 else piece.end
    yield run


def _line(run: list[Ruling]) -> Ruling:
    places = [piece.at for piece in run]
    return Ruling(
        (min(places) + max(places)) / 2, min(piece.start for piece in run), max(piece.end for piece in run)
    )


def ruled_tables(horizontal: list[Ruling], vertical: list[Ruling]) -> list[RuledTable]:
    """Return the tables that the lines of a page enclose, from the top down."""
    across, down = joined(horizontal), joined(vertical)
    if len(across) * len(down) > _PAIRS_MOST:
        return []
    doubled = [
        (upper + lower) / 2
        for upper, lower in pairwise(sorted({rule.at for rule in horizontal}))
        if _DOUBLE <= lower - upper <= _GAP + _DOUBLE
    ]
    groups = (group for group in _connected(across, down) if _enclose(*group))
    parts = [part for group in groups for part in _apart(*group, doubled)]
    tables = [RuledTable(*part) for part in parts if _enclose(*part)]
    return sorted((t for t in tables if t.width > 0 and t.height > 0), key=lambda table: table.box.top)


def _apart(
    across: list[Ruling], down: list[Ruling], doubled: list[float]
) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """Yield the lines of tables that stand one right below the other, each with those of its own.

    `doubled` are the places between lines across that nearly touch.
    """
    cuts = list(_cuts(across, down, doubled))
    for top, bottom in pairwise([float("-inf"), *cuts, float("inf")]):
        posts = [
            Ruling(post.at, max(post.start, top), min(post.end, bottom))
            for post in down
            if min(post.end, bottom) - max(post.start, top) > _GAP
        ]
        inside = [rule for rule in across if top + _SNAP < rule.at < bottom - _SNAP]
        sides = [post.at for post in posts] + _ends(inside)
        shared = [
            Ruling(rule.at, max(rule.start, min(sides)), min(rule.end, max(sides)))
            for rule in across
            if sides and min(abs(rule.at - top), abs(rule.at - bottom)) <= _SNAP
        ]
        yield [*inside, *(rule for rule in shared if rule.end > rule.start)], posts


def _cuts(across: list[Ruling], down: list[Ruling], doubled: list[float]) -> Iterator[float]:
    """Yield the places of lines below which another table begins: one that is as wide as another, or other columns.

    A table that goes without some of its outer lines is one: all other posts go through. A form has other columns below
    some lines too: those of another table begin below a doubled line or rows of one cell, or part several rows below
    one that has such too.
    """
    levels = snapped((rule.at for rule in across), _SNAP)
    if len(levels) * (len(across) + len(down)) > _PAIRS_MOST:
        return
    top = levels[0]
    for number, at in enumerate(levels[1:-1], start=1):
        lowest = levels[min(number + _NEXT_LEVELS, len(levels) - 1)]
        upper = _ends([rule for rule in across if top - _SNAP <= rule.at < at - _SNAP])
        lower = _ends([rule for rule in across if at + _SNAP < rule.at <= lowest + _SNAP])
        beside = [post for post in down if post.start <= at + _GAP and post.end >= at - _GAP]
        above = sorted(post.at for post in beside if post.start < at - _GAP)
        below = sorted(post.at for post in beside if post.end > at + _GAP)
        is_as_wide = _are_alike(upper, lower) or _are_alike(above[:1] + above[-1:], below[:1] + below[-1:])
        through = sum(post.start < at - _GAP and post.end > at + _GAP for post in beside)
        is_one = through == min(len(above), len(below)) and 2 * through > max(len(above), len(below))
        if not (is_as_wide or is_one) or _changes_columns(down, beside, at, levels[number - 1], doubled):
            yield at
            top = at


def _changes_columns(
    down: list[Ruling], beside: list[Ruling], at: float, above: float, doubled: list[float]
) -> bool:
    """Return whether no post between columns goes through a line, and the next below are not among those above.

    Most of those above part more than the one row that begins at the line `above`. A form is no table of many columns
    that all go down several rows. Of all posts `down` those `beside` reach the line.
    """
    if not beside:
        return False
    left, right = min(post.at for post in beside), max(post.at for post in beside)
    upper = [post for post in beside if left + _SNAP < post.at < right - _SNAP and post.start < at - _GAP]
    tall = [post for post in upper if post.start < above - _GAP]
    if 2 * len(tall) <= len(upper) or any(post.end > at + _GAP for post in upper):
        return False
    begun = [post for post in down if post.start >= at - _GAP and left + _SNAP < post.at < right - _SNAP]
    first = min((post.start for post in begun), default=at)
    others = [post for post in begun if post.start <= first + _GAP and not _is_among(post, upper)]
    if not others:
        return False
    if first > at + _GAP or any(abs(at - each) <= _SNAP for each in doubled):
        return True
    high = _ROWS_OF_TABLE * (at - above)
    return all(
        sum(post.end - post.start >= high for post in posts) >= _POSTS_OF_TABLE for posts in (upper, others)
    )


def _are_alike(some: list[float], others: list[float]) -> bool:
    return len(some) == len(others) and all(
        abs(one - other) <= _SNAP for one, other in zip(some, others, strict=True)
    )


def _is_among(post: Ruling, others: list[Ruling]) -> bool:
    return any(abs(post.at - other.at) <= _SNAP for other in others)


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
