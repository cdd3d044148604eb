"""The lexicon's files become a Lexicon, with errors that name the line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from model.lexicon.datafile import DataFile
from model.lexicon.dimension import Dimension, load_dimension
from model.lexicon.kinds import FormLabel, TableKind
from model.lexicon.reading import CODE_DIMENSIONS, ROLES, Word, normalised
from model.lexicon.vocabulary import Lexicon
from model.messages import message


def _check_members(
    data: DataFile, spelling: str, means: Mapping[str, str], dimensions: Mapping[str, Dimension]
) -> None:
    for dimension, member in means.items():
        if dimension in CODE_DIMENSIONS and member.isdigit():
            continue
        if dimension not in dimensions or member not in dimensions[dimension].members:
            raise data.complain(
                f'"{spelling}"',
                message("{dimension} = {member} is not a coordinate.", dimension=dimension, member=member),
                message("See dimensions.toml for the members."),
            )


def _load_words(data: DataFile, dimensions: Mapping[str, Dimension]) -> dict[str, Word]:
    words: dict[str, Word] = {}
    for entry in data.content["word"]:
        means = dict(entry.get("means", {}))
        shift = means.pop("year", None)
        role = entry.get("role", "")
        spelling = entry["says"][0]
        _check_members(data, spelling, means, dimensions)
        if role not in ROLES:
            raise data.complain(
                f'"{spelling}"',
                message("{role} is not a role.", role=role),
                message("See the head of the file."),
            )
        for says in entry["says"]:
            plain = normalised(says)
            if plain in words:
                raise data.complain(
                    f'"{says}"',
                    message("{word} is defined twice.", word=says),
                    message("Keep one of the two."),
                )
            words[plain] = Word(means, role, shift)
    return words


def _load_kinds(data: DataFile, dimensions: Mapping[str, Dimension]) -> tuple[TableKind, ...]:
    kinds = []
    for entry in data.content["table"]:
        _check_members(data, entry["kind"], entry.get("means", {}), dimensions)
        kinds.append(
            TableKind(
                entry["kind"],
                entry["zh"],
                entry["en"],
                tuple(map(normalised, entry.get("all", ()))),
                tuple(map(normalised, entry.get("any", ()))),
                tuple(map(normalised, entry.get("none", ()))),
                entry["axis"],
                entry.get("means", {}),
                tuple(map(normalised, entry.get("headings", ()))),
                tuple(map(normalised, (*entry.get("headings", ()), *entry.get("other_headings", ())))),
            )
        )
    return tuple(kinds)


def _load_forms(data: DataFile, dimensions: Mapping[str, Dimension]) -> dict[str, FormLabel]:
    labels: dict[str, FormLabel] = {}
    for entry in data.content["amount"]:
        means = dict(entry["means"])
        shift = means.pop("year", None)
        _check_members(data, entry["says"][0], means, dimensions)
        label = FormLabel(means, shift, entry.get("project", False))
        labels.update({normalised(says): label for says in entry["says"]})
    return labels


def load_lexicon(folder: Path) -> Lexicon:
    """Return the lexicon of a folder; raise InvalidDataError, with the line, where a file breaks its form."""
    data = DataFile(folder / "dimensions.toml")
    dimensions = {name: load_dimension(name, data) for name in data.content}
    forms = DataFile(folder / "forms.toml")
    return Lexicon(
        dimensions,
        _load_words(DataFile(folder / "words.toml"), dimensions),
        _load_kinds(DataFile(folder / "tables.toml"), dimensions),
        _load_forms(forms, dimensions),
        frozenset(normalised(says) for entry in forms.content["name"] for says in entry["says"]),
    )
