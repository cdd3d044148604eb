"""The desk without a path: recent engagements and the documents of a folder, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from desk_driver import OpenDesk, screen_text, settled
from desk_example import state
from textual.message import Message

from model.engagement.recent import opened
from tui.desk.app import DeskApp
from tui.desk.messages import Loaded
from tui.desk.screens.opening import OpenScreen, folder_entries


class Noting:
    """A reader that keeps which files it was asked for."""

    def __init__(self) -> None:
        self.paths: list[Path] = []

    def __call__(
        self,
        paths: Sequence[Path],
        generation: int,
        post: Callable[[Message], object],
        cancelled: Callable[[], bool],
    ) -> None:
        self.paths = list(paths)
        post(Loaded(generation, state()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two documents, a lock file, an engagement and a folder below."""
    place = tmp_path / "部门"
    place.mkdir()
    for name in ("甲.xlsx", "乙.xls", "~$甲.xlsx", "甲.xlsx.yushen", "notes.docm", "下属[b]/丙.xlsx"):
        path = place / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    return place


def test_a_folder_shows_the_way_up_its_folders_and_its_documents(folder: Path) -> None:
    shown = [entry.text for entry in folder_entries(folder)]
    assert shown[0].startswith("../")
    assert shown[-2:] == ["乙.xls", "甲.xlsx"]
    assert not any("~$" in text or "yushen" in text or "docm" in text for text in shown)


def test_a_folder_that_cannot_be_looked_into_has_only_the_way_up(tmp_path: Path) -> None:
    assert len(folder_entries(tmp_path / "none")) == 1


async def test_a_file_is_chosen_by_typing_a_part_of_its_name(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    reader = Noting()
    app = DeskApp([], "zh", folder=tmp_path, read=reader)
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await settled(app, pilot)
        assert isinstance(app.screen, OpenScreen)
        await pilot.press(*"乙", "enter")
        await settled(app, pilot)
        assert [path.name for path in reader.paths] == ["乙.xls"]
        assert app.screen is app.main


async def test_folders_are_looked_into_and_left_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    app = DeskApp([], "en", folder=tmp_path, read=Noting())
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await settled(app, pilot)
        await pilot.press("enter")
        await settled(app, pilot)
        assert "部门/" in screen_text(app)


async def test_what_was_open_last_comes_first_while_it_is_still_there(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    opened([folder / "gone.xlsx"], "已删除的单位", "2026-01-02T00:00:00+00:00")
    opened([folder / "甲.xlsx"], "某区医疗保障局", "2026-01-02T00:00:00+00:00")
    reader = Noting()
    app = DeskApp([], "en", folder=tmp_path, read=reader)
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await settled(app, pilot)
        assert "某区医疗保障局" in screen_text(app)
        assert "已删除的单位" not in screen_text(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert reader.paths == [folder / "甲.xlsx"]


async def test_escape_leaves_when_nothing_was_chosen(tmp_path: Path) -> None:
    app = DeskApp([], "en", folder=tmp_path, read=Noting())
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await settled(app, pilot)
        await pilot.press("escape")
        await pilot.pause()
    assert app.return_value == 0


async def test_the_dialog_says_whether_it_replaces_what_is_open(open_desk: OpenDesk) -> None:
    async with open_desk(language="zh", size=(120, 40)) as (app, pilot):
        await pilot.press("p")
        await pilot.pause()
        assert "打开文件（替换已打开的文件）" in screen_text(app)
        await pilot.press("escape", "J")
        await pilot.pause()
        assert "打开文件（与已打开的文件并列）" in screen_text(app)


async def test_several_files_are_marked_and_opened_together(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    reader = Noting()
    app = DeskApp([], "en", folder=tmp_path, read=reader)
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await settled(app, pilot)
        await pilot.press("insert")
        await pilot.pause()
        assert "Only files can be marked" in screen_text(app)
        await pilot.press("down", "down", "insert")
        await pilot.pause()
        assert "+ 乙.xls" in screen_text(app)
        assert "Only files" not in screen_text(app)
        await pilot.press("insert", "insert", "insert", "enter")
        await settled(app, pilot)
        assert [path.name for path in reader.paths] == ["乙.xls", "甲.xlsx"]


async def test_a_mark_lasts_while_a_filter_is_typed_and_in_another_folder(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    reader = Noting()
    app = DeskApp([], "en", folder=tmp_path, read=reader)
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await settled(app, pilot)
        await pilot.press(*"甲", "insert", "backspace", "down", "enter")
        await pilot.pause()
        assert "丙.xlsx" in screen_text(app)
        await pilot.press(*"丙", "insert", "enter")
        await settled(app, pilot)
        assert {path.name for path in reader.paths} == {"甲.xlsx", "丙.xlsx"}


async def test_one_key_opens_the_whole_folder_and_that_under_the_cursor(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    for keys, names in ((("f4",), {"甲.xlsx", "乙.xls", "丙.xlsx"}), ((*"下属", "f4"), {"丙.xlsx"})):
        reader = Noting()
        app = DeskApp([], "en", folder=tmp_path, read=reader)
        async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
            await settled(app, pilot)
            await pilot.press(*keys)
            await settled(app, pilot)
            await settled(app, pilot)
            assert {path.name for path in reader.paths} == names


async def test_a_folder_without_documents_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    app = DeskApp([], "en", folder=tmp_path, read=Noting())
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await settled(app, pilot)
        await pilot.press("f4")
        await settled(app, pilot)
        assert isinstance(app.screen, OpenScreen)
        assert "There is no document in this folder" in screen_text(app)
