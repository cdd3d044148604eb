"""The columns of a table without lines: where their texts stand one under another, and where nothing stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from itertools import pairwise
from math import inf

from model.record import dataclass
from model.source.pages.text_rows import Piece, TextRow
from model.source.pages.unruled_heading import HeadingText

_BLANK = 0.2
_SAME_LINE = 0.6
_EMPTY = 2.5
"""Heights of the type: a blank that runs down between two columns; texts of one height; an empty column."""
_AROUND = 0.5
_OUTSIDE = 2.0
"""Points around the texts of a column within a table, and at its sides."""
_SHOWN = 1.5
_LESS = 3
"""Points by which the places of amounts differ before they show where these are set, and how many times less those do
at which they are."""


@dataclass
class _Column:
    """What stands one under another."""

    left: float
    right: float
    pieces: int = 0
    dashes: int = 0
    amounts: list[Piece] = field(default_factory=list)

    def take(self, piece: Piece) -> None:
        """Take another text."""
        self.right = max(self.right, piece.right)
        self.pieces += 1
        self.dashes += piece.is_dash
        if piece.is_amount:
            self.amounts.append(piece)

    def ends_before(self, piece: Piece, blank: float) -> bool:
        """Return whether a text stands in the next column: beyond a blank, however narrow between amount and label."""
        apart = piece.left - self.right
        return apart >= (-_AROUND if self.holds_amounts and not piece.is_amount else blank)

    @property
    def holds_amounts(self) -> bool:
        """Whether most of its texts are amounts, or dashes for none."""
        return 2 * (len(self.amounts) + self.dashes) >= self.pieces

    @property
    def ends_with_amounts(self) -> bool:
        """Whether it holds amounts, which end at its right; dashes alone may stand anywhere in it."""
        return bool(self.amounts) and self.holds_amounts

    @property
    def middle(self) -> float:
        """Where the middles of its amounts stand."""
        return sum(piece.middle for piece in self.amounts) / len(self.amounts)

    @property
    def is_centred(self) -> bool | None:
        """Whether amounts of several widths stand around one middle, not at one right end; None where none show it."""
        if not self.ends_with_amounts:
            return None
        middles, rights = (
            max(places) - min(places)
            for places in ([p.middle for p in self.amounts], [p.right for p in self.amounts])
        )
        if max(middles, rights) <= _SHOWN or max(middles, rights) < _LESS * min(middles, rights):
            return None
        return middles < rights


def column_edges(
    heads: Sequence[HeadingText],
    body: Sequence[TextRow],
    sides: tuple[float, float] | None,
    *,
    centred: bool = False,
) -> list[float]:
    """Return the edges of the columns from left to right; `sides` are those of the table where lines show them.

    Amounts end at the right of their columns, or stand in the middle: as they show, else as `centred` says.
    """
    lowest = _lowest(heads, body[0].size)
    columns = _with_dashes(_columns(body), lowest)
    shown = [column.is_centred for column in columns if column.is_centred is not None]
    centred = 2 * sum(shown) > len(shown) if shown else centred
    first = min([columns[0].left, *(head.span[0] for head in heads)])
    edges = [min(sides[0], first) if sides else first - _OUTSIDE]
    words = [word for row in body for word in row.words]
    for column, following in pairwise(columns):
        edge = column.right + _AROUND
        if not column.ends_with_amounts:
            empty = _empty([edges[-1], following.left], heads, words, lowest)
            edges += [left for left in empty if left <= column.left]
            cut = [head.span[1] for head in heads if head.left < edge < head.span[1] <= following.left]
            left = max(edges[-1], column.left - _OUTSIDE)
            edge = _mirrored(left, column, following, heads) or max([edge, *cut])
        elif centred:
            edge = _right_of_middle(edges[-1], column, following, lowest)
        edges.append(edge)
    last = columns[-1].right + _AROUND
    if centred and columns[-1].ends_with_amounts:
        last = max(last, 2 * columns[-1].middle - edges[-1])
    end = sides[1] if sides else _right_end(last, heads, lowest)
    beyond = columns[-1].holds_amounts and end - last > _EMPTY * body[0].size
    edges += [last, end] if beyond else [max(last, end)]
    return _with_heading(sorted([*edges, *_empty(edges, heads, words, lowest)]), lowest, body)


def _with_heading(edges: list[float], lowest: Sequence[HeadingText], body: Sequence[TextRow]) -> list[float]:
    """Return the edges without those between a heading over nothing and texts beside it that have none.

    Texts between two such headings are those of the one at their left.
    """
    centres = [head.centre for head in lowest]
    middles = [word.middle for row in body if not row.numbers_columns for word in row.words]
    headed, filled = (
        [any(left <= each < right for each in found) for left, right in pairwise(edges)]
        for found in (centres, middles)
    )
    alone = [one and not other for one, other in zip(headed, filled, strict=True)]
    bare = [other and not one for one, other in zip(headed, filled, strict=True)]
    parts: set[int] = set()
    for at in range(1, len(headed)):
        if (alone[at - 1] and bare[at]) or (bare[at - 1] and alone[at] and at - 1 not in parts):
            parts.add(at)
    return [edge for at, edge in enumerate(edges) if at not in parts]


def _right_end(last: float, heads: Sequence[HeadingText], lowest: Sequence[HeadingText]) -> float:
    """Return where a table ends whose last amounts end at a place: right of all headings.

    A heading beyond the amounts stands in the middle of its column.
    """
    end = max([last, *(head.span[1] for head in heads)]) + _OUTSIDE
    beyond = sorted(head.span for head in lowest if head.centre > last)
    if not beyond:
        return end
    left = (beyond[-2][1] + beyond[-1][0]) / 2 if len(beyond) > 1 else last
    return max(end, sum(beyond[-1]) - left)


def _columns(body: Sequence[TextRow]) -> list[_Column]:
    """Return what stands one under another in the rows, but for those that number the columns."""
    columns: list[_Column] = []
    rows = [row for row in body if not row.numbers_columns] or body
    for piece in sorted(word for row in rows for word in row.words):
        if not columns or columns[-1].ends_before(piece, _BLANK * body[0].size):
            columns.append(_Column(piece.left, piece.right))
        columns[-1].take(piece)
    return columns


def _with_dashes(columns: Sequence[_Column], lowest: Sequence[HeadingText]) -> list[_Column]:
    """Return the columns with dashes that have no heading of their own in that of the amounts right of them.

    Amounts end at the right of their column, and dashes may begin at the left: one heading stands over both then.
    """
    joined: list[_Column] = []
    for column in columns:
        before = joined[-1] if joined else column
        begin = joined[-2].right if len(joined) > 1 else 0.0
        own = sum(begin < head.centre < column.right for head in lowest) > 1
        if before.dashes == before.pieces and column.ends_with_amounts and not own:
            column.left = joined.pop().left
            column.dashes += before.dashes
            column.pieces += before.pieces
        joined.append(column)
    return joined


def _mirrored(left: float, column: _Column, following: _Column, heads: Sequence[HeadingText]) -> float | None:
    """Return the right edge of a column of words by its lowest heading, which stands in its middle."""
    for head in sorted(heads, key=lambda head: -head.middle):
        right = 2 * head.centre - left
        if left < head.left and column.right <= right <= following.left + _OUTSIDE:
            return min(right, following.left)
    return None


def _right_of_middle(
    left: float, column: _Column, following: _Column, lowest: Sequence[HeadingText]
) -> float:
    """Return the right edge of a column with amounts in its middle, else the middle of the blank at its right."""
    right = 2 * column.middle - left
    if column.right <= right <= following.left + _OUTSIDE:
        return min(right, following.left)
    ends = [head.span[1] for head in lowest if column.left <= head.centre <= column.right]
    begins = [head.span[0] for head in lowest if head.centre > column.right]
    return (max([column.right, *ends]) + min([following.left, *begins])) / 2


def _empty(
    edges: list[float],
    heads: Sequence[HeadingText],
    words: Sequence[Piece],
    lowest: Sequence[HeadingText],
) -> list[float]:
    """Return the edges of columns that hold no more than a heading, beside another in one column.

    Each stands in the middle of the widest blank between the two headings, in which there is no word.
    """
    more: list[float] = []
    for left, right in pairwise(edges):
        beside = sorted(_span(head, lowest, heads) for head in lowest if left <= head.centre < right)
        for one, other in pairwise(beside):
            more += _widest_blank(one[1], other[0], words)
    return more


def _span(
    head: HeadingText, lowest: Sequence[HeadingText], heads: Sequence[HeadingText]
) -> tuple[float, float]:
    """Return where a heading and those over it alone begin and end, which stand in one middle."""
    others = [other.span for other in lowest if other is not head]
    alone = [
        each.span
        for each in heads
        if abs(each.centre - head.centre) <= _AROUND
        and not any(left < each.span[1] and each.span[0] < right for left, right in others)
    ]
    return min(left for left, _ in [head.span, *alone]), max(right for _, right in [head.span, *alone])


def _widest_blank(left: float, right: float, words: Sequence[Piece]) -> list[float]:
    """Return the middle of the widest blank between two places, none where words fill all between them."""
    blank = (0.0, left)
    for word in sorted(words):
        if word.right > left and word.left < right:
            blank = max(blank, (word.left - left, left))
            left = word.right
    width, begin = max(blank, (right - left, left))
    return [begin + width / 2] if width > 0 else []


def _lowest(heads: Sequence[HeadingText], size: float) -> list[HeadingText]:
    """Return the headings that stand over no other."""
    return [
        head
        for head in heads
        if not any(
            _is_under(other, head, size) or _is_before_next(other, head, heads, size) for other in heads
        )
    ]


def _is_lower(head: HeadingText, other: HeadingText, size: float) -> bool:
    return head.middle - other.middle > _SAME_LINE * size


def _is_under(head: HeadingText, over: HeadingText, size: float) -> bool:
    """Return whether a lower heading stands under a part of another."""
    beside = head.span[0] >= over.span[1] or over.span[0] >= head.span[1]
    return _is_lower(head, over, size) and not beside


def _is_before_next(head: HeadingText, over: HeadingText, heads: Sequence[HeadingText], size: float) -> bool:
    """Return whether a lower heading stands between another and the next of the height of that."""
    level = [each.left for each in heads if abs(each.middle - over.middle) <= _SAME_LINE * size]
    following = min((left for left in level if left > over.left), default=inf)
    return _is_lower(head, over, size) and over.left < head.left < following and over.centre < head.centre
