"""How long reading takes beside the libraries alone: an ordinary book of 17 sheets, and a consolidated one.

Run: python benchmarks/reading.py [--rows N]
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

from model.source.reading import open_book

SHEETS, ROWS, TIMES = 17, 30, 9
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def main() -> None:
    """Print both comparisons, each measured in this run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the consolidated book")
    rows = parser.parse_args().rows
    with TemporaryDirectory() as folder:
        _ordinary(Path(folder) / "ordinary.xlsx")
        _consolidated(Path(folder) / "consolidated.xlsx", rows)


def _ordinary(path: Path) -> None:
    write_ordinary(path)
    ours = median(_seconds(lambda: open_book(path)) for _ in range(TIMES))
    openpyxl = median(
        _elsewhere(f"import openpyxl; openpyxl.load_workbook({str(path)!r})") for _ in range(TIMES)
    )
    print(f"{SHEETS} sheets of {ROWS} rows, {path.stat().st_size // 1024} KB")
    print(f"  open_book, its child process included: {ours * 1000:.0f} ms")
    print(
        f"  a Python process that loads it with openpyxl: {openpyxl * 1000:.0f} ms ({openpyxl / ours:.1f} times)"
    )


def _consolidated(path: Path, rows: int) -> None:
    write_consolidated(path, rows)
    bare = _elsewhere(
        "from python_calamine import CalamineWorkbook as W\n"
        f"for row in W.from_path({str(path)!r}).get_sheet_by_index(0).iter_rows(): pass"
    )
    shares: list[float] = []
    ours = _seconds(lambda: open_book(path, progress=shares.append))
    print(f"{rows} rows of 8 columns, {path.stat().st_size >> 20} MB")
    print(f"  calamine alone: {bare:.1f} s")
    print(f"  open_book: {ours:.1f} s ({ours / bare:.1f} times), progress reported {len(shares)} times")
    for who, kind in (("this process", resource.RUSAGE_SELF), ("its child", resource.RUSAGE_CHILDREN)):
        print(f"  most memory of {who}: {resource.getrusage(kind).ru_maxrss >> 10} MB")


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _elsewhere(program: str) -> float:
    return _seconds(lambda: subprocess.run([sys.executable, "-c", program], check=True))


def write_ordinary(path: Path) -> None:
    """Write a book of the usual size, with formats and formulas."""
    random = Random(1)
    workbook = xlsxwriter.Workbook(path)
    amount = workbook.add_format({"num_format": "#,##0.00"})
    for number in range(1, SHEETS + 1):
        sheet = workbook.add_worksheet(f"表{number}")
        sheet.merge_range(0, 0, 0, 9, f"部门预算表{number}")
        for row in range(1, ROWS):
            sheet.write_row(row, 0, [f"21015{row:02d}", f"科目名称{row}"])
            for column in range(2, 7):
                sheet.write_number(row, column, round(random.random() * 1e6, 2), amount)
            for column in range(7, 10):
                sheet.write_formula(row, column, f"=SUM(C{row + 1}:G{row + 1})", amount, 1.0)
    workbook.close()


def write_consolidated(path: Path, rows: int) -> None:
    """Write one sheet of unit, code, name and five amounts a row, its texts shared as Excel shares them."""
    random = Random(1)
    units, codes = 2000, 600
    texts = [f"第{n}中学" for n in range(units)] + [f"{201 + n // 30}{n % 30:02d}01" for n in range(codes)]
    texts += [f"科目名称{n}" for n in range(codes)]
    links = (
        f'<Relationship Id="rId1" Type="{LINKS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{LINKS}/sharedStrings" Target="sharedStrings.xml"/>'
    )
    relationships = f'<Relationships xmlns="{PACKAGE}/relationships">'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'{relationships}<Relationship Id="rId1" Type="{LINKS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets><sheet name="汇总" sheetId="1" '
        'r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"{relationships}{links}</Relationships>",
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"".join(f"<si><t>{text}</t></si>" for text in texts)}</sst>',
    }
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=3) as package:
        for name, content in parts.items():
            package.writestr(name, content)
        with package.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for row in range(1, rows + 1):
                code = units + random.randrange(codes)
                shared = (random.randrange(units), code, code + codes)
                cells = "".join(
                    f'<c r="{"ABC"[n]}{row}" t="s"><v>{text}</v></c>' for n, text in enumerate(shared)
                )
                cells += "".join(f'<c r="{c}{row}"><v>{random.random() * 1e6:.2f}</v></c>' for c in "DEFGH")
                sheet.write(f'<row r="{row}">{cells}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")


if __name__ == "__main__":
    main()
