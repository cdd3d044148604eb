"""Every view and every dialog as text, in three sizes and without colour; and every key of every screen pressed.

The pictures are compared as in `test_pictures`; `UPDATE_PICTURES=1` writes them anew.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path

import pytest
from desk_driver import screen_lines, screen_text, settled
from test_pictures import attributes, compare
from test_survey import folder, opened
from textual.actions import parse
from textual.pilot import Pilot
from textual.widgets import Input

from tui.desk import screens
from tui.desk.app import DeskApp
from tui.desk.keymap import KeyEntry, shipped
from tui.desk.keynames import split
from tui.desk.screens.dialog import Dialog
from tui.desk.screens.find import FindScreen
from tui.desk.widgets.choice import Choice

__all__ = ["folder"]

VIEWS = {
    "tree": ("1",),
    "sheet": ("2",),
    "findings": ("3",),
    "text": ("4",),
    "compare": ("5",),
    "overview": ("6",),
    "survey": ("7",),
}
DIALOGS: dict[str, tuple[str, ...]] = {
    "address": ("2", "g"),
    "reason": ("3", "x"),
    "explanation": ("3", "F"),
    "tags": ("3", "T"),
    "tables": ("1", "t"),
    "sheets": ("2", "t"),
    "documents": ("5", "t"),
    "palette": ("colon",),
    "elsewhere": ("1", "right", "E"),
    "calculator": ("1", "i", "I"),
    "export": ("e",),
    "find": ("slash", *"wsjk"),
    "help": ("question_mark",),
    "mapping": ("2", "m"),
    "meaning": ("2", "m", "down", "down", "down", "down", "down", "down", "enter"),
    "note": ("3", "a"),
    "open": ("p",),
    "own-finding": ("2", "A"),
    "person": ("P",),
    "jump": ("3", "j"),
}
SIZES = {"80x24": (80, 24), "120x40": (120, 40), "160x50": (160, 50), "no-colour-80x24": (80, 24)}
OPENED = {
    "desk": ("1",),
    "grid": ("1",),
    "tree": ("1",),
    "sheet": ("2",),
    "findings": ("3",),
    "text": ("4",),
    "compare": ("5",),
    "survey": ("7",),
    "pane": ("1", "tab"),
    "dialog": ("3", "a"),
    "list": ("1", "t"),
    "open": ("p",),
    "filter": ("3", "l"),
    "choice": ("e",),
    "reader": ("question_mark",),
}
"""The keys that lead to where the keys of a scope are live."""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "desk.toml").write_text('author = "李"\n', encoding="utf-8")


async def press(app: DeskApp, pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(app, pilot)


async def to_main(app: DeskApp, pilot: Pilot[int]) -> None:
    """Close every dialog."""
    while app.screen is not app.main:
        app.screen.dismiss(None)
        await pilot.pause()


@asynccontextmanager
async def desk_on(
    paths: tuple[Path, ...], tmp_path: Path, size: tuple[int, int]
) -> AsyncIterator[tuple[DeskApp, Pilot[int]]]:
    """Open the desk on files of the present folder, by their names alone."""
    async with opened([path.relative_to(tmp_path) for path in paths], "zh", size) as (app, pilot):
        yield app, pilot


def without_paths(text: str, tmp_path: Path) -> str:
    """Return a screen without the lines that name the folder of this run, and without the time of day."""
    begins, text = str(tmp_path)[:12], re.sub(r"\d\d-\d\d \d\d:\d\d", "11-22 33:44", text)
    return "".join(line if begins not in line else "...\n" for line in text.splitlines(keepends=True))


@pytest.mark.parametrize("name", SIZES)
async def test_every_view_and_dialog_is_as_it_was(
    folder: tuple[Path, ...],
    settings: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    if name.startswith("no-colour"):
        monkeypatch.setenv("NO_COLOR", "1")
    async with desk_on(folder, tmp_path, SIZES[name]) as (app, pilot):
        seen = set()
        for shown, keys in {**VIEWS, **DIALOGS}.items():
            await press(app, pilot, *keys)
            assert (app.screen is app.main) is (shown in VIEWS), shown
            seen.add(type(app.screen))
            drawn = attributes(app) if name.startswith("no-colour") else screen_text(app)
            compare(app, f"every-{shown}-{name}", without_paths(drawn, tmp_path))
            await to_main(app, pilot)
            app.calculating.clear()
        assert set(VIEWS) == set(app.main.views)
        assert every_dialog() <= seen


def every_dialog() -> set[type]:
    """Return every dialog that can be opened."""
    for module in pkgutil.iter_modules(screens.__path__):
        import_module(f"{screens.__name__}.{module.name}")
    found: set[type] = set()
    waiting: list[type] = [Dialog]
    while waiting:
        for each in waiting.pop().__subclasses__():
            waiting.append(each)
            if "compose" in each.__dict__ or not each.__subclasses__():
                found.add(each)
    return {each for each in found if not each.__name__.startswith("List") and "[" not in each.__name__}


def owner(app: DeskApp, namespace: str) -> object:
    """Return what an action is asked of."""
    if namespace == "app":
        return app
    return app.screen if namespace == "screen" or app.focused is None else app.focused


def asked_of(app: DeskApp, entry: KeyEntry) -> tuple[object, str, tuple[object, ...]]:
    """Return whose action a key is, its name and what it is given."""
    namespace, name, given = parse(entry.action)
    of_screen = entry.scope in {"desk", "dialog", "list", "open", "reader"} and namespace != "app"
    return owner(app, "screen" if of_screen else namespace), name, given


def test_the_keys_of_every_scope_are_pressed() -> None:
    assert set(OPENED) == {entry.scope for entry in shipped()}


@pytest.mark.parametrize("scope", OPENED)
async def test_every_key_does_what_the_key_map_says(
    folder: tuple[Path, ...],
    settings: None,
    tmp_path: Path,
    scope: str,
) -> None:
    async with desk_on(folder, tmp_path, (120, 40)) as (app, pilot):
        await press(app, pilot, *OPENED[scope])
        if scope == "choice":
            app.screen.query(Choice).first().focus()
        for entry in (each for each in shipped() if each.scope == scope):
            of, name, given = asked_of(app, entry)
            for key in split(entry.keys):
                done: list[tuple[object, ...]] = []
                with pytest.MonkeyPatch.context() as patched:
                    patched.setattr(type(of), f"action_{name}", lambda _, *got, done=done: done.append(got))
                    await pilot.press(key)
                    await pilot.pause()
                assert done == [given], (entry.id, key)


@pytest.mark.parametrize("name", sorted(set(DIALOGS) - {"calculator", "jump"}))
async def test_the_keys_of_every_dialog_are_in_sight_on_a_small_screen(
    folder: tuple[Path, ...], settings: None, tmp_path: Path, name: str
) -> None:
    async with desk_on(folder, tmp_path, (60, 15)) as (app, pilot):
        await press(app, pilot, *DIALOGS[name])
        assert app.screen is not app.main
        line = next((line for line in screen_lines(app) if " Esc " in line), "")
        assert line.rstrip().endswith("│"), screen_text(app)


async def test_the_reason_for_many_problems_has_room_for_its_field_on_a_small_screen(
    folder: tuple[Path, ...], settings: None, tmp_path: Path
) -> None:
    async with desk_on(folder, tmp_path, (60, 15)) as (app, pilot):
        await press(app, pilot, "3", "c", "asterisk", "asterisk", "x")
        text = screen_text(app)
        assert "Esc" in text
        assert "本次处理将取代原处理" in "".join(text.split()).replace("│", "")
        assert app.screen.query_one(Input).region.bottom < 15


@pytest.mark.parametrize("key", ["slash", "ctrl+f"])
async def test_the_search_opens_with_both_of_its_keys(
    folder: tuple[Path, ...], settings: None, tmp_path: Path, key: str
) -> None:
    async with desk_on(folder, tmp_path, (80, 24)) as (app, pilot):
        await press(app, pilot, "1", key)
        assert isinstance(app.screen, FindScreen)
