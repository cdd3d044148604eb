"""Decisions and notes: kept at once, there on reopening, and never lost when they cannot be kept."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from desk_driver import OpenDesk, screen_text, settled
from desk_example import documents, economic_tree, expenditure_tree, report
from textual.message import Message
from textual.widgets import Input, TextArea

from model.engagement.engagement import Engagement
from model.engagement.record import CellTarget, FindingTarget, State
from model.errors import EngagementError
from model.messages import message
from tui.desk.messages import Loaded
from tui.desk.screens.asking import AskScreen
from tui.desk.screens.exporting import ExportScreen
from tui.desk.screens.noting import NoteScreen
from tui.desk.state import build_state


def stored(path: Path) -> Engagement:
    """Return the engagement beside a file, as another program would open it."""
    return Engagement.open(path.with_name(path.name + ".yushen"))


@pytest.mark.parametrize(("key", "state"), [("c", State.CONFIRMED), ("f", State.FOLLOW_UP)])
async def test_confirm_and_follow_up_are_on_the_disk_when_they_are_shown(
    open_desk: OpenDesk, example_path: Path, key: str, state: State
) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", key)
        await pilot.pause()
        assert "Saved: RU101" in screen_text(app)
        decided = stored(example_path).disposition("rollup")
        assert decided is not None
        assert decided.state is state
        assert decided.author == app.settings.author


async def test_dismissing_asks_for_a_reason_and_does_without_none(
    open_desk: OpenDesk, example_path: Path
) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", "x", "enter")
        await pilot.pause()
        assert isinstance(app.screen, AskScreen)
        assert "cannot be dismissed without" in screen_text(app)
        await pilot.press(*"typo", "enter")
        await pilot.pause()
        assert app.screen is app.main
        decided = stored(example_path).disposition("rollup")
        assert decided is not None
        assert (decided.state, decided.reason) == (State.DISMISSED, "typo")
        await pilot.press("N")
        await pilot.pause()
        assert "[dismissed]" in screen_text(app)


async def test_escape_leaves_a_finding_undecided(open_desk: OpenDesk, example_path: Path) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", "x", *"typo", "escape")
        await pilot.pause()
        assert app.screen is app.main
        assert stored(example_path).disposition("rollup") is None


async def test_the_header_counts_what_still_stands(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        assert "2!" in screen_text(app).splitlines()[0]
        await pilot.press("n", "x", *"typo", "enter")
        await pilot.pause()
        assert "1!" in screen_text(app).splitlines()[0]


async def test_undo_takes_the_last_decision_back(open_desk: OpenDesk, example_path: Path) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", "c", "U")
        await pilot.pause()
        assert "Taken back: the decision on RU101 表2 支出预算表!D11 (confirmed)" in app.main.bar.announced
        decided = stored(example_path).disposition("rollup")
        assert decided is None or decided.state is State.OPEN
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert "nothing to take back" in screen_text(app)


@pytest.mark.parametrize(
    ("keys", "what"),
    [
        (("n", "c"), "对 RU101 表2 支出预算表!D11 的处理（已确认）"),
        (("n", "x", *"typo", "enter"), "对 RU101 表2 支出预算表!D11 的处理（已排除）"),
        (("3", "space", "down", "space", "c"), "对 2 个问题的处理（已确认）"),
        (("n", "a", *"look", "f2"), "对 RU101 表2 支出预算表!D11 的批注"),
        (("2", "g", *"C7", "enter", "a", *"look", "f2"), "对 表2 支出预算表!C7 的批注"),
        (("n", "T", *"late", "enter"), "RU101 表2 支出预算表!D11 的标签"),
        (("3", "space", "down", "space", "T", *"late", "enter"), "2 处的标签"),
        (("2", "A", *"odd", "f2"), "自列疑点“odd”"),
    ],
)
async def test_undo_and_redo_say_what_they_are_about(
    open_desk: OpenDesk, keys: tuple[str, ...], what: str
) -> None:
    async with open_desk(language="zh", size=(120, 40)) as (app, pilot):
        await pilot.press(*keys, "U")
        await pilot.pause()
        assert f"已撤回{what}；日志保留两条记录。" in app.main.bar.announced
        await pilot.press("X")
        await pilot.pause()
        assert f"已重做{what}；日志保留全部记录。" in app.main.bar.announced


async def test_undo_of_a_withdrawal_says_so(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 40)) as (app, pilot):
        await pilot.press("2", "A", *"odd", "f2", "W")
        await pilot.pause()
        await pilot.press("U")
        await pilot.pause()
        assert (
            "Taken back: the withdrawal of the finding of your own “odd”; the log keeps both."
            in app.main.bar.announced
        )


async def test_a_note_of_several_lines_is_kept_for_the_finding(
    open_desk: OpenDesk, example_path: Path
) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", "a", *"one", "enter", *"two", "f2")
        await pilot.pause()
        assert app.screen is app.main
        (note,) = stored(example_path).notes(FindingTarget("rollup"))
        assert note.text == "one\ntwo"
        await pilot.press("v")
        await pilot.pause()
        assert "two" in screen_text(app)


async def test_a_note_to_a_cell_marks_it_and_is_shown_there(open_desk: OpenDesk, example_path: Path) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("2", "g", *"C7", "enter", "a", *"look", "ctrl+d")
        await pilot.pause()
        text = screen_text(app)
        assert "288,195.84*" in text
        assert "look" in text
        notes = stored(example_path).all_notes()
        assert isinstance(notes[0].target, CellTarget)
        assert notes[0].target.cell == "C7"


async def test_an_empty_note_is_not_kept(open_desk: OpenDesk, example_path: Path) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", "a", "f2")
        await pilot.pause()
        assert "The note is empty." in screen_text(app)
        assert stored(example_path).all_notes() == ()


async def test_what_was_typed_stays_when_it_cannot_be_kept(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise EngagementError("x.yushen", message("The disk is full."), message("Make room."))

    async with open_desk() as (app, pilot):
        monkeypatch.setattr(Engagement, "annotate", refuse)
        monkeypatch.setattr(Engagement, "dispose_all", refuse)
        await pilot.press("n", "a", *"long thought", "f2")
        await pilot.pause()
        assert isinstance(app.screen, NoteScreen)
        assert "The disk is full. Make room." in screen_text(app)
        assert app.screen.query_one(TextArea).text == "long thought"
        await pilot.press("escape", "x", *"why", "enter")
        await pilot.pause()
        assert isinstance(app.screen, AskScreen)
        assert app.screen.query_one(Input).value == "why"
        await pilot.press("escape", "c")
        await pilot.pause()
        assert "The disk is full." in screen_text(app)
        assert "[confirmed]" not in screen_text(app)


async def test_decisions_and_notes_are_there_on_reopening(open_desk: OpenDesk) -> None:
    async with open_desk() as (_, pilot):
        await pilot.press("n", "a", *"seen", "f2", "c", "q")
    async with open_desk() as (app, pilot):
        await pilot.press("n", "v")
        await pilot.pause()
        text = screen_text(app)
        assert "[confirmed]" in text
        assert "seen" in text


async def test_a_finding_that_was_judged_and_no_longer_arises_is_listed_in_the_overview(
    open_desk: OpenDesk, example_path: Path
) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", "c", "q")

    def read_mended(
        paths: Sequence[Path],
        generation: int,
        post: Callable[[Message], object],
        cancelled: Callable[[], bool],
    ) -> None:
        whole = report()
        rest = tuple(finding for finding in whole.findings if finding.id != "rollup")
        trees = (expenditure_tree(), economic_tree())
        post(Loaded(generation, build_state(documents(), replace(whole, findings=rest), trees)))

    async with open_desk(read=read_mended) as (app, pilot):
        await pilot.press("6")
        await pilot.pause()
        text = screen_text(app)
        assert "no longer arise" in text
        assert "RU101 Children do not add up" in text


async def test_a_folder_that_cannot_be_written_is_announced_and_the_findings_are_still_shown(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise EngagementError(
            "x.yushen", message("It is of a newer version."), message("Use a newer Yushen.")
        )

    monkeypatch.setattr(Engagement, "open", refuse)
    async with open_desk() as (app, pilot):
        assert "It is of a newer version." in screen_text(app)
        await pilot.press("n", "c")
        await pilot.pause()
        assert "no engagement file" in screen_text(app)


@pytest.mark.parametrize("presses", [0, 2])
async def test_export_writes_the_paper_beside_the_source_and_announces_where(
    open_desk: OpenDesk, example_path: Path, presses: int
) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", "c", "e", *["right"] * presses, "enter")
        await settled(app, pilot)
        (written,) = [path for path in example_path.parent.iterdir() if "working paper" in path.name]
        assert written.suffix == (".xlsx" if not presses else ".json")
        assert written.stat().st_size > 0
        assert "Written: " in screen_text(app)


async def test_export_writes_all_papers_into_a_folder(open_desk: OpenDesk, example_path: Path) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", "c", "e", "left", "enter")
        await settled(app, pilot)
        await app.workers.wait_for_complete()
        (folder,) = [path for path in example_path.parent.iterdir() if "working paper" in path.name]
        assert {path.suffix for path in folder.iterdir()} >= {".docx", ".xlsx", ".html", ".json"}


async def test_papers_for_the_unit_hold_the_confirmed_problems_unless_all_are_chosen(
    open_desk: OpenDesk, example_path: Path
) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("e", "left")
        assert "[confirmed ones to the unit]" in screen_text(app)
        await pilot.press("enter")
        await settled(app, pilot)
        (folder,) = [path for path in example_path.parent.iterdir() if "working paper" in path.name]
        assert not [path for path in folder.iterdir() if "evidence" in path.name]
        assert "No problem is confirmed yet" in " ".join(screen_text(app).replace("│", " ").split())
        await pilot.press("tab", "left", "enter")
        await settled(app, pilot)
        assert [path.name[-8:-5] for path in folder.iterdir() if "evidence" in path.name] == ["001"]


async def test_a_ledger_that_somebody_filled_in_is_replaced_by_a_second_enter_and_moved(
    open_desk: OpenDesk, example_path: Path
) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", "c", "e", "left", "enter")
        await settled(app, pilot)
        (folder,) = [path for path in example_path.parent.iterdir() if "working paper" in path.name]
        ledger = folder / "problems and rectification.xlsx"
        book = openpyxl.load_workbook(ledger)
        book.active.cell(4, 8).value = "publish it again"
        book.save(ledger)
        filled = ledger.read_bytes()
        await pilot.press("enter")
        await settled(app, pilot)
        assert isinstance(app.screen, ExportScreen)
        assert "Enter again" in screen_text(app)
        assert ledger.read_bytes() == filled
        await pilot.press("enter")
        await settled(app, pilot)
        assert (folder / "superseded papers" / "1" / ledger.name).read_bytes() == filled
        assert "moved to superseded papers/1" in " ".join(screen_text(app).replace("│", " ").split())


async def test_export_shows_the_confirmed_problems_alone_where_that_is_chosen(
    open_desk: OpenDesk, example_path: Path
) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", "c", "e", "right", "right", "tab", "right", "enter")
        await settled(app, pilot)
        (written,) = [path for path in example_path.parent.iterdir() if "working paper" in path.name]
        content = json.loads(written.read_text(encoding="utf-8"))
        assert [problem["decision"]["state"] for problem in content["problems"]] == ["confirmed"]
        assert content["not_shown"] > 0


async def test_export_asks_once_more_before_it_replaces_a_file(
    open_desk: OpenDesk, example_path: Path
) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("e", "f2")
        await settled(app, pilot)
        await pilot.press("e", "f2")
        await pilot.pause()
        assert isinstance(app.screen, ExportScreen)
        assert "already" in screen_text(app)
        await pilot.press("f2")
        await settled(app, pilot)
        assert app.screen is app.main


async def test_export_never_writes_over_the_source(open_desk: OpenDesk, example_path: Path) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("e")
        while not app.screen.query(Input):
            await pilot.pause()
        app.screen.query_one(Input).value = str(example_path)
        await pilot.press("f2", "f2")
        await pilot.pause()
        assert isinstance(app.screen, ExportScreen)
        assert example_path.read_bytes() == b""


KILLED = """
import os
import sys
from pathlib import Path
sys.path.insert(0, {folder!r})
import asyncio
import desk_example
from tui.desk.app import DeskApp

async def work():
    Path({path!r}).with_name("desk.toml").write_text('author = "x"')
    app = DeskApp([Path({path!r})], "en", folder=Path({path!r}).parent, read=desk_example.read_example)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("n", "c", "f")
        await pilot.pause()
        assert app.main.bar.announced.startswith("Saved"), app.main.bar.announced
        os.write(1, b"shown")
        os.read(0, 1)

asyncio.run(work())
"""


async def test_an_app_that_is_killed_shows_on_reopening_what_it_showed_as_saved(
    open_desk: OpenDesk, example_path: Path
) -> None:
    code = KILLED.format(folder=str(Path(__file__).parent), path=str(example_path))
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        written = child.stdout.read(5)
        child.kill()
    assert written == b"shown"
    async with open_desk() as (app, pilot):
        await pilot.press("3")
        await pilot.pause()
        lines = screen_text(app).splitlines()
        assert next(line for line in lines if line.startswith("  ! RU101")).endswith("confirmed")
        assert next(line for line in lines if line.startswith("  ! WB101")).endswith("follow up")
