"""A code or a total that states an amount is not left with blank cells alone for its parts.

A 款 states an amount, and not one of the 项 printed below it does; a row's total states an amount, and none of the
uses, sources or items beside it does. It is asked where the column breaks down another code of that level, or the
list another such total; elsewhere the parts may be left out on purpose. In a table of the three public expenses the
items are always due. The total of a table is not asked, nor a whole whose parts print a dash each: that may say that
they are not to be stated, as those of receptions are not where their budget is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from checks.mechanism.codes import code_rollup
from checks.mechanism.evidence import place_of
from checks.mechanism.keys import among, pack
from checks.mechanism.members import member_rollup
from checks.mechanism.relations import Relations
from checks.mechanism.rollup import Wording, report_rollup, rollup_of_codes, rollup_of_members
from checks.mechanism.table_findings import sheet_of
from checks.rule import Outcome, Rule, Subject
from model.facts.cube import CODE_DIMENSIONS, Facts
from model.finding import Severity
from model.lexicon.lexicon import lexicon
from model.messages import check_message

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Booleans = NDArray[np.bool_]

_WORDING = Wording(
    inconsistent="{place} ({label}): stated {stated} {unit}, but all its parts are blank.",
)
_DASHES = check_message("its parts print a dash each: they may be left out on purpose.")
_MEMBERS = ("nature", "source", "item")
_THREE_PUBLIC = frozenset({"three_public", "three_public_meetings"})


def check(subject: Subject, outcome: Outcome) -> None:
    """Ask every whole whether any of its parts is stated."""
    facts = subject.cells
    if facts.stated.all():
        return
    printed = replace(facts, stated=np.ones_like(facts.stated))
    for dimension in CODE_DIMENSIONS:
        axis = subject.on_columns(dimension)
        all_parts = code_rollup(printed, dimension, axis, subject.incomplete(axis))
        stated = subject.once(rollup_of_codes(dimension))
        codes = facts.coordinates[dimension]
        level = np.searchsorted([1, 1_000, 100_000], codes, side="right")
        by_column = pack([facts.table, facts.panel, facts.column, level])
        at_codes = codes != 0
        _report(subject, outcome, all_parts, stated, _Place(by_column, at_codes, np.zeros_like(at_codes)))
    kinds = [table.kind for table in subject.disclosure.tables]
    three_public = [number for number, kind in enumerate(kinds) if kind in _THREE_PUBLIC]
    for name in _MEMBERS:
        across = subject.across(name)
        line = np.where(across, facts.row, facts.column)
        all_parts = member_rollup(printed, lexicon().dimensions[name], line, subject.incomplete(across))
        stated = subject.once(rollup_of_members(name))
        by_member = pack([facts.table, facts.panel, facts.coordinates[name]])
        due = np.isin(facts.table, three_public) if name == "item" else np.zeros_like(facts.stated)
        _report(subject, outcome, all_parts, stated, _Place(by_member, np.ones_like(facts.stated), due))


class _Place(NamedTuple):
    """Of each fact where it stands, whether it is asked, and whether its parts are due in any case."""

    number: Integers
    asked: Booleans
    due: Booleans


def _report(subject: Subject, outcome: Outcome, printed: Relations, stated: Relations, place: _Place) -> None:
    """Report the wholes of `printed` that state an amount and whose parts are all blank.

    `stated` are the relations over what is stated; only where a place has one of them does a blank mean anything.
    """
    facts = subject.cells
    broken_down = place.number[stated.whole[~stated.blank]]
    stated_parts = np.zeros(len(printed), dtype=np.bool_)
    stated_parts[printed.part_relation[facts.stated[printed.part_fact]]] = True
    wholes = printed.whole
    due = (
        place.asked[wholes]
        & facts.stated[wholes]
        & (facts.amount[wholes] != 0)
        & (place.due[wholes] | among(place.number[wholes], broken_down))
    )
    due &= ~among(wholes, stated.whole[stated.at_most]) & ~printed.at_most
    outcome.hold(int(np.count_nonzero(due & stated_parts)))
    chosen = np.flatnonzero(due & ~stated_parts & ~among(wholes, stated.whole))
    dashed = np.array([_are_dashes(subject, printed, number) for number in chosen.tolist()], dtype=np.bool_)
    for whole in wholes[chosen[dashed]].tolist():
        outcome.leave(place_of(subject, whole).text, _DASHES)
    report_rollup(RULE, _only(facts, printed, chosen[~dashed]), subject, outcome, _WORDING)


def _are_dashes(subject: Subject, printed: Relations, number: int) -> bool:
    """Return whether the cells of all parts print something that is no amount."""
    facts = subject.cells
    parts = printed.part_fact[printed.part_relation == number].tolist()
    return all(
        sheet_of(subject, subject.disclosure.tables[int(facts.table[part])]).value(
            int(facts.row[part]), int(facts.column[part])
        )
        for part in parts
    )


def _only(facts: Facts, relations: Relations, chosen: Integers) -> Relations:
    """Return the chosen relations, their parts blank."""
    number = np.full(len(relations), -1, dtype=np.int64)
    number[chosen] = np.arange(len(chosen))
    pairs = np.flatnonzero(number[relations.part_relation] >= 0)
    whole = relations.whole[chosen]
    return Relations(
        whole=whole,
        stated=facts.amount[whole],
        computed=np.zeros(len(chosen), dtype=np.int64),
        allowance=facts.half[whole]
        * (1 + np.bincount(number[relations.part_relation[pairs]], minlength=len(chosen))),
        at_most=relations.at_most[chosen],
        blank=np.zeros(len(chosen), dtype=np.bool_),
        doubtful=relations.doubtful[chosen],
        part_relation=number[relations.part_relation[pairs]],
        part_fact=relations.part_fact[pairs],
    )


RULE = Rule(
    code="RU108",
    family="rollup",
    title=check_message("An amount is stated, but none of its parts"),
    severity=Severity.ERROR,
    basis="RELATIONS 1, 2",
    explanation=__doc__,
    check=check,
)
