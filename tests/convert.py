"""Writes a Book in other containers, as the programs that make them would, so that reading can be compared."""

from __future__ import annotations

import csv
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from model.source.book import Book, CellDate, CellError, CellValue, Merge, Sheet

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_ODS_SPACES = (
    f'xmlns:office="{_OFFICE}:office:1.0" xmlns:table="{_OFFICE}:table:1.0" xmlns:text="{_OFFICE}:text:1.0" '
    f'xmlns:style="{_OFFICE}:style:1.0" xmlns:number="{_OFFICE}:datastyle:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
    'xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"'
)
_ODS_STYLES = (
    '<number:number-style style:name="N1"><number:number number:decimal-places="2" number:min-integer-digits="1" '
    'number:grouping="true"/></number:number-style>'
    '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def shown(sheet: Sheet, row: int, column: int) -> str:
    """Return a cell as a page or a document prints it."""
    value = sheet.value(row, column)
    if isinstance(value, float):
        known = sheet.format(row, column)
        if known is not None and known.number_format in {"#,##0.00", "#,##0.00_ "}:
            return f"{value:,.2f}"
        return f"{value:.15g}"
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, CellDate):
        return value.iso
    return "" if value is None else str(value)


def _anchors(sheet: Sheet) -> tuple[dict[tuple[int, int], Merge], set[tuple[int, int]]]:
    anchors = {(m.top, m.left): m for m in sheet.merges}
    covered = {
        (row, column)
        for m in sheet.merges
        for row in range(m.top, m.bottom + 1)
        for column in range(m.left, m.right + 1)
    } - set(anchors)
    return anchors, covered


def write_csv(sheet: Sheet, path: Path, encoding: str = "gb18030", delimiter: str = ",") -> None:
    """Write a sheet as Excel saves it for China: GB18030, commas."""
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        for row in range(sheet.height):
            writer.writerow([shown(sheet, row, column) for column in range(sheet.width)])


def write_html(book: Book, path: Path, encoding: str = "gbk") -> None:
    """Write a page with a table a sheet, under a heading, as systems do that call it .xls."""
    tables = []
    for sheet in book.sheets:
        anchors, covered = _anchors(sheet)
        rows = []
        for row in range(sheet.height):
            cells = []
            for column in range(sheet.width):
                if (row, column) in covered:
                    continue
                m = anchors.get((row, column))
                span = f" rowspan={m.bottom - m.top + 1} colspan='{m.right - m.left + 1}'" if m else ""
                text = escape(shown(sheet, row, column)).replace("\n", "<br>").replace(" ", "&nbsp;")
                cells.append(f"<TD{span}>\n   <font size=2>{text}</font></TD>")
            rows.append("<tr>" + "".join(cells) + "\n")
        tables.append(f"<h2>{escape(sheet.name)}</h2>\n<table border=1>{''.join(rows)}</table>")
    page = f'<html><head><meta http-equiv=Content-Type content="text/html; charset={encoding}">'
    page += f"<title>x</title></head><body>{''.join(tables)}<p>以上单位：元</body>"
    path.write_text(page, encoding=encoding, errors="xmlcharrefreplace")


def write_ods(book: Book, path: Path) -> None:
    """Write an OpenDocument spreadsheet with typed values, as LibreOffice does."""
    tables = "".join(_ods_table(sheet) for sheet in book.sheets)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ODS_SPACES}><office:automatic-styles>'
        f"{_ODS_STYLES}</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", "<manifest/>")
        package.writestr("content.xml", content)


def _ods_table(sheet: Sheet) -> str:
    anchors, covered = _anchors(sheet)
    rows = []
    for row in range(sheet.height):
        cells = []
        for column in range(sheet.width):
            m = anchors.get((row, column))
            span = ""
            if m:
                span = f' table:number-rows-spanned="{m.bottom - m.top + 1}"'
                span += f' table:number-columns-spanned="{m.right - m.left + 1}"'
            name = "covered-table-cell" if (row, column) in covered else "table-cell"
            cells.append(f"<table:{name}{span}{_ods_value(sheet.value(row, column))}</table:{name}>")
        cells.append(f'<table:table-cell table:number-columns-repeated="{16384 - sheet.width}"/>')
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    repeated = f'table:number-rows-repeated="{1048576 - sheet.height}"'
    rest = f"<table:table-row {repeated}><table:table-cell/></table:table-row>"
    return f"<table:table table:name={quoteattr(sheet.name)}>{''.join(rows)}{rest}</table:table>"


def _ods_value(value: CellValue) -> str:
    if value is None:
        return ">"
    if isinstance(value, float):
        kind = 'table:style-name="ce1" office:value-type="float"'
        return f' {kind} office:value="{value!r}"><text:p>{value:,.2f}</text:p>'
    if isinstance(value, CellError):
        return (
            ' table:formula="of:=1/0" office:value-type="string" office:string-value="" '
            f'calcext:value-type="error"><text:p>{value.code}</text:p>'
        )
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f' office:value-type="string" calcext:value-type="string">{lines}'


def write_docx(book: Book, path: Path) -> None:
    """Write a Word document: each sheet's name as a heading, then its table."""
    body = []
    for sheet in book.sheets:
        body.append(f"<w:p><w:r><w:t>{escape(sheet.name)}</w:t></w:r></w:p>")
        body.append("<w:p/>")
        body.append(_docx_table(sheet))
    document = f'<w:document xmlns:w="{_WORD}"><w:body>{"".join(body)}</w:body></w:document>'
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
            'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.document.main+xml"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
            'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        package.writestr("word/document.xml", document)


def _docx_table(sheet: Sheet) -> str:
    anchors, covered = _anchors(sheet)
    rows = []
    for row in range(sheet.height):
        cells, column = [], 0
        while column < sheet.width:
            m = anchors.get((row, column))
            above = next((n for n in sheet.merges if n.top < row <= n.bottom and n.left == column), None)
            width = (m or above or Merge(row, column, row, column)).right - column + 1
            vertical = (
                '<w:vMerge w:val="restart"/>' if m and m.bottom > m.top else "<w:vMerge/>" if above else ""
            )
            span = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
            lines = "".join(
                f'<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t xml:space="preserve">'
                f"{escape(line)}</w:t></w:r></w:p>"
                for line in shown(sheet, row, column).split("\n")
            )
            cells.append(f"<w:tc><w:tcPr>{span}{vertical}</w:tcPr>{lines}</w:tc>")
            column += width
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    assert covered is not None
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def write_spreadsheet_xml(book: Book, path: Path) -> None:
    """Write the XML of Excel 2003, with blanks left out and merges as attributes."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    sheets = []
    for sheet in book.sheets:
        anchors, covered = _anchors(sheet)
        rows = []
        for row in range(sheet.height):
            cells = []
            for column in range(sheet.width):
                value, m = sheet.value(row, column), anchors.get((row, column))
                if (row, column) in covered or (value is None and m is None):
                    continue
                merge = f' ss:MergeAcross="{m.right - m.left}" ss:MergeDown="{m.bottom - m.top}"' if m else ""
                style = ' ss:StyleID="s1"' if isinstance(value, float) else ""
                cells.append(f'<Cell ss:Index="{column + 1}"{merge}{style}>{_xml_value(value)}</Cell>')
            rows.append(f'<Row ss:Index="{row + 1}">{"".join(cells)}</Row>')
        sheets.append(
            f"<Worksheet ss:Name={quoteattr(sheet.name)}><Table>{''.join(rows)}</Table></Worksheet>"
        )
    path.write_text(
        '<?xml version="1.0" encoding="GB2312"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook xmlns="{space}" xmlns:ss="{space}"><Styles><Style ss:ID="s1"><NumberFormat ss:Format="Standard"/>'
        f"</Style></Styles>{''.join(sheets)}</Workbook>",
        encoding="gb18030",
    )


def _xml_value(value: CellValue) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f'<Data ss:Type="Number">{value!r}</Data>'
    if isinstance(value, CellError):
        return f'<Data ss:Type="Error">{value.code}</Data>'
    return f'<Data ss:Type="String">{escape(str(value)).replace(chr(10), "&#10;")}</Data>'
