"""The lexicon's files become a Lexicon, with errors that name the line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from model.classification.codes import is_code
from model.errors import InvalidDataError
from model.lexicon.composition_file import load_compositions, with_compositions
from model.lexicon.datafile import DataFile
from model.lexicon.dimension import Dimension, load_dimension
from model.lexicon.entries import Entry, entries
from model.lexicon.kinds import AXES, FormLabel, TableKind
from model.lexicon.reading import ALONE, CODE_DIMENSIONS, ROLES, Word, normalised
from model.lexicon.vocabulary import Lexicon
from model.messages import message

_IN_BRACES = re.compile(r"\{([^{}]*)\}")
_WORD = {"says": "texts", "means": "table", "role": "text", "alone": "flag"}
_AMOUNT = {"says": "texts", "means": "table", "project": "flag", "of_form": "flag"}
_NAME = {"says": "texts"}
_KIND = {
    **dict.fromkeys(("kind", "zh", "en", "axis"), "text"),
    **dict.fromkeys(("all", "any", "none", "headings", "other_headings"), "texts"),
    "means": "table",
}


def _meaning(entry: Entry, dimensions: Mapping[str, Dimension]) -> tuple[dict[str, str], int | None]:
    """Return what an entry means, and by how much it shifts the year."""
    means = dict(entry.values.get("means", {}))
    for dimension, member in means.items():
        if dimension == "year" and isinstance(member, int):
            continue
        if dimension in CODE_DIMENSIONS and isinstance(member, str) and is_code(member):
            continue
        if dimension not in dimensions or member not in dimensions[dimension].members:
            what = message("{dimension} = {member} is not a coordinate.", dimension=dimension, member=member)
            raise entry.complain(f"{dimension} =", what, message("See dimensions.toml for the members."))
    shift = means.pop("year", None)
    return means, shift


def _twice(entry: Entry, says: str) -> InvalidDataError:
    what = message("{word} is defined twice.", word=says)
    return entry.complain(f'"{says}"', what, message("Keep one of the two."))


def load_words(data: DataFile, dimensions: Mapping[str, Dimension]) -> dict[str, Word]:
    """Return the words of a data file by what they say; raise InvalidDataError, with the line, for what is none.

    `上年{carry}` is every word that a way of writing of the set `carry` makes; a word that is written out goes first.
    """
    sets = _sets(data)
    written: dict[str, Word] = {}
    made: dict[str, Word] = {}
    for entry in entries(data, "word", data.content.get("word")):
        entry.checked(_WORD, {"says"})
        means, shift = _meaning(entry, dimensions)
        role = entry.values.get("role", "")
        if role not in ROLES:
            raise entry.complain("role", message("{role} is not a role.", role=role))
        word = Word(means, role, shift)
        for says in entry.values["says"]:
            words = made if "{" in says else written
            prefix = ALONE if entry.values.get("alone") else ""
            for plain in (prefix + normalised(way) for way in _ways(says, sets, entry)):
                if plain in words and (words is written or words[plain] != word):
                    raise _twice(entry, says)
                words[plain] = word
    return {**made, **written}


def _sets(data: DataFile) -> dict[str, list[str]]:
    """Return the sets of ways of writing that the words of a file may name in braces."""
    top = data.content.get("sets", {})
    everywhere = range(1, len(data.lines) + 1)
    return dict(Entry(data, everywhere, top).checked(dict.fromkeys(top, "texts")).values)


def _ways(says: str, sets: Mapping[str, list[str]], entry: Entry) -> list[str]:
    """Return the words that a way of writing stands for: one for each choice from the sets that it names in braces."""
    found = _IN_BRACES.search(says)
    if found is None:
        return [says]
    if found[1] not in sets:
        what = message("{name} is no set of this file.", name=found[1])
        raise entry.complain(f'"{says}"', what, message("See [sets] at the head of the file."))
    before, after = says[: found.start()], says[found.end() :]
    return [way for each in sets[found[1]] for way in _ways(f"{before}{each}{after}", sets, entry)]


def _load_kinds(data: DataFile, dimensions: Mapping[str, Dimension]) -> tuple[TableKind, ...]:
    top = {"limits": data.content.get("limits", [])}
    limits = Entry(data, range(1, len(data.lines) + 1), top).checked({"limits": "texts"}).values["limits"]
    return tuple(
        _kind(entry.checked(_KIND, ("kind", "zh", "en", "axis")), dimensions, limits)
        for entry in entries(data, "table", data.content.get("table"))
    )


def _kind(entry: Entry, dimensions: Mapping[str, Dimension], limits: list[str]) -> TableKind:
    values = entry.values
    if values["axis"] not in AXES:
        raise entry.complain("axis", message("{axis} is not an axis.", axis=values["axis"]))
    if not values.get("all") and not values.get("any"):
        what = message("{kind} has no words: it would fit every title.", kind=values["kind"])
        raise entry.complain("kind", what)

    def plain(*keys: str) -> tuple[str, ...]:
        return tuple(normalised(word) for key in keys for word in values.get(key, ()))

    means = _meaning(entry, dimensions)[0]
    own = plain("all", "any")
    speaks_of_all = values["axis"] in {"codes", "lines"} and "item" not in means
    foreign = [word for word in map(normalised, limits) if not any(word in text for text in own)]
    return TableKind(
        values["kind"],
        values["zh"],
        values["en"],
        plain("all"),
        plain("any"),
        plain("none"),
        values["axis"],
        means,
        plain("headings"),
        plain("headings", "other_headings"),
        tuple(foreign) if speaks_of_all else (),
    )


def _load_forms(data: DataFile, dimensions: Mapping[str, Dimension]) -> dict[str, FormLabel]:
    labels: dict[str, FormLabel] = {}
    for entry in entries(data, "amount", data.content.get("amount")):
        entry.checked(_AMOUNT, ("says", "means"))
        whose = (entry.values.get(key, False) for key in ("project", "of_form"))
        label = FormLabel(*_meaning(entry, dimensions), *whose)
        for says in entry.values["says"]:
            if normalised(says) in labels:
                raise _twice(entry, says)
            labels[normalised(says)] = label
    return labels


def _form_words(data: DataFile, of: str) -> frozenset[str]:
    names = (entry.checked(_NAME, {"says"}) for entry in entries(data, of, data.content.get(of)))
    return frozenset(normalised(says) for entry in names for says in entry.values["says"])


def load_lexicon(folder: Path) -> Lexicon:
    """Return the lexicon of a folder; raise InvalidDataError, with the line, where a file breaks its form."""
    data = DataFile(folder / "dimensions.toml")
    dimensions = {name: load_dimension(name, data) for name in data.content}
    compositions = load_compositions(DataFile(folder / "composition.toml"), dimensions)
    dimensions = with_compositions(dimensions, compositions)
    forms = DataFile(folder / "forms.toml")
    return Lexicon(
        dimensions,
        load_words(DataFile(folder / "words.toml"), dimensions),
        _load_kinds(DataFile(folder / "tables.toml"), dimensions),
        _load_forms(forms, dimensions),
        _form_words(forms, "name"),
        _form_words(forms, "whole"),
        compositions,
    )
