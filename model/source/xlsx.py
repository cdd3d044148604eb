"""Excel workbooks of 2007 and later: values by calamine, and a second look for what it leaves out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
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

from model.pattern import pattern
from model.source.archive import Archive
from model.source.calamine_sheet import blocks_of, holds, rows_of, visibility_of, width_of
from model.source.channel import COLUMNS_MOST, Channel
from model.source.parsed import Cell, ParsedGrid, ParsedSheet, RefusedError, overlaid
from model.source.xlsx_look import SecondLook
from model.source.xlsx_package import cell_styles, sheet_parts, target_of

LARGE_SHEET = 4 << 20
"""Bytes of XML (some 50,000 cells) above which a sheet is worth a thread, and too long for a close second look."""

_DOCUMENT_TYPE = b"<!DOCTYPE"
_DURATION = pattern(r"\[[hms]+\]", re.IGNORECASE)
"""In a number format: hours, minutes or seconds that are counted on beyond a day."""

ReportShare = Callable[[float], None]
"""Called with the share of a sheet that is done, from 0 to 1."""


def parse(data: bytes, channel: Channel) -> None:
    """Send the workbook's sheets. Raises RefusedError for one that cannot be read."""
    archive = Archive(data)
    workbook = target_of(archive, "", "officeDocument") or "xl/workbook.xml"
    _refuse_document_type(archive, target_of(archive, workbook, "sharedStrings"))
    parts = sheet_parts(archive, workbook)
    styles = cell_styles(archive, target_of(archive, workbook, "styles"))
    values = _values(data)
    sizes = [archive.size(part) + 1 for _, part in parts]
    for index, metadata in enumerate(values.sheets_metadata):
        name, part = parts[index] if index < len(parts) else ("", "")
        if metadata.typ != SheetTypeEnum.WorkSheet:
            channel.skip(metadata.name, "chart-sheet")
            continue
        report = partial(_report, channel, sum(sizes[:index]), sum(sizes[: index + 1]), sum(sizes))
        try:
            known = SecondLook(archive, part if name == metadata.name else "", styles)
            channel.sheet(_sheet(metadata, *_read(values, index, known, report)))
        except CalamineError:
            channel.skip(metadata.name, "damaged-sheet")
        except RefusedError as refused:
            _skip(channel, metadata.name, refused)
        report(1.0)


def _skip(channel: Channel, name: str, refused: RefusedError) -> None:
    """Leave out a sheet for what is wrong with it alone; raise again what is wrong with the whole file."""
    if refused.cause == "duration":
        channel.skip(f"{name}!{refused.values['cell']}", "duration")
    elif refused.cause == "damaged":
        channel.skip(name, "damaged-sheet")
    else:
        raise refused


def _values(data: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(BytesIO(data))
    except PasswordError as error:
        raise RefusedError("encrypted") from error
    except CalamineError as error:
        raise RefusedError("damaged", detail="workbook") from error


def _report(channel: Channel, before: int, after: int, total: int, share: float) -> None:
    channel.progress((before + (after - before) * share) / total)


def _read(
    values: CalamineWorkbook, index: int, known: SecondLook, report: ReportShare
) -> tuple[CalamineSheet, SecondLook, ReportShare]:
    if known.size <= LARGE_SHEET:
        # Looked at first: a sheet whose cells are too far apart would end the process in calamine.
        known.look()
        return values.get_sheet_by_index(index), known, _silent
    from model.source.fetch import Fetch

    fetch = Fetch(values, index, known.size, report)
    known.skim(fetch.report)
    return fetch.sheet(), known, report


def _silent(_: float) -> None:
    """Report nothing: a small sheet is done before anyone could see it."""


def _refuse_document_type(archive: Archive, part: str) -> None:
    if any(_DOCUMENT_TYPE in chunk for chunk in islice(archive.chunks(part), 1)):
        raise RefusedError("document-type")


def _rows(
    values: CalamineSheet, grid: ParsedGrid, known: SecondLook, report: ReportShare
) -> Iterable[list[Cell]]:
    """Return a sheet's rows, those of a small one at once: a sheet that breaks off is left out as a whole.

    Raises RefusedError where a number is shown as a duration that no calendar holds, which calamine cannot give.
    """
    rows = overlaid(rows_of(values, grid, report), known.errors)
    if known.size > LARGE_SHEET:
        return rows
    taken: list[list[Cell]] = []
    try:
        taken.extend(rows)
    except OverflowError as error:
        raise RefusedError("duration", cell=_duration_in(len(taken), known)) from error
    return taken


def _duration_in(row: int, known: SecondLook) -> str:
    """Return the first cell of a row that shows a number as a duration, or the row where none is known to."""
    from model.source.book import column_letters

    found = [
        column
        for (at, column), (code, _, _) in (known.formats or {}).items()
        if at == row and code and _DURATION.search(code)
    ]
    return f"{column_letters(min(found))}{row + 1}" if found else str(row + 1)


def _sheet(
    metadata: SheetMetadata, values: CalamineSheet, known: SecondLook, report: ReportShare
) -> ParsedSheet:
    grid = ParsedGrid()
    sheet = ParsedSheet(metadata.name, (), grid.cleaned)
    if known.size > LARGE_SHEET and width_of(values) <= COLUMNS_MOST and holds(values, known.errors):
        sheet.blocks = blocks_of(values, grid, known.errors, report)
    else:
        sheet.rows = _rows(values, grid, known, report)
    sheet.visibility = visibility_of(metadata)
    sheet.merges = [(*first, *last) for first, last in values.merged_cell_ranges or ()]
    sheet.hidden_rows, sheet.hidden_columns = known.hidden_rows, known.columns_hidden_within(width_of(values))
    sheet.formats, sheet.default_format = known.formats, known.default_format
    sheet.indents = known.indents
    return sheet
