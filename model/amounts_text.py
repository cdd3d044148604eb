"""What a printed text states where an amount may stand: a number, a mark for "nothing", or something else."""

from __future__ import annotations

from enum import Enum

from model.pattern import pattern
from model.record import dataclass


class NotAmount(Enum):
    """Why a value is no plain amount. A blank is kept apart, so that it never reads as a stated zero.

    `BLANK`: nothing or spaces. `NOTHING`: a dash, a stroke or 无, printed for "no amount". `PERCENT`: a
    percentage. `OWN_UNIT`: a number that brings its own unit (see `split_unit`). `HIDDEN`: what is printed where a
    number is wider than its column, signs or its first digits and an exponent. `TEXT`: anything else, a year or a
    code with leading zeros among them. `NOT_FINITE`: an infinite double, or none. `TOO_LARGE`: beyond what a sum can
    hold.
    """

    BLANK = "blank"
    NOTHING = "nothing"
    PERCENT = "percent"
    OWN_UNIT = "own unit"
    HIDDEN = "hidden"
    TEXT = "text"
    NOT_FINITE = "not finite"
    TOO_LARGE = "too large"


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A printed decimal: its worth is `digits` / 10**`decimals`."""

    digits: int
    decimals: int


LONGEST = 64
"""A text of more characters is no amount, whatever it holds."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ASCII: dict[int, int | str] = {
    **_FULL_WIDTH,
    0x3000: " ",
    0x2212: "-",
    0x2013: "-",
    0xFE63: "-",
    0x00A0: " ",
    0x202F: " ",
    0xFFE5: "¥",
}

_PLAIN = r"(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]*)?|\.[0-9]+"
_NUMBER = pattern(rf"(?P<lead>[+-]?) *(?P<number>{_PLAIN})(?P<trail>[+-]?)")
_BRACKETED = pattern(rf"\( *(?P<number>{_PLAIN}) *\)")
_NOTHING = pattern(r"[-‐‑‒—―─━]+|[/\\]+|无")
_EXPONENT = pattern(r"-?[0-9](?:\.[0-9]+)?\s*[eE]\s*[+-]\s*[0-9]{1,3}")
_UNIT = pattern(r"(?P<number>.*?) *(?P<unit>亿元|亿|万元|万|千元|元)")
_UNIT_LABELS = {"亿": "亿元", "万": "万元"}


def ascii_form(text: str) -> str:
    """Return `text` with full-width letters, digits, signs and spaces in their ASCII form, trimmed."""
    return text.translate(_ASCII).strip()


def read_number(text: str) -> PrintedNumber | NotAmount:
    """Read a printed text as a number, or state why it is none.

    Understood: thousands separators in groups of three, a sign before or behind, accounting brackets for a
    negative, full-width forms. An em dash is no sign: before digits it makes the text unreadable, not
    negative.
    """
    plain = ascii_form(text)
    if not plain:
        return NotAmount.BLANK
    if len(plain) > LONGEST:
        return NotAmount.TEXT
    if _NOTHING.fullmatch(plain):
        return NotAmount.NOTHING
    return _signed(plain) or _why_not(plain)


def _signed(plain: str) -> PrintedNumber | None:
    if bracketed := _BRACKETED.fullmatch(plain):
        return _number(bracketed["number"], negative=True)
    match = _NUMBER.fullmatch(plain)
    if match is None or (match["lead"] and match["trail"]):
        return None
    return _number(match["number"], negative="-" in (match["lead"], match["trail"]))


def _number(printed: str, *, negative: bool) -> PrintedNumber:
    whole, _, fraction = printed.replace(",", "").partition(".")
    digits = int(whole + fraction)
    return PrintedNumber(-digits if negative else digits, len(fraction))


def _why_not(plain: str) -> NotAmount:
    if plain[-1] in "%‰" and _signed(plain[:-1].rstrip()):
        return NotAmount.PERCENT
    if (len(plain) > 1 and not plain.strip("#")) or _EXPONENT.fullmatch(plain):
        return NotAmount.HIDDEN
    return NotAmount.OWN_UNIT if split_unit(plain) else NotAmount.TEXT


def split_unit(text: str) -> tuple[str, str] | None:
    """Split a number that brings its own unit: "3.5万元" is ("3.5", "万元"), "¥3" is ("3", "元").

    The label is that of a `model.money.Unit`. None where `text` is not such a number.
    """
    plain = ascii_form(text)
    if plain[:1] == "¥" and _signed(plain[1:].lstrip()):
        return plain[1:].lstrip(), "元"
    match = _UNIT.fullmatch(plain)
    if match is None or len(plain) > LONGEST or not _signed(match["number"]):
        return None
    return match["number"], _UNIT_LABELS.get(match["unit"], match["unit"])
