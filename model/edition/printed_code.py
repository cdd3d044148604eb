"""A code as an edition prints it: alone, in pieces, with 类, 款 or 项 behind it, or in one cell with its name."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from model.classification.codes import is_code
from model.source.book import CellValue

_LONGEST = 400
_CELL = re.compile(r"\s*((?:\d\s*)+)(?:[类款项](?=[\s:、.]|$))?[\s:、.]*(\D.*)?", re.DOTALL)
_REVENUE = re.compile(r"1\d\d(?:\d\d)*")
_LIKE_CODE = re.compile(r"[0-9OoIl.\-]{2,12}")


class CodeCell(NamedTuple):
    """The digits of a cell, "" for none, and the text that follows them in it, "" for none."""

    digits: str
    text: str

    @property
    def is_whole(self) -> bool:
        """Whether the digits are a whole code: one of the three classifications, or of revenue."""
        return is_code(self.digits) or is_revenue(self.digits)

    @property
    def is_piece(self) -> bool:
        """Whether the digits may be the 款 or the 项 alone; 1 may stand for 01."""
        return 1 <= len(self.digits) <= 2 and not self.text


def is_revenue(digits: str) -> bool:
    """Tell whether digits are a code of the classification of revenue (1xx), which disclosures seldom print."""
    return _REVENUE.fullmatch(digits) is not None


def code_cell(value: CellValue) -> CodeCell:
    """Return what a cell has of a code; a number is read as its digits."""
    if isinstance(value, float):
        return CodeCell(str(int(value)) if value.is_integer() and 0 <= value < 10**12 else "", "")
    if not isinstance(value, str) or len(value) > _LONGEST:
        return CodeCell("", "")
    match = _CELL.fullmatch(unicodedata.normalize("NFKC", value))
    if match is None:
        return CodeCell("", "")
    return CodeCell("".join(match[1].split()), (match[2] or "").strip())


def is_like_code(value: CellValue) -> bool:
    """Tell whether a cell that is no code was meant as one: digits of a wrong number, letters among digits."""
    if isinstance(value, float):
        return True
    text = unicodedata.normalize("NFKC", value) if isinstance(value, str) and len(value) < _LONGEST else ""
    return _LIKE_CODE.fullmatch("".join(text.split())) is not None


def joined(pieces: list[CodeCell], above: str) -> str:
    """Return the code that the cells of 类, 款 and 项 make, "" where they make none.

    A blank one before a printed one is that of the code `above`; a cell may also hold the whole code so far.
    """
    last = max((index for index, piece in enumerate(pieces) if piece.digits), default=-1)
    code = ""
    for index, piece in enumerate(pieces[: last + 1]):
        if not piece.digits:
            upto = above[: 3 + 2 * index]
            code = upto if upto.startswith(code) else code
        elif piece.is_whole and (piece.digits.startswith(code) or not index):
            code = piece.digits
        elif piece.is_piece and len(code) == 1 + 2 * index:
            code += piece.digits.zfill(2)
        else:
            return ""
    return code if is_code(code) or is_revenue(code) else ""
