"""WordprocessingML of a form: framed tables of labels and values, on upright A4 pages that are numbered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from model.record import dataclass
from model.text import clean

TEXT_WIDTH = 11906 - 2 * 1247
"""The width between the margins of an A4 page, in twentieths of a point."""

BODY, LABEL, TITLE = "仿宋", "宋体", "黑体"
"""The fonts of values, of labels and of titles."""

_SIZES = {BODY: 21, LABEL: 21, TITLE: 36}
"""Half points."""


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell of a form: its text, by how many of the form's columns it is wide, and whether it is a label.

    `height` is the least of its row in twentieths of a point, 0 for that of its text.
    """

    text: str
    wide: int
    is_label: bool = False
    height: int = 0


def run(text: str, font: str = BODY, *, bold: bool = False, size: int = 0) -> str:
    """Return a run of text; Word takes the font of Chinese text from eastAsia alone. A line feed breaks the line."""
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in clean(text).split("\n"))
    return f"<w:r>{run_look(font, bold=bold, size=size)}{'<w:br/>'.join(lines)}</w:r>"


def run_look(font: str, *, bold: bool = False, size: int = 0) -> str:
    """Return the properties of a run."""
    half_points = size or _SIZES[font]
    return (
        f'<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" '
        f'w:eastAsia="{font}"/>{"<w:b/>" if bold else ""}<w:sz w:val="{half_points}"/></w:rPr>'
    )


def paragraph(content: str, *, align: str = "left", after: int = 0) -> str:
    """Return a paragraph of runs; `after` are twentieths of a point below it."""
    return f'<w:p><w:pPr><w:spacing w:after="{after}"/><w:jc w:val="{align}"/></w:pPr>{content}</w:p>'


def title(text: str) -> str:
    """Return the title of a form."""
    return paragraph(run(text, TITLE, bold=True), align="center", after=160)


def form_table(columns: Sequence[int], rows: Iterable[Sequence[FormCell]]) -> str:
    """Return a framed table; `columns` are shares of the page's width."""
    whole = sum(columns)
    widths = [TEXT_WIDTH * column // whole for column in columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="FormGrid"/><w:tblW w:w="0" w:type="auto"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(_row(row, widths) for row in rows)}</w:tbl>"
    )


def _row(cells: Sequence[FormCell], widths: Sequence[int]) -> str:
    written, column = [], 0
    for cell in cells:
        written.append(_cell(cell, sum(widths[column : column + cell.wide])))
        column += cell.wide
    least = max(cell.height for cell in cells)
    height = f'<w:trPr><w:trHeight w:val="{least}" w:hRule="atLeast"/></w:trPr>' if least else ""
    return f"<w:tr>{height}{''.join(written)}</w:tr>"


def _cell(cell: FormCell, width: int) -> str:
    font, align = (LABEL, "center") if cell.is_label else (BODY, "left")
    paragraphs = "".join(
        paragraph(run(line, font, bold=cell.is_label), align=align) for line in cell.text.split("\n")
    )
    upright = '<w:vAlign w:val="center"/>' if cell.is_label or "\n" not in cell.text else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{cell.wide}"/>{upright}</w:tcPr>'
        f"{paragraphs}</w:tc>"
    )
