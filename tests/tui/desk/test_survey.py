"""The survey: several files one line each, sorted, drilled into, and usable while the rest is read."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

import pytest
from desk_driver import screen_lines, screen_text, settled
from test_pictures import attributes, compare
from textual.message import Message
from textual.pilot import Pilot
from two_years import write_years

from model.engagement.record import State
from model.messages import Language
from model.money import SCALE
from tui.desk.app import DeskApp
from tui.desk.loading import Read, load
from tui.desk.messages import Loaded
from tui.desk.widgets.survey_model import Sorting, survey_lines


@pytest.fixture
def folder(tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, ...]:
    """Two budgets of one department, and a workbook of another with six planted faults."""
    monkeypatch.chdir(tmp_path)
    one, other = write_years(tmp_path)
    planted = Path(shutil.copy(samples / "dadukou-2021-planted.xlsx", tmp_path))
    return one, other, planted


@asynccontextmanager
async def opened(
    paths: Sequence[Path], language: Language = "en", size: tuple[int, int] = (120, 40), read: Read = load
) -> AsyncIterator[tuple[DeskApp, Pilot[int]]]:
    """Open a desk on several files."""
    app = DeskApp(paths, language, folder=Path("settings"), read=read)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await settled(app, pilot)
        yield app, pilot


async def press(app: DeskApp, pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(app, pilot)


async def test_several_disclosures_open_on_a_line_each(folder: tuple[Path, ...]) -> None:
    async with opened(folder) as (app, _):
        assert app.main.view == "survey"
        model = app.main.survey_view.model
        assert model is not None
        assert [line.path for line in model.lines] == [str(path) for path in folder]
        planted = model.lines[2]
        assert planted.errors >= 6
        # One amount for each of the six problems: 27, 378,000, 10,000, 30,000 and 5,400 元, and one without.
        assert planted.question == 423_427 * SCALE
        assert planted.open == planted.findings


async def test_s_sorts_and_the_cursor_stays_on_its_file(folder: tuple[Path, ...]) -> None:
    async with opened(folder) as (app, pilot):
        await press(app, pilot, "s")
        view = app.main.survey_view
        assert view.sorting is Sorting.ERRORS
        assert view.model is not None
        assert view.model.lines[0].path == str(folder[2])
        assert view.line is not None
        assert view.line.path == str(folder[0])
        assert "by errors" in screen_text(app)


async def test_enter_drills_to_the_first_finding_and_escape_comes_back(folder: tuple[Path, ...]) -> None:
    async with opened(folder) as (app, pilot):
        await press(app, pilot, "down", "down", "enter")
        assert app.main.view == "findings"
        assert app.main.finding is not None
        assert app.main.finding.cells[0].place.path == str(folder[2])
        await press(app, pilot, "escape")
        assert app.main.view == "survey"
        assert app.main.survey_view.row == 2


async def test_the_overview_begins_at_the_file_of_the_line(folder: tuple[Path, ...]) -> None:
    async with opened(folder) as (app, pilot):
        await press(app, pilot, "down", "down", "6")
        assert app.main.overview.model is not None
        assert app.main.overview.model.rows[app.main.overview.row].text == str(folder[2])


async def test_a_decision_is_counted_when_one_comes_back(folder: tuple[Path, ...]) -> None:
    async with opened(folder) as (app, _):
        state = app.main.state
        assert state is not None
        before = next(line for line in survey_lines(state, {}) if line.errors)
        assert before.first is not None
        dismissed = {state.findings[before.first].id: State.DISMISSED}
        after = next(line for line in survey_lines(state, dismissed) if line.path == before.path)
        assert (after.decided, after.open) == (1, before.open - 1)
        assert after.first != before.first


async def test_a_problem_counts_its_amount_once_and_none_when_it_is_dismissed(
    folder: tuple[Path, ...],
) -> None:
    async with opened(folder) as (app, _):
        state = app.main.state
        assert state is not None
        heads = [
            finding for finding in state.findings if finding.group == finding.id and finding.rule == "RU107"
        ]
        members = [finding.id for finding in state.findings if finding.group == heads[0].id]
        assert len(members) == 2

        def question(*dismissed: str) -> int:
            decided = dict.fromkeys(dismissed, State.DISMISSED)
            return survey_lines(state, decided)[2].question

        assert question() - question(*members) == 30_000 * SCALE
        assert question() == question(heads[0].id)


class Held:
    """A reader that stops after the first file until it is let go."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths
        self._begun, self.go_on = Event(), Event()

    def __call__(
        self,
        _: Sequence[Path],
        generation: int,
        post: Callable[[Message], object],
        cancelled: Callable[[], bool],
    ) -> None:
        def hold(message: Message) -> None:
            post(message)
            if isinstance(message, Loaded) and message.is_partial:
                self._begun.set()
                while not (self.go_on.wait(0.01) or cancelled()):
                    pass

        load(self._paths, generation, hold, cancelled)

    async def shown(self, app: DeskApp, pilot: Pilot[int]) -> None:
        """Wait until the first file is on the screen."""
        while not self._begun.is_set() or app._main is None or app._main.state is None:
            await pilot.pause()


@asynccontextmanager
async def half_read(paths: Sequence[Path]) -> AsyncIterator[tuple[DeskApp, Pilot[int], Held]]:
    """Open a desk on several files of which the first is read."""
    held = Held(paths)
    app = DeskApp(paths, "en", folder=paths[0].parent / "settings", read=held)
    async with app.run_test(size=(120, 40), notifications=True, tooltips=True) as pilot:
        await held.shown(app, pilot)
        try:
            yield app, pilot, held
        finally:
            held.go_on.set()


async def test_the_first_file_is_usable_while_the_rest_is_read(folder: tuple[Path, ...]) -> None:
    async with half_read(folder) as (app, pilot, held):
        assert app.main.view == "survey"
        assert "to read" in screen_text(app)
        assert app.unread == (str(folder[1]), str(folder[2]))
        await pilot.press("1", "5")
        await pilot.press("7", "down", "enter")
        assert "This file is not read yet." in screen_text(app)
        held.go_on.set()
        await settled(app, pilot)
        assert app.unread == ()
        assert app.main.view == "survey"
        assert "to read" not in screen_text(app)


async def test_escape_comes_back_to_the_survey_and_the_rest_is_read_on(folder: tuple[Path, ...]) -> None:
    async with half_read(folder) as (app, pilot, held):
        await pilot.press("enter", "escape")
        assert app.main.view == "survey"
        await pilot.press("enter")
        held.go_on.set()
        await settled(app, pilot)
        assert app.main.view != "survey"
        await pilot.press("escape")
        assert app.main.view == "survey"


async def test_escape_where_nothing_lies_behind_asks_before_the_reading_is_stopped(
    folder: tuple[Path, ...],
) -> None:
    async with half_read(folder) as (app, pilot, _):
        await pilot.press("escape")
        assert app.loading.running
        assert app.main.bar.announced == "Esc once more stops the reading."
        await pilot.press("down", "escape")
        assert app.loading.running
        await pilot.press("escape")
        assert app.main.bar.announced == "The reading was stopped. F5 reads again."
        await settled(app, pilot)
        assert screen_text(app).count("not read (stopped)") >= 2
        assert "is read ..." not in screen_text(app)
        await pilot.press("1", "7", "enter")
        assert screen_text(app).count("not read (stopped)") >= 2
        assert app.main.bar.announced == "The reading was stopped. F5 reads again."


async def test_a_file_that_was_not_understood_never_looks_clean(
    folder: tuple[Path, ...], tmp_path: Path
) -> None:
    broken, text = tmp_path / "broken.xlsx", tmp_path / "text.txt"
    broken.write_bytes(b"PK\x03\x04 truncated")
    text.write_text("某区教育局2021年部门预算\n\n2021年支出预算数10.00万元。\n", encoding="utf-8")
    async with opened((*folder, text, broken)) as (app, pilot):
        lines = screen_text(app).splitlines()
        assert next(line for line in lines if "某区教育局" in line).split()[0] == "?"
        assert "none" in next(line for line in lines if "某区教育局" in line)
        assert next(line for line in lines if "broken.xlsx" in line).split() == [
            "!",
            "broken.xlsx",
            "unreadable",
        ]
        while app.main.survey_view.sorting is not Sorting.UNDERSTOOD:
            await press(app, pilot, "s")
        model = app.main.survey_view.model
        assert model is not None
        assert [line.path for line in model.lines][:2] == [str(broken), str(text)]
        await press(app, pilot, "home", "ctrl+home", "enter")
        assert app.main.view == "survey"
        assert app.main.bar.announced.startswith(f"{broken}: ")
        assert "unreadable: " in screen_text(app)
        await press(app, pilot, "down")
        assert "no table was recognised" in screen_text(app)
        await press(app, pilot, "enter")
        assert app.main.view == "text"
        assert app.main.text_view.spot is not None
        assert app.main.state is not None
        assert app.main.state.documents[app.main.text_view.spot.document].book.path == str(text)


async def test_an_unreadable_file_is_reported_as_soon_as_it_was_tried(
    folder: tuple[Path, ...], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 truncated")
    async with half_read((broken, *folder)) as (app, _, _held):
        assert "unreadable" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_the_survey_is_as_it_was(
    folder: tuple[Path, ...],
    size: tuple[int, int],
) -> None:
    named = tuple(Path(path.name) for path in folder)
    async with opened(named, "zh", size) as (app, pilot):
        await press(app, pilot, "down")
        compare(app, f"survey-{size[0]}x{size[1]}", screen_text(app))


async def test_without_colour_the_marks_are_there(
    folder: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    named = tuple(Path(path.name) for path in folder)
    async with opened(named, "zh", (80, 24)) as (app, _):
        compare(app, "survey-no-colour-80x24", attributes(app))


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (120, 40), (160, 50)])
async def test_the_top_line_says_that_its_counts_are_of_all_files(
    folder: tuple[Path, ...], size: tuple[int, int]
) -> None:
    async with opened(folder, size=size) as (app, pilot):
        await press(app, pilot, "1")
        assert f"all {len(folder)} files:" in screen_lines(app)[0]


@pytest.fixture
def unproven(tmp_path: Path) -> Path:
    """A budget with one table of one amount, which nothing can be held against."""
    path = tmp_path / "某区水利局2021年部门预算.txt"
    rows = "部门支出总表\n单位：万元\n科目编码\t科目名称\t项目支出\n2130301\t行政运行\t100.00\n"
    path.write_text(f"某区水利局2021年部门预算\n\n{rows}", encoding="utf-8")
    return path


async def test_a_file_of_which_nothing_was_proven_is_never_clean(
    folder: tuple[Path, ...], unproven: Path
) -> None:
    async with opened((*folder, unproven)) as (app, _):
        (line,) = (each for each in screen_lines(app) if "某区水利局" in each and "proven" in each)
        assert line.startswith(" ?")
        assert "0 proven" in line
        assert "nothing proven" not in screen_lines(app)[0]


async def test_the_top_line_of_a_file_of_which_nothing_was_proven_says_so(unproven: Path) -> None:
    async with opened([unproven], "zh", (80, 24)) as (app, _):
        assert "? 0 项核对" in screen_lines(app)[0]


async def test_a_file_in_which_no_table_was_recognised_says_so_in_the_top_line(tmp_path: Path) -> None:
    path = tmp_path / "scan.txt"
    path.write_text("某区水利局2021年部门预算\n\n本年支出100.00万元。\n", encoding="utf-8")
    async with opened([path]) as (app, _):
        assert "? nothing proven" in screen_lines(app)[0]
