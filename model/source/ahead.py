"""Reading ahead: the next file is parsed while this one is recognised, and the first while modules are imported."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from functools import partial
from pathlib import Path
from queue import Queue
from threading import Event, Thread

from model.errors import Trouble
from model.source.book import Book
from model.source.causes import unreadable
from model.source.process import Limits
from model.source.read_books import ReadBooks
from model.source.reading import open_book

Progress = Callable[[str, float], None]
"""Called with the file that is being read and the share (0 to 1) of all files that is done."""

_BOOKS_AHEAD = 1
"""Books that may wait to be taken: a second one already costs memory and saves nothing."""


def read_ahead(
    paths: Sequence[Path],
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    limits: Limits | None = None,
    read_books: ReadBooks | None = None,
) -> Generator[Book | Trouble]:
    """Begin to read at once; return each file's book, or the trouble with it, in the order of `paths`.

    A book that is among those `read_books` is not read again as long as its file is as it was.
    Closing what is returned ends the reading, and the process that does it.
    Any other error of the reading thread is raised here, where the book would have come.
    """
    books: Queue[Book | BaseException] = Queue(_BOOKS_AHEAD)
    stop = Event()

    def is_cancelled() -> bool:
        return stop.is_set() or (cancelled is not None and cancelled())

    def read(position: int, path: Path) -> Book | BaseException:
        def report(share: float) -> None:
            if progress:
                progress(str(path), (position + share) / len(paths))

        if is_cancelled():
            return unreadable(str(path), "cancelled")
        try:
            report(0.0)
            opened = partial(open_book, path, limits=limits, progress=report, cancelled=is_cancelled)
            return opened() if read_books is None else read_books.of(path, len(paths), opened)
        except BaseException as error:  # noqa: BLE001 - it is raised again on the thread that asked
            return error

    def read_all() -> None:
        for position, path in enumerate(paths):
            if stop.is_set():
                return
            books.put(read(position, path))

    thread = Thread(target=read_all, name="reading", daemon=True)
    thread.start()
    return _take_each(len(paths), books, thread, stop)


def _take_each(
    count: int, books: Queue[Book | BaseException], thread: Thread, stop: Event
) -> Generator[Book | Trouble]:
    try:
        for _ in range(count):
            yield _taken(books)
    finally:
        stop.set()
        while thread.is_alive():
            _empty(books)
            thread.join(0.01)


def _taken(books: Queue[Book | BaseException]) -> Book | Trouble:
    book = books.get()
    if isinstance(book, Book | Trouble):
        return book
    raise book


def _empty(books: Queue[Book | BaseException]) -> None:
    while not books.empty():
        books.get_nowait()
