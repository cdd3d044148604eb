"""Tables without lines between their columns: what stands one under another shows where these are.

The lines that such a table goes without are drawn here, so that it is read as any other. Lines that run across it,
without any post, show where it begins and ends; without those, only rows of amounts one under another are a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, dropwhile, pairwise, takewhile
from math import inf

from model.pattern import pattern
from model.source.pages.lines import Box, Glyph, Ruling
from model.source.pages.ruled_table import RuledTable, lone_lines
from model.source.pages.text_rows import (
    Piece,
    TextEdges,
    TextRow,
    between,
    edges_of,
    rows_apart,
    text_rows,
    with_whole_amounts,
)
from model.source.pages.unruled_columns import column_edges
from model.source.pages.unruled_heading import HeadingText, heading_rules, readings_of
from model.source.parsed import TABLE_NUMBER, UNIT_STATED

_FEWEST_ROWS = 3
_SAME_END = 6.0
_AROUND = 2.0
_FEWEST_EDGES = 2
_FEWEST_HEADINGS = 3
"""Headings in one line that lines run above and below, before they are those of a table without amounts."""
_WIDE = 1.5
_WRAPPED = 1.45
_NEXT = 3.0
"""Heights of the type: how wide a blank is beside an amount, how far a heading's next line may stand below it,
and one row below another."""
_CAPTION_LINES = 4
_SAME_PLACE = 1.5
_SENTENCE = pattern(r"[。；]|万?元[，、。；]|[，、]$")
_CAPTION = pattern(rf"{UNIT_STATED}|编制|部门\s*[:：]|{TABLE_NUMBER}|表(?:[（(].*[)）])?$")
_NOTE = pattern(r"[:：，。]")
_LABEL_MOST = 24
_SAME_PITCH = 1.3
"""What a label does not hold, its most characters, and how much farther than others it may stand below the last."""
_UNIT = pattern(UNIT_STATED)
"""What stands above a table and heads none of its columns: its number, its title, who made it and in which unit."""


def unruled_tables(
    glyphs: Sequence[Glyph], horizontal: Sequence[Ruling], before: TextEdges | None = None
) -> list[RuledTable]:
    """Return the tables among characters that stand in none with posts, from the top down.

    `before` are the edges of the texts in the table with which the page before ends, if it has no lines either.
    """
    rows = with_whole_amounts(text_rows(glyphs))
    tables: list[RuledTable] = []
    lines = lone_lines(list(horizontal))
    for enclosed in _between_rules(lines, [row.middle for row in rows if _is_caption(row)]):
        box = _with_rows_below(enclosed, rows, lines)
        inside = [row for row in rows if box.top < row.middle < box.bottom and _is_within(row, box)]
        if any(_is_data(row) or _is_heading(row, _FEWEST_HEADINGS) for row in inside):
            first = None if tables else before
            captioned = any(map(_is_caption, rows[: rows.index(inside[0])][-_CAPTION_LINES:]))
            parts = _parted(inside, _bands(inside, box, lines), first, captioned=captioned)
            tables += _table(*parts, box, first)
            rows = [row for row in rows if row not in inside]
    for heads, run, first in _runs(rows, before):
        tables += _table(heads, run, None, first)
    return tables


def _between_rules(lines: list[Ruling], captions: Sequence[float]) -> Iterator[Box]:
    """Yield what lines as long as one another enclose, apart where a caption stands between two of them."""
    while lines:
        first = lines[0]
        within = [
            line
            for line in lines
            if line.start >= first.start - _SAME_END and line.end <= first.end + _SAME_END
        ]
        whole = [
            line.at
            for line in within
            if abs(line.start - first.start) <= _SAME_END and abs(line.end - first.end) <= _SAME_END
        ]
        lines = [line for line in lines if line not in within]
        top = whole[0]
        for at, following in pairwise([*whole, inf]):
            if following == inf or any(at < caption < following for caption in captions):
                if at > top:
                    yield Box(first.start, top, first.end, at)
                top = following


def _with_rows_below(box: Box, rows: Sequence[TextRow], lines: Sequence[Ruling]) -> Box:
    """Return a box that holds headings alone with the rows of amounts below it: its last line is on the next page."""
    inside = [row for row in rows if box.top < row.middle < box.bottom]
    if any(map(_is_data, inside)) or not any(_is_heading(row, 2) for row in inside):
        return box
    end = min((line.at for line in lines if line.at > box.bottom + _AROUND), default=inf)
    below = [row for row in rows if box.bottom < row.middle < end]
    below = list(takewhile(lambda row: _is_within(row, box), below))
    first = next((at for at, row in enumerate(below) if _is_data(row)), None)
    if first is None or not all(_follows(*each) for each in pairwise([inside[-1], *below[: first + 1]])):
        return box
    return box._replace(bottom=below[_last_of_run(below, 0, first)].bottom + _AROUND)


def _is_caption(row: TextRow) -> bool:
    return any(_CAPTION.search(piece.text) for piece in row.pieces) and not row.is_row


def _is_within(row: TextRow, box: Box) -> bool:
    return row.pieces[0].left >= box.left - _AROUND and row.pieces[-1].right <= box.right + _AROUND


def _runs(
    rows: Sequence[TextRow], before: TextEdges | None
) -> Iterator[tuple[list[TextRow], list[list[TextRow]], TextEdges | None]]:
    """Yield the headings and the rows of lines that hold amounts one under another.

    The first may go on with the table of the page before, whose texts stand at the edges `before`: these are then
    yielded too.
    """
    at = 0
    while at < len(rows):
        if not _is_data(rows[at]):
            at += 1
            continue
        goes_on = before is not None and before.fit(rows[at])
        first = at
        while (
            first
            and before
            and goes_on
            and before.fit(rows[first - 1])
            and not _is_caption(rows[first - 1])
            and _follows(*rows[first - 1 : first + 1])
        ):
            first -= 1
        last = _last_of_run(rows, first, at)
        run = rows[first : last + 1]
        heads = _headings(rows[:first], run)
        headed = any(_is_heading(row, _FEWEST_HEADINGS) for row in heads) and _stand_in_columns(run, 1)
        under_unit = _is_under_unit(rows[: first - len(heads)], heads, run)
        if goes_on or headed or under_unit or _stand_in_columns(run, _FEWEST_ROWS):
            here = before if goes_on else None
            whole = [*heads, *run]
            captioned = any(map(_is_caption, rows[: first - len(heads)][-_CAPTION_LINES:]))
            yield *_parted(whole, [], here, captioned=captioned), here
        at, before = last + 1, None


def _last_of_run(rows: Sequence[TextRow], first: int, amounts: int) -> int:
    """Return the last of the rows of a table that begins with some row, and its amounts with another.

    Rows without decimals, or without any amount, stand where the texts of those above them do.
    """
    last = end = amounts
    while end + 1 < len(rows) and _follows(rows[end], rows[end + 1]):
        end += 1
        row, edges = rows[end], edges_of(rows[first : last + 1])
        is_next = end == last + 1 and last > first
        if (
            _is_data(row)
            or (len(row.pieces) > 1 and edges.fit(row))
            or (is_next and edges.fit(row) and _is_label(row, rows[last], rows[last - 1]))
        ):
            last = end
    return last


def _is_label(row: TextRow, above: TextRow, higher: TextRow) -> bool:
    """Return whether a line of one text may be the label of a row, as far below the last as that from its own."""
    as_far = row.middle - above.middle < _SAME_PITCH * (above.middle - higher.middle)
    return as_far and len(row.pieces[0].text) <= _LABEL_MOST and not _NOTE.search(row.pieces[0].text)


def _is_under_unit(above: Sequence[TextRow], heads: Sequence[TextRow], run: Sequence[TextRow]) -> bool:
    """Return whether lines with headings stand under the unit of their amounts: a table however short."""
    if not any(_UNIT.search(piece.text) for row in above[-_CAPTION_LINES:] for piece in row.pieces):
        return False
    return any(_is_heading(row, 2) for row in heads) and _stand_in_columns(run, 1)


def _stand_in_columns(run: Sequence[TextRow], fewest: int) -> bool:
    """Return whether amounts stand one under another, far from the words beside them, in most of some lines."""
    data = [row for row in run if _is_data(row)]
    apart = [row for row in data if _holds_wide_blank(row)]
    if all(row.amounts > 1 for row in data):
        fewest = 1
    ends = sorted(piece.right for row in apart for piece in row.pieces if piece.is_amount)
    under = max((sum(abs(end - other) <= _SAME_PLACE for other in ends) for end in ends), default=0)
    return under >= fewest and 2 * len(apart) > len(data)


def _holds_wide_blank(row: TextRow) -> bool:
    return any(after.left - before.right > _WIDE * row.size for before, after in pairwise(row.pieces))


def _is_heading(row: TextRow, fewest: int) -> bool:
    """Return whether a line holds so many words far apart, as headings of columns are, and no caption."""
    return len(row.pieces) >= fewest and _holds_wide_blank(row) and not _is_caption(row)


def _is_data(row: TextRow) -> bool:
    """Return whether a line holds amounts beside others, and no sentence."""
    return len(row.pieces) > 1 and row.amounts > 0 and not any(map(_is_sentence, row.pieces))


def _is_sentence(piece: Piece) -> bool:
    return _SENTENCE.search(piece.text) is not None


def _follows(before: TextRow, row: TextRow) -> bool:
    """Return whether a line may stand in the same table as the one before it."""
    near = row.top - before.bottom < _NEXT * row.size
    alone = len(row.pieces) == 1 and _CAPTION.search(row.pieces[0].text) is not None
    return near and not alone and not any(map(_is_sentence, row.pieces))


def _headings(above: Sequence[TextRow], run: Sequence[TextRow]) -> list[TextRow]:
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
    return _is_heading(above, 2) and row.middle - above.middle < _WRAPPED * row.size


def _is_in_the_middle(row: TextRow, left: float, right: float) -> bool:
    return abs(row.pieces[0].middle - (left + right) / 2) < 2 * row.size


def _bands(rows: Sequence[TextRow], box: Box, lines: Sequence[Ruling]) -> list[list[TextRow]]:
    """Return the lines of text between each two lines across, if these part all rows of amounts, else none."""
    whole = [
        line.at for line in lines if line.start <= box.left + _SAME_END and line.end >= box.right - _SAME_END
    ]
    bands = [
        [row for row in rows if top < row.middle < bottom]
        for top, bottom in pairwise(at for at in whole if box.top <= at <= box.bottom)
    ]
    holding = [sum(map(_holds_amounts, band)) for band in bands]
    return [band for band in bands if band] if max(holding) == 1 < sum(holding) else []


def _holds_amounts(row: TextRow) -> bool:
    return row.is_row and not row.numbers_columns


def _parted(
    rows: Sequence[TextRow], bands: Sequence[list[TextRow]], before: TextEdges | None, *, captioned: bool
) -> tuple[list[TextRow], list[list[TextRow]]]:
    """Return the headings of a table, and the lines of each of its rows: `bands` where lines across part all rows.

    Rows without amounts at the top go on with a table `before` the page, and are none of its headings, below those that
    are repeated, or where no caption stands above. The headings of a next table may repeat some words.
    """
    below = list(dropwhile(lambda band: not any(map(_holds_amounts, band)), bands))
    above = [row for band in bands[: len(bands) - len(below)] for row in band] if bands else rows
    lead = list(takewhile(lambda row: not row.is_row, above))
    heads = lead
    if before is not None:
        known = [at for at in range(len(lead)) if before.repeats_most_of(lead[: at + 1])]
        heads = lead[: max(known, default=-1) + 1]
        for row in lead[len(heads) :]:
            may_go_on = bool(known) or not (heads or captioned)
            if may_go_on and before.fit(row) and not before.repeats(row):
                break
            heads.append(row)
    body = list(above[len(heads) :])
    if not body and not below:
        heads, body = heads[:-1], heads[-1:]
    return heads, [*rows_apart(body), *below] if body else below


def _table(
    heads: Sequence[TextRow], groups: Sequence[list[TextRow]], box: Box | None, before: TextEdges | None
) -> list[RuledTable]:
    """Return the table that some lines are, if they stand in columns; headings of no clear place are left out.

    `groups` are the lines of each row, `box` encloses the table where lines show it. Where it may go on with the table
    of the page `before`, its columns are those of that, if its texts stand in them.
    """
    rows = [*heads, *(row for group in groups for row in group)]
    body = rows[len(heads) :]
    sides = (box.left, box.right) if box else None
    known = before and before.hold(body) and (not heads or before.are_headed(heads))
    found = _columns_of(heads, body, sides, list(before.columns) if before and known else None)
    first = next(found)
    if len(first[1]) <= _FEWEST_EDGES:
        return []
    top = box.top if box else rows[0].top - _AROUND
    bottom = box.bottom if box else rows[-1].bottom + _AROUND
    under = (heads[-1].bottom + body[0].top) / 2 if heads else top
    fitting = (
        (edges, rules)
        for texts, edges in chain([first], found)
        if texts and (rules := heading_rules(texts, edges, top, under))
    )
    edges, (across, down) = next(fitting, (first[1], ([], [])))
    horizontal = [*across, *(Ruling(at, edges[0], edges[-1]) for at in (under, *between(groups), bottom))]
    vertical = [*down, *(Ruling(edge, under, bottom) for edge in edges)]
    table = RuledTable(horizontal, vertical, ruled=False)
    return [table] if table.width > 1 and table.height > 0 else []


def _columns_of(
    heads: Sequence[TextRow],
    body: Sequence[TextRow],
    sides: tuple[float, float] | None,
    known: list[float] | None,
) -> Iterator[tuple[list[HeadingText], list[float]]]:
    """Yield the headings as they may be read with the edges of the columns, the likeliest first: those `known`."""
    readings = readings_of(heads)
    if known:
        yield from ((texts, known) for texts in readings)
    for centred, under_alone in ((False, False), (False, True), (True, False), (True, True)):
        for texts in readings:
            yield texts, column_edges(texts, body, sides, under_alone=under_alone, centred=centred)
