"""Which lines of text are the rows of a table without lines, and which above them are its headings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from model.pattern import pattern
from model.source.pages.text_rows import Piece, TextRow, edges_of
from model.source.parsed import TABLE_NUMBER, UNIT_STATED

CAPTION_LINES = 4
"""How far above a table its caption may stand."""
_WIDE = 1.5
_WRAPPED = 1.45
_NEXT = 3.0
_NEXT_IN_COLUMNS = 4.5
"""Heights of the type: how wide a blank is beside an amount, how far a heading's next line may stand below it, one row
below another, and one whose texts stand as those above."""
_SAME_PLACE = 1.5
_SENTENCE = pattern(r"[。；]|万?元[，、。；]|[，、]$")
_NOTE = pattern(r"[:：，。]")
_LABEL_MOST = 24
_SAME_PITCH = 1.3
"""What a label does not hold, its most characters, and how much farther than others it may stand below the last."""
_AT_FOOT = 2
_UNIT = pattern(UNIT_STATED)
_CAPTION = pattern(rf"{UNIT_STATED}|编制|部门\s*[:：]|{TABLE_NUMBER}|表(?:[（(].*[)）])?$")
"""What stands above a table and heads none of its columns: its number, its title, who made it and in which unit."""


def is_caption(row: TextRow) -> bool:
    """Return whether a line is a caption of a table, and none of its rows."""
    return any(_CAPTION.search(piece.text) for piece in row.pieces) and not row.is_row


def last_of_run(rows: Sequence[TextRow], first: int, amounts: int) -> int:
    """Return the last of the rows of a table that begins with some row, and its amounts with another.

    Rows without decimals, or without any amount, stand where the texts of those above them do.
    """
    last = end = amounts
    while end + 1 < len(rows) and (
        follows(rows[end], rows[end + 1]) or _stands_as_others(rows[end + 1], rows[first : end + 1])
    ):
        end += 1
        row, edges = rows[end], edges_of(rows[first : last + 1])
        is_next = end == last + 1 and last > first
        if (
            is_data(row)
            or (len(row.pieces) > 1 and edges.fit(row))
            or (is_next and edges.fit(row) and _is_label(row, rows[last], rows[last - 1 : last + 1]))
        ):
            last = end
    return _last_label(rows, first, last)


def _stands_as_others(row: TextRow, above: Sequence[TextRow]) -> bool:
    """Return whether a line of amounts begins where others do, and ends an amount there, not too far below them."""
    pieces = [piece for other in above for piece in other.pieces]
    return (
        is_data(row)
        and row.top - above[-1].bottom < _NEXT_IN_COLUMNS * row.size
        and any(abs(row.pieces[0].left - piece.left) <= _SAME_PLACE for piece in pieces)
        and any(
            one.is_amount and other.is_amount and abs(one.right - other.right) <= _SAME_PLACE
            for one in row.pieces
            for other in pieces
        )
    )


def _last_label(rows: Sequence[TextRow], first: int, last: int) -> int:
    """Return the last of the labels one under another below a table's amounts, if they go down to the page's foot.

    They are rows without amounts of a table that goes on on the next page, below which stands its number at most.
    """
    known, end = rows[first : last + 1], last
    edges = edges_of(known)
    while end + 1 < len(rows) and edges.fit(rows[end + 1]) and _is_label(rows[end + 1], rows[end], known):
        end += 1
    return end if len(rows) - end <= _AT_FOOT else last


def _is_label(row: TextRow, above: TextRow, known: Sequence[TextRow]) -> bool:
    """Return whether a line of one text may be the label of a row, as far below another as rows that are known."""
    pitch = max((other.middle - one.middle for one, other in pairwise(known)), default=0.0)
    is_near = row.middle - above.middle < _SAME_PITCH * pitch
    text = row.pieces[0].text
    return is_near and len(row.pieces) == 1 and len(text) <= _LABEL_MOST and not _NOTE.search(text)


def is_under_unit(above: Sequence[TextRow], heads: Sequence[TextRow], run: Sequence[TextRow]) -> bool:
    """Return whether lines with headings stand under the unit of their amounts: a table however short."""
    if not any(_UNIT.search(piece.text) for row in above[-CAPTION_LINES:] for piece in row.pieces):
        return False
    return any(is_heading(row, 2) for row in heads) and stand_in_columns(run, 1)


def stand_in_columns(run: Sequence[TextRow], fewest: int) -> bool:
    """Return whether amounts stand one under another, far from the words beside them, in most of some lines."""
    data = [row for row in run if is_data(row)]
    apart = [row for row in data if _holds_wide_blank(row)]
    if all(row.amounts > 1 for row in data):
        fewest = 1
    ends = sorted(piece.right for row in apart for piece in row.pieces if piece.is_amount)
    under = max((sum(abs(end - other) <= _SAME_PLACE for other in ends) for end in ends), default=0)
    return under >= fewest and 2 * len(apart) > len(data)


def _holds_wide_blank(row: TextRow) -> bool:
    return any(after.left - before.right > _WIDE * row.size for before, after in pairwise(row.pieces))


def is_heading(row: TextRow, fewest: int) -> bool:
    """Return whether a line holds so many words far apart, as headings of columns are, and no caption."""
    return len(row.pieces) >= fewest and _holds_wide_blank(row) and not is_caption(row)


def is_data(row: TextRow) -> bool:
    """Return whether a line holds amounts beside others, and no sentence."""
    return len(row.pieces) > 1 and row.amounts > 0 and not any(map(_is_sentence, row.pieces))


def _is_sentence(piece: Piece) -> bool:
    return _SENTENCE.search(piece.text) is not None


def follows(before: TextRow, row: TextRow) -> bool:
    """Return whether a line may stand in the same table as the one before it."""
    near = row.top - before.bottom < _NEXT * row.size
    alone = len(row.pieces) == 1 and _CAPTION.search(row.pieces[0].text) is not None
    return near and not alone and not any(map(_is_sentence, row.pieces))


def headings(above: Sequence[TextRow], run: Sequence[TextRow]) -> list[TextRow]:
    """Return the lines above rows of amounts that head them: down from a caption, or from a line in the middle."""
    left = min(row.pieces[0].left for row in run)
    right = max(row.pieces[-1].right for row in run)
    first = min(piece.left for row in run for piece in row.pieces if piece.is_amount)
    heads: list[TextRow] = []
    below = run[0]
    for at, row in reversed(list(enumerate(above))):
        if below.top - row.bottom > _NEXT * row.size or any(
            _CAPTION.search(piece.text) for piece in row.pieces
        ):
            break
        alone = len(row.pieces) == 1 and below.middle - row.middle > _WRAPPED * row.size
        aside = row.pieces[0].left < first - row.size or _is_in_the_middle(row, left, right)
        if alone and aside and not (at and _ends_heading(above[at - 1], row)):
            break
        heads.insert(0, row)
        below = row
    return heads


def _ends_heading(above: TextRow, row: TextRow) -> bool:
    """Return whether a line goes on with a heading of the line above, beside which others stand."""
    return is_heading(above, 2) and row.middle - above.middle < _WRAPPED * row.size


def _is_in_the_middle(row: TextRow, left: float, right: float) -> bool:
    return abs(row.pieces[0].middle - (left + right) / 2) < 2 * row.size
