"""The lines of composition.toml become compositions, with errors that name the line."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import field, fields, replace
from typing import Any

from model.classification.codes import Domain, is_code
from model.datafile import DataFile, FilePlace
from model.declared import OneOrMore, read
from model.lexicon.composition import ITS, LEVELS, PART, Composition, Description, Where
from model.lexicon.dimension import Dimension
from model.lexicon.reading import CODE_DIMENSIONS, ROLES, normalised
from model.lexicon.vocabulary import AXES
from model.messages import Message, message
from model.record import dataclass

SUBJECTS = frozenset({"row", "column", "panel", "heading", "word"})
"""What may be composed."""
PLACES = (
    "below",
    "since",
    "under",
    "over",
    "above",
    "between",
    "before",
    "after",
    "beside",
    "apart",
    "within",
)
"""Where another may stand, in the order in which they are looked at."""
ITEMS = "items"
"""In the place of a dimension: each of the economic classifications, one after the other."""

_ECONOMIC = (str(Domain.ECONOMIC), str(Domain.GOVERNMENT))
_SIDES = ("revenue", "expenditure")
_UNDER = "under "
_ANY = frozenset({"", "*"})
_TAKEN = frozenset({"", ITS, *(f"{ITS} {level}" for level in LEVELS)})

Dimensions = Mapping[str, Dimension]
Described = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file; a place has what must stand there."""

    of: frozenset[str]
    why: str
    example: str
    place: FilePlace
    where: Where = field(default_factory=Where)
    this: Described = field(default_factory=dict)
    below: Described | None = None
    since: Described | None = None
    under: Described | None = None
    over: Described | None = None
    above: Described | None = None
    between: Described | None = None
    before: Described | None = None
    after: Described | None = None
    beside: OneOrMore[Described] = ()
    apart: Described | None = None
    within: Described | None = None
    means: Described = field(default_factory=dict)
    unclear: bool = False

    def described(self) -> Iterator[tuple[str, Described]]:
        """Yield the places with what must stand there, in the order in which they are looked at."""
        for place in PLACES:
            found: Described | tuple[Described, ...] | None = getattr(self, place)
            for each in found if isinstance(found, tuple) else (found,):
                if each is not None:
                    yield place, each


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a description states that is no member of a dimension."""

    role: str = ""
    says: str = ""
    begins: str = ""
    only: frozenset[str] | None = None
    filled: bool = False
    same: str = ""
    alike: bool = False


DESCRIPTIONS = tuple(each.name for each in fields(_Asked))


@dataclass(frozen=True, slots=True)
class _File:
    """The whole file."""

    composition: tuple[Described, ...]


def load_compositions(data: DataFile, dimensions: Dimensions) -> tuple[Composition, ...]:
    """Return the compositions of a data file; raise InvalidDataError, with the line, for what is none.

    A line that speaks of ITEMS is one for each of the economic classifications.
    """
    return tuple(
        _composition(read(_Line, FilePlace(data, ("composition", number)), line), dimensions)
        for number, written in enumerate(read(_File, FilePlace(data)).composition)
        for line in _in_each(written)
    )


def with_compositions(dimensions: Dimensions, compositions: Sequence[Composition]) -> dict[str, Dimension]:
    """Return the dimensions with what their members mean within, and below, one another."""
    return {
        name: replace(
            dimension,
            within=_readings(name, "word", compositions),
            below=_readings(name, "heading", compositions),
        )
        for name, dimension in dimensions.items()
    }


def _readings(name: str, subject: str, compositions: Sequence[Composition]) -> dict[str, dict[str, str]]:
    """Return by the outer member, then by the inner, what a word or a heading of a dimension means there."""
    readings: dict[str, dict[str, str]] = {}
    for each in (each for each in compositions if subject in each.of):
        means = each.means.get(name, {})
        assert not isinstance(means, str)
        for member in each.places[0][1].members.get(name) or ():
            readings.setdefault(member, {}).update(means)
    return readings


def _in_each(line: Described) -> list[Any]:
    first, second = (_named(line, domain) for domain in _ECONOMIC)
    return [first] if first == second else [first, second]


def _named(value: Any, domain: str) -> Any:
    """Return a value of a data file with a classification in the place of ITEMS."""
    if isinstance(value, dict):
        return {domain if name == ITEMS else name: _named(each, domain) for name, each in value.items()}
    if isinstance(value, list):
        return [_named(each, domain) for each in value]
    return domain if value == ITEMS else value


def _composition(line: _Line, dimensions: Dimensions) -> Composition:
    for subject in sorted(line.of - SUBJECTS):
        what = message("{subject} is nothing that is composed.", subject=subject)
        raise line.place.at("of").complain(what)
    if bool(line.means) == line.unclear:
        raise line.place.complain(message("It must say what it means, or that it is unclear."))
    _check_where(line, dimensions)
    means = _means(line, dimensions)
    this = _description(line.place.at("this"), line.this, dimensions)
    turned = {name: frozenset(each) for name, each in means.items() if not isinstance(each, str)}
    this = replace(this, members={**this.members, **turned})
    places = [
        (place, _description(line.place.at(place), each, dimensions)) for place, each in line.described()
    ]
    composition = Composition(line.of, line.where, this, tuple(places), means)
    _check_places(line, composition)
    return composition


def _check_places(line: _Line, composition: Composition) -> None:
    """Raise InvalidDataError where a place is not one that such a subject has, or the meaning needs another."""
    of, means, places = composition.of, composition.means, {place for place, _ in composition.places}
    if "between" in places and "above" not in places:
        raise line.place.at("between").complain(message("between needs above."))
    if ("within" in places) != (of == {"word"}):
        raise line.place.at("of").complain(message("within is the place of a word, and of nothing else."))
    if of & {"word", "heading"}:
        _check_words(line, "within" if "word" in of else "below", composition)
    elif "panel" in of and (of != {"panel"} or set(means) != {"axis"}):
        what = message("A panel is composed to an axis, and nothing else is.")
        raise line.place.at("means").complain(what)
    elif not places - {"apart"} and any(str(value).startswith(ITS) for value in means.values()):
        what = message("There is no other line whose meaning it could take.")
        raise line.place.at("means").complain(what)


def _check_words(line: _Line, place: str, composition: Composition) -> None:
    """Raise InvalidDataError where the meaning of words is not by members alone: a heading has nothing else."""
    outer = [{name for name, members in each.members.items() if members} for _, each in composition.places]
    by_members = all(not isinstance(each, str) for each in composition.means.values())
    one_place = [each for each, _ in composition.places] == [place]
    by_place = line.this.keys() <= {"begins"} and line.where == Where()
    if not (one_place and by_place and by_members and outer == [set(composition.means)]):
        what = message(
            "A heading or a word is composed by members alone: of what stands {place} it.", place=place
        )
        raise line.place.at("means").complain(what)


def _check_where(line: _Line, dimensions: Dimensions) -> None:
    items = dimensions["item"].members.keys()
    known = {"axis": AXES, "flow": _SIDES, "side": _SIDES, "names": CODE_DIMENSIONS, "item": items}
    for key in sorted(known):
        value = getattr(line.where, key)
        for word in filter(None, [value] if isinstance(value, str) else sorted(value)):
            if word not in known[key]:
                raise line.place.at("where", key).complain(_not_known(key, word))


def _not_known(key: str, value: str) -> Message:
    return message("{key} = {value} is not known here.", key=key, value=value)


def _description(place: FilePlace, values: Described, dimensions: Dimensions) -> Description:
    asked = read(_Asked, place, {name: value for name, value in values.items() if name in DESCRIPTIONS})
    known: dict[str, Container[str]] = {"role": {*ROLES, ""}, "same": {*LEVELS, ""}}
    for name, words in known.items():
        if getattr(asked, name) not in words:
            raise place.at(name).complain(_not_known(name, getattr(asked, name)))
    members: dict[str, frozenset[str] | None] = {}
    for name, value in values.items():
        if name not in DESCRIPTIONS:
            wanted: list[Any] = value if isinstance(value, list) else [value]
            for member in wanted:
                _check_coordinate(place.at(name), name, member, dimensions)
            members[name] = None if "*" in wanted else _all_of(wanted, dimensions.get(name))
    for name in sorted(asked.only or ()):
        _check_coordinate(place.at("only"), name, "*", dimensions)
    plain = {"says": normalised(asked.says), "begins": normalised(asked.begins)}
    return Description(members, **{name: getattr(asked, name) for name in DESCRIPTIONS} | plain)


def _all_of(wanted: Sequence[str], dimension: Dimension | None) -> frozenset[str]:
    """Return the members that are meant, with those under them where that is stated."""
    members = {member for member in wanted if not member.startswith(_UNDER)}
    for ancestor in (member.removeprefix(_UNDER) for member in wanted if member.startswith(_UNDER)):
        assert dimension is not None
        members |= {member for member in dimension.members if dimension.is_under(member, ancestor)}
    return frozenset(members)


def _means(line: _Line, dimensions: Dimensions) -> dict[str, str | Mapping[str, str]]:
    means: dict[str, Any] = dict(line.means)
    for name, value in means.items():
        place = line.place.at("means", name)
        if name == "item" and value == PART and line.of == {"row"}:
            continue
        if name == "axis" and line.of == {"panel"}:
            if str(value) not in AXES:
                raise place.complain(_not_known("axis", value))
        elif isinstance(value, dict):
            for member in (member for pair in value.items() for member in pair):
                _check_coordinate(place, name, member, dimensions, alone=True)
        else:
            member = "*" if str(value) in _TAKEN else value
            _check_coordinate(place, name, member, dimensions, alone=member != "*")
    return means


def _check_coordinate(
    place: FilePlace, name: str, member: object, dimensions: Dimensions, *, alone: bool = False
) -> None:
    """Raise InvalidDataError for what is no member of a dimension, nor, unless `alone`, states which of them fit."""
    word = member if isinstance(member, str) else "?"
    if not alone and word in _ANY:
        known = name in dimensions or name in CODE_DIMENSIONS or name in {"unit", "year"}
    elif name in CODE_DIMENSIONS:
        known = is_code(word) or (word in LEVELS and not alone)
    else:
        known = name in dimensions and word.removeprefix("" if alone else _UNDER) in dimensions[name].members
    if not known:
        what = message("{dimension} = {member} is not a coordinate.", dimension=name, member=member)
        raise place.complain(what, message("See dimensions.toml for the members."))
