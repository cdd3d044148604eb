"""The words of sentences: prose.toml, validated, and the lexicon that knows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from model.lexicon.datafile import DataFile
from model.lexicon.entries import Entry
from model.lexicon.lexicon import Lexicon, lexicon, normalised
from model.lexicon.loading import load_words

FILE = Path(__file__).resolve().parents[2] / "lexicon" / "prose.toml"
_LISTS = ("filler", "heading", "reason", "part")
_COMPARE = ("up", "down", "flat", "above", "below", "equal")


@dataclass(frozen=True)
class ProseWords:
    """What sentences say beside the tables' words.

    `sentences` is the lexicon with their words and fillers, `headings` the one that knows chapters' headings too;
    `reason` and `part` are the words before causes and before parts, `compare` maps a word to its direction.
    """

    sentences: Lexicon
    headings: Lexicon
    reason: tuple[str, ...]
    part: tuple[str, ...]
    compare: Mapping[str, str]


@cache
def prose_words() -> ProseWords:
    """Return the words of prose that come with Yushen."""
    return load_prose_words(DataFile(FILE), lexicon())


def load_prose_words(data: DataFile, words: Lexicon) -> ProseWords:
    """Return the prose words of a file over a lexicon; raise InvalidDataError, with its line, for an odd entry."""
    whole = Entry(data, range(1, len(data.text.splitlines()) + 1), data.content)
    form = dict.fromkeys(_LISTS, "texts") | {"compare": "table", "word": "tables"}
    content = whole.checked(form, form.keys()).values
    compare = Entry(data, whole.lines, content["compare"]).checked(dict.fromkeys(_COMPARE, "texts"), _COMPARE)
    directions = {word: each for each, says in compare.values.items() for word in says}
    known = replace(words, words={**words.words, **load_words(data, words.dimensions)})
    sentences = known.with_fillers(frozenset(map(normalised, content["filler"])))
    headings = sentences.with_fillers(frozenset(map(normalised, content["heading"])))
    return ProseWords(sentences, headings, tuple(content["reason"]), tuple(content["part"]), directions)
