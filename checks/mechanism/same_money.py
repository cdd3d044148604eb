"""The same money stated in several tables: what stands beside money brought forward does not hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from checks.mechanism.agreement import Agreements, agreements
from checks.mechanism.keys import distinct, pack, ranked
from checks.rule import Subject
from model.facts.cube import Facts
from model.lexicon.dimension import Dimension
from model.lexicon.lexicon import lexicon
from model.reading.target_forms import TARGETS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Booleans = NDArray[np.bool_]


def same_money(subject: Subject) -> Agreements:
    """Return the groups of facts of different tables that state the same money.

    Units may each have a project of the same name with a form of targets of its own: what forms state of projects is
    held against the tables of projects (XR113), not form against form. What is bought for a project is a part of it,
    under its name in a list of purchases.
    """
    facts = subject.cells
    apart = subject.once(of_this_year_alone)
    of_forms = np.array([table.kind == TARGETS for table in subject.disclosure.tables], dtype=np.bool_)
    listing = {kind.kind for kind in lexicon().kinds if kind.lists}
    of_lists = np.array([table.kind in listing for table in subject.disclosure.tables], dtype=np.bool_)
    item = facts.coordinates["item"]
    named = item >= len(lexicon().dimensions["item"].members)
    of_a_project = (of_forms[facts.table] & (item != 0)) | (of_lists[facts.table] & named)
    return agreements(facts, (facts.coordinates["flow"] != 0) & ~of_a_project, apart)


def of_this_year_alone(subject: Subject) -> Booleans:
    """Mark the expenditure from a source whose row states apart what was brought forward, and more than zero of it.

    Another table may count it in: the two then state different money under the same words.
    """
    facts, dimensions = subject.cells, lexicon().dimensions
    flow, source = facts.coordinates["flow"], dimensions["source"]
    spent = np.isin(flow, _under(dimensions["flow"], "outlay"))
    brought: Booleans = spent & facts.stated & (facts.amount != 0) & _is_under(facts, source, "carryover")
    if not brought.any():
        return brought
    row, count = ranked(pack([facts.table, facts.panel, facts.row]))
    beside = np.bincount(row[brought], minlength=count) > 0
    marked: Booleans = spent & beside[row] & _is_under(facts, source, "current")
    return marked


def brought_forward_amounts(facts: Facts) -> dict[int, frozenset[int]]:
    """Return for each table the amounts, other than zero, that it states as brought forward."""
    brought = (
        facts.stated & (facts.amount != 0) & _is_under(facts, lexicon().dimensions["source"], "carryover")
    )
    tables = facts.table[brought]
    return {
        number: frozenset(facts.amount[brought][tables == number].tolist())
        for number in distinct(tables).tolist()
    }


def _under(dimension: Dimension, ancestor: str) -> list[int]:
    return [dimension.number[member] for member in dimension.members if dimension.is_under(member, ancestor)]


def _is_under(facts: Facts, dimension: Dimension, ancestor: str) -> Booleans:
    marked: Booleans = np.isin(facts.coordinates[dimension.name], _under(dimension, ancestor))
    return marked
