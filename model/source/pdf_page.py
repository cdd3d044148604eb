"""A page of a PDF as it is drawn: its characters and its ruled lines, turned so that the text stands upright.

Characters outside the part of the page in which their object may draw are hidden by its clip path, and left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from ctypes import c_float, c_int, c_uint, c_void_p, cast
from functools import partial
from itertools import pairwise
from math import pi
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage, PdfTextPage

from model.source.pages.lines import Box, Glyph, Ruling

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Turn = Callable[[float, float], Point]
Edges = tuple[float, float, float, float]
"""Left, bottom, right, top."""
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
_LEEWAY = 1.0
_CLIP_SEGMENTS_MOST = 200


class Character(NamedTuple):
    """A character with its number on the page and its box; `quarters` are the quarter turns it lies clockwise,
    -1 for none that is whole. `drawn` is the number of the object that draws it, 0 for none that was asked."""

    number: int
    text: str
    left: float
    bottom: float
    right: float
    top: float
    quarters: int
    drawn: int = 0

    def turned(self, turn: Turn) -> Glyph:
        """Return the character on a page that is turned."""
        left, top = turn(self.left, self.bottom)
        right, bottom = turn(self.right, self.top)
        if left > right:
            left, right = right, left
        if top > bottom:
            top, bottom = bottom, top
        return Glyph(left, top, right, bottom, self.text, self.drawn)


def matrix_of(drawn: object) -> Matrix:
    """Return the matrix of an object of a page."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def transformed(x: float, y: float, matrices: tuple[Matrix, ...]) -> Point:
    """Return where a place comes to stand after some matrices, the innermost first."""
    for a, b, c, d, e, f in matrices:
        x, y = a * x + c * y + e, b * x + d * y + f
    return x, y


class DrawnPage:
    """What a page shows, turned so that most of its text stands upright.

    `sideways` are the characters that lie otherwise: each on this page, and on one that is turned for it.
    `has_picture` tells that it shows a picture, `has_slanted` that text lies across it, which is left out.
    """

    def __init__(self, page: PdfPage) -> None:
        text = page.get_textpage()
        self.has_picture = False
        self.horizontal: list[Ruling] = []
        self.vertical: list[Ruling] = []
        self.glyphs: list[Glyph] = []
        self.sideways: list[tuple[Glyph, Glyph]] = []
        self._segments = 0
        self._clips = Clips(page.get_bbox())
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

    The text tells which way is up, for many a table lies on its side; without text, the page's own word counts.
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


class Clips:
    """The boxes to which the text objects of a page are clipped, where these hide any of them."""

    def __init__(self, page: Edges) -> None:
        self._page = page
        self._boxes: dict[int | None, Edges] = {}

    def take(self, drawn: Any, matrices: tuple[Matrix, ...]) -> None:
        """Take a text object; `matrices` are those of the forms that hold it."""
        clip = pdfium.FPDFPageObj_GetClipPath(drawn)
        count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
        if count <= 0:
            return
        box = self._page
        for path in range(count):
            box = _within(box, _box(clip, path, matrices))
        if _hides(box, _bounds(drawn, matrices)):
            self._boxes[cast(drawn, c_void_p).value] = box

    def shown(self, text: PdfTextPage, characters: Iterable[Character]) -> Iterator[Character]:
        """Yield the characters that are not hidden, neither by their clip nor beyond the edge of the page.

        Each knows the object that draws it.
        """
        for character in characters:
            drawn = cast(pdfium.FPDFText_GetTextObject(text, character.number), c_void_p).value or 0
            box = self._boxes.get(drawn, self._page)
            x, y = (character.left + character.right) / 2, (character.bottom + character.top) / 2
            if box[0] - _LEEWAY <= x <= box[2] + _LEEWAY and box[1] - _LEEWAY <= y <= box[3] + _LEEWAY:
                yield character._replace(drawn=drawn)


def _within(one: Edges, other: Edges) -> Edges:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _hides(clip: Edges, bounds: Edges) -> bool:
    return (
        bounds[0] < clip[0] - _LEEWAY
        or bounds[1] < clip[1] - _LEEWAY
        or bounds[2] > clip[2] + _LEEWAY
        or bounds[3] > clip[3] + _LEEWAY
    )


def _bounds(drawn: object, matrices: tuple[Matrix, ...]) -> Edges:
    """Return the box around an object on the page."""
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
    corners = ((left.value, bottom.value), (right.value, top.value))
    return _around(transformed(x, y, matrices) for x, y in corners)


def _box(clip: object, path: int, matrices: tuple[Matrix, ...]) -> Edges:
    """Return the box around one path of a clip; one of many pieces is taken as it comes to that many."""
    x, y = c_float(), c_float()
    points = []
    for index in range(min(pdfium.FPDFClipPath_CountPathSegments(clip, path), _CLIP_SEGMENTS_MOST)):
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, index), x, y)
        points.append(transformed(x.value, y.value, matrices))
    return _around(points)


def _around(points: Iterable[tuple[float, float]]) -> Edges:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
