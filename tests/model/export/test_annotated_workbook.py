"""The annotated copy of a workbook: notes, fills and an index are added, and nothing else is touched."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from office import converted

from model.export.annotated.mark import AUTHOR, FILLS, CellLink, CellMark, Index
from model.export.annotated.sheet_cells import find_places
from model.export.annotated.workbook import NotAnnotatedError, annotated_workbook
from model.finding import Severity
from model.source.reading import open_book

pytestmark = pytest.mark.filterwarnings("ignore:.*(extension is not supported|no default style)")

SAMPLES = sorted((Path(__file__).parents[3] / "samples").glob("*.xlsx"))
TOUCHED = re.compile(
    r"\[Content_Types\]\.xml|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|xl/styles\.xml"
    r"|xl/worksheets/(?:_rels/)?[^/]+|xl/comments[^/]*|xl/drawings/vmlDrawing[^/]*"
)


def index_of(marks: list[CellMark]) -> Index:
    """An index with a link to every mark."""
    rows = tuple((str(n), CellLink(mark.sheet, "B2", "here")) for n, mark in enumerate(marks, start=1))
    return Index("预审问题索引", "标题", ("序号", "单元格"), (6, 20), rows, ("来源",))


def annotated(data: bytes, marks: list[CellMark]) -> bytes:
    return annotated_workbook(data, marks, index_of(marks))


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def rich_workbook(path: Path) -> Path:
    """Write a workbook with a chart, an image, conditional formats, validations, names, notes and cached formulas."""
    workbook = xlsxwriter.Workbook(path)
    sheet, other = workbook.add_worksheet("支出"), workbook.add_worksheet("附件'a'表")
    money = workbook.add_format({"num_format": "#,##0.00", "bold": True})
    for row in range(20):
        sheet.write_string(row, 0, f"{2010101 + row}")
        sheet.write_number(row, 1, row * 1.5, money)
    sheet.write_formula(20, 1, "=SUM(B1:B20)", money, 285)
    sheet.write_comment(3, 1, "原有批注", {"author": "甲"})
    sheet.conditional_format(0, 1, 20, 1, {"type": "data_bar", "data_bar_2010": True})
    sheet.data_validation(0, 2, 9, 2, {"validate": "list", "source": ["是", "否"]})
    chart = workbook.add_chart({"type": "column"})
    chart.add_series({"values": "=支出!$B$1:$B$20"})
    sheet.insert_chart("E2", chart)
    other.insert_image("B3", "dot.png", {"image_data": io.BytesIO(PICTURE)})
    other.write_url(9, 0, "https://example.invalid/x", string="网址")
    other.set_header("&L&G", {"image_left": "dot.png", "image_data_left": io.BytesIO(PICTURE)})
    workbook.define_name("合计额", "=支出!$B$21")
    workbook.define_name("支出!本表", "=支出!$A$1:$B$20")
    sheet.print_area(0, 0, 20, 1)
    other.activate()
    workbook.close()
    return path


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_part_of_a_sample_that_is_not_touched_stays_byte_for_byte(sample: Path) -> None:
    data = sample.read_bytes()
    names = openpyxl.load_workbook(sample, read_only=True).sheetnames
    marks = [
        CellMark(names[0], 5, 1, Severity.ERROR, "问题 1"),
        CellMark(names[-1], 7, 2, Severity.NOTICE, "问题 2"),
    ]
    before, after = parts_of(data), parts_of(annotated(data, marks))
    assert before.keys() <= after.keys()
    changed = {name for name in before if before[name] != after[name]}
    assert {name for name in changed if not TOUCHED.fullmatch(name)} == set()
    with zipfile.ZipFile(sample) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(changed & set(sheets)) == 2


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_reads_the_same_after_its_index(sample: Path, tmp_path: Path) -> None:
    names = openpyxl.load_workbook(sample, read_only=True).sheetnames
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(annotated(sample.read_bytes(), [CellMark(names[0], 400, 30, Severity.WARNING, "空格")]))
    before, after = open_book(sample), open_book(copy)
    assert [sheet.name for sheet in after.file_sheets] == [
        "预审问题索引",
        *(s.name for s in before.file_sheets),
    ]
    for one, other in zip(before.file_sheets, list(after.file_sheets)[1:], strict=True):
        assert one.rows == other.rows[: one.height]
        assert one.merges == other.merges


def test_a_rich_workbook_keeps_its_parts_its_cached_values_and_its_notes(tmp_path: Path) -> None:
    data = rich_workbook(tmp_path / "rich.xlsx").read_bytes()
    marks = [
        CellMark("支出", 3, 1, Severity.ERROR, "问题 1：差 <27.00> & “=SUM(A1)”"),
        CellMark("支出", 20, 1, Severity.WARNING, "问题 2"),
        CellMark("附件'a'表", 30, 5, Severity.NOTICE, "问题 3"),
    ]
    result = annotated(data, marks)
    before, after = parts_of(data), parts_of(result)
    changed = {name for name in before if before[name] != after[name]}
    assert {name for name in changed if not TOUCHED.fullmatch(name)} == set()
    assert {name.rpartition("/")[2] for name in before} >= {"chart1.xml", "image1.png", "drawing1.xml"}
    book = openpyxl.load_workbook(io.BytesIO(result))
    values = openpyxl.load_workbook(io.BytesIO(result), data_only=True)
    assert book.sheetnames == ["预审问题索引", "支出", "附件'a'表"]
    assert values["支出"]["B21"].value == 285
    assert book["支出"]["B21"].value == "=SUM(B1:B20)"
    assert book["支出"]["B4"].comment.text == "原有批注\n\n问题 1：差 <27.00> & “=SUM(A1)”"
    assert book["附件'a'表"]["F31"].comment.text == "问题 3"
    assert book["附件'a'表"]["F31"].comment.author == AUTHOR
    fills = [book["支出"][cell].fill.fgColor.rgb for cell in ("B4", "B21")]
    assert fills == [FILLS[Severity.ERROR], FILLS[Severity.WARNING]]
    assert book["支出"]["B4"].number_format == "#,##0.00"
    assert book["支出"]["B4"].font.bold
    assert book["支出"]["B3"].fill.fgColor.rgb == "00000000"
    assert len(book["支出"].conditional_formatting) == 1
    assert len(book["支出"].data_validations.dataValidation) == 1
    assert set(book.defined_names) == {"合计额"}
    assert set(book["支出"].defined_names) == {"本表"}
    assert book["支出"].print_area == "'支出'!$A$1:$B$21"
    assert book.active.title == "附件'a'表"
    links = [book["预审问题索引"][f"B{row}"].hyperlink.location for row in (4, 5, 6)]
    assert links == ["'支出'!B2", "'支出'!B2", "'附件''a''表'!B2"]


def test_libreoffice_reads_the_notes_of_both_makers(tmp_path: Path) -> None:
    made = rich_workbook(tmp_path / "made.xlsx")
    copies = [made, converted(_ods(tmp_path), tmp_path, "xlsx")]
    for source in copies:
        marks = [
            CellMark("支出", 3, 1, Severity.ERROR, "问题 一"),
            CellMark("支出", 50, 9, Severity.ERROR, "问题 二"),
        ]
        copy = tmp_path / f"{source.stem}-copy.xlsx"
        copy.write_bytes(annotated(source.read_bytes(), marks))
        before, after = parts_of(source.read_bytes()), parts_of(copy.read_bytes())
        assert {n for n in before if before[n] != after[n] and not TOUCHED.fullmatch(n)} == set()
        again = openpyxl.load_workbook(converted(copy, tmp_path, "xlsx"))
        assert "原有批注" in again["支出"]["B4"].comment.text
        assert "问题 一" in again["支出"]["B4"].comment.text
        assert again["支出"]["J51"].comment.text.endswith("问题 二")
        assert again["支出"]["J51"].fill.fgColor.rgb == FILLS[Severity.ERROR]
        (tmp_path / "converted" / f"{copy.stem}.xlsx").unlink()


def _ods(folder: Path) -> Path:
    """A workbook that LibreOffice is the maker of: with a note, a chart and a formula, by way of its own format."""
    return converted(rich_workbook(folder / "other.xlsx"), folder, "ods")


def test_a_workbook_with_macros_links_to_programs_or_calls_is_not_handed_on(tmp_path: Path) -> None:
    data = rich_workbook(tmp_path / "rich.xlsx").read_bytes()
    for name, content in (
        ("xl/vbaProject.bin", b"x"),
        ("xl/externalLinks/externalLink1.xml", b'<externalLink><ddeLink ddeService="cmd"/></externalLink>'),
        ("xl/embeddings/oleObject1.bin", b"x"),
        (
            "xl/_rels/x.xml.rels",
            b'<Relationships><Relationship TargetMode="External" Type="a/image"/></Relationships>',
        ),
        ("xl/worksheets/sheet9.xml", b"<worksheet><f>cmd|' /C calc'!A0</f></worksheet>"),
        ("xl/worksheets/sheet9.xml", b"<worksheet><f>WEBSERVICE(A1)</f></worksheet>"),
    ):
        stream = io.BytesIO(data)
        with zipfile.ZipFile(stream, "a") as archive:
            archive.writestr(name, content)
        with pytest.raises(NotAnnotatedError):
            annotated(stream.getvalue(), [])


def test_a_text_with_a_bar_in_a_formula_is_no_call(tmp_path: Path) -> None:
    workbook = xlsxwriter.Workbook(tmp_path / "bar.xlsx")
    workbook.add_worksheet("表").write_formula(0, 0, '="a|b" & "CALL(1)"', None, "a|bCALL(1)")
    workbook.close()
    result = annotated((tmp_path / "bar.xlsx").read_bytes(), [CellMark("表", 0, 0, Severity.ERROR, "问题")])
    assert openpyxl.load_workbook(io.BytesIO(result))["表"]["A1"].comment.text == "问题"


def test_what_is_no_workbook_is_refused() -> None:
    for data in (b"", b"PK\x03\x04", b"x" * 100):
        with pytest.raises(NotAnnotatedError):
            annotated(data, [])


def test_the_same_marks_give_the_same_bytes(tmp_path: Path) -> None:
    data = rich_workbook(tmp_path / "rich.xlsx").read_bytes()
    marks = [CellMark("支出", 3, 1, Severity.ERROR, "问题")]
    assert annotated(data, marks) == annotated(data, marks)


def test_a_note_is_cut_and_what_a_spreadsheet_would_unescape_stays_as_it_is(tmp_path: Path) -> None:
    data = rich_workbook(tmp_path / "rich.xlsx").read_bytes()
    result = annotated(data, [CellMark("支出", 0, 0, Severity.ERROR, "_x0041_\x1b" + "长" * 40_000)])
    comments = parts_of(result)["xl/comments1.xml"].decode()
    assert "_x005F_x0041_␛长" in comments
    assert len(comments) < 20_000


WRITTEN_ROWS = st.lists(
    st.tuples(st.integers(1, 12), st.lists(st.integers(0, 8), unique=True).map(sorted), st.booleans()),
    unique_by=lambda row: row[0],
).map(lambda rows: sorted(rows))


@given(
    rows=WRITTEN_ROWS,
    wanted=st.sets(st.tuples(st.integers(0, 13), st.integers(0, 9)), min_size=1, max_size=8),
    prefix=st.sampled_from(["", "x:"]),
)
def test_marked_cells_stand_in_their_order_whatever_the_sheet_holds(
    rows: list[tuple[int, list[int], bool]], wanted: set[tuple[int, int]], prefix: str
) -> None:
    """Cells with and without addresses, rows that are empty, missing or written as one tag, prefixed names."""
    from xml.etree import ElementTree

    from model.export.annotated.sheet_patch import patched
    from model.source.book import address

    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    p = prefix
    body = ""
    for number, columns, named in rows:
        cells = "".join(
            f'<{p}c r="{address(number - 1, c)}"><{p}v>{c}</{p}v></{p}c>'
            for c in columns
            if named or columns[0] == 0
        )
        body += f'<{p}row r="{number}" spans="1:2">{cells}</{p}row>' if cells else f'<{p}row r="{number}"/>'
    declared = f'xmlns{":x" if p else ""}="{space}"'
    sheet = (
        f"<?xml version='1.0'?><{p}worksheet {declared}><{p}sheetData>{body}</{p}sheetData></{p}worksheet>"
    )
    places = find_places(sheet.encode(), wanted)
    result = patched(places, lambda row, column: "7", "rId9", "urn:r")
    root = ElementTree.fromstring(result)
    found = [
        (int(row.get("r", "0")) - 1, cell.get("r"), cell.get("s"))
        for row in root.iter(f"{{{space}}}row")
        for cell in row.iter(f"{{{space}}}c")
    ]
    assert {at for _, at, style in found if style == "7"} == {address(*cell) for cell in wanted}
    order = [openpyxl.utils.cell.coordinate_from_string(at or "A1") for _, at, _ in found]
    keys = [(row, openpyxl.utils.column_index_from_string(letters)) for letters, row in order]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys))
    assert root[-1].tag == f"{{{space}}}legacyDrawing"
    written = {
        address(n - 1, c): str(c) for n, columns, named in rows for c in columns if named or columns[0] == 0
    }
    values = {cell.get("r"): value.text for cell in root.iter(f"{{{space}}}c") for value in cell}
    assert values == written
