"""Make the sample workbooks from the plain data files of `samples/data`; README.md tells their form."""

from __future__ import annotations

import argparse
import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet
from plates import Plate, plant, read_disclosure

HERE = Path(__file__).resolve().parent
DISCLOSURES = ("dadukou-2021-budget", "wansheng-2023-budget", "nanchong-2020-budget")
PLANTED_FROM, PLANTED = "dadukou-2021-budget", "dadukou-2021-planted"
MADE_ON = datetime(2024, 1, 1)  # noqa: DTZ001 - the file format has no zone here, and the date must not move
NUMBER = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
FORMATS = ("General", "0.00", "#,##0.00", "0.0", "#,##0")
THIN = Side(style="thin", color="808080")

Value = str | int | float | None


def shown(value: float, number_format: str) -> str:
    """Return what a spreadsheet shows for a number in one of `FORMATS`."""
    if number_format == "General":
        return str(value)
    separator = "," if number_format.startswith("#,") else ""
    decimals = len(number_format.partition(".")[2])
    return f"{value:{separator}.{decimals}f}"


def cell_value(plate: Plate, column: int, printed: str) -> tuple[Value, str]:
    """Return a cell's value and the number format under which it shows what was printed."""
    if not printed:
        return None, "General"
    if not NUMBER.fullmatch(printed):
        return printed.replace("\\n", "\n"), "General"
    if column in plate.text:
        return printed, "@"
    plain = printed.replace(",", "")
    value = float(plain) if "." in plain else int(plain)
    for number_format in (plate.number_format, *FORMATS):
        if shown(value, number_format) == printed:
            return value, number_format
    raise SystemExit(f"{plate.sheet}: no number format shows {printed}")


def fill(page: Worksheet, plate: Plate) -> None:
    """Write one sheet: values, merges, borders, widths."""
    for row, cells in enumerate(plate.rows, start=1):
        for column, printed in enumerate(cells, start=1):
            value, number_format = cell_value(plate, column, printed)
            if value is not None:
                cell = page.cell(row, column, value)
                cell.number_format = number_format
                if isinstance(value, str):
                    cell.data_type = "s"  # "=100%" is what the target's cell says, no formula
                    cell.alignment = Alignment(wrap_text="\n" in value or len(value) > 60, vertical="center")
    for index, width in enumerate(plate.widths, start=1):
        page.column_dimensions[get_column_letter(index)].width = width
    style(page, plate)
    for merge in plate.merges:
        top, *covered = (cell for line in page[merge] for cell in line)
        if any(cell.value is not None for cell in covered):
            raise SystemExit(f"{plate.sheet}: the merge {merge} would hide a value under {top.coordinate}")
        page.merge_cells(merge)


def style(page: Worksheet, plate: Plate) -> None:
    """Set title, unit row, headings and borders."""
    title = page.cell(plate.title, 1)
    title.font, title.alignment = (
        Font(bold=True, size=16),
        Alignment(horizontal="center", vertical="center", wrap_text=True),
    )
    page.row_dimensions[plate.title].height = 30
    if plate.unit:
        for cell in page[plate.unit]:
            if cell.column > 1:
                cell.alignment = Alignment(horizontal="right")
    for line in page[plate.table]:
        for cell in line:
            cell.border = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
    if plate.heading:
        for line in page[plate.heading]:
            for cell in line:
                cell.font = Font(bold=True)
                cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        page.freeze_panes = f"A{CellRange(plate.heading).max_row + 1}"


def write_xlsx(plates: list[Plate], path: Path) -> None:
    """Write a workbook whose bytes depend on nothing but the data."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "samples/make.py"
    book.properties.created = MADE_ON
    for plate in plates:
        fill(book.create_sheet(plate.sheet), plate)
    written = io.BytesIO()
    book.save(written)
    path.write_bytes(without_times(written.getvalue()))


def without_times(archive: bytes) -> bytes:
    """Return the same archive with the moment of writing taken out of it."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                moment = f"{MADE_ON.isoformat()}Z".encode()
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + moment, content)
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return result.getvalue()


def write_xls(plates: list[Plate], path: Path) -> None:
    """Write the same sheets in the old format: values, number formats and merges."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    for plate in plates:
        page = book.add_sheet(plate.sheet)
        for merge in plate.merges:
            area = CellRange(merge)
            page.merge(area.min_row - 1, area.max_row - 1, area.min_col - 1, area.max_col - 1)
        for row, cells in enumerate(plate.rows):
            for column, printed in enumerate(cells):
                value, number_format = cell_value(plate, column + 1, printed)
                if value is not None:
                    page.write(row, column, value, xlwt.easyxf(num_format_str=number_format))
    book.save(str(path))


def main(arguments: list[str] | None = None) -> None:
    """Write all samples into a folder (this one unless told otherwise)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=HERE, help="the folder to write into")
    parser.add_argument("--xls", action="store_true", help="also write the .xls sample (needs xlwt)")
    chosen = parser.parse_args(arguments)
    for name in DISCLOSURES:
        write_xlsx(read_disclosure(name), chosen.into / f"{name}.xlsx")
    planted = read_disclosure(PLANTED_FROM)
    write_xlsx(plant(planted), chosen.into / f"{PLANTED}.xlsx")
    if chosen.xls:
        write_xls(planted, chosen.into / f"{PLANTED_FROM}.xls")


if __name__ == "__main__":
    main()
