"""Small cubes made by hand or drawn: facts as plain rows, and the oracle's plain reading of them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from hypothesis import strategies as st

from model.facts.cube import DIMENSIONS, WORD_DIMENSIONS, Facts, Members
from model.lexicon.lexicon import lexicon


@dataclass(frozen=True)
class Fact:
    """One fact. `at` are its coordinates: members by id for words, units and projects, codes and years as digits."""

    amount: int = 0
    half: int = 0
    stated: bool = True
    table: int = 0
    panel: int = 0
    row: int = 0
    column: int = 0
    at: dict[str, str] = field(default_factory=dict)

    def where(self, *without: str) -> tuple[str, ...]:
        """The coordinates but for some dimensions; roots and what is not stated are alike."""
        roots = {name: lexicon().dimensions[name].root for name in WORD_DIMENSIONS}
        return tuple(self.at.get(name) or roots.get(name, "") for name in DIMENSIONS if name not in without)


def cube(facts: list[Fact]) -> Facts:
    """Return the facts as the cube's columns."""
    members = Members.of(lexicon())

    def integers(values: list[int]) -> np.ndarray:
        return np.array(values, dtype=np.int64)

    def flags(values: list[bool]) -> np.ndarray:
        return np.array(values, dtype=np.bool_)

    return Facts(
        amount=integers([fact.amount if fact.stated else 0 for fact in facts]),
        half=integers([fact.half if fact.stated else 0 for fact in facts]),
        stated=flags([fact.stated for fact in facts]),
        as_text=flags([False for _ in facts]),
        table=integers([fact.table for fact in facts]),
        panel=integers([fact.panel for fact in facts]),
        row=integers([fact.row for fact in facts]),
        column=integers([fact.column for fact in facts]),
        coordinates={
            name: integers(
                [members.number(name, fact.at[name]) if fact.at.get(name) else 0 for fact in facts]
            )
            for name in DIMENSIONS
        },
        members=members,
    )


CODES = ("", "208", "20805", "2080505", "2080506", "210", "21011", "2101101", "2101501")


def facts(
    dimension: str, members: tuple[str, ...], others: dict[str, tuple[str, ...]]
) -> st.SearchStrategy[Fact]:
    """Return facts with a member of `dimension`, and of `others` ("" for the root), in few tables, rows and columns."""
    at = st.fixed_dictionaries(
        {dimension: st.sampled_from(members)} | {name: st.sampled_from(some) for name, some in others.items()}
    )
    few = st.integers(0, 1)
    return st.builds(
        Fact,
        amount=st.integers(-3, 6),
        half=st.integers(0, 2),
        stated=st.sampled_from([True, True, True, False]),
        table=few,
        panel=few,
        row=few,
        column=few,
        at=at,
    )
