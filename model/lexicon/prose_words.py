"""The words of sentences: prose.toml, validated, and the lexicon that knows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache, cached_property
from pathlib import Path

from model.datafile import DataFile, FilePlace
from model.declared import read
from model.lexicon.lexicon import Lexicon, WordEntry, defined_twice, lexicon, normalised, words_of
from model.messages import message
from model.record import dataclass

FILE = Path(__file__).resolve().parent / "prose.toml"


@dataclass(frozen=True, slots=True)
class _Directions:
    """Words by the direction in which an amount moves."""

    up: tuple[str, ...]
    down: tuple[str, ...]
    flat: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    equal: tuple[str, ...]
    place: FilePlace


@dataclass(frozen=True, slots=True)
class _File:
    """The whole file."""

    filler: tuple[str, ...]
    heading: tuple[str, ...]
    reason: tuple[str, ...]
    purpose: tuple[str, ...]
    result: tuple[str, ...]
    part: tuple[str, ...]
    compare: _Directions
    word: tuple[WordEntry, ...]
    place: FilePlace
    final: tuple[WordEntry, ...] = ()


@dataclass(frozen=True)
class ProseWords:
    """What sentences state beside the tables' words.

    `sentences` is the lexicon with their words and fillers, `headings` the one that knows chapters' headings too;
    `reason`, `result` and `part` are the words before causes, before what came of them, and before parts; `purpose`
    are those of the reasons that show what money is for;
    `compare` maps a word to its direction.
    """

    sentences: Lexicon
    headings: Lexicon
    reason: tuple[str, ...]
    purpose: tuple[str, ...]
    result: tuple[str, ...]
    part: tuple[str, ...]
    compare: Mapping[str, str]

    @cached_property
    def moved(self) -> tuple[str, ...]:
        """The words that state a rise or a fall."""
        return tuple(word for word, way in self.compare.items() if way in ("up", "down"))

    @cached_property
    def flat(self) -> tuple[str, ...]:
        """The words that show that nothing changed."""
        return tuple(word for word, way in self.compare.items() if way == "flat")


@cache
def prose_words(stage: str | None = None) -> ProseWords:
    """Return the words of prose that come with Yushen, as documents of a stage mean them."""
    return load_prose_words(DataFile(FILE), lexicon(), stage)


def load_prose_words(data: DataFile, words: Lexicon, stage: str | None = None) -> ProseWords:
    """Return the prose words of a file over a lexicon; raise InvalidDataError, with its line, for an odd entry.

    In final accounts some words mean other money than elsewhere.
    """
    file = read(_File, FilePlace(data))
    for name in ("filler", "heading", "reason", "purpose", "result", "part"):
        _check_words(file.place.at(name), getattr(file, name))
    usual, final = (words_of(entries, words.dimensions, {}) for entries in (file.word, file.final))
    known = replace(words, words={**words.words, **usual, **(final if stage == "final" else {})})
    sentences = known.with_fillers(frozenset(map(normalised, file.filler)))
    headings = sentences.with_fillers(frozenset(map(normalised, file.heading)))
    return ProseWords(
        sentences,
        headings,
        file.reason,
        file.purpose,
        file.result,
        file.part,
        _by_word(file.compare),
    )


def _by_word(compare: _Directions) -> dict[str, str]:
    """Return each word that compares with the direction that it states."""
    directions: dict[str, str] = {}
    for name in (each.name for each in fields(compare) if each.name != "place"):
        place, texts = compare.place.at(name), getattr(compare, name)
        _check_words(place, texts)
        for number, word in enumerate(texts):
            if word in directions:
                raise defined_twice(place.at(number), word)
            directions[word] = name
    return directions


def _check_words(place: FilePlace, texts: tuple[str, ...]) -> None:
    seen: set[str] = set()
    for number, word in enumerate(texts):
        plain = normalised(word)
        if not plain:
            raise place.at(number).complain(message("a text of the list is empty."))
        if plain in seen:
            raise defined_twice(place.at(number), word)
        seen.add(plain)
