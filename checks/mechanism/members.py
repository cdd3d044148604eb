"""Rollup along a dimension of words: a member is the sum of the members its partition names."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from checks.mechanism.keys import first_rows, pack, ranked
from checks.mechanism.relations import Relations, no_relations, rows_beyond_limit
from model.facts.cube import DIMENSIONS, Facts
from model.lexicon.dimension import Completeness, Dimension
from model.record import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Numbers = NDArray[np.int32]
    Booleans = NDArray[np.bool_]

_WORD = 32
"""Flags that go into one number."""


@dataclass(frozen=True, slots=True)
class _Recipe:
    """A whole and the printed members that make it, for all groups that print the same members.

    `has_part` means that one of these states an amount.
    """

    whole: int
    parts: tuple[int, ...]
    completeness: Completeness
    has_part: bool


def member_rollup(facts: Facts, dimension: Dimension, line: Numbers, incomplete: Booleans) -> Relations:
    """Return, per table and line, each whole against its printed parts.

    `line` is the row of a fact where the members head columns, its column where they label rows. A part that is not
    printed is replaced by its own parts; a blank part by its own parts too, for a blank adds nothing. Where the
    printed parts are not a complete partition they bind as at most. Of a member printed twice the first that states an
    amount counts: the heading above a list may name what its total does.
    """
    numbers = facts.coordinates[dimension.name]
    chosen = np.flatnonzero(_varied(facts, dimension))
    if not chosen.size:
        return no_relations()
    chosen = chosen[np.argsort(~facts.stated[chosen], kind="stable")]
    others = [facts.coordinates[name] for name in DIMENSIONS if name != dimension.name]
    key = pack([column[chosen] for column in [facts.table, facts.panel, line, *others]])
    group, count = ranked(key)
    member, size = ranked(numbers[chosen])
    present = np.empty(size, dtype=np.int64)
    present[member] = numbers[chosen]
    first = first_rows(group * size + member, count * size).reshape(count, size)
    index = np.append(chosen, -1).astype(np.int32)[first]
    return _relate(facts, dimension, present, index, incomplete)


def _varied(facts: Facts, dimension: Dimension) -> Booleans:
    """Mark the facts at members of the lexicon, in panels that print more than one of these."""
    numbers, size = facts.coordinates[dimension.name], len(dimension.members)
    lexical = numbers < size
    panel, count = ranked(pack([facts.table, facts.panel]))
    printed = np.zeros(count * size, dtype=np.bool_)
    printed[panel[lexical] * size + numbers[lexical]] = True
    several = printed.reshape(count, size).sum(axis=1) > 1
    marked: Booleans = lexical & several[panel]
    return marked


def _relate(
    facts: Facts, dimension: Dimension, present: Integers, index: Numbers, incomplete: Booleans
) -> Relations:
    """Return the relations of all groups; a row of `index` has the facts of one, -1 for none.

    Its columns are the members that are there at all, `present`.
    """
    index = index[np.count_nonzero(index >= 0, axis=1) > 1]
    if not len(index):
        return no_relations()
    printed = index >= 0
    stated = printed & facts.stated[np.maximum(index, 0)]
    pattern, count = ranked(_patterns(np.concatenate([printed, stated], axis=1)))
    order = np.argsort(pattern, kind="stable")
    starts = np.searchsorted(pattern[order], np.arange(count + 1))
    column = np.full(len(dimension.members), -1, dtype=np.int64)
    column[present] = np.arange(len(present))
    absent = column < 0
    pieces: list[_Piece] = []
    unparted = [np.empty(0, dtype=np.int64)]
    for first, last in pairwise(starts.tolist()):
        groups = order[first:last]
        recipes = _recipes(
            dimension, printed[groups[0]][column] & ~absent, stated[groups[0]][column] & ~absent
        )
        for recipe in recipes:
            if recipe.has_part:
                pieces.append(_apply(facts, recipe, column, index[groups], incomplete))
            else:
                unparted.append(index[groups, column[recipe.whole]])
    whole = np.concatenate(unparted).astype(np.int64)
    return replace(_join([piece for piece in pieces if len(piece.whole)]), unparted=whole)


def _patterns(flags: Booleans) -> Integers:
    """Return a number for each row of flags, the same for rows alike."""
    words = []
    for start in range(0, flags.shape[1], _WORD):
        word = np.zeros(len(flags), dtype=np.int64)
        for column in range(start, min(start + _WORD, flags.shape[1])):
            word = word * 2 + flags[:, column]
        words.append(word)
    return pack(words)


def _recipes(dimension: Dimension, printed: Booleans, stated: Booleans) -> list[_Recipe]:
    """Return the wholes that a group prints with the parts to sum, given which members it prints and states.

    A blank whole without a stated part states nothing and is left out.
    """
    recipes = []
    for whole in dimension.partitions:
        number = dimension.number[whole]
        if not printed[number]:
            continue
        parts, completeness = _frontier(dimension, whole, printed, stated)
        has_part = any(stated[part] for part in parts)
        if has_part or (parts and stated[number]):
            recipes.append(_Recipe(number, tuple(parts), completeness, has_part))
    return recipes


def _frontier(
    dimension: Dimension, whole: str, printed: Booleans, stated: Booleans
) -> tuple[list[int], Completeness]:
    """Return the printed members that make a whole, and whether they are all of it."""
    partition = dimension.partitions[whole]
    parts: list[int] = []
    covered: set[str] = set()
    partial = False
    for part in partition.parts:
        number = dimension.number[part]
        inner: list[int] = []
        inner_completeness = Completeness.AT_MOST
        if part in dimension.partitions and not stated[number]:
            inner, inner_completeness = _frontier(dimension, part, printed, stated)
        if stated[number] or (printed[number] and not any(stated[one] for one in inner)):
            parts.append(number)
            covered.add(part)
        elif inner:
            parts.extend(inner)
            if printed[number] or inner_completeness is Completeness.COMPLETE:
                covered.add(part)
            else:
                partial = True
    completeness = partition.completeness(frozenset(covered))
    return parts, Completeness.AT_MOST if partial else completeness


@dataclass(frozen=True, slots=True)
class _Piece:
    """The relations of one whole and its parts, a row each."""

    whole: Numbers
    stated: Integers
    parts: Numbers
    computed: Integers
    allowance: Integers
    at_most: bool
    blank: Booleans
    doubtful: Booleans
    too_large: Booleans


def _apply(facts: Facts, recipe: _Recipe, column: Integers, index: Numbers, incomplete: Booleans) -> _Piece:
    whole = index[:, column[recipe.whole]]
    parts = index[:, column[list(recipe.parts)]]
    present = parts >= 0
    safe = np.maximum(parts, 0)
    each = np.where(present & facts.stated[safe], facts.amount[safe], 0)
    too_large = rows_beyond_limit(each)
    amounts = np.where(too_large[:, np.newaxis], 0, each).sum(axis=1)
    halves = np.where(present & facts.stated[safe], facts.half[safe], 0).sum(axis=1)
    blank = ~facts.stated[whole]
    keep = ~blank | (amounts != 0) | too_large
    return _Piece(
        whole[keep],
        facts.amount[whole[keep]],
        parts[keep],
        amounts[keep],
        (halves + facts.half[whole])[keep],
        recipe.completeness is Completeness.AT_MOST,
        blank[keep],
        incomplete[whole][keep],
        too_large[keep],
    )


def _join(pieces: list[_Piece]) -> Relations:
    if not pieces:
        return no_relations()
    relation_parts: list[Integers] = []
    fact_parts: list[Numbers] = []
    start = 0
    for piece in pieces:
        numbers = np.arange(start, start + len(piece.whole), dtype=np.int64)
        relation_parts.append(np.repeat(numbers, piece.parts.shape[1]))
        fact_parts.append(piece.parts.reshape(-1))
        start += len(piece.whole)
    whole = np.concatenate([piece.whole for piece in pieces]).astype(np.int64)
    part_relation, part_fact = np.concatenate(relation_parts), np.concatenate(fact_parts).astype(np.int64)
    real = part_fact >= 0
    computed = np.concatenate([piece.computed for piece in pieces])
    return Relations(
        whole=whole,
        stated=np.concatenate([piece.stated for piece in pieces]),
        computed=computed,
        allowance=np.concatenate([piece.allowance for piece in pieces]),
        at_most=np.concatenate([np.full(len(piece.whole), piece.at_most) for piece in pieces]),
        blank=np.concatenate([piece.blank for piece in pieces]),
        doubtful=np.concatenate([piece.doubtful for piece in pieces]),
        part_relation=part_relation[real],
        part_fact=part_fact[real],
        too_large=np.concatenate([piece.too_large for piece in pieces]),
    )
