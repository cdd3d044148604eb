"""The screen as text, compared with files that are read by eye. `UPDATE_PICTURES=1` writes them anew.

A mark in the margin of a picture says which line the cursor or a bold heading is on: reverse "R", bold "B",
underlined "U"; without colour these three and the marks must say everything.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from desk_driver import OpenDesk, screen_text
from rich.color import Color
from text_example import write_text

from tui.desk.app import DeskApp
from tui.desk.untrusted import width

PICTURES = Path(__file__).parent / "pictures"

JOURNEYS: dict[str, tuple[str, ...]] = {
    "tree": (),
    "tree-finding": ("n",),
    "tree-computed": ("equals_sign",),
    "tree-wan": ("u",),
    "tree-share": ("percent_sign",),
    "tree-difference": ("D",),
    "sheet-finding": ("n", "enter"),
    "sheet-scrolled": ("2", "g", *"F20", "enter"),
    "findings": ("3",),
    "overview": ("6",),
}


def compare(app: DeskApp, name: str, text: str) -> None:
    """Assert that a picture is as it was, or write it."""
    path = PICTURES / f"{name}.txt"
    if os.environ.get("UPDATE_PICTURES"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("journey", JOURNEYS)
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_the_screen_is_as_it_was(open_desk: OpenDesk, journey: str, size: tuple[int, int]) -> None:
    async with open_desk(size=size, language="zh") as (app, pilot):
        await pilot.press(*JOURNEYS[journey])
        await pilot.pause()
        compare(app, f"{journey}-{size[0]}x{size[1]}", screen_text(app))


@pytest.mark.parametrize("journey", ["tree-finding", "tree-difference", "sheet-finding"])
async def test_on_a_wide_screen_the_pane_stands_at_the_right(open_desk: OpenDesk, journey: str) -> None:
    async with open_desk(size=(190, 50), language="zh") as (app, pilot):
        await pilot.press(*JOURNEYS[journey])
        await pilot.pause()
        assert app.main.pane.region.x > app.main.grid.region.width - 1
        assert app.main.pane.region.height == app.main.grid.region.height
        compare(app, f"{journey}-190x50", screen_text(app))
        await pilot.press("v")
        await pilot.pause()
        assert app.main.pane.region.width > 100


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_the_text_is_as_it_was(open_desk: OpenDesk, tmp_path: Path, size: tuple[int, int]) -> None:
    async with open_desk(path=write_text(tmp_path), size=size, language="zh") as (app, pilot):
        await pilot.press("4", "s")
        await pilot.pause()
        compare(app, f"text-{size[0]}x{size[1]}", screen_text(app))


async def test_without_colour_figures_are_underlined_and_marked(
    open_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_desk(path=write_text(tmp_path)) as (app, pilot):
        await pilot.press("4", "d")
        await pilot.pause()
        compare(app, "text-no-colour-80x24", attributes(app))


async def test_the_tree_is_as_it_was_in_english(open_desk: OpenDesk) -> None:
    async with open_desk(language="en") as (app, pilot):
        await pilot.press("n")
        await pilot.pause()
        compare(app, "tree-finding-english-80x24", screen_text(app))


async def test_the_help_is_as_it_was(open_desk: OpenDesk) -> None:
    async with open_desk(language="zh") as (app, pilot):
        await pilot.press("question_mark")
        await pilot.pause()
        compare(app, "help-80x24", screen_text(app))


def attributes(app: DeskApp) -> str:
    """Return, under each line of the screen, which of its cells are bold, underlined or reversed."""
    lines = []
    for strip in app.screen._compositor.render_strips():
        text, under = "", ""
        for segment in strip:
            style = segment.style
            sign = " "
            if style is not None:
                sign = "R" if style.reverse else "U" if style.underline else "B" if style.bold else " "
            text += segment.text
            under += (sign if segment.text.strip() else " ") * segment.cell_length
        lines += [text.rstrip(), under.rstrip()]
    return "\n".join(lines) + "\n"


async def test_without_colour_marks_bold_underline_and_reverse_say_everything(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_desk(language="zh") as (app, pilot):
        await pilot.press("n")
        await pilot.pause()
        compare(app, "tree-finding-no-colour-80x24", attributes(app))
        await pilot.press("D")
        await pilot.pause()
        compare(app, "tree-difference-no-colour-80x24", attributes(app))


@pytest.mark.parametrize(
    "journey", ["tree-finding", "tree-difference", "sheet-finding", "findings", "overview"]
)
async def test_without_colour_no_colour_is_sent_at_all(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, journey: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_desk() as (app, pilot):
        await pilot.press(*JOURNEYS[journey])
        for keys in (
            (),
            ("x",),
            ("escape", "a"),
            ("escape", "e"),
            ("escape", "t"),
            ("escape", "question_mark"),
        ):
            await pilot.press(*keys)
            await pilot.pause()
            for strip in app.screen._compositor.render_strips():
                for segment in strip:
                    style = segment.style
                    assert style is None or (_plain(style.color) and _plain(style.bgcolor)), segment


def _plain(color: Color | None) -> bool:
    return color is None or color.is_default


async def test_ascii_borders_draw_with_nothing_but_ascii(open_desk: OpenDesk, tmp_path: Path) -> None:
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "desk.toml").write_text('borders = "ascii"\n', encoding="utf-8")
    async with open_desk() as (app, pilot):
        for keys in (("n",), ("x",), ("escape", "e"), ("escape", "t"), ("escape", "question_mark")):
            await pilot.press(*keys)
            await pilot.pause()
            text = screen_text(app)
            assert not set("─│┌┐└┘▸▾▔▁…●○") & set(text)
            assert "---" in text


async def test_an_equation_is_no_wider_than_reads_well_on_a_wide_screen(open_desk: OpenDesk) -> None:
    async with open_desk(size=(160, 50)) as (app, pilot):
        await pilot.press("n")
        await pilot.pause()
        stated = next(line for line in screen_text(app).splitlines() if "stated" in line)
        assert stated.startswith(" + 21015")
        assert 90 < width(stated) <= 101
