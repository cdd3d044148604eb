"""A page in its parts: the lines of text, and the tables that ruled lines enclose.

Between some rows of a ruled table no line is drawn: the amounts that stand one under another part them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import chain, takewhile
from typing import NamedTuple, Protocol

from model.pattern import pattern
from model.record import dataclass
from model.source.pages.lines import Box, Glyph, Line, Ruling, cell_text, has_room, line_of, lines_of, rows_of
from model.source.pages.ruled_table import RuledTable, ruled_tables
from model.source.pages.text_rows import Piece, TextEdges, between, rows_apart, text_rows, with_whole_amounts
from model.source.pages.unruled import unruled_tables

Place = tuple[int, int]
_POINTS = 2
"""Decimal points in a cell before it may hold amounts one under another."""
_HEADINGS_MOST = 6
"""Rows at the top of a table that the next page may repeat."""
_WHOLE = pattern(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)")
_WHOLE_FEWEST = 3
"""Whole numbers one under another that are rows which no line parts."""
_FRAGMENT = pattern(r"[\d.,]+")
_DASHES = frozenset({"-", "—", "——"})
_CLOSE = 0.25
"""Share of its size by which a character may stand apart from the one before, or higher, in one text."""
_FIGURES = frozenset("0123456789.,-%")
_COLUMN_LEAST = 3
"""Texts one under another in a frame before they may be a column of a table that the page cut through."""


class Drawn(Protocol):
    """What a page shows, turned upright. `sideways` are characters that lie otherwise than most.

    Each of these comes twice: as it stands on the page, and as it stands on a page turned for it.
    """

    width: float
    height: float
    glyphs: list[Glyph]
    sideways: list[tuple[Glyph, Glyph]]
    horizontal: list[Ruling]
    vertical: list[Ruling]


class Inset(NamedTuple):
    """How far a cell's text stands from the left and the right line of its cell, and how high its type is."""

    left: float
    right: float
    size: float


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of one page: the places of its lines, the texts of its cells, its merges and its texts' insets.

    `ruled` means that lines part its columns, which otherwise stand about where their texts are, and `rows_ruled` that
    lines part its rows.
    """

    name: str
    box: Box
    columns: list[float]
    row_lines: list[float]
    rows: list[list[str]]
    cells: list[tuple[int, int, int, int]]
    insets: dict[Place, Inset]
    ruled: bool = True
    rows_ruled: bool = True

    @property
    def text_edges(self) -> TextEdges:
        """Where the texts of its cells begin and end, its columns, and the words of the rows above its amounts."""
        ends = {cell[:2]: self.columns[cell[3] + 1] for cell in self.cells}
        heads = takewhile(lambda row: not any(map(_is_amount, row)), self.rows[:_HEADINGS_MOST])
        return TextEdges(
            tuple(self.columns[place[1]] + inset.left for place, inset in self.insets.items()),
            tuple(ends[place] - inset.right for place, inset in self.insets.items()),
            tuple(self.columns),
            frozenset(word for row in heads for text in row for word in text.split()),
        )


@dataclass(frozen=True, slots=True)
class Page:
    """A page; `number` counts from 1. Lines and tables go from the top down."""

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    tables: list[PageTable] = field(default_factory=list)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in points, to recognise pages of one format."""
        return round(self.width), round(self.height)

    def without(self, lines: set[Line]) -> Page:
        """Return the page without some of its lines."""
        return replace(self, lines=[line for line in self.lines if line not in lines])


def page_of(number: int, drawn: Drawn, before: Page | None = None) -> Page:
    """Return the parts of what a page shows; a frame around texts is no table, but one around a column of amounts.

    `before` is the page before, whose last table may go on here.
    """
    grids = ruled_tables(drawn.horizontal, drawn.vertical)
    upright, outside = _in_cells(drawn.glyphs, grids)
    framed = [
        grid
        for grid, cells in zip(grids, upright, strict=True)
        if grid.width > 1 or _is_column_of_amounts(cells)
    ]
    if len(framed) < len(grids):
        grids = framed
        upright, outside = _in_cells(drawn.glyphs, grids)
    last = before.tables[-1] if before and before.tables else None
    found = [
        with_rows_parted(
            grid, cells, goes_on=number == 0 and last is not None and _goes_on_without_lines(grid, last)
        )
        for number, (grid, cells) in enumerate(zip(grids, upright, strict=True))
    ]
    free = [rule for rule in drawn.horizontal if not any(_runs_through(rule, grid.box) for grid in grids)]
    found += unruled_tables(outside, free, None if last is None or last.ruled else last.text_edges)
    if found != grids:
        grids = sorted(found, key=lambda grid: grid.box.top)
        upright, outside = _in_cells(drawn.glyphs, grids)
    lying: list[dict[Place, list[Glyph]]] = [{} for _ in grids]
    lying_outside: list[tuple[Glyph, Glyph]] = []
    for here, turned in drawn.sideways:
        place = _cell_of(here, grids)
        if place is None:
            lying_outside.append((here, turned))
        else:
            lying[place[0]].setdefault(place[1], []).append(turned)
    lines = [*lines_of(outside), *_turned_lines(lying_outside)]
    lines = sorted((line._replace(page=number) for line in lines), key=lambda line: line.top)
    tables = [
        _table(f"page {number}" if len(grids) == 1 else f"page {number} table {index + 1}", *parts)
        for index, parts in enumerate(zip(grids, upright, lying, strict=True))
        if parts[1] or parts[2]
    ]
    return Page(number, drawn.width, drawn.height, lines, tables)


def _is_column_of_amounts(cells: Mapping[Place, Sequence[Glyph]]) -> bool:
    """Return whether most of the texts in a single column are amounts or dashes."""
    texts = [[glyph.text for glyph in glyphs] for glyphs in cells.values()]
    return len(texts) >= _COLUMN_LEAST and 2 * sum(map(_FIGURES.issuperset, texts)) > len(texts)


def _in_cells(
    glyphs: Iterable[Glyph], grids: list[RuledTable]
) -> tuple[list[dict[Place, list[Glyph]]], list[Glyph]]:
    """Return the characters of each table by the place of their cell, and those that stand in none."""
    inside: list[dict[Place, list[Glyph]]] = [{} for _ in grids]
    outside: list[Glyph] = []
    drawn = list(glyphs)
    for glyph, found in zip(drawn, _places(drawn, grids), strict=True):
        if found is None:
            outside.append(glyph)
        else:
            inside[found[0]].setdefault(found[1], []).append(glyph)
    return inside, outside


def _places(glyphs: Sequence[Glyph], grids: list[RuledTable]) -> list[tuple[int, Place] | None]:
    """Return the table and the cell of each character, of a text that is longer than its cell the same for all of it.

    The characters of one text are drawn at once, one after another without a gap.
    """
    places = [_cell_of(glyph, grids) for glyph in glyphs]
    at = 1
    while at < len(glyphs):
        begun = at - 1
        while at < len(glyphs) and _goes_on(glyphs[at - 1], glyphs[at]):
            at += 1
        if len(set(places[begun:at])) > 1:
            _put_in_one_cell(glyphs, places, range(begun, at), grids)
        at += 1
    return places


def _goes_on(one: Glyph, other: Glyph) -> bool:
    """Return whether a character stands right behind another of the same line and size."""
    size = one.size
    return (
        one.drawn == other.drawn
        and abs(other.left - one.right) <= _CLOSE * size
        and abs(other.middle - one.middle) <= _CLOSE * size
        and one.left < other.left
    )


def _put_in_one_cell(
    glyphs: Sequence[Glyph], places: list[tuple[int, Place] | None], run: range, grids: list[RuledTable]
) -> None:
    """Put a text that runs over the lines between some cells of a row into the one that it belongs to.

    That is the one in whose left half it begins, as a text does that is too long, else the one around its middle, as
    a heading in the middle of its column. Amounts never run over: a line between digits parts two of them.
    """
    crossed = [at for at in run[1:] if places[at] != places[at - 1]]
    cells = [places[at] for at in (run[0], *crossed)]
    known = [cell for cell in cells if cell is not None]
    if len(known) < len(cells) or len({(table, row) for table, (row, _) in known}) > 1:
        return
    if any(glyphs[at].text in _FIGURES or glyphs[at - 1].text in _FIGURES for at in crossed):
        return
    table, (_, column) = known[0]
    first, last = glyphs[run[0]], glyphs[run[-1]]
    edge = grids[table].columns[column]
    right = grids[table].columns[known[1][1][1]]
    middle = Glyph((first.left + last.right) / 2, first.top, (first.left + last.right) / 2, first.bottom, "")
    owner = known[0] if first.left - edge <= (right - edge) / 2 else _cell_of(middle, grids)
    for at in run:
        places[at] = owner


def _runs_through(rule: Ruling, box: Box) -> bool:
    """Return whether a line across belongs to a table's box."""
    return box.top - 1 <= rule.at <= box.bottom + 1 and rule.start < box.right and rule.end > box.left


def _cell_of(glyph: Glyph, grids: list[RuledTable]) -> tuple[int, Place] | None:
    """Return which table and which of its cells a character stands in."""
    x, y = (glyph.left + glyph.right) / 2, glyph.middle
    for index, grid in enumerate(grids):
        place = grid.cell_at(x, y)
        if place is not None:
            return index, place
    return None


def _turned_lines(glyphs: list[tuple[Glyph, Glyph]]) -> Iterator[Line]:
    """Yield the lines of characters that lie on their side, each with its box on the page."""
    here = {turned: glyph for glyph, turned in glyphs}
    for row in rows_of(here):
        boxes = [here[turned] for turned in row]
        yield line_of(row)._replace(
            left=min(box.left for box in boxes),
            top=min(box.top for box in boxes),
            right=max(box.right for box in boxes),
            bottom=max(box.bottom for box in boxes),
        )


def _table(
    name: str, grid: RuledTable, upright: dict[Place, list[Glyph]], lying: dict[Place, list[Glyph]]
) -> PageTable:
    """Return a table; a merged cell's text stands in its upper left one."""
    rows = [[""] * grid.width for _ in range(grid.height)]
    cells = list(grid.cells())
    extents = {cell[:2]: cell for cell in cells}
    insets: dict[Place, Inset] = {}
    for (row, column), glyphs in upright.items():
        lines = lines_of(glyphs)
        right = grid.columns[extents[row, column][3] + 1]
        rows[row][column] = cell_text(lines, right - grid.columns[column])
        first = lines[0]
        insets[row, column] = Inset(first.left - grid.columns[column], right - first.right, first.size)
    for (row, column), glyphs in lying.items():
        text = cell_text(lines_of(glyphs))
        rows[row][column] = f"{rows[row][column]}\n{text}".lstrip("\n")
    return PageTable(
        name, grid.box, grid.columns, grid.rows, rows, cells, insets, grid.ruled, grid.rows_ruled
    )


def _goes_on_without_lines(grid: RuledTable, before: PageTable) -> bool:
    """Return whether the first table of a page has the columns of the last before, whose rows no lines part."""
    return not before.rows_ruled and grid.width == len(before.columns) - 1


def with_rows_parted(
    grid: RuledTable, cells: Mapping[tuple[int, int], list[Glyph]], *, goes_on: bool = False
) -> RuledTable:
    """Return a table with lines between the rows that stand in one row of cells, itself where none does.

    Those are rows of amounts one under another, or of any where it `goes_on` with a table that has no such lines
    either.
    """
    missing = [rule for row in range(grid.height) for rule in _missing(grid, row, cells, goes_on=goes_on)]
    return RuledTable([*grid.horizontal, *missing], grid.vertical, rows_ruled=False) if missing else grid


def _missing(
    grid: RuledTable, row: int, cells: Mapping[tuple[int, int], list[Glyph]], *, goes_on: bool
) -> Iterator[Ruling]:
    """Yield the lines that a row of cells goes without; cells that reach over several rows stay whole."""
    here = {column: cells[row, column] for column in range(grid.width) if (row, column) in cells}
    widths = [grid.columns[column + 1] - grid.columns[column] for column in here]
    if not _may_be_rows(here.values(), widths, goes_on=goes_on):
        return
    groups = rows_apart(with_whole_amounts(text_rows(glyph for glyphs in here.values() for glyph in glyphs)))
    tall = {merge[1]: merge for merge in grid.merges if merge[0] <= row <= merge[2] and merge[0] < merge[2]}
    for at in between(groups):
        for column in range(grid.width):
            if not any(left <= column <= merge[3] for left, merge in tall.items()):
                yield Ruling(at, grid.columns[column], grid.columns[column + 1])


def _may_be_rows(cells: Collection[Sequence[Glyph]], widths: Sequence[float], *, goes_on: bool) -> bool:
    """Return whether amounts stand one under another in the cells of a row, and none was broken at its cell's edge."""
    printed = list(map(lines_of, cells))
    lines = [[line.text for line in each] for each in printed]
    points = max((sum("." in text and text[-1] != "%" for text in texts) for texts in lines), default=0)
    if 0 < points < (1 if goes_on else _POINTS):
        return False
    if not points:
        whole = [at for at, texts in enumerate(lines) if all(map(_is_whole_number, texts))]
        is_wide = goes_on or all(has_room(printed[at], widths[at]) for at in whole)
        most = max((len(lines[at]) for at in whole), default=0)
        return len(lines) > 1 and most >= (2 if is_wide else _WHOLE_FEWEST)
    lines = list(map(_below_number, lines))
    is_of_amounts = any(map(_are_amounts, lines)) or (goes_on and any(map(_is_amount, chain(*lines))))
    return is_of_amounts and not any(map(_holds_fragments, lines))


def _below_number(lines: list[str]) -> list[str]:
    """Return the lines of a cell without the number of its column, which may stand first."""
    return lines[1:] if Piece(0, 0, lines[0]).is_number else lines


def _are_amounts(lines: Sequence[str]) -> bool:
    """Return whether a cell holds amounts one under another, and nothing else."""
    return sum(map(_is_amount, lines)) > 1 and all(_is_amount(text) or text in _DASHES for text in lines)


def _is_whole_number(text: str) -> bool:
    return text in _DASHES or _WHOLE.fullmatch(text) is not None


def _holds_fragments(lines: Sequence[str]) -> bool:
    """Return whether an amount of a cell may have been broken at its edge."""
    broken = any(_FRAGMENT.fullmatch(text) and not _is_amount(text) for text in lines)
    return broken and any(map(_is_amount, lines))


def _is_amount(text: str) -> bool:
    return Piece(0, 0, text).is_amount
