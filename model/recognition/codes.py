"""Codes as tables print them: in one column, in three columns 类/款/项, or both; as text or as numbers."""

from __future__ import annotations

import re

from model.source.book import CellValue

_CODE = re.compile(r"[235]\d{2}(?:\d{2}){0,2}")
_PIECE = re.compile(r"\d{1,3}")

DIMENSION_OF_DIGIT = {"2": "function", "3": "economic", "5": "government"}
"""The code dimension that a code's first digit belongs to."""


def is_code(text: str) -> bool:
    """Tell whether a text is a whole function code (3/5/7 digits) or economic code (3/5 digits)."""
    plain = text.strip()
    return bool(_CODE.fullmatch(plain)) and (plain[0] == "2" or len(plain) < 7)


def code_text(value: CellValue) -> str:
    """Return a code cell's text: a number without its ".0", a text without spaces; "" for anything else."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and value >= 0 else ""
    if isinstance(value, str):
        return "".join(value.split())
    return ""


def join_pieces(pieces: list[str], above: list[str]) -> str:
    """Return the code that 类/款/项 cells make, "" where they make none.

    A blank piece before a printed one is that of the row above (`above`); 2 printed for 02 is read as 02.
    """
    if not any(pieces) or not all(_PIECE.fullmatch(piece) for piece in pieces if piece):
        return ""
    last = max(index for index, piece in enumerate(pieces) if piece)
    whole = [
        piece or (above[index] if index < len(above) else "")
        for index, piece in enumerate(pieces[: last + 1])
    ]
    if not all(whole):
        return ""
    joined = whole[0] + "".join(piece.zfill(2) for piece in whole[1:])
    return joined if is_code(joined) else ""


def dimension_of(code: str) -> str:
    """Return the code dimension of a code: function, economic (departments') or government; "" if it has none."""
    return DIMENSION_OF_DIGIT.get(code[:1], "")


def level_of(code: str) -> int:
    """Return 1 for 类, 2 for 款, 3 for 项."""
    return (len(code) - 1) // 2
