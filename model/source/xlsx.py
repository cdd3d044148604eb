"""Excel workbooks of 2007 and later: values by calamine, and a second look for what it leaves out."""

from __future__ import annotations

from io import BytesIO
from itertools import islice

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
)

from model.source.archive import Archive
from model.source.calamine_sheet import rows_of, visibility_of, width_of
from model.source.channel import Channel
from model.source.parsed import Cell, Grid, ParsedSheet, Position, overlaid
from model.source.refused import RefusedError
from model.source.xlsx_package import notes, number_formats, sheet_parts, target_of
from model.source.xlsx_sheet import SheetScan

LARGE_SHEET = 4 << 20
"""Bytes of XML (some 50,000 cells) above which a sheet gets the second look only for cause."""
_CAUSES = (b't="e"', b"t='e'", b"<f", b":f>", b":f ", b"hidden=")
_DOCUMENT_TYPE = b"<!DOCTYPE"


def parse(data: bytes, channel: Channel) -> None:
    """Send the workbook's sheets. Raises RefusedError for one that cannot be read."""
    archive = Archive(data)
    workbook = target_of(archive, "", "officeDocument") or "xl/workbook.xml"
    _refuse_document_type(archive, target_of(archive, workbook, "sharedStrings"))
    parts = sheet_parts(archive, workbook)
    codes = number_formats(archive, target_of(archive, workbook, "styles"))
    try:
        values = CalamineWorkbook.from_filelike(BytesIO(data))
    except PasswordError as error:
        raise RefusedError("encrypted") from error
    except CalamineError as error:
        raise RefusedError("damaged", detail=type(error).__name__) from error
    for index, metadata in enumerate(values.sheets_metadata):
        name, part = parts[index] if index < len(parts) else ("", "")
        if metadata.typ != SheetTypeEnum.WorkSheet:
            channel.skip(metadata.name, "chart-sheet")
            continue
        try:
            looked = _second_look(archive, part if name == metadata.name else "", codes)
            channel.sheet(_sheet(metadata, values.get_sheet_by_index(index), looked))
        except CalamineError:
            channel.skip(metadata.name, "damaged-sheet")
        except RefusedError as refused:
            if refused.cause != "damaged":
                raise
            channel.skip(metadata.name, "damaged-sheet")
        channel.progress((index + 1) / len(values.sheets_metadata))


class _SecondLook:
    """What is known of a sheet beside its values; all None where its part was not found."""

    def __init__(self) -> None:
        self.errors: dict[int, dict[int, Cell]] = {}
        self.scan: SheetScan | None = None
        self.formats: dict[Position, tuple[str | None, str | None, str | None]] | None = None
        self.default: tuple[str | None, str | None, str | None] | None = None


def _second_look(archive: Archive, part: str, codes: list[str | None]) -> _SecondLook:
    looked = _SecondLook()
    if part not in archive:
        return looked
    looked.scan = SheetScan()
    looked.default = ("General", "", "")
    if archive.size(part) <= LARGE_SHEET or _has_cause(archive, part):
        looked.scan.read(archive.chunks(part))
        looked.errors = looked.scan.errors
    else:
        looked.default = (None, "", "")
    looked.formats = looked.scan.formats(codes, notes(archive, part))
    return looked


def _has_cause(archive: Archive, part: str) -> bool:
    """Return whether a large sheet holds an error, a formula or anything hidden."""
    tail = b""
    for chunk in archive.chunks(part):
        window = tail + chunk
        if any(cause in window for cause in _CAUSES):
            return True
        if _DOCUMENT_TYPE in window:
            raise RefusedError("document-type")
        tail = chunk[-16:]
    return False


def _refuse_document_type(archive: Archive, part: str) -> None:
    if any(_DOCUMENT_TYPE in chunk for chunk in islice(archive.chunks(part), 1)):
        raise RefusedError("document-type")


def _sheet(metadata: SheetMetadata, values: CalamineSheet, looked: _SecondLook) -> ParsedSheet:
    grid = Grid()
    sheet = ParsedSheet(metadata.name, overlaid(rows_of(values, grid), looked.errors), grid.cleaned)
    sheet.visibility = visibility_of(metadata)
    sheet.merges = [(*first, *last) for first, last in values.merged_cell_ranges or ()]
    if looked.scan is not None:
        sheet.hidden_rows = looked.scan.hidden_rows
        sheet.hidden_columns = looked.scan.columns_hidden_within(width_of(values))
    sheet.formats = looked.formats
    sheet.default_format = looked.default
    return sheet
