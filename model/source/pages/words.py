"""The words of a line of characters, and the pieces of it that stand together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from model.pattern import pattern
from model.source.pages.lines import Glyph

DIGITS = r"\d[\d,]*\.\d{1,6}|\d{1,3}(?:,\d{3})+"
AMOUNT = pattern(rf"[-(（]?(?:{DIGITS})%?[)）]?")
DASH = pattern("[-—–―─－]+")
"""An amount with decimals or in groups of three digits, and what stands for none."""
_BEFORE_LABEL = pattern(
    rf"-?(?:{DIGITS})(?=[一-龥]|-$)(?![万亿千元])"
    r"|(?!(?:19|20)\d\d年)\d+(?=年[初末]|本年|上年|结转|[收支][入出]?[合总小]计)"
)
"""An amount that touches the label beside it: whole ones where the label is that of a total, and no year's."""
_ENDS_A_YEAR = pattern(r"年[初末]")
_APART = 0.8
_SPREAD = 1.2
_AMOUNTS_APART = 0.25
"""Fractions of the height of the type: how wide the blank is between two pieces, within a word of two characters
that stand apart, and between two words."""
_FIRST_IDEOGRAPH = "\u3400"
_SPREAD_WORD = pattern("[项科]目|[合小总]计|金额|收入|支出|单位|备注|序号|名称")
_SPREAD_FAR = 6.0
"""Words of two characters that headings and totals print far apart, and how far at most."""
_YEAR = 4


def words_of(glyphs: Sequence[Glyph], size: float) -> list[list[Glyph]]:
    """Return the characters of a line in groups that no blank parts; characters all apart are one word.

    A year is one word with 年, and an amount that touches what stands in the next column, a label or a dash, is none
    with it.
    """
    words: list[list[Glyph]] = [[glyphs[0]]]
    for before, glyph in pairwise(glyphs):
        apart = glyph.left - before.right
        spread = len(words[-1]) == 1 and glyph.text >= _FIRST_IDEOGRAPH and before.text >= _FIRST_IDEOGRAPH
        year = glyph.text == "年" and len(words[-1]) == _YEAR and all(one.text.isdigit() for one in words[-1])
        most = _SPREAD if spread or year else _AMOUNTS_APART
        if spread and _SPREAD_WORD.fullmatch(before.text + glyph.text):
            most = _SPREAD_FAR
        if apart > most * size:
            words.append([])
        words[-1].append(glyph)
    return [part for word in words for part in _parted_from_label(word)]


def _parted_from_label(word: list[Glyph]) -> list[list[Glyph]]:
    amount = _BEFORE_LABEL.match("".join(glyph.text for glyph in word))
    return [word[: amount.end()], word[amount.end() :]] if amount else [word]


def pieces_of(words: Sequence[list[Glyph]], size: float) -> Iterator[list[Glyph]]:
    """Yield the pieces of a line: wide blanks part any two, narrow ones amounts, numbers, and one that stands first."""
    pieces: list[list[Glyph]] = []
    for word in words:
        near = pieces and word[0].left - pieces[-1][-1].right <= _APART * size
        code = len(pieces) == 1 and _is_number(pieces[0])
        numbers = near and _is_number(pieces[-1]) and (_is_number(word) or _ENDS_A_YEAR.match(_text(word)))
        if near and not (code or numbers or _is_amount(word) or _is_amount(pieces[-1])):
            pieces[-1] += word
        else:
            pieces.append(list(word))
    yield from pieces


def _text(glyphs: Sequence[Glyph]) -> str:
    return "".join(glyph.text for glyph in glyphs)


def _is_number(glyphs: Sequence[Glyph]) -> bool:
    return all(glyph.text.isdecimal() for glyph in glyphs)


def _is_amount(glyphs: Sequence[Glyph]) -> bool:
    text = _text(glyphs)
    return DASH.fullmatch(text) is not None or AMOUNT.fullmatch(text) is not None
