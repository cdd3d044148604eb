"""The words of sentences: prose.toml, validated, and the lexicon that knows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from model.lexicon.datafile import DataFile
from model.lexicon.entries import Entry, entries
from model.lexicon.lexicon import Lexicon, lexicon, normalised
from model.lexicon.loading import load_words
from model.messages import message

FILE = Path(__file__).resolve().parents[2] / "lexicon" / "prose.toml"
_LISTS = ("filler", "heading", "reason", "purpose", "result", "part")
_COMPARE = ("up", "down", "flat", "above", "below", "equal")


@dataclass(frozen=True)
class ProseWords:
    """What sentences say beside the tables' words.

    `sentences` is the lexicon with their words and fillers, `headings` the one that knows chapters' headings too;
    `reason`, `result` and `part` are the words before causes, before what came of them, and before parts; `purpose`
    are those of the reasons that tell what money is for;
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
        """The words that tell a rise or a fall."""
        return tuple(word for word, way in self.compare.items() if way in ("up", "down"))

    @cached_property
    def flat(self) -> tuple[str, ...]:
        """The words that tell that nothing changed."""
        return tuple(word for word, way in self.compare.items() if way == "flat")


@cache
def prose_words() -> ProseWords:
    """Return the words of prose that come with Yushen."""
    return load_prose_words(DataFile(FILE), lexicon())


def load_prose_words(data: DataFile, words: Lexicon) -> ProseWords:
    """Return the prose words of a file over a lexicon; raise InvalidDataError, with its line, for an odd entry."""
    whole = Entry(data, range(1, len(data.lines) + 1), data.content)
    form = dict.fromkeys(_LISTS, "texts") | {"compare": "table", "word": "tables"}
    content = whole.checked(form, form.keys()).values
    for name in _LISTS:
        _check_words(Entry(data, _lines_of(data, name), {}), content[name])
    known = replace(words, words={**words.words, **load_words(data, words.dimensions)})
    sentences = known.with_fillers(frozenset(map(normalised, content["filler"])))
    headings = sentences.with_fillers(frozenset(map(normalised, content["heading"])))
    return ProseWords(
        sentences,
        headings,
        tuple(content["reason"]),
        tuple(content["purpose"]),
        tuple(content["result"]),
        tuple(content["part"]),
        _directions(data, content["compare"]),
    )


def _directions(data: DataFile, compare: object) -> dict[str, str]:
    """Return each word that compares with the direction that it tells."""
    (entry,) = entries(data, "compare", [compare])
    directions: dict[str, str] = {}
    for direction, says in entry.checked(dict.fromkeys(_COMPARE, "texts"), _COMPARE).values.items():
        _check_words(entry, says)
        for word in says:
            if word in directions:
                raise entry.complain(f"{direction} =", message("{word} is defined twice.", word=word))
            directions[word] = direction
    return directions


def _check_words(entry: Entry, says: Iterable[str]) -> None:
    seen: set[str] = set()
    for word in says:
        plain = normalised(word)
        if not plain:
            raise entry.complain(f'"{word}"', message("a text of the list is empty."))
        if plain in seen:
            raise entry.complain(f'"{word}"', message("{word} is defined twice.", word=word))
        seen.add(plain)


def _lines_of(data: DataFile, name: str) -> range:
    """Return the lines on which a list of the top of the file is written."""
    texts = data.lines
    first = next((number for number, text in enumerate(texts, 1) if text.split("=")[0].strip() == name), 1)
    last = next((number for number, text in enumerate(texts[first - 1 :], first) if "]" in text), len(texts))
    return range(first, last + 1)
