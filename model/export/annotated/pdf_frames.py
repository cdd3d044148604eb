"""The child process that frames cells on the pages of a PDF, for a hostile one may bring the reader down.

Standard input is a line of JSON, the frames wanted, and the file; standard output a line of JSON, which frames were
found, and the file with them. It is written on after its end: what was there stays byte for byte.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument

from model.pattern import pattern
from model.record import dataclass
from model.source.pages.lines import Box
from model.source.pages.page import Page, page_of
from model.source.pdf_page import DrawnPage

_COLOURS = {"error": (192, 0, 0), "warning": (214, 137, 16), "notice": (46, 134, 193)}
_LINE = 1.2
_NUMBER = 8.0
"""Points: how thick a frame is, and how tall its number."""
_ABOVE = 1.0
_ICON = 18.0
_IDENTIFIED = pattern(rb"/ID\s*\[")
_IDENTITY = pattern(rb"(/ID\s*\[\s*<)([0-9A-Fa-f]*)(>\s*<)[0-9A-Fa-f]{32}(>)")
"""A file's identity: the one it was made with, random where it had none, and a random one of this state."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """A frame that was found: its page, its box in the file's coordinates, and what it states."""

    page: int
    edges: tuple[float, float, float, float]
    wanted: Mapping[str, Any]


def main() -> int:
    """Frame what is asked for."""
    wanted = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    limit_memory(wanted["memory"])
    document = PdfDocument(data)
    frames = dict(_found(document, wanted["frames"]))
    for frame in frames.values():
        _draw(document, frame)
    if wanted["particulars"]:
        _remark(document, wanted["particulars"], wanted["author"])
    written = _saved(document, data) if frames or wanted["particulars"] else data
    sys.stdout.buffer.write(json.dumps(sorted(frames)).encode() + b"\n" + written)
    return 0


def limit_memory(size: int) -> None:
    """Set how much memory this process may take, where the system has such a limit."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _found(document: PdfDocument, wanted: list[dict[str, Any]]) -> Iterator[tuple[int, _Frame]]:
    """Give the frames whose place is found, by their number in the list."""
    cells = {n: each for n, each in enumerate(wanted) if each["page"]}
    texts = {n: each for n, each in enumerate(wanted) if not each["page"]}
    in_text: dict[int, list[_Frame]] = {}
    for index in range(len(document)):
        here = {n: each for n, each in cells.items() if each["page"] == index + 1}
        if not here and not texts:
            continue
        page = document[index]
        drawn = DrawnPage(page)
        shown = page_of(index + 1, drawn)
        for number, each in here.items():
            box = _cell_box(shown, each)
            if box is not None:
                yield number, _Frame(index, drawn.in_file(box), each)
        for number, each in texts.items():
            in_text.setdefault(number, []).extend(
                _Frame(index, drawn.in_file(box), each) for box in _text_boxes(shown, each["text"])
            )
        page.close()
    # A passage that stands in several places is framed in none: which one is meant is not known.
    yield from ((number, frames[0]) for number, frames in in_text.items() if len(frames) == 1)


def _cell_box(page: Page, wanted: Mapping[str, Any]) -> Box | None:
    """Return the box of the one cell with the wanted text whose row is most like the wanted one, None for none."""
    text, row = _plain(wanted["text"]), {_plain(each) for each in wanted["row"] if _plain(each)}
    scored = []
    for table in page.tables:
        for top, left, bottom, right in table.cells:
            if text and _plain(table.rows[top][left]) == text:
                alike = len(row & {_plain(each) for each in table.rows[top]})
                edges = (
                    table.columns[left],
                    table.row_lines[top],
                    table.columns[right + 1],
                    table.row_lines[bottom + 1],
                )
                scored.append(((alike, left == wanted["column"]), Box(*edges)))
    scored.sort(key=lambda each: each[0], reverse=True)
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return scored[0][1]


def _text_boxes(page: Page, text: str) -> Iterator[Box]:
    """Give the box around the lines in which a passage stands, wherever it does."""
    plain = _plain(text)
    whole, ends = "", []
    for line in page.lines:
        whole += _plain(line.text)
        ends.append(len(whole))
    at = whole.find(plain) if plain else -1
    while at >= 0:
        last = at + len(plain)
        starts = [0, *ends[:-1]]
        lines = [
            line
            for line, start, end in zip(page.lines, starts, ends, strict=True)
            if start < last and at < end
        ]
        yield _around(Box(line.left, line.top, line.right, line.bottom) for line in lines)
        at = whole.find(plain, at + 1)


def _around(boxes: Iterable[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts) - 1, min(tops) - 1, max(rights) + 1, max(bottoms) + 1)


def _plain(text: str) -> str:
    return "".join(text.split())


def _draw(document: PdfDocument, frame: _Frame) -> None:
    """Put a stamp of a frame and its number on the page, with the note; the page's own content stays."""
    page = document[frame.page]
    left, bottom, right, top = frame.edges
    colour = _COLOURS[frame.wanted["severity"]]
    stamp = pdfium.FPDFPage_CreateAnnot(page, pdfium.FPDF_ANNOT_STAMP)
    number = frame.wanted["number"]
    area = pdfium.FS_RECTF(left - _LINE, top + _NUMBER + 2 * _ABOVE, right + _LINE, bottom - _LINE)
    pdfium.FPDFAnnot_SetRect(stamp, ctypes.byref(area))
    box = pdfium.FPDFPageObj_CreateNewRect(left, bottom, right - left, top - bottom)
    pdfium.FPDFPageObj_SetStrokeColor(box, *colour, 255)
    pdfium.FPDFPageObj_SetStrokeWidth(box, _LINE)
    pdfium.FPDFPath_SetDrawMode(box, pdfium.FPDF_FILLMODE_NONE, 1)
    pdfium.FPDFAnnot_AppendObject(stamp, box)
    text = pdfium.FPDFPageObj_NewTextObj(document, b"Helvetica-Bold", _NUMBER)
    pdfium.FPDFText_SetText(text, _wide(number))
    pdfium.FPDFPageObj_SetFillColor(text, *colour, 255)
    pdfium.FPDFPageObj_Transform(text, 1, 0, 0, 1, left, top + 2 * _ABOVE)
    pdfium.FPDFAnnot_AppendObject(stamp, text)
    pdfium.FPDFAnnot_SetStringValue(stamp, b"Contents", _wide(frame.wanted["note"]))
    pdfium.FPDFAnnot_SetStringValue(stamp, b"T", _wide(frame.wanted["author"]))
    pdfium.FPDFAnnot_SetFlags(stamp, pdfium.FPDF_ANNOT_FLAG_PRINT)
    pdfium.FPDFPage_CloseAnnot(stamp)
    page.close()


def _remark(document: PdfDocument, particulars: str, author: str) -> None:
    """Put a note of what the copy is at the upper left of the first page; it is not printed."""
    page = document[0]
    left, top = 6.0, page.get_height() - 6.0
    note = pdfium.FPDFPage_CreateAnnot(page, pdfium.FPDF_ANNOT_TEXT)
    area = pdfium.FS_RECTF(left, top, left + _ICON, top - _ICON)
    pdfium.FPDFAnnot_SetRect(note, ctypes.byref(area))
    pdfium.FPDFAnnot_SetStringValue(note, b"Contents", _wide(particulars))
    pdfium.FPDFAnnot_SetStringValue(note, b"T", _wide(author))
    pdfium.FPDFPage_CloseAnnot(note)
    page.close()


def _wide(text: str) -> Any:
    """Return a text as pdfium takes it."""
    encoded = (text + "\0").encode("utf-16-le")
    return (ctypes.c_ushort * (len(encoded) // 2)).from_buffer_copy(encoded)


def _saved(document: PdfDocument, before: bytes) -> bytes:
    """Return the file, written on after its end; what would be random of its identity is made of its content."""
    from io import BytesIO

    stream = BytesIO()
    document.save(stream, flags=pdfium.FPDF_INCREMENTAL)
    written = stream.getvalue()
    added = written[len(before) :]
    identity = sha256(before).hexdigest()[:32].upper().encode()
    first = rb"\g<2>" if _IDENTIFIED.search(before) else identity
    fixed = _IDENTITY.sub(rb"\g<1>%s\g<3>%s\g<4>" % (first, identity), added)
    return before + fixed


if __name__ == "__main__":
    sys.exit(main())
