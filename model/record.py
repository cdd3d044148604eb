"""Data classes as the standard library's decorator makes them, made in an eighth of its time.

That one writes and compiles six functions for each frozen class, and an audit of one document loads 250 classes: it
took a quarter of the whole. Here one function is compiled for a class, its initialisation, as its first object is
made; the others are closures over the names of its fields. Fields, `replace`, `asdict` and pattern matching are the
standard library's own.
"""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(
        made: type | None = None,
        /,
        *,
        frozen: bool = False,
        slots: bool = False,
        eq: bool = True,
        order: bool = False,
        kw_only: bool = False,
    ) -> Any:
        """Make a data class, with the options that mean what they mean in the standard library."""

        def make(kind: type) -> type:
            kind = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)(kind)
            return _with_functions(kind, is_frozen=frozen, is_compared=eq, is_ordered=order)

        return make if made is None else make(made)


__all__ = ["dataclass"]


def _with_functions(kind: type, *, is_frozen: bool, is_compared: bool, is_ordered: bool) -> type:
    fields = dataclasses.fields(kind)
    functions: dict[str, object] = {
        "__init__": _initialisation_on_demand(kind, fields, is_frozen=is_frozen),
        "__repr__": _representation([field.name for field in fields if field.repr]),
    }
    values = _values_of([field.name for field in fields if field.compare])
    if is_compared:
        functions["__eq__"] = _comparison(values, operator.eq)
        functions["__hash__"] = _hashing(values) if is_frozen else None
    if is_ordered:
        for compare in (operator.lt, operator.le, operator.gt, operator.ge):
            functions[f"__{compare.__name__}__"] = _comparison(values, compare)
    if is_frozen:
        functions |= {"__setattr__": _refuse_to_assign, "__delattr__": _refuse_to_delete}
        functions |= {"__getstate__": _state_of, "__setstate__": _take_state}
    for name, function in functions.items():
        if name not in vars(kind):
            setattr(kind, name, function)
    return kind


def _initialisation_on_demand(kind: type, fields: tuple[Field[Any], ...], *, is_frozen: bool) -> object:
    """Return what compiles a class's initialisation as its first object is made: many classes never have one."""

    def initialise(self: object, *values: object, **named: object) -> None:
        compiled = _initialisation(kind, fields, is_frozen=is_frozen)
        type.__setattr__(kind, "__init__", compiled)
        compiled(self, *values, **named)

    return initialise


def _initialisation(kind: type, fields: tuple[Field[Any], ...], *, is_frozen: bool) -> Callable[..., None]:
    known: dict[str, object] = {"_MISSING": MISSING, "_set": object.__setattr__}
    by_place: list[str] = []
    by_name: list[str] = []
    lines: list[str] = []
    for field in fields:
        name, default = field.name, f"_default_{field.name}"
        has_default = field.default is not MISSING or field.default_factory is not MISSING
        if field.default_factory is not MISSING:
            known[default], given = MISSING, name if field.init else "_MISSING"
            known[f"_make_{name}"] = field.default_factory
            value = f"_make_{name}() if {given} is _MISSING else {given}"
        else:
            known[default], value = field.default, name if field.init else default
        if field.init:
            parameter = f"{name}={default}" if has_default else name
            (by_name if field.kw_only else by_place).append(parameter)
        if field.init or has_default:
            lines.append(f"_set(self, {name!r}, {value})" if is_frozen else f"self.{name} = {value}")
    if hasattr(kind, "__post_init__"):
        lines.append("self.__post_init__()")
    parameters = ", ".join(["self", *by_place, *(["*", *by_name] if by_name else [])])
    body = "\n    ".join(lines or ["pass"])
    made: dict[str, Callable[..., None]] = {}
    exec(f"def __init__({parameters}):\n    {body}", known, made)  # noqa: S102 - of names that are fields
    return made["__init__"]


def _values_of(names: list[str]) -> Callable[[Any], object]:
    """Return what takes the values of an object that are compared, as they are asked of a tuple."""
    if len(names) > 1:
        return operator.attrgetter(*names)
    return lambda one: tuple(getattr(one, name) for name in names)


def _comparison(values: Callable[[Any], object], compare: Callable[[Any, Any], Any]) -> object:
    def is_so(self: object, other: object) -> Any:
        return compare(values(self), values(other)) if other.__class__ is self.__class__ else NotImplemented

    return is_so


def _hashing(values: Callable[[Any], object]) -> object:
    return lambda self: hash(values(self))


def _representation(names: list[str]) -> object:
    def represented(self: object) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({shown})"

    return represented


def _state_of(one: Any) -> list[object]:
    """Return the values of an object that is copied; what is not to be assigned is set by `_take_state`."""
    return [getattr(one, field.name) for field in dataclasses.fields(one)]


def _take_state(one: Any, state: list[object]) -> None:
    for field, value in zip(dataclasses.fields(one), state, strict=True):
        object.__setattr__(one, field.name, value)


def _refuse_to_assign(_: object, name: str, __: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
