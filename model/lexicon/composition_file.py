"""The lines of composition.toml become compositions, with errors that name the line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from model.classification.codes import Domain, is_code
from model.lexicon.composition import ITS, LEVELS, PART, Composition, Description, Where
from model.lexicon.datafile import DataFile
from model.lexicon.dimension import Dimension
from model.lexicon.entries import Entry, entries
from model.lexicon.kinds import AXES
from model.lexicon.reading import CODE_DIMENSIONS, ROLES, normalised
from model.messages import Message, message

SUBJECTS = frozenset({"row", "column", "panel", "heading", "word"})
"""What may be composed."""
PLACES = ("below", "since", "above", "between", "before", "after", "beside", "apart", "within")
"""Where another may stand, in the order in which they are looked at."""
ITEMS = "items"
"""In the place of a dimension: each of the economic classifications, one after the other."""

_ECONOMIC = (str(Domain.ECONOMIC), str(Domain.GOVERNMENT))
_SIDES = ("revenue", "expenditure")
_UNDER = "under "
_ENTRY = {
    "of": "texts",
    **dict.fromkeys(("where", "this", *PLACES, "means"), "table"),
    "beside": "one or more tables",
    "unclear": "flag",
    **dict.fromkeys(("why", "example"), "text"),
}
_WHERE = {**dict.fromkeys(("axis", "flow", "side", "item"), "text"), "names": "texts", "codes": "flag"}
DESCRIPTIONS = {
    **dict.fromkeys(("role", "says", "begins", "same"), "text"),
    "only": "texts",
    **dict.fromkeys(("filled", "alike"), "flag"),
}
"""What a description says that is no member of a dimension."""
_ANY = frozenset({"", "*"})
_TAKEN = frozenset({"", ITS, *(f"{ITS} {level}" for level in LEVELS)})

Dimensions = Mapping[str, Dimension]


def load_compositions(data: DataFile, dimensions: Dimensions) -> tuple[Composition, ...]:
    """Return the compositions of a data file; raise InvalidDataError, with the line, for what is none."""
    return tuple(
        _composition(one, dimensions)
        for entry in entries(data, "composition", data.content.get("composition"))
        for one in _in_each(entry.checked(_ENTRY, ("of", "why", "example")))
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


def _in_each(entry: Entry) -> list[Entry]:
    """Return a line once for each of the economic classifications where it speaks of ITEMS, else as it is."""
    values = [_named(entry.values, domain) for domain in _ECONOMIC]
    return [entry] if values[0] == values[1] else [replace(entry, values=each) for each in values]


def _named(value: Any, domain: str) -> Any:
    """Return a value of a data file with a classification in the place of ITEMS."""
    if isinstance(value, dict):
        return {domain if name == ITEMS else name: _named(each, domain) for name, each in value.items()}
    if isinstance(value, list):
        return [_named(each, domain) for each in value]
    return domain if value == ITEMS else value


def _composition(entry: Entry, dimensions: Dimensions) -> Composition:
    values = entry.values
    of = frozenset(values["of"])
    for subject in sorted(of - SUBJECTS):
        raise entry.complain("of =", message("{subject} is nothing that is composed.", subject=subject))
    if bool(values.get("means")) == values.get("unclear", False):
        raise entry.complain("", message("It must say what it means, or that it is unclear."))
    means = _means(entry, of, dimensions)
    this = _description(entry, "this", values.get("this", {}), dimensions)
    turned = {name: frozenset(each) for name, each in means.items() if not isinstance(each, str)}
    places = [
        (place, _description(entry, place, one, dimensions))
        for place in PLACES
        for one in (values[place] if isinstance(values.get(place), list) else [values.get(place)])
        if one is not None
    ]
    this = replace(this, members={**this.members, **turned})
    composition = Composition(of, _where(entry, dimensions), this, tuple(places), means)
    _check_places(entry, composition)
    return composition


def _check_places(entry: Entry, composition: Composition) -> None:
    """Raise InvalidDataError where a place is not one that such a subject has, or the meaning needs another."""
    of, means, places = composition.of, composition.means, {place for place, _ in composition.places}
    if "between" in places and "above" not in places:
        raise entry.complain("between =", message("between needs above."))
    if ("within" in places) != (of == {"word"}):
        raise entry.complain("of =", message("within is the place of a word, and of nothing else."))
    if of & {"word", "heading"}:
        _check_words(entry, "within" if "word" in of else "below", composition)
    elif "panel" in of and (of != {"panel"} or set(means) != {"axis"}):
        raise entry.complain("means =", message("A panel is composed to an axis, and nothing else is."))
    elif not places - {"apart"} and any(str(value).startswith(ITS) for value in means.values()):
        raise entry.complain("means =", message("There is no other line whose meaning it could take."))


def _check_words(entry: Entry, place: str, composition: Composition) -> None:
    """Raise InvalidDataError where the meaning of words is not by members alone: a heading has nothing else."""
    outer = [{name for name, members in each.members.items() if members} for _, each in composition.places]
    by_members = all(not isinstance(each, str) for each in composition.means.values())
    one_place = [each for each, _ in composition.places] == [place]
    by_place = entry.values.get("this", {}).keys() <= {"begins"} and "where" not in entry.values
    if not (one_place and by_place and by_members and outer == [set(composition.means)]):
        what = message(
            "A heading or a word is composed by members alone: of what stands {place} it.", place=place
        )
        raise entry.complain("means =", what)


def _where(entry: Entry, dimensions: Dimensions) -> Where:
    place = Entry(entry.data, entry.lines, entry.values.get("where", {})).checked(_WHERE)
    values = place.values
    items = dimensions["item"].members.keys()
    known = {"axis": AXES, "flow": _SIDES, "side": _SIDES, "names": CODE_DIMENSIONS, "item": items}
    for key in sorted(known.keys() & values.keys()):
        for value in [values[key]] if isinstance(values[key], str) else values[key]:
            if value not in known[key]:
                raise place.complain("where =", _not_known(key, value))
    return Where(**{**values, "names": frozenset(values.get("names", ()))})


def _not_known(key: str, value: str) -> Message:
    return message("{key} = {value} is not known here.", key=key, value=value)


def _description(entry: Entry, key: str, values: Mapping[str, Any], dimensions: Dimensions) -> Description:
    rest = {name: value for name, value in values.items() if name in DESCRIPTIONS}
    Entry(entry.data, entry.lines, rest).checked(DESCRIPTIONS)
    for name, known in (("role", ROLES), ("same", LEVELS)):
        if name in rest and rest[name] not in known:
            raise entry.complain(f"{key} =", _not_known(name, rest[name]))
    members: dict[str, frozenset[str] | None] = {}
    for name, value in values.items():
        if name not in DESCRIPTIONS:
            wanted = value if isinstance(value, list) else [value]
            for member in wanted:
                _check_coordinate(entry, key, name, member, dimensions)
            members[name] = None if "*" in wanted else _all_of(wanted, dimensions.get(name))
    for name in rest.get("only", ()):
        _check_coordinate(entry, key, name, "*", dimensions)
    return Description(
        members,
        rest.get("role", ""),
        normalised(rest.get("says", "")),
        normalised(rest.get("begins", "")),
        frozenset(rest["only"]) if "only" in rest else None,
        rest.get("filled", False),
        rest.get("same", ""),
        rest.get("alike", False),
    )


def _all_of(wanted: Sequence[str], dimension: Dimension | None) -> frozenset[str]:
    """Return the members that are meant, with those under them where that is said."""
    members = {member for member in wanted if not member.startswith(_UNDER)}
    for ancestor in (member.removeprefix(_UNDER) for member in wanted if member.startswith(_UNDER)):
        assert dimension is not None
        members |= {member for member in dimension.members if dimension.is_under(member, ancestor)}
    return frozenset(members)


def _means(entry: Entry, of: frozenset[str], dimensions: Dimensions) -> Mapping[str, str | Mapping[str, str]]:
    means: Mapping[str, Any] = entry.values.get("means", {})
    for name, value in means.items():
        if name == "item" and value == PART and of == {"row"}:
            continue
        if name == "axis" and of == {"panel"}:
            if str(value) not in AXES:
                raise entry.complain("means =", _not_known("axis", value))
        elif isinstance(value, dict):
            for member in (member for pair in value.items() for member in pair):
                _check_coordinate(entry, "means", name, member, dimensions, alone=True)
        else:
            member = "*" if str(value) in _TAKEN else value
            _check_coordinate(entry, "means", name, member, dimensions, alone=member != "*")
    return means


def _check_coordinate(
    entry: Entry, key: str, name: str, member: object, dimensions: Dimensions, *, alone: bool = False
) -> None:
    """Raise InvalidDataError for what is no member of a dimension, nor, unless `alone`, says which of them fit."""
    word = member if isinstance(member, str) else "?"
    if not alone and word in _ANY:
        known = name in dimensions or name in CODE_DIMENSIONS or name in {"unit", "year"}
    elif name in CODE_DIMENSIONS:
        known = is_code(word) or (word in LEVELS and not alone)
    else:
        known = name in dimensions and word.removeprefix("" if alone else _UNDER) in dimensions[name].members
    if not known:
        what = message("{dimension} = {member} is not a coordinate.", dimension=name, member=member)
        raise entry.complain(f"{key} =", what, message("See dimensions.toml for the members."))
