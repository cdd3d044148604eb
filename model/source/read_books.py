"""Books that were read and are kept: what an auditor states of a table has them recognised anew, but not read again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from model.errors import Trouble
    from model.source.book import Book

MOST_KEPT = 2
"""Of more files than these none is kept: each takes the memory of its pages beside that of its tables."""

Stamp = tuple[int, int, int]


class ReadBooks:
    """The books of few files, each for as long as its file is as it was. Nothing that comes after changes a book."""

    def __init__(self) -> None:
        self._books: dict[Path, tuple[Stamp, Book]] = {}
        self._lock = Lock()

    def of(self, path: Path, count: int, read: Callable[[], Book | Trouble]) -> Book | Trouble:
        """Return the book of a file, one of `count` that are read together; it is read where it is not kept."""
        stamp = _stamp(path)
        kept = self._books.get(path)
        if kept is not None and kept[0] == stamp:
            return kept[1]
        book = read()
        with self._lock:
            self._books.pop(path, None)
            if count > MOST_KEPT:
                self._books.clear()
            elif stamp is not None and not isinstance(book, Exception):
                for other in list(self._books)[: len(self._books) + 1 - MOST_KEPT]:
                    del self._books[other]
                self._books[path] = (stamp, book)
        return book


def _stamp(path: Path) -> Stamp | None:
    """Return what changes with a file's content, None where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
