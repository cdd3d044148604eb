"""PDF documents with a text layer: each page as it is drawn, put together to tables and paragraphs."""

from __future__ import annotations

from pypdfium2 import PdfDocument, PdfiumError

from model.source.channel import Channel
from model.source.pages.document import put_together
from model.source.pages.indents import indents
from model.source.pages.joining import PagedTable
from model.source.pages.page import Page, page_of
from model.source.parsed import ParsedGrid, ParsedSheet
from model.source.pdf_page import DrawnPage
from model.source.refused import RefusedError
from model.text import clean


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
        if drawn is not None and drawn.has_text:
            pages.append(page_of(index + 1, drawn, pages[-1] if pages else None))
            if drawn.has_slanted and not slanted:
                slanted = True
                channel.skip(f"page {index + 1}", "slanted-text")
        elif drawn is None or drawn.has_picture:
            channel.skip(f"page {index + 1}", "page-without-text")
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
