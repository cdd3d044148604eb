"""The forms of targets: a project's money, its quarters, its indicators with their cells, and what these state."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from model.amounts_format import FormatKind, read_format
from model.amounts_text import PrintedNumber, ascii_form, read_number, split_unit
from model.lexicon.reading import normalised
from model.money import Amount, Unit, parse_amount
from model.pattern import pattern
from model.record import dataclass
from model.source.book import Sheet
from model.source.shown_value import stored_digits

_SIGNS = {
    "≥": ("≥", ">=", "≧", r"\geq", r"\ge", "不低于", "大于等于", "不少于"),
    "≤": ("≤", "<=", "≦", r"\leq", r"\le", "不高于", "小于等于", "不超过"),
    ">": (">", "大于"),
    "<": ("<", "小于"),
    "=": ("=", "等于"),
}
_OPERATORS = {written: sign for sign, ways in _SIGNS.items() for written in ways}
_OPERATOR = pattern("|".join(re.escape(sign) for sign in sorted(_OPERATORS, key=len, reverse=True)))
_TARGET = pattern(r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>\D*)")
_MONEY = {"元": Unit.YUAN, "千元": Unit.THOUSAND, "万元": Unit.WAN, "万": Unit.WAN, "亿元": Unit.YI}
_QUARTER = pattern(
    r"第?(?P<quarter>[一二三四1-4])季度[^\d一二三四]{0,12}?(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>万元|元)?(?![\d%.])"
)
_QUARTERS = {name: number for number, names in enumerate(("一1", "二2", "三3", "四4"), 1) for name in names}
_RATE_NAME = pattern(r"第?([一二三四1-4])季度|(全年)|(?<!\d)(\d{1,2})月底")
_RATE_WORDS = ("率", "进度", "支出计划", "用款计划")
_LONGEST = 500
_DIGITS_MOST = 30
"""More than any target has; what is longer is a text."""


class TargetCell(NamedTuple):
    """A cell of a form: its zero-based place and what it states, trimmed; a percentage carries its sign."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Target:
    """What an indicator aims at: "≥90%" has the operator "≥", the number 90 and the unit "%".

    `operator` is one of ≥ > ≤ < = or "", `number` None where the target is stated in words.
    """

    operator: str
    number: Fraction | None
    unit: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of a form.

    `group` is output, benefit or satisfaction, "" for none; `is_cost` marks a cost indicator. `weight` is None where
    the form has no column of weights, blank where this one has none. `value` is the target's cell.
    """

    name: TargetCell
    group: str
    is_cost: bool
    weight: TargetCell | None
    value: TargetCell
    target: Target


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of a form and its cell; `role` is total, fiscal, carryover, other, local or towns, or "" in a plan."""

    role: str
    amount: Amount
    cell: TargetCell


@dataclass(frozen=True, slots=True)
class ProgressRate:
    """A cumulative rate that should be reached by a month (1 to 12), in percent."""

    month: int
    percent: Fraction
    cell: TargetCell


@dataclass(frozen=True, slots=True)
class TargetForm:
    """One form, or one project of a grid of projects.

    `project` names it, "" for a form that names none, and `funding_roles` are the labels that it prints, with an
    amount or without. `quarters` are the amounts of its four quarters, empty where they are not all stated. `cut`
    means that it stands in a grid that pages have cut, where rows may be lost.
    """

    project: str
    place: TargetCell
    funding: tuple[Money, ...] = ()
    funding_roles: frozenset[str] = frozenset()
    quarters: tuple[Money, ...] = ()
    rates: tuple[ProgressRate, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    cut: bool = False

    def money(self, role: str) -> Money | None:
        """Return the form's amount of a role, None where it states none or several that differ."""
        found = [money for money in self.funding if money.role == role]
        return found[0] if found and len({money.amount.amount for money in found}) == 1 else None


def cell_at(sheet: Sheet, row: int, column: int) -> TargetCell:
    """Return a cell with its text: a number as stored, with the decimals of its format; a percentage with its sign.

    A text such as =100%, which a spreadsheet may take for a formula that stores nothing, is that text.
    """
    value, cell_format = sheet.value(row, column), sheet.format(row, column)
    if value is None:
        return TargetCell(
            row, column, f"={cell_format.formula}" if cell_format and cell_format.formula else ""
        )
    if not isinstance(value, float):
        return TargetCell(row, column, value.strip() if isinstance(value, str) else "")
    shown = read_format(cell_format.number_format) if cell_format and cell_format.number_format else None
    if shown is not None and shown.kind is FormatKind.PERCENT:
        return TargetCell(row, column, f"{stored_digits(value * 100)}%")
    whole, _, given = stored_digits(value).partition(".")
    decimals = given.ljust((shown.decimals if shown else None) or 0, "0")
    return TargetCell(row, column, f"{whole}.{decimals}" if decimals else whole)


def _worth(number: PrintedNumber) -> Fraction:
    return Fraction(number.digits, 10**number.decimals)


def plain_number(text: str) -> Fraction | None:
    """Return the number that a cell prints, with or without a sign of percent or 分; None for anything else."""
    number = read_number(ascii_form(text).removesuffix("%").removesuffix("分").rstrip())
    return _worth(number) if isinstance(number, PrintedNumber) else None


def target_of(value: str, operator: str = "", unit: str = "") -> Target:
    """Return what a target states, with the operator and the unit that stand in cells of their own."""
    plain = ascii_form(value)
    found = _OPERATOR.match(plain)
    sign = _OPERATORS[found[0]] if found else _OPERATORS.get(ascii_form(operator), "")
    match = _TARGET.fullmatch(plain[found.end() :].strip() if found else plain)
    number = read_number(match["number"]) if match and len(match["number"]) <= _DIGITS_MOST else None
    if match is None or not isinstance(number, PrintedNumber):
        return Target(sign, None, "")
    return Target(sign, _worth(number), match["unit"].strip() or unit.strip())


def looks_like_target(text: str) -> bool:
    """Return whether a text is a target rather than the name of an indicator: ≥90%, =100%, 15."""
    target = target_of(text)
    return target.number is not None and len(target.unit) <= 3


def money_of(target: Target) -> int | None:
    """Return the money that a target states, in ten-thousandths of 元; None where it states none."""
    unit = _MONEY.get(target.unit)
    if unit is None or target.number is None:
        return None
    steps = target.number * unit.value
    return int(steps) if steps.denominator == 1 else None


def quarters_of(text: str, unit: Unit | None) -> tuple[Amount, ...]:
    """Return the amounts of the four quarters that a text states once each, else nothing."""
    found: dict[int, Amount] = {}
    for match in _QUARTER.finditer(text[: _LONGEST * 4]):
        quarter = _QUARTERS[match["quarter"]]
        own = _MONEY.get(match["unit"] or "", unit)
        amount = parse_amount(match["number"], own) if own else None
        if not isinstance(amount, Amount) or quarter in found:
            return ()
        found[quarter] = amount
    return tuple(found[quarter] for quarter in sorted(found)) if len(found) == 4 else ()


def rate_of(name: str, cell: TargetCell) -> ProgressRate | None:
    """Return the cumulative rate of an indicator such as 三季度资金使用率; None where it is none."""
    plain = normalised(name)
    found = _RATE_NAME.search(plain)
    target = target_of(cell.text)
    if found is None or target.number is None or target.unit not in {"", "%"}:
        return None
    quarter, year, month = found.groups()
    if not month and not any(word in plain for word in _RATE_WORDS):
        return None
    ends = int(month) if month else 12 if year else 3 * _QUARTERS[quarter]
    return ProgressRate(ends, target.number, cell)


def amount_at(cell: TargetCell, unit: Unit) -> Amount | None:
    """Return the amount that a cell of money states, in its own unit where it brings one."""
    own = split_unit(cell.text)
    amount = parse_amount(own[0], _MONEY[own[1]]) if own else parse_amount(cell.text, unit)
    return amount if isinstance(amount, Amount) else None
