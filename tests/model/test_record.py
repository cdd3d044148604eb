"""A record does what the standard library's data class of the same fields does."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from copy import copy, deepcopy
from dataclasses import FrozenInstanceError, field
from typing import Any

import pytest

from model import record

MAKERS: list[Callable[..., Any]] = [dataclasses.dataclass, record.dataclass]


def both(make: Callable[[Callable[..., Any]], type]) -> tuple[type, type]:
    """The same class, made by the standard library and here."""
    standard, own = map(make, MAKERS)
    return standard, own


def frozen(dataclass: Callable[..., Any]) -> type:
    @dataclass(frozen=True, slots=True)
    class Sum:
        """A sum."""

        name: str
        amount: int = 0
        parts: tuple[str, ...] = ()
        place: object = field(default=None, compare=False, repr=False)

    return Sum


def changing(dataclass: Callable[..., Any]) -> type:
    @dataclass(slots=True)
    class Line:
        """A line."""

        name: str
        notes: list[str] = field(default_factory=list)
        length: int = field(init=False)
        seen: set[str] = field(default_factory=set, init=False)

        def __post_init__(self) -> None:
            self.length = len(self.name)

    return Line


def inherited(dataclass: Callable[..., Any]) -> type:
    @dataclass(frozen=True, slots=True)
    class Row:
        """A row."""

        row: int
        name: str = ""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Labelled(Row):
        """A row with a label."""

        label: str

    return Labelled


def single(dataclass: Callable[..., Any]) -> type:
    @dataclass(frozen=True)
    class One:
        """One value."""

        value: int

        def __repr__(self) -> str:
            return "its own"

    return One


@pytest.mark.parametrize(
    ("kind", "places", "names"),
    [
        (frozen, ("a",), {}),
        (frozen, ("a", 1), {"parts": ("b",), "place": 3}),
        (changing, ("abc",), {}),
        (changing, ("abc", ["x"]), {}),
        (inherited, (1, "n"), {"label": "l"}),
        (inherited, (1,), {"label": "l"}),
        (single, (1,), {}),
    ],
)
def test_an_object_is_made_shown_and_taken_apart_alike(
    kind: Any, places: tuple[Any, ...], names: dict[str, Any]
) -> None:
    (one, same), (own, own_same) = ([each(*places, **names) for _ in range(2)] for each in both(kind))
    assert repr(own) == repr(one)
    assert dataclasses.asdict(own) == dataclasses.asdict(one)
    assert (own == own_same) == (one == same)
    assert own != one
    assert type(own).__match_args__ == type(one).__match_args__
    assert hasattr(own, "__dict__") == hasattr(one, "__dict__")


@pytest.mark.parametrize("kind", [frozen, inherited, single])
def test_what_is_frozen_has_a_hash_and_does_not_change(kind: Any) -> None:
    _, own = both(kind)
    names = [each.name for each in dataclasses.fields(own) if each.default is dataclasses.MISSING]
    made = own(**dict.fromkeys(names, 1))
    assert hash(made) == hash(own(**dict.fromkeys(names, 1)))
    with pytest.raises(FrozenInstanceError):
        setattr(made, names[0], 2)
    with pytest.raises(FrozenInstanceError):
        delattr(made, names[0])
    assert dataclasses.replace(made, **{names[0]: 2}) != made


@pytest.mark.parametrize("made", both(frozen))
def test_what_is_frozen_can_be_copied(made: Any) -> None:
    one = made("a", 1, ("b",))
    assert copy(one) == deepcopy(one) == one


def test_what_changes_has_no_hash() -> None:
    _, own = both(changing)
    made = own("a")
    made.name = "b"
    assert made.name == "b"
    with pytest.raises(TypeError):
        hash(made)


def test_what_is_not_compared_does_not_count() -> None:
    _, own = both(frozen)
    assert own("a", place=1) == own("a", place=2)
    assert hash(own("a", place=1)) == hash(own("a", place=2))


def ordered(dataclass: Callable[..., Any]) -> type:
    @dataclass(frozen=True, slots=True, order=True)
    class Position:
        """A position."""

        row: int
        column: int = 0

    return Position


def test_what_is_ordered_is_compared_by_its_fields() -> None:
    _, own = both(ordered)
    assert sorted([own(2), own(1, 5), own(1)]) == [own(1), own(1, 5), own(2)]
    assert own(1) <= own(1) >= own(1) < own(2) > own(1)
    with pytest.raises(TypeError):
        assert own(1) < 1


def test_each_object_has_a_list_of_its_own() -> None:
    _, own = both(changing)
    assert own("a").notes is not own("a").notes


def test_an_argument_too_few_or_too_many_is_refused() -> None:
    _, own = both(frozen)
    for given in ((), ("a", 1, (), None, 5)):
        with pytest.raises(TypeError):
            own(*given)
