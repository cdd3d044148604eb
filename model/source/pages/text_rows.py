"""Lines of text that stand as rows of a table: their pieces, the amounts among these, and which lines make one row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, dropwhile, pairwise
from math import inf
from typing import NamedTuple

from model.numbering import ITEM, either_width
from model.pattern import pattern
from model.source.pages.lines import Glyph, line_of, rows_of
from model.source.pages.words import AMOUNT, DASH, DIGITS, pieces_of, words_of

_NUMBER = pattern(r"\d{1,3}")
_MARK = pattern(r"1|\*+|[栏行列]\s*次")
_NEAR = 0.75
_WRAPPED = 1.45
"""Share of the way between two rows of amounts, and heights of the type, within which a line of words belongs to
one of them."""
_WRAPPED_WIDE = 1.75
_APART = 1.5
_ALIKE = 1.05
"""Heights of the type within which a label may go on where rows stand so many times farther apart, and how much the
ways between the lines of labels differ."""
_ITEM = pattern(either_width(ITEM))
_SMALL_TYPE = 4.0
_SAME_PLACE = 1.5
_DECIMALS = pattern(r"\.\d+[)）]?$")
_NOT_IN_WORDS = pattern(rf"-|—+|\d+|[-(（]?(?:{DIGITS})%?[)）]?")
_FEWEST_COUNTED = 3
_YEAR_ALONE = pattern(r"(?:19|20)\d\d")


class Piece(NamedTuple):
    """Characters of a line that stand together; `top` is the height of the first.

    `is_whole_amount` is set where a whole number is an amount: see `with_whole_amounts`.
    """

    left: float
    right: float
    text: str
    top: float = 0.0
    is_whole_amount: bool = False

    @property
    def is_amount(self) -> bool:
        """Whether it is an amount with decimals, in groups of three digits, or of whole units."""
        return self.is_whole_amount or AMOUNT.fullmatch(self.text) is not None

    @property
    def is_number(self) -> bool:
        """Whether it is a short number, as those of columns are."""
        return _NUMBER.fullmatch(self.text) is not None

    @property
    def is_dash(self) -> bool:
        """Whether it is a dash, which stands for no amount."""
        return DASH.fullmatch(self.text) is not None

    @property
    def middle(self) -> float:
        """Where its middle is."""
        return (self.left + self.right) / 2


class TextRow(NamedTuple):
    """A line of text in its pieces and in its words, from left to right; `size` is the height of its type."""

    top: float
    bottom: float
    size: float
    pieces: tuple[Piece, ...]
    words: tuple[Piece, ...]

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.top + self.bottom) / 2

    @property
    def amounts(self) -> int:
        """How many of its pieces are amounts of money."""
        return sum(piece.is_amount and not piece.text.endswith("%") for piece in self.pieces)

    @property
    def numbers_columns(self) -> bool:
        """Whether its numbers count upwards, as those of the columns do; a lone one is the first."""
        numbers = [int(piece.text) for piece in self.pieces if piece.is_number]
        if len(numbers) == 1:
            return numbers == [1] and all(_MARK.fullmatch(piece.text) for piece in self.pieces)
        return bool(numbers) and all(after == before + 1 for before, after in pairwise(numbers))

    @property
    def is_row(self) -> bool:
        """Whether it holds the amounts of a row, or what stands for nothing, or the numbers of columns."""
        words = [piece for piece in self.pieces if not piece.is_dash]
        nothing = len(words) < len(self.pieces) and not all(piece.is_number for piece in words)
        return self.amounts > 0 or nothing or self.numbers_columns


class TextEdges(NamedTuple):
    """Where the texts of a table's rows begin and end, the edges of its columns, and the words of its first rows."""

    lefts: tuple[float, ...]
    rights: tuple[float, ...]
    columns: tuple[float, ...] = ()
    first_words: frozenset[str] = frozenset()

    def fit(self, row: TextRow) -> bool:
        """Return whether each piece of a line begins or ends where texts of the table do; a lone one begins there.

        An amount may stand in the middle of its column, as those of the table do.
        """
        middles = [(left + right) / 2 for left, right in zip(self.lefts, self.rights, strict=True)]
        return all(
            _is_near(piece.left, self.lefts)
            or (len(row.pieces) > 1 and _is_near(piece.right, self.rights))
            or (len(row.pieces) > 1 and piece.is_amount and _is_near(piece.middle, middles))
            for piece in row.pieces
        )

    def repeats(self, row: TextRow) -> bool:
        """Return whether each word of a line is one of the table's first rows, as of headings that a page repeats."""
        return all(word.text in self.first_words for word in row.words)

    def repeats_most_of(self, rows: Sequence[TextRow]) -> bool:
        """Return whether most words of the last of some lines, and of all, are those of the table's first rows.

        A line of a single word shows nothing.
        """
        words = [[word.text in self.first_words for word in row.words] for row in rows]
        known = sum(words[-1])
        return known > 1 and all(2 * sum(each) > len(each) for each in (words[-1], list(chain(*words))))

    def hold(self, rows: Iterable[TextRow]) -> bool:
        """Return whether the first row with amounts stands as those of the table, and each word within a column."""
        data = [row for row in rows if row.is_row]
        return all(map(self.fit, data[:1])) and all(
            any(
                left - _SAME_PLACE <= word.left and word.right <= right + _SAME_PLACE
                for left, right in pairwise(self.columns)
            )
            for row in data
            for word in row.words
        )

    def are_headed(self, heads: Sequence[TextRow]) -> bool:
        """Return whether a word of some lines stands, at least in part, over each of the columns."""
        words = [word for row in heads for word in row.words]
        return all(
            any(word.left < right and left < word.right for word in words)
            for left, right in pairwise(self.columns)
        )


def edges_of(rows: Iterable[TextRow]) -> TextEdges:
    """Return where the pieces of some lines begin and end."""
    pieces = [piece for row in rows for piece in row.pieces]
    return TextEdges(tuple(piece.left for piece in pieces), tuple(piece.right for piece in pieces))


def _is_near(place: float, places: Iterable[float]) -> bool:
    return any(abs(place - other) <= _SAME_PLACE for other in places)


def text_rows(glyphs: Iterable[Glyph]) -> list[TextRow]:
    """Return characters as lines in pieces, from the top down."""
    rows = []
    for glyphs_of_row in rows_of(glyphs):
        line = line_of(glyphs_of_row)
        size = max(line.size, _SMALL_TYPE)
        words = words_of(glyphs_of_row, size)
        pieces = tuple(map(_piece, pieces_of(words, size)))
        rows.append(TextRow(line.top, line.bottom, size, pieces, tuple(map(_piece, words))))
    return rows


def with_whole_amounts(rows: Sequence[TextRow]) -> list[TextRow]:
    """Return lines with the numbers behind their first words as amounts, if no amount has decimals.

    Years and the numbers of columns and of rows are none.
    """
    if any(piece.is_amount and _DECIMALS.search(piece.text) for row in rows for piece in row.pieces):
        return list(rows)
    around = zip([None, *rows[:-1]], rows, [*rows[1:], None], strict=False)
    numbers = [
        [] if row.numbers_columns else _behind_label(row, above, below) for above, row, below in around
    ]
    numbers = [
        [word for word in words if word.text.isdecimal() and not _YEAR_ALONE.fullmatch(word.text)]
        for words in numbers
    ]
    of_rows = _numbers_of_rows(word for words in numbers for word in words)
    return [
        _with_amounts(row, {word[:2] for word in words if word not in of_rows})
        for row, words in zip(rows, numbers, strict=True)
    ]


def _behind_label(row: TextRow, above: TextRow | None, below: TextRow | None) -> list[Piece]:
    """Return the words of a line from the first that is no number, or what is right of a label broken around it."""
    behind = list(dropwhile(lambda word: _NOT_IN_WORDS.fullmatch(word.text), row.words))
    if behind or above is None or below is None:
        return behind
    first, last = above.pieces[0], below.pieces[0]
    is_near = max(row.middle - above.middle, below.middle - row.middle) < _WRAPPED * row.size
    is_broken = len(above.pieces) == len(below.pieces) == 1 and abs(first.left - last.left) <= _SAME_PLACE
    return [word for word in row.words if word.left > first.right] if is_near and is_broken else []


def _numbers_of_rows(numbers: Iterable[Piece]) -> set[Piece]:
    """Return the numbers that count the rows: one under another, each one more than the last."""
    under: dict[tuple[str, int], list[Piece]] = defaultdict(list)
    for number in numbers:
        under["middle", round(number.middle)].append(number)
        under["right", round(number.right)].append(number)
    counted: set[Piece] = set()
    for column in under.values():
        run = column[:1]
        for before, after in pairwise(column):
            run = [*run, after] if int(after.text) == int(before.text) + 1 else [after]
            counted.update(run if len(run) >= _FEWEST_COUNTED else ())
    return counted


def _with_amounts(row: TextRow, places: set[tuple[float, float]]) -> TextRow:
    """Return a line with what stands at some places as amounts."""
    pieces, words = (
        tuple(piece._replace(is_whole_amount=piece[:2] in places) for piece in each)
        for each in (row.pieces, row.words)
    )
    return row._replace(pieces=pieces, words=words)


def _piece(glyphs: list[Glyph]) -> Piece:
    return Piece(glyphs[0].left, glyphs[-1].right, line_of(glyphs).text, glyphs[0].top)


def rows_apart(rows: Sequence[TextRow]) -> list[list[TextRow]]:
    """Return lines in groups that make one row of a table each: a row holds at most one line with amounts.

    A line of words alone belongs to the nearer of its neighbours where that stands closer than rows do. Beside the only
    row of amounts it belongs to that where each of its words has the column to itself.
    """
    holds = [row.is_row for row in rows]
    data = [row for row, one in zip(rows, holds, strict=True) if one]
    lone = data[0] if len(data) == 1 else None
    pitch = min((after.middle - before.middle for before, after in pairwise(data)), default=0.0)
    gaps = [after.middle - before.middle for before, after in pairwise(rows)]
    joined = [False] * len(gaps)
    for index, one in enumerate(holds):
        if one:
            continue
        beside = [at for at in (index - 1, index) if 0 <= at < len(gaps)]
        nearest = min(beside, key=lambda at: gaps[at], default=None)
        far = inf if lone and not _stand_above_another(rows[index], lone) else _NEAR * pitch
        if nearest is not None and gaps[nearest] < min(far, _WRAPPED * rows[index].size):
            joined[nearest] = True
        elif index and gaps[index - 1] < _NEAR * pitch and _goes_on(rows, index, gaps):
            joined[index - 1] = True
    return _groups(rows, joined)


def _goes_on(rows: Sequence[TextRow], index: int, gaps: Sequence[float]) -> bool:
    """Return whether a line goes on with the texts of the one above, though it stands far below it.

    Rows then stand much farther apart, and each of those texts fills its column.
    """
    row, above, gap = rows[index], rows[index - 1], gaps[index - 1]
    others = [other for other in gaps if other > _ALIKE * gap]
    if gap > _WRAPPED_WIDE * row.size or min(others, default=0.0) < _APART * gap:
        return False
    return all(
        not _ITEM.match(piece.text)
        and any(_is_near(piece.left, [one.left]) and _fills(one, rows, row.size) for one in above.pieces)
        for piece in row.pieces
    )


def _fills(text: Piece, rows: Sequence[TextRow], size: float) -> bool:
    """Return whether a text has no room for another character left of where the longest that begin there end."""
    ends = (one.right for row in rows for one in row.pieces if _is_near(one.left, [text.left]))
    return text.right + size > max(ends)


def _stand_above_another(row: TextRow, other: TextRow) -> bool:
    """Return whether a text of one line stands above or below a text of another."""
    return any(one.left < each.right and each.left < one.right for one in row.pieces for each in other.pieces)


def _groups(rows: Sequence[TextRow], joined: Sequence[bool]) -> list[list[TextRow]]:
    """Return the rows in groups; a second line with amounts begins another."""
    groups = [[rows[0]]]
    for row, is_joined in zip(rows[1:], joined, strict=True):
        if is_joined and not (row.is_row and any(other.is_row for other in groups[-1])):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def between(groups: Sequence[Sequence[TextRow]]) -> list[float]:
    """Return the heights in the middle between one group of lines and the next."""
    return [(before[-1].bottom + after[0].top) / 2 for before, after in pairwise(groups)]
