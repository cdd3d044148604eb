"""A page of a PDF as it is drawn: its characters and its ruled lines, turned so that the text stands upright.

Characters outside the part of the page in which their object may draw are hidden by its clip path, and left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from ctypes import c_float, c_int, c_uint
from functools import partial
from itertools import pairwise
from math import pi

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage, PdfTextPage

from model.source.pages.lines import Box, Glyph, Ruling
from model.source.pdf_hidden import (
    Character,
    Clips,
    Edges,
    Matrix,
    Point,
    Recognised,
    Turn,
    matrix_of,
    transformed,
)

_THIN = 3.0
"""Points: a filled rectangle no thicker than this is a line."""
_STRAIGHT = 0.5
_SEGMENTS_MOST = 50_000
_WHITE = 250
_OF_NUMBERS = frozenset("0123456789-—–_/·第共页 \u3000")
"""Characters of the number of a page."""
_DEPTH_MOST = 5
_BLANKS = {0xA0, 0x3000}
_SLANT = 0.1
"""Share of a quarter turn by which a scan's text may be askew."""
_SLANTED = -1


class DrawnPage:
    """What a page shows, turned so that most of its text stands upright.

    `sideways` are the characters that lie otherwise: each on this page, and on one that is turned for it.
    `has_picture` means that it shows a picture, `has_slanted` that text lies across it, which is left out, and
    `is_recognised` that its text was recognised from a picture of the page.
    """

    def __init__(self, page: PdfPage) -> None:
        text = page.get_textpage()
        self.has_picture = False
        self.horizontal: list[Ruling] = []
        self.vertical: list[Ruling] = []
        self.glyphs: list[Glyph] = []
        self.sideways: list[tuple[Glyph, Glyph]] = []
        self._segments = 0
        self._clips, self._recognised = Clips(page.get_bbox()), Recognised()
        found = list(_characters(text))
        characters = [character for character in found if character.quarters >= 0]
        self.has_slanted = len(characters) < len(found)
        quarters = _quarters([each.quarters for each in characters], page.get_rotation())
        self._box = page.get_bbox()
        left, bottom, right, top = self._box
        self.width, self.height = (right - left, top - bottom)[:: -1 if quarters % 2 else 1]
        self._turn = _turn(quarters, self._box)
        self._objects(pdfium.FPDFPage_CountObjects(page), partial(pdfium.FPDFPage_GetObject, page), (), 0)
        for character in self._clips.shown(text, characters):
            self._place(character, quarters)
        shown = [*self.glyphs, *(glyph for glyph, _ in self.sideways)]
        self.is_recognised = self.has_picture and self._recognised.holds(glyph.drawn for glyph in shown)
        text.close()

    @property
    def has_text(self) -> bool:
        """Whether the page shows any character."""
        return bool(self.glyphs or self.sideways)

    @property
    def is_picture(self) -> bool:
        """Whether the page shows a picture and no words: no characters, or its number alone."""
        shown = {glyph.text for glyph in self.glyphs} | {glyph.text for glyph, _ in self.sideways}
        return self.has_picture and not set("".join(shown)) - _OF_NUMBERS

    def in_file(self, box: Box) -> Edges:
        """Return a box of the page as it is turned in the file's own coordinates."""
        (x, y), (right_x, right_y), (down_x, down_y) = (
            self._turn(*point) for point in ((0, 0), (1, 0), (0, 1))
        )
        turned = (right_x - x, right_y - y, down_x - x, down_y - y)
        corners = [
            (turned[0] * (left - x) + turned[1] * (top - y), turned[2] * (left - x) + turned[3] * (top - y))
            for left, top in ((box.left, box.top), (box.right, box.bottom))
        ]
        (one_x, one_y), (other_x, other_y) = corners
        return min(one_x, other_x), min(one_y, other_y), max(one_x, other_x), max(one_y, other_y)

    def _place(self, character: Character, quarters: int) -> None:
        here = character.turned(self._turn)
        if character.quarters == quarters:
            self.glyphs.append(here)
        else:
            self.sideways.append((here, character.turned(_turn(character.quarters, self._box))))

    def _objects(
        self, count: int, get: Callable[[int], object], matrices: tuple[Matrix, ...], depth: int
    ) -> None:
        for index in range(count):
            drawn = get(index)
            kind = pdfium.FPDFPageObj_GetType(drawn)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._clips.take(drawn, matrices)
                self._recognised.take(drawn)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.has_picture = True
            elif kind == pdfium.FPDF_PAGEOBJ_PATH and self._segments < _SEGMENTS_MOST:
                self._path(drawn, (matrix_of(drawn), *matrices))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH_MOST:
                inner = (matrix_of(drawn), *matrices)
                inner_count = pdfium.FPDFFormObj_CountObjects(drawn)
                get_inner = partial(pdfium.FPDFFormObj_GetObject, drawn)
                self._objects(inner_count, get_inner, inner, depth + 1)

    def _path(self, path: object, matrices: tuple[Matrix, ...]) -> None:
        fill, stroke = c_int(), c_int()
        pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
        strokes = bool(stroke.value) and not _is_white(path, pdfium.FPDFPageObj_GetStrokeColor)
        fills = bool(fill.value) and not _is_white(path, pdfium.FPDFPageObj_GetFillColor)
        for points in self._subpaths(path, matrices):
            if strokes:
                for one, other in pairwise(points):
                    self._line(one, other)
            elif fills:
                self._filled(points)

    def _subpaths(self, path: object, matrices: tuple[Matrix, ...]) -> Iterator[list[Point]]:
        """Yield the polygons of a path; a curve counts as the straight way to its end."""
        points: list[Point] = []
        x, y = c_float(), c_float()
        for index in range(pdfium.FPDFPath_CountSegments(path)):
            self._segments += 1
            segment = pdfium.FPDFPath_GetPathSegment(path, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
                if points:
                    yield points
                points = []
            points.append(self._turn(*transformed(x.value, y.value, matrices)))
            if pdfium.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if points:
            yield points

    def _line(self, one: Point, other: Point) -> None:
        if abs(one[1] - other[1]) <= _STRAIGHT:
            self.horizontal.append(
                Ruling((one[1] + other[1]) / 2, min(one[0], other[0]), max(one[0], other[0]))
            )
        elif abs(one[0] - other[0]) <= _STRAIGHT:
            self.vertical.append(
                Ruling((one[0] + other[0]) / 2, min(one[1], other[1]), max(one[1], other[1]))
            )

    def _filled(self, points: list[Point]) -> None:
        """Take a filled polygon: a line if it is thin, else the edges of a shaded cell."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = Box(min(xs), min(ys), max(xs), max(ys))
        width, height = box.right - box.left, box.bottom - box.top
        if height <= _THIN:
            self.horizontal.append(Ruling((box.top + box.bottom) / 2, box.left, box.right))
        elif width <= _THIN:
            self.vertical.append(Ruling((box.left + box.right) / 2, box.top, box.bottom))
        else:
            self.horizontal += [Ruling(box.top, box.left, box.right), Ruling(box.bottom, box.left, box.right)]
            self.vertical += [Ruling(box.left, box.top, box.bottom), Ruling(box.right, box.top, box.bottom)]


def _quarters(found: list[int], rotation: int) -> int:
    """Return by how many quarters, clockwise, most of the text lies turned in the file's own coordinates.

    The text shows which way is up, for many a table lies on its side; without text, the page's own word counts.
    """
    return Counter(found).most_common(1)[0][0] if found else -rotation // 90 % 4


def _turn(quarters: int, box: Edges) -> Turn:
    """Return how a place in the file's own coordinates (y up) becomes one on the page turned upright (y down)."""
    left, bottom, right, top = box
    turns: list[Turn] = [
        lambda x, y: (x - left, top - y),
        lambda x, y: (top - y, right - x),
        lambda x, y: (right - x, y - bottom),
        lambda x, y: (y - bottom, x - left),
    ]
    return turns[quarters]


def _characters(text: PdfTextPage) -> Iterator[Character]:
    """Yield the characters that are no blanks."""
    loose = pdfium.FS_RECTF()
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code <= 0x20 or code in _BLANKS:
            continue
        pdfium.FPDFText_GetLooseCharBox(text, index, loose)
        turns = pdfium.FPDFText_GetCharAngle(text, index) / (pi / 2)
        quarters = round(turns) % 4 if abs(turns - round(turns)) <= _SLANT else _SLANTED
        yield Character(index, chr(code), loose.left, loose.bottom, loose.right, loose.top, quarters)


def _is_white(path: object, get_colour: Callable[..., int]) -> bool:
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    if not get_colour(path, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= _WHITE
