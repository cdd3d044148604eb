"""The framed copy of a PDF: a frame on each cell and nothing else changed; what could act is not handed on."""

from __future__ import annotations

import ctypes
import hashlib
import io
import zlib
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import openpyxl
import pypdfium2.raw as pdfium
import pytest
from drawn.pdf import A4, Page, width_of, write_pages
from engaged import dossier, papers, words_of
from hostile.portable import rule, text, write_pdf
from office import text_of_pdf
from pypdfium2 import PdfDocument

from model.errors import ExportError
from model.export.annotated.hazards import hazard_of_pdf
from model.export.annotated.pdf_copy import PdfMark, annotated_pdf
from model.export.annotated.workbook import NotAnnotatedError
from model.export.own_mark import PDF_COMMENT
from model.export.papers.filing import all_papers
from model.finding import Severity

ROWS = [("Item", "Amount"), ("208", "1,234.50"), ("210", "77.00")]
TOP, HIGH = 300, 20


def table_page() -> str:
    """A ruled table from (100, 240) to (500, 300), the posts at 100, 300 and 500; and a sentence below it."""
    bottom = TOP - HIGH * len(ROWS)
    lines = "".join(rule(100, TOP - HIGH * n, 500, TOP - HIGH * n) for n in range(len(ROWS) + 1))
    lines += "".join(rule(x, bottom, x, TOP) for x in (100, 300, 500))
    cells = "".join(
        text(110, TOP - 15 - HIGH * n, left) + text(310, TOP - 15 - HIGH * n, right)
        for n, (left, right) in enumerate(ROWS)
    )
    return lines + cells


def mark(page: int, row: int, number: str = "1") -> PdfMark:
    return PdfMark(page, ROWS[row][1], ROWS[row], 1, number, Severity.ERROR, f"note {number}")


def annotations(path: Path) -> Iterator[tuple[int, tuple[float, float, float, float], str]]:
    """Give the page, the box (left, bottom, right, top) and the note of each annotation."""
    document = PdfDocument(path)
    for number in range(len(document)):
        page = document[number]
        for at in range(pdfium.FPDFPage_GetAnnotCount(page)):
            annotation = pdfium.FPDFPage_GetAnnot(page, at)
            box = pdfium.FS_RECTF()
            assert pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(box))
            size = pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
            buffer = ctypes.create_string_buffer(size)
            wide = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
            pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", wide, size)
            yield (
                number + 1,
                (box.left, box.bottom, box.right, box.top),
                buffer.raw.decode("utf-16-le").rstrip("\0"),
            )
            pdfium.FPDFPage_CloseAnnot(annotation)
        page.close()
    document.close()


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_each_frame_lies_on_its_cell_and_the_rest_of_the_file_stays(tmp_path: Path, rotate: int) -> None:
    source = write_pdf(
        tmp_path / "a.pdf", [table_page(), table_page() + text(100, 100, "Other words.")], rotate=rotate
    )
    before = source.read_bytes()
    passage = PdfMark(0, "Other words.", (), 0, "3", Severity.NOTICE, "note 3")
    copy, found = annotated_pdf(before, [mark(1, 1), mark(2, 2, "2"), passage])
    assert found == {0, 1, 2}
    assert copy.startswith(before)
    assert copy.endswith(PDF_COMMENT)
    written = tmp_path / "b.pdf"
    written.write_bytes(copy)
    document = PdfDocument(written)
    assert len(document) == 2
    document.close()
    assert text_of_pdf(written) == text_of_pdf(source)
    placed = {note: (page, box) for page, box, note in annotations(written)}
    assert set(placed) == {"note 1", "note 2", "note 3"}
    for note, page, row in (("note 1", 1, 1), ("note 2", 2, 2)):
        at, (left, bottom, right, top) = placed[note]
        assert at == page
        cell = (300, TOP - HIGH * (row + 1), 500, TOP - HIGH * row)
        assert (left, bottom) == pytest.approx(cell[:2], abs=3)
        assert right == pytest.approx(cell[2], abs=3)
        assert cell[3] <= top <= cell[3] + 15  # the number stands above the frame
    page, (left, bottom, right, top) = placed["note 3"]
    assert page == 2
    assert left <= 101
    assert right > 150
    assert bottom < 101 < 108 < top


def test_a_cell_that_is_not_there_or_not_the_only_one_is_not_framed(tmp_path: Path) -> None:
    source = write_pdf(
        tmp_path / "a.pdf", [table_page(), text(100, 100, "Twice.") + text(100, 200, "Twice.")]
    )
    marks = [
        PdfMark(1, "5.00", ("211", "5.00"), 1, "1", Severity.ERROR, "x"),
        mark(2, 1),
        PdfMark(0, "Twice.", (), 0, "2", Severity.ERROR, "x"),
    ]
    copy, found = annotated_pdf(source.read_bytes(), marks)
    assert found == frozenset()
    assert copy == source.read_bytes() + PDF_COMMENT


def test_the_same_frames_give_the_same_bytes(tmp_path: Path) -> None:
    data = write_pdf(tmp_path / "a.pdf", [table_page()]).read_bytes()
    assert annotated_pdf(data, [mark(1, 1)]) == annotated_pdf(data, [mark(1, 1)])


def disclosure(path: Path) -> bytes:
    """A page with a department's table in which the total is 9.00 more than its parts."""
    rows = [
        ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        ("", "合计", "309.00", "200.00", "100.00"),
        ("208", "社会保障和就业支出", "100.00", "80.00", "20.00"),
        ("210", "卫生健康支出", "200.00", "120.00", "80.00"),
    ]
    posts = list(accumulate((60, 160, 100, 80, 80), initial=50))
    page = Page(*A4)
    page.text(200, 80, "某某局2025年部门支出预算总表", 14)
    page.text(460, 110, "单位：元", 10)
    for number in range(len(rows) + 1):
        page.rule((posts[0], 120 + 24 * number), (posts[-1], 120 + 24 * number), filled=False)
    for post in posts:
        page.rule((post, 120), (post, 120 + 24 * len(rows)), filled=False)
    for number, cells in enumerate(rows):
        for left, right, words in zip(posts, posts[1:], cells, strict=False):
            start = right - 4 - width_of(words, 9) if words[-1:].isdigit() and "." in words else left + 4
            page.text(start, 136 + 24 * number, words, 9)
    write_pages(path, [page])
    return path.read_bytes()


def acting(data: bytes, keys: bytes) -> bytes:
    """The file with more keys in its catalogue; readers find its objects again by themselves."""
    assert b"/Type /Catalog" in data
    return data.replace(b"/Type /Catalog", b"/Type /Catalog " + keys, 1)


def packed(keys: bytes) -> bytes:
    """The same keys in an object of a packed stream of objects, where the file does not show them."""
    content = zlib.compress(b"90 0 <<" + keys + b">>")
    head = b"/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode /Length %d" % len(content)
    return b"\n91 0 obj\n<<" + head + b">>\nstream\n" + content + b"\nendstream\nendobj\n"


SCRIPT = b"/OpenAction <</S /JavaScript /JS (app.alert(1))>>"
HAZARDS = {
    "script": (SCRIPT, "it holds programs"),
    "escaped": (b"/OpenAction <</S /J#61vaScript /#4aS (app.alert(1))>>", "it holds programs"),
    "launch": (b"/OpenAction <</S /Launch /F (cmd.exe)>>", "it starts other programs"),
    "form": (b"/OpenAction <</S /SubmitForm /F (http://x.example)>>", "it sends data away"),
    "remote": (b"/OpenAction <</S /GoToR /F (other.pdf)>>", "it opens other files"),
    "file": (b"/Names <</EmbeddedFiles 9 0 R>> /AF <</Type /EmbeddedFile>>", "it holds other files"),
}


@pytest.mark.parametrize("hazard", HAZARDS)
def test_a_pdf_that_could_act_is_refused_with_its_reason_and_its_workbook_made(
    tmp_path: Path, hazard: str
) -> None:
    keys, why = HAZARDS[hazard]
    source = tmp_path / "公开.pdf"
    source.write_bytes(acting(disclosure(source), keys))
    matter = dossier(source, "en", decide=False)
    assert matter.problems
    made, refused = {}, {}
    for paper in all_papers(matter, lambda document: Path(document.path).read_bytes()):
        try:
            made[paper.name] = paper.make()
        except ExportError as error:
            refused[paper.name] = str(error)
    (reason,) = refused.values()
    assert [Path(name).suffix for name in refused] == [".pdf"]
    assert why in reason
    workbook = next(content for name, content in made.items() if name == "公开-annotated copy.xlsx")
    index = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets[0]
    assert any(why in str(cell.value) for row in index.iter_rows() for cell in row if cell.value)


def test_the_framed_copy_of_a_disclosure_is_among_its_papers_with_a_frame_for_its_problem(
    tmp_path: Path,
) -> None:
    source = tmp_path / "公开.pdf"
    before = disclosure(source)
    matter = dossier(source, "en", decide=False)
    made = papers(matter)
    copy = tmp_path / "copy.pdf"
    copy.write_bytes(made["公开-annotated copy.pdf"])
    assert copy.read_bytes().startswith(before)
    notes = [note for _, _, note in annotations(copy)]
    assert any(note.startswith("Problem 1 [error]") and "309.00" in note for note in notes)
    (particulars,) = [note for note in notes if "SHA-256" in note]
    assert hashlib.sha256(before).hexdigest() in particulars
    assert "Made by Yushen 0.1.0." in particulars
    assert "amounts in tables" in particulars
    assert not any("page 1!" in note for note in notes)
    others = {name: content for name, content in made.items() if name.endswith((".docx", ".xlsx"))}
    assert {name for name, content in others.items() if "page 1!" in words_of(name, content)} == set()


def test_what_a_packed_stream_of_objects_holds_is_seen_too() -> None:
    data = b"%PDF-1.5\n" + packed(SCRIPT) + b"%%EOF\n"
    assert b"JavaScript" not in data
    hazard = hazard_of_pdf(data)
    assert hazard is not None
    assert hazard.text("en") == "it holds programs"
    assert hazard_of_pdf(b"%PDF-1.5\n" + packed(b"/Type /Page") + b"%%EOF\n") is None


PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def rc4(key: bytes, data: bytes) -> bytes:
    state, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def test_a_pdf_that_opens_without_its_password_is_refused_for_nobody_sees_what_it_holds(
    tmp_path: Path,
) -> None:
    """Encrypted as the standard says (RC4, 40 bits) with an empty password of the reader: it opens for everyone."""
    owner = rc4(md5(PADDING)[:5], PADDING)
    key = md5(PADDING + owner + (-4).to_bytes(4, "little", signed=True) + b"\0")[:5]
    own = md5(key + (4).to_bytes(3, "little") + b"\0\0")[:10]
    page = rc4(own, table_page().encode("latin-1")).decode("latin-1")
    values = f"/O <{owner.hex()}> /U <{rc4(key, PADDING).hex()}> /P -4"
    encrypt = f"/Encrypt <</Filter /Standard /V 1 /R 2 {values}>> /ID [<00> <00>]"
    source = write_pdf(tmp_path / "locked.pdf", [page], encrypt=encrypt)
    assert "1,234.50" in text_of_pdf(source)
    with pytest.raises(NotAnnotatedError) as caught:
        annotated_pdf(source.read_bytes(), [mark(1, 1)])
    assert "encrypted" in caught.value.why.text("en")
