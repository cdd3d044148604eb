"""Published forms as fixtures: a workbook written from a layout file, and what must be read in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol

FOLDER = Path(__file__).parent / "layouts"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_CODE_LIKE = re.compile(r"\d{2,3}|[235]\d{2}(?:\d{2}){1,2}|\d{6}")


def names() -> list[str]:
    """The names of all layouts."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def layout(name: str) -> dict[str, Any]:
    """Return a layout: about, department, year, stage, its sheets and its faults."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def cells_of(sheet: Mapping[str, Any]) -> Iterator[tuple[int, int, str]]:
    """Yield row, column and text of each cell that is not blank."""
    for row, line in enumerate(sheet["cells"].strip("\n").split("\n")):
        for column, text in enumerate(line.split("|")):
            if text.strip():
                yield row, column, text.strip()


def write(of: Mapping[str, Any], path: Path, changed: Mapping[str, str] | None = None) -> Path:
    """Write a layout as a workbook; `changed` gives cells such as 表1!B5 another text.

    A number is written with the decimals it is printed with; what has the form of a code is written as text.
    """
    changed = changed or {}
    book = xlsxwriter.Workbook(str(path))
    for sheet in of["sheet"]:
        page = book.add_worksheet(sheet["name"])
        for extent in sheet.get("merges", ()):
            page.merge_range(extent, "")
        for row, column, text in cells_of(sheet):
            _write(book, page, row, column, text)
        for address, text in changed.items():
            name, _, cell = address.rpartition("!")
            if name == sheet["name"]:
                _write(book, page, *xl_cell_to_rowcol(cell), text)
    book.close()
    return path


def is_amount(text: str) -> bool:
    """Return whether a cell holds a number that is no code: amounts are written with decimals."""
    return _NUMBER.fullmatch(text) is not None and _CODE_LIKE.fullmatch(text) is None


def _write(book: xlsxwriter.Workbook, page: Any, row: int, column: int, text: str) -> None:
    if not is_amount(text):
        page.write_string(row, column, text)
    else:
        decimals = len(text.partition(".")[2])
        shown = book.add_format({"num_format": "0." + "0" * decimals if decimals else "0"})
        page.write_number(row, column, float(text), shown)


def within(extent: str) -> Iterator[tuple[int, int]]:
    """Yield the cells of extents such as "G5:H9 A1"."""
    for part in extent.split():
        first, _, last = part.partition(":")
        (top, left), (bottom, right) = xl_cell_to_rowcol(first), xl_cell_to_rowcol(last or first)
        yield from ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
