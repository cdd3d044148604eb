"""Characters and places in a PDF's own coordinates: points, y up, before the page is turned."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pypdfium2.raw as pdfium

from model.source.pages.geometry import Glyph

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Turn = Callable[[float, float], Point]
Edges = tuple[float, float, float, float]
"""Left, bottom, right, top."""


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
