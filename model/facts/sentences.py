"""Sentences become facts: every amount whose subject was read, with its coordinates, its precision and its span."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from model.facts.cube import CODE_DIMENSIONS, DIMENSIONS, Facts, Members, Span, join
from model.reading.prose.claim import Claim, Measure
from model.reading.prose.coordinates import NAMED

if TYPE_CHECKING:
    from numpy.typing import NDArray

Key = tuple[int, ...]
"""Coordinates as the numbers of a cube, in the order of its dimensions."""

_NUMBERED = (*CODE_DIMENSIONS, "year")


def with_sentences(cells: Facts, documents: Sequence[Sequence[Claim]]) -> Facts:
    """Return a cube of cells with the facts of each document's claims behind them; the cells keep their numbers.

    A claim states an amount where it measures one and its subject was read. Where no document states any, the cube
    is returned as it is.
    """
    stated = [
        (document, number, claim)
        for document, claims in enumerate(documents)
        for number, claim in enumerate(claims)
        if claim.measure is Measure.AMOUNT and claim.is_bound
    ]
    return join([cells, _facts(stated, cells.members)], cells.members) if stated else cells


def _facts(stated: Sequence[tuple[int, int, Claim]], members: Members) -> Facts:
    claims = [claim for _, _, claim in stated]
    keys = np.array([_numbers(claim.coordinates, members) for claim in claims], dtype=np.int32)
    nowhere: NDArray[np.int32] = np.full(len(claims), -1, dtype=np.int32)
    return Facts(
        amount=np.array([claim.amount for claim in claims], dtype=np.int64),
        half=np.array([claim.half for claim in claims], dtype=np.int64),
        stated=np.ones(len(claims), dtype=np.bool_),
        as_text=np.zeros(len(claims), dtype=np.bool_),
        table=nowhere,
        panel=nowhere,
        row=nowhere,
        column=nowhere,
        coordinates={name: keys[:, place] for place, name in enumerate(DIMENSIONS)},
        members=members,
        spans=tuple(
            Span(document, number, claim.paragraph, claim.start, claim.end, claim.provenance)
            for document, number, claim in stated
        ),
    )


def _numbers(coordinates: Mapping[str, str], members: Members) -> Key:
    """Return coordinates as numbers of a cube; members that it does not know yet are added."""
    told = in_cube(coordinates)
    return tuple(members.number(name, told[name]) if name in told else 0 for name in DIMENSIONS)


def known_numbers(coordinates: Mapping[str, str], members: Members) -> Key | None:
    """Return coordinates as numbers of a cube, None where no fact of it can have them."""
    told = in_cube(coordinates)
    key: list[int] = []
    for name in DIMENSIONS:
        member = told.get(name)
        if member is None:
            key.append(0)
        elif name in _NUMBERED:
            key.append(int(member))
        elif member in members.numbers[name]:
            key.append(members.numbers[name][member])
        else:
            return None
    return tuple(key)


def in_cube(coordinates: Mapping[str, str]) -> Mapping[str, str]:
    """Return coordinates as the cube has them: what only the document names is an item of its own."""
    if NAMED not in coordinates:
        return coordinates
    item = coordinates.get("item", NAMED)
    return {**coordinates, "item": f"{item}:{coordinates[NAMED]}"}
