"""What hides the text of a PDF's page: a clip path, the edge of the page, or a picture from which it was recognised.

The objects that draw text are known by their numbers, which are those that its characters give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from ctypes import c_float, c_void_p, cast
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium
from pypdfium2 import PdfTextPage

from model.source.pages.lines import Glyph

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Turn = Callable[[float, float], Point]
Edges = tuple[float, float, float, float]
"""Left, bottom, right, top."""
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


class Recognised:
    """The text objects of a page that are drawn invisible, as over the picture of a scanned page.

    A reader sees the picture; the text was recognised from it, and a figure of it may be misread.
    """

    def __init__(self) -> None:
        self._invisible: set[int | None] = set()

    def take(self, drawn: Any) -> None:
        """Take a text object."""
        if pdfium.FPDFTextObj_GetTextRenderMode(drawn) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
            self._invisible.add(cast(drawn, c_void_p).value)

    def holds(self, drawn: Iterable[int]) -> bool:
        """Return whether most characters are invisible, by the numbers of the objects that draw them."""
        found = [number in self._invisible for number in drawn]
        return sum(found) * 2 > len(found)


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
