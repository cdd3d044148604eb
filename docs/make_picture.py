"""Make docs/desk.svg: the desk on the planted sample, as the app itself draws it.

    python docs/make_picture.py

Nothing is written but the picture: settings, state and the engagement go to a folder that is then removed.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from html import escape, unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.cells import cell_len

REPOSITORY = Path(__file__).resolve().parent.parent
SAMPLE = REPOSITORY / "samples" / "dadukou-2021-planted.xlsx"
PICTURE = REPOSITORY / "docs" / "desk.svg"
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


async def draw(sample: Path, folder: Path) -> str:
    """Return the desk on a sample at its first finding, as SVG."""
    from tui.desk.app import DeskApp

    app = DeskApp([sample], "zh", folder=folder)
    async with app.run_test(size=SIZE) as pilot:
        while app._main is None or app.main.state is None:
            await pilot.pause()
        await pilot.press("n", "n")
        await pilot.pause()
        return app.export_screenshot(title="yushen samples/dadukou-2021-planted.xlsx")


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
    """Write the picture."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
            os.environ[variable] = name
        sample = Path(shutil.copy(SAMPLE, folder))
        PICTURE.write_text(own_fonts(in_cells(asyncio.run(draw(sample, folder)))), encoding="utf-8")
    print(f"{PICTURE}: {PICTURE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
