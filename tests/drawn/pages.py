"""A drawn disclosure on the pages of a PDF: cover, text, and ruled tables that go on from page to page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from drawn.figures import grouped, shown
from drawn.grid import Amount, Cell, Change, Grid
from drawn.paper import Disclosed, Extent, Place, note, whole
from drawn.pdf import A4, Page, width_of, write_pages
from drawn.prose import chapter

CHOICES: Mapping[str, tuple[object, ...]] = {
    "pdf_page": ("landscape", "portrait"),
    "pdf_turned": ("", "", "rotated", "sideways"),
    "pdf_headings": ("repeated", "once", "captions"),
    "pdf_running_head": ("none", "none", "top", "foot"),
    "pdf_page_number": (
        "none",
        "{}",
        "- {} -",
        "— {} —",
        "第{}页",
        "{}/{total}",
        "第 {} 页 共 {total} 页",
        "spaced",
    ),
    "pdf_number_place": ("centre", "right", "top"),
    "pdf_new_page": (True, True, False),
    "pdf_title_lines": (1, 1, 2),
    "pdf_cover_lines": (1, 2, 3),
    "pdf_text": ("none", "before", "after"),
    "pdf_line": (26, 28, 40),
    "pdf_rules": ("stroked", "filled"),
    "pdf_sides": ("closed", "closed", "open"),
    "pdf_lines": (*["all"] * 12, "across", "down", "three", "none"),
    "pdf_cut_rows": (False, False, True),
}
_UNBROKEN = re.compile(r"[\d.,%]+|.")
_MARGIN = 50.0
_SIZES = (10.0, 9.0, 8.0, 7.0, 6.0, 5.0)


def draw_features(seed: int, alone: Mapping[str, object] | None = None) -> dict[str, object]:
    """Draw how a disclosure is put on pages, or as plainly as can be but for the features of `alone`."""
    random = Random(seed * 31 + 7)
    drawn = {name: random.choice(values) for name, values in CHOICES.items()}
    if alone is None:
        return drawn
    return {name: alone.get(name, values[0]) for name, values in CHOICES.items()}


def write_pdf(disclosed: Disclosed, path: Path, planted: dict[Place, str] | None = None) -> None:
    """Write a disclosure that was drawn for pages; `planted` are digits that stand in some cells instead."""
    layer = _Setter(disclosed, planted or {})
    layer.set()
    write_pages(path, layer.pages)


def note_tables(disclosed: Disclosed) -> None:
    """Note the amounts of a disclosure that goes on pages; a place's sheet is then the number of the table."""
    for number, grid in enumerate(disclosed.grids, start=1):
        _, at = whole(disclosed, grid, number)
        note(disclosed, grid, at)


@dataclass
class _Setter:
    """Sets a disclosure on pages, from top to bottom."""

    disclosed: Disclosed
    planted: dict[Place, str]
    pages: list[Page] = field(default_factory=list)
    y: float = 0.0

    def __getitem__(self, feature: str) -> object:
        return self.disclosed.features[feature]

    def set(self) -> None:
        """Set cover, text and tables, and then what stands on every page."""
        self._cover()
        if self["pdf_text"] == "before":
            self._text()
        for number, grid in enumerate(self.disclosed.grids, start=1):
            self._table(number, grid)
        if self["pdf_text"] == "after":
            self._text()
        self._margins()

    def _open(self, size: tuple[float, float], turned: str = "") -> Page:
        page = Page(*size, turned)
        self.pages.append(page)
        self.y = _MARGIN + 20
        return page

    @property
    def _stage(self) -> str:
        return "部门决算" if self.disclosed.cube.stage == "final" else "部门预算"

    def _cover(self) -> None:
        cube = self.disclosed.cube
        page = self._open(A4)
        lines = {
            1: [f"{cube.department}{cube.year}年{self._stage}"],
            2: [cube.department, f"{cube.year}年度{self._stage}"],
            3: [f"{cube.year}年度", cube.department, self._stage],
        }[int(str(self["pdf_cover_lines"]))]
        for number, line in enumerate(lines):
            page.text((A4[0] - width_of(line, 22)) / 2, 260 + 40 * number, line, 22)

    def _text(self) -> None:
        """Set the chapters of text, their lines as long as the layout has them."""
        most = int(str(self["pdf_line"]))
        size = min(16.0, (A4[0] - 2 * _MARGIN) / most)
        page = self._open(A4)
        for paragraph in chapter(self.disclosed):
            for line in _broken("　　" + paragraph, most * size, size):
                if self.y > A4[1] - _MARGIN - 25:
                    page = self._open(A4)
                page.text(_MARGIN, self.y, line, size)
                self.y += size * 1.7

    def _table(self, number: int, grid: Grid) -> None:
        paper, _ = whole(self.disclosed, grid, number)
        texts = [
            [self._shown(cell, (number, row, column)) for column, cell in enumerate(cells)]
            for row, cells in enumerate(paper.rows)
        ]
        captions = sorted(paper.captions)
        first = captions[-1] + 1
        body = [_padded(cells, len(grid.columns)) for cells in texts[first:]]
        merges = [
            (top - first, left, bottom - first, right)
            for top, left, bottom, right in paper.merges
            if top >= first
        ]
        head = len([row for row in paper.heads if row >= first])
        block = _Block([texts[row] for row in captions], body, merges, head, grid)
        self._set(block)
        for words in grid.notes:
            self.pages[-1].text(_MARGIN, self.y + 14, words, 9)
            self.y += 24

    def _shown(self, cell: Cell, place: Place) -> str:
        if isinstance(cell, Amount):
            text = self.planted.get(place)
            if text is not None:
                return grouped(text, self.disclosed.layout)
            return shown(cell.fen, self.disclosed.layout) or ""
        if isinstance(cell, Change):
            return cell.rate or shown(cell.fen, self.disclosed.layout) or ""
        return cell or ""

    def _size(self) -> tuple[float, float]:
        wide = self["pdf_page"] == "landscape" or self["pdf_turned"]
        return (A4[1], A4[0]) if wide else A4

    def _set(self, block: _Block) -> None:
        turned = str(self["pdf_turned"])
        size = self._size()
        fitted = block.fitted(size[0] - 2 * _MARGIN)
        if fitted is None:
            size = (A4[1], A4[0])
            fitted = block.fitted(size[0] - 2 * _MARGIN) or block.forced(size[0] - 2 * _MARGIN)
        page = self.pages[-1]
        room = page.height - self.y - _MARGIN
        same = (page.width, page.height, page.turned) == (*size, turned) and len(self.pages) > 1
        if self["pdf_new_page"] or not same or room < 200:
            page = self._open(size, turned)
        self._captions(page, block)
        rows = list(range(len(block.rows)))
        while rows:
            fitting = self._fitting(page, block, rows, fitted)
            if self["pdf_cut_rows"] and self["pdf_lines"] == "all" and fitting < len(rows):
                fitting += self._cut(page, block, rows, fitting, fitted)
            self._ruled(page, block, rows[:fitting], fitted)
            rows = rows[fitting:]
            if rows:
                page = self._open(size, turned)
                if self["pdf_headings"] == "captions":
                    self._captions(page, block)
                if self["pdf_headings"] != "once":
                    rows = [*range(block.head), *rows]

    def _fitting(self, page: Page, block: _Block, rows: list[int], fitted: _Fitted) -> int:
        room = page.height - _MARGIN - 20 - self.y
        for count, row in enumerate(rows):
            room -= fitted.heights[row]
            if room < 0:
                # A heading alone is not left at a page's foot.
                return max(count, block.head + 1)
        return len(rows)

    def _cut(self, page: Page, block: _Block, rows: list[int], at: int, fitted: _Fitted) -> int:
        """Cut a row of several lines in two where the page has room for the first; return how many rows that adds."""
        row = rows[at]
        room = page.height - _MARGIN - 20 - self.y - sum(fitted.heights[one] for one in rows[:at])
        lines = [
            _set_in(words, fitted.lefts[column + 1] - fitted.lefts[column] - 4, fitted.size)[1]
            for column, words in enumerate(block.rows[row])
        ]
        if row < block.head or max(map(len, lines)) < 2 or room < fitted.size * 1.2 + 6:
            return 0
        for some in ([cell[:1] for cell in lines], [cell[1:] for cell in lines]):
            block.rows.append(["".join(cell) for cell in some])
            fitted.heights.append(max(map(len, some)) * fitted.size * 1.2 + 6)
        rows[at : at + 1] = [len(block.rows) - 2, len(block.rows) - 1]
        return 1

    def _captions(self, page: Page, block: _Block) -> None:
        for cells in block.captions:
            words = [words for words in cells if words]
            if len(cells) == 1 and len(words) == 1:
                self._title(page, words[0])
            else:
                self.y += 15
                if cells[0]:
                    page.text(_MARGIN, self.y, cells[0], 9)
                if len(words) > 1 or not cells[0]:
                    page.text(page.width - _MARGIN - width_of(words[-1], 9), self.y, words[-1], 9)
        self.y += 8

    def _title(self, page: Page, words: str) -> None:
        """Set a line that stands by itself: a title in the middle, over two lines where the layout has it so."""
        title = words.endswith(("表", "）", ")")) and len(words) > 6
        size = 14.0 if title else 9.0
        lines = [words]
        cube = self.disclosed.cube
        if title and self["pdf_title_lines"] == 2 and cube.department in words:
            at = words.index(cube.department) + len(cube.department)
            lines = [words[:at], words[at:]]
        for line in lines:
            self.y += size * 1.5
            x = (page.width - width_of(line, size)) / 2 if title else _MARGIN
            page.text(x, self.y, line, size)

    def _ruled(self, page: Page, block: _Block, rows: Sequence[int], fitted: _Fitted) -> None:
        """Draw rows with their lines; the lines inside a merged heading are left out."""
        tops = [self.y]
        for row in rows:
            tops.append(tops[-1] + fitted.heights[row])
        filled = self["pdf_rules"] == "filled"
        lines = self["pdf_lines"]
        closed = self["pdf_sides"] == "closed" and lines in {"all", "down"}
        width = len(fitted.lefts) - 1
        covered = {
            (row, column): extent
            for extent in block.merges
            for row in range(extent[0], extent[2] + 1)
            for column in range(extent[1], extent[3] + 1)
        }
        for at, row in enumerate(rows):
            for column in range(width):
                extent = covered.get((row, column), (row, column, row, column))
                left, right = fitted.lefts[column], fitted.lefts[column + 1]
                if extent[0] == row and self._is_ruled(at, rows, block.head):
                    page.rule((left, tops[at]), (right, tops[at]), filled=filled)
                if extent[1] == column and (column or closed) and lines in {"all", "down"}:
                    page.rule((left, tops[at]), (left, tops[at + 1]), filled=filled)
                if (extent[0], extent[1]) == (row, column):
                    bottom = tops[min(at + extent[2] - extent[0] + 1, len(tops) - 1)]
                    box = (left, tops[at], fitted.lefts[extent[3] + 1], bottom)
                    self._cell(page, block, row, column, box, fitted.size)
            if closed:
                page.rule((fitted.lefts[-1], tops[at]), (fitted.lefts[-1], tops[at + 1]), filled=filled)
        if lines != "none":
            page.rule((fitted.lefts[0], tops[-1]), (fitted.lefts[-1], tops[-1]), filled=filled)
        self.y = tops[-1]

    def _is_ruled(self, at: int, rows: Sequence[int], head: int) -> bool:
        """Return whether a line runs above one of the rows of a page."""
        below_head = at > 0 and rows[at - 1] < head <= rows[at]
        return {
            "all": True,
            "across": True,
            "down": at == 0 or rows[at] < head or below_head,
            "three": at == 0 or below_head,
            "none": False,
        }[str(self["pdf_lines"])]

    def _cell(
        self,
        page: Page,
        block: _Block,
        row: int,
        column: int,
        box: tuple[float, float, float, float],
        size: float,
    ) -> None:
        left, top, right, bottom = box
        words = block.rows[row][column]
        amount = block.amounts[column] and row >= block.head
        indent, lines = _set_in(words, right - left - 4, size)
        y = (top + bottom) / 2 - len(lines) * size * 1.2 / 2 + size
        for line in lines:
            x = left + 2 + indent
            if amount:
                x = right - 2 - width_of(line, size)
            elif row < block.head:
                x = left + max(2, (right - left - width_of(line, size)) / 2)
            page.text(x, y, line, size)
            y += size * 1.2

    def _margins(self) -> None:
        """Put a running head and a page's number on every page but the cover."""
        cube = self.disclosed.cube
        head = f"{cube.department}{cube.year}年度{self._stage}公开"
        for number, page in enumerate(self.pages[1:], start=1):
            if self["pdf_running_head"] == "top":
                page.text((page.width - width_of(head, 9)) / 2, 36, head, 9)
            elif self["pdf_running_head"] == "foot":
                page.text(_MARGIN, page.height - 38, head, 9)
            style = str(self["pdf_page_number"])
            if style == "none":
                continue
            if style == "spaced":
                words = f"— {' '.join(str(number))}—"
            else:
                words = style.format(number, total=len(self.pages) - 1)
            x = (page.width - width_of(words, 9)) / 2
            if self["pdf_number_place"] == "right":
                x = page.width - _MARGIN - width_of(words, 9)
            page.text(x, 24 if self["pdf_number_place"] == "top" else page.height - 24, words, 9)


@dataclass(frozen=True)
class _Fitted:
    """How a table is set: type size, the left edges of its columns and the right edge, heights of its rows."""

    size: float
    lefts: list[float]
    heights: list[float]


@dataclass
class _Block:
    """A table to be set: captions, rows of texts of which `head` are headings, and merges of those."""

    captions: list[list[str]]
    rows: list[list[str]]
    merges: list[Extent]
    head: int
    grid: Grid

    @property
    def amounts(self) -> list[bool]:
        """Which columns hold amounts."""
        return [column.changes is not None or bool(column.compared) for column in self.grid.columns]

    def fitted(self, width: float) -> _Fitted | None:
        """Return how the table is set in the largest type that fits a width, None where none does."""
        for size in _SIZES:
            wanted = [self._wanted(column, size) for column in range(len(self.grid.columns))]
            if sum(wanted) <= width:
                return self._set(size, [one + (width - sum(wanted)) / len(wanted) for one in wanted])
        return None

    def forced(self, width: float) -> _Fitted:
        """Return how the table is set in the smallest type, in columns that are too narrow for it."""
        wanted = [self._wanted(column, _SIZES[-1]) for column in range(len(self.grid.columns))]
        scale = width / sum(wanted)
        return self._set(_SIZES[-1] * scale, [one * scale for one in wanted])

    def _set(self, size: float, widths: list[float]) -> _Fitted:
        lefts = [_MARGIN]
        for one in widths:
            lefts.append(lefts[-1] + one)
        covered = {(top, left): (bottom, right) for top, left, bottom, right in self.merges}
        heights = []
        for row, cells in enumerate(self.rows):
            most = 1
            for column, words in enumerate(cells):
                bottom, right = covered.get((row, column), (row, column))
                lines = len(_set_in(words, lefts[right + 1] - lefts[column] - 4, size)[1])
                most = max(most, -(-lines // (bottom - row + 1)))
            heights.append(most * size * 1.2 + 6)
        return _Fitted(size, lefts, heights)

    def _wanted(self, column: int, size: float) -> float:
        body = [width_of(cells[column], size) for cells in self.rows[self.head :]]
        most = max(body, default=0.0)
        if not self.amounts[column]:
            most = min(most, 14 * size)
        return max(most + 5, 3 * size + 5)


def _padded(cells: list[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def _set_in(words: str, width: float, size: float) -> tuple[float, list[str]]:
    """Return by how much a label is set in, all of its lines alike, and its lines."""
    bare = words.lstrip("　")
    indent = min((len(words) - len(bare)) * size, width / 2)
    return indent, _broken(bare, width - indent, size)


def _broken(words: str, width: float, size: float) -> list[str]:
    """Break words into lines of a width: numbers stay whole, and no line begins with a closing mark."""
    if width_of(words, size) <= width or not any(ord(character) > 0xFF for character in words):
        return [words]
    lines, line = [], ""
    for piece in _UNBROKEN.findall(words):
        if line and width_of(line + piece, size) > width and piece not in "，。、；：）":
            lines.append(line)
            line = ""
        line += piece
    return [*lines, line]
