"""PDF documents with a text layer: each page as it is drawn, put together to tables and paragraphs.

How far the texts of a table's columns are set in is known by where the page prints them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pypdfium2 import PdfDocument, PdfiumError

from model.source.channel import Channel
from model.source.pages.document import put_together
from model.source.pages.joining import PagedTable
from model.source.pages.page import Inset, Page, Place, page_of
from model.source.parsed import ParsedGrid, ParsedSheet, RefusedError
from model.source.pdf_page import DrawnPage
from model.text import clean

_CENTRED = 0.6
_SAME_LEVEL = 0.5
_FEWEST_LEFT = 2
"""Fractions of a character, and how many texts must begin at one place to show that a column is set from the left."""


def parse(data: bytes, channel: Channel) -> None:
    """Send the document's tables and prose. Raises RefusedError where it has no text layer or cannot be read."""
    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        cause = "encrypted" if "password" in str(error).lower() else "damaged"
        raise RefusedError(cause, **({"detail": "PDF"} if cause == "damaged" else {})) from error
    pages: list[Page] = []
    slanted = False
    count = len(document)
    for index in range(count):
        drawn = _drawn(document, index)
        if drawn is None or drawn.is_picture:
            channel.skip(f"page {index + 1}", "page-without-text")
        elif drawn.has_text:
            pages.append(page_of(index + 1, drawn, pages[-1] if pages else None))
            if drawn.is_recognised:
                channel.skip(f"page {index + 1}", "recognised-text")
            if drawn.has_slanted and not slanted:
                slanted = True
                channel.skip(f"page {index + 1}", "slanted-text")
        channel.progress((index + 1) / count)
    if not pages:
        raise RefusedError("no-text")
    whole = put_together(pages)
    for table in whole.tables:
        channel.sheet(_sheet(table))
    channel.paragraphs([(number, clean(text)) for number, text in enumerate(whole.paragraphs, 1)])


def _drawn(document: PdfDocument, index: int) -> DrawnPage | None:
    try:
        page = document[index]
    except PdfiumError:
        return None
    drawn = DrawnPage(page)
    page.close()
    return drawn


def _sheet(table: PagedTable) -> ParsedSheet:
    grid = ParsedGrid()
    sheet = ParsedSheet(table.name, grid.texts(table.rows), grid.cleaned)
    sheet.merges, sheet.caption, sheet.breaks = table.merges, table.caption, table.breaks
    sheet.indents = indents(table.rows, table.insets)
    return sheet


def indents(rows: Sequence[Sequence[str]], insets: Mapping[Place, Inset]) -> dict[Place, int]:
    """Return by how many half-characters each text is set in from the leftmost of its column, if at all.

    A text in the middle of its cell is not set in, nor is a number.
    """
    by_column: dict[int, list[tuple[int, Inset]]] = defaultdict(list)
    for (row, column), inset in insets.items():
        if _is_label(rows[row][column]):
            by_column[column].append((row, inset))
    found: dict[Place, int] = {}
    for column, entries in by_column.items():
        for row, halves in _of_column(entries):
            found[row, column] = halves
    return found


def _is_label(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _of_column(entries: list[tuple[int, Inset]]) -> list[tuple[int, int]]:
    """Return the rows of a column whose texts are set in, and by how much."""
    left = [inset for _, inset in entries if not _is_centred(inset)]
    if len(left) < _FEWEST_LEFT:
        return []
    edge = min(inset.left for inset in left)
    set_in: list[tuple[int, int]] = []
    for row, inset in entries:
        halves = round((inset.left - edge) / (inset.size / 2))
        if halves > 0 and (not _is_centred(inset) or _stands_among(inset, left)):
            set_in.append((row, halves))
    return set_in


def _is_centred(inset: Inset) -> bool:
    return inset.left > inset.size and abs(inset.left - inset.right) <= _CENTRED * inset.size


def _stands_among(inset: Inset, others: Sequence[Inset]) -> bool:
    """Return whether other texts that are set from the left begin at the same place."""
    near = sum(abs(other.left - inset.left) <= _SAME_LEVEL * inset.size for other in others)
    return near >= _FEWEST_LEFT
