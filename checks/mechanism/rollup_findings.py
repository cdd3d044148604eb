"""Rollup relations become findings and counts of the ledger."""

from __future__ import annotations

import numpy as np

from checks.mechanism.evidence import cell_evidence, fingerprint, kind_of, place_of, unit_of
from checks.mechanism.relations import CONSISTENT, NOT_CHECKED, ROUNDING, Relations
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Role, Severity, Verdict
from model.messages import Message, check_message
from model.money import Unit, format_amount

NAMED_REASONS = 50
"""Not-checked relations named one by one; the rest are counted in one line."""


def tell_rollup(rule: Rule, relations: Relations, subject: Subject, outcome: Outcome) -> None:
    """Count the relations of a rollup rule and report those that do not hold exactly."""
    outcome.relations.append(relations)
    if not len(relations):
        return
    outcome.hold(int(np.count_nonzero(relations.verdict == CONSISTENT)))
    for number in np.flatnonzero(relations.verdict != CONSISTENT).tolist():
        if relations.verdict[number] == NOT_CHECKED:
            place = place_of(subject, int(relations.whole[number]))
            outcome.leave(
                f"{place.sheet}!{place.cell}",
                check_message(
                    "a row of the table was not understood, or a code is printed twice: the sum is not sure."
                ),
            )
        else:
            outcome.report(_finding(rule, relations, number, subject))


def _finding(rule: Rule, relations: Relations, number: int, subject: Subject) -> Finding:
    whole = int(relations.whole[number])
    parts = [int(part) for part in relations.parts(number)]
    rounding = relations.verdict[number] == ROUNDING
    unit = unit_of(subject, whole) or Unit.YUAN
    stated, computed = int(relations.stated[number]), int(relations.computed[number])
    blank = bool(relations.blank[number])
    kind = kind_of(subject, whole)
    return Finding(
        id=fingerprint(rule.code, kind, subject.facts.coordinate(whole)),
        rule=rule.code,
        severity=Severity.NOTICE if rounding else rule.severity,
        verdict=Verdict.ROUNDING if rounding else Verdict.INCONSISTENT,
        title=rule.title,
        message=_message(relations, number, subject, unit, blank=blank),
        cells=(
            cell_evidence(subject, whole, Role.STATED, -1),
            *(cell_evidence(subject, part, Role.PART) for part in parts if subject.facts.stated[part]),
        ),
        stated=None if blank else stated,
        computed=computed,
        difference=None if blank else stated - computed,
        allowance=int(relations.allowance[number]),
        relation="<=" if relations.at_most[number] else "=",
        unit=unit,
        suspect=place_of(subject, whole) if blank else None,
    )


def _message(relations: Relations, number: int, subject: Subject, unit: Unit, *, blank: bool) -> Message:
    evidence = cell_evidence(subject, int(relations.whole[number]), Role.STATED)
    stated, computed = int(relations.stated[number]), int(relations.computed[number])
    values = {
        "place": f"{evidence.place.sheet}!{evidence.place.cell}",
        "label": evidence.label,
        "stated": format_amount(stated, unit),
        "computed": format_amount(computed, unit),
        "difference": format_amount(stated - computed, unit),
        "unit": unit.label,
    }
    if blank:
        return check_message(
            "{place} ({label}) is blank, but its parts add up to {computed} {unit}.", **values
        )
    if relations.verdict[number] == ROUNDING:
        return check_message(
            "{place} ({label}): stated {stated} {unit}, parts {computed}; rounding explains {difference}.",
            **values,
        )
    if relations.at_most[number]:
        return check_message(
            "{place} ({label}): stated {stated} {unit}, but the parts printed already add up to {computed}.",
            **values,
        )
    return check_message(
        "{place} ({label}): stated {stated} {unit}, but the parts add up to {computed}; difference {difference}.",
        **values,
    )
