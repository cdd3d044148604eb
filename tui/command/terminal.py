"""What the terminal can show, if there is one."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from model.messages import Language
from tui.command.words import command_message

WIDTH_WITHOUT = 100
"""Cells a line, where the output is no terminal and COLUMNS does not state it."""


_closed: set[str] = set()


def open_what_is_closed() -> None:
    """Put the null device where the program was started without a standard stream: no file may take its number."""
    for descriptor, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            _closed.add(name)
            null = os.open(os.devnull, os.O_RDWR)
            if null != descriptor:
                os.dup2(null, descriptor)
                os.close(null)
            setattr(sys, name, os.fdopen(descriptor, "r" if name == "stdin" else "w", encoding="utf-8"))


def has_output() -> bool:
    """Return whether there is a standard output: not where the program was started with it closed."""
    return "stdout" not in _closed


def is_there() -> bool:
    """Return whether there is a terminal to read keys from and to draw on."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def terminal_width() -> int:
    """Return how many cells a line of the output has."""
    return shutil.get_terminal_size((WIDTH_WITHOUT, 24)).columns


def shows_colour() -> bool:
    """Return whether the output is a terminal that shows colours, and NO_COLOR does not forbid them."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not sys.stdout.isatty():
        return False
    return os.name != "nt" or "WT_SESSION" in os.environ


def print_text(text: str) -> None:
    """Print text; what the terminal's encoding does not have is replaced, never an error."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))


class ProgressLine:
    """One line on a terminal's standard error that shows what is being read; nothing where it is no terminal.

    `percent` is how much of all files is read.
    """

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self.percent = 0

    def show(self, text: str) -> None:
        """Replace the line."""
        if self._shown:
            cells = max(terminal_width() - 1, 1)
            print(f"\r\x1b[K{_start(text, cells)}", end="", file=sys.stderr, flush=True)

    def reading(self, path: str, share: float, language: Language) -> None:
        """Show which file is being read, and how much of it has been, from 0 to 1."""
        self.percent = int(share * 100)
        message = command_message("Reading {path} ({percent}%)", path=Path(path).name, percent=self.percent)
        self.show(message.text(language))

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _start(text: str, cells: int) -> str:
    from model.export.monospace import wrapped

    return wrapped(text, cells)[0]
