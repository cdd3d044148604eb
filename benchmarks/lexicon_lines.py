"""Measures what the reading of one city's tables owes to words of the lexicon that no other city's documents use.

Run: python benchmarks/lexicon_lines.py [CITY ...] [--folder FOLDER]

Every document is read once with a lexicon that notes which of its words were taken: in headings, labels and titles
(words.toml), in the titles that name a table's kind (tables.toml) and in forms (forms.toml). The words that documents
of one city alone took are switched off, all of that city together, and its documents read again: the points of bound
amounts that are lost are what a city would lose that nobody had seen. Then each such word is switched off by itself.
A document is a file of the folder, its city what stands before the hyphen of its name. Books are parsed once and stored
(`parsed_books.py`); only recognition is done again.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from cities import CITIES
from parsed_books import parsed_book

import model.lexicon.lexicon as shipped
from model.disclosure import Disclosure, disclosure_of
from model.errors import UnreadableSourceError
from model.lexicon.bodies import without_bodies
from model.lexicon.lexicon import Lexicon, lexicon, normalised
from model.lexicon.vocabulary import TableKind
from model.source.book import Book

Value = TypeVar("Value")
Line = tuple[str, str]
"""A word of the lexicon: the file it stands in, and how it is written there."""


class Noted(dict[str, Value]):
    """Words that note which of them were taken."""

    def __init__(self, words: Mapping[str, Value], taken: Callable[[str], None]) -> None:
        super().__init__(words)
        self._taken = taken

    def __getitem__(self, word: str) -> Value:
        self._taken(word)
        return super().__getitem__(word)

    def get(self, word: str, default: Any = None, /) -> Any:
        """Return a word's value as a dict does, and note that it was taken."""
        if word in self:
            self._taken(word)
        return super().get(word, default)


@dataclass(frozen=True)
class Taken:
    """A document's book, how many amounts were bound in it, how many it prints, and the words that its reading took."""

    book: Book
    bound: int
    printed: int
    words: frozenset[Line]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "cities", nargs="*", help="the beginnings of names; all documents are read all the same"
    )
    parser.add_argument("--folder", type=Path, default=CITIES)
    arguments = parser.parse_args()
    documents = {path.stem: _taken(book) for path, book in _books(arguments.folder)}
    cities: dict[str, list[Taken]] = defaultdict(list)
    for name, document in documents.items():
        cities[name.partition("-")[0]].append(document)
    using: dict[Line, set[str]] = defaultdict(set)
    for city, of_city in cities.items():
        for document in of_city:
            for line in document.words:
                using[line].add(city)
    print(
        f"{len(using)} words were taken; {sum(len(by) == 1 for by in using.values())} of them in one city alone"
    )
    for city, of_city in cities.items():
        if not arguments.cities or city in arguments.cities:
            _print_city(city, of_city, sorted(line for line, by in using.items() if by == {city}))


def _print_city(city: str, documents: list[Taken], alone: list[Line]) -> None:
    bound, printed = sum(one.bound for one in documents), sum(one.printed for one in documents)
    lost = _lost(documents, alone)
    print(
        f"\n{city}: {len(alone)} words of its own; without them {_points(lost, printed)} points of bound amounts"
    )
    print(
        f"    {bound:,} of {printed:,} amounts of its tables are bound, {bound - lost:,} without those words"
    )
    if lost:
        by_word = {line: _lost(documents, [line]) for line in alone}
        for (file, word), count in sorted(by_word.items(), key=lambda each: -each[1]):
            if count:
                print(f"    {_points(count, printed):>6}  {file}: {word}", flush=True)


def _points(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


def _lost(documents: list[Taken], lines: Collection[Line]) -> int:
    """Return how many amounts fewer are bound in the documents that take any of these words, without them."""
    lost = 0
    for document in documents:
        if document.words.intersection(lines):
            bound, _ = _counts(_read(document.book, without(lexicon_of_all(), lines)))
            lost += document.bound - bound
    return lost


def _books(folder: Path) -> Iterator[tuple[Path, Book]]:
    for path in sorted(folder.glob("*.pdf")):
        try:
            yield path, parsed_book(path)
        except UnreadableSourceError as error:
            print(f"{path.name}: {error.line('en')}")


def taken_words(book: Book) -> frozenset[Line]:
    """Return the words of the lexicon that the reading of a book takes."""
    return _taken(book).words


def _taken(book: Book) -> Taken:
    """Read a book and return what it took of the lexicon."""
    taken: set[Line] = set()
    whole = lexicon_of_all()
    noted = replace(
        whole,
        words=Noted(whole.words, lambda word: taken.add(("words.toml", word))),
        form_labels=Noted(whole.form_labels, lambda word: taken.add(("forms.toml", word))),
    )
    disclosure = _read(book, noted)
    kinds = {kind.kind: kind for kind in whole.kinds}
    for table in disclosure.tables:
        if table.kind:
            title = without_bodies(normalised(table.title))
            taken.update(("tables.toml", word) for word in kinds[table.kind].any_words if word in title)
    return Taken(book, *_counts(disclosure), frozenset(taken))


def lexicon_of_all() -> Lexicon:
    """Return the shipped lexicon, whatever is in force."""
    return shipped.load_lexicon(Path(shipped.__file__).parent)


def _read(book: Book, words: Lexicon) -> Disclosure:
    """Return the disclosure of a book as a lexicon reads it."""
    load = shipped.load_lexicon
    shipped.load_lexicon = lambda _: words
    lexicon.cache_clear()
    try:
        return disclosure_of([book])
    finally:
        shipped.load_lexicon = load
        lexicon.cache_clear()


def _counts(disclosure: Disclosure) -> tuple[int, int]:
    """Return how many cells of tables are bound, and how many are bound or listed as not bound."""
    facts = disclosure.cells
    cells = np.stack([facts.table, facts.row, facts.column])[:, facts.stated]
    bound = len(np.unique(cells, axis=1).T)
    return bound, bound + sum(len(table.unbound) for table in disclosure.tables)


def without(whole: Lexicon, lines: Collection[Line]) -> Lexicon:
    """Return a lexicon without some of its words."""
    off: dict[str, set[str]] = defaultdict(set)
    for file, word in lines:
        off[file].add(word)
    return replace(
        whole,
        words={word: value for word, value in whole.words.items() if word not in off["words.toml"]},
        form_labels={
            word: value for word, value in whole.form_labels.items() if word not in off["forms.toml"]
        },
        kinds=tuple(_kind_without(kind, off["tables.toml"]) for kind in whole.kinds),
    )


def _kind_without(kind: TableKind, off: set[str]) -> TableKind:
    """Return a kind without some words of which one must stand in its title; one without any of them fits no title."""
    left = tuple(word for word in kind.any_words if word not in off)
    lost_all = bool(kind.any_words) and not left
    return replace(kind, any_words=("\N{SYMBOL FOR NULL}",) if lost_all else left)


if __name__ == "__main__":
    main()
