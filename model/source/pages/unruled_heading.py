"""The heading of a table without lines: which of its texts stands over one column, and which over several."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from model.record import dataclass
from model.source.pages.lines import Ruling
from model.source.pages.text_rows import Piece, TextRow

_WRAPPED = 1.45
"""Heights of the type between two lines of one heading."""
_TWO_LINES = 2
_LEVEL = 0.6
_BELOW_MIDDLE = 0.3
_OFF_MIDDLE = 1.5
_SAME_HEIGHT = 1.0
_BESIDE = 2.0
_MOST_BESIDE = 6
"""Headings beside one another in one run of columns whose places are tried."""


@dataclass
class HeadingText:
    """A heading, over one line or several."""

    pieces: list[tuple[TextRow, Piece]]

    @property
    def size(self) -> float:
        """Height of its type."""
        return self.pieces[0][0].size

    def column(self, edges: Sequence[float]) -> int:
        """Return the column that its middle stands over."""
        return max(0, min(sum(edge <= self.centre for edge in edges) - 1, len(edges) - 2))

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.top + self.bottom) / 2

    @property
    def left(self) -> float:
        """Where its leftmost line begins."""
        return min(piece.left for _, piece in self.pieces)

    @property
    def span(self) -> tuple[float, float]:
        """Where it begins and ends."""
        return self.left, max(piece.right for _, piece in self.pieces)

    @property
    def centre(self) -> float:
        """Where its middle stands over the columns."""
        return sum(self.span) / 2

    @property
    def top(self) -> float:
        """Height of its upper edge."""
        return self.pieces[0][0].top

    @property
    def bottom(self) -> float:
        """Height of its lower edge."""
        return self.pieces[-1][0].bottom


def heading_rules(
    texts: Sequence[HeadingText], edges: Sequence[float], top: float, bottom: float
) -> tuple[list[Ruling], list[Ruling]] | None:
    """Return the lines around the headings of columns whose edges are known, across and down.

    A heading stands over several columns where theirs begin below it; one that stands over its column alone stands
    in the middle of the height that is left to it. None where a heading does not stand within its columns.
    """
    leaves, over = _leaves(texts, edges)
    size = texts[0].size
    across = [Ruling(top, edges[0], edges[-1])]
    starts = [top] * len(leaves)
    posts = [top] * len(edges)
    for level in _levels(over, size):
        middle = (min(starts[text.column(edges)] for text in level) + bottom) / 2 + _BELOW_MIDDLE * size
        heads = {text.column(edges) for text in level}
        below = [
            leaf is not None and (leaf.middle > middle or column in heads)
            for column, leaf in enumerate(leaves)
        ]
        under = _under(level, leaves)
        for first, last in _stretches(below):
            here = [text for text in level if first <= text.column(edges) <= last]
            spans = _spans_by_left(here, first, last, leaves) or _spans(here, first, last, edges)
            if not _fit(here, spans, edges):
                return None
            if all(_is_wrapped(text, leaves, span) for text, span in zip(here, spans, strict=True)):
                continue
            for left, right in spans:
                posts[left + 1 : right + 1] = [under] * (right - left)
            across.append(Ruling(under, edges[first], edges[last + 1]))
            starts[first : last + 1] = [under] * (last + 1 - first)
    alone = [(leaf, (column, column)) for column, leaf in enumerate(leaves) if leaf]
    if not _fit([leaf for leaf, _ in alone], [span for _, span in alone], edges):
        return None
    return across, [Ruling(edge, start, bottom) for edge, start in zip(edges, posts, strict=True)]


def _is_wrapped(text: HeadingText, leaves: Sequence[HeadingText | None], span: tuple[int, int]) -> bool:
    """Return whether a heading over one column is the first line of the one below it."""
    leaf = leaves[span[0]]
    return span[0] == span[1] and leaf is not None and _goes_on(text, *leaf.pieces[0])


def _under(level: Sequence[HeadingText], leaves: Sequence[HeadingText | None]) -> float:
    """Return the height between headings and those below them."""
    bottom = max(text.bottom for text in level)
    below = min((leaf.top for leaf in leaves if leaf and leaf.top > bottom), default=bottom)
    return (bottom + below) / 2


def _fit(texts: Sequence[HeadingText], spans: Sequence[tuple[int, int]], edges: Sequence[float]) -> bool:
    """Return whether each heading stands within its columns."""
    return len(texts) == len(spans) and all(
        edges[first] - _BESIDE <= text.span[0] and text.span[1] <= edges[last + 1] + _BESIDE
        for text, (first, last) in zip(texts, spans, strict=True)
    )


def _spans(
    texts: Sequence[HeadingText], first: int, last: int, edges: Sequence[float]
) -> list[tuple[int, int]]:
    """Return over which columns of a stretch each heading stands, none where that is not clear.

    A heading stands in the middle of its columns, or where no cells are joined over the first of them.
    """
    if not texts:
        return []
    if len(texts) <= _MOST_BESIDE:
        choices = [
            _between([first, *cuts, last + 1])
            for cuts in combinations(range(first + 1, last + 1), len(texts) - 1)
        ]
        several = [spans for spans in choices if all(one < other for one, other in spans)]
        for some in (several, choices):
            best = min(some, key=lambda spans: _away(texts, spans, edges), default=None)
            if best is not None and _away(texts, best, edges) <= _OFF_MIDDLE * texts[0].size:
                return best
            if _stand_over_one(texts, edges):
                break
    return [(text.column(edges),) * 2 for text in texts] if _stand_over_one(texts, edges) else []


def _spans_by_left(
    texts: Sequence[HeadingText], first: int, last: int, leaves: Sequence[HeadingText | None]
) -> list[tuple[int, int]]:
    """Return over which columns of a stretch headings stand that begin where the first of those below them does.

    None where they stand in the middle of those instead.
    """
    starts: list[int] = []
    is_aside = False
    for text in texts:
        below = [
            (column, leaf)
            for column, leaf in enumerate(leaves[first : last + 1], start=first)
            if leaf and abs(text.left - leaf.left) <= _BESIDE
        ]
        starts += [column for column, _ in below]
        is_aside |= any(abs(text.centre - leaf.centre) > _BESIDE for _, leaf in below)
    fits = is_aside and len(starts) == len(texts) and starts[:1] == [first]
    return _between([*starts, last + 1]) if fits else []


def _stand_over_one(texts: Sequence[HeadingText], edges: Sequence[float]) -> bool:
    """Return whether each heading stands within one column, in the middle of it."""
    spans = [(text.column(edges),) * 2 for text in texts]
    return _fit(texts, spans, edges) and _away(texts, spans, edges) <= _OFF_MIDDLE * texts[0].size


def _away(texts: Sequence[HeadingText], spans: Sequence[tuple[int, int]], edges: Sequence[float]) -> float:
    """Return how far at most a heading stands from the middle of its columns."""
    return max(
        abs(text.centre - (edges[first] + edges[last + 1]) / 2)
        for text, (first, last) in zip(texts, spans, strict=True)
    )


def _between(bounds: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first and last column between each bound and the next."""
    return [(one, other - 1) for one, other in pairwise(bounds)]


def _stretches(below: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the runs of columns that stand below a heading, first and last."""
    found: list[tuple[int, int]] = []
    for column, one in enumerate(below):
        if one and found and found[-1][1] == column - 1:
            found[-1] = (found[-1][0], column)
        elif one:
            found.append((column, column))
    return found


def readings_of(heads: Sequence[TextRow]) -> list[list[HeadingText]]:
    """Return the headings as they may be read, the likeliest first: each with the lines over which it is broken.

    What stands at the very height of headings of one line is hardly the second line of another, but a heading below it.
    """
    wrapped: list[HeadingText] = []
    for row in heads:
        for piece in row.words:
            above = next((text for text in wrapped if _goes_on(text, row, piece)), None)
            if above is None:
                wrapped.append(HeadingText([(row, piece)]))
            else:
                above.pieces.append((row, piece))
    begin = [text.pieces[0] for text in wrapped if len(text.pieces) == 1]
    apart = [part for text in wrapped for part in _levels_of(text, begin)]
    single = [HeadingText([(row, piece)]) for row in heads for piece in row.words]
    return [apart, wrapped, single] if heads else [[]]


def _levels_of(text: HeadingText, begin: Sequence[tuple[TextRow, Piece]]) -> list[HeadingText]:
    beside = (piece for row, piece in begin if row is text.pieces[-1][0])
    if len(text.pieces) == _TWO_LINES and any(
        abs(piece.top - text.pieces[1][1].top) <= _SAME_HEIGHT for piece in beside
    ):
        return [HeadingText([piece]) for piece in text.pieces]
    return [text]


def _goes_on(text: HeadingText, row: TextRow, piece: Piece) -> bool:
    """Return whether a piece is the next line of a heading: close below it, in its middle or under its beginning."""
    _, last = text.pieces[-1]
    near = 0 < piece.top - last.top < _WRAPPED * row.size
    begins = abs(piece.left - last.left) <= _LEVEL * row.size
    return near and (begins or abs(piece.middle - last.middle) <= _LEVEL * row.size)


def _leaves(
    texts: Sequence[HeadingText], edges: Sequence[float]
) -> tuple[list[HeadingText | None], list[HeadingText]]:
    """Return for each column the lowest heading that stands within it, and the headings above those."""
    leaves: list[HeadingText | None] = [None] * (len(edges) - 1)
    for text in texts:
        column = text.column(edges)
        other = leaves[column]
        if other is None or other.middle < text.middle:
            leaves[column] = text
    over = [text for text in texts if not any(text is leaf for leaf in leaves)]
    return leaves, over


def _levels(over: Sequence[HeadingText], size: float) -> list[list[HeadingText]]:
    """Return the headings over several columns by their height, from the top down, each level from the left."""
    levels: list[list[HeadingText]] = []
    for text in sorted(over, key=lambda text: text.middle):
        if levels and text.middle - levels[-1][0].middle < _LEVEL * size:
            levels[-1].append(text)
        else:
            levels.append([text])
    return [sorted(level, key=lambda text: text.centre) for level in levels]
