"""A program in a pseudo-terminal of its own: when it shows what, and the processor time that it takes. POSIX only."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Self

REPOSITORY = Path(__file__).resolve().parent.parent
LIMIT = 600.0
COLUMNS, LINES = 120, 40


class Spent(NamedTuple):
    """Milliseconds on the clock, and of the processor by the program itself, not by its children."""

    clock: float
    processor: float


class Terminal:
    """A program that runs in a terminal of 120 cells by 40. Times are counted from its start, or from a key."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._began, self._before = time.perf_counter(), 0.0
        self._seen = b""
        self._child, self._terminal = pty.fork()
        if self._child == 0:
            os.chdir(REPOSITORY)
            size = {"TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "LINES": str(LINES)}
            os.execve(command[0], list(command), {**environment, **size})
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self._clock = (~self._child << 3) | 2

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self._child, 9)
        os.waitpid(self._child, 0)
        os.close(self._terminal)

    def wait(self, mark: str) -> Spent:
        """Return what was spent until the terminal had shown a text."""
        while mark.encode() not in self._seen:
            if time.perf_counter() - self._began > LIMIT:
                raise SystemExit(f"{mark} was not painted within {LIMIT:g} s")
            if select.select([self._terminal], [], [], 0.05)[0]:
                self._seen += os.read(self._terminal, 65536)
        return self._spent(time.perf_counter())

    def press(self, keys: bytes, quiet: float = 0.06) -> Spent:
        """Press keys; return what was spent until the last of what they changed was painted.

        That was the last once nothing came for `quiet` seconds.
        """
        self._seen = b""
        self._began, self._before = time.perf_counter(), time.clock_gettime(self._clock)
        os.write(self._terminal, keys)
        last = self._began
        while select.select([self._terminal], [], [], quiet if self._seen else 1.0)[0]:
            self._seen += os.read(self._terminal, 65536)
            last = time.perf_counter()
        return self._spent(last)

    def rest(self, quiet: float) -> None:
        """Wait until nothing was painted for so many seconds."""
        while select.select([self._terminal], [], [], quiet)[0]:
            self._seen += os.read(self._terminal, 65536)

    def _spent(self, until: float) -> Spent:
        processor = time.clock_gettime(self._clock) - self._before
        return Spent((until - self._began) * 1000, processor * 1000)
