"""Gaps: the rows whose sums over the codes below do not hold, column by column."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import field

from checks.diagnosis.blanks import code_dimension
from checks.diagnosis.constraints import WeightedSum
from checks.diagnosis.network import Network
from model.facts.cube import Facts
from model.record import dataclass

Line = tuple[int, int, int]
"""A row of a panel: the table, the panel, and the row of its sheet."""


def line_of(facts: Facts, fact: int) -> Line:
    """Return the row in which a fact stands."""
    return int(facts.table[fact]), int(facts.panel[fact]), int(facts.row[fact])


@dataclass(slots=True)
class Gap:
    """A row whose sums do not hold: by column, the failing constraint and what the rows below lack (or have too much).

    `holding` are the columns in which the same row's sum holds.
    """

    whole: int
    dimension: str
    failing: dict[int, int] = field(default_factory=dict)
    lack: dict[int, int] = field(default_factory=dict)
    allowance: dict[int, int] = field(default_factory=dict)
    parts: set[int] = field(default_factory=set)
    holding: set[int] = field(default_factory=set)


def gaps_of(facts: Facts, network: Network) -> list[Gap]:
    """Return the rows with failing sums over codes, those that have too much first."""
    found: dict[tuple[int, int, int, str], Gap] = {}
    held: dict[tuple[int, int, int, str], set[int]] = defaultdict(set)
    for number, member in enumerate(network.members):
        if not isinstance(member.constraint, WeightedSum) or len(member.constraint.weights) < 2:
            continue
        whole, part = list(member.constraint.weights)[:2]
        dimension = code_dimension(facts, whole, part)
        if not dimension or member.constraint.at_most:
            continue
        key = (*line_of(facts, whole), dimension)
        column = int(facts.column[whole])
        if number >= network.failures:
            held[key].add(column)
            continue
        gap = found.setdefault(key, Gap(whole, dimension))
        gap.failing[column] = number
        gap.lack[column] = member.constraint.excess
        gap.allowance[column] = member.constraint.allowance
        gap.parts |= member.constraint.weights.keys() - {whole}
    for key, gap in found.items():
        gap.holding = held[key]
    return sorted(found.values(), key=lambda gap: max(gap.lack.values()))
