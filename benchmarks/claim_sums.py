"""The sums that tie the claims of a disclosure: amounts to their whole, and changes to that of the whole.

Only what must hold is a tie. Parts are all of a whole where the dimension has no others, or where a list of names
closes with 其他; the parts of any other list (其中) are at most the whole, for the text need not name them all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import partial

from claim_tie import Interval, Tie, Values, overlap

from checks.mechanism.stated import Statements
from model.lexicon.dimension import Completeness, Dimension
from model.lexicon.lexicon import lexicon
from model.reading.prose.claim import Claim, Measure
from model.reading.prose.coordinates import NAMED

_OTHER = "其他"
_ALL_USES = frozenset({"basic", "project"})


def sums(claims: Mapping[int, Claim]) -> Iterator[Tie]:
    """The parts of each whole, those of one kind together."""
    kinds: dict[tuple[int, str], list[int]] = defaultdict(list)
    ends: dict[int, int] = {}
    for number, claim in claims.items():
        if claim.measure is Measure.AMOUNT and claim.whole in claims:
            whole = claims[claim.whole].coordinates
            ends[claim.whole] = number
            narrower = [name for name, member in claim.coordinates.items() if whole.get(name) != member]
            if len(narrower) == 1:
                kinds[claim.whole, narrower[0]].append(number)
    for (whole, name), numbers in kinds.items():
        members = [claims[number].coordinates[name] for number in numbers]
        is_all = _are_all(name, claims[whole].coordinates.get(name, ""), members)
        is_all = is_all and (name != NAMED or numbers[-1] == ends[whole])
        yield Tie((whole, *numbers), partial(_add_up if is_all else _at_most, whole, tuple(numbers)))


def _are_all(name: str, whole: str, members: list[str]) -> bool:
    if name == NAMED:
        return len(members) > 1 and members[-1].startswith(_OTHER)
    dimension = lexicon().dimensions.get(name)
    if dimension is None or (whole or dimension.root) not in dimension.partitions:
        return False
    return dimension.completeness(whole or dimension.root, frozenset(members)) is Completeness.COMPLETE


def _add_up(whole: int, parts: tuple[int, ...], value: Values, *, rounded: int = 0) -> bool:
    low, high = _added(value, parts)
    return overlap((low - rounded, high + rounded), value(whole))


def _at_most(whole: int, parts: tuple[int, ...], value: Values) -> bool:
    return _added(value, parts)[0] <= value(whole)[1]


def _added(value: Values, numbers: tuple[int, ...]) -> Interval:
    return sum((value(n)[0] for n in numbers), Fraction()), sum((value(n)[1] for n in numbers), Fraction())


def change_sums(claims: Mapping[int, Claim], statements: Statements) -> Iterator[Tie]:
    """The changes of all parts of a whole, stated anywhere in the document; 持平 is a change of nothing."""
    changes = {
        _key(claim.coordinates, claim.base): number for number, claim in claims.items() if _moves(claim)
    }
    for whole, claim in claims.items():
        if claim.measure is not Measure.CHANGE:
            continue
        for name in ("source", "nature", "item"):
            parts = _parts(claims, changes, claim, lexicon().dimensions[name], statements)
            if parts:
                rounded = sum(_hides_a_change(claims, number) for number in parts) * claim.half
                yield Tie((whole, *parts), partial(_add_up, whole, tuple(parts), rounded=rounded))


def _moves(claim: Claim) -> bool:
    flat = claim.measure is Measure.DIRECTION and claim.direction == "flat"
    return flat or claim.measure is Measure.CHANGE


def _hides_a_change(claims: Mapping[int, Claim], number: int) -> bool:
    """Return whether 持平 is stated of an amount that may have changed by less than what is printed."""
    claim = claims[number]
    subject = claims.get(claim.about)
    return claim.measure is Measure.DIRECTION and (subject is None or subject.amount != 0)


def _key(coordinates: Mapping[str, str], base: Mapping[str, str]) -> tuple[object, ...]:
    return tuple(sorted(coordinates.items())), tuple(sorted(base.items()))


def _parts(
    claims: Mapping[int, Claim],
    changes: Mapping[tuple[object, ...], int],
    whole: Claim,
    dimension: Dimension,
    statements: Statements,
) -> list[int]:
    """The changes of all parts of a whole in a dimension, none where one is not stated."""
    partition = dimension.partitions.get(whole.coordinates.get(dimension.name, dimension.root))
    found: list[int] = []
    missing: list[str] = []
    for member in partition.parts if partition else ():
        sides = ({**side, dimension.name: member} for side in (whole.coordinates, whole.base))
        coordinates, base = sides
        number = changes.get(_key(coordinates, base))
        if number is not None:
            found.append(number)
            continue
        inner = _parts(claims, changes, _narrowed(whole, coordinates, base), dimension, statements)
        found += inner
        if not inner:
            missing.append(member)
    if missing and (dimension.name != "nature" or not _are_all_uses(claims, found)):
        return []
    sides = (whole.coordinates, whole.base)
    unsaid = any(
        one.amount
        for side in sides
        for member in missing
        for one in statements.amounts({**side, "nature": member})
    )
    return [] if unsaid else found


def _are_all_uses(claims: Mapping[int, Claim], found: list[int]) -> bool:
    return {claims[number].coordinates.get("nature") for number in found} == _ALL_USES


def _narrowed(whole: Claim, coordinates: Mapping[str, str], base: Mapping[str, str]) -> Claim:
    return replace(whole, coordinates=coordinates, base=base)
