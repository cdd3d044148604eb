"""PDF documents with a text layer: ruled tables, joined over pages, and prose put back into paragraphs."""

from __future__ import annotations

import re

from pypdfium2 import PdfDocument, PdfiumError

from model.source.channel import Channel
from model.source.parsed import CAPTION_MOST, Grid, ParsedSheet
from model.source.pdf_geometry import Glyph
from model.source.pdf_page import DrawnPage
from model.source.pdf_table import PagedTable
from model.source.refused import RefusedError
from model.source.ruled_table import RuledTable, ruled_tables
from model.source.text_flow import Line, cell_text, lines_of, paragraphs_of
from model.text import clean

_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/,，共]+\s*\d{1,4}(?:\s*页)?)?[-—–·\s]*"
)
_MARGIN = 0.12


def parse(data: bytes, channel: Channel) -> None:
    """Send the document's tables and prose. Raises RefusedError where it has no text layer or cannot be read."""
    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        cause = "encrypted" if "password" in str(error).lower() else "damaged"
        raise RefusedError(cause, **({"detail": "PDF"} if cause == "damaged" else {})) from error
    reader = _Reader(channel)
    count = len(document)
    for index in range(count):
        reader.read(index + 1, _page(document, index))
        channel.progress((index + 1) / count)
    reader.finish()


def _page(document: PdfDocument, index: int) -> DrawnPage | None:
    try:
        page = document[index]
    except PdfiumError:
        return None
    drawn = DrawnPage(page)
    page.close()
    return drawn


class _Reader:
    """Goes through the pages and sends what they hold."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._paragraphs: list[tuple[int, str]] = []
        self._lines: list[Line] = []
        self._table: PagedTable | None = None
        self._has_text = False

    def read(self, number: int, page: DrawnPage | None) -> None:
        """Take a page."""
        if page is None or not page.glyphs:
            if page is None or page.has_picture:
                self._channel.skip(f"page {number}", "page-without-text")
            return
        self._has_text = True
        tables = [table for table in ruled_tables(page.horizontal, page.vertical) if table.width > 1]
        inside: list[list[Glyph]] = [[] for _ in tables]
        outside: list[Glyph] = []
        for glyph in page.glyphs:
            x, y = (glyph.left + glyph.right) / 2, glyph.middle
            holder = next((index for index, table in enumerate(tables) if table.cell_at(x, y)), None)
            (outside if holder is None else inside[holder]).append(glyph)
        lines = [line for line in lines_of(outside) if not _is_page_number(line, page.height)]
        for index, (table, glyphs) in enumerate(zip(tables, inside, strict=True)):
            above = [line for line in lines if line.top < table.box.top]
            lines = lines[len(above) :]
            self._lines += above
            if glyphs:
                name = f"page {number}" if len(tables) == 1 else f"page {number} table {index + 1}"
                self._take(name, table, _rows(table, glyphs))
        self._lines += lines

    def _take(self, name: str, table: RuledTable, rows: list[list[str]]) -> None:
        """Take a table, as the rest of the one before if nothing stands between the two."""
        if self._table is not None and not self._lines and self._table.goes_on(table):
            self._table.add(table, rows)
            return
        self._close_table()
        caption = [clean(line.text) for line in self._lines[-CAPTION_MOST:]]
        self._table = PagedTable(name, caption, table, rows)
        self._close_prose()

    def _close_table(self) -> None:
        table, self._table = self._table, None
        if table is not None:
            grid = Grid()
            sheet = ParsedSheet(table.name, grid.texts(table.rows), grid.cleaned)
            sheet.merges, sheet.caption = table.merges, table.caption
            self._channel.sheet(sheet)

    def _close_prose(self) -> None:
        for text in paragraphs_of(self._lines):
            self._paragraphs.append((len(self._paragraphs) + 1, clean(text)))
        self._lines = []

    def finish(self) -> None:
        """Send what is left. Raises RefusedError where no page had text."""
        if not self._has_text:
            raise RefusedError("no-text")
        self._close_table()
        self._close_prose()
        self._channel.paragraphs(self._paragraphs)


def _rows(table: RuledTable, glyphs: list[Glyph]) -> list[list[str]]:
    """Return the texts of a table's cells; a merged cell's text stands in its upper left one."""
    cells: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        place = table.cell_at((glyph.left + glyph.right) / 2, glyph.middle)
        if place is not None:
            cells.setdefault(place, []).append(glyph)
    return [
        [cell_text(cells[row, column]) if (row, column) in cells else "" for column in range(table.width)]
        for row in range(table.height)
    ]


def _is_page_number(line: Line, height: float) -> bool:
    in_margin = line.top < _MARGIN * height or line.bottom > (1 - _MARGIN) * height
    return in_margin and _PAGE_NUMBER.fullmatch(line.text) is not None
