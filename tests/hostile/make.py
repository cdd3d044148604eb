"""Files made to break a reader. Each function writes one and returns its path; see `tests/hostile/test_hostile.py`."""

from __future__ import annotations

import struct
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import xlwt
from hostile.compound import compound_file
from hostile.package import MAIN, sheet_xml, write_package
from hostile.portable import rule, text, write_pdf

_ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
_FAR = '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
_BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {name} "{f"&{previous};" * 10}">'
    for previous, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def two_cells_far_apart(folder: Path) -> Path:
    """A1 and XFD1048576, whose rectangle of 17 billion cells aborts the parser's process."""
    return write_package(folder / "two-cells.xlsx", sheet_xml(_ONE + _FAR))


def cells_far_apart_in_a_large_sheet(folder: Path) -> Path:
    """The same behind enough rows that nothing is looked at before the parser itself."""
    filler = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 110_000))
    return write_package(folder / "two-cells-large.xlsx", sheet_xml(filler + _FAR))


def declared_to_the_last_cell(folder: Path) -> Path:
    """A dimension of A1:XFD1048576 over one cell: a lie, but harmless."""
    return write_package(folder / "declared.xlsx", sheet_xml(_ONE, '<dimension ref="A1:XFD1048576"/>'))


def zip_bomb(folder: Path) -> Path:
    """Four hundred megabytes of rows in four hundred kilobytes."""
    path = write_package(folder / "bomb.xlsx", sheet_xml(_ONE))
    with (
        ZipFile(path, "a", ZIP_DEFLATED, compresslevel=1) as package,
        package.open("xl/media/a.bin", "w") as part,
    ):
        for _ in range(400):
            part.write(bytes(1 << 20))
    return path


def entity_expansion(folder: Path) -> Path:
    """The billion laughs in a sheet."""
    return write_package(folder / "laughs.xlsx", _BOMB + "]>" + sheet_xml(_ONE.replace("1</v>", "&i;</v>")))


def entity_expansion_in_the_strings(folder: Path) -> Path:
    """The billion laughs in the shared strings."""
    strings = f'{_BOMB}]><sst xmlns="{MAIN}"><si><t>&i;</t></si></sst>'
    relationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{relationship}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{relationship}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    parts = {"xl/sharedStrings.xml": strings, "xl/_rels/workbook.xml.rels": links}
    sheet = sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    return write_package(folder / "laughs-strings.xlsx", sheet, parts)


def external_entity(folder: Path) -> Path:
    """A sheet that asks for a file of the machine."""
    secret = folder / "secret.txt"
    secret.write_text("the secret", encoding="utf-8")
    document_type = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    sheet = sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>&s;</t></is></c></row>')
    return write_package(folder / "external.xlsx", document_type + sheet)


def truncated_zip(folder: Path) -> Path:
    """A download that broke off."""
    path = write_package(folder / "truncated.xlsx", sheet_xml(_ONE * 50))
    path.write_bytes(path.read_bytes()[:-200])
    return path


def spoilt_deflate(folder: Path) -> Path:
    """A package with one part's bytes overwritten."""
    path = write_package(folder / "spoilt.xlsx", sheet_xml("".join(f"<row r='{n}'/>" for n in range(1, 500))))
    data = bytearray(path.read_bytes())
    at = data.rfind(b"xl/worksheets/sheet1.xml", 0, len(data) - 400) + 40
    data[at : at + 30] = bytes(30)
    path.write_bytes(data)
    return path


def xls_named_xlsx(folder: Path) -> Path:
    """A workbook of 1997 under a new name."""
    return _old_workbook(folder / "old.xlsx")


def xlsx_named_xls(folder: Path) -> Path:
    """A workbook of 2007 under an old name."""
    return write_package(folder / "new.xls", sheet_xml(_ONE))


def encrypted_package(folder: Path) -> Path:
    """An .xlsx with a password: an OLE file with the package inside."""
    path = folder / "encrypted.xlsx"
    path.write_bytes(compound_file({"EncryptionInfo": b"\x04\x00\x04\x00", "EncryptedPackage": bytes(8000)}))
    return path


def encrypted_old_workbook(folder: Path) -> Path:
    """An .xls with a password: its second record says so."""
    path = folder / "encrypted.xls"
    begin = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0x18AF, 0x7CD, 0x80C1, 0x306)
    password = struct.pack("<HHHHH48x", 0x2F, 54, 1, 1, 1)
    path.write_bytes(compound_file({"Workbook": begin + password + struct.pack("<HH", 0x0A, 0)}))
    return path


def encrypted_zip(folder: Path) -> Path:
    """A package whose entries are flagged as encrypted."""
    path = write_package(folder / "encrypted-zip.xlsx", sheet_xml(_ONE))
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at != -1:
            data[at + offset] |= 1
            at = data.find(signature, at + 1)
    path.write_bytes(data)
    return path


def truncated_old_workbook(folder: Path) -> Path:
    """Half of an .xls."""
    path = _old_workbook(folder / "truncated.xls")
    path.write_bytes(path.read_bytes()[:1500])
    return path


def nothing(folder: Path) -> Path:
    """Zero bytes."""
    path = folder / "empty.xlsx"
    path.touch()
    return path


def noise(folder: Path) -> Path:
    """Bytes of no format at all."""
    path = folder / "noise.xlsx"
    path.write_bytes(bytes((7 * n * n + 11 * n) % 256 for n in range(5000)))
    return path


def word_of_1997(folder: Path) -> Path:
    """A .doc, which has to be converted first."""
    path = folder / "说明.doc"
    path.write_bytes(compound_file({"WordDocument": bytes(5000)}))
    return path


def lock_file(folder: Path) -> Path:
    """What Excel leaves beside an open workbook, under its own name."""
    path = folder / "~$预算.xlsx"
    path.write_bytes(owner_bytes())
    return path


def renamed_lock_file(folder: Path) -> Path:
    """The same under another name: its content gives it away."""
    path = folder / "预算.xlsx"
    path.write_bytes(owner_bytes())
    return path


def owner_bytes() -> bytes:
    """Return the 165 bytes of an owner file: the user's name in two encodings, each with its length before it."""
    name = "auditor"
    first = bytes([len(name)]) + name.encode().ljust(54, b" ")
    return first + struct.pack("<H", len(name)) + name.encode("utf-16-le").ljust(108, b" \0"[:1])


def longest_cells(folder: Path) -> Path:
    """Three hundred cells of 32,767 characters each."""
    text = "汉" * 32767
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{text}</t></is></c></row>' for n in range(1, 301)
    )
    return write_package(folder / "long.xlsx", sheet_xml(rows))


def endless_cell(folder: Path) -> Path:
    """One cell of 150 million characters."""
    path = folder / "endless.xlsx"
    text = "a" * 150_000_000
    return write_package(
        path, sheet_xml(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>')
    )


def many_merges(folder: Path) -> Path:
    """A hundred thousand merged ranges, and one over the whole sheet."""
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>1</v></c></row>' for n in range(1, 1001)
    )
    merges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 100_001))
    merges += '<mergeCell ref="A1:XFD1048576"/>'
    return write_package(folder / "merges.xlsx", sheet_xml(rows, after=f"<mergeCells>{merges}</mergeCells>"))


def impossible_address(folder: Path) -> Path:
    """A cell where no sheet has one; the parser would put it somewhere else."""
    return write_package(
        folder / "address.xlsx", sheet_xml('<row r="1"><c r="ZZZZZ99999999999"><v>1</v></c></row>')
    )


def link_out_of_the_package(folder: Path) -> Path:
    """A sheet whose part is declared to be /etc/passwd."""
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="../../../etc/passwd"/></Relationships>'
    )
    return write_package(folder / "out.xlsx", sheet_xml(_ONE), {"xl/_rels/workbook.xml.rels": links})


def thousand_empty_pages(folder: Path) -> Path:
    """A PDF of a thousand pages with nothing on them."""
    return write_pdf(folder / "pages.pdf", [""] * 1000)


def page_of_a_hundred_thousand_lines(folder: Path) -> Path:
    """A PDF whose one page is hatched like a map."""
    lines = "".join(
        rule(x % 600, x % 7, x % 600, 390 + x % 9) + rule(0, x % 400, 600, x % 400) for x in range(50_000)
    )
    return write_pdf(folder / "hatched.pdf", [text(100, 100, "map") + lines])


def page_with_giant_spans(folder: Path) -> Path:
    """A web page whose cells claim to reach over a thousand columns and rows each."""
    path = folder / "spans.html"
    row = "<tr>" + "<td colspan=1000000 rowspan=65534>1</td>" * 20 + "</tr>"
    path.write_text(f"<html><table>{row * 1000}</table></html>", encoding="utf-8")
    return path


def page_of_endless_attributes(folder: Path) -> Path:
    """A page with a paragraph of a hundred thousand attributes."""
    path = folder / "attributes.html"
    attributes = " ".join(f'a{number}="{number}"' for number in range(100_000))
    path.write_text(f"<html><body><p {attributes}>收入1万元</p></body></html>", encoding="utf-8")
    return path


def deep_page(folder: Path) -> Path:
    """A web page of fifty thousand tables, each inside the last."""
    path = folder / "deep.html"
    path.write_text("<html>" + "<table><tr><td>" * 50_000 + "1", encoding="utf-8")
    return path


def document_with_giant_spans(folder: Path) -> Path:
    """A Word document whose cells claim to reach over a thousand columns each."""
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>'
    return _document(folder / "spans.docx", f"<w:tbl><w:tr>{cell * 20_000}</w:tr></w:tbl>")


def deep_document(folder: Path) -> Path:
    """A Word document of a hundred thousand elements, each inside the last."""
    return _document(folder / "deep.docx", "<w:tbl><w:tr><w:tc>" * 33_000)


def document_with_entities(folder: Path) -> Path:
    """The billion laughs in a Word document."""
    return _document(folder / "laughs.docx", "<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", _BOMB + "]>")


def _document(path: Path, body: str, before: str = "") -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types>wordprocessingml</Types>")
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        document = f'{before}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
        package.writestr("word/document.xml", document)
    return path


def repeated_cells(folder: Path) -> Path:
    """An OpenDocument row that claims to stand for a million, each of 16,384 cells."""
    return _open_document(
        folder / "repeated.ods",
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384" office:value-type="float" office:value="1"/></table:table-row>',
    )


def locked_open_document(folder: Path) -> Path:
    """An OpenDocument spreadsheet with a password."""
    path = _open_document(folder / "locked.ods", "")
    with ZipFile(path, "a") as package:
        package.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    return path


def _open_document(path: Path, rows: str) -> Path:
    space = "urn:oasis:names:tc:opendocument:xmlns"
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        package.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0">'
            f'<office:body><office:spreadsheet><table:table table:name="1">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def endless_line(folder: Path) -> Path:
    """Separated values of one line of twenty million values."""
    path = folder / "endless.csv"
    path.write_bytes(b"1," * 20_000_000)
    return path


def open_quote(folder: Path) -> Path:
    """Separated values whose first quote never ends."""
    path = folder / "quote.csv"
    path.write_bytes(b'a,b\n"' + b"1,2\n" * 2_000_000)
    return path


def _old_workbook(path: Path) -> Path:
    workbook = xlwt.Workbook(encoding="utf-8")
    workbook.add_sheet("表1").write(0, 0, 1.0)
    with path.open("wb") as stream:
        workbook.save(stream)
    return path
