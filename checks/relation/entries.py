"""What may stand in a relation file below `[[rule.relation]]`: terms, their sign, conditions and variables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import product

from checks.relation.selection import ALL_CODES, NAMED
from checks.relation.term import Condition, DeclaredRelation, Missing, Sign, Term, TermState, is_pattern
from model.classification.codes import Domain, domain_of
from model.datafile import FilePlace
from model.declared import OneOrMore, read
from model.facts.cube import CODE_DIMENSIONS
from model.lexicon.lexicon import lexicon
from model.messages import check_message
from model.pattern import pattern
from model.record import dataclass
from model.text import clean_line

HEAVIEST = 1_000
"""What a weight may be at most."""

_YEARS = range(-9, 1)
_MOST = 20
_CODE_PATTERN = pattern(r"[2-5*?][0-9*?]{0,6}")
_PROJECT = "project:"
_FIRST = {Domain.FUNCTION: "2", Domain.ECONOMIC: "3", Domain.GOVERNMENT: "5"}


@dataclass(frozen=True, slots=True)
class _Named:
    """Table kinds and members of the dimensions, each with its alternatives."""

    place: FilePlace
    table: OneOrMore[str] = ()
    flow: OneOrMore[str] = ()
    stage: OneOrMore[str] = ()
    source: OneOrMore[str] = ()
    nature: OneOrMore[str] = ()
    item: OneOrMore[str] = ()
    function: OneOrMore[str] = ()
    economic: OneOrMore[str] = ()
    government: OneOrMore[str] = ()
    year: int = 0

    def term(self, weight: int = 1, missing: Missing = Missing.NOT) -> Term:
        """Return the term; raise InvalidDataError where it names what is not known."""
        if self.year not in _YEARS:
            what = check_message("A year is counted from the document's: 0, or -1 for the year before.")
            remedy = check_message("Write it like this: {line}", line="year = -1")
            raise self.place.at("year").complain(what, remedy)
        return Term(self._kinds(), self._members(), self.year, weight, missing)

    def _kinds(self) -> tuple[str, ...]:
        kinds = tuple(map(_word, self.table))
        known = [kind.kind for kind in lexicon().kinds]
        for kind in kinds:
            if kind not in known:
                what = check_message("{kind} is no kind of table.", kind=kind)
                remedy = check_message("The kinds are: {known}.", known=", ".join(known))
                raise self.place.at("table").complain(what, remedy)
        return kinds

    def _members(self) -> dict[str, tuple[str, ...]]:
        members = {name: tuple(map(_word, getattr(self, name))) for name in NAMED if getattr(self, name)}
        for name, alternatives in members.items():
            if len(alternatives) > _MOST:
                what = check_message("{name} has more than {most} alternatives.", name=name, most=_MOST)
                raise self.place.at(name).complain(what, check_message("Write several relations."))
            for member in alternatives:
                if name in CODE_DIMENSIONS:
                    _see_code(self.place.at(name), Domain(name), member)
                else:
                    _see_member(self.place.at(name), name, member)
        if not members and not self.table:
            what = check_message("A term names no amount.")
            remedy = check_message("Say at least its table, or a member of a dimension.")
            raise self.place.complain(what, remedy)
        return members


@dataclass(frozen=True, slots=True)
class TermEntry(_Named):
    """A term of one of the sides; `may_be` is what it may be where its amount is not stated."""

    weight: int = 1
    may_be: Missing = Missing.NOT


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionEntry(_Named):
    """A term of a condition, and the state it must be in."""

    is_: TermState


def term_of(entry: TermEntry) -> Term:
    """Return a term; raise InvalidDataError where it breaks the form."""
    if not entry.weight or abs(entry.weight) > HEAVIEST:
        what = check_message("A weight is a whole number that is not zero.")
        remedy = check_message("Write it like this: {line}", line="weight = -1")
        raise entry.place.at("weight").complain(what, remedy)
    return entry.term(entry.weight, entry.may_be)


def condition_of(entry: ConditionEntry) -> Condition:
    """Return a condition; raise InvalidDataError where it breaks the form."""
    return Condition(entry.term(), entry.is_)


def _word(text: str) -> str:
    return clean_line(text).strip()


def _see_code(place: FilePlace, domain: Domain, code: str) -> None:
    fits = _CODE_PATTERN.fullmatch(code) and code[0] in {_FIRST[domain], "*", "?"} and code.count("*") < 2
    if code == ALL_CODES or (fits if is_pattern(code) else domain_of(code) is domain):
        return
    what = check_message("{code} is no code of {dimension}.", code=code, dimension=domain.value)
    remedy = check_message(
        "Write a code such as {code}, {all} for the total, or one with * or ? for any digits.",
        code={"2": "2080505", "3": "30217", "5": "50101"}[_FIRST[domain]],
        all=f'"{ALL_CODES}"',
    )
    raise place.complain(what, remedy)


def _see_member(place: FilePlace, name: str, member: str) -> None:
    known = lexicon().dimensions[name].members
    of_project = name == "item" and member.startswith(_PROJECT) and member.count("*") < 2
    if member in known or of_project or (is_pattern(member) and member.count("*") < 2):
        return
    what = check_message("{member} is no member of {dimension}.", member=member, dimension=name)
    raise place.complain(what, check_message("The members are: {known}.", known=", ".join(known)))


_MOST_TERMS = 40
_MOST_EACH = 2
_MOST_WAYS = 100


class AskedOf(StrEnum):
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
    place: FilePlace
    each: OneOrMore[str] = ()
    stage: AskedOf = AskedOf.ANY
    when: OneOrMore[ConditionEntry] = ()


@dataclass(frozen=True, slots=True)
class _Right:
    """The right side of a relation."""

    right: OneOrMore[TermEntry]


@dataclass(frozen=True, slots=True)
class _Loop:
    """What a relation runs over."""

    for_: OneOrMore[Mapping[str, OneOrMore[str]]] = ()


def relations_of(place: FilePlace, written: Mapping[str, object]) -> Iterator[DeclaredRelation]:
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


def _see_each(place: FilePlace, relation: DeclaredRelation) -> None:
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


def _see_whole(place: FilePlace, relation: DeclaredRelation) -> None:
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
