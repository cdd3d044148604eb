"""An amount of a form against others of the same form, with the rounding of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checks.performance.forms import PlacedForm, evidence, form_finding
from checks.rule import Outcome, Rule, Subject
from model.finding import CellEvidence, Role, Severity, Verdict
from model.messages import Message, check_message
from model.money import Unit, format_amount
from model.reading.targets import Money
from model.record import dataclass


@dataclass(frozen=True, slots=True)
class EquationWording:
    """How a relation is worded: templates with {place} {project} {stated} {computed} {difference} {unit}."""

    inconsistent: str
    rounding: str


def compare(
    rule: Rule,
    subject: Subject,
    outcome: Outcome,
    placed: PlacedForm,
    whole: Money,
    parts: Sequence[Money],
    wording: EquationWording,
    *,
    at_most: bool = False,
) -> None:
    """Count the relation of a whole and its parts, and report it where it does not hold to the last digit."""
    stated, computed = whole.amount.amount, sum(part.amount.amount for part in parts)
    difference = stated - computed
    if difference == 0 or (at_most and difference > 0):
        outcome.hold()
        return
    allowance = whole.amount.half + sum(part.amount.half for part in parts)
    rounding = abs(difference) <= allowance
    cells = (
        evidence(subject, placed.table, whole.cell, Role.STATED, whole.amount),
        *_parts(subject, placed, parts),
    )
    words = _message(wording, placed, cells[0], stated, computed, rounding=rounding)
    finding = form_finding(rule, placed, cells, words, str(whole.role), *(part.role for part in parts))
    outcome.report(
        replace(
            finding,
            severity=Severity.NOTICE if rounding else rule.severity,
            verdict=Verdict.ROUNDING if rounding else Verdict.INCONSISTENT,
            stated=stated,
            computed=computed,
            difference=difference,
            allowance=allowance,
            relation="<=" if at_most else "=",
            suspect=None if rounding else finding.suspect,
        )
    )


def _parts(subject: Subject, placed: PlacedForm, parts: Sequence[Money]) -> list[CellEvidence]:
    return [evidence(subject, placed.table, part.cell, Role.PART, part.amount) for part in parts]


def _message(
    wording: EquationWording,
    placed: PlacedForm,
    first: CellEvidence,
    stated: int,
    computed: int,
    *,
    rounding: bool,
) -> Message:
    unit = placed.table.unit or Unit.YUAN
    return check_message(
        wording.rounding if rounding else wording.inconsistent,
        place=first.place.text,
        project=placed.name,
        stated=format_amount(stated, unit),
        computed=format_amount(computed, unit),
        difference=format_amount(stated - computed, unit),
        unit=unit.label,
    )
