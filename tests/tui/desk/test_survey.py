"""The survey: several files one line each, sorted, drilled into, and usable while the rest is read."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

import pytest
from desk_driver import screen_text, settled
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


async def test_the_first_file_is_usable_while_the_rest_is_read(folder: tuple[Path, ...]) -> None:
    begun, go_on = Event(), Event()

    def read(
        _: Sequence[Path], generation: int, post: Callable[[Message], object], cancelled: Callable[[], bool]
    ) -> None:
        def hold(message: Message) -> None:
            post(message)
            if isinstance(message, Loaded) and message.is_partial:
                begun.set()
                go_on.wait(30)

        load(folder, generation, hold, cancelled)

    app = DeskApp(folder, "en", folder=folder[0].parent / "settings", read=read)
    async with app.run_test(size=(120, 40), notifications=True, tooltips=True) as pilot:
        while not begun.is_set() or app._main is None or app._main.state is None:
            await pilot.pause()
        assert app.main.view == "survey"
        assert "to read" in screen_text(app)
        assert app.pending == (str(folder[1]), str(folder[2]))
        await pilot.press("1", "5")
        await pilot.press("7", "down", "enter")
        assert "This file is not read yet." in screen_text(app)
        go_on.set()
        await settled(app, pilot)
        assert app.pending == ()
        assert app.main.view == "survey"
        assert "to read" not in screen_text(app)


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
