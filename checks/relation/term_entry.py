"""A term of a relation file, `{ table = "three_public", item = "reception" }`, and a condition of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checks.relation.selection import ALL_CODES, NAMED
from checks.relation.term import Condition, Missing, State, Term, is_pattern
from model.classification.codes import Domain, domain_of
from model.datafile import Place
from model.declared import OneOrMore
from model.facts.cube import CODE_DIMENSIONS
from model.lexicon.lexicon import lexicon
from model.messages import check_message
from model.text import clean_line

HEAVIEST = 1_000
"""What a weight may be at most."""

_YEARS = range(-9, 1)
_MOST = 20
_CODE_PATTERN = re.compile(r"[2-5*?][0-9*?]{0,6}")
_PROJECT = "project:"
_FIRST = {Domain.FUNCTION: "2", Domain.ECONOMIC: "3", Domain.GOVERNMENT: "5"}


@dataclass(frozen=True, slots=True)
class _Named:
    """Table kinds and members of the dimensions, each with its alternatives."""

    place: Place
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

    is_: State


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


def _see_code(place: Place, domain: Domain, code: str) -> None:
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


def _see_member(place: Place, name: str, member: str) -> None:
    known = lexicon().dimensions[name].members
    of_project = name == "item" and member.startswith(_PROJECT) and member.count("*") < 2
    if member in known or of_project or (is_pattern(member) and member.count("*") < 2):
        return
    what = check_message("{member} is no member of {dimension}.", member=member, dimension=name)
    raise place.complain(what, check_message("The members are: {known}.", known=", ".join(known)))
