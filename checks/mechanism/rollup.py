"""Rollups of a disclosure along each dimension, each made once, and what is reported of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from checks.mechanism.codes import code_rollup
from checks.mechanism.evidence import cell_evidence, fingerprint, place_of
from checks.mechanism.members import member_rollup
from checks.mechanism.relations import CONSISTENT, NOT_CHECKED, ROUNDING, Relation, Relations
from checks.rule import Outcome, Rule, Subject
from model.facts.cube import Facts
from model.finding import CellEvidence, Finding, Role, Severity, Verdict
from model.lexicon.lexicon import lexicon, normalised
from model.lexicon.wording import names_total
from model.messages import Message, check_message
from model.money import Unit, format_amount
from model.record import dataclass


@cache
def rollup_of_codes(dimension: str) -> Callable[[Subject], Relations]:
    """Return what asks a subject, by `Subject.once`, for each code of a dimension against the codes below it."""

    def ask(subject: Subject) -> Relations:
        axis = subject.on_columns(dimension)
        return code_rollup(subject.cells, dimension, axis, subject.incomplete(axis))

    return ask


@cache
def rollup_of_members(dimension: str) -> Callable[[Subject], Relations]:
    """Return what asks a subject, by `Subject.once`, for each member of a dimension of words against its parts."""

    def ask(subject: Subject) -> Relations:
        members, across = lexicon().dimensions[dimension], subject.across(dimension)
        line = np.where(across, subject.cells.row, subject.cells.column)
        return member_rollup(subject.cells, members, line, subject.incomplete(across))

    return ask


@dataclass(frozen=True, slots=True)
class Wording:
    """How a rule words its relations: templates with {place} {label} {stated} {computed} {difference} {unit}."""

    inconsistent: str = (
        "{place} ({label}): stated {stated} {unit}, but the parts add up to {computed}; "
        "difference {difference}."
    )
    rounding: str = (
        "{place} ({label}): stated {stated} {unit}, parts {computed}; rounding explains {difference}."
    )
    at_most: str = (
        "{place} ({label}): stated {stated} {unit}, but the parts printed already add up to {computed}."
    )
    blank: str = "{place} ({label}) is blank, but its parts add up to {computed} {unit}."


SUM = Wording()

NAMED = "project:"
"""With what the item begins that a row of a list names."""


def report_rollup(
    rule: Rule, relations: Relations, subject: Subject, outcome: Outcome, wording: Wording = SUM
) -> None:
    """Count the relations of a rule and report those that do not hold exactly."""
    outcome.relations.append(relations)
    _count_unparted(relations, subject, outcome)
    if not len(relations):
        return
    outcome.hold(int(np.count_nonzero(relations.verdict == CONSISTENT)))
    for relation in relations.inexact.values():
        if relation.verdict == NOT_CHECKED:
            outcome.leave(place_of(subject, relation.whole).text, _why_not(relations, relation.number))
            continue
        if relation.blank and _is_text_below(subject, relation.whole):
            why = check_message("the row states nothing: it may be a line of text below the table.")
            outcome.leave(place_of(subject, relation.whole).text, why)
            continue
        finding = _finding(rule, relation, subject, wording)
        if finding.verdict is Verdict.ROUNDING:
            outcome.report(finding)
        else:
            outcome.fail(finding, changes_of(relation, subject.cells), relation.allowance)


def _is_text_below(subject: Subject, fact: int) -> bool:
    """Return whether a blank stands in a row that states no amount and prints no code.

    Where it names a thing it may be a line of text; where it states no more than 支出, and no word of a total, the end
    of the label above, which a page cut off.
    """
    facts = subject.cells
    table, row = int(facts.table[fact]), int(facts.row[fact])
    label = subject.rows(table, int(facts.panel[fact])).at(row)
    if label is None or label.code:
        return False
    names_flow_only = label.coordinates.keys() <= {"flow"} and not names_total(normalised(label.name))
    names_thing = facts.coordinate(fact).get("item", "").startswith(NAMED)
    return (names_thing or names_flow_only) and (table, row) not in subject.once(_rows_that_state)


def _rows_that_state(subject: Subject) -> set[tuple[int, int]]:
    """Return the rows, each with its table, that state any amount."""
    facts = subject.cells
    return set(zip(facts.table[facts.stated].tolist(), facts.row[facts.stated].tolist(), strict=True))


def _why_not(relations: Relations, number: int) -> Message:
    """Return why a relation is not checked."""
    if relations.too_large is not None and relations.too_large[number]:
        return check_message("the amounts are too large to be added up.")
    return check_message(
        "an amount of the table was not understood, or a code is printed twice: the sum is not sure."
    )


def _count_unparted(relations: Relations, subject: Subject, outcome: Outcome) -> None:
    """Count the wholes of which every printed part is blank: a whole of nothing holds, another cannot be added up.

    The reason is given once a table.
    """
    facts, whole = subject.cells, relations.unparted
    outcome.hold(int(np.count_nonzero(facts.amount[whole] == 0)))
    left = whole[facts.amount[whole] != 0]
    _, first, counts = np.unique(facts.table[left], return_index=True, return_counts=True)
    for at, count in zip(first.tolist(), counts.tolist(), strict=True):
        place = place_of(subject, int(left[at]))
        why = check_message("all parts are blank: there is nothing to add up ({count} wholes).", count=count)
        outcome.leave(place.text, why, count)


def changes_of(relation: Relation, facts: Facts) -> dict[int, int]:
    """Return by how much the whole, or any one part, would have to change for the relation to hold."""
    excess = relation.difference
    parts = zip(relation.parts, facts.stated[relation.parts].tolist(), relation.weights, strict=True)
    changes = {part: excess // weight for part, stated, weight in parts if stated and excess % weight == 0}
    return {relation.whole: -excess, **changes}


def _finding(rule: Rule, relation: Relation, subject: Subject, wording: Wording) -> Finding:
    facts, whole = subject.cells, relation.whole
    table = subject.disclosure.tables[int(facts.table[whole])]
    parts = zip(relation.parts, facts.stated[relation.parts].tolist(), relation.weights, strict=True)
    rounding = relation.verdict == ROUNDING
    unit = table.unit or Unit.YUAN
    evidence = cell_evidence(subject, whole, Role.STATED, -1)
    return Finding(
        id=fingerprint(rule.code, table.kind, facts.coordinate(whole), table.title),
        rule=rule.code,
        severity=Severity.NOTICE if rounding else rule.severity,
        verdict=Verdict.ROUNDING if rounding else Verdict.INCONSISTENT,
        title=rule.title,
        message=_message(relation, unit, evidence, wording),
        cells=(
            evidence,
            *(cell_evidence(subject, part, Role.PART, weight) for part, stated, weight in parts if stated),
        ),
        stated=None if relation.blank else relation.stated,
        computed=relation.computed,
        difference=None if relation.blank else relation.difference,
        allowance=relation.allowance,
        relation="<=" if relation.at_most else "=",
        unit=unit,
    )


def _message(relation: Relation, unit: Unit, evidence: CellEvidence, wording: Wording) -> Message:
    if relation.blank:
        template = wording.blank
    elif relation.verdict == ROUNDING:
        template = wording.rounding
    else:
        template = wording.at_most if relation.at_most else wording.inconsistent
    return check_message(
        template,
        place=evidence.place.text,
        label=evidence.label,
        stated=format_amount(relation.stated, unit),
        computed=format_amount(relation.computed, unit),
        difference=format_amount(relation.difference, unit),
        unit=unit.label,
    )
