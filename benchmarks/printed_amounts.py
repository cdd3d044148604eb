"""Counts the amounts printed in the tables of a PDF, by a pattern over the page's text, apart from Yushen's reading.

What counts is a token (text between blanks, as pdfium breaks the page's text) that is wholly an amount, or several
set without a blank, and that begins in a ruled area of the page (rules and frames that touch each other, at least
three across and two down) or in a line of at least two such tokens. An amount has decimals (12.30), thousands
separators (1,230), or both. A bare number (0, 1230) counts only where it ends, to three points, where amounts of its
area end that are more than the numbers of five and seven digits there: codes are no amounts. Lines with 。, ； or 万元
are prose; percentages, dates, codes and numbers inside words do not count. Pages that are pictures have
no text to count.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

_AMOUNT = r"[-－]?(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?|\d+\.\d{2,6}|\d+\.\d)"
_AMOUNTS = re.compile(rf"(?:{_AMOUNT})+")
_ONE = re.compile(_AMOUNT)
_BARE = re.compile(r"-?\d{1,9}")
_TOKEN = re.compile(r"\S+")
_PROSE = re.compile("[。；]|万元|%")
_NEAR = 3.0
_RULE = 2.5
_ACROSS, _DOWN = 3, 2


@dataclass(frozen=True)
class Token:
    """A token of a page that may be an amount: where its first character stands, and its right edge, in points."""

    text: str
    x: float
    y: float
    right: float
    line: int
    area: int


def printed_amounts(path: Path) -> dict[int, int]:
    """Return how many amounts are printed in the tables of each page, counted from 1; no pages for what is no PDF."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return {}
    found = {}
    for number in range(len(document)):
        page = document[number]
        count = _amounts_of(page)
        if count:
            found[number + 1] = count
        page.close()
    return found


def _amounts_of(page: pypdfium2.PdfPage) -> int:
    areas = _ruled_areas(page)
    tokens = _tokens(page, areas)
    amounts = [token for token in tokens if _AMOUNTS.fullmatch(token.text)]
    lines = Counter(token.line for token in amounts)
    count = sum(
        len(_ONE.findall(token.text)) for token in amounts if token.area >= 0 or lines[token.line] >= 2
    )
    return count + _bare(tokens, amounts)


def _bare(tokens: list[Token], amounts: list[Token]) -> int:
    """Count the bare numbers that end where the amounts of their area end."""
    bare = [token for token in tokens if token.area >= 0 and _BARE.fullmatch(token.text)]
    counted = 0
    for token in bare:
        beside = [one for one in amounts if one.area == token.area and abs(one.right - token.right) <= _NEAR]
        codes = [
            one
            for one in bare
            if one.area == token.area and abs(one.right - token.right) <= _NEAR and len(one.text) in (5, 7)
        ]
        counted += len(beside) > len(codes)
    return counted


def _tokens(page: pypdfium2.PdfPage, areas: list[tuple[float, float, float, float]]) -> list[Token]:
    """Return the tokens with digits of a page, in the order of its text, with the ruled area that each stands in."""
    text = page.get_textpage()
    whole = text.get_text_range()
    sideways = page.get_rotation() in (90, 270)
    found: list[Token] = []
    index = _indices(whole)
    for number, line in enumerate(re.finditer(r"[^\r\n]+", whole)):
        if _PROSE.search(line.group()):
            continue
        for match in _TOKEN.finditer(line.group()):
            if not re.search(r"\d", match.group()):
                continue
            first, last = index[line.start() + match.start()], index[line.start() + match.end() - 1]
            left, bottom, _, top = text.get_charbox(first)
            _, low, right, high = text.get_charbox(last)
            x, y = (left + right) / 2 if first == last else left, (bottom + top) / 2
            edge = (high if page.get_rotation() == 90 else -low) if sideways else right
            area = next((at for at, box in enumerate(areas) if _inside(box, x, y)), -1)
            found.append(Token(match.group().replace("－", "-"), x, y, edge, number, area))
    return found


def _indices(whole: str) -> range:
    return range(len(whole) + 1)


def _inside(box: tuple[float, float, float, float], x: float, y: float) -> bool:
    return box[0] - _NEAR <= x <= box[2] + _NEAR and box[1] - _NEAR <= y <= box[3] + _NEAR


def _ruled_areas(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    """Return the boxes of groups of rules and frames that touch each other."""
    width, height = page.get_size()
    boxes = [
        box
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])
        if (box := item.get_bounds()) and (box[2] - box[0] < width * 0.99 or box[3] - box[1] < height * 0.99)
    ]
    if not boxes:
        return []
    edges = np.array(boxes)
    group = np.arange(len(edges))
    for number in range(len(edges)):
        touching = (
            (edges[:, 0] <= edges[number, 2] + _RULE)
            & (edges[:, 2] >= edges[number, 0] - _RULE)
            & (edges[:, 1] <= edges[number, 3] + _RULE)
            & (edges[:, 3] >= edges[number, 1] - _RULE)
        )
        mine = np.unique(group[touching])
        if len(mine) > 1:
            group[np.isin(group, mine)] = mine[0]
    return [area for each in np.unique(group) if (area := _area(edges[group == each]))]


def _area(boxes: np.ndarray) -> tuple[float, float, float, float] | None:
    rows = len(np.unique(np.round(np.concatenate([boxes[:, 1], boxes[:, 3]]) / _NEAR)))
    columns = len(np.unique(np.round(np.concatenate([boxes[:, 0], boxes[:, 2]]) / _NEAR)))
    if rows < _ACROSS or columns < _DOWN + 1:
        return None
    return boxes[:, 0].min(), boxes[:, 1].min(), boxes[:, 2].max(), boxes[:, 3].max()


if __name__ == "__main__":
    import sys

    for name in sys.argv[1:]:
        pages = printed_amounts(Path(name))
        print(name, sum(pages.values()), pages)
