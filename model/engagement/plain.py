"""Frozen dataclasses as plain JSON values and back: every value is checked against its declared type."""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

Plain = str | int | bool | None | list[Any] | dict[str, Any]


def to_json(value: object) -> str:
    """Return a dataclass as JSON without the fields that hold their default; ASCII only where UTF-8 cannot hold it."""
    plain = _plain(value)
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate, which a file's name may hold
        return json.dumps(plain, separators=(",", ":"))
    return text


def from_json(kind: type[T], text: str | bytes) -> T:
    """Return the dataclass that JSON holds; unknown keys are passed over. Raises ValueError where it holds none."""
    try:
        value: T = _read(kind, json.loads(text))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return value


def _plain(value: object) -> Plain:
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {
            each.name: _plain(getattr(value, each.name))
            for each in fields(value)
            if _is_required(each) or getattr(value, each.name) != each.default
        }
    raise TypeError(type(value))


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _required(kind: type) -> frozenset[str]:
    return frozenset(each.name for each in fields(kind) if _is_required(each))


def _read(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return _read(_chosen(get_args(kind), value), value)
    if origin is tuple:
        return _read_tuple(get_args(kind), value)
    if kind is type(None) and value is None:
        return None
    if kind in {str, int, bool}:
        if type(value) is not kind:
            raise ValueError(f"no {kind.__name__}")
        return value
    if isinstance(kind, type) and issubclass(kind, StrEnum) and isinstance(value, str):
        return kind(value)
    if is_dataclass(kind) and isinstance(value, Mapping):
        return _read_fields(kind, value)
    raise ValueError("no such value")


def _read_fields(kind: Any, value: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    if not _required(kind) <= value.keys():
        raise ValueError("a field is missing")
    return kind(**{name: _read(hints[name], each) for name, each in value.items() if name in hints})


def _read_tuple(kinds: tuple[Any, ...], value: object) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise ValueError("no list")
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_read(kinds[0], each) for each in value)
    if len(kinds) != len(value):
        raise ValueError("a list of another length")
    return tuple(_read(each, item) for each, item in zip(kinds, value, strict=True))


def _chosen(kinds: tuple[Any, ...], value: object) -> Any:
    """Return which of several types a value is of: an object is of the first whose required fields it has."""
    for kind in kinds:
        if value is None or kind is type(None):
            if value is None and kind is type(None):
                return kind
        elif isinstance(kind, type) and is_dataclass(kind):
            if isinstance(value, Mapping) and _required(kind) <= value.keys():
                return kind
        elif isinstance(value, str if isinstance(kind, type) and issubclass(kind, StrEnum) else kind):
            return kind
    raise ValueError("of no declared type")


def storable(text: str) -> str | bytes:
    """Return text as SQLite may hold it: bytes where UTF-8 cannot (a lone surrogate in a file's name)."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def restored(value: object) -> str:
    """Return the text that `storable` made `value` from. Raises ValueError for what is no text."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogatepass")
    if not isinstance(value, str):
        raise ValueError("no text")
    return value
