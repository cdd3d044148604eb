"""The archive of a form in Word: its body on upright A4 pages, numbered 第x页 共y页 or in English."""

from __future__ import annotations

import io
import zipfile

from model.export.docx_package import PROPERTIES
from model.export.papers.word_parts import LABEL, paragraph, run, run_look
from model.messages import Language, message

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org"
_WORD = f"{_OFFICE}/wordprocessingml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = f"{_OFFICE}/officeDocument/2006/relationships"
_METADATA = f"{_OFFICE}/package/2006/relationships/metadata"
_EARLIEST = (1980, 1, 1, 0, 0, 0)

_CONTENT_TYPES = f"""{_HEAD}<Types xmlns="{_OFFICE}/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_KIND}.styles+xml"/>
<Override PartName="/word/footer1.xml" ContentType="{_KIND}.footer+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>"""

_PACKAGE_RELATIONS = f"""{_HEAD}<Relationships xmlns="{_OFFICE}/package/2006/relationships">
<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{_METADATA}/core-properties" Target="docProps/core.xml"/>
</Relationships>"""

_DOCUMENT_RELATIONS = f"""{_HEAD}<Relationships xmlns="{_OFFICE}/package/2006/relationships">
<Relationship Id="rId1" Type="{_RELATION}/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{_RELATION}/footer" Target="footer1.xml"/>
</Relationships>"""

_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_WORD}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    '<w:sz w:val="21"/><w:lang w:val="en-GB" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="table" w:styleId="FormGrid"><w:name w:val="Form Grid"/><w:tblPr><w:tblBorders>'
    + "".join(f'<w:{edge} w:val="single" w:sz="6" w:space="0" w:color="000000"/>' for edge in _EDGES)
    + '</w:tblBorders><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>'
)

_PAGE = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1247" w:right="1247" w:bottom="1247" w:left="1247" w:header="680" w:footer="680" w:gutter="0"/>'
    "</w:sectPr>"
)


def form_document(body: str, language: Language) -> bytes:
    """Return a .docx document with this body; the same body gives the same bytes."""
    spaces = f'xmlns:w="{_WORD}" xmlns:r="{_RELATION}"'
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _PACKAGE_RELATIONS,
        "word/document.xml": f"{_HEAD}<w:document {spaces}><w:body>{body}{_PAGE}</w:body></w:document>",
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
        "word/styles.xml": _STYLES,
        "docProps/core.xml": PROPERTIES,
        "word/footer1.xml": f"{_HEAD}<w:ftr {spaces}>{_page_numbers(language)}</w:ftr>",
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _EARLIEST), content.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _page_numbers(language: Language) -> str:
    """Return the line of page numbers; the program that shows the document fills them in."""
    footer = message("page {page} of {pages}", page="\0", pages="\1").text(language)
    pieces = footer.replace("\0", "\x02\0\x02").replace("\1", "\x02\1\x02").split("\x02")
    fields = {"\0": "PAGE", "\1": "NUMPAGES"}
    content = "".join(
        f'<w:fldSimple w:instr=" {fields[piece]} "><w:r>{run_look(LABEL, size=18)}<w:t>1</w:t></w:r></w:fldSimple>'
        if piece in fields
        else run(piece, LABEL, size=18)
        for piece in pieces
        if piece
    )
    return paragraph(content, align="center")
