"""The parts of a Word document that are always the same, and the archive that holds them with its body."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from model.export.own_mark import MARK

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org"
_WORD = f"{_OFFICE}/wordprocessingml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = f"{_OFFICE}/officeDocument/2006/relationships"
_METADATA = f"{_OFFICE}/package/2006/relationships/metadata"
_EARLIEST = datetime(1980, 1, 1)  # noqa: DTZ001 - the first time that a zip archive can hold, without a zone

_CONTENT_TYPES = f"""{_HEAD}<Types xmlns="{_OFFICE}/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_KIND}.styles+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>"""

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
PROPERTIES = f"""{_HEAD}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:description>{MARK} </dc:description></cp:coreProperties>"""

_PACKAGE_RELATIONS = f"""{_HEAD}<Relationships xmlns="{_OFFICE}/package/2006/relationships">
<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{_METADATA}/core-properties" Target="docProps/core.xml"/>
</Relationships>"""

_DOCUMENT_RELATIONS = f"""{_HEAD}<Relationships xmlns="{_OFFICE}/package/2006/relationships">
<Relationship Id="rId1" Type="{_RELATION}/styles" Target="styles.xml"/>
</Relationships>"""


def _heading(level: int, half_points: int) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{half_points}"/></w:rPr></w:style>'
    )


def _border(edge: str) -> str:
    return f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="999999"/>'


# Word takes the font of Chinese text from eastAsia alone.
_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_WORD}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Times New Roman" w:eastAsia="宋体" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    '<w:sz w:val="21"/><w:lang w:val="en-GB" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    f"{_heading(1, 36)}{_heading(2, 28)}{_heading(3, 22)}"
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>'
    f"{''.join(map(_border, ('top', 'left', 'bottom', 'right', 'insideH', 'insideV')))}"
    '</w:tblBorders><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
    "</w:tblPr></w:style></w:styles>"
)

# A4 across, so that tables of ten columns can be read; lengths are in twentieths of a point.
_PAGE = (
    '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>'
    "</w:sectPr>"
)

TEXT_WIDTH = 16838 - 2 * 1134
"""The width between the margins, in twentieths of a point."""


def packed(body: str, made_at: str) -> bytes:
    """Return the document whose body is this WordprocessingML; the same body and time give the same bytes."""
    made = max(datetime.fromisoformat(made_at).replace(tzinfo=None), _EARLIEST)
    document = f'{_HEAD}<w:document xmlns:w="{_WORD}"><w:body>{body}{_PAGE}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _PACKAGE_RELATIONS,
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
        "word/styles.xml": _STYLES,
        "docProps/core.xml": PROPERTIES,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, made.timetuple()[:6])
            archive.writestr(entry, content.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
