"""Reading: progress is shown, Esc stops it, stale results are dropped, and failures are one clear line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

from desk_driver import OpenDesk, screen_lines, screen_text, settled
from desk_example import documents, expenditure_tree, read_example, report, state
from textual.message import Message
from textual.pilot import Pilot

from model.engagement.record import State
from tui.desk.app import DeskApp
from tui.desk.keymap import KeyMap, shipped
from tui.desk.loading import Loading, load
from tui.desk.messages import Loaded, Reading
from tui.desk.screens.progress import progress_lines
from tui.desk.state import DeskState, build_state
from tui.desk.words import Words

LEAVING = {"desk.quit", "desk.palette"}


class Slow:
    """A reader that says how far it is and then waits to be let go or stopped."""

    def __init__(self) -> None:
        self.go = Event()
        self.begun = Event()
        self.stopped = False

    def __call__(
        self,
        paths: Sequence[Path],
        generation: int,
        post: Callable[[Message], object],
        cancelled: Callable[[], bool],
    ) -> None:
        post(Reading(generation, "Reading", "/tmp/大部门.xlsx", 0.4))
        self.begun.set()
        while not self.go.wait(0.01):
            if cancelled():
                self.stopped = True
                return
        post(Loaded(generation, state()))


async def begun(slow: Slow, pilot: Pilot[int]) -> None:
    """Wait until a reading has begun, while the desk goes on."""
    while not slow.begun.is_set():
        await pilot.pause()


async def test_the_file_and_the_share_are_shown_with_the_way_out(example_path: Path, tmp_path: Path) -> None:
    slow = Slow()
    app = DeskApp([example_path], "en", folder=tmp_path, read=slow)
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await begun(slow, pilot)
        await pilot.pause()
        text = screen_text(app)
        assert "Reading ... 大部门.xlsx" in text
        assert "40%" in text
        assert "Esc stops it" in text
        slow.go.set()
        await settled(app, pilot)
        assert "17,236,430.61!" in screen_text(app)


def test_of_several_files_the_progress_is_how_many_are_done() -> None:
    reading = Reading(1, "Trying other readings", "/tmp/大部门.xlsx", 1.0, done=16, files=57)
    lines = ["".join(span.text for span in line) for line in progress_lines(Words("en"), KeyMap({}), reading)]
    assert "Trying other readings ... 大部门.xlsx" in lines[1]
    assert "16/57 files" in lines[2]
    assert "100%" not in lines[2]
    assert lines[2].count("=") == round(16 / 57 * 40)


def test_of_one_file_whose_other_readings_are_tried_it_is_shown_how_often_and_never_that_all_is_done() -> (
    None
):
    messages = [
        ["".join(span.text for span in line) for line in progress_lines(Words("en"), KeyMap({}), each)]
        for each in (
            Reading(1, "Trying other readings", "/tmp/大部门.xlsx", 1.0, again=1),
            Reading(1, "Trying other readings", "/tmp/大部门.xlsx", 1.0, again=143),
        )
    ]
    assert "Trying other readings ... 大部门.xlsx" in messages[0][1]
    assert messages[1][2].endswith("] rules asked again: 143")
    assert "%" not in messages[0][2] + messages[1][2]
    assert messages[0][2].partition("]")[0] != messages[1][2].partition("]")[0]  # one sees that it goes on


def test_the_other_readings_of_a_document_are_shown_as_such(samples: Path) -> None:
    posted: list[Message] = []
    load([samples / "dadukou-2021-planted.xlsx"], 1, posted.append, lambda: False)
    readings = [each for each in posted if isinstance(each, Reading)]
    tried = [each.again for each in readings if each.step == "Trying other readings"]
    assert tried == list(range(1, len(tried) + 1))
    assert tried
    assert all(not each.again for each in readings if each.step != "Trying other readings")


async def test_escape_stops_the_reading_and_r_begins_again(example_path: Path, tmp_path: Path) -> None:
    slow = Slow()
    app = DeskApp([example_path], "en", folder=tmp_path, read=slow)
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await begun(slow, pilot)
        await pilot.press("escape")
        await settled(app, pilot)
        assert slow.stopped
        assert "The reading was stopped." in screen_text(app)
        slow.go.set()
        await pilot.press("R")
        await settled(app, pilot)
        assert app.main.state is not None


async def test_what_an_earlier_reading_says_is_dropped(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        before = app.main.state
        app.post_message(Loaded(0, state()))
        await pilot.pause()
        assert app.main.state is before


def test_a_stopped_loading_has_no_hearer() -> None:
    loading = Loading()
    first, cancelled = loading.begin()
    second, _ = loading.begin()
    assert cancelled()
    assert not loading.is_current(first)
    assert loading.is_current(second)
    loading.stop()
    assert not loading.is_current(second)


async def test_a_file_that_cannot_be_read_is_one_line_with_its_remedy(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    path = tmp_path / "坏[red].xlsx"
    path.write_bytes(b"PK\x03\x04 truncated")
    async with open_desk(path=path) as (app, _):
        text = screen_text(app)
        assert "坏[red].xlsx" in "".join(text.split())  # a long path goes on in the next line
        assert "reads again" in text
        assert app.main.state is None


async def test_keys_do_nothing_and_break_nothing_while_nothing_was_read(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    path = tmp_path / "missing.xlsx"
    async with open_desk(path=path) as (app, pilot):
        for key in (entry.keys.split(",")[0] for entry in shipped() if entry.id not in LEAVING):
            await pilot.press(key, "escape")
        await pilot.press("escape")
        await pilot.pause()
        assert app.is_running


async def test_a_defect_of_the_desk_is_reported_as_such(open_desk: OpenDesk) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("[/]")

    async with open_desk(read=broken) as (app, _):
        assert "The desk itself failed (RuntimeError: [/])." in screen_text(app)
        assert app.is_running


async def test_reading_again_keeps_the_view_and_the_place(open_desk: OpenDesk) -> None:
    async with open_desk(read=read_example) as (app, pilot):
        await pilot.press("n", "enter", "f5")
        await settled(app, pilot)
        assert app.main.view == "sheet"
        assert app.main.sheet_view.address == "D11"


async def test_reading_again_shows_the_finding_at_the_cursor(
    open_desk: OpenDesk,
) -> None:
    async with open_desk(read=read_example) as (app, pilot):
        await pilot.press("n", "enter")
        shown = app.main.detail.finding
        assert shown is not None
        await pilot.press("f5")
        await settled(app, pilot)
        assert app.main.detail.finding == shown


def test_each_file_is_read_once_and_what_is_judged_so_far_is_posted_as_it_doubles(
    samples: Path, tmp_path: Path
) -> None:
    posted: list[Message] = []
    names = ("dadukou-2021-budget.xlsx", "wansheng-2023-budget.xlsx", "nanchong-2020-budget.xlsx")
    load([samples / name for name in names], 1, posted.append, lambda: False)
    readings = [each.subject for each in posted if isinstance(each, Reading) and each.step == "Reading"]
    first = [subject for number, subject in enumerate(readings) if subject not in readings[:number]]
    assert [Path(subject).name for subject in first] == list(names)
    done = [(each.done, each.files) for each in posted if isinstance(each, Reading)]
    assert done == sorted(done)
    assert {(number, 3) for number in range(4)} == set(done)
    loaded = [each for each in posted if isinstance(each, Loaded)]
    assert [(len(each.state.groups), each.is_partial) for each in loaded] == [
        (1, True),
        (2, True),
        (3, False),
    ]
    assert loaded[0].state.documents[0] is loaded[2].state.documents[0]


def test_the_audit_reports_each_rule_and_ends_when_it_is_asked_to(samples: Path) -> None:
    posted: list[Message] = []

    def cancelled() -> bool:
        return any(isinstance(each, Reading) and each.step == "Auditing" and each.share for each in posted)

    path = samples / "dadukou-2021-budget.xlsx"
    load([path], 1, posted.append, cancelled)
    auditing = [each for each in posted if isinstance(each, Reading) and each.step == "Auditing"]
    assert [each.subject for each in auditing] == [str(path)] * 2  # and never the code of a rule
    assert 0 == auditing[0].share < auditing[1].share < 1
    assert [each.state.is_audited for each in posted if isinstance(each, Loaded)] == [False]


def test_a_document_is_posted_as_soon_as_it_is_read_and_again_when_the_rules_were_asked(
    samples: Path,
) -> None:
    posted: list[Message] = []
    load([samples / "dadukou-2021-planted.xlsx"], 1, posted.append, lambda: False)
    read, audited = (each for each in posted if isinstance(each, Loaded))
    assert (read.is_partial, read.state.is_audited, audited.is_partial, audited.state.is_audited) == (
        True,
        False,
        False,
        True,
    )
    assert [len(tree.nodes) for tree in read.state.trees] == [len(tree.nodes) for tree in audited.state.trees]
    assert not read.state.findings
    assert audited.state.findings


class InParts:
    """A reader that posts what is there so far, and the whole once it is let go."""

    def __init__(self, first: DeskState) -> None:
        self.first = first
        self.go = Event()

    def __call__(
        self,
        paths: Sequence[Path],
        generation: int,
        post: Callable[[Message], object],
        cancelled: Callable[[], bool],
    ) -> None:
        loaded = Loaded(generation, self.first, is_partial=True)
        post(loaded)
        while not self.go.wait(0.01):
            if cancelled():
                return
        post(Loaded(generation, with_path(state(), str(paths[0]))))


def with_path(shown: DeskState, path: str) -> DeskState:
    """Return a state whose disclosure is that of a file that is there."""
    return replace(shown, groups=((path,),))


async def shown_in_part(app: DeskApp, pilot: Pilot[int]) -> None:
    """Wait until the first part of a reading is shown."""
    while app._main is None or app.main.state is None:
        await pilot.pause()
    await pilot.pause()


async def test_what_is_only_read_is_shown_as_not_audited_and_nothing_is_stated_of_faults(
    example_path: Path, tmp_path: Path
) -> None:
    unaudited = build_state(documents(), replace(report(), findings=(), ledger=()), (expenditure_tree(),))
    reader = InParts(replace(with_path(unaudited, str(example_path)), is_audited=False))
    app = DeskApp([example_path], "en", folder=tmp_path, read=reader)
    async with app.run_test(size=(120, 40)) as pilot:
        await shown_in_part(app, pilot)
        text = screen_text(app)
        assert "17,236,430.61" in text
        assert "audit pending" in text
        assert "0!" not in text
        for key in ("n", "e"):
            await pilot.press(key)
            assert app.main.bar.announced == "Not all rules are asked yet: findings come when they are."
        await pilot.press("3")
        await pilot.pause()
        assert "audit pending" in screen_lines(app)[1]
        await pilot.press("6")
        await pilot.pause()
        assert "what is not found says nothing" in screen_text(app)
        await pilot.press("1", "down", "down")
        reader.go.set()
        await settled(app, pilot)
        assert "audit pending" not in screen_text(app)
        assert app.main.tree_view.row == 2
        assert "2!" in screen_lines(app)[0]


async def test_one_decides_while_the_rest_is_read(example_path: Path, tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_text('author = "李"\n', encoding="utf-8")
    reader = InParts(with_path(state(), str(example_path)))
    app = DeskApp([example_path], "en", folder=tmp_path, read=reader)
    async with app.run_test(size=(120, 40)) as pilot:
        await shown_in_part(app, pilot)
        await pilot.press("3")
        await pilot.pause()
        decided = app.main.finding
        assert decided is not None
        await pilot.press("c")
        await pilot.pause()
        assert "Saved:" in app.main.bar.announced
        reader.go.set()
        await settled(app, pilot)
        assert app.judging.decided == {decided.id: State.CONFIRMED}
        await pilot.press("U")
        assert not {each for each in app.judging.decided.values() if each is not State.OPEN}


async def test_reading_again_keeps_the_cursor_on_the_name_of_a_row(open_desk: OpenDesk) -> None:
    async with open_desk(read=read_example) as (app, pilot):
        await pilot.press("down", "down", "f5")
        await settled(app, pilot)
        assert (app.main.tree_view.row, app.main.tree_view.column) == (2, 0)
        await pilot.press("right", "f5")
        await settled(app, pilot)
        assert (app.main.tree_view.row, app.main.tree_view.column) == (2, 1)
