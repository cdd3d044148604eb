"""The lexicon that comes with Yushen: its files become a Lexicon once, with errors that name the line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cache
from pathlib import Path

from model.classification.codes import is_code
from model.datafile import DataFile, FilePlace
from model.declared import read
from model.errors import InvalidDataError
from model.lexicon.composition_file import load_compositions, with_compositions
from model.lexicon.dimension import Dimension, load_dimensions
from model.lexicon.reading import (
    ALONE,
    CODE_DIMENSIONS,
    COLUMN_ROLES,
    OF_WHICH,
    ROLES,
    Reading,
    Word,
    normalised,
    one_line,
    without_numbering,
)
from model.lexicon.vocabulary import AXES, FormLabel, Lexicon, TableKind
from model.messages import message
from model.pattern import pattern
from model.record import dataclass

__all__ = [
    "COLUMN_ROLES",
    "OF_WHICH",
    "Lexicon",
    "Reading",
    "TableKind",
    "lexicon",
    "normalised",
    "one_line",
    "without_numbering",
]
_IN_BRACES = pattern(r"\{([^{}]*)\}")


@cache
def lexicon() -> Lexicon:
    """Return the lexicon that comes with Yushen."""
    return load_lexicon(Path(__file__).resolve().parent)


@dataclass(frozen=True, slots=True)
class WordEntry:
    """An entry `[[word]]`; `alone` means that the word counts only where a text states nothing else."""

    says: tuple[str, ...]
    place: FilePlace
    means: Mapping[str, object] = field(default_factory=dict)
    role: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class _WordsFile:
    """The whole of a file of words."""

    word: tuple[WordEntry, ...]
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _KindEntry:
    """A kind of table, as the file has it."""

    kind: str
    zh: str
    en: str
    axis: str
    place: FilePlace
    all_: tuple[str, ...] = ()
    any_: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    other_headings: tuple[str, ...] = ()
    lists: bool = False
    means: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _KindsFile:
    """The whole of the file of kinds."""

    table: tuple[_KindEntry, ...]
    limits: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _AmountEntry:
    """An amount of a form, as the file has it."""

    says: tuple[str, ...]
    means: Mapping[str, object]
    place: FilePlace
    project: bool = False
    of_form: bool = False


@dataclass(frozen=True, slots=True)
class _WordList:
    """Words that state one thing."""

    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _FormsFile:
    """The whole of the file of forms."""

    amount: tuple[_AmountEntry, ...]
    name: tuple[_WordList, ...]
    whole: tuple[_WordList, ...]


def defined_twice(place: FilePlace, word: str) -> InvalidDataError:
    """Return the error for a word that another entry has already."""
    return place.complain(message("{word} is defined twice.", word=word), message("Keep one of the two."))


def _meaning(
    means: Mapping[str, object], place: FilePlace, dimensions: Mapping[str, Dimension]
) -> tuple[dict[str, str], int | None]:
    """Return what an entry means, and by how much it shifts the year."""
    coordinates: dict[str, str] = {}
    shift: int | None = None
    for name, member in means.items():
        if name == "year" and isinstance(member, int):
            shift = member
        elif isinstance(member, str) and (
            (name in CODE_DIMENSIONS and is_code(member))
            or (name in dimensions and member in dimensions[name].members)
        ):
            coordinates[name] = member
        else:
            what = message("{dimension} = {member} is not a coordinate.", dimension=name, member=member)
            raise place.at(name).complain(what, message("See dimensions.toml for the members."))
    return coordinates, shift


def load_words(data: DataFile, dimensions: Mapping[str, Dimension]) -> dict[str, Word]:
    """Return the words of a data file by what they state; raise InvalidDataError, with the line, for what is none."""
    file = read(_WordsFile, FilePlace(data))
    return words_of(file.word, dimensions, file.sets)


def words_of(
    entries: tuple[WordEntry, ...],
    dimensions: Mapping[str, Dimension],
    sets: Mapping[str, tuple[str, ...]],
) -> dict[str, Word]:
    """Return the words of some entries by what they state; raise InvalidDataError, with the line, for what is none.

    `上年{carry}` is every word that a way of writing of the set `carry` makes; a word that is written out goes first.
    """
    written: dict[str, Word] = {}
    made: dict[str, Word] = {}
    for entry in entries:
        means, shift = _meaning(entry.means, entry.place.at("means"), dimensions)
        if entry.role not in ROLES:
            raise entry.place.at("role").complain(message("{role} is not a role.", role=entry.role))
        word = Word(means, entry.role, shift)
        for number, text in enumerate(entry.says):
            place = entry.place.at("says", number)
            words = made if "{" in text else written
            prefix = ALONE if entry.alone else ""
            for plain in (prefix + normalised(way) for way in _ways(text, sets, place)):
                if plain in words and (words is written or words[plain] != word):
                    raise defined_twice(place, text)
                words[plain] = word
    return {**made, **written}


def _ways(text: str, sets: Mapping[str, tuple[str, ...]], place: FilePlace) -> list[str]:
    """Return the words that a way of writing stands for: one for each choice from the sets that it names in braces."""
    found = _IN_BRACES.search(text)
    if found is None:
        return [text]
    if found[1] not in sets:
        what = message("{name} is no set of this file.", name=found[1])
        raise place.complain(what, message("See [sets] at the head of the file."))
    before, after = text[: found.start()], text[found.end() :]
    return [way for each in sets[found[1]] for way in _ways(f"{before}{each}{after}", sets, place)]


def _kind(entry: _KindEntry, dimensions: Mapping[str, Dimension], limits: tuple[str, ...]) -> TableKind:
    if entry.axis not in AXES:
        raise entry.place.at("axis").complain(message("{axis} is not an axis.", axis=entry.axis))
    if not entry.all_ and not entry.any_:
        what = message("{kind} has no words: it would fit every title.", kind=entry.kind)
        raise entry.place.at("kind").complain(what)
    every, some, none, headings, others = (
        tuple(map(normalised, words))
        for words in (entry.all_, entry.any_, entry.none, entry.headings, entry.other_headings)
    )
    means = _meaning(entry.means, entry.place.at("means"), dimensions)[0]
    speaks_of_all = entry.axis in {"codes", "lines"} and "item" not in means
    foreign = tuple(
        word for word in map(normalised, limits) if not any(word in text for text in (*every, *some))
    )
    return TableKind(
        entry.kind,
        entry.zh,
        entry.en,
        every,
        some,
        none,
        entry.axis,
        means,
        headings,
        headings + others,
        foreign if speaks_of_all else (),
        entry.lists,
    )


def _form_labels(
    entries: tuple[_AmountEntry, ...], dimensions: Mapping[str, Dimension]
) -> dict[str, FormLabel]:
    labels: dict[str, FormLabel] = {}
    for entry in entries:
        means, shift = _meaning(entry.means, entry.place.at("means"), dimensions)
        for number, text in enumerate(entry.says):
            if normalised(text) in labels:
                raise defined_twice(entry.place.at("says", number), text)
            labels[normalised(text)] = FormLabel(means, shift, entry.project, entry.of_form)
    return labels


def _all_words(entries: tuple[_WordList, ...]) -> frozenset[str]:
    return frozenset(normalised(text) for entry in entries for text in entry.says)


def load_lexicon(folder: Path) -> Lexicon:
    """Return the lexicon of a folder; raise InvalidDataError, with the line, where a file breaks its form."""
    dimensions = load_dimensions(FilePlace(DataFile(folder / "dimensions.toml")))
    compositions = load_compositions(DataFile(folder / "composition.toml"), dimensions)
    dimensions = with_compositions(dimensions, compositions)
    kinds = read(_KindsFile, FilePlace(DataFile(folder / "tables.toml")))
    forms = read(_FormsFile, FilePlace(DataFile(folder / "forms.toml")))
    return Lexicon(
        dimensions,
        load_words(DataFile(folder / "words.toml"), dimensions),
        tuple(_kind(entry, dimensions, kinds.limits) for entry in kinds.table),
        _form_labels(forms.amount, dimensions),
        _all_words(forms.name),
        _all_words(forms.whole),
        compositions,
        tuple(sorted(map(normalised, kinds.plain), key=len, reverse=True)),
    )
