"""Start to the first painted screen of the desk, and to a filled tree, beside an empty Textual app and VisiData.

    python benchmarks/first_paint.py [--runs N] [--visidata PROGRAM]

Each runs in a terminal of its own, in turn. Prints the medians of the clock, and of the processor time of the program
itself, until the first text is painted and until the tree shows its first code; the same first paint for an empty app;
with --visidata (`pip install visidata openpyxl` in an environment of its own) the same book there, until its sheets
are listed and until the first of the same codes is shown, the sheet opened by its keys; and the ratios. POSIX only.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Mapping
from statistics import median

from bytecode import compiled_environment
from terminal import REPOSITORY, Spent, Terminal

SAMPLE = REPOSITORY / "samples" / "dadukou-2021-planted.xlsx"
EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("first-paint")
Empty().run()
"""
DESK = "import sys; from tui.command.main import main; sys.exit(main(sys.argv[1:]))"
CODE = "2101101"
SHEET = "表2"
"""What the book's second sheet begins with, which holds the code."""

Runs = dict[str, list[Spent]]


def time_desk(book: str, environment: Mapping[str, str], runs: Runs) -> None:
    """Open the book at the desk."""
    with Terminal([sys.executable, "-c", DESK, "--lang", "zh", book], environment) as terminal:
        runs.setdefault("first paint", []).append(terminal.wait("预审"))
        runs.setdefault("tree", []).append(terminal.wait(CODE))


def time_empty(environment: Mapping[str, str], runs: Runs) -> None:
    """Start an app with nothing but a line."""
    with Terminal([sys.executable, "-c", EMPTY], environment) as terminal:
        runs.setdefault("empty app", []).append(terminal.wait("first-paint"))


def time_visidata(program: str, book: str, environment: Mapping[str, str], runs: Runs) -> None:
    """Open the book in VisiData, and go into its second sheet."""
    with Terminal([program, book], environment) as terminal:
        listed = terminal.wait(SHEET)
        runs.setdefault("VisiData's list", []).append(listed)
        terminal.press(b"j", 0.0)
        entered = terminal.press(b"\r", 0.0)
        shown = terminal.wait(CODE)
        both = Spent(listed.clock + entered.clock + shown.clock, listed.processor + shown.processor)
        runs.setdefault("VisiData's codes", []).append(both)


def main() -> None:
    """Time them in turn; the first round compiles, and is not counted."""
    parser = ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--visidata", metavar="PROGRAM", default="")
    asked = parser.parse_args()
    runs: Runs = {}
    with tempfile.TemporaryDirectory() as folder, compiled_environment() as compiled:
        homes = dict.fromkeys(("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), folder)
        environment = {**compiled, **homes}
        book = shutil.copy(SAMPLE, folder)
        for _ in range(asked.runs + 1):
            time_desk(book, environment, runs)
            time_empty(environment, runs)
            if asked.visidata:
                time_visidata(asked.visidata, book, environment, runs)
    spent = {
        name: Spent(median(each.clock for each in times[1:]), median(each.processor for each in times[1:]))
        for name, times in runs.items()
    }
    for name, (clock, processor) in spent.items():
        print(f"  {name:16} {clock / 1000:.3f} s on the clock, {processor / 1000:.3f} s of the processor")
    print_ratio(spent, "first paint", "empty app", "1.3")
    for name in ("VisiData's list", "VisiData's codes"):
        if name in spent:
            print_ratio(spent, "tree", name, "1.5")


def print_ratio(spent: Mapping[str, Spent], one: str, other: str, aim: str) -> None:
    """Print how two compare."""
    clock, processor = (mine / theirs for mine, theirs in zip(spent[one], spent[other], strict=True))
    print(f"  {one} / {other}: {clock:.2f} by the clock, {processor:.2f} by the processor (aim under {aim})")


if __name__ == "__main__":
    main()
