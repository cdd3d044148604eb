"""Cells of several disclosures as evidence, and the finding that compares them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from checks.mechanism.evidence import cell_evidence, fingerprint
from checks.rule import Rule, Subject
from checks.trend.pairs import Pair
from model.finding import CellEvidence, Finding, Role, Severity, Verdict
from model.lexicon.bodies import plain_name
from model.messages import Message
from model.money import Unit

MOST_CELLS = 50
"""A finding shows no more cells than these; its message says how many there are."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A fact of the later disclosure against one of the earlier; amounts in ten-thousandths of 元."""

    later: int
    earlier: int
    stated: int
    expected: int
    allowance: int

    @property
    def difference(self) -> int:
        """What is stated less what was expected."""
        return self.stated - self.expected


def compared(pair: Pair, later: int, earlier: int) -> Compared:
    """Return two facts side by side."""
    here, there = pair.later.cells, pair.earlier.cells
    return Compared(
        later,
        earlier,
        int(here.amount[later]),
        int(there.amount[earlier]),
        int(here.half[later]) + int(there.half[earlier]),
    )


def place_text(cell: CellEvidence) -> str:
    """Return a cell's place as a message tells it."""
    return f"{cell.place.sheet}!{cell.place.cell}"


def told_by(subject: Subject) -> str:
    """Return the year and the file of a disclosure, for a message that speaks of two."""
    path = subject.disclosure.documents[0].book.path
    return path.replace("\\", "/").rpartition("/")[2]


def both_cells(pair: Pair, found: list[Compared]) -> tuple[CellEvidence, ...]:
    """Return the cells of what is compared, the later before the earlier."""
    cells: list[CellEvidence] = []
    for each in found[: MOST_CELLS // 2]:
        cells.append(cell_evidence(pair.later, each.later, Role.STATED if not cells else Role.CONTEXT, 0))
        cells.append(
            cell_evidence(pair.earlier, each.earlier, Role.OTHER if len(cells) == 1 else Role.CONTEXT, 0)
        )
    return tuple(cells)


def pair_finding(
    rule: Rule, pair: Pair, cells: tuple[CellEvidence, ...], message: Message, *more: str
) -> Finding:
    """Return a finding about two disclosures; `more` tells it apart from others of the rule and the pair."""
    return Finding(
        id=fingerprint(rule.code, "", {}, *_whose(pair.earlier), *_whose(pair.later), *more),
        rule=rule.code,
        severity=rule.severity,
        verdict=Verdict.INCONSISTENT,
        title=rule.title,
        message=message,
        cells=cells,
    )


def with_equation(finding: Finding, each: Compared, unit: Unit | None, *, relation: str = "=") -> Finding:
    """Return a finding with the equation of what it compares first; rounding makes it a notice."""
    rounding = abs(each.difference) <= each.allowance
    return replace(
        finding,
        severity=Severity.NOTICE if rounding else finding.severity,
        verdict=Verdict.ROUNDING if rounding else Verdict.INCONSISTENT,
        stated=each.stated,
        computed=each.expected,
        difference=each.difference,
        allowance=each.allowance,
        relation=relation,
        unit=unit or Unit.YUAN,
    )


def _whose(subject: Subject) -> tuple[str, str, str]:
    disclosure = subject.disclosure
    return plain_name(disclosure.department), str(disclosure.year or ""), disclosure.stage or ""
