"""How tall a row of a sheet must be to show wrapped text whole."""

from __future__ import annotations

from collections.abc import Sequence

from model.export.monospace import wrapped

LINE = 14.5
"""Points of a line of ten-point text."""
TALLEST = 409.0
"""Points; no row of a sheet is taller."""


def height_of(texts: Sequence[str], widths: Sequence[int]) -> float:
    """Return the height in points of a row whose `texts` stand in columns of `widths` characters of half width."""
    lines = [
        len(wrapped(text, max(width - 1, 2))) if text else 1
        for text, width in zip(texts, widths, strict=False)
    ]
    return min(max(lines, default=1) * LINE + 2, TALLEST)


def fits(texts: Sequence[str], widths: Sequence[int]) -> bool:
    """Return whether a row can be tall enough for its texts."""
    return height_of(texts, widths) < TALLEST
