"""What an .xlsx keeps beside plain values: errors, formulas, formats, what is hidden, notes, addresses."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from hostile.package import MAIN, sheet_xml, write_package

from model.source.book import Book, CellDate, CellError, CellFormat, Merge, Sheet, Visibility
from model.source.reading import open_book


def read(tmp_path: Path, rows: str, before: str = "", after: str = "") -> Sheet:
    path = write_package(tmp_path / "表.xlsx", sheet_xml(rows, before, after))
    return open_book(path).sheets[0]


def written(tmp_path: Path) -> tuple[Path, xlsxwriter.Workbook]:
    path = tmp_path / "workbook.xlsx"
    return path, xlsxwriter.Workbook(path)


def test_an_error_value_is_kept_with_its_code_even_beyond_the_last_value(tmp_path: Path) -> None:
    sheet = read(
        tmp_path,
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><v>#REF!</v></c></row>'
        '<row r="3"><c r="D3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>',
    )
    assert sheet.rows == [[1.0, CellError("#REF!")], [], [None, None, None, CellError("#DIV/0!")]]
    assert sheet.format(2, 3) == CellFormat("General", "1/0", "")


def test_a_formula_without_a_cached_value_is_a_blank_with_its_formula(tmp_path: Path) -> None:
    sheet = read(tmp_path, '<row r="1"><c r="A1"><v>2</v></c><c r="B1"><f>A1*2</f></c></row>')
    assert sheet.rows == [[2.0]]
    assert sheet.format(0, 1) == CellFormat("General", "A1*2", "")


def test_a_shared_formula_is_read_for_every_cell_of_its_group(tmp_path: Path) -> None:
    sheet = read(
        tmp_path,
        '<row r="1"><c r="C1"><f t="shared" ref="C1:C3" si="0">A1+$B$1+\'A1\'!B1</f><v>1</v></c></row>'
        '<row r="2"><c r="C2"><f t="shared" si="0"/><v>2</v></c></row>'
        '<row r="3"><c r="C3"><f t="shared" si="0"/><v>3</v></c></row>',
    )
    formulas = [sheet.format(row, 2) for row in range(3)]
    assert [f.formula for f in formulas if f] == ["A1+$B$1+'A1'!B1", "A2+$B$1+'A1'!B2", "A3+$B$1+'A1'!B3"]


def test_number_formats_built_in_and_own_are_known_by_their_code(tmp_path: Path) -> None:
    path, workbook = written(tmp_path)
    sheet = workbook.add_worksheet("表")
    for column, code in enumerate(["General", "#,##0.00", '0.00"元"', "@"]):
        sheet.write_number(0, column, 1.5, workbook.add_format({"num_format": code}))
    workbook.close()
    read_sheet = open_book(path).sheets[0]
    codes = [read_sheet.format(0, column) for column in range(4)]
    assert [code.number_format for code in codes if code] == ["General", "#,##0.00", '0.00"元"', "@"]


def test_hidden_rows_columns_and_sheets_are_reported(tmp_path: Path) -> None:
    path, workbook = written(tmp_path)
    shown, hidden, very = (workbook.add_worksheet(name) for name in ("明", "暗", "深"))
    for row in range(4):
        shown.write_row(row, 0, [1, 2, 3, 4])
    shown.set_row(2, None, None, {"hidden": True})
    shown.set_column("B:C", None, None, {"hidden": True})
    hidden.hide()
    very.very_hidden()
    workbook.close()
    book = open_book(path)
    assert book.sheets[0].hidden_rows == {2}
    assert book.sheets[0].hidden_columns == {1, 2}
    kinds = [Visibility.VISIBLE, Visibility.HIDDEN, Visibility.VERY_HIDDEN]
    assert [sheet.visibility for sheet in book.sheets] == kinds


def test_a_note_is_reported_where_it_hangs_even_on_a_blank_cell(tmp_path: Path) -> None:
    path, workbook = written(tmp_path)
    sheet = workbook.add_worksheet()
    sheet.write_number(0, 0, 5)
    sheet.write_comment(0, 0, "与上年\n不一致", {"author": ""})
    sheet.write_comment(4, 4, "空格上的批注")
    workbook.close()
    read_sheet = open_book(path).sheets[0]
    at_value, at_blank = read_sheet.format(0, 0), read_sheet.format(4, 4)
    assert at_value is not None
    assert at_value.note == "与上年\n不一致"
    assert at_blank is not None
    assert at_blank.note == "空格上的批注"


def test_values_keep_their_kind_and_their_address(tmp_path: Path) -> None:
    path, workbook = written(tmp_path)
    sheet = workbook.add_worksheet("表")
    sheet.write_boolean("C3", True)
    sheet.write_number("D3", 202501)
    sheet.write_datetime("E3", date(2025, 1, 31), workbook.add_format({"num_format": 14}))
    sheet.write_string("C5", "2101501")
    sheet.merge_range("C7:E7", "合计")
    workbook.close()
    read_sheet = open_book(path).sheets[0]
    blank = [None, None]
    assert read_sheet.rows == [
        [],
        [],
        [*blank, True, 202501.0, CellDate("2025-01-31")],
        [],
        [*blank, "2101501"],
        [],
        [*blank, "合计"],
    ]
    assert type(read_sheet.value(2, 3)) is float
    assert read_sheet.merges == (Merge(6, 2, 6, 4),)


def test_a_number_that_is_not_finite_is_an_error_value(tmp_path: Path) -> None:
    sheet = read(
        tmp_path, '<row r="1"><c r="A1"><v>1e999</v></c><c r="B1"><v>0.30000000000000004</v></c></row>'
    )
    assert sheet.rows == [[CellError("#NUM!"), 0.30000000000000004]]


def test_controls_in_a_cell_are_shown_and_the_cell_is_listed_as_cleaned(tmp_path: Path) -> None:
    sheet = read(
        tmp_path,
        '<row r="1"><c r="A1" t="inlineStr"><is><t>_x001B_[31m红</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>合\u200b计</t></is></c>'
        '<c r="C1" t="inlineStr"><is><t xml:space="preserve">科目\n编码</t></is></c></row>',
    )
    assert sheet.rows == [["␛[31m红", "合␦计", "科目\n编码"]]
    assert sheet.cleaned == {(0, 0), (0, 1)}


def test_cells_without_an_address_stand_after_one_another(tmp_path: Path) -> None:
    sheet = read(
        tmp_path,
        '<row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row><row><c><f>A1</f><v>1</v></c></row>',
    )
    assert sheet.rows == [[1.0, CellError("#N/A")], [1.0]]
    assert sheet.format(1, 0) == CellFormat("General", "A1", "")


def test_prefixed_xml_is_read_with_its_errors_and_formulas(tmp_path: Path) -> None:
    path = write_package(
        tmp_path / "prefixed.xlsx",
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="e"><x:f>B1</x:f>'
        "<x:v>#NAME?</x:v></x:c></x:row></x:sheetData></x:worksheet>",
    )
    sheet = open_book(path).sheets[0]
    assert sheet.rows == [[CellError("#NAME?")]]
    assert sheet.format(0, 0) == CellFormat("General", "B1", "")


def test_a_merge_over_the_whole_sheet_ends_where_the_values_end(tmp_path: Path) -> None:
    sheet = read(
        tmp_path,
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>1</v></c></row>',
        after='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    )
    assert sheet.merges == (Merge(0, 0, 1, 1),)


def test_a_chart_sheet_is_skipped_by_name(tmp_path: Path) -> None:
    path, workbook = written(tmp_path)
    workbook.add_worksheet("数据").write_number(0, 0, 1)
    workbook.add_chartsheet("图").set_chart(_chart(workbook))
    workbook.close()
    book = open_book(path)
    assert [sheet.name for sheet in book.sheets] == ["数据"]
    assert [skipped.sheet for skipped in book.skipped] == ["图"]


def _chart(workbook: xlsxwriter.Workbook) -> object:
    chart = workbook.add_chart({"type": "column"})
    chart.add_series({"values": "=数据!$A$1"})
    return chart


def test_one_damaged_sheet_is_skipped_and_the_others_are_read(tmp_path: Path) -> None:
    path, workbook = written(tmp_path)
    for name in ("好", "坏"):
        workbook.add_worksheet(name).write_number(0, 0, 1)
    workbook.close()
    damaged = rewritten(path, "xl/worksheets/sheet2.xml", b"<worksheet><sheetData><row")
    book = open_book(damaged)
    assert [sheet.name for sheet in book.sheets] == ["好"]
    assert [skipped.sheet for skipped in book.skipped] == ["坏"]


def rewritten(path: Path, part: str, content: bytes) -> Path:
    other = path.with_name("rewritten.xlsx")
    with ZipFile(path) as source, ZipFile(other, "w") as target:
        for name in source.namelist():
            target.writestr(name, content if name == part else source.read(name))
    return other


def large(tmp_path: Path, cell: str) -> Sheet:
    """A sheet of five megabytes of XML with one more cell at its end."""
    row = '<row r="{0}"><c r="A{0}"><v>1</v></c><c r="B{0}" t="inlineStr"><is><t>{1}</t></is></c></row>'
    rows = "".join(row.format(number, "行政运行" * 20) for number in range(1, 18001))
    return read(tmp_path, rows + f'<row r="18001">{cell}</row>')


def test_a_large_sheet_with_an_error_at_its_end_still_reports_it(tmp_path: Path) -> None:
    sheet = large(tmp_path, '<c r="A18001" t="e"><v>#REF!</v></c>')
    assert sheet.value(18000, 0) == CellError("#REF!")
    assert sheet.height == 18001


def test_a_large_sheet_without_cause_has_no_formulas_and_unknown_number_formats(tmp_path: Path) -> None:
    sheet = large(tmp_path, '<c r="A18001"><v>7</v></c>')
    assert sheet.value(18000, 0) == 7.0
    assert sheet.format(0, 0) == CellFormat(None, "", "")


def test_a_large_sheet_keeps_its_blanks_its_errors_and_its_first_column(tmp_path: Path) -> None:
    row = '<row r="{0}"><c r="B{0}" t="str"><v>{1}</v></c><c r="C{0}"{2}</c></row>'
    amounts = ["><v>1.25</v>", ">", ' t="e"><v>#N/A</v>', ' t="str"><v>a_x001B_</v>']
    rows = "".join(
        row.format(at, "行政运行" * 20, amounts[at % 4]) for at in range(1, 40_000) if at != 30_000
    )
    sheet = read(tmp_path, rows)
    assert sheet.height == 39_999
    assert sheet.rows[29_999] == []
    assert sheet.rows[0] == [None, "行政运行" * 20]
    assert sheet.rows[3] == [None, "行政运行" * 20, 1.25]
    assert sheet.value(39_997, 2) == CellError("#N/A")
    assert sheet.value(39_998, 2) == "a␛"
    assert {(2, 2), (39_998, 2)} <= sheet.cleaned
    assert len(sheet.cleaned) == 10_000


@pytest.mark.parametrize("suffix", [".xls", ".et", ".txt", ""])
def test_content_decides_before_the_extension(tmp_path: Path, suffix: str) -> None:
    path = write_package(tmp_path / f"book{suffix}", sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>'))
    book: Book = open_book(path)
    assert book.container == "xlsx"
    assert book.sheets[0].rows == [[1.0]]
