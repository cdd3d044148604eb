"""The child process that parses one file: starting, feeding, watching and ending it, and what it may cost.

A hostile file ends in one clear line and not in a dead machine.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from json import dumps
from math import ceil
from pathlib import Path, PurePath
from threading import Event, Thread
from time import monotonic
from types import TracebackType

from model.record import dataclass

MEGABYTE = 1 << 20
GIGABYTE = 1 << 30
_POLL_SECONDS = 0.05
_OUT_OF_TIME = frozenset({getattr(signal, "SIGXCPU", 0)}) - {0}
"""The signal that ends a child which has used up its processor time, where the system has it."""
# The child sees the standard library and the folders it is given, nothing of the caller's folder or
# environment. It does without `site`, which takes longer to start than an ordinary book takes to parse.
_ISOLATED = ("-I", "-S")
# What it made goes with it: nothing is taken apart at its end.
_BOOTSTRAP = (
    "import os, sys; sys.path += sys.argv[2:]; "
    "from model.source.child import main; os._exit(main(sys.argv[1:2]))"
)
_PACKAGES = ("model", "python_calamine", "xlrd", "lxml", "pypdfium2")


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for the child process that parses one file; they grow with it, for an honest large one is slow.

    Sizes are in bytes, times in seconds of the processor, so that a busy machine refuses no file; a child that hangs
    without working ends after `patience` times as long by the clock.
    """

    file_size: int = GIGABYTE
    seconds: float = 9.0
    seconds_per_megabyte: float = 4.0
    patience: float = 12.0
    memory: int = GIGABYTE
    memory_per_byte: int = 24
    memory_ceiling: int = 4 * GIGABYTE

    def times(self, factor: float) -> Limits:
        """Return so many times the time and the memory; a file may be no larger."""
        return replace(
            self,
            seconds=self.seconds * factor,
            seconds_per_megabyte=self.seconds_per_megabyte * factor,
            memory=int(self.memory * factor),
            memory_per_byte=max(int(self.memory_per_byte * factor), 1),
            memory_ceiling=int(self.memory_ceiling * factor),
        )

    def time_for(self, size: int) -> float:
        """Return how long a file of `size` bytes may take."""
        return self.seconds + self.seconds_per_megabyte * size / MEGABYTE

    def memory_for(self, size: int) -> int:
        """Return the address space that the child may take for a file of `size` bytes."""
        return min(self.memory + self.memory_per_byte * size, self.memory_ceiling)


@cache
def import_roots() -> tuple[str, ...]:
    """Return the folders from which the child imports: this package's (installed or not), its libraries'."""
    roots: dict[str, None] = {}
    for package in _PACKAGES:
        spec = find_spec(package)
        if spec is not None and spec.origin is not None:
            roots[str(Path(spec.origin).resolve().parent.parent)] = None
    return tuple(roots)


class ChildProcess:
    """The process that parses one file. Use it in a `with`; it is gone afterwards, whatever happened.

    `stopped` is "" or why it was ended: "time" or "cancelled". `status` is its exit status.
    """

    def __init__(
        self, name: PurePath, size: int, limits: Limits, cancelled: Callable[[], bool] | None
    ) -> None:
        self.stopped = ""
        self._cancelled = cancelled
        seconds = limits.time_for(size)
        self._deadline = monotonic() + limits.patience * seconds
        arguments = dumps([name.suffix.lower(), name.stem, limits.memory_for(size), ceil(seconds)])
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and program, no shell
            [sys.executable, *_ISOLATED, "-c", _BOOTSTRAP, arguments, *import_roots()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # A copy: a library that another thread imports may change the environment as the process begins.
            env=dict(os.environ),
        )
        self._done = Event()
        self._watch = Thread(target=self._watching, name="watch over the parser", daemon=True)

    def __enter__(self) -> ChildProcess:
        self._watch.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._watch.join()
        if kind is not None:
            self._process.kill()
        with self._process:
            pass

    @property
    def status(self) -> int:
        """Exit status, once all lines are read."""
        status = self._process.wait()
        if -status in _OUT_OF_TIME and not self.stopped:
            self.stopped = "time"
        return status

    def feed(self, chunks: Iterable[bytes]) -> None:
        """Give the child the file. A child that is gone already reports by its lines or its status."""
        pipe = self._process.stdin
        if pipe is None:
            return
        try:
            for chunk in chunks:
                pipe.write(chunk)
            pipe.close()
        except (BrokenPipeError, OSError):
            return

    def lines(self) -> Iterator[bytes]:
        """Yield the child's whole lines until it closes its end; one that breaks off is none."""
        for line in self._process.stdout or ():
            if line.endswith(b"\n"):
                yield line

    def _watching(self) -> None:
        while not self._done.wait(_POLL_SECONDS):
            if self._cancelled is not None and self._cancelled():
                self.stopped = "cancelled"
            elif monotonic() > self._deadline:
                self.stopped = "time"
            if self.stopped:
                self._process.kill()
                return
