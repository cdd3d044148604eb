"""The words of forms of performance targets: their headings, groups of indicators and labels of money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from model.lexicon.datafile import DataFile
from model.lexicon.entries import entries
from model.lexicon.reading import normalised
from model.messages import message

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


def load_target_words(path: Path) -> TargetWords:
    """Return the words of a file; raise InvalidDataError, with the line, where it breaks its form."""
    data = DataFile(path)
    empty = (
        entry.checked({"says": "texts"}, ("says",))
        for entry in entries(data, "empty", data.content.get("empty"))
    )
    return TargetWords(
        _load(data, "heading", "role", HEADINGS),
        _load(data, "group", "group", GROUPS),
        _load(data, "funding", "role", FUNDING),
        frozenset(normalised(says) for entry in empty for says in entry.values["says"]),
    )


def _load(data: DataFile, name: str, key: str, known: frozenset[str]) -> dict[str, str]:
    words: dict[str, str] = {}
    for entry in entries(data, name, data.content.get(name)):
        entry.checked({key: "text", "says": "texts"}, (key, "says"))
        if entry.values[key] not in known:
            raise entry.complain(key, message("{role} is not a role.", role=entry.values[key]))
        for says in entry.values["says"]:
            if normalised(says) in words:
                what = message("{word} is defined twice.", word=says)
                raise entry.complain(f'"{says}"', what, message("Keep one of the two."))
            words[normalised(says)] = entry.values[key]
    return words


@cache
def target_words() -> TargetWords:
    """Return the words that come with Yushen."""
    return load_target_words(Path(__file__).resolve().parent / "targets.toml")
