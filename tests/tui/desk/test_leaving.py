"""Leaving the desk in a terminal: it is given back as it was, whatever ends the desk, and nothing is waited for."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
termios = pytest.importorskip("termios", reason="this system has no pseudo-terminals")

REPOSITORY = Path(__file__).resolve().parents[3]
DESK = "import sys; from tui.command.main import main; sys.exit(main(sys.argv[1:]))"
ENDLESS = """
import sys, pathlib
from checks.runner import Asking
def endless(*_):
    pathlib.Path(sys.argv[-1]).with_suffix(".begun").touch()
    while True:
        pass
Asking._outcome = endless
"""
ON, OFF = b"\x1b[?1049h", b"\x1b[?1049l"
MOUSE_OFF = b"\x1b[?1000l"


class Desk:
    """A desk in a terminal of its own."""

    def __init__(self, code: str, book: Path) -> None:
        self.master, self.terminal = pty.openpty()
        self.before = termios.tcgetattr(self.terminal)
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, "--lang", "zh", str(book)],
            cwd=REPOSITORY,
            stdin=self.terminal,
            stdout=self.terminal,
            stderr=self.terminal,
            env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40"},
        )
        self.shown = b""

    def read(self) -> None:
        """Take what the desk has drawn since."""
        if select.select([self.master], [], [], 0.05)[0]:
            self.shown += os.read(self.master, 65536)

    def wait_for(self, mark: bytes) -> None:
        """Wait until the desk has drawn something."""
        while mark not in self.shown:
            assert self.process.poll() is None, self.shown[-2000:].decode(errors="replace")
            self.read()

    def ended(self) -> int:
        """Return the status with which it ends."""
        while self.process.poll() is None:
            self.read()
        while select.select([self.master], [], [], 0.05)[0]:
            self.read()
        return self.process.returncode

    def assert_terminal_is_given_back(self) -> None:
        assert self.shown.rindex(OFF) > self.shown.rindex(ON)
        assert MOUSE_OFF in self.shown
        assert termios.tcgetattr(self.terminal) == self.before
        assert b"Traceback" not in self.shown


@pytest.fixture
def book(samples: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(samples / "dadukou-2021-planted.xlsx", tmp_path))


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT"])
def test_a_signal_that_asks_to_leave_gives_the_terminal_back(name: str, book: Path) -> None:
    desk = Desk(DESK, book)
    desk.wait_for("预审".encode())
    desk.process.send_signal(signal.Signals[name])
    assert desk.ended() == 128 + signal.Signals[name]
    desk.assert_terminal_is_given_back()


@pytest.mark.parametrize("keys", [b"q", b"q\x03\x03"])
def test_leaving_while_a_rule_is_asked_waits_for_nothing(keys: bytes, book: Path) -> None:
    desk = Desk(ENDLESS + DESK, book)
    while not book.with_suffix(".begun").exists():
        assert desk.process.poll() is None
        desk.read()
    os.write(desk.master, keys)
    assert desk.ended() in {0, 130}
    desk.assert_terminal_is_given_back()


def test_a_signal_while_a_rule_is_asked_gives_the_terminal_back(book: Path) -> None:
    desk = Desk(ENDLESS + DESK, book)
    while not book.with_suffix(".begun").exists():
        assert desk.process.poll() is None
        desk.read()
    desk.process.send_signal(signal.SIGTERM)
    assert desk.ended() == 128 + signal.SIGTERM
    desk.assert_terminal_is_given_back()
