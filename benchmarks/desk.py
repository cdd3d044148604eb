"""The desk at work: what a key costs at few and at many rows, and when the first of many files is usable.

    python benchmarks/desk.py [--presses N] [--files N]

For the tree, the sheet, the findings and the text: process time from a key to the painted frame, median and 99th
percentile over the presses, at 1,000 rows and at many more, with the ratio of the medians (1 means that it does not
grow with the rows). Then the time until the first of many small files can be worked on, against one file alone.
`first_paint.py` has the time to the first frame.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from statistics import median, quantiles
from typing import overload

from textual.message import Message

from model.finding import Place
from model.source.book import Paragraph, Sheet
from model.tree import CodeTree, TreeCell, TreeNode
from tui.desk.app import DeskApp
from tui.desk.loading import Read, load
from tui.desk.messages import Loaded
from tui.desk.state import DeskState, build_state

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY / "tests" / "tui" / "desk"))
desk_example = import_module("desk_example")

SIZE = (120, 40)
FEW = 1_000
MANY = {"tree": 200_000, "sheet": 1_000_000, "findings": 100_000, "text": 100_000}
KEYS = {"tree": "1", "sheet": "2", "findings": "3", "text": "4"}
MOVES = ("down", "down", "down", "pagedown", "up")
SAMPLE = REPOSITORY / "samples" / "dadukou-2021-budget.xlsx"


def state_of(view: str, rows: int) -> DeskState:
    """Return a reading whose view of a kind has so many rows; what is told of its cells is that of the example."""
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
        document = replace(document, book=replace(document.book, paragraphs=paragraphs))
    return replace(build_state(documents, report, trees), documents=(document,))


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


async def presses(state: DeskState, view: str, count: int, folder: Path) -> list[float]:
    """Return the process time of each key, from its press to the painted frame, in milliseconds."""
    path = folder / desk_example.PATH
    path.touch()
    app = DeskApp([path], "zh", folder=folder, read=showing(state))
    times = []
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        while app._main is None or app.main.state is None:
            await pilot.pause()
        await pilot.press(KEYS[view])
        await pilot.pause()
        for number in range(count):
            began = time.process_time()
            await pilot.press(MOVES[number % len(MOVES)])
            await pilot.pause()
            times.append((time.process_time() - began) * 1000)
    return times


def keys(count: int, folder: Path) -> None:
    """Print what a key costs in each view, at few and at many rows."""
    for view, many in MANY.items():
        medians = []
        for rows in (FEW, many):
            times = asyncio.run(presses(state_of(view, rows), view, count, folder))
            medians.append(median(times))
            last = quantiles(times, n=100)[-1]
            print(f"  {view:9} {rows:9,} rows: median {medians[-1]:5.1f} ms, 99th percentile {last:5.1f} ms")
        print(f"  {view:9} ratio of the medians {medians[1] / medians[0]:.2f} (aim 1)")


def files(count: int, folder: Path) -> None:
    """Print when the first of many files is usable, against one file alone."""
    paths = [Path(shutil.copy(SAMPLE, folder / f"{number:03d}-2021-budget.xlsx")) for number in range(count)]
    load(paths[:1], 1, lambda _: None, lambda: False)
    alone = first_usable(paths[:1])
    many = first_usable(paths)
    print(f"  one file {alone:.2f} s, the first of {count} {many:.2f} s")
    print(f"  ratio {many / alone:.2f} (aim under 3)")


def first_usable(paths: Sequence[Path]) -> float:
    """Return the seconds until the first of some files can be worked on."""
    began = time.perf_counter()
    usable: list[float] = []

    def post(message: Message) -> None:
        if isinstance(message, Loaded) and not usable:
            usable.append(time.perf_counter() - began)

    load(paths, 1, post, lambda: bool(usable))
    return usable[0]


def main() -> None:
    """Run both."""
    parser = ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--presses", type=int, default=500)
    parser.add_argument("--files", type=int, default=200)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        print("key to frame (process time):")
        keys(asked.presses, Path(name))
        print("many files:")
        files(asked.files, Path(name))


if __name__ == "__main__":
    main()
