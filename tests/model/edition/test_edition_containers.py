"""The same edition gives the same codes from every container that an office saves it in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlwt
from convert import write_csv, write_docx, write_html, write_ods, write_spreadsheet_xml

from model.classification.catalogue import shipped_catalogue
from model.classification.codes import Domain
from model.edition.importing import Import, read_edition
from model.source.book import Book
from model.source.reading import open_book

DAY = "2026-11-22"


def write_xls(book: Book, path: Path) -> None:
    workbook = xlwt.Workbook()
    for sheet in book.sheets:
        written = workbook.add_sheet(sheet.name)
        for row, cells in enumerate(sheet.rows):
            for column, value in enumerate(cells):
                if value is not None:
                    written.write(row, column, value)
    workbook.save(str(path))


def write_first_as_csv(book: Book, path: Path) -> None:
    write_csv(book.sheets[0], path)


@pytest.fixture(scope="module")
def official(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition of 2024 as a workbook: functions in three columns, both economic classifications side by side."""
    catalogue = shipped_catalogue()
    names = {
        domain: [(code, catalogue.name(code, 2024)) for code in sorted(catalogue.codes(domain))]
        for domain in Domain
    }
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "支出功能分类"
    sheet.append(["2024年政府收支分类科目"])
    sheet.append(["科目编码", None, None, "科目名称", "说明"])
    sheet.append(["类", "款", "项"])
    for code, name in names[Domain.FUNCTION]:
        if name:
            pieces = [code[:3], code[3:5], code[5:]]
            shown = [piece if len(code) == 3 + 2 * at else None for at, piece in enumerate(pieces)]
            sheet.append([*shown, name, "反映某方面的支出。"])
    sheet = workbook.create_sheet("支出经济分类")
    sheet.append(["政府预算支出经济分类", None, None, "部门预算支出经济分类"])
    sheet.append(["类", "款", "科目名称", "类", "款", "科目名称"])
    columns = [
        [[int(code[:3]), int(code[3:] or 0) or None, name] for code, name in names[domain] if name]
        for domain in (Domain.GOVERNMENT, Domain.ECONOMIC)
    ]
    for row in range(max(map(len, columns))):
        sheet.append([cell for side in columns for cell in (side[row] if row < len(side) else [None] * 3)])
    path = tmp_path_factory.mktemp("edition") / "科目.xlsx"
    workbook.save(path)
    return path


def codes(found: Import) -> dict[str, str]:
    return {code: name for part in found.edition.parts.values() for code, name in part.codes.items()}


def test_all_codes_of_the_catalogue_come_back_with_their_names(official: Path) -> None:
    found = read_edition(official, None, DAY)
    catalogue = shipped_catalogue()
    every = [code for domain in Domain for code in catalogue.codes(domain)]
    assert found.edition.year == 2024
    assert found.complaints == ()
    assert codes(found) == {
        code: "".join(catalogue.name(code, 2024).split()) for code in every if catalogue.name(code, 2024)
    }
    assert {
        domain: set(part.codes) >= part.whole for domain, part in found.edition.parts.items()
    } == dict.fromkeys(Domain, True)


@pytest.mark.parametrize(
    ("suffix", "write"),
    [
        (".xls", write_xls),
        (".ods", write_ods),
        (".docx", write_docx),
        (".html", write_html),
        (".xml", write_spreadsheet_xml),
    ],
)
def test_every_container_gives_the_same_codes(
    official: Path, tmp_path: Path, suffix: str, write: Callable[[Book, Path], None]
) -> None:
    path = tmp_path / f"科目{suffix}"
    write(open_book(official), path)
    found = read_edition(path, 2024, DAY)
    assert codes(found) == codes(read_edition(official, None, DAY))
    assert found.complaints == ()


def test_a_csv_gives_the_codes_of_its_sheet(official: Path, tmp_path: Path) -> None:
    path = tmp_path / "科目.csv"
    write_first_as_csv(open_book(official), path)
    found = read_edition(path, None, DAY)
    assert list(found.edition.parts) == [Domain.FUNCTION]
    whole = read_edition(official, None, DAY)
    assert found.edition.parts[Domain.FUNCTION].codes == whole.edition.parts[Domain.FUNCTION].codes
