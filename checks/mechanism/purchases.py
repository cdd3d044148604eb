"""A list of purchases, or of other things: its total against its lines, each a thing by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from checks.mechanism.relations import Relations, beyond_limit, no_relations
from checks.rule import Subject
from model.lexicon.lexicon import lexicon

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from model.reading.table import LabelledRows, RowLabel

    Integers = NDArray[np.int64]

_NAMED = "project:"
_FEWEST_LINES = 2


def purchases_of_lists(subject: Subject) -> Relations:
    """Return the total of each list that holds nothing but one total and lines of purchases, column by column.

    Where units, codes or kinds of purchases have lines of their own, what adds up to what is not sure.
    """
    facts = subject.cells
    listing = {kind.kind for kind in lexicon().kinds if kind.lists}
    wholes: list[int] = []
    parts: list[Integers] = []
    for number, table in enumerate(subject.disclosure.tables):
        for index in range(len(table.panels) if table.kind in listing else 0):
            total, lines = _total_and_lines(subject.rows(number, index))
            here = (facts.table == number) & (facts.panel == index) & facts.stated
            for whole in np.flatnonzero(here & (facts.row == total)).tolist():
                beside = here & (facts.column == facts.column[whole]) & np.isin(facts.row, lines)
                wholes.append(whole)
                parts.append(np.flatnonzero(beside))
    return _relations(subject, np.array(wholes, dtype=np.int64), parts) if wholes else no_relations()


def _total_and_lines(rows: LabelledRows) -> tuple[int, Integers]:
    """Return the row of a list's total and those of its lines; -1 and none where it holds more than these."""
    named = np.array([_is_line(label) for label in rows.labels])
    total = np.array([_is_total(label) for label in rows.labels])
    if not len(rows) or not (named | total)[rows.label].all() or total[rows.label].sum() != 1:
        return -1, np.empty(0, dtype=np.int64)
    lines = rows.row[named[rows.label]].astype(np.int64)
    return (int(rows.row[total[rows.label]][0]), lines) if len(lines) >= _FEWEST_LINES else (-1, lines)


def _is_line(label: RowLabel) -> bool:
    return not label.code and label.coordinates.get("item", "").startswith(_NAMED)


def _is_total(label: RowLabel) -> bool:
    return not label.code and not {"item", "function", "economic", "government", "unit"} & set(
        label.coordinates
    )


def _relations(subject: Subject, whole: Integers, parts: list[Integers]) -> Relations:
    facts = subject.cells
    relation = np.repeat(np.arange(len(whole), dtype=np.int64), [len(some) for some in parts])
    fact = np.concatenate(parts).astype(np.int64)
    count = len(whole)
    too_large = beyond_limit(relation, facts.amount[fact], count)
    computed = np.zeros(count, dtype=np.int64)
    np.add.at(computed, relation, np.where(too_large[relation], 0, facts.amount[fact]))
    allowance = facts.half[whole].astype(np.int64)
    np.add.at(allowance, relation, facts.half[fact])
    return Relations(
        whole=whole,
        stated=facts.amount[whole],
        computed=computed,
        allowance=allowance,
        at_most=np.zeros(count, dtype=np.bool_),
        blank=np.zeros(count, dtype=np.bool_),
        doubtful=subject.incomplete(np.zeros(len(facts), dtype=np.bool_))[whole],
        part_relation=relation,
        part_fact=fact,
        too_large=too_large,
    )
