"""What was typed in a dialog that Esc closes is there again when it is opened at the same place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desk_driver import OpenDesk
from textual.widgets import Input, TextArea

from model.engagement.engagement import Engagement
from model.engagement.record import CellTarget, FindingTarget
from tui.desk.drafts import Drafts, drafts_file


def saved(path: Path) -> Engagement:
    return Engagement.open(path.with_name(path.name + ".yushen"))


async def test_a_note_left_with_escape_is_a_draft_of_its_finding(
    open_desk: OpenDesk, example_path: Path
) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", "a", *"one", "enter", *"two", "escape")
        await pilot.pause()
        assert app.screen is app.main
        assert app.main.bar.announced.startswith("Not saved, but not lost")
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
        assert app.main.bar.announced.startswith("Not saved, but not lost")
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
        assert app.main.bar.announced.startswith("Not saved, but not lost")
        await pilot.press("A")
        assert app.screen.query_one(Input).value == "odd"
        assert app.screen.query_one(TextArea).text == "because"


async def test_a_draft_that_is_emptied_is_none(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", "x", *"ab", "escape", "x", "backspace", "backspace", "escape")
        await pilot.pause()
        assert app.main.bar.announced == ""
        await pilot.press("x")
        assert app.screen.query_one(Input).value == ""


async def test_the_desk_is_not_left_with_a_draft_before_it_has_asked(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", "a", *"ask", "escape", "q")
        await pilot.pause()
        assert (
            app.main.bar.announced
            == "Drafts that are not saved: 1. q once more leaves; they are here the next time."
        )
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


async def typed_and_crashed(open_desk: OpenDesk, *keys: str) -> None:
    """Press keys at a desk, wait until what is typed is written, and end it without leaving it."""
    async with open_desk() as (_, pilot):
        await pilot.press(*keys)
        while not drafts_file().exists():
            await pilot.pause()


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        (("n", "a", *"half", "enter", *"a note"), "half\na note"),
        (("n", "x", *"half a reason"), "half a reason"),
        (("2", "A", *"half", "tab", "tab", *"because"), "because"),
    ],
    ids=["note", "reason", "own finding"],
)
async def test_what_is_being_typed_when_the_desk_is_killed_is_there_the_next_time(
    open_desk: OpenDesk, keys: tuple[str, ...], left: str
) -> None:
    await typed_and_crashed(open_desk, *keys)
    stored = json.loads(drafts_file().read_text(encoding="utf-8"))
    ((texts,),) = [[*each.values()] for each in stored.values()]
    async with open_desk() as (app, pilot):
        assert app.main.bar.announced.startswith("Drafts of an earlier session that are not saved: 1.")
        await pilot.press(*keys[:2])
        await pilot.pause()
        field = app.screen.query(TextArea).first() if app.screen.query(TextArea) else None
        found = field.text if field is not None else app.screen.query_one(Input).value
        assert found == texts[-1]
        assert left.startswith(found)


async def test_a_draft_that_is_saved_or_emptied_is_gone_from_the_file_too(open_desk: OpenDesk) -> None:
    await typed_and_crashed(open_desk, "n", "a", *"note")
    async with open_desk() as (app, pilot):
        await pilot.press("n", "a", "f2", "q")
    assert json.loads(drafts_file().read_text(encoding="utf-8")) == {}
    async with open_desk() as (app, pilot):
        assert "Drafts of an earlier session" not in app.main.bar.announced


async def test_the_drafts_of_another_document_are_its_own(open_desk: OpenDesk, planted: Path) -> None:
    await typed_and_crashed(open_desk, "n", "a", *"note")
    async with open_desk(path=planted) as (app, _):
        assert app.drafts.texts == {}


@pytest.mark.parametrize("content", ["", "{", "[]", '{"a": 1}', '{"a": {"b": [1]}}'])
def test_a_file_of_drafts_that_is_none_is_as_if_it_had_never_been(tmp_path: Path, content: str) -> None:
    path = tmp_path / "drafts.json"
    path.write_text(content, encoding="utf-8")
    drafts = Drafts(lambda: None, path)
    drafts.open("a")
    assert drafts.texts == {}
    drafts.at("note", FindingTarget("f")).keep("text")
    drafts.write()
    again = Drafts(lambda: None, path)
    again.open("a")
    assert again.at("note", FindingTarget("f")).text() == "text"
    assert (again.left_before(), again.left_before()) == (1, 0)


def test_a_draft_is_known_in_another_version_of_the_document_and_from_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = Drafts(lambda: None, tmp_path / "drafts.json")
    drafts.open(str(tmp_path / "a.xlsx"))
    drafts.at("note", CellTarget(str(tmp_path / "a.xlsx"), "1", "s", "C3")).keep("text")
    monkeypatch.chdir(tmp_path)
    assert drafts.at("note", CellTarget("a.xlsx", "2", "s", "C3")).text() == "text"
    assert drafts.at("note", CellTarget("a.xlsx", "2", "s", "C4")).text() == ""
    assert drafts.at("own", CellTarget("a.xlsx", "2", "s", "C3")).text() == ""
