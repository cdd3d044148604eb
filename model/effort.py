"""What the work on one document may take once it is read, and the watch that ends what takes more.

The reader's own process has limits that the system holds it to. What follows runs in this one, so that nothing has to
be copied between processes: a watch asks the processor's clock of the thread that works, and how much memory the
process holds, and ends the work from within, between two steps of it and even within an expression that is matched.
The same watch ends work that nobody waits for any more.

A document nobody thought of may break that work. This is the one place that catches such a failure, which is never the
department's fault and never passes for a document without findings: it is left unchecked with one line, and the others
go on.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event, Lock, Thread, current_thread, get_ident, main_thread
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Literal, TypeVar

from model.errors import Trouble
from model.messages import Message, message
from model.pace import StoppedError
from model.record import dataclass
from model.text import clean_line

if TYPE_CHECKING:
    from model.source.book import Book

MEGABYTE = 1 << 20
_STATM = Path("/proc/self/statm")
_TICK = 0.05
"""Seconds of the processor, or of the clock on a thread of its own, after which a watch looks again."""
_GRACE = 2.0
"""Seconds of the processor after which work is ended once more: it may have held back what ended it."""
T = TypeVar("T")
Step = Literal["recognition", "binding", "judging"]
_BROKEN: dict[Step, str] = {
    "recognition": "The recognition of its tables broke down ({kind}): nothing of it was checked.",
    "binding": "The reading of its amounts and sentences broke down ({kind}): nothing of it was checked.",
    "judging": "The weighing of what was found broke down ({kind}): no finding of it is shown.",
}
_TOO_LONG: dict[Step, str] = {
    "recognition": "The recognition of its tables was ended after {most} s of processor time: nothing of it was "
    "checked.",
    "binding": "The reading of its amounts and sentences was ended after {most} s of processor time: nothing of it "
    "was checked.",
    "judging": "The weighing of what was found was ended after {most} s of processor time: no finding of it is "
    "shown.",
}
_TOO_LARGE: dict[Step, str] = {
    "recognition": "The recognition of its tables was ended when it took {most} MB of memory more: nothing of it was "
    "checked.",
    "binding": "The reading of its amounts and sentences was ended when it took {most} MB of memory more: nothing of "
    "it was checked.",
    "judging": "The weighing of what was found was ended when it took {most} MB of memory more: no finding of it is "
    "shown.",
}
_REMEDY = message("This is a defect of Yushen, not of the document: report it with what --debug prints.")
ALLOW_MORE = message("Allow more with --limit 4 (four times as much), or split it into several files.")


@dataclass(frozen=True, slots=True)
class Effort:
    """What one step of the work on a document may take: seconds of the processor, and megabytes of memory.

    A large document is slow without any fault of its own: both grow with every million of its cells.
    """

    seconds: float = 60.0
    megabytes: float = 1024.0
    seconds_a_million: float = 60.0
    megabytes_a_million: float = 1024.0

    def times(self, factor: float) -> Effort:
        """Return so many times this effort."""
        return Effort(
            self.seconds * factor,
            self.megabytes * factor,
            self.seconds_a_million * factor,
            self.megabytes_a_million * factor,
        )

    def of_books(self, books: Iterable[Book]) -> Effort:
        """Return what the work on some books together may take; ten characters of prose are as much as a cell."""
        millions = sum(map(_cells, books)) / 1e6
        return replace(
            self,
            seconds=self.seconds + millions * self.seconds_a_million,
            megabytes=self.megabytes + millions * self.megabytes_a_million,
        )


def _cells(book: Book) -> float:
    cells = sum(sum(map(len, sheet.rows)) for sheet in book.sheets)
    return cells + sum(len(line.text) for line in book.paragraphs) / 10


class ExceededError(BaseException):
    """Work that was ended, for it took more than it may. No `Exception`: nothing on the way takes it for one."""


class TooLongError(ExceededError):
    """Work that took more of the processor's time."""


class TooLargeError(ExceededError):
    """Work that took more memory."""


class Watch:
    """Watches over the work of the thread that enters it; `over` is what a step may take.

    On the main thread a timer of the system interrupts the work, elsewhere a thread of its own does.
    """

    def __init__(self, cancelled: Callable[[], bool] | None = None) -> None:
        self._cancelled = cancelled
        self._clock = _clock()
        self._lock = Lock()
        self._is_over = False
        self._until = self._most = 0.0
        self._thread = get_ident()
        self._by_signal = hasattr(signal, "setitimer") and current_thread() is main_thread()
        self._done = Event()

    def __enter__(self) -> Watch:
        if self._by_signal:
            self._before = signal.signal(signal.SIGPROF, self._interrupt)
            signal.setitimer(signal.ITIMER_PROF, _TICK, _TICK)
        else:
            Thread(target=self._watch, name="watch over the work", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._by_signal:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, self._before)
        self._done.set()

    def seconds(self) -> float:
        """Return the processor's time that the watched thread has taken."""
        return self._clock()

    @contextmanager
    def over(self, effort: Effort) -> Iterator[None]:
        """Watch over one step. Raises a kind of ExceededError in it, or StoppedError where it was cancelled."""
        self._until = self._clock() + effort.seconds
        self._most = resident() + effort.megabytes * MEGABYTE
        self._is_over = True
        try:
            yield
        finally:
            self._leave()

    def _leave(self) -> None:
        """Watch no more. What would end the step as it ends comes too late."""
        while self._is_over:
            try:
                with self._lock:
                    self._is_over = False
                    if not self._by_signal:
                        _raise_in(self._thread, None)
            except (ExceededError, StoppedError):
                continue

    def _due(self) -> type[BaseException] | None:
        """Return what the step is to be ended with now."""
        if not self._is_over:
            return None
        if self._cancelled is not None and self._cancelled():
            return StoppedError
        if resident() > self._most:
            self._most += self._most
            return TooLargeError
        if self._clock() > self._until:
            self._until += _GRACE
            return TooLongError
        return None

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        if (due := self._due()) is not None:
            raise due

    def _watch(self) -> None:
        while not self._done.wait(_TICK):
            with self._lock:
                if (due := self._due()) is not None:
                    _raise_in(self._thread, due)


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Raise an error in a thread at its next step, or take back one that it did not come to yet."""
    import ctypes

    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), None if error is None else ctypes.py_object(error)
    )


def _clock() -> Callable[[], float]:
    """Return the processor's clock of this thread, or of the process where a thread has none that others can ask."""
    of_thread = getattr(time, "pthread_getcpuclockid", None)
    if of_thread is None:
        return time.process_time
    number = of_thread(get_ident())
    return lambda: time.clock_gettime(number)


def resident() -> int:
    """Return how many bytes of memory this process holds; 0 where the system states none."""
    try:
        with _STATM.open("rb") as statm:
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


class UnfinishedError(Trouble):
    """A document that was read, and on which a later step broke down or took too much."""


def finished(path: str, step: Step, work: Callable[[], T], watch: Watch, effort: Effort) -> T:
    """Return what a step of the work on a document makes, if it does so within an effort.

    Raises UnfinishedError, with the document and the step, where it does not, and where it raises anything that is no
    trouble of the user's.
    """
    try:
        with watch.over(effort):
            return work()
    except Trouble:
        raise
    except (ExceededError, MemoryError) as error:
        raise UnfinishedError(clean_line(path), exceeded(step, error, effort), ALLOW_MORE) from error
    except Exception as error:
        import logging

        logging.getLogger(__name__).exception("%s", path)
        what = message(_BROKEN[step], kind=type(error).__name__)
        raise UnfinishedError(clean_line(path), what, _REMEDY) from error


def exceeded(step: Step, error: BaseException, effort: Effort) -> Message:
    """Return what is reported of a step that took more than its effort."""
    if isinstance(error, TooLongError):
        return message(_TOO_LONG[step], most=f"{effort.seconds:.0f}")
    return message(_TOO_LARGE[step], most=f"{effort.megabytes:.0f}")
