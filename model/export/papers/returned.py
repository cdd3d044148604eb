"""A ledger that came back: what was written in it, by the finding that each row is about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from model.errors import ExportError
from model.export.papers.ledger import Filled
from model.export.papers.ledger_columns import COLUMNS, DATES, FILLED_IN, Rectification
from model.messages import LANGUAGES, message
from model.pattern import pattern
from model.record import dataclass
from model.source.book import CellDate, CellValue, Sheet
from model.source.reading import open_book
from model.text import clean_line

_HEADINGS_WITHIN = 10
_DAY = pattern(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


@dataclass(frozen=True, slots=True)
class ReturnedLedger:
    """What is written in a ledger: by finding and column, and what could not be taken, with its cell."""

    filled: Filled
    complaints: tuple[ExportError, ...]


def read_ledger(path: Path) -> ReturnedLedger:
    """Read a ledger. Raises ExportError where the file is none, UnreadableSourceError where it cannot be read."""
    book = open_book(path)
    for sheet in book.file_sheets:
        found = _headings(sheet)
        if found is not None:
            return _taken(path, sheet, *found)
    what = message("This is no rectification ledger: its headings were not found.")
    raise ExportError(
        clean_line(str(path)), what, message("Take the file that Yushen wrote, with its columns.")
    )


def _headings(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """Return the row of the headings, and the places of the columns by name; they may have been moved."""
    for row in range(min(sheet.height, _HEADINGS_WITHIN)):
        texts = [_text(value) for value in sheet.rows[row]]
        for language in LANGUAGES:
            places = {
                column.name: texts.index(column.heading.text(language))
                for column in COLUMNS
                if column.heading.text(language) in texts
            }
            if {"id", "state", "progress"} <= places.keys():
                return row, places
    return None


def _taken(path: Path, sheet: Sheet, heading: int, places: dict[str, int]) -> ReturnedLedger:
    filled: dict[str, dict[str, str]] = {}
    complaints: list[ExportError] = []
    for row in range(heading + 1, sheet.height):
        finding = _text(sheet.value(row, places["id"]))
        if not finding:
            continue
        at = f"{clean_line(str(path))} {sheet.name}!{row + 1}"
        if finding in filled:
            complaints.append(_complaint(at, finding, twice=True))
            continue
        values = {name: _value(name, sheet.value(row, places[name])) for name in FILLED_IN if name in places}
        if values.get("state") and values["state"] not in list(Rectification):
            complaints.append(_complaint(at, values.pop("state"), twice=False))
        filled[finding] = {name: value for name, value in values.items() if value}
    return ReturnedLedger(filled, tuple(complaints))


def _complaint(at: str, shown: str, *, twice: bool) -> ExportError:
    if twice:
        return ExportError(
            at, message("Finding {id} has two rows.", id=shown), message("The first one is taken; join them.")
        )
    known: Sequence[str] = [state.value for state in Rectification]
    return ExportError(
        at,
        message("The state {state} is not known.", state=shown),
        message("It may be: {states}. Everything else in the row is taken.", states="、".join(known)),
    )


def _value(name: str, value: CellValue) -> str:
    text = _text(value)
    if name not in DATES:
        return text
    if isinstance(value, CellDate):
        return value.iso[:10]
    found = _DAY.fullmatch(text)
    return f"{int(found[1]):04d}-{int(found[2]):02d}-{int(found[3]):02d}" if found else text


def _text(value: CellValue) -> str:
    if isinstance(value, CellDate):
        return value.iso
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
