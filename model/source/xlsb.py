"""Excel's binary workbooks, by a reader of our own: no library at hand tells their errors and merges."""

from __future__ import annotations

from struct import error as struct_error
from struct import unpack_from

from model.source.archive import Archive
from model.source.channel import Channel
from model.source.refused import RefusedError
from model.source.xlsb_records import SHEET, WORKBOOK, records, text_at
from model.source.xlsb_sheet import BinarySheet, Shared
from model.source.xlsx_package import relationships, target_of

_VISIBILITY = {0: "visible", 1: "hidden", 2: "very hidden"}


def parse(data: bytes, channel: Channel) -> None:
    """Send the workbook's sheets. Raises RefusedError for one that cannot be read."""
    archive = Archive(data)
    workbook = target_of(archive, "", "officeDocument") or "xl/workbook.bin"
    links = {identifier: (kind, target) for identifier, kind, target in relationships(archive, workbook)}
    try:
        sheets, since_1904 = _sheets(archive.read(workbook))
        shared = Shared(
            archive.read(target_of(archive, workbook, "sharedStrings")),
            archive.read(target_of(archive, workbook, "styles")),
            since_1904=since_1904,
        )
    except struct_error as error:
        raise RefusedError("damaged", detail="record") from error
    for index, (name, state, link) in enumerate(sheets):
        kind, part = links.get(link, ("", ""))
        if kind != "worksheet" or part not in archive:
            channel.skip(name, "chart-sheet" if part in archive else "damaged-sheet")
            continue
        try:
            sheet = BinarySheet(name, archive.read(part), shared).parsed
            sheet.visibility = _VISIBILITY.get(state, "unknown")
            channel.sheet(sheet)
        except (LookupError, struct_error):
            channel.skip(name, "damaged-sheet")
        except RefusedError as refused:
            if refused.cause != "damaged":
                raise
            channel.skip(name, "damaged-sheet")
        channel.progress((index + 1) / len(sheets))


def _sheets(workbook: bytes) -> tuple[list[tuple[str, int, str]], bool]:
    """Return name, state and link of each sheet, and whether the calendar begins in 1904."""
    sheets: list[tuple[str, int, str]] = []
    since_1904 = False
    for kind, content in records(workbook):
        if kind == SHEET:
            link, at = text_at(content, 8)
            sheets.append((text_at(content, at)[0], unpack_from("<I", content)[0], link))
        elif kind == WORKBOOK:
            since_1904 = bool(content[0] & 1)
    return sheets, since_1904
