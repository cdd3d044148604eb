"""The table of the three public expenses states the purchase of vehicles and their running apart.

The rules for local disclosure (财预〔2016〕143号) require both beside their subtotal. Asked of tables that
state money for vehicles; a blank or a zero needs no split. Not checked where the table has other words about vehicles,
their purchase or running that were not understood: they may name a part. One warning a table.
"""

from __future__ import annotations

import numpy as np

from checks.mechanism.evidence import cell_evidence
from checks.mechanism.table_findings import title_evidence, whole_table_finding
from checks.rule import Outcome, Rule, Subject
from model.finding import Role, Severity
from model.layout.cells import texts_of
from model.lexicon.reading import normalised
from model.messages import check_message
from model.pattern import pattern
from model.places import place_in
from model.reading.table import Table

_MAY_BE_PART = pattern("车|购置|运行")
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
        unknown = _unknown_part(subject, table)
        if unknown:
            why = check_message(
                "{cell} may name a part of the vehicles, and was not understood.", cell=unknown
            )
            outcome.leave(cell.place.text, why)
            continue
        message = check_message(
            "{place}: {value} for vehicles are not split into purchase and running.",
            place=cell.place.text,
            value=cell.value,
        )
        cells = (cell, title_evidence(subject, table))
        outcome.report(whole_table_finding(RULE, cells, message, table.kind, table.title))


def _unknown_part(subject: Subject, table: Table) -> str:
    """Return the place of a label or heading that may name one of the parts and is none that was read, "" for none."""
    known = {normalised(row.name) for panel in table.panels for row in panel.rows}
    known |= {normalised(word) for panel in table.panels for each in panel.columns for word in each.heading}
    book = subject.disclosure.documents[table.document].book
    for row in range(table.top, table.bottom + 1):
        for column, text in texts_of(book.sheets[table.sheet].rows[row]):
            word = normalised(text)
            if _MAY_BE_PART.search(word) and word not in known and word != normalised(table.title):
                return place_in(book, table.sheet, row, column).text
    return ""


RULE = Rule(
    code="CO110",
    family="completeness",
    title=check_message("Vehicles are not split into purchase and running"),
    severity=Severity.WARNING,
    basis="RELATIONS 17, 41",
    explanation=__doc__,
    check=check,
)
