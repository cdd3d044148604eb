"""Measures what words that no line of the lexicon has would make Yushen accuse documents of.

Run: python benchmarks/unknown_words.py [CITY ...] [--share S] [--trials N] [--seed S] [--folder FOLDER]

Every document is audited with the whole lexicon, and then without a random share of the words that its reading took: in
headings, labels, titles and forms, as another province may call them otherwise. An error or a warning that is raised
only then is printed with the words left out, for reading: it is false, or another side of a slip raised before.
Each audit is a process of its own, for what is read is stored with the words it was read by.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Collection
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from lexicon_lines import CITIES, Line, lexicon_of_all, taken_words, without
from parsed_books import parsed_book

from checks.runner import audit
from model.disclosure import disclosure_of
from model.errors import UnreadableSourceError
from model.finding import Severity
from model.lexicon import lexicon as shipped
from model.lexicon.lexicon import Lexicon, lexicon
from model.source.book import Book

Raised = tuple[str, str, str]
"""A finding: its rule, its severity and its message."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cities", nargs="*", help="the beginnings of names")
    parser.add_argument("--share", type=float, default=0.1, help="of the words a document takes, left out")
    parser.add_argument("--trials", type=int, default=2, help="of each document")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=CITIES)
    arguments = parser.parse_args()
    counts: Counter[str] = Counter()
    trials = 0
    for path in sorted(arguments.folder.glob("*.pdf")):
        if arguments.cities and not path.stem.startswith(tuple(arguments.cities)):
            continue
        try:
            book = parsed_book(path)
        except UnreadableSourceError as error:
            print(f"{path.name}: {error.line('en')}")
            continue
        words, known = sorted(taken_words(book)), {message for _, _, message in _audited(book, ())}
        for trial in range(arguments.trials):
            random = Random(f"{arguments.seed}-{path.stem}-{trial}")
            off = [word for word in words if random.random() < arguments.share]
            raised = [each for each in _audited(book, off) if each[2] not in known]
            counts.update(severity for _, severity, _ in raised)
            trials += 1
            _print(path.stem, off, raised)
    print(f"{trials} audits without words: {counts['error']} errors and {counts['warning']} warnings more")


def _print(name: str, off: Collection[Line], raised: Collection[Raised]) -> None:
    if raised:
        print(f"{name} without {', '.join(word for _, word in off)}")
    for rule, severity, message in raised:
        print(f"    {severity} {rule} {message}", flush=True)


def _audited(book: Book, off: Collection[Line]) -> list[Raised]:
    """Return the errors and warnings that are raised of a book without some words, by a process of its own."""
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_audit, args=(book, without(lexicon_of_all(), off), there))
    process.start()
    there.close()
    raised: list[Raised] = here.recv()
    process.join()
    return raised


def _audit(book: Book, words: Lexicon, pipe: Connection) -> None:
    shipped.load_lexicon = lambda _: words
    lexicon.cache_clear()
    findings = audit([disclosure_of([book])]).findings
    pipe.send(
        [
            (each.rule, each.severity.value, each.message.text("en"))
            for each in findings
            if each.severity is not Severity.NOTICE
        ]
    )


if __name__ == "__main__":
    main()
