"""A line of such a table: words and amounts in the order in which they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from model.amounts_text import PrintedNumber, read_number
from model.classification.codes import is_code

_FUSED = re.compile(r"((?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\d.,])\d+\.\d{2})(?=[一-鿿])")
_CODE = re.compile(r"(?:\d{3}(?: \d{2}){0,2}|\d{5}|\d{7})(?![^\s])")
_NUMBERING = re.compile(r"\d{1,2}[.．、]")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a text; `number` counts from 1 in the file."""

    number: int
    text: str

    @property
    def tokens(self) -> list[str]:
        """The pieces between spaces; an amount is parted from the word it runs into, 1. joins what it numbers."""
        tokens: list[str] = []
        for token in _FUSED.sub(r"\1 ", self.text).split():
            if tokens and _NUMBERING.fullmatch(tokens[-1]):
                tokens[-1] += token
            else:
                tokens.append(token)
        return tokens

    @property
    def code(self) -> str:
        """The code of the classification at its beginning, in digits; "" where there is none."""
        found = _CODE.match(self.text)
        code = "".join(found.group().split()) if found else ""
        return code if is_code(code) else ""

    @property
    def after_code(self) -> PrintedLine:
        """The line without the code at its beginning."""
        found = _CODE.match(self.text)
        return PrintedLine(self.number, self.text[found.end() :].strip()) if found and self.code else self

    @property
    def words(self) -> list[str]:
        """The tokens that are no amounts."""
        return [token for token in self.tokens if not is_amount(token)]

    @property
    def amounts(self) -> list[str]:
        """The tokens that are amounts."""
        return [token for token in self.tokens if is_amount(token)]


def is_amount(token: str) -> bool:
    """Tell whether a token prints an amount."""
    return isinstance(read_number(token), PrintedNumber)


def in_last_digits(token: str, decimals: int) -> int:
    """Return an amount as a whole number of the last digits that its table prints."""
    number = read_number(token)
    assert isinstance(number, PrintedNumber)
    return number.digits * int(10 ** (decimals - number.decimals))


def most_decimals(lines: Iterable[PrintedLine]) -> int:
    """Return how many decimals the amounts of these lines print at most."""
    numbers = (read_number(token) for line in lines for token in line.amounts)
    return max((number.decimals for number in numbers if isinstance(number, PrintedNumber)), default=0)
