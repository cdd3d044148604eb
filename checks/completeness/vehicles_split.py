"""The table of the three public expenses states the purchase of vehicles and their running apart.

The rules for local disclosure (财预〔2016〕143号) require both beside their subtotal. Asked of tables that
state money for vehicles; a blank or a zero needs no split. One warning a table.
"""

from __future__ import annotations

import numpy as np

from checks.mechanism.evidence import cell_evidence
from checks.mechanism.table_findings import title_evidence, whole_table_finding
from checks.rule import Outcome, Rule, Subject
from model.finding import Role, Severity
from model.messages import check_message

_PARTS = ("vehicle_purchase", "vehicle_running")


def check(subject: Subject, outcome: Outcome) -> None:
    """Look for the two parts in each table that states money for vehicles."""
    facts = subject.cells
    numbers = facts.members.numbers["item"]
    item = facts.coordinates["item"]
    for number, table in enumerate(subject.disclosure.tables):
        if table.kind not in {"three_public", "three_public_meetings"}:
            continue
        here = facts.table == number
        whole = np.flatnonzero(here & facts.stated & (facts.amount != 0) & (item == numbers["vehicles"]))
        if not whole.size:
            continue
        if all((here & (item == numbers[part])).any() for part in _PARTS):
            outcome.hold()
            continue
        cell = cell_evidence(subject, int(whole[0]), Role.CONTEXT, 0)
        message = check_message(
            "{place}: {value} for vehicles are not split into purchase and running.",
            place=cell.place.text,
            value=cell.value,
        )
        cells = (cell, title_evidence(subject, table))
        outcome.report(whole_table_finding(RULE, cells, message, table.kind, table.title))


RULE = Rule(
    code="CO110",
    family="completeness",
    title=check_message("Vehicles are not split into purchase and running"),
    severity=Severity.WARNING,
    basis="RELATIONS 17, 41",
    explanation=__doc__,
    check=check,
)
