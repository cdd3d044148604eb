"""Wholes of the text: the amounts of which sentences tell parts (其中), as relations between facts of the cube."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.mechanism.named import NamedRelation
from checks.mechanism.stated import Said, Statements, statements
from checks.mechanism.text_agreement import against_tables
from checks.rule import Subject
from model.facts.cube import CODE_DIMENSIONS
from model.lexicon.dimension import Completeness
from model.lexicon.lexicon import lexicon
from model.messages import Message, check_message
from model.reading.prose.claim import Measure, Provenance

Coordinates = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """An amount and the parts that the text tells of it; `relation` is None where they cannot be added up.

    `why_doubtful` says why nothing follows where the parts do not come to the whole.
    """

    said: Said
    parts: tuple[Said, ...]
    relation: NamedRelation | None
    why_doubtful: Message | None = None


def wholes_in_text(subject: Subject) -> Iterator[Whole]:
    """Yield the amounts of which the text tells parts; an amount told twice is one part."""
    told = subject.once(statements)
    denied = {one.said.fact for one in subject.once(against_tables) if one.is_contradicted}
    for whole, parts in _parts(told):
        completeness = completeness_of(whole, parts)
        relation = None
        if completeness is not None and whole.fact >= 0:
            at_most = completeness is not Completeness.COMPLETE
            relation = NamedRelation(whole.fact, tuple(part.fact for part in parts), at_most=at_most)
        why = None
        if _is_unread(whole, parts):
            why = check_message("an amount among its parts was not understood.")
        elif not denied.isdisjoint({whole.fact, *(part.fact for part in parts)}):
            why = check_message("the tables contradict one of the amounts.")
        elif any(one.claim.provenance is Provenance.CHAPTER for one in (whole, *parts)):
            why = check_message("the sentence does not name its subject itself.")
        yield Whole(whole, tuple(parts), relation, why)


def _parts(told: Statements) -> Iterator[tuple[Said, list[Said]]]:
    parts: dict[int, dict[Coordinates, Said]] = defaultdict(dict)
    wholes: dict[int, Said] = {}
    for said in told.of(Measure.AMOUNT):
        whole = told.other(said, said.claim.whole)
        if whole is not None:
            wholes[whole.fact] = whole
            parts[whole.fact].setdefault(tuple(sorted(said.claim.coordinates.items())), said)
    for fact, whole in wholes.items():
        yield whole, list(parts[fact].values())


def _is_unread(whole: Said, parts: Sequence[Said]) -> bool:
    """Tell whether an amount of the same item stands among the parts, or right behind them, without a subject."""
    last = max(one.number for one in parts)
    between = whole.document.claims[whole.number + 1 : last + 2]
    return any(
        not claim.is_bound and claim.measure is Measure.AMOUNT and claim.frame == whole.claim.frame
        for claim in between
    )


def completeness_of(whole: Said, parts: Sequence[Said]) -> Completeness | None:
    """Return what the parts are to their whole, None where they cannot be added up."""
    outer = whole.claim.coordinates
    narrowed = {
        frozenset(name for name, member in one.claim.coordinates.items() if outer.get(name) != member)
        for one in parts
    }
    if len(narrowed) != 1 or len(names := set(narrowed.pop())) != 1:
        return None
    name = names.pop()
    members = [one.claim.coordinates[name] for one in parts]
    if name in CODE_DIMENSIONS:
        nested = any(one != other and one.startswith(other) for one in members for other in members)
        return None if nested else Completeness.AT_MOST
    return _of_words(name, outer.get(name, ""), members)


def _of_words(name: str, whole: str, members: list[str]) -> Completeness | None:
    dimension = lexicon().dimensions.get(name)
    if dimension is None:
        return None
    partition = dimension.partitions.get(whole or dimension.root)
    under = (dimension.is_under(one, other) for one in members for other in members if one != other)
    if partition is None or any(under):
        return None
    return dimension.completeness(partition.whole, frozenset(members))
