"""Prints what is raised of the cities' budgets written anew as workbooks that is not raised of the PDFs themselves.

Run: python benchmarks/cities_rewritten.py [DOCUMENT ...] [--ways WAY,...] [--keep FOLDER]

The same tables state the same in another file: each PDF of ../shared/disclosures/cities is read, and its tables are
written as a workbook in several ways. An error that only the workbook has is a fault of the reading, but for a row
that a page of the PDF cuts in two, which a workbook cannot distinguish from two rows. By way and document: errors
beside those of the PDF, by rule; then the amounts printed, bound and proven of all documents.

  sheets   each table in a sheet of its own below the lines that stand above it, amounts as numbers
  texts    the same with amounts as texts
  bare     the same without merged cells
  shifted  the same, one column further to the right
  stacked  all tables below one another in one sheet

A DOCUMENT is the beginning of a file's name. --keep writes the workbooks into a folder that is there.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections import Counter
from pathlib import Path

import xlsxwriter
from cities import CITIES

from checks.runner import audit
from model.disclosure import Document, open_disclosures
from model.finding import Report, Severity
from model.source.book import CellValue, Sheet

WAYS = ("sheets", "texts", "bare", "shifted", "stacked")
_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)")
_APART = 3
"""Blank rows between two tables of one sheet."""


def main() -> None:
    """Read, write anew, read again and compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("document", nargs="*", help="the beginning of a file's name")
    parser.add_argument("--ways", default=",".join(WAYS))
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    named = tuple(asked.document) or ("",)
    totals = {way: Counter[str]() for way in asked.ways.split(",")}
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.keep or Path(temporary)
        for path in sorted(each for each in CITIES.glob("*.pdf") if each.name.startswith(named)):
            disclosures, troubles = open_disclosures([path])
            if troubles:
                continue
            (document,) = disclosures[0].documents
            known = errors(audit(disclosures))
            for way, total in totals.items():
                again, _ = open_disclosures([written(document, way, folder / f"{path.stem}-{way}.xlsx")])
                report = audit(again)
                more = errors(report) - known
                if more:
                    raised = ", ".join(f"{rule} {count}" for rule, count in sorted(more.items()))
                    print(f"{way:8} {path.stem}  {raised}", flush=True)
                understood = report.documents[0].understood
                total.update(
                    documents=1,
                    more=more.total(),
                    printed=understood.amounts_printed,
                    bound=understood.amounts_bound,
                    proven=understood.amounts_proven,
                )
    for way, total in totals.items():
        print(
            f"{way:8} {total['documents']} documents, {total['more']} errors that their PDFs have not; "
            f"{total['printed']} amounts, {_share(total, 'bound')} bound, {_share(total, 'proven')} proven"
        )


def errors(report: Report) -> Counter[str]:
    """How many errors each rule raised."""
    return Counter(each.rule for each in report.findings if each.severity is Severity.ERROR)


def written(document: Document, way: str, path: Path) -> Path:
    """Write a document's tables as a workbook in one of the ways."""
    stage = "部门决算" if document.stage == "final" else "部门预算"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("封面").write_string(
            0, 0, f"{document.department or ''}{document.year or ''}年{stage}"
        )
        below = 0
        for number, sheet in enumerate(document.book.file_sheets, 1):
            if way != "stacked" or not below:
                target = workbook.add_worksheet("各表" if way == "stacked" else f"表{number}")
                below = 0
            below = _write(workbook, target, sheet, way, below) + _APART
    return path


def _write(
    workbook: xlsxwriter.Workbook, target: xlsxwriter.worksheet.Worksheet, sheet: Sheet, way: str, top: int
) -> int:
    """Write a table from a row of a worksheet on; return the row below it."""
    left = 1 if way == "shifted" else 0
    for line in sheet.caption:
        target.write_string(top, left, line)
        top += 1
    for merge in () if way == "bare" else sheet.merges:
        if (merge.top, merge.left) != (merge.bottom, merge.right):
            target.merge_range(top + merge.top, left + merge.left, top + merge.bottom, left + merge.right, "")
    for row, values in enumerate(sheet.rows):
        for column, value in enumerate(values):
            if value is not None:
                indent = sheet.indents.get((row, column), 0)
                _write_cell(workbook, target, (top + row, left + column), value, indent, way)
    return top + len(sheet.rows)


def _write_cell(
    workbook: xlsxwriter.Workbook,
    target: xlsxwriter.worksheet.Worksheet,
    place: tuple[int, int],
    value: CellValue,
    indent: int,
    way: str,
) -> None:
    text = str(value).strip()
    if way != "texts" and _AMOUNT.fullmatch(text):
        decimals = len(text.partition(".")[2])
        form = workbook.add_format({"num_format": "#,##0" + ("." + "0" * decimals if decimals else "")})
        target.write_number(*place, float(text.replace(",", "")), form)
    else:
        target.write_string(
            *place, str(value), workbook.add_format({"indent": min(indent, 15)}) if indent else None
        )


def _share(total: Counter[str], name: str) -> str:
    return f"{100 * total[name] / total['printed']:.1f}%" if total["printed"] else "-"


if __name__ == "__main__":
    main()
