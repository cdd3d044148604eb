"""What the two rules about definitions share: amounts of a code that its name does not allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from checks.mechanism.evidence import cell_evidence, finding_of, fingerprint
from checks.mechanism.keys import distinct
from checks.rule import Outcome, Rule, Subject
from model.classification.catalogue import catalogue
from model.finding import Finding, Role, Severity
from model.messages import Message
from model.money import Unit, format_amount

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    MessageOf = Callable[[dict[str, str]], Message]


def codes_named(subject: Subject, names: frozenset[str]) -> NDArray[np.int64]:
    """Return the function codes in the cube whose name in the disclosure's year is one of `names`."""
    codes = distinct(subject.cells.coordinates["function"])
    year = subject.disclosure.year
    named = [code for code in codes.tolist() if code and catalogue().name(str(code), year) in names]
    return np.array(named, dtype=np.int64)


def check_natures(
    rule: Rule,
    subject: Subject,
    outcome: Outcome,
    *,
    names: frozenset[str],
    allowed: tuple[str, ...],
    barred: tuple[str, ...],
    message_of: MessageOf,
    if_doubted: Severity | None = None,
) -> None:
    """Report, once a code, the amounts of a barred nature that codes of these names carry; blank and zero are none.

    Where another relation doubts such a cell the finding has the severity `if_doubted`.
    """
    facts = subject.cells
    numbers = facts.members.numbers["nature"]
    nature = facts.coordinates["nature"]
    function = facts.coordinates["function"]
    of_code = np.isin(function, codes_named(subject, names)) & facts.stated
    bad = of_code & np.isin(nature, [numbers[name] for name in barred]) & (facts.amount != 0)
    asked = of_code & np.isin(nature, [numbers[name] for name in (*allowed, *barred)])
    outcome.hold(int(np.count_nonzero(asked & ~bad)))
    for code in distinct(function[bad]).tolist():
        found = np.flatnonzero(bad & (function == code)).tolist()
        outcome.report(_finding(rule, subject, str(code), found, message_of))
        if if_doubted is not None:
            outcome.if_doubted[len(outcome.findings) - 1] = if_doubted
        outcome.line.inconsistent += len(found) - 1


def _finding(rule: Rule, subject: Subject, code: str, found: list[int], message_of: MessageOf) -> Finding:
    cells = tuple(cell_evidence(subject, fact, Role.CONTEXT, 0) for fact in found)
    unit = subject.disclosure.tables[int(subject.cells.table[found[0]])].unit or Unit.YUAN
    place = cells[0].place
    values = {
        "place": place.text,
        "code": code,
        "name": catalogue().name(code, subject.disclosure.year),
        "amount": format_amount(int(subject.cells.amount[found[0]]), unit),
        "unit": unit.label,
        "cells": ", ".join(cell.place.text for cell in cells),
    }
    return finding_of(
        rule,
        fingerprint(rule.code, "", {"function": code}),
        message=message_of(values),
        cells=cells,
        unit=unit,
        suspect=place,
    )
