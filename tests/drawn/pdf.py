"""PDF pages written by hand: rules, and text in a font that stays outside the file.

A character is its own glyph number, so that Chinese text needs no font in the file: `/W` gives the widths and the
ToUnicode map the meanings, which is all that a reader of text and boxes asks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zlib import compress

A4 = (595.0, 842.0)


@dataclass
class Page:
    """A page: its size as it is looked at, how it comes to lie so, and what is drawn, from its upper left corner.

    `turned` is "" for an upright page, "rotated" for one that the file turns by /Rotate, "sideways" for one whose
    text lies on its side and that nothing turns.
    """

    width: float
    height: float
    turned: str = ""
    drawn: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, size: float) -> None:
        """Write words from x, on a base line y points below the top."""
        if words.strip():
            codes = "".join(f"{ord(character):04X}" for character in words)
            a, b, c, d = (0, 1, -1, 0) if self.turned else (1, 0, 0, 1)
            left, bottom = self._place(x, y)
            self.drawn.append(
                f"BT /F1 {size:g} Tf {a} {b} {c} {d} {left:.2f} {bottom:.2f} Tm <{codes}> Tj ET"
            )

    def rule(self, one: tuple[float, float], other: tuple[float, float], *, filled: bool) -> None:
        """Draw a straight line, stroked or as a thin filled rectangle."""
        (x0, y0), (x1, y1) = self._place(*one), self._place(*other)
        if filled:
            left, bottom = min(x0, x1) - 0.25, min(y0, y1) - 0.25
            self.drawn.append(
                f"{left:.2f} {bottom:.2f} {abs(x1 - x0) + 0.5:.2f} {abs(y1 - y0) + 0.5:.2f} re f"
            )
        else:
            self.drawn.append(f"{x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S")

    def _place(self, x: float, y: float) -> tuple[float, float]:
        """Return where a place of the page as it is looked at lies in the file's coordinates."""
        return (y, x) if self.turned else (x, self.height - y)

    @property
    def box(self) -> tuple[float, float]:
        """Width and height in the file."""
        return (self.height, self.width) if self.turned else (self.width, self.height)


def width_of(words: str, size: float) -> float:
    """Return how wide words are."""
    return sum(0.5 if ord(character) < 0x7F else 1.0 for character in words) * size


_FONT = (
    (
        b"<</Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /Identity-H "
        b"/DescendantFonts [4 0 R] /ToUnicode 6 0 R>>"
    ),
    (
        b"<</Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /FontDescriptor 5 0 R /DW 1000 /W [32 126 500] "
        b"/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /CIDToGIDMap 7 0 R>>"
    ),
    (
        b"<</Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -141 1000 859] /ItalicAngle 0 "
        b"/Ascent 859 /Descent -141 /CapHeight 683 /StemV 80>>"
    ),
)
"""The font, its glyphs by number, and its measures: objects 3, 4 and 5 of the file."""


def write_pages(path: Path, pages: Sequence[Page]) -> None:
    """Write the pages as a file."""
    kids = " ".join(f"{8 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        f"<</Type /Pages /Kids [{kids}] /Count {len(pages)}>>".encode(),
        *_FONT,
        _stream(_CHARACTER_MAP.encode()),
        _stream(_SHAPES),
    ]
    for number, page in enumerate(pages):
        rotate = " /Rotate 90" if page.turned == "rotated" else ""
        width, height = page.box
        objects.append(
            f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 {width:g} {height:g}]{rotate} "
            f"/Resources <</Font <</F1 3 0 R>>>> /Contents {9 + 2 * number} 0 R>>".encode()
        )
        objects.append(_stream("\n".join(["0.5 w", *page.drawn]).encode()))
    body, places = bytearray(b"%PDF-1.5\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer\n<</Size {len(objects) + 1} /Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    path.write_bytes(bytes(body) + end.encode())


def _stream(content: bytes) -> bytes:
    packed = compress(content, 6)
    return b"<</Length %d /Filter /FlateDecode>>\nstream\n%b\nendstream" % (len(packed), packed)


def _character_map() -> str:
    """Return the map from glyph numbers to characters: each is its own."""
    ranges = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(256)]
    blocks = [ranges[start : start + 100] for start in range(0, 256, 100)]
    listed = "\n".join(f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /Meanings def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{listed}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    )


_CHARACTER_MAP = _character_map()
_SHAPES = b"\0\x24" * 0x10000
"""One shape for all glyphs: PDFium passes over text without, and its stand-in for the font has no Chinese ones."""
