"""Tables without lines between their columns: what stands one under another shows where these are.

The lines that such a table goes without are drawn here, so that it is read as any other. Lines that run across it,
without any post, show where it begins and ends; without those, only rows of amounts one under another are a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, dropwhile, pairwise, takewhile
from math import inf

from model.source.pages.lines import Box, Glyph, Ruling
from model.source.pages.ruled_table import RuledTable, lone_lines
from model.source.pages.text_rows import (
    TextEdges,
    TextRow,
    between,
    rows_apart,
    text_rows,
    with_whole_amounts,
)
from model.source.pages.unruled_columns import column_edges
from model.source.pages.unruled_heading import HeadingText, heading_rules, readings_of
from model.source.pages.unruled_rows import (
    CAPTION_LINES,
    follows,
    headings,
    is_caption,
    is_data,
    is_heading,
    is_under_unit,
    last_of_run,
    stand_in_columns,
)

_FEWEST_ROWS = 3
_SAME_END = 6.0
_AROUND = 2.0
_FEWEST_EDGES = 2
_FEWEST_HEADINGS = 3
"""Headings in one line that lines run above and below, before they are those of a table without amounts."""


def unruled_tables(
    glyphs: Sequence[Glyph], horizontal: Sequence[Ruling], before: TextEdges | None = None
) -> list[RuledTable]:
    """Return the tables among characters that stand in none with posts, from the top down.

    `before` are the edges of the texts in the table with which the page before ends, if it has no lines either.
    """
    rows = with_whole_amounts(text_rows(glyphs))
    tables: list[RuledTable] = []
    lines = lone_lines(list(horizontal))
    for enclosed in _between_rules(lines, [row.middle for row in rows if is_caption(row)]):
        box = _with_rows_below(enclosed, rows, lines)
        inside = [row for row in rows if box.top < row.middle < box.bottom and _is_within(row, box)]
        if any(is_data(row) or is_heading(row, _FEWEST_HEADINGS) for row in inside):
            first = None if tables else before
            captioned = any(map(is_caption, rows[: rows.index(inside[0])][-CAPTION_LINES:]))
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
    if any(map(is_data, inside)) or not any(is_heading(row, 2) for row in inside):
        return box
    end = min((line.at for line in lines if line.at > box.bottom + _AROUND), default=inf)
    below = [row for row in rows if box.bottom < row.middle < end]
    below = list(takewhile(lambda row: _is_within(row, box), below))
    first = next((at for at, row in enumerate(below) if is_data(row)), None)
    if first is None or not all(follows(*each) for each in pairwise([inside[-1], *below[: first + 1]])):
        return box
    return box._replace(bottom=below[last_of_run(below, 0, first)].bottom + _AROUND)


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
        if not is_data(rows[at]):
            at += 1
            continue
        goes_on = before is not None and (before.fit(rows[at]) or _repeat_headings(rows[:at], before))
        first = at
        while (
            first
            and before
            and goes_on
            and before.fit(rows[first - 1])
            and not is_caption(rows[first - 1])
            and follows(*rows[first - 1 : first + 1])
        ):
            first -= 1
        last = last_of_run(rows, first, at)
        run = rows[first : last + 1]
        heads = headings(rows[:first], run)
        headed = any(is_heading(row, _FEWEST_HEADINGS) for row in heads) and stand_in_columns(run, 1)
        under_unit = is_under_unit(rows[: first - len(heads)], heads, run)
        if goes_on or headed or under_unit or stand_in_columns(run, _FEWEST_ROWS):
            here = before if goes_on else None
            whole = [*heads, *run]
            captioned = any(map(is_caption, rows[: first - len(heads)][-CAPTION_LINES:]))
            yield *_parted(whole, [], here, captioned=captioned), here
        at, before = last + 1, None


def _repeat_headings(above: Sequence[TextRow], before: TextEdges) -> bool:
    """Return whether lines repeat headings of the table of the page before, and none is a caption of another."""
    return any(len(row.words) > 1 and before.repeats(row) for row in above) and not any(
        map(is_caption, above)
    )


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
    for centred in (False, True):
        for texts in readings:
            yield texts, column_edges(texts, body, sides, centred=centred)
