"""The key map: what ships is sound, a person's own keys are checked line by line, and they work."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_driver import OpenDesk
from textual.dom import DOMNode

from model.errors import InvalidDataError
from tui.desk.keymap import KeyMap, clashes, load, own_keys, shipped
from tui.desk.keynames import INDISTINCT, display, displayed, split
from tui.desk.screens.asking import AskScreen
from tui.desk.screens.choosing import ChooseScreen, ListDialog
from tui.desk.screens.dialog import Dialog
from tui.desk.screens.exporting import ExportScreen
from tui.desk.screens.find import FindScreen
from tui.desk.screens.help import HelpScreen
from tui.desk.screens.main import MainScreen
from tui.desk.screens.mapping import MappingScreen
from tui.desk.screens.meaning import MeaningScreen
from tui.desk.screens.noting import NoteScreen
from tui.desk.screens.opening import OpenScreen
from tui.desk.widgets.choice import Choice
from tui.desk.widgets.comparison_view import ComparisonView
from tui.desk.widgets.filter_line import FilterLine
from tui.desk.widgets.findings_view import FindingsView
from tui.desk.widgets.grid import Grid
from tui.desk.widgets.overview import Overview
from tui.desk.widgets.pane import Pane
from tui.desk.widgets.sheet_view import SheetView
from tui.desk.widgets.survey_view import SurveyView
from tui.desk.widgets.text_view import TextView
from tui.desk.widgets.tree_view import TreeView

OWNERS: dict[str, type[DOMNode]] = {
    "desk": MainScreen,
    "grid": Grid,
    "tree": TreeView,
    "sheet": SheetView,
    "findings": FindingsView,
    "compare": ComparisonView,
    "survey": SurveyView,
    "pane": Pane,
    "dialog": Dialog,
    "text": TextView,
    "choice": Choice,
    "reader": HelpScreen,
    "list": ListDialog,
    "open": OpenScreen,
    "filter": FilterLine,
}
DIALOGS = (
    AskScreen,
    ChooseScreen,
    ExportScreen,
    FindScreen,
    HelpScreen,
    MappingScreen,
    MeaningScreen,
    NoteScreen,
    OpenScreen,
)


def test_every_binding_of_the_desk_has_a_stable_id_and_a_tooltip() -> None:
    for owner in (*OWNERS.values(), Overview, *DIALOGS):
        for binding in owner.__dict__.get("BINDINGS", ()):
            assert binding.id, owner
            assert binding.tooltip, binding.id


@pytest.mark.parametrize("entry", shipped(), ids=lambda entry: entry.id)
def test_every_entry_does_something_that_exists(entry: object) -> None:
    from tui.desk.app import DeskApp
    from tui.desk.keymap import KeyEntry

    assert isinstance(entry, KeyEntry)
    name = entry.action.partition("(")[0]
    owner: type = OWNERS[entry.scope]
    if name.startswith("app."):
        owner, name = DeskApp, name.removeprefix("app.")
    if name.startswith("screen."):
        owner, name = Dialog, name.removeprefix("screen.")
    assert callable(getattr(owner, f"action_{name}", None))


def test_no_shipped_key_is_one_that_terminals_confuse_or_tmux_takes() -> None:
    keys = {key for entry in shipped() for key in split(entry.keys)}
    assert not keys & INDISTINCT
    assert not keys & {"ctrl+s", "ctrl+o", "ctrl+b"}


def test_no_two_live_entries_want_one_key() -> None:
    assert clashes({entry.id: entry.keys for entry in shipped()}) == []


def test_a_clash_is_found_between_scopes_that_are_live_together() -> None:
    assert clashes({"desk.quit": "q", "tree.fold": "q"}) == [("tree.fold", "desk.quit")]
    assert clashes({"tree.fold": "z", "sheet.freeze": "z"}) == []


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[desk.quit]\nkeys = 'q'\naction = 'quit'\nlabel = 'x'\n", 1, "help"),
        ("# one\n\n[desk.quit]\nkeys = 1\naction = 'q'\nlabel = 'x'\nhelp = 'y'\n", 4, "must be text"),
        ("[desk.quit]\nkeys = 'quark'\naction = 'q'\nlabel = 'x'\nhelp = 'y'\n", 1, "quark"),
        ("[desk.quit\n", 1, "not valid TOML"),
        ("desk = 1\n", 1, "scope"),
    ],
)
def test_a_faulty_key_map_names_the_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    path = tmp_path / "keys.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidDataError) as caught:
        load(path)
    assert caught.value.place.endswith(f"keys.toml:{line}")
    assert words in caught.value.what.text("en")


def test_a_person_s_own_keys_are_taken_and_faulty_lines_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_text(
        '"desk.export" = "w"\n"tree.fold" = "f9,Z"\n"desk.quit" = "n"\n"no.such" = "k"\n"desk.undo" = "ctrl+h"\n',
        encoding="utf-8",
    )
    own, troubles = own_keys(path)
    assert own == {"desk.export": "w", "tree.fold": "f9,Z"}
    assert [trouble.place.rpartition(":")[2] for trouble in troubles] == ["3", "4", "5"]
    assert "desk.next-finding" in troubles[0].what.text("en")


def test_without_a_file_there_are_no_own_keys(tmp_path: Path) -> None:
    assert own_keys(tmp_path / "keys.toml") == ({}, [])


def test_a_file_that_is_no_text_is_announced(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_bytes(b"\xff\xfe\x00")
    own, troubles = own_keys(path)
    assert own == {}
    assert len(troubles) == 1


def test_keys_are_shown_as_a_person_reads_them() -> None:
    assert display("left_square_bracket") == "["
    assert display("ctrl+pageup") == "Ctrl+PgUp"
    assert displayed("f3,full_stop") == "F3 ."
    assert KeyMap({"desk.quit": "f10"}).first("desk.quit") == "F10"


async def test_a_rebound_key_works_is_shown_and_the_old_one_does_nothing(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "keys.toml").write_text(
        '"desk.overview" = "w"\n"tree.fold" = "k"\n', encoding="utf-8"
    )
    async with open_desk() as (app, pilot):
        await pilot.press("6", "space")
        assert app.main.view == "tree"
        assert app.main.tree_view.model is not None
        assert app.main.tree_view.model.row_count == 18
        await pilot.press("k")
        assert app.main.tree_view.model.row_count == 1
        await pilot.press("w")
        assert app.main.view == "overview"


async def test_faults_in_the_user_s_files_are_announced_at_the_start(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "desk.toml").write_text('borders = "gold"\n', encoding="utf-8")

    def read_nothing(*_: object) -> None:
        """Stay as the desk is before anything was read."""

    async with open_desk(read=read_nothing) as (app, _):
        assert "borders = gold" in app.main.bar.announced


async def test_a_key_that_does_nothing_here_is_announced_with_where_it_does_or_how_to_find_a_command(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("z")
        assert app.main.bar.announced.startswith("z does nothing here. In the sheet: freeze")
        await pilot.press("down")
        assert app.main.bar.announced == ""
        await pilot.press("f11")
        assert app.main.bar.announced == "F11 does nothing here: ? lists the keys, : finds a command."
        await pilot.press("2", "z")
        assert app.main.bar.announced == "Frozen above and left of the cursor."
        await pilot.press("s", "down", "3", "c", "7")
        assert "does nothing here" not in app.main.bar.announced


async def test_the_palette_finds_a_command_by_letters_in_their_order(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("colon", *"wrkppr")
        await pilot.pause()
        assert isinstance(app.screen, ChooseScreen)
        assert [app.screen._choices[number].text for number in app.screen._listed] == [
            "engagement: export the working paper"
        ]
