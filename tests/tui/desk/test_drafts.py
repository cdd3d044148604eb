"""What was typed in a dialog that Esc closes is there again when it is opened at the same place."""

from __future__ import annotations

from pathlib import Path

from desk_driver import OpenDesk
from textual.widgets import Input, TextArea

from model.engagement.engagement import Engagement
from model.engagement.record import FindingTarget


def saved(path: Path) -> Engagement:
    return Engagement.open(path.with_name(path.name + ".yushen"))


async def test_a_note_left_with_escape_is_a_draft_of_its_finding(
    open_desk: OpenDesk, example_path: Path
) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", "a", *"one", "enter", *"two", "escape")
        await pilot.pause()
        assert app.screen is app.main
        assert app.main.bar.said.startswith("Not saved, but not lost")
        await pilot.press("n", "a")
        assert app.screen.query_one(TextArea).text == ""
        await pilot.press("escape", "N", "a", *"three", "f2")
        await pilot.pause()
        (note,) = saved(example_path).notes(FindingTarget("rollup"))
        assert note.text == "one\ntwothree"
        await pilot.press("a")
        assert app.screen.query_one(TextArea).text == ""


async def test_a_reason_left_with_escape_is_a_draft_of_that_decision_alone(
    open_desk: OpenDesk, example_path: Path
) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", "x", *"typo", "escape")
        await pilot.pause()
        assert app.main.bar.said.startswith("Not saved, but not lost")
        await pilot.press("F")
        assert app.screen.query_one(Input).value == ""
        await pilot.press("escape", "x", *"s", "enter")
        await pilot.pause()
        decided = saved(example_path).disposition("rollup")
        assert decided is not None
        assert decided.reason == "typos"


async def test_a_finding_of_ones_own_left_with_escape_is_a_draft_of_its_place(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("2", "A", *"odd", "tab", "tab", *"because", "escape")
        await pilot.pause()
        assert app.main.bar.said.startswith("Not saved, but not lost")
        await pilot.press("A")
        assert app.screen.query_one(Input).value == "odd"
        assert app.screen.query_one(TextArea).text == "because"


async def test_a_draft_that_is_emptied_is_none(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", "x", *"ab", "escape", "x", "backspace", "backspace", "escape")
        await pilot.pause()
        assert app.main.bar.said == ""
        await pilot.press("x")
        assert app.screen.query_one(Input).value == ""


async def test_the_desk_is_not_left_with_a_draft_before_it_has_asked(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", "a", *"ask", "escape", "q")
        await pilot.pause()
        assert app.main.bar.said == "Drafts that are not saved: 1. q once more leaves without them."
        await pilot.press("down", "q")
        assert app.is_running
        await pilot.press("q")
        await pilot.pause()
        assert app.return_code == 0


async def test_a_reason_that_was_begun_is_no_draft_once_the_finding_is_decided_otherwise(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", "x", *"typo", "escape", "c")
        await pilot.pause()
        assert app.drafts.texts == {}
