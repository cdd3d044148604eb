"""A document is shown again where it was left; colours and columns are kept; another document is opened from inside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desk_driver import OpenDesk, screen_text, settled

from model.engagement.recent import opened
from model.money import Unit
from tui.desk import returning
from tui.desk.app import DeskApp
from tui.desk.memory import MOST_DOCUMENTS, Left, Memory
from tui.desk.screens.opening import OpenScreen
from tui.desk.state import SheetSpot
from tui.desk.tree_places import TreeSpot
from tui.desk.widgets.tree_columns import Beside, Computed


async def test_the_cell_the_unit_and_the_widths_are_there_again(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("2", "g", *"C9", "enter", "plus", "plus", "u")
        wide = app.main.sheet_view.model
        assert wide is not None
        cells = wide.column(2).cells
        await pilot.press("q")
    async with open_desk() as (app, _):
        assert app.main.view == "sheet"
        assert app.main.sheet_view.spot == SheetSpot(0, 0, 8, 2)
        assert app.main.sheet_view.model is not None
        assert app.main.sheet_view.model.column(2).cells == cells
        assert app.main.unit is Unit.WAN


@pytest.mark.parametrize(
    ("keys", "view"), [(("down", "down"), "tree"), (("3", "down"), "findings"), (("6",), "overview")]
)
async def test_each_view_is_gone_back_to(open_desk: OpenDesk, keys: tuple[str, ...], view: str) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press(*keys)
        await pilot.pause()
        spot, finding = app.main.tree_view.spot, app.main.finding
        await pilot.press("q")
    async with open_desk() as (app, _):
        assert app.main.view == view
        assert app.main.finding == finding
        if view == "tree":
            assert app.main.tree_view.spot == spot == TreeSpot(0, 2, -1)


async def test_what_trees_show_beside_their_amounts_is_kept(open_desk: OpenDesk) -> None:
    async with open_desk() as (_, pilot):
        await pilot.press("percent_sign", "equals_sign", "D", "q")
    async with open_desk() as (app, _):
        assert app.main.tree_view.beside == Beside(Computed.ALWAYS, difference=True, shares=True)
        assert app.main.tree_view.model is not None
        assert app.main.tree_view.model.beside == Beside(Computed.ALWAYS, difference=True, shares=True)


async def test_colours_are_switched_in_place_and_kept(open_desk: OpenDesk, tmp_path: Path) -> None:
    async with open_desk() as (app, pilot):
        seen = []
        for _ in range(3):
            await pilot.press("H")
            await pilot.pause()
            seen.append((app.settings.theme, app.current_theme.dark))
            assert "17,236,430.61!" in screen_text(app)
        assert seen == [("light", False), ("contrast", True), ("dark", True)]
        await pilot.press("H")
    text = (tmp_path / "settings" / "desk.toml").read_text(encoding="utf-8")
    assert 'theme = "light"' in text
    assert 'author = "李"' in text
    async with open_desk() as (app, _):
        assert app.theme == "yushen-light"


async def test_another_document_is_opened_in_the_place_of_this_one(
    open_desk: OpenDesk, planted: Path
) -> None:
    async with open_desk(path=planted) as (app, pilot):
        other = planted.with_name("另一份.csv")
        other.write_text("单位：元\n科目编码,科目名称,合计\n208,社会保障和就业支出,10.00\n", encoding="utf-8")
        await pilot.press("2", "p")
        await settled(app, pilot)
        assert isinstance(app.screen, OpenScreen)
        await pilot.press(*"另一份", "enter")
        await settled(app, pilot)
        assert app.main.state is not None
        assert [document.book.path for document in app.main.state.documents] == [str(other)]
        await pilot.press("p", *"planted", "enter")
        await settled(app, pilot)
        assert app.main.state.documents[0].book.path == str(planted)
        assert app.main.view == "sheet"


async def test_another_document_is_opened_beside_this_one(open_desk: OpenDesk, planted: Path) -> None:
    async with open_desk(path=planted) as (app, pilot):
        other = planted.with_name("另一份.csv")
        other.write_text("单位：元\n科目编码,科目名称,合计\n208,社会保障和就业支出,10.00\n", encoding="utf-8")
        await pilot.press("J", *"另一份", "enter")
        await settled(app, pilot)
        assert app.main.state is not None
        assert len(app.main.state.documents) == 2


async def test_what_was_open_last_names_its_folder(open_desk: OpenDesk, planted: Path) -> None:
    opened([planted], "某局", "2026-01-02T00:00:00+00:00")
    async with open_desk(size=(200, 30)) as (app, pilot):
        await pilot.press("p")
        await settled(app, pilot)
        assert str(planted.parent) in screen_text(app)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        '{"beside": 1, "documents": []}',
        '{"beside": {"computed": [], "shares": "yes"}, "documents": {"a": {"view": "nowhere"}}}',
    ],
)
def test_a_damaged_memory_is_as_if_it_had_never_been(tmp_path: Path, content: str) -> None:
    path = tmp_path / "desk.json"
    path.write_text(content, encoding="utf-8")
    memory = Memory(path)
    assert memory.beside == Beside()
    assert memory.left("a") is None
    memory.keep_left("a", Left("sheet", "表1", 3, 4, widths={"表1": {"2": 12}}))
    assert Memory(path).left("a") == Left("sheet", "表1", 3, 4, widths={"表1": {"2": 12}})


def test_the_oldest_documents_are_forgotten(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "desk.json")
    for number in range(MOST_DOCUMENTS + 5):
        memory.keep_left(str(number), Left("tree"))
    assert memory.left("4") is None
    assert memory.left("5") == Left("tree")
    assert len(json.loads((tmp_path / "desk.json").read_text())["documents"]) == MOST_DOCUMENTS


async def test_the_place_is_kept_while_one_works_and_survives_the_end_of_the_process(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(returning, "EVERY_SECONDS", 0.02)
    async with open_desk() as (app, pilot):
        await pilot.press("2", "g", *"C9", "enter")
        await pilot.pause(0.2)
        await settled(app, pilot)  # and not a word to the desk that it ends
    async with open_desk() as (app, _):
        assert app.main.view == "sheet"
        assert app.main.sheet_view.spot == SheetSpot(0, 0, 8, 2)


async def test_a_place_that_stays_is_written_once(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    monkeypatch.setattr(returning, "EVERY_SECONDS", 0.02)
    monkeypatch.setattr(Memory, "keep_left", lambda _self, document, _left: written.append(document))
    async with open_desk() as (app, pilot):
        await pilot.pause(0.2)
        await settled(app, pilot)
        assert len(written) == 1
        await pilot.press("down", "down")
        await pilot.pause(0.2)
        await settled(app, pilot)
        assert len(written) <= 3


async def test_a_document_keeps_its_place_from_whichever_folder_it_is_opened(
    open_desk: OpenDesk, planted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (tmp_path / "link").symlink_to(tmp_path, target_is_directory=True)
    async with open_desk(path=planted) as (_, pilot):
        await pilot.press("2", "g", *"C9", "enter", "q")
    monkeypatch.chdir(folder)
    for path in (Path("..") / planted.name, tmp_path / "link" / planted.name):
        async with open_desk(path=path) as (app, _):
            assert app.main.view == "sheet", path
            assert app.main.place is not None
            assert app.main.place.cell == "C9"


async def test_the_language_that_was_chosen_is_kept(
    open_desk: OpenDesk, example_path: Path, tmp_path: Path
) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("L", "q")
    assert 'language = "zh"' in (tmp_path / "settings" / "desk.toml").read_text(encoding="utf-8")
    async with open_desk() as (app, pilot):
        assert app.words.language == "zh"
        await pilot.press("L", "q")
    async with open_desk(language="zh") as (app, _):
        assert app.words.language == "en"
    asked = DeskApp([example_path], "zh", folder=tmp_path / "settings", is_language_asked=True)
    assert asked.words.language == "zh"


async def test_a_language_that_cannot_be_saved_is_announced(open_desk: OpenDesk, tmp_path: Path) -> None:
    async with open_desk() as (app, pilot):
        settings = tmp_path / "settings" / "desk.toml"
        settings.unlink()
        settings.mkdir()
        await pilot.press("L")
        await pilot.pause()
        assert app.words.language == "zh"
        assert "不会保留" in app.main.bar.announced or "未能" in app.main.bar.announced
