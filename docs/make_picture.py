"""Make docs/desk.svg, the desk on the planted sample, and docs/views: every view, as the app itself draws them.

    python docs/make_picture.py

Nothing is written but the picture: settings, state and the engagement go to a folder that is then removed.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.cells import cell_len

REPOSITORY = Path(__file__).resolve().parent.parent
SAMPLES = REPOSITORY / "samples"
PLANTED = "dadukou-2021-planted.xlsx"
RIGHT = "dadukou-2021-budget.xlsx"
OTHERS = ("nanchong-2020-budget.xlsx", "wansheng-2023-budget.xlsx")
PICTURE = REPOSITORY / "docs" / "desk.svg"
VIEWS = REPOSITORY / "docs" / "views"
SIZE = (112, 32)
CELL = 12.2
"""Width of a cell in the picture. Rich gives a run of Chinese half the length it takes, so places are set here."""

RUN = (
    r'<text class="(?P<look>[^"]+)" x="(?P<x>[\d.]+)" (?P<y>y="[\d.]+") textLength="[\d.]+"'
    r"(?P<rest>[^>]*)>(?P<text>[^<]*)</text>"
)
"""A run of characters of one look, as Rich writes it."""

BLANK = "\u00a0\n"
FONTS = "'Sarasa Mono SC','Noto Sans Mono CJK SC','Source Han Mono SC','SimSun',monospace"


TEXT = """\
重庆市大渡口区医疗保障局2021年部门预算情况说明

一、部门预算情况说明
2021年年初预算数1,780.03万元，其中：一般公共预算拨款1,780.03万元。收入较2020年增加101.26万元。
2021年支出预算1,780.03万元，其中：社会保障和就业支出37.59万元，卫生健康支出1,732.64万元，住房保障支出18.80万元。
支出预算中，基本支出预算467.58万元，项目支出预算1,312.45万元。

二、“三公”经费情况说明
2021年“三公”经费预算10.78万元，比2020年持平。其中：因公出国（境）费用0万元；公务接待费1.00万元；公务用车运行维护费9.78万元。
"""
"""A text beside the sample: its workbooks have none."""


@dataclass(frozen=True)
class Picture:
    """What is opened and which keys are pressed for a picture."""

    keys: tuple[str, ...]
    opened: tuple[str, ...] = (PLANTED,)


PICTURES = {
    "tree": Picture(("1", "n", "equals_sign")),
    "three-public-expenses": Picture(("1", "left_square_bracket", "left_square_bracket")),
    "sheet": Picture(("3", "enter")),
    "findings": Picture(("3", "c", "space", "space")),
    "text": Picture(("4", "s", "s", "s"), (RIGHT, "说明.txt")),
    "compare": Picture(("5",), (RIGHT, PLANTED)),
    "overview": Picture(("6",)),
    "survey": Picture(("7", "s"), (PLANTED, *OTHERS)),
    "jump": Picture(("3", "j")),
}


async def draw(picture: Picture, folder: Path) -> str:
    """Return the desk after some keys, as SVG."""
    from tui.desk.app import DeskApp

    paths = [Path(name) for name in picture.opened]
    app = DeskApp(paths, "zh", folder=folder)
    async with app.run_test(size=SIZE) as pilot:
        while app._main is None or app.main.state is None or app.loading.running:
            await pilot.pause()
        for key in picture.keys:
            await pilot.press(key)
            await app.workers.wait_for_complete()
            await pilot.pause()
        return app.export_screenshot(title=f"yushen {' '.join(picture.opened)}")


def in_cells(svg: str) -> str:
    """Return the picture with every character at its own cell, so that columns stand right in any font."""

    def place(run: re.Match[str]) -> str:
        text, left = unescape(run["text"]), float(run["x"])
        cells = [(cell_len(text[:index]), character) for index, character in enumerate(text)]
        spans = [
            f'<tspan x="{left + cell * CELL:.1f}">{escape(character)}</tspan>'
            for cell, character in cells
            if character not in BLANK
        ]
        return f'<text class="{run["look"]}" {run["y"]}{run["rest"]}>{"".join(spans)}</text>' if spans else ""

    return re.sub(RUN, place, svg)


def own_fonts(svg: str) -> str:
    """Return the picture with fonts of the reader's machine: no font is fetched from anywhere."""
    svg = re.sub(r"@font-face\s*{[^}]*}", "", svg)
    svg = re.sub(r"font-family: [^;]*Fira Code[^;]*;", f"font-family: {FONTS};", svg)
    svg = svg.replace("font-size: 20px", "font-size: 23px")  # a Chinese character fills its two cells
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def main() -> None:
    """Write the pictures, each on documents that nothing was decided of yet."""
    VIEWS.mkdir(exist_ok=True)
    wanted = {PICTURE: Picture(("n", "n"))}
    wanted |= {VIEWS / f"{name}.svg": picture for name, picture in PICTURES.items()}
    for path, picture in wanted.items():
        with TemporaryDirectory() as name:
            folder = Path(name)
            for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
                os.environ[variable] = name
            (folder / "desk.toml").write_text('author = "李"\n', encoding="utf-8")
            (folder / "说明.txt").write_text(TEXT, encoding="utf-8")
            for sample in (PLANTED, RIGHT, *OTHERS):
                shutil.copy(SAMPLES / sample, folder)
            os.chdir(folder)
            path.write_text(own_fonts(in_cells(asyncio.run(draw(picture, folder)))), encoding="utf-8")
            os.chdir(REPOSITORY)
        print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
