"""OpenDocument spreadsheets, packed or flat: one pass of our own over the XML, for no library tells all of it."""

from __future__ import annotations

from model.source.archive import Archive
from model.source.channel import Channel
from model.source.ods_content import Content
from model.source.ods_sheet import Styles
from model.source.sniff import ZIP


def parse(data: bytes, channel: Channel) -> None:
    """Send the workbook's sheets. Raises RefusedError for one that cannot be read."""
    styles = Styles()
    content = Content(styles)
    if data.startswith(ZIP):
        archive = Archive(data)
        styles.read(archive.chunks("styles.xml"))
        styles.read(archive.chunks("content.xml"))
        content.read(archive.chunks("content.xml"))
    else:
        styles.read([data])
        content.read([data])
    for sheet in content.sheets:
        channel.sheet(sheet)
    channel.progress(1.0)
