"""The plain data files of `samples/data`: a sheet as its printed texts and its look, and the planted faults."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.cell_range import CellRange

DATA = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True)
class Plate:
    """One sheet as its data file has it: `rows` are the printed texts from A1 on, the rest is their look.

    `heading` and `table` are ranges such as A4:F5; `text` holds the columns (1-based) whose digits are text.
    """

    sheet: str
    number_format: str
    title: int
    unit: int
    heading: str
    table: str
    text: frozenset[int]
    widths: tuple[float, ...]
    merges: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_plate(path: Path) -> Plate:
    """Read a data file."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n----\n")
    said = dict(line.split("\t", 1) for line in head.splitlines())
    return Plate(
        sheet=said["sheet"],
        number_format=said.get("format", "General"),
        title=int(said["title"]),
        unit=int(said.get("unit", "0")),
        heading=said.get("heading", ""),
        table=said["table"],
        text=frozenset(column_index_from_string(letters) for letters in said.get("text", "").split()),
        widths=tuple(map(float, said["widths"].split())),
        merges=tuple(said.get("merge", "").split()),
        rows=tuple(tuple(line.split("\t")) for line in body.removesuffix("\n").split("\n")),
    )


def read_disclosure(name: str) -> list[Plate]:
    """Read every sheet of a disclosure, in the order of the file names."""
    return [read_plate(path) for path in sorted((DATA / name).glob("*.tsv"))]


def read_planted(path: Path = DATA / "planted.tsv") -> list[dict[str, str]]:
    """Read the list of planted faults: one dictionary a fault, with the columns of the file."""
    names, *faults = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [dict(zip(names, fault, strict=True)) for fault in faults]


def plant(plates: list[Plate]) -> list[Plate]:
    """Return the sheets with the faults of planted.tsv in them."""
    for fault in read_planted():
        place = CellRange(fault["cell"])
        plates = [
            _with_fault(plate, fault, place.min_row, place.min_col)
            if plate.sheet == fault["sheet"]
            else plate
            for plate in plates
        ]
    return plates


def _with_fault(plate: Plate, fault: dict[str, str], row: int, column: int) -> Plate:
    rows = [list(cells) for cells in plate.rows]
    if rows[row - 1][column - 1] != fault["printed"]:
        raise SystemExit(f"planted.tsv: {fault['sheet']}!{fault['cell']} does not print {fault['printed']}")
    rows[row - 1][column - 1] = fault["planted"]
    return replace(plate, rows=tuple(map(tuple, rows)))
