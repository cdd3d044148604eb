"""Reading the first file early: the process that parses it works while the desk is still being furnished."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from model.source.read_books import ReadBooks

if TYPE_CHECKING:
    from os import stat_result

    from model.errors import Trouble
    from model.source.book import Book

MOST_BYTES = 1 << 20
"""Only a file that is read in a moment is read early: its progress is not reported."""


class EarlyBooks(ReadBooks):
    """Books that are stored, one of which may be read before it is asked for; `limit` times as much as usual."""

    def __init__(self, limit: float) -> None:
        super().__init__()
        self._limit = limit
        self._early: _EarlyBook | None = None

    def begin(self, path: Path, cancelled: Callable[[], bool]) -> None:
        """Begin to read a small file in a thread of its own, until `cancelled`."""
        try:
            found = path.stat()
        except OSError:
            return
        if found.st_size <= MOST_BYTES:
            self._early = _EarlyBook(path, found, self._limit, cancelled)
            self._early.start()

    def of(self, path: Path, count: int, read: Callable[[], Book | Trouble]) -> Book | Trouble:
        """Return the book of a file, one of `count`, that was read early, is stored, or is read now."""
        early, self._early = self._early, None
        return super().of(path, count, early.book if early is not None and early.is_of(path) else read)


class _EarlyBook(Thread):
    """The reading of one file, which ends with its book or with what prevented it."""

    def __init__(self, path: Path, found: stat_result, limit: float, cancelled: Callable[[], bool]) -> None:
        super().__init__(name="reading early", daemon=True)
        self._path = path
        self._found = found
        self._limit = limit
        self._cancelled = cancelled
        self._read: Book | BaseException | None = None

    def is_of(self, path: Path) -> bool:
        """Return whether a file is the one that is read, still as it was, and the reading was not given up."""
        try:
            found = path.stat()
        except OSError:
            return False
        return path == self._path and _stamp(found) == _stamp(self._found) and not self._cancelled()

    def run(self) -> None:
        """Read the file; what goes wrong waits for the one who asks for the book."""
        from model.source.process import Limits
        from model.source.reading import open_book

        try:
            self._read = open_book(self._path, limits=Limits().times(self._limit), cancelled=self._cancelled)
        except BaseException as error:  # noqa: BLE001 - it is raised again on the thread that asks
            self._read = error

    def book(self) -> Book:
        """Return the book once it is read. Raises what the reading raised."""
        self.join()
        if isinstance(self._read, BaseException):
            raise self._read
        assert self._read is not None
        return self._read


def _stamp(found: stat_result) -> tuple[int, int, int]:
    """Return what changes with a file's content."""
    return found.st_mtime_ns, found.st_size, found.st_ino
