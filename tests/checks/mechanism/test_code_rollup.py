"""Rollup along codes, against an oracle that looks at one fact at a time."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from cubes import CODES, Fact, cube, facts
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.mechanism.codes import code_rollup
from checks.mechanism.relations import INCONSISTENT, NOT_CHECKED, Relations

Plain = tuple[int, tuple[int, ...], int, int, bool, bool, bool]
"""A relation as the oracle gives it: whole, parts, computed, allowance, at most, blank, doubtful."""

OTHERS = {"nature": ("", "basic"), "source": ("general",), "item": ("", "project:甲", "project:乙")}
DRAWN = st.lists(facts("function", CODES, OTHERS), max_size=14)


def plain(relations: Relations) -> set[Plain]:
    return {
        (
            int(relations.whole[number]),
            tuple(sorted(relations.parts(number).tolist())),
            int(relations.computed[number]),
            int(relations.allowance[number]),
            bool(relations.at_most[number]),
            bool(relations.blank[number]),
            bool(relations.doubtful[number]),
        )
        for number in range(len(relations))
    }


def parents(code: str) -> list[str]:
    """The codes above, from the nearest to the total."""
    return [code[:size] for size in (5, 3, 0) if size < len(code)]


def oracle(rows: list[Fact], on_columns: list[bool], incomplete: list[bool]) -> set[Plain]:
    groups: dict[object, list[int]] = defaultdict(list)
    for number, fact in enumerate(rows):
        groups[fact.table, fact.where("function", "item")].append(number)
    found: set[Plain] = set()
    for numbers in groups.values():
        found |= group_oracle(rows, numbers, on_columns, incomplete)
    return found


def group_oracle(
    rows: list[Fact], numbers: list[int], on_columns: list[bool], incomplete: list[bool]
) -> set[Plain]:
    code = {number: rows[number].at["function"] for number in numbers}
    if not any(code.values()):
        return set()
    own = {code[n] for n in numbers if rows[n].stated and not rows[n].at["item"].startswith("project:")}
    numbers = [n for n in numbers if not (rows[n].at["item"].startswith("project:") and code[n] in own)]
    amount = {number: rows[number].amount if rows[number].stated else 0 for number in numbers}
    stated = [number for number in numbers if rows[number].stated]
    found: set[Plain] = set()
    for wholes in (stated, numbers):
        for owner in sorted({code[number] for number in wholes}):
            parts = [
                n
                for n in stated
                if code[n]
                and next((up for up in parents(code[n]) if up in {code[w] for w in wholes}), None) == owner
            ]
            same = [number for number in wholes if code[number] == owner]
            whole = same[0]
            computed = sum(rows[part].amount for part in parts)
            is_twice = len(same) > 1 and (owner or len({amount[number] for number in same}) > 1)
            is_blank = not rows[whole].stated
            if not parts or (wholes is numbers and not (is_blank and computed)):
                continue
            allowance = sum(rows[n].half for n in parts) + (0 if is_blank else rows[whole].half)
            found.add(
                (
                    whole,
                    tuple(parts),
                    computed,
                    allowance,
                    any(on_columns[part] for part in parts),
                    is_blank,
                    bool(is_twice) or incomplete[whole],
                )
            )
    return found


def assert_as_the_oracle(rows: list[Fact], on_columns: list[bool], incomplete: list[bool]) -> None:
    relations = code_rollup(cube(rows), "function", np.array(on_columns, bool), np.array(incomplete, bool))
    assert plain(relations) == oracle(rows, on_columns, incomplete)


@settings(max_examples=400, deadline=None)
@given(rows=DRAWN, data=st.data())
def test_relations_are_the_oracle_s(rows: list[Fact], data: st.DataObject) -> None:
    marks = st.lists(st.booleans(), min_size=len(rows), max_size=len(rows))
    assert_as_the_oracle(rows, data.draw(marks), data.draw(marks))


def test_two_blank_totals_state_no_different_amounts() -> None:
    rows = [
        Fact(amount, stated=stated, row=row, at={"function": code, "source": "general", "item": ""})
        for row, (code, amount, stated) in enumerate([("", 1, False), ("", 2, False), ("208", 3, True)])
    ]
    assert_as_the_oracle(rows, [False] * 3, [False] * 3)


@given(rows=DRAWN)
def test_what_fails_in_doubt_is_not_checked(rows: list[Fact]) -> None:
    none = np.zeros(len(rows), dtype=np.bool_)
    sure = code_rollup(cube(rows), "function", none, none)
    unsure = code_rollup(cube(rows), "function", none, ~none)
    assert (unsure.verdict != INCONSISTENT).all()
    assert ((sure.verdict == INCONSISTENT) <= (unsure.verdict == NOT_CHECKED)).all()


@given(rows=DRAWN, data=st.data())
def test_the_order_of_the_rows_does_not_matter_where_no_code_is_printed_twice(
    rows: list[Fact], data: st.DataObject
) -> None:
    plain = list({(fact.table, fact.where()): fact for fact in rows if not fact.at["item"]}.values())
    mixed = data.draw(st.permutations(plain))
    none = np.zeros(len(plain), dtype=np.bool_)
    one, other = (code_rollup(cube(facts), "function", none, none) for facts in (plain, mixed))
    assert sorted(one.computed.tolist()) == sorted(other.computed.tolist())
    assert sorted(one.verdict.tolist()) == sorted(other.verdict.tolist())
