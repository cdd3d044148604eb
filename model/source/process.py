"""Starting, feeding, watching and ending the child process that parses one file."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from json import dumps
from math import ceil
from pathlib import Path, PurePath
from threading import Event, Thread
from time import monotonic
from types import TracebackType

from model.source.limits import Limits

_POLL_SECONDS = 0.05
_OUT_OF_TIME = frozenset({getattr(signal, "SIGXCPU", 0)}) - {0}
"""The signal that ends a child which has used up its processor time, where the system has it."""
# The child sees the standard library and the folders it is told, nothing of the caller's folder or
# environment. It does without `site`, which takes longer to start than an ordinary book takes to parse.
_ISOLATED = ("-I", "-S")
_BOOTSTRAP = (
    "import sys; sys.path += sys.argv[2:]; from model.source.child import main; sys.exit(main(sys.argv[1:2]))"
)
_PACKAGES = ("model", "python_calamine", "xlrd", "lxml", "pypdfium2")


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
        """Give the child the file. A child that is gone already tells by its lines or its status."""
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
