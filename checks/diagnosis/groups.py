"""Groups: findings with one common cause, headed by the finding that stands at the cell to look at first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from model.finding import Finding, Place, Role, Severity, Verdict

if TYPE_CHECKING:
    from checks.diagnosis.network import Cause

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}

Row = tuple[str, str, int]
"""A row: the file, the sheet, and the row's number."""


def with_labels(findings: Sequence[Finding], causes: Sequence[Cause]) -> list[Finding]:
    """Return the findings, those about a code or a name with the group whose row or cell it is.

    The groups of `causes` go by their number. Findings about one row's code and name are one group among themselves,
    and so are the amounts of tables that hold within rounding by one rule.
    """
    at_cell: dict[Place, str] = {}
    at_row: dict[Row, str] = {}
    for number, cause in enumerate(causes):
        for place in filter(None, (cause.place, *cause.cells)):
            at_cell.setdefault(place, str(number))
            if cause.is_row:
                at_row.setdefault(_row(place), str(number))
    joined = [_joined(_rounded(finding), at_cell, at_row) for finding in findings]
    rows = Counter(_row(one.suspect) for one in joined if one.suspect and _is_of_label(one))
    return [
        replace(one, group=repr(_row(one.suspect)))
        if one.suspect and _is_of_label(one) and rows[_row(one.suspect)] > 1
        else one
        for one in joined
    ]


def _rounded(finding: Finding) -> Finding:
    """Return a finding, one that rounding explains with the group of its rule and file."""
    if finding.verdict is not Verdict.ROUNDING or finding.spans or not finding.cells:
        return finding
    return replace(finding, group=repr((finding.rule, finding.cells[0].place.path)))


def _joined(finding: Finding, at_cell: dict[Place, str], at_row: dict[Row, str]) -> Finding:
    if finding.group or finding.verdict is Verdict.ROUNDING or finding.computed is not None:
        return finding
    group = at_cell.get(finding.suspect, "") if finding.suspect else ""
    rows = (at_row.get(_row(cell.place), "") for cell in finding.cells if cell.amount is None)
    return replace(finding, group=group or next(filter(None, rows), ""))


def _is_of_label(finding: Finding) -> bool:
    """Return whether a finding that has no group stands at a code or a name."""
    return (
        not finding.group
        and finding.computed is None
        and any(cell.place == finding.suspect and cell.amount is None for cell in finding.cells)
    )


def _row(place: Place) -> Row:
    return place.path, place.sheet, place.row


def headed(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with their ids, each group under the id of its head; a group of one is none."""
    listed = list(findings)
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in listed:
        if finding.group:
            groups[finding.group].append(finding)
    heads = {group: min(some, key=_rank).id if len(some) > 1 else "" for group, some in groups.items()}
    return [replace(finding, group=heads[finding.group]) if finding.group else finding for finding in listed]


def _rank(finding: Finding) -> tuple[int, bool, bool]:
    """Rank the gravest first; then what stands at the suspect; then what speaks of a code, not of a sum."""
    stated = next((cell.place for cell in finding.cells if cell.role is Role.STATED), None)
    place = stated or (finding.cells[0].place if finding.cells else None)
    return _ORDER[finding.severity], finding.suspect is None or place != finding.suspect, stated is not None


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings gravest first, a group together where its head stands, the head before the others."""
    units: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        units[finding.group or finding.id].append(finding)
    for head, unit in units.items():
        unit.sort(key=lambda finding: (finding.id != head, _ORDER[finding.severity]))
    ordered = sorted(units.values(), key=lambda unit: min(_ORDER[finding.severity] for finding in unit))
    return [finding for unit in ordered for finding in unit]
