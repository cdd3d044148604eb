"""Several problems are marked, filtered as one types, and decided at once with one reason, undone as one."""

from __future__ import annotations

from pathlib import Path

from desk_driver import OpenDesk, screen_lines, screen_text

from model.engagement.engagement import Engagement
from model.engagement.record import FindingTarget, State
from tui.desk.app import DeskApp


def stored(path: Path) -> Engagement:
    return Engagement.open(path.with_name(path.name + ".yushen"))


def listed(app: DeskApp) -> list[str]:
    model = app.main.findings_view.model
    assert model is not None
    return [model.finding(row).id for row in range(len(model.rows.rows))]


async def test_what_is_marked_is_dismissed_with_one_reason_and_undone_as_one(
    open_desk: OpenDesk, example_path: Path
) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("3", "space", "down", "space")
        await pilot.pause()
        assert [line[1] for line in screen_lines(app)[3:7]] == ["+", " ", "+", " "]
        await pilot.press("x")
        await pilot.pause()
        assert "RU101" in screen_text(app)
        assert "RU104" in screen_text(app)
        await pilot.press(*"unit", "enter")
        await pilot.pause()
        with stored(example_path) as engagement:
            decided = engagement.dispositions()
            assert {ident: each.state for ident, each in decided.items()} == dict.fromkeys(
                ("rollup", "total"), State.DISMISSED
            )
            assert {each.reason for each in decided.values()} == {"unit"}
        assert "2/4 decided" in screen_lines(app)[0]
        assert app.main.findings_view.marked == []
        await pilot.press("U")
        await pilot.pause()
        assert "0/4 decided" in screen_lines(app)[0]
        await pilot.press("X")
        await pilot.pause()
        assert "2/4 decided" in screen_lines(app)[0]


async def test_a_star_marks_all_that_are_listed_and_escape_takes_the_marks_away(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("3", "asterisk")
        await pilot.pause()
        assert [each.id for each in app.main.chosen] == ["rollup", "error-cell", "total", "rounding"]
        assert "4 problems are marked." in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert app.main.view == "findings"
        assert [each.id for each in app.main.chosen] == ["rollup"]
        await pilot.press("asterisk", "asterisk")
        assert app.main.marked == []


async def test_a_star_marks_what_is_undecided_first_and_says_what_it_leaves_out(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("3", "f", "asterisk")
        await pilot.pause()
        assert [each.id for each in app.main.chosen] == ["error-cell", "total", "rounding"]
        assert "3 problems are marked. 1 that are decided are not" in screen_text(app)
        await pilot.press("asterisk")
        await pilot.pause()
        assert len(app.main.marked) == 4
        await pilot.press("asterisk")
        assert app.main.marked == []


async def test_the_reason_for_several_says_which_of_them_are_decided_already(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("3", "f", "asterisk", "asterisk", "x")
        await pilot.pause()
        assert "Of these 4, some are decided already (1 follow up)" in screen_text(app)
        await pilot.press("escape", "asterisk", "asterisk", "x")
        await pilot.pause()
        assert "decided already" not in screen_text(app)


async def test_a_decision_without_words_on_several_asks_before_it_replaces_another(
    open_desk: OpenDesk, example_path: Path
) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("3", "f", "asterisk", "asterisk", "c")
        await pilot.pause()
        assert "(1 follow up)" in app.main.bar.announced
        with stored(example_path) as engagement:
            assert {each.state for each in engagement.dispositions().values()} == {State.FOLLOW_UP}
        await pilot.press("c")
        await pilot.pause()
        with stored(example_path) as engagement:
            states = [each.state for each in engagement.dispositions().values()]
            assert states == [State.CONFIRMED] * 4


async def test_marks_count_only_while_the_list_is_shown(open_desk: OpenDesk, example_path: Path) -> None:
    async with open_desk() as (_, pilot):
        await pilot.press("3", "asterisk", "1", "n", "c")
        await pilot.pause()
        with stored(example_path) as engagement:
            assert set(engagement.dispositions()) == {"rollup"}


async def test_tags_are_given_to_all_that_are_marked_beside_their_own(
    open_desk: OpenDesk, example_path: Path
) -> None:
    async with open_desk() as (_, pilot):
        await pilot.press("3", "T", *"old", "enter")
        await pilot.press("space", "space", "T", *"again", "enter")
        await pilot.pause()
        with stored(example_path) as engagement:
            assert engagement.tags(FindingTarget("rollup")) == ("again", "old")
            assert engagement.tags(FindingTarget("error-cell")) == ("again",)


async def test_the_list_follows_what_is_typed_and_keeps_it_until_escape(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("3", "c", "l", *"表5")
        await pilot.pause()
        assert listed(app) == ["error-cell"]
        await pilot.press("enter")
        await pilot.pause()
        assert '"表5"' in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.main.view == "sheet"
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert app.main.view == "findings"
        assert len(listed(app)) == 4
        for typed, found in (
            ("ru102", ["rounding"]),
            ("confirmed", ["rollup"]),
            ("error value", ["error-cell"]),
        ):
            await pilot.press("l", *typed)
            await pilot.pause()
            assert listed(app) == found, typed
            await pilot.press("escape")


async def test_pinyin_initials_a_tag_and_an_amount_filter_too(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("3", "T", *"later", "enter")
        for typed, found in (
            ("wsjkzc", ["rollup"]),
            ("later", ["rollup"]),
            ("27.00 ru104", ["total"]),
        ):
            await pilot.press("l", *typed)
            await pilot.pause()
            assert listed(app) == found, typed
            await pilot.press("down", "escape")
            assert len(listed(app)) == 4


async def test_what_is_in_doubt_or_nothing_cannot_be_marked(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("3", "l", *"zzzz", "enter", "space")
        await pilot.pause()
        assert "Only findings can be marked." in screen_text(app)


async def test_a_finding_under_its_head_marks_the_whole_problem_and_the_cursor_goes_to_the_next(
    open_desk: OpenDesk, planted: Path
) -> None:
    async with open_desk(path=planted) as (app, pilot):
        await pilot.press("3")
        await pilot.pause()
        view = app.main.findings_view
        assert view.model is not None
        assert view.model.rows.rows[view.row].is_under
        await pilot.press("space")
        await pilot.pause()
        assert len(app.main.marked) == 1
        assert app.main.marked[0].group == app.main.marked[0].id
        assert not view.model.rows.rows[view.row].is_under
        assert [line[1] for line in screen_lines(app)[3:7]] == ["+"] * 4
