"""Start to the first painted screen of the desk against an empty Textual app, each in a terminal of its own.

    python benchmarks/first_paint.py

Prints the median time from the start of the process to its first painted text, and to the tree's first code, for the
desk on a sample; the same first paint for an empty app; and the ratios. POSIX only: it needs a pseudo-terminal.
"""

from __future__ import annotations

import os
import pty
import select
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bytecode import compiled_environment

REPOSITORY = Path(__file__).resolve().parent.parent
SAMPLE = REPOSITORY / "samples" / "dadukou-2021-planted.xlsx"
RUNS = 7
LIMIT = 20.0
EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("first-paint")
Empty().run()
"""
DESK = "import sys; from tui.command.main import main; sys.exit(main(sys.argv[1:]))"


def painted(arguments: list[str], marks: list[str], compiled: dict[str, str]) -> list[float]:
    """Return the seconds from the start of a process until its terminal has shown each of the marks."""
    began = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(REPOSITORY)
        environment = {**compiled, "TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40"}
        os.execve(sys.executable, [sys.executable, *arguments], environment)
    seen = b""
    times: list[float] = []
    while len(times) < len(marks) and time.perf_counter() - began < LIMIT:
        if select.select([terminal], [], [], 0.05)[0]:
            seen += os.read(terminal, 65536)
        while len(times) < len(marks) and marks[len(times)].encode() in seen:
            times.append(time.perf_counter() - began)
    os.kill(child, 9)
    os.waitpid(child, 0)
    os.close(terminal)
    if len(times) < len(marks):
        raise SystemExit(f"nothing was painted within {LIMIT:g} s")
    return times


def main() -> None:
    """Time both apps in turn."""
    with tempfile.TemporaryDirectory() as folder, compiled_environment() as compiled:
        book = shutil.copy(SAMPLE, folder)
        desks, empties = [], []
        for _ in range(RUNS + 1):
            desks.append(painted(["-c", DESK, "--lang", "zh", book], ["预审", "2101101"], compiled))
            empties.append(painted(["-c", EMPTY], ["first-paint"], compiled)[0])
    paint, tree = (median(times[number] for times in desks[1:]) for number in (0, 1))
    empty = median(empties[1:])
    print(f"first paint {paint:.3f} s, tree {tree:.3f} s, empty app {empty:.3f} s")
    print(f"ratio of first paint {paint / empty:.2f}, of the filled tree {tree / empty:.2f}")


if __name__ == "__main__":
    main()
