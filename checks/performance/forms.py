"""What the rules about targets share: the forms that were filled in, and their cells as evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checks.mechanism.evidence import finding_of, fingerprint, place_in
from checks.rule import Outcome, Rule, Subject
from model.finding import CellEvidence, Finding, Role, Severity
from model.messages import Message, check_message
from model.money import Amount, Unit
from model.reading.table import Table
from model.reading.target_forms import target_forms
from model.reading.targets import Indicator, TargetCell, TargetForm


class PlacedForm(NamedTuple):
    """A form and the table that holds it."""

    table: Table
    form: TargetForm

    @property
    def name(self) -> str:
        """The project that the form names, else the table's title."""
        return self.form.project or " ".join(self.table.title.split())


def filled_forms(subject: Subject) -> Iterator[PlacedForm]:
    """Yield the forms in which at least one target stands; a blank form states nothing."""
    for placed in subject.once(_all_forms):
        if any(each.value.text for each in placed.form.indicators):
            yield placed


def _all_forms(subject: Subject) -> list[PlacedForm]:
    documents = subject.disclosure.documents
    return [
        PlacedForm(table, form)
        for table in subject.disclosure.tables
        for form in target_forms(table, documents[table.document].book)
    ]


def evidence(
    subject: Subject,
    table: Table,
    cell: TargetCell,
    role: Role = Role.CONTEXT,
    amount: Amount | None = None,
    label: str = "",
) -> CellEvidence:
    """Return a cell of a form as evidence; one with an amount is a term of an equation."""
    worth = None if amount is None else amount.amount
    weight = {Role.STATED: -1, Role.PART: 1}.get(role, 0)
    return CellEvidence(
        place_in(subject, table, cell.row, cell.column), role, cell.text, worth, weight, label
    )


def indicator_evidence(subject: Subject, table: Table, indicator: Indicator) -> CellEvidence:
    """Return the cell of an indicator's target with the indicator's name as its label."""
    return evidence(subject, table, indicator.value, label=plain(indicator.name))


def plain(cell: TargetCell) -> str:
    """Return the text of a cell on one line."""
    return "".join(cell.text.split())


def leave_form(subject: Subject, outcome: Outcome, placed: PlacedForm, why: Message) -> None:
    """Count one relation of a form as not checked."""
    cell = evidence(subject, placed.table, placed.form.place)
    outcome.leave(cell.place.text, why)


def form_finding(
    rule: Rule,
    placed: PlacedForm,
    cells: tuple[CellEvidence, ...],
    message: Message,
    *more: str,
    severity: Severity | None = None,
) -> Finding:
    """Return a finding about a form; `more` distinguishes it from others of the rule in the same form."""
    return finding_of(
        rule,
        fingerprint(rule.code, placed.table.kind, {"item": placed.form.project}, placed.table.title, *more),
        message=message,
        cells=cells,
        severity=severity,
        unit=placed.table.unit or Unit.YUAN,
    )


CUT = check_message("pages have cut the grid, and rows may be lost.")
"""Why a grid of projects taken from pages is not checked for what it should hold."""
