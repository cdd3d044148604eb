"""The index of an annotated workbook: a sheet of texts and links, and its place before all others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import quoteattr

from model.export.annotated.mark import CellLink, Index, IndexCell
from model.export.annotated.splicing import (
    Splice,
    in_utf8,
    prefix_of,
    spliced,
    tag_at,
    with_attribute,
    xml_text,
)
from model.export.annotated.style_patch import IndexStyles
from model.export.row_height import height_of
from model.source.book import address
from model.source.xml_events import feed, local, new_parser
from model.text import clean_line

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LONGEST_NAME = 31
_LONGEST_TEXT = 32_000
FIRST_ROW = 3
"""The row, counted from 0, below the title and the headings."""


def index_xml(index: Index, namespace: str, sheets: dict[str, str], styles: IndexStyles) -> bytes:
    """Return the index as the XML of a sheet; `sheets` are the workbook's own names by their display form."""
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(index.widths, start=1)
    )
    written = _IndexXml(index, sheets, styles)
    rows = "".join(written.rows())
    links, merges = "".join(written.links), "".join(written.merges)
    return (
        f'{_HEAD}<worksheet xmlns="{namespace}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{columns}</cols><sheetData>{rows}</sheetData>"
        f'<mergeCells count="{len(written.merges)}">{merges}</mergeCells>'
        f"{f'<hyperlinks>{links}</hyperlinks>' if links else ''}"
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    ).encode()


class _IndexXml:
    """The rows of an index as they are written, with the links and merges that come after them."""

    def __init__(self, index: Index, sheets: dict[str, str], styles: IndexStyles) -> None:
        self._index = index
        self._sheets = sheets
        self._styles = styles
        self.links: list[str] = []
        self.merges: list[str] = []

    def rows(self) -> Iterator[str]:
        """Give all rows."""
        index = self._index
        yield self._line(0, index.title, self._styles.heading)
        yield self._row(FIRST_ROW - 1, index.headings, self._styles.heading)
        for number, cells in enumerate(index.rows, start=FIRST_ROW):
            yield self._row(number, cells, self._styles.text)
        for number, line in enumerate(index.below, start=FIRST_ROW + len(index.rows) + 1):
            yield self._line(number, line, self._styles.text)

    def _line(self, row: int, text: str, style: str) -> str:
        """Return a row with one text over all columns."""
        last = len(self._index.widths) - 1
        self.merges.append(f'<mergeCell ref="{address(row, 0)}:{address(row, last)}"/>')
        height = height_of([text], [sum(self._index.widths)])
        return self._written(row, [self._cell(address(row, 0), text, style)], height)

    def _row(self, row: int, cells: Sequence[IndexCell], style: str) -> str:
        texts = [cell if isinstance(cell, str) else cell.text for cell in cells]
        written = []
        for column, (cell, text) in enumerate(zip(cells, texts, strict=True)):
            place = address(row, column)
            is_link = isinstance(cell, CellLink) and cell.sheet in self._sheets
            if isinstance(cell, CellLink) and is_link:
                target = f"'{self._sheets[cell.sheet].replace(chr(39), chr(39) * 2)}'!{cell.cell}"
                self.links.append(f'<hyperlink ref="{place}" location={quoteattr(target)}/>')
            written.append(self._cell(place, text, self._styles.link if is_link else style))
        return self._written(row, written, height_of(texts, self._index.widths))

    def _cell(self, place: str, text: str, style: str) -> str:
        shown = xml_text(text[:_LONGEST_TEXT])
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'

    def _written(self, row: int, cells: Sequence[str], height: float) -> str:
        return f'<row r="{row + 1}" ht="{height}" customHeight="1">{"".join(cells)}</row>'


def free_name(wanted: str, taken: Sequence[str]) -> str:
    """Return a sheet's name that none of the workbook has."""
    lower = {name.lower() for name in taken}
    names = [wanted, *(f"{wanted[: _LONGEST_NAME - 4]} {number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name.lower() not in lower)


def names_shown(names: Sequence[str]) -> dict[str, str]:
    """Return a workbook's own names of sheets by their display form."""
    return {clean_line(name): name for name in reversed(names)}


def workbook_with(data: bytes, name: str, relation: str, namespace: str) -> bytes:
    """Return the workbook's part with a sheet before all others; what counts sheets by their place moves on by one.

    The sheet that was open stays open, for two that are selected would be edited together.
    """
    content = in_utf8(data)
    parser = new_parser()
    splices: list[Splice] = []
    first: list[int] = []
    numbers = [0]

    def start(element: str, attributes: dict[str, str]) -> None:
        at, kind = parser.CurrentByteIndex, local(element)
        if kind == "sheet":
            first.append(at)
            numbers.append(int(attributes.get("sheetId", "0")))
        elif kind == "definedName" and "localSheetId" in attributes:
            splices.append(_moved(content, at, "localSheetId", attributes["localSheetId"]))
        elif kind == "workbookView":
            splices.append(_moved(content, at, "activeTab", attributes.get("activeTab", "0")))

    parser.StartElementHandler = start
    feed(parser, content)
    if not first:
        raise ValueError("no sheets")
    prefix = prefix_of(tag_at(content, first[0]))
    tag = (
        f'<{prefix}sheet xmlns:yu="{namespace}" name={quoteattr(name)} sheetId="{max(numbers) + 1}" '
        f'yu:id="{relation}"/>'
    )
    splices.append(Splice(first[0], first[0], tag.encode()))
    return spliced(content, splices)


def _moved(content: bytes, at: int, name: str, value: str) -> Splice:
    tag = tag_at(content, at)
    return Splice(at, at + len(tag), with_attribute(tag, name, str(int(value) + 1)))


def relations_of(content: bytes) -> str:
    """Return the namespace of relationships that a workbook's part uses: that of the strict form or the usual one."""
    strict = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    usual = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (strict if re.search(re.escape(strict), content) else usual).decode()
