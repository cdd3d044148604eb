"""The words of forms of performance targets: their headings, groups of indicators and labels of money."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from model.datafile import DataFile, FilePlace
from model.declared import no_choice, read
from model.lexicon.lexicon import defined_twice
from model.lexicon.reading import normalised
from model.record import dataclass

HEADINGS = frozenset(
    {"first", "second", "name", "weight", "operator", "value", "unit"}
    | {"project", "total", "fiscal", "carryover", "other"}
)
GROUPS = frozenset({"output", "benefit", "satisfaction", "cost"})
FUNDING = frozenset({"total", "fiscal", "carryover", "other", "local", "towns"})


@dataclass(frozen=True, slots=True)
class TargetWords:
    """What normalised words mean in a form of targets; `empty` are those that stand where a target is missing."""

    headings: Mapping[str, str]
    groups: Mapping[str, str]
    funding: Mapping[str, str]
    empty: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Role:
    """Headings of one role."""

    role: str
    says: tuple[str, ...]
    place: FilePlace


@dataclass(frozen=True, slots=True)
class _Group:
    """Headings of one group of targets."""

    group: str
    says: tuple[str, ...]
    place: FilePlace


@dataclass(frozen=True, slots=True)
class _Empty:
    """Words that stand for nothing."""

    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _File:
    """The whole file."""

    heading: tuple[_Role, ...]
    group: tuple[_Group, ...]
    funding: tuple[_Role, ...]
    empty: tuple[_Empty, ...]


def load_target_words(path: Path) -> TargetWords:
    """Return the words of a file; raise InvalidDataError, with the line, where it breaks its form."""
    file = read(_File, FilePlace(DataFile(path)))
    return TargetWords(
        _meanings("role", [(each.role, each.says, each.place) for each in file.heading], HEADINGS),
        _meanings("group", [(each.group, each.says, each.place) for each in file.group], GROUPS),
        _meanings("role", [(each.role, each.says, each.place) for each in file.funding], FUNDING),
        frozenset(normalised(text) for entry in file.empty for text in entry.says),
    )


def _meanings(
    key: str, entries: list[tuple[str, tuple[str, ...], FilePlace]], known: frozenset[str]
) -> dict[str, str]:
    words: dict[str, str] = {}
    for meaning, texts, place in entries:
        if meaning not in known:
            raise no_choice(place.at(key), meaning, sorted(known))
        for number, text in enumerate(texts):
            if normalised(text) in words:
                raise defined_twice(place.at("says", number), text)
            words[normalised(text)] = meaning
    return words


@cache
def target_words() -> TargetWords:
    """Return the words that come with Yushen."""
    return load_target_words(Path(__file__).resolve().parent / "targets.toml")
