"""Formulas that only add, read by a parser of their own, and what they come to in exact fractions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate

from model.money import number_of
from model.pattern import pattern
from model.record import dataclass
from model.source.book import CellError, CellValue, Sheet, column_number

LONGEST = 8192
"""Characters; a spreadsheet takes no longer formula."""
_DEEPEST = 32

_SHEET = r"(?:'(?:[^']|'')+'|[^\W\d][\w.]*)"
_CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
_TOKEN = pattern(
    rf"\s*(?:(?P<sum>SUM\s*\()|(?P<range>(?:{_SHEET}!)?{_CELL}(?::{_CELL})?)(?![\w(!.:])"
    rf"|\[(?P<ods>(?:\$?{_SHEET})?\.{_CELL}(?::\.{_CELL})?)\]"
    r"|(?P<number>\d+(?:\.\d+)?)(?![\w.:])|(?P<sign>[-+])|(?P<open>\()|(?P<close>\))|(?P<comma>[,;]))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FormulaTerm:
    """A cell or a block of cells that a formula adds or subtracts; rows and columns count from 0, inclusive.

    `sheet` is "" for the formula's own; `summed` means that it stands inside SUM, which passes over texts.
    """

    sign: int
    sheet: str
    top: int
    left: int
    bottom: int
    right: int
    summed: bool

    def holds(self, row: int, column: int, sheet: str = "") -> bool:
        """Return whether a cell is one of the term's; `sheet` is "" for the formula's own."""
        return self.sheet == sheet and self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class Linear:
    """What a formula adds up: cells, and the numbers typed in it."""

    terms: tuple[FormulaTerm, ...]
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
        self.terms: list[FormulaTerm] = []
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


def _term(sign: int, sheet: str, first: str, last: str, *, summed: bool) -> FormulaTerm:
    (top, left), (bottom, right) = _place(first), _place(last)
    return FormulaTerm(
        sign, sheet, min(top, bottom), min(left, right), max(top, bottom), max(left, right), summed
    )


def _place(cell: str) -> tuple[int, int]:
    """Return the zero-based row and column of a reference such as C5."""
    letters = cell.rstrip("0123456789")
    row = int(cell[len(letters) :]) - 1
    if row < 0:
        raise _NotLinearError
    return row, column_number(letters)


MOST_CELLS = 200_000
"""Cells of one block that are added up."""
MOST_STEPS = 1_000_000
"""Cells and sums of columns that are looked at for all the formulas of a table."""
_FEW_CELLS = 64
"""Cells of a block that are added one by one; longer ones are found by what their columns have come to above them."""
_NOISE = Fraction(1, 10**12)
"""Of all that is added: a spreadsheet adds in doubles, and their last digits are no statement."""


@dataclass(frozen=True, slots=True)
class _CellColumn:
    """What the cells above each row come to, its sizes, and how many of them are no number that can be added.

    The amounts are whole numbers of 10 to the power of minus `decimals`.
    """

    decimals: int
    totals: list[int]
    sizes: list[int]
    errors: list[int]


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheet on which a formula stands, and all sheets of its book by name."""

    own: Sheet
    by_name: Mapping[str, Sheet]
    columns: dict[tuple[str, int], _CellColumn] = field(default_factory=dict)
    steps: Iterator[int] = field(default_factory=lambda: iter(range(MOST_STEPS)))

    def column(self, sheet: Sheet, column: int) -> _CellColumn:
        """Return what a column comes to from row to row."""
        known = self.columns.get((sheet.name, column))
        if known is None:
            known = self.columns[sheet.name, column] = _column(
                [sheet.value(row, column) for row in range(sheet.height)]
            )
        return known


@dataclass(frozen=True, slots=True)
class FormulaValue:
    """What a formula comes to, and the sum of the sizes of all that was added."""

    total: Fraction
    size: Fraction


def evaluate(formula: Linear, sheets: Sheets) -> FormulaValue | None:
    """Return what a formula comes to; None where it rests on a text, an error or a sheet that is not there."""
    total = formula.constant
    size = abs(formula.constant)
    for term in formula.terms:
        sheet = sheets.by_name.get(term.sheet) if term.sheet else sheets.own
        if sheet is None or (term.bottom - term.top) * (term.right - term.left + 1) > MOST_CELLS:
            return None
        added = _added(sheet, term, sheets)
        if added is None:
            return None
        total = total + added.total if term.sign > 0 else total - added.total
        size += added.size
    return FormulaValue(total, size)


def noise(stored: float, computed: FormulaValue) -> Fraction:
    """Return by how much a stored value may differ from its formula and still be the same number."""
    return (computed.size + abs(Fraction(stored))) * _NOISE


def _added(sheet: Sheet, term: FormulaTerm, sheets: Sheets) -> FormulaValue | None:
    """Return what a block comes to; None where a cell cannot be added, or too much was looked at already."""
    height, width = min(term.bottom + 1, sheet.height) - term.top, term.right - term.left + 1
    is_long = term.summed and height * width > _FEW_CELLS
    if any(next(sheets.steps, None) is None for _ in range(width if is_long else max(height, 1) * width)):
        return None
    if is_long:
        return _added_by_columns(sheet, term, sheets)
    total = size = Fraction(0)
    for value in _values(sheet, term):
        number = _number(value, summed=term.summed)
        if number is None:
            return None
        total += number
        size += abs(number)
    return FormulaValue(total, size)


def _added_by_columns(sheet: Sheet, term: FormulaTerm, sheets: Sheets) -> FormulaValue | None:
    first, last = term.top, min(term.bottom + 1, sheet.height)
    columns = [sheets.column(sheet, number) for number in range(term.left, term.right + 1)]
    if any(column.errors[last] > column.errors[first] for column in columns):
        return None
    decimals = max(column.decimals for column in columns)
    total = size = 0
    for column in columns:
        scale = 10 ** (decimals - column.decimals)
        total += (column.totals[last] - column.totals[first]) * scale
        size += (column.sizes[last] - column.sizes[first]) * scale
    return FormulaValue(Fraction(total, 10**decimals), Fraction(size, 10**decimals))


def _column(values: list[CellValue]) -> _CellColumn:
    numbers = [number_of(value) if isinstance(value, float) else None for value in values]
    decimals = max((number.decimals for number in numbers if number), default=0)
    amounts = [number.digits * 10 ** (decimals - number.decimals) if number else 0 for number in numbers]
    return _CellColumn(
        decimals,
        list(accumulate(amounts, initial=0)),
        list(accumulate(map(abs, amounts), initial=0)),
        list(accumulate((isinstance(value, CellError) for value in values), initial=0)),
    )


def _values(sheet: Sheet, term: FormulaTerm) -> Iterator[CellValue]:
    for row in sheet.rows[term.top : term.bottom + 1]:
        yield from row[term.left : term.right + 1]


def _number(value: CellValue, *, summed: bool) -> Fraction | None:
    """Return what a cell adds; a text inside SUM adds nothing, as a spreadsheet has it."""
    if value is None:
        return Fraction(0)
    if isinstance(value, float):
        number = number_of(value)
        return Fraction(number.digits, 10**number.decimals)
    if isinstance(value, CellError) or not summed:
        return None
    return Fraction(0)
