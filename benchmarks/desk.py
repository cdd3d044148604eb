"""The desk at work: what a key costs at few and at many rows, and when the first of many files is usable.

    python benchmarks/desk.py [--views VIEW ...] [--presses N] [--rows N] [--files N]

For the tree, the sheet, the findings and the text, each in a terminal of its own: from a key (down, page down, up) to
the last that it changes there, the processor time of the desk and the time on the clock, median and 99th percentile
over the presses, at 1,000 rows and at many more, with the ratios of both (1 means that it does not grow with the rows).
On a busy machine the clock measures the others too; the processor time is longer there too, though less. Then the time
until the first of many small files can be worked on, against one file alone. `first_paint.py` has the time to the first
frame and to a usable tree. POSIX only.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from argparse import SUPPRESS, ArgumentParser
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from statistics import median, quantiles
from typing import overload

from bytecode import compiled_environment
from terminal import REPOSITORY, Spent, Terminal
from textual.message import Message

from model.finding import Place
from model.messages import message
from model.reading.prose.claim import Claim, Measure
from model.source.book import Paragraph, Sheet
from model.tree import CodeTree, TreeCell, TreeNode
from tui.desk.app import DeskApp
from tui.desk.loading import Read, load
from tui.desk.messages import Loaded
from tui.desk.state import DeskState, build_state

sys.path.insert(0, str(REPOSITORY / "tests" / "tui" / "desk"))
desk_example = import_module("desk_example")

SIZE = (120, 40)
FEW = 1_000
KEYS = {"tree": b"1", "sheet": b"2", "findings": b"3", "text": b"4"}
SHOWN = {"sheet": "行政运行", "findings": "RU1", "text": "年初预算数"}
"""What each view shows once it is there, which may be long after its key: a long text is laid out first."""

DOWN, UP, PAGE_DOWN = b"\x1b[B", b"\x1b[A", b"\x1b[6~"
MOVES = (DOWN, DOWN, DOWN, PAGE_DOWN, UP)
SAMPLE = REPOSITORY / "samples" / "dadukou-2021-budget.xlsx"


def state_of(view: str, rows: int) -> DeskState:
    """Return a reading whose view of a kind has so many rows; what is stated of its cells is that of the example."""
    documents, report = desk_example.documents(), desk_example.report()
    trees: tuple[CodeTree, ...] = (desk_example.expenditure_tree(),)
    (document,) = documents
    if view == "tree":
        trees = (tall_tree(rows),)
    elif view == "sheet":
        document = replace(document, book=replace(document.book, sheets=(tall_sheet(rows),)))
    elif view == "findings":
        first = report.findings[0]
        findings = (first, *(replace(first, id=f"{number:07d}") for number in range(1, rows)))
        report = replace(report, findings=findings)
    else:
        text = "（一）支出预算：2021年年初预算数12.00万元，其中：基本支出8.00万元，项目支出4.00万元。"
        paragraphs = tuple(Paragraph(number + 1, text) for number in range(rows))
        claims = tuple(claim_of(text, number + 1) for number in range(rows))
        document = replace(document, book=replace(document.book, paragraphs=paragraphs), claims=claims)
    return replace(build_state(documents, report, trees), documents=(document,))


def claim_of(text: str, paragraph: int) -> Claim:
    """Return the first figure of a paragraph as a claim; of every second the subject is not known."""
    figure, why = "12.00万元", None if paragraph % 2 else message("It has no subject.")
    start = text.index(figure)
    return Claim(
        measure=Measure.AMOUNT,
        paragraph=paragraph,
        start=start,
        end=start + len(figure),
        text=figure,
        phrase=text,
        amount=1_200_000_000,
        half=500_000,
        decimals=2,
        why=why,
    )


def tall_sheet(rows: int) -> Sheet:
    """Return a sheet of so many rows, its first with another width than the rest."""
    row = [2101501.0, "　　行政运行", 2_864_194.42, 3_929_494.89, 3_929_494.89, None]
    return Sheet(
        desk_example.EXPENDITURE, [["科目编码", "科目名称", "2020年", "2021年"], *([row] * (rows - 1))]
    )


class TallNodes(Sequence[TreeNode]):
    """So many codes below one root, each with a row of its own, made when they are asked for."""

    def __init__(self, rows: int) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return self._rows

    @overload
    def __getitem__(self, index: int) -> TreeNode: ...

    @overload
    def __getitem__(self, index: slice) -> list[TreeNode]: ...

    def __getitem__(self, index: int | slice) -> TreeNode | list[TreeNode]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(self._rows))]
        if not 0 <= index < self._rows:
            raise IndexError(index)
        cells = tuple(
            TreeCell(
                39_294_948_900,
                None,
                Place(desk_example.PATH, desk_example.EXPENDITURE, 5 + index, 2 + column),
            )
            for column in range(len(desk_example.COLUMNS))
        )
        if not index:
            return TreeNode("", "合计", 0, -1, self._rows - 1, cells)
        return TreeNode("2101501", "行政运行", 1, 0, 0, cells)


def tall_tree(rows: int) -> CodeTree:
    """Return a tree of so many codes below one root."""
    return replace(desk_example.expenditure_tree(), nodes=TallNodes(rows))


def showing(state: DeskState) -> Read:
    """Return what shows a reading that is there already."""

    def read(
        _: Sequence[Path], generation: int, post: Callable[[Message], object], __: Callable[[], bool]
    ) -> None:
        post(Loaded(generation, state))

    return read


def serve(view: str, rows: int) -> None:
    """Run the desk on a reading that is there at once; what drives it presses the keys."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / desk_example.PATH
        path.touch()
        DeskApp([path], "zh", folder=Path(name), read=showing(state_of(view, rows))).run()


def presses(view: str, rows: int, count: int, environment: Mapping[str, str]) -> list[Spent]:
    """Return what each key costs, from its press to the last that it changed on the terminal.

    Each desk has a home of its own: it would open where the one before was left, which may be far down.
    """
    command = [sys.executable, str(Path(__file__)), "--serve", view, "--rows", str(rows)]
    names = ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
    with (
        tempfile.TemporaryDirectory() as home,
        Terminal(command, {**environment, **dict.fromkeys(names, home)}) as terminal,
    ):
        terminal.wait("预审")
        terminal.wait("2101501" if view == "tree" else "合计")
        terminal.rest(1.0)
        terminal.press(KEYS[view])
        if view in SHOWN:
            terminal.wait(SHOWN[view])
        terminal.rest(2.0)
        return [terminal.press(MOVES[number % len(MOVES)]) for number in range(count)]


def keys(views: Sequence[str], count: int, many: int) -> None:
    """Print what a key costs in each view, at few and at many rows."""
    with compiled_environment() as compiled:
        environment = {**compiled, "PYTHONPATH": str(REPOSITORY)}
        for view in views:
            medians, lasts = [], []
            for rows in (FEW, many):
                spent = presses(view, rows, count, environment)
                medians.append(median(each.processor for each in spent))
                clock, processor = (last(times) for times in zip(*spent, strict=True))
                lasts.append(processor)
                middle = median(each.clock for each in spent)
                print(
                    f"  {view:9} {rows:9,} rows: median and 99th percentile {medians[-1]:5.1f} {processor:5.1f} ms of "
                    f"the processor, {middle:5.1f} {clock:5.1f} ms on the clock",
                    flush=True,
                )
            print(
                f"  {view:9} ratio of the medians {medians[1] / medians[0]:.2f}, of the 99th percentiles "
                f"{lasts[1] / lasts[0]:.2f} (aim 1)",
                flush=True,
            )


def last(times: Sequence[float]) -> float:
    """Return the 99th percentile of some times."""
    return quantiles(times, n=100, method="inclusive")[-1]


def files(count: int, folder: Path) -> None:
    """Print when the first of many files is usable, against one file alone."""
    paths = [Path(shutil.copy(SAMPLE, folder / f"{number:03d}-2021-budget.xlsx")) for number in range(count)]
    load(paths[:1], 1, lambda _: None, lambda: False)
    alone = first_usable(paths[:1])
    many = first_usable(paths)
    print(f"  one file {alone:.2f} s, the first of {count} {many:.2f} s")
    print(f"  ratio {many / alone:.2f} (aim under 3)")


def first_usable(paths: Sequence[Path]) -> float:
    """Return the seconds until the first of some files can be worked on: it is read, and all rules were asked."""
    began = time.perf_counter()
    usable: list[float] = []

    def post(message: Message) -> None:
        if isinstance(message, Loaded) and message.state.is_audited and not usable:
            usable.append(time.perf_counter() - began)

    load(paths, 1, post, lambda: bool(usable))
    return usable[0]


def main() -> None:
    """Run both."""
    parser = ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--presses", type=int, default=500)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--views", nargs="+", choices=KEYS, default=list(KEYS))
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--serve", choices=KEYS, help=SUPPRESS)
    asked = parser.parse_args()
    if asked.serve:
        serve(asked.serve, asked.rows)
        return
    if asked.presses:
        print("key to frame:")
        keys(asked.views, asked.presses, asked.rows)
    if asked.files:
        print("many files:")
        with tempfile.TemporaryDirectory() as name:
            files(asked.files, Path(name))


if __name__ == "__main__":
    main()
