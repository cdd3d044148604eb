"""What may stand in a data file is declared as dataclasses, and one reader holds every file against them.

A field is the key of its name (without a `_` at its end); one without a default must be there, and a list of them
must not be empty. Its type is the form: text, a whole number, true or false, a choice (an enumeration), a list
(tuple or frozenset), a table of any keys (Mapping), another dataclass, or any value at all (object). A field `place`
of type Place is where the entry stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from model.datafile import FilePlace
from model.errors import InvalidDataError
from model.messages import Message, message
from model.record import dataclass
from model.text import clean, clean_line

Read = TypeVar("Read")

OneOrMore = Annotated[tuple[Read, ...], "one or more"]
"""A list that may be written as its only element."""

_FORMS = {
    "text": "{key} must be text in quotes.",
    "number": "{key} must be a whole number.",
    "flag": "{key} must be true or false.",
    "table": "{key} must be a table {{ name = value }}.",
    "tables": "{key} must be written as [[{key}]].",
    "texts": "{key} must be a list of texts.",
    "lists": "{key} must be a list of lists of texts.",
    "one or more tables": "{key} must be a table {{ name = value }}, or a list of such.",
    "one or more texts": "{key} must be a text in quotes, or a list of them.",
}
_EXAMPLES = {
    "text": '{key} = "..."',
    "number": "{key} = 1",
    "flag": "{key} = true",
    "table": "{key} = {{ name = value }}",
    "tables": "[[{key}]]",
    "texts": '{key} = ["..."]',
    "lists": '{key} = [["..."]]',
    "one or more tables": "{key} = {{ name = value }}",
    "one or more texts": '{key} = "..."',
}
_SCALARS = {int: "number", bool: "flag"}


def read(kind: type[Read], place: FilePlace, value: object = None) -> Read:
    """Return what stands at a place as a declared dataclass; `value` is by default the whole file's content.

    Raises InvalidDataError, with the line, for the first that breaks the form.
    """
    made: Read = _entry(kind, place, place.data.content if value is None else value)
    return made


def read_each(kind: type[Read], place: FilePlace) -> dict[str, Read]:
    """Return the tables of a file by their names, each a declared dataclass; raise InvalidDataError like `read`."""
    return {name: read(kind, place.at(name), value) for name, value in place.data.content.items()}


def unknown(place: FilePlace, known: list[str]) -> InvalidDataError:
    """Return the error for a key that none of the form is called."""
    remedy = message("What may stand here: {known}.", known=", ".join(known))
    return place.complain(message("{key} is not known here.", key=clean_line(place.name)), remedy)


def no_choice(place: FilePlace, value: object, known: list[str]) -> InvalidDataError:
    """Return the error for a value that is none of those it may be."""
    what = message("{name} = {value} is not known.", name=place.name, value=clean_line(str(value)))
    return place.complain(what, message("It may be: {known}.", known=", ".join(known)))


@dataclass(frozen=True, slots=True)
class _Key:
    """A key of an entry: the field it fills, the type of its value, and whether it must be there."""

    field: str
    hint: Any
    needed: bool


@cache
def _form(kind: type) -> dict[str, _Key]:
    """Return what the fields of a dataclass ask for, by the keys they are."""
    hints = get_type_hints(kind, include_extras=True)
    return {
        each.name.removesuffix("_"): _Key(
            each.name,
            _plain(hints[each.name]),
            each.default is MISSING and each.default_factory is MISSING,
        )
        for each in fields(kind)
        if hints[each.name] is not FilePlace and each.init
    }


@cache
def _has_place(kind: type) -> bool:
    """Return whether a dataclass keeps where its entry stands."""
    return any(field.name == "place" for field in fields(kind))


def _entry(kind: Any, place: FilePlace, value: object) -> Any:
    if not isinstance(value, dict):
        raise _wrong(place, kind)
    form = _form(kind)
    for key in value:
        if key not in form:
            raise unknown(place.at(key), list(form))
    made = {"place": place} if _has_place(kind) else {}
    for key, asked in form.items():
        if asked.needed and value.get(key, []) == []:
            raise place.at(key).complain(message("{key} is missing.", key=key), _remedy(key, asked.hint))
        if key in value:
            made[asked.field] = _value(asked.hint, place, key, value[key])
    return kind(**made)


def _plain(hint: Any) -> Any:
    """Return a type without None, which is what is not there."""
    if get_origin(hint) is UnionType:
        (hint,) = (each for each in get_args(hint) if each is not NoneType)
    return hint


def _value(hint: Any, within: FilePlace, key: str | int, value: object) -> Any:
    """Return a value as its type has it. Its own place is not made for what most values are: of a plain type."""
    if type(value) is hint:
        return clean(value) if isinstance(value, str) else value
    if get_origin(hint) is None and not is_dataclass(hint):
        return _special(hint, within.at(key), value)
    place = within.at(key)
    if get_origin(hint) is Annotated:
        several = get_args(hint)[0]
        if isinstance(value, list):
            return _collected(several, place, value, hint)
        if not _fits(get_args(several)[0], value):
            raise _wrong(place, hint)
        return (_value(get_args(several)[0], within, key, value),)
    if is_dataclass(hint):
        return _entry(hint, place, value)
    return _collected(hint, place, value, hint)


def _special(hint: Any, place: FilePlace, value: object) -> Any:
    """Return a choice, or a value that may be any; raise for what is of another plain type than asked."""
    if not _fits(hint, value):
        raise _wrong(place, hint)
    return _choice(hint, place, value) if isinstance(value, str) and hint is not object else value


def _choice(hint: type[Enum], place: FilePlace, value: str) -> Enum:
    known = [str(each.value) for each in hint]
    if value not in known:
        raise no_choice(place, value, known)
    return hint(value)


def _collected(hint: Any, place: FilePlace, value: object, asked: Any) -> Any:
    """Return a list or a table of any keys; `asked` is the type that a complaint speaks of."""
    collection, inner = get_origin(hint), get_args(hint)
    if collection is Mapping:
        if not isinstance(value, dict):
            raise _wrong(place, asked)
        return {key: _value(inner[1], place, key, each) for key, each in value.items()}
    if not isinstance(value, list) or not all(_fits(inner[0], each) for each in value):
        raise _wrong(place, asked)
    return collection(_value(inner[0], place, number, each) for number, each in enumerate(value))


def _fits(hint: Any, value: object) -> bool:
    """Return whether a value is as its type asks on its outside."""
    if type(value) is hint:
        return True
    if is_dataclass(hint) or get_origin(hint) is Mapping:
        return isinstance(value, dict)
    if get_origin(hint) is not None:
        return isinstance(value, list) and all(_fits(get_args(hint)[0], each) for each in value)
    return hint is object or type(value) is (str if issubclass(hint, Enum) else hint)


def _form_of(hint: Any) -> str:
    """Return the name of the form that a type asks for."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return "one or more " + ("texts" if get_args(inner[0])[0] is str else "tables")
    if origin is Mapping or is_dataclass(hint):
        return "table"
    if origin is not None:
        return "tables" if _form_of(inner[0]) == "table" else "lists" if get_origin(inner[0]) else "texts"
    return _SCALARS.get(hint, "text")


def _remedy(key: str, hint: Any) -> Message:
    """Return how a key is written."""
    hint = _plain(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return message("It may be: {known}.", known=", ".join(str(each.value) for each in hint))
    return message("Write it like this: {line}", line=_EXAMPLES[_form_of(hint)].format(key=key))


def _wrong(place: FilePlace, hint: Any) -> InvalidDataError:
    key = clean_line(place.name)
    return place.complain(message(_FORMS[_form_of(hint)], key=key), _remedy(key, hint))
