"""Rollup along words, against an oracle that looks at one line at a time."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from cubes import Fact, cube, facts
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.mechanism.members import member_rollup
from checks.mechanism.relations import Relations
from model.lexicon.dimension import Completeness, Dimension
from model.lexicon.lexicon import lexicon

Plain = tuple[int, tuple[int, ...], int, int, bool, bool, bool]
"""A relation as the oracle gives it: whole, parts, computed, allowance, at most, blank, doubtful."""

NAMES = ("nature", "source", "item", "flow")


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


def oracle(rows: list[Fact], dimension: Dimension, line: list[int], incomplete: list[bool]) -> set[Plain]:
    lines: dict[object, dict[str, int]] = defaultdict(dict)
    for number, fact in enumerate(rows):
        member = fact.at[dimension.name] or dimension.root
        place = (fact.table, fact.panel, line[number], fact.where(dimension.name))
        first = lines[place].setdefault(member, number)
        if fact.stated and not rows[first].stated:
            lines[place][member] = number
    found: set[Plain] = set()
    for cells in lines.values():
        for whole in dimension.partitions:
            if whole in cells:
                parts, complete = parts_of(whole, cells, rows, dimension)
                found |= relation(cells[whole], parts, rows, at_most=not complete, doubtful=incomplete)
    return found


def parts_of(
    whole: str, cells: dict[str, int], rows: list[Fact], dimension: Dimension
) -> tuple[list[int], bool]:
    """The cells that make a whole: a part, or what stands for it where it is blank or not printed."""
    parts: list[int] = []
    printed: set[str] = set()
    all_of_it = True
    for part in dimension.partitions[whole].parts:
        is_stated = part in cells and rows[cells[part]].stated
        inner: list[int] = []
        inner_complete = False
        if part in dimension.partitions and not is_stated:
            inner, inner_complete = parts_of(part, cells, rows, dimension)
        if part in cells and (is_stated or not any(rows[cell].stated for cell in inner)):
            parts.append(cells[part])
            printed.add(part)
        elif inner:
            parts.extend(inner)
            if part in cells or inner_complete:
                printed.add(part)
            else:
                all_of_it = False
    is_complete = dimension.partitions[whole].completeness(frozenset(printed)) is Completeness.COMPLETE
    return parts, all_of_it and is_complete


def relation(
    whole: int, parts: list[int], rows: list[Fact], *, at_most: bool, doubtful: list[bool]
) -> set[Plain]:
    stated = [part for part in parts if rows[part].stated]
    computed = sum(rows[part].amount for part in stated)
    if not stated or (not rows[whole].stated and not computed):
        return set()
    allowance = sum(rows[part].half for part in stated) + (rows[whole].half if rows[whole].stated else 0)
    return {
        (whole, tuple(sorted(parts)), computed, allowance, at_most, not rows[whole].stated, doubtful[whole])
    }


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_relations_are_the_oracle_s(name: str, data: st.DataObject) -> None:
    dimension = lexicon().dimensions[name]
    others = {"function": ("", "208")} | ({} if name == "nature" else {"nature": ("", "basic")})
    rows = data.draw(st.lists(facts(name, ("", *dimension.ids), others), max_size=16))
    line = data.draw(st.lists(st.integers(0, 1), min_size=len(rows), max_size=len(rows)))
    incomplete = data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
    relations = member_rollup(cube(rows), dimension, np.array(line, np.int64), np.array(incomplete, np.bool_))
    assert plain(relations) == oracle(rows, dimension, line, incomplete)


def one_line(**amounts: int | None) -> list[Fact]:
    """Facts of one row: members of `nature` and their amounts, None for a blank."""
    return [
        Fact(amount or 0, stated=amount is not None, column=number, at={"nature": member})
        for number, (member, amount) in enumerate(amounts.items())
    ]


def relations_of(rows: list[Fact]) -> Relations:
    zeros = np.zeros(len(rows), dtype=np.int64)
    return member_rollup(cube(rows), lexicon().dimensions["nature"], zeros, zeros.astype(np.bool_))


def test_a_blank_part_is_replaced_by_its_own_parts() -> None:
    relations = relations_of(one_line(all=9, basic=None, personnel=3, running=2, project=4))
    assert (9, 9, False) in {
        (int(w), int(c), bool(a))
        for w, c, a in zip(relations.stated, relations.computed, relations.at_most, strict=True)
    }


def test_two_of_five_uses_beside_a_third_are_at_most_the_whole() -> None:
    assert relations_of(one_line(all=9, basic=3, project=4)).at_most.tolist() == [False]
    assert relations_of(one_line(all=9, basic=3, project=4, operating=1)).at_most.tolist() == [True]
    assert relations_of(one_line(all=9, basic=3)).at_most.tolist() == [True]


def test_a_line_with_the_whole_alone_makes_no_relation() -> None:
    assert len(relations_of(one_line(all=9))) == 0
    assert len(relations_of(one_line(all=9, basic=None, project=None))) == 0


def test_business_revenue_without_education_fees_is_all_of_it_where_those_have_no_column_of_their_own() -> (
    None
):
    source = lexicon().dimensions["source"]
    printed = frozenset(
        {"fiscal", "special", "business_other", "operating", "other", "superior", "affiliate"}
    )
    assert source.completeness("current", printed) is Completeness.COMPLETE
