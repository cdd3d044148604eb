"""The forms of performance targets: a project's money, its plan by quarters, and its indicators with their cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from model.money import Amount


class TargetCell(NamedTuple):
    """A cell of a form: its zero-based place and what it says, trimmed; a percentage carries its sign."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Target:
    """What an indicator aims at: "≥90%" has the operator "≥", the number 90 and the unit "%".

    `operator` is one of ≥ > ≤ < = or "", `number` None where the target is told in words.
    """

    operator: str
    number: Fraction | None
    unit: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of a form.

    `group` is output, benefit or satisfaction, "" where the form tells none; `is_cost` tells a cost indicator.
    `weight` is None where the form has no column of weights, and blank text where this indicator has none.
    `value` is the cell of the target, `target` what it says. `sure` is False where cells of the row were lost.
    """

    name: TargetCell
    group: str
    is_cost: bool
    weight: TargetCell | None
    value: TargetCell
    target: Target
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of a form and its cell; `role` is total, fiscal, carryover, other, local or towns, or "" in a plan."""

    role: str
    amount: Amount
    cell: TargetCell


@dataclass(frozen=True, slots=True)
class Rate:
    """A cumulative rate that should be reached by a month (1 to 12), in percent."""

    month: int
    percent: Fraction
    cell: TargetCell


@dataclass(frozen=True, slots=True)
class TargetForm:
    """One form, or one project of a grid of projects.

    `project` names it, "" for a form that names none, and `funding_roles` are the labels that it prints, with an
    amount or without. `quarters` are the amounts of its four quarters, empty where they are not all told. `cut`
    tells that it stands in a grid that pages have cut, where rows may be lost.
    """

    project: str
    place: TargetCell
    funding: tuple[Money, ...] = ()
    funding_roles: frozenset[str] = frozenset()
    quarters: tuple[Money, ...] = ()
    rates: tuple[Rate, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    cut: bool = False
    has_groups: bool = field(default=False)

    def money(self, role: str) -> Money | None:
        """Return the form's amount of a role, None where it states none or several that differ."""
        found = [money for money in self.funding if money.role == role]
        return found[0] if found and len({money.amount.amount for money in found}) == 1 else None
