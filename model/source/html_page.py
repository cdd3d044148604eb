"""Web pages, under whatever name: their innermost tables are sheets, the text around them is prose.

Their cells state over how many rows and columns they reach.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from model.pattern import pattern
from model.source.channel import Channel
from model.source.parsed import CAPTION_MOST, Cell, ParsedGrid, ParsedSheet, RefusedError, trimmed
from model.source.text_decoding import decode
from model.text import clean

_SPAN_MOST = 1000
_SKIPPED = {"script", "style", "head", "title", "noscript", "template", "select", "textarea"}
_BLOCKS = {
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "tr",
    "td",
    "th",
    "br",
    "caption",
    "center",
    "pre",
}
_SPACE = pattern(r"[ \t\r\n\f]+")
_MOST_ATTRIBUTES = 2_000
_LONG_TAG = pattern(r"<[A-Za-z][^<>]{4000,}")
_QUOTED = pattern(r"\"[^\"]*\"|'[^']*'")
_HIDDEN = pattern(r"display\s*:\s*none", re.IGNORECASE)
COLUMNS_MOST = 1 << 14
AREA_MOST = 5_000_000
"""Cells that one such table may cover; no page that a person reads comes near."""
SpannedCell = tuple[str, int, int]
"""A cell: its text, the rows and the columns it reaches over, each at least 1."""


def parse(data: bytes, channel: Channel) -> None:
    """Send a page's tables and the text around them, in its order. Raises RefusedError where it holds nothing."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    page = decode(data)
    if any(_has_endless_attributes(tag.group()) for tag in _LONG_TAG.finditer(page)):
        raise RefusedError("damaged", detail="page")
    try:
        root = etree.fromstring(page.encode(), parser)
    except etree.LxmlError as error:
        raise RefusedError("damaged", detail="page") from error
    if root is None:
        raise RefusedError("unknown")
    paragraphs: list[tuple[int, str]] = []
    caption: list[str] = []
    tables = 0
    for piece in _pieces(root):
        if isinstance(piece, str):
            paragraphs.append((len(paragraphs) + 1, clean(piece)))
            caption.append(clean(piece))
            continue
        sheet = _sheet(piece, tables + 1)
        if sheet is not None:
            tables += 1
            sheet.caption = caption[-CAPTION_MOST:]
            channel.sheet(sheet)
            caption = []
    channel.paragraphs(paragraphs)
    channel.progress(1.0)


def _has_endless_attributes(tag: str) -> bool:
    """Return whether a tag has more attributes than the parser, which holds each against all others, gets through."""
    return len(_QUOTED.sub("", tag).split(None, _MOST_ATTRIBUTES)) > _MOST_ATTRIBUTES


def _pieces(root: etree._Element) -> Iterator[str | etree._Element]:
    """Yield the lines of prose and the innermost tables in the page's order."""
    text: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start" and (tag in _SKIPPED or _is_innermost(element)):
            walk.skip_subtree()
            if tag == "table":
                yield from _line(text)
                yield element
        elif tag in _BLOCKS:
            yield from _line(text)
            text.append(element.text or "" if event == "start" else "")
        elif event == "start":
            text.append(element.text or "")
        if event == "end":
            text.append(element.tail or "")
    yield from _line(text)


def _is_innermost(element: etree._Element) -> bool:
    return element.tag == "table" and element.find(".//table") is None


def _line(text: list[str]) -> Iterator[str]:
    line = _shown("".join(text)).strip()
    text.clear()
    if line:
        yield line


def _shown(text: str) -> str:
    """Return a text as a page shows it: runs of white space as one space, hard spaces as they are."""
    return _SPACE.sub(" ", text).replace("\u00a0", " ")


def _sheet(table: etree._Element, number: int) -> ParsedSheet | None:
    """Return a table as a sheet, nothing for one without cells."""
    grid = ParsedGrid()
    layout = SpannedGrid(grid)
    hidden: set[int] = set()
    for index, row in enumerate(table.iter("tr")):
        layout.add_row([_cell(cell) for cell in row if cell.tag in {"td", "th"}])
        if _HIDDEN.search(row.get("style", "")):
            hidden.add(index)
    rows = list(layout.rows())
    if not any(rows):
        return None
    sheet = ParsedSheet(f"table {number}", rows, grid.cleaned)
    sheet.merges = layout.merges
    sheet.hidden_rows = hidden
    return sheet


def _cell(cell: etree._Element) -> SpannedCell:
    pieces = [cell.text or ""]
    for element in cell.iterdescendants():
        if element.tag == "br" or (element.tag == "p" and any(map(str.strip, pieces))):
            pieces.append("\n")
        if element.tag not in _SKIPPED:
            pieces.append(_SPACE.sub(" ", element.text or ""))
        pieces.append(_SPACE.sub(" ", element.tail or ""))
    pieces[0] = _SPACE.sub(" ", pieces[0])
    text = "\n".join(line.strip(" ").replace("\u00a0", " ") for line in "".join(pieces).split("\n"))
    return text.strip("\n"), _span(cell, "rowspan"), _span(cell, "colspan")


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    return (
        max(1, min(int(value), _SPAN_MOST)) if value.isascii() and value.isdigit() and len(value) < 9 else 1
    )


class SpannedGrid:
    """Places cells one after another, each at the first place of its row that none above reaches into."""

    def __init__(self, grid: ParsedGrid) -> None:
        self.merges: list[tuple[int, int, int, int]] = []
        self._grid = grid
        self._rows: list[list[Cell]] = []
        self._reached: dict[int, int] = {}
        self._area = 0

    def add_row(self, cells: list[SpannedCell]) -> None:
        """Add a row of cells."""
        row = len(self._rows)
        placed: list[Cell] = []
        for text, height, width in cells:
            column = self._free(row, len(placed))
            if column + width > COLUMNS_MOST:
                raise RefusedError("spread")
            placed.extend([None] * (column - len(placed)))
            placed.append(None if not text or text.isspace() else self._grid.text(row, column, text))
            placed.extend([None] * (width - 1))
            if height > 1 or width > 1:
                self.merges.append((row, column, row + height - 1, column + width - 1))
            for reached in range(column, column + width):
                self._reached[reached] = row + height
            self._take(width)
        self._take(1)
        self._rows.append(placed)

    def rows(self) -> Iterator[list[Cell]]:
        """Yield the rows without their trailing blanks."""
        for row in self._rows:
            yield trimmed(row)

    def _free(self, row: int, column: int) -> int:
        while self._reached.get(column, 0) > row:
            column += 1
        return column

    def _take(self, cells: int) -> None:
        self._area += cells
        if self._area > AREA_MOST:
            raise RefusedError("spread")
