"""Codes as tables print them: in one column, in three columns 类/款/项, or both; as text or as numbers."""

from __future__ import annotations

import re

from model.classification.codes import is_code
from model.source.book import CellValue

_PIECE = re.compile(r"\d{1,3}")
_TOP = 3
"""Digits of a 类."""


def code_text(value: CellValue) -> str:
    """Return a code cell's text: a number without its ".0", a text without spaces; "" for anything else."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and value >= 0 else ""
    if isinstance(value, str):
        return "".join(value.split())
    return ""


def join_pieces(pieces: list[str], above: list[str]) -> str:
    """Return the code that 类/款/项 cells make, "" where they make none.

    A blank piece before a printed one is that of the row above (`above`); 2 printed for 02 is read as 02. Forms whose
    code spans the three columns print it whole in one of them.
    """
    whole_code = _whole(pieces)
    if whole_code:
        return whole_code
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


def _whole(pieces: list[str]) -> str:
    """Return the code of a 款 or 项 that is printed whole, beside nothing but codes above it; "" where none is."""
    printed = [piece for piece in pieces if piece]
    if not printed or len(printed[-1]) <= _TOP or not is_code(printed[-1]):
        return ""
    return printed[-1] if all(map(printed[-1].startswith, printed)) else ""
