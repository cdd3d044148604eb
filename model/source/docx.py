"""Word documents: tables and prose in the order of the document."""

from __future__ import annotations

from model.source.archive import Archive
from model.source.channel import Channel
from model.source.docx_body import Body
from model.source.parsed import CAPTION_MOST, Grid, ParsedSheet
from model.source.refused import RefusedError
from model.source.xlsx_package import target_of
from model.text import clean


def parse(data: bytes, channel: Channel) -> None:
    """Send the document's tables and prose. Raises RefusedError where it cannot be read."""
    archive = Archive(data)
    part = target_of(archive, "", "officeDocument") or "word/document.xml"
    if part not in archive:
        raise RefusedError("damaged", detail="document.xml")
    body = Body()
    body.read(archive.chunks(part))
    paragraphs: list[tuple[int, str]] = []
    caption: list[str] = []
    tables = 0
    for number, piece in body.pieces:
        if isinstance(piece, str):
            text = clean(piece)
            paragraphs.append((number, text))
            caption.append(text.strip())
            continue
        tables += 1
        grid = Grid()
        sheet = ParsedSheet(f"table {tables}", list(grid.texts(piece.rows)), grid.cleaned)
        sheet.merges = piece.merges
        sheet.caption = caption[-CAPTION_MOST:]
        caption = []
        channel.sheet(sheet)
    channel.paragraphs(paragraphs)
    channel.progress(1.0)
