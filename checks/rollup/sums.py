"""The sums of the dimensions: in every row and column a whole is the sum of its parts, one rule for each dimension."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from checks.mechanism.relations import Relations, beyond_limit, no_relations
from checks.mechanism.rollup import NAMED, report_rollup, rollup_of_codes, rollup_of_members
from checks.rule import Outcome, Rule, Subject
from model.finding import Severity
from model.lexicon.lexicon import lexicon
from model.messages import Message, check_message

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from model.reading.table import LabelledRows, RowLabel

    Integers = NDArray[np.int64]

Sums = Callable[[Subject], Relations]
_FEWEST_LINES = 2


def _sum(
    code: str,
    sums: Sums,
    title: Message,
    basis: str,
    explanation: str,
    less_sure: tuple[Sums, Message] | None = None,
) -> Rule:
    """Return the rule that asks every whole of a dimension for the sum of its parts.

    `less_sure` are sums of which a failure is a warning, with its title.
    """

    def check(subject: Subject, outcome: Outcome) -> None:
        report_rollup(rule, subject.once(sums), subject, outcome)
        if less_sure is not None:
            warning = replace(rule, severity=Severity.WARNING, title=less_sure[1])
            report_rollup(warning, subject.once(less_sure[0]), subject, outcome)

    rule = Rule(code, "rollup", title, Severity.ERROR, basis, explanation, check)
    return rule


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
    return not label.code and label.coordinates.get("item", "").startswith(NAMED)


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


RULES = (
    _sum(
        "RU101",
        rollup_of_codes("function"),
        check_message("A function code is not the sum of the codes below it"),
        "RELATIONS 1",
        """In every amount column a 类 is the sum of its 款, a 款 the sum of its 项, and the total the sum of the 类.

The rows of a code level are a complete partition, so the sum must be equal within the rounding of what is printed.
A blank adds nothing; a blank code whose sub-codes are not nothing is reported.
""",
    ),
    _sum(
        "RU102",
        rollup_of_codes("economic"),
        check_message("An economic code is not the sum of the codes below it"),
        "RELATIONS 1",
        """In every amount column a departments' economic class (301, 302, ...) is the sum of its items, the total that
of the classes.

Where the economic items head columns, as in a matrix that the page's edge may cut, their sum is at most the
whole.
""",
    ),
    _sum(
        "RU103",
        rollup_of_codes("government"),
        check_message("A government economic code is not the sum of the codes below it"),
        "RELATIONS 1",
        """In every amount column a government economic class (501, 502, ...) is the sum of its items, the total that
of the classes.

Where the items head columns, as in a matrix that the page's edge may cut, their sum is at most the whole.
""",
    ),
    _sum(
        "RU104",
        rollup_of_members("nature"),
        check_message("A row's total is not the sum of basic and project expenditure"),
        "RELATIONS 2, 23",
        """A row's total is basic plus project expenditure (and, where they are printed, payments to the superior,
operating expenditure and subsidies to units); basic expenditure is personnel plus running costs.

Columns that are a strict subset of these uses bind as at most.
""",
    ),
    _sum(
        "RU105",
        rollup_of_members("source"),
        check_message("A total is not the sum of its sources of funds"),
        "RELATIONS 2, 10, 12, 23",
        """A row's or a table's total is the sum of its sources: fiscal appropriation is general budget, government
funds and state capital; this year's revenue is all its sources to 其他收入; the total adds what was brought
forward.

A list of sources that does not reach its end binds as at most.
""",
    ),
    _sum(
        "RU106",
        rollup_of_members("item"),
        check_message("The three public expenses do not add up"),
        "RELATIONS 17, 21, 26",
        """The three public expenses are overseas travel, official vehicles and reception; vehicles are purchase and
running.

The goods, works and services of a procurement table add up in the same way. So do the lines of a list that holds
nothing but purchases and one total; as lists may print parts of their lines too, that is a warning.
""",
        (
            purchases_of_lists,
            check_message("The lines of a list of purchases do not add up to its total"),
        ),
    ),
    _sum(
        "RU107",
        rollup_of_members("flow"),
        check_message("Total outlay is not expenditure plus what is carried forward"),
        "RELATIONS 10, 22",
        """The total of the expenditure side is this year's expenditure plus distributed surplus plus what is carried
forward.
""",
    ),
)
