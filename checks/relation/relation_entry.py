"""A relation of a relation file, `[[rule.relation]]`: two sides, their sign, and when it is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from checks.relation.selection import NAMED
from checks.relation.term import DeclaredRelation, Sign, Term
from checks.relation.term_entry import ConditionEntry, TermEntry, condition_of, term_of
from model.datafile import Place
from model.declared import OneOrMore, read
from model.messages import check_message

_MOST_TERMS = 40
_MOST_EACH = 2
_MOST_WAYS = 100


class Stage(StrEnum):
    """Of what stage the disclosures are that a relation is asked of."""

    ANY = ""
    BUDGET = "budget"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class RelationEntry:
    """What may stand below `[[rule.relation]]`, beside its `for`."""

    left: OneOrMore[TermEntry]
    is_: Sign
    right: object
    place: Place
    each: OneOrMore[str] = ()
    stage: Stage = Stage.ANY
    when: OneOrMore[ConditionEntry] = ()


@dataclass(frozen=True, slots=True)
class _Right:
    right: OneOrMore[TermEntry]


@dataclass(frozen=True, slots=True)
class _Loop:
    for_: OneOrMore[Mapping[str, OneOrMore[str]]] = ()


def relations_of(place: Place, written: Mapping[str, object]) -> Iterator[DeclaredRelation]:
    """Yield the relations that are written as one: `for` names variables, and it is read for each choice of values.

    Raises InvalidDataError where one breaks the form, or cannot be asked.
    """
    loops = read(_Loop, place, {name: value for name, value in written.items() if name == "for"}).for_
    body = {name: value for name, value in written.items() if name != "for"}
    ways = [dict(zip(loop, way, strict=True)) for loop in loops or ({},) for way in product(*loop.values())]
    if len(ways) > _MOST_WAYS:
        what = check_message("The relation is asked in more than {most} ways.", most=_MOST_WAYS)
        raise place.at("for").complain(what, check_message("Write several relations."))
    for way in ways:
        yield _relation(read(RelationEntry, place, _with(body, way)))


def _with(value: object, variables: Mapping[str, str]) -> object:
    """Return a value of the file with the variables in the places that name them in braces."""
    if isinstance(value, dict):
        return {name: _with(each, variables) for name, each in value.items()}
    if isinstance(value, list):
        return [_with(each, variables) for each in value]
    if isinstance(value, str):
        for name, meant in variables.items():
            value = value.replace(f"{{{name}}}", meant)
    return value


def _relation(entry: RelationEntry) -> DeclaredRelation:
    right = () if type(entry.right) is int and not entry.right else _terms_of(entry)
    for name, entries in (("left", entry.left), ("right", right), ("when", entry.when)):
        if len(entries) > _MOST_TERMS:
            what = check_message("{name} has more than {most} terms.", name=name, most=_MOST_TERMS)
            raise entry.place.at(name).complain(what, check_message("Write several relations."))
    relation = DeclaredRelation(
        left=tuple(map(term_of, entry.left)),
        sign=entry.is_,
        right=tuple(map(term_of, right)),
        each=_each(entry),
        stage=entry.stage,
        when=tuple(map(condition_of, entry.when)),
    )
    _see_each(entry.place, relation)
    _see_whole(entry.place, relation)
    return relation


def _terms_of(entry: RelationEntry) -> tuple[TermEntry, ...]:
    return read(_Right, entry.place, {"right": entry.right}).right


def _each(entry: RelationEntry) -> tuple[str, ...]:
    names = entry.each
    if len(names) > _MOST_EACH or len(set(names)) < len(names) or not set(names) <= set(NAMED):
        what = check_message("each must be a list of one or two dimensions.")
        remedy = check_message("They are: {known}.", known=", ".join(NAMED))
        raise entry.place.at("each").complain(what, remedy)
    return names


def _see_each(place: Place, relation: DeclaredRelation) -> None:
    """See that some term runs over what the relation is asked for each of, and each term over all or none of it."""
    if not relation.each:
        return
    runs = [sum(term.runs(name) for name in relation.each) for term in _terms(relation)]
    if len(relation.each) not in runs or any(0 < count < len(relation.each) for count in runs):
        what = check_message("No term runs over what each names, or one runs over a part of it.")
        remedy = check_message(
            "In a term, leave these dimensions out, or name one member of every one of them."
        )
        raise place.at("each").complain(what, remedy)


def _see_whole(place: Place, relation: DeclaredRelation) -> None:
    """See that a term can be held against the others: it counts once, and is no sum.

    Of "at most" and "at least" it is on the side that must be the greater one.
    """
    greater = {
        Sign.EQUAL: _terms(relation),
        Sign.AT_MOST: relation.right,
        Sign.AT_LEAST: relation.left,
    }[relation.sign]
    allowed = {1, -1} if relation.sign is Sign.EQUAL else {1}
    if any(term.weight in allowed and not term.sums(relation.each) for term in greater):
        return
    what = check_message("No single amount can be held against the others.")
    remedy = check_message(
        "One term, of <= on the right and of >= on the left, must have no * or ?, and the weight 1."
    )
    raise place.at("is").complain(what, remedy)


def _terms(relation: DeclaredRelation) -> tuple[Term, ...]:
    return (*relation.left, *relation.right)
