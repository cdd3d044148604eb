"""At the desk: who decides is asked once, problems are decided whole, and what has changed must be decided again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from desk_driver import OpenDesk, screen_text, settled
from desk_example import documents, economic_tree, expenditure_tree, report

from model.engagement.engagement import Engagement
from model.engagement.record import CellTarget, FindingTarget, State
from tui.desk.messages import Loaded
from tui.desk.screens.own_finding import OwnFindingScreen
from tui.desk.screens.person import PersonScreen
from tui.desk.settings import load_settings
from tui.desk.state import build_state


def engagement_of(path: Path) -> Engagement:
    """Return the engagement beside a file, as another program would open it."""
    return Engagement.open(path.with_name(path.name + ".yushen"), read_only=True)


async def test_the_name_is_asked_once_shown_and_kept_for_the_next_time(
    open_desk: OpenDesk, example_path: Path, tmp_path: Path
) -> None:
    settings = tmp_path / "settings" / "desk.toml"
    settings.parent.mkdir()
    settings.write_text('theme = "light"\n', encoding="utf-8")
    async with open_desk(size=(120, 40)) as (app, pilot):
        await pilot.press("n", "c")
        await pilot.pause()
        assert isinstance(app.screen, PersonScreen)
        await pilot.press("ctrl+u", *"Li", "enter")
        await settled(app, pilot)
        assert "Saved: RU101 confirmed" in screen_text(app)
        assert "Li" in screen_text(app).splitlines()[0]
        await pilot.press("n", "f")
        await pilot.pause()
        assert app.screen is app.main
    (loaded, troubles) = load_settings(settings)
    assert (loaded.author, loaded.role, loaded.theme, troubles) == ("Li", "auditor", "light", [])
    decided = engagement_of(example_path).disposition("rollup")
    assert decided is not None
    assert decided.author == "Li"


async def test_an_explanation_is_kept_in_the_department_s_words(
    open_desk: OpenDesk, example_path: Path
) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", "F", "enter")
        await pilot.pause()
        assert "department's words" in screen_text(app)
        await pilot.press(*"rounded", "enter")
        await settled(app, pilot)
        await pilot.press("N")
        assert "[explained]" in screen_text(app)
        await pilot.press("O")
        await pilot.pause()
        assert "[explained]" not in screen_text(app)
        await pilot.press("U", "U", "X")
        await pilot.pause()
        assert "[explained]" in screen_text(app)
    decided = engagement_of(example_path).disposition("rollup")
    assert decided is not None
    assert (decided.state, decided.reason) == (State.EXPLAINED, "rounded")


async def test_a_second_person_reviews(open_desk: OpenDesk, example_path: Path) -> None:
    async with open_desk(size=(120, 40)) as (app, pilot):
        await pilot.press("n", "c", "N", "r")
        await pilot.pause()
        assert "A reviewer reviews" in screen_text(app)
        await pilot.press("P", "tab", "right", "enter", "r", "enter")
        await pilot.pause()
        assert "took this decision; a second" in screen_text(app)
        await pilot.press("escape", "P", "ctrl+u", *"Wang", "enter")
        await settled(app, pilot)
        await pilot.press("r", *"agreed", "enter")
        await settled(app, pilot)
        assert "reviewed by Wang" in screen_text(app)
    decided = engagement_of(example_path).disposition("rollup")
    assert decided is not None
    assert decided.review is not None
    assert (decided.author, decided.review.comment) == ("李", "agreed")


async def test_tags_are_given_and_taken_away(open_desk: OpenDesk, example_path: Path) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", "T", *"big later", "enter")
        await settled(app, pilot)
        assert "tags: big, later" in screen_text(app)
        assert engagement_of(example_path).tags(FindingTarget("rollup")) == ("big", "later")
        await pilot.press("T", "ctrl+u", "enter")
        await settled(app, pilot)
        assert "tags: " not in screen_text(app)


async def test_a_finding_of_one_s_own_stands_at_its_cell_and_can_be_withdrawn(
    open_desk: OpenDesk, example_path: Path
) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("2", "g", *"C7", "enter", "A", "f2")
        await pilot.pause()
        assert isinstance(app.screen, OwnFindingScreen)
        assert "A title is needed." in screen_text(app)
        await pilot.press(*"odd", "f2")
        await settled(app, pilot)
        assert "288,195.84!" in screen_text(app)
        assert "own finding: odd" in screen_text(app)
        (own,) = engagement_of(example_path).own_findings()
        assert isinstance(own.target, CellTarget)
        assert (own.target.cell, own.title, own.severity, own.value) == ("C7", "odd", "error", "288195.84")
        await pilot.press("x", *"no", "enter")
        await settled(app, pilot)
        await pilot.press("N")
        await pilot.pause()
        assert "288,195.84*" in screen_text(app)
        await pilot.press("W")
        await pilot.pause()
        assert "Withdrawn" in screen_text(app)
        assert engagement_of(example_path).own_findings() == ()


@pytest.mark.parametrize("amount", [1, 0])
async def test_a_decision_on_other_amounts_is_open_again_and_shows_both(
    open_desk: OpenDesk, amount: int
) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", "c", "q")

    def read(_paths: object, generation: int, post: object, _cancelled: object) -> None:
        whole = report()
        changed = tuple(
            replace(each, difference=(each.difference or 0) + amount * 1_000_000)
            if each.id == "rollup"
            else each
            for each in whole.findings
        )
        state = build_state(
            documents(), replace(whole, findings=changed), (expenditure_tree(), economic_tree())
        )
        post(Loaded(generation, state))  # type: ignore[operator]

    async with open_desk(read=read, size=(120, 40)) as (app, pilot):
        assert ("must be decided again" in screen_text(app)) is bool(amount)
        await pilot.press("n", "v")
        await pilot.pause()
        text = screen_text(app)
        assert ("open again: confirmed at" in text) is bool(amount)
        assert ("[confirmed]" in text) is not bool(amount)


async def test_a_second_desk_reads_and_says_who_decides(open_desk: OpenDesk, example_path: Path) -> None:
    path = example_path.with_name(example_path.name + ".yushen")
    with Engagement.open(path) as other:
        other.dispose("rollup", State.CONFIRMED, "", "王")
        async with open_desk(size=(120, 40)) as (app, pilot):
            assert "王 has this engagement open" in screen_text(app)
            await pilot.press("n", "f")
            await pilot.pause()
            assert "here it is only read. Decide when it is closed there" in screen_text(app)
            other.close()
            await pilot.press("f")
            await pilot.pause()
            assert "Saved: RU101 follow up" in screen_text(app)
