"""One disclosure in many containers: each gives the cells, the merges and the addresses that the workbook gives."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import convert
import pytest
from python_calamine import CalamineWorkbook

from model.source.book import Book, CellDate, CellError, CellFormat, Merge, Sheet, Visibility
from model.source.reading import open_book


@pytest.fixture(scope="module")
def sample(samples: Path) -> Book:
    return open_book(samples / "dadukou-2021-budget.xlsx")


def texts(sheet: Sheet) -> list[list[str | None]]:
    """A sheet's cells as a container that knows only text has them, without blanks at the ends."""
    rows: list[list[str | None]] = [
        [convert.shown(sheet, row, column).strip() or None for column in range(sheet.width)]
        for row in range(sheet.height)
    ]
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    return rows


@pytest.mark.parametrize(
    ("suffix", "write"), [(".ods", convert.write_ods), (".xls", convert.write_spreadsheet_xml)]
)
def test_a_typed_container_gives_the_same_values_and_merges(
    tmp_path: Path, sample: Book, suffix: str, write: object
) -> None:
    path = tmp_path / f"book{suffix}"
    assert callable(write)
    write(sample, path)
    book = open_book(path)
    assert [sheet.name for sheet in book.sheets] == [sheet.name for sheet in sample.sheets]
    for read, expected in zip(book.sheets, sample.sheets, strict=True):
        assert read.rows == expected.rows
        assert set(read.merges) == set(expected.merges)
        assert read.visibility is Visibility.VISIBLE
        assert read.hidden_rows == set()


@pytest.mark.parametrize(("suffix", "write"), [(".xls", convert.write_html), (".docx", convert.write_docx)])
def test_a_container_of_text_gives_the_same_texts_and_merges(
    tmp_path: Path, sample: Book, suffix: str, write: object
) -> None:
    path = tmp_path / f"book{suffix}"
    assert callable(write)
    write(sample, path)
    book = open_book(path)
    assert [sheet.caption[-1] for sheet in book.sheets] == [sheet.name for sheet in sample.sheets]
    assert [sheet.name for sheet in book.sheets] == [f"table {n}" for n in range(1, len(book.sheets) + 1)]
    for read, expected in zip(book.sheets, sample.sheets, strict=True):
        assert texts(read) == texts(expected)
        assert set(read.merges) == set(expected.merges)
        assert read.formats is None
        assert read.visibility is Visibility.UNKNOWN


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_separated_values_give_the_same_texts(
    tmp_path: Path, sample: Book, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "表2.csv"
    convert.write_csv(sample.sheets[1], path, encoding, delimiter)
    book = open_book(path)
    assert [sheet.name for sheet in book.sheets] == ["表2"]
    assert texts(book.sheets[0]) == texts(sample.sheets[1])


def test_a_text_named_xls_is_read_as_separated_values(tmp_path: Path, sample: Book) -> None:
    path = tmp_path / "导出.xls"
    convert.write_csv(sample.sheets[1], path, "gb18030", "\t")
    assert texts(open_book(path).sheets[0]) == texts(sample.sheets[1])


def test_what_calamine_reads_of_an_ods_is_what_is_read_here(tmp_path: Path, sample: Book) -> None:
    path = tmp_path / "book.ods"
    convert.write_ods(sample, path)
    book = open_book(path)
    calamine = CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))
    assert calamine.sheet_names == [sheet.name for sheet in book.sheets]
    for index, sheet in enumerate(book.sheets):
        rows = calamine.get_sheet_by_index(index).to_python(skip_empty_area=False)
        for row, values in enumerate(rows):
            assert [sheet.value(row, column) for column in range(len(values))] == [
                v if v != "" else None for v in values
            ]


ODS_CELLS = """<table:table table:name="表" table:style-name="ta1"><table:table-column/>
<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/><table:table-row>
<table:table-cell office:value-type="float" office:value="12.5" table:style-name="ce1"
 table:formula="of:=SUM([.B1:.C1])"><office:annotation>
<dc:creator>人</dc:creator><text:p>注<text:s text:c="2"/>一</text:p>
<text:p>注二</text:p></office:annotation><text:p>12.50</text:p></table:table-cell>
<table:table-cell office:value-type="string" calcext:value-type="error" table:formula="of:=1/0">
<text:p>#DIV/0!</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2025-01-31"><text:p>2025年</text:p></table:table-cell>
<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>
</table:table-row><table:table-row table:number-rows-repeated="3"/>
<table:table-row table:number-rows-repeated="2" table:visibility="collapse">
<table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>重</text:p></table:table-cell>
</table:table-row></table:table>"""


def ods(tmp_path: Path, tables: str) -> Book:
    styles = convert._ODS_STYLES + (
        '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/>'
        "</style:style>"
    )
    path = tmp_path / "flat.ods"
    path.write_text(
        f'<office:document {convert._ODS_SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:automatic-styles>'
        f"{styles}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document>",
        encoding="utf-8",
    )
    return open_book(path)


def test_an_open_document_keeps_errors_formulas_notes_and_what_is_hidden(tmp_path: Path) -> None:
    sheet = ods(tmp_path, ODS_CELLS).sheets[0]
    assert sheet.rows == [
        [12.5, CellError("#DIV/0!"), CellDate("2025-01-31"), True],
        [],
        [],
        [],
        ["重", "重"],
        ["重", "重"],
    ]
    assert sheet.format(0, 0) == CellFormat("#,##0.00", "SUM([.B1:.C1])", "注  一\n注二")
    assert sheet.format(0, 1) == CellFormat("General", "1/0", "")
    assert sheet.visibility is Visibility.HIDDEN
    assert sheet.hidden_columns == {1, 2}
    assert sheet.hidden_rows == {4, 5}


def test_spreadsheet_xml_keeps_errors_formulas_notes_and_what_is_hidden(tmp_path: Path) -> None:
    path = tmp_path / "2003.xls"
    path.write_text(
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="a"><NumberFormat '
        'ss:Format="0.0"/></Style></Styles><Worksheet ss:Name="暗"><Table><Column ss:Index="2" ss:Hidden="1"/>'
        '<Row ss:Index="2" ss:Hidden="1"><Cell ss:StyleID="a" ss:Formula="=RC[1]"><Data ss:Type="Number">1.5</Data>'
        '<Comment><Data>批注</Data></Comment></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2025-01-31T00:00:00.000</Data></Cell></Row></Table><WorksheetOptions '
        'xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>'
        "</Workbook>",
        encoding="utf-8",
    )
    book = open_book(path)
    sheet = book.sheets[0]
    assert book.container == "xml"
    assert sheet.rows == [[], [1.5, CellError("#N/A"), CellDate("2025-01-31")]]
    assert sheet.format(1, 0) == CellFormat("0.0", "RC[1]", "批注")
    assert (sheet.visibility, sheet.hidden_rows, sheet.hidden_columns) == (Visibility.HIDDEN, {1}, {1})


def test_a_page_within_a_page_gives_its_inner_tables_and_the_text_around_them(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<!DOCTYPE html><html><body><div>部门预算公开<script>1</script></div><table><tr><td>导航"
        "<td><p>收入总表</p>单位：元"
        "<table><tr><th rowspan=2>项目<th>预算数</tr><tr><td>1,234.50</tr><tr style='display: none'><td>暗<td>1</table>"
        "说明：无</td></tr></table></body>",
        encoding="utf-8",
    )
    book = open_book(path)
    assert len(book.sheets) == 1
    sheet = book.sheets[0]
    assert sheet.rows == [["项目", "预算数"], [None, "1,234.50"], ["暗", "1"]]
    assert sheet.merges == (Merge(0, 0, 1, 0),)
    assert sheet.caption == ("部门预算公开", "导航", "收入总表", "单位：元")
    assert sheet.hidden_rows == {2}
    assert [p.text for p in book.paragraphs] == ["部门预算公开", "导航", "收入总表", "单位：元", "说明：无"]


def test_what_was_struck_out_of_a_document_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "修订.docx"
    convert.write_docx(Book("", "", "docx"), path)
    body = (
        "<w:p><w:r><w:t>预算</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:tab/>"
        "<w:t>100</w:t></w:r></w:ins></w:p><w:p/><w:p><w:r><w:t>万元</w:t></w:r></w:p>"
    )
    with ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["word/document.xml"] = (
        f'<w:document xmlns:w="{convert._WORD}"><w:body>{body}</w:body></w:document>'.encode()
    )
    with ZipFile(path, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
    book = open_book(path)
    assert [(p.number, p.text) for p in book.paragraphs] == [(1, "预算 100"), (3, "万元")]


def test_lines_above_a_table_that_stand_in_a_table_of_their_own_are_its_caption(tmp_path: Path) -> None:
    path = tmp_path / "决算.docx"
    above = [["收入支出决算总表", "", ""], ["单位名称：某局", "2022年度", "金额单位：元"]]
    rows = [["项目", "行次", "金额"], ["收入", "1", "5.00"], ["支出", "2", "5.00"], ["合计", "3", "5.00"]]
    small = [["人数", "1"], ["车辆", "2"]]
    pieces = [Sheet("", above), Sheet("", rows), Sheet("", small), Sheet("", rows)]
    convert.write_docx(Book("", "", "docx", sheets=tuple(pieces)), path)
    book = open_book(path)
    assert [sheet.rows[0][0] for sheet in book.sheets] == ["项目", "人数", "项目"]
    assert book.sheets[0].caption == ("收入支出决算总表", "单位名称：某局 2022年度 金额单位：元")
