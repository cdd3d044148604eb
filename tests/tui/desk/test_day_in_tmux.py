"""A day's work in a real terminal: what was decided, written and compared is there when the desk is opened again."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from two_years import write_years

REPOSITORY = Path(__file__).resolve().parents[3]
DESK = "import sys; from tui.command.main import main; sys.exit(main(sys.argv[1:]))"
PATIENCE = 900
"""Seconds after which the terminal is given up: a machine may be slow, but a desk that hangs must end the test."""


class Terminal:
    """A tmux session in which the desk runs; each opening has a server of its own: the last may be leaving yet."""

    def __init__(self, folder: Path, sockets: Path) -> None:
        self._sockets = sockets
        self._opened = 0
        self._server: list[str] = []
        self._folder = folder

    def open(self, *paths: Path) -> None:
        """Open the desk on some files; the terminal outlives it, and says its exit status."""
        self._opened += 1
        self._server = ["tmux", "-f", "/dev/null", "-S", str(self._sockets / f"tmux{self._opened}")]
        home = self._folder / "home"
        named = {name: str(home) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")}
        settings = home / "yushen" / "desk.toml"
        if not settings.exists():
            settings.parent.mkdir(parents=True)
            settings.write_text('author = "李"\n', encoding="utf-8")
        given = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
        environment = {**given, **named, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(REPOSITORY)}
        desk = " ".join(f"'{each}'" for each in (sys.executable, "-c", DESK, "--lang", "en", *paths))
        command = f"{desk}; echo left with $?; exec sleep 9999"
        size = ["-x", "120", "-y", "40"]
        start = [*self._server, "new-session", "-d", *size, command]
        subprocess.run(start, check=True, env=environment, cwd=self._folder)

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names."""
        subprocess.run([*self._server, "send-keys", *keys], check=True)

    def write(self, text: str) -> None:
        """Type a text."""
        subprocess.run([*self._server, "send-keys", "-l", text], check=True)

    def screen(self) -> str:
        """Return what the terminal shows."""
        shown = [*self._server, "capture-pane", "-p"]
        return subprocess.run(shown, check=True, capture_output=True, text=True, encoding="utf-8").stdout

    def wait(self, text: str, *, gone: bool = False) -> str:
        """Wait until the terminal shows a text, or no longer shows it, and return the whole screen."""
        began = time.monotonic()
        while (text in (screen := self.screen())) is gone:
            if time.monotonic() - began > PATIENCE:
                pytest.fail(f"{text!r} did not come:\n{screen}")
            time.sleep(0.05)
        return screen

    def close(self) -> None:
        """End the server."""
        if self._server:
            subprocess.run([*self._server, "kill-server"], check=False, capture_output=True)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    if shutil.which("tmux") is None:
        pytest.skip("there is no tmux on this machine: apt-get install tmux")
    with TemporaryDirectory(prefix="desk-") as folder:  # its path is short, as that of a socket must be
        opened = Terminal(tmp_path, Path(folder))
        yield opened
        opened.close()


def test_a_day_s_work_is_all_there_when_the_desk_is_opened_again(
    terminal: Terminal, planted: Path, tmp_path: Path
) -> None:
    paths = (planted, *write_years(tmp_path))
    terminal.open(*paths)
    terminal.wait("0/10 decided")
    terminal.wait("survey")
    terminal.press("Enter")
    terminal.wait("10 problems")
    terminal.press("c")
    terminal.wait("1/10 decided")
    terminal.press("Down", "Space", "Space", "Space", "Space")
    terminal.wait("4 marked")
    terminal.press("x")
    terminal.wait("why is this no fault?")
    terminal.write("asked the department")
    terminal.press("Enter")
    terminal.wait("5/10 decided")
    add_compare_search_and_export(terminal)
    assert any("working paper" in path.name for path in tmp_path.iterdir())
    terminal.press("q")
    terminal.wait("left with 0")
    terminal.close()

    terminal.open(*paths)
    terminal.wait("5/11 decided")
    terminal.press("3")
    listed = terminal.wait("rent is missing")
    assert listed.count("dismissed") == 4
    assert listed.count("confirmed") >= 1
    terminal.press("U")
    terminal.wait("10 problems")
    terminal.press("X")
    terminal.wait("11 problems")
    terminal.press("q")
    terminal.wait("left with 0")


def add_compare_search_and_export(terminal: Terminal) -> None:
    """Add a finding of one's own, compare two years, search by pinyin and export the working paper."""
    terminal.press("2", "A")
    terminal.wait("Finding of your own")
    terminal.write("rent is missing")
    terminal.wait("rent is missing")
    terminal.press("F2")
    terminal.wait("Saved: the finding.")
    terminal.press("5")
    assert "100,000.00" in terminal.wait("+20.00%")
    terminal.press("/")
    terminal.wait("pinyin initials")
    terminal.write("gjj")
    terminal.wait("2210201")
    terminal.press("Down", "Enter")
    terminal.wait("go there", gone=True)
    terminal.press("e")
    terminal.wait("Export the working paper")
    terminal.press("Enter")
    terminal.wait("Written:")


def decided(terminal: Terminal, count: int) -> int:
    """Wait until so many problems are decided; return how many there are."""
    began = time.monotonic()
    while (decided := re.search(r"(\d+)/(\d+) decided", terminal.screen())) is None or int(
        decided[1]
    ) != count:
        if time.monotonic() - began > PATIENCE:
            pytest.fail(f"{count} decisions did not come:\n{terminal.screen()}")
        time.sleep(0.05)
    return int(decided[2])


def departments(folder: Path) -> Path:
    """Return a folder with two budgets, a year apart, of each of thirty departments."""
    folder.mkdir()
    for number in range(30):
        for path in write_years(folder):
            text = path.read_text(encoding="utf-8").replace("某区", f"第{number + 11}区")
            path.rename(folder / f"{number:02d}-{path.name}").write_text(text, encoding="utf-8")
    return folder


def test_a_day_with_a_sample_a_published_pdf_and_a_folder_of_sixty(
    terminal: Terminal, planted: Path, tmp_path: Path, shared: Path
) -> None:
    budget = shared / "disclosures" / "cities" / "001-42ac6739.pdf"
    published = Path(shutil.copy(budget, tmp_path / "published.pdf"))
    paths = (planted, departments(tmp_path / "sixty"), published)
    terminal.open(*paths)
    terminal.wait("by file")
    problems = decided(terminal, 0)
    terminal.press("3")
    terminal.wait("problems")
    terminal.press("c")
    decided(terminal, 1)
    terminal.press("7")
    terminal.wait("by file")
    terminal.wait("of 62 files", gone=True)
    terminal.press("End", ">")
    terminal.wait("published.pdf")
    terminal.press("Enter")
    terminal.wait("page 12!A1")
    assert decided(terminal, 1) >= problems

    terminal.press("7")
    terminal.wait("by file")
    terminal.press("<", "Enter")
    terminal.wait("problems")
    terminal.press("Down", "Space", "Space", "Space", "Space")
    terminal.wait("4 marked")
    terminal.press("x")
    terminal.wait("why is this no fault?")
    terminal.write("asked the department")
    terminal.press("Enter")
    problems = decided(terminal, 5)
    add_compare_search_and_export(terminal)
    terminal.press("q")
    terminal.wait("left with 0")
    terminal.close()

    terminal.open(*paths)
    terminal.wait("by file")
    terminal.wait("of 62 files", gone=True)
    assert decided(terminal, 5) == problems + 1
    terminal.press("3")
    terminal.wait("problems")
    terminal.press("l")
    terminal.wait("filter by rule")
    terminal.write("rent is missing")
    terminal.press("Enter")
    terminal.wait(" 1 problems  1 of ")
    terminal.press("U")
    terminal.wait(" 0 problems  0 of ")
    terminal.press("X")
    terminal.wait(" 1 problems  1 of ")
    terminal.press("q")
    terminal.wait("left with 0")
