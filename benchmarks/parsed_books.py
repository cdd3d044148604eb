"""Books stored as they were parsed, so that a benchmark that only recognises does not parse a PDF again.

Such a book is a file in the user's cache folder. Its name holds a digest of the document and of the code that parsed
it: another document, or another line of `model/source`, parses anew.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from functools import cache
from pathlib import Path

import model.source
from model.source.book import Book
from model.source.reading import open_book

FOLDER = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "yushen-benchmarks"
"""Where the books are stored; nothing but this module reads it, and it may be deleted at any time."""


def parsed_book(path: Path) -> Book:
    """Return the book of a file, parsed now or stored before; raise UnreadableSourceError where it is no book."""
    digest = hashlib.sha256(_parser().encode() + path.read_bytes()).hexdigest()
    stored = FOLDER / f"{path.stem}-{digest[:16]}.pickle"
    if stored.exists():
        book = pickle.loads(stored.read_bytes())
        assert isinstance(book, Book)
        return book
    book = open_book(path)
    FOLDER.mkdir(parents=True, exist_ok=True)
    begun = stored.with_suffix(f".{os.getpid()}")
    begun.write_bytes(pickle.dumps(book))
    begun.replace(stored)
    return book


@cache
def _parser() -> str:
    """Return a digest of the code that parses files."""
    room = Path(model.source.__file__).parent
    code = b"".join(file.read_bytes() for file in sorted(room.rglob("*.py")))
    return hashlib.sha256(code).hexdigest()
