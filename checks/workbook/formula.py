"""Formulas that only add: SUM, + and - of cells and numbers, read by a parser of their own and never evaluated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

LONGEST = 8192
"""Characters; a spreadsheet takes no longer formula."""
_DEEPEST = 32

_SHEET = r"(?:'(?:[^']|'')+'|[^\W\d][\w.]*)"
_CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
_TOKEN = re.compile(
    rf"\s*(?:(?P<sum>SUM\s*\()|(?P<range>(?:{_SHEET}!)?{_CELL}(?::{_CELL})?)(?![\w(!.:])"
    rf"|\[(?P<ods>(?:\$?{_SHEET})?\.{_CELL}(?::\.{_CELL})?)\]"
    r"|(?P<number>\d+(?:\.\d+)?)(?![\w.:])|(?P<sign>[-+])|(?P<open>\()|(?P<close>\))|(?P<comma>[,;]))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A cell or a block of cells that a formula adds or subtracts; rows and columns count from 0, inclusive.

    `sheet` is "" for the formula's own; `summed` tells that it stands inside SUM, which passes over texts.
    """

    sign: int
    sheet: str
    top: int
    left: int
    bottom: int
    right: int
    summed: bool

    def holds(self, row: int, column: int, sheet: str = "") -> bool:
        """Tell whether a cell is one of the term's; `sheet` is "" for the formula's own."""
        return self.sheet == sheet and self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class Linear:
    """What a formula adds up: cells, and the numbers typed in it."""

    terms: tuple[Term, ...]
    constant: Fraction


class _NotLinearError(Exception):
    """The formula does more than add, or is not understood."""


@lru_cache(maxsize=65536)
def linear(formula: str) -> Linear | None:
    """Return what a formula adds up, None where it does anything else."""
    if len(formula) > LONGEST:
        return None
    try:
        parser = _Parser(list(_tokens(formula)))
        parser.expression(1, 0, summed=False)
        parser.end()
    except _NotLinearError:
        return None
    return Linear(tuple(parser.terms), parser.constant)


def _tokens(formula: str) -> Iterator[tuple[str, str]]:
    position, text = 0, formula.rstrip()
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None or found.lastgroup is None:
            raise _NotLinearError
        yield found.lastgroup, found[found.lastgroup]
        position = found.end()


class _Parser:
    """Goes through the tokens of a formula once, and collects what is added."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0
        self.terms: list[Term] = []
        self.constant = Fraction(0)

    def expression(self, sign: int, depth: int, *, summed: bool) -> None:
        """Read items joined by + and -."""
        if depth > _DEEPEST:
            raise _NotLinearError
        self._item(sign * self._leading_sign(), depth, summed=summed)
        while self._kind() == "sign":
            self._item(
                sign * (1 if self._take("sign") == "+" else -1) * self._leading_sign(), depth, summed=False
            )

    def end(self) -> None:
        """Raise where something is left."""
        if self._at < len(self._tokens):
            raise _NotLinearError

    def _leading_sign(self) -> int:
        return (1 if self._take("sign") == "+" else -1) if self._kind() == "sign" else 1

    def _item(self, sign: int, depth: int, *, summed: bool) -> None:
        kind = self._kind()
        if kind == "open":
            self._take("open")
            self.expression(sign, depth + 1, summed=False)
            self._take("close")
        elif kind == "sum":
            self._take("sum")
            self.expression(sign, depth + 1, summed=True)
            while self._kind() == "comma":
                self._take("comma")
                self.expression(sign, depth + 1, summed=True)
            self._take("close")
        elif kind == "number":
            self.constant += sign * Fraction(self._take("number"))
        else:
            self._cells(sign, kind, summed=summed)

    def _cells(self, sign: int, kind: str, *, summed: bool) -> None:
        read = {"range": _of_excel, "ods": _of_open_document}.get(kind)
        if read is None:
            raise _NotLinearError
        term = _term(sign, *_split(self._take(kind), read), summed=summed)
        if not summed and (term.top, term.left) != (term.bottom, term.right):
            raise _NotLinearError
        self.terms.append(term)

    def _kind(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    def _take(self, kind: str) -> str:
        if self._kind() != kind:
            raise _NotLinearError
        self._at += 1
        return self._tokens[self._at - 1][1]


def _split(text: str, read: Callable[[str], tuple[str, str]]) -> tuple[str, str, str]:
    """Return the sheet, the first and the last cell that a reference names."""
    sheet, cells = read(text)
    first, _, last = cells.replace("$", "").upper().partition(":")
    return sheet.removeprefix("'").removesuffix("'").replace("''", "'"), first, last or first


def _of_excel(text: str) -> tuple[str, str]:
    sheet, _, cells = text.rpartition("!")
    return sheet, cells


def _of_open_document(text: str) -> tuple[str, str]:
    first, _, last = text.rpartition(":") if ":." in text else (text, "", "")
    sheet, _, cell = (first or text).rpartition(".")
    return sheet.removeprefix("$"), f"{cell}:{last.removeprefix('.')}" if last else cell


def _term(sign: int, sheet: str, first: str, last: str, *, summed: bool) -> Term:
    (top, left), (bottom, right) = _place(first), _place(last)
    return Term(sign, sheet, min(top, bottom), min(left, right), max(top, bottom), max(left, right), summed)


def _place(cell: str) -> tuple[int, int]:
    """Return the zero-based row and column of a reference such as C5."""
    letters = cell.rstrip("0123456789")
    row = int(cell[len(letters) :]) - 1
    if row < 0:
        raise _NotLinearError
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return row, column - 1
