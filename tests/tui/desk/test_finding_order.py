"""The problems of the list stand in the order that is chosen, the cursor on its own, and so they do the next day."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import desk_example
import pytest
from desk_driver import OpenDesk, screen_lines, screen_text
from test_finding_groups import findings
from test_pictures import compare

from model.finding import Doubt, Place
from model.messages import message
from tui.desk.app import DeskApp
from tui.desk.memory import Memory, memory_file
from tui.desk.state import build_state
from tui.desk.widgets.finding_order import Order
from tui.desk.widgets.finding_rows import FindingRows
from tui.desk.widgets.finding_words import Undecided
from tui.desk.widgets.findings_model import FindingsModel
from tui.desk.words import Words

PATH = desk_example.PATH
REPORTED = ["rollup", "error-cell", "total", "rounding"]
ORDERS = {
    Order.GRAVITY: REPORTED,
    Order.AMOUNT: ["rollup", "total", "error-cell", "rounding"],
    Order.RULE: ["rollup", "rounding", "total", "error-cell"],
    Order.PLACE: ["rollup", "total", "rounding", "error-cell"],
}


def listed(app: DeskApp) -> list[str]:
    model = app.main.findings_view.model
    assert model is not None
    return [model.finding(row).id for row in range(len(model.rows.rows))]


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_s_goes_through_the_orders_and_the_title_line_names_each(
    open_desk: OpenDesk, language: str
) -> None:
    async with open_desk(language=language, size=(120, 40)) as (app, pilot):
        await pilot.press("3", "down")
        finding = app.main.finding
        assert finding is not None
        assert finding.id == "error-cell"
        for order in (*ORDERS, Order.STATE, Order.GRAVITY):
            assert app.main.words(order.value) in screen_lines(app)[1]
            assert listed(app) == ORDERS.get(order, REPORTED)
            assert app.main.finding == finding
            await pilot.press("s")
            await pilot.pause()


async def test_capital_s_reverses_the_order_and_another_order_begins_unreversed(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 40)) as (app, pilot):
        await pilot.press("3", "down", "s", "S")
        await pilot.pause()
        assert "by amount, reversed" in screen_lines(app)[1]
        assert listed(app) == ORDERS[Order.AMOUNT][::-1]
        assert app.main.finding is not None
        assert app.main.finding.id == "error-cell"
        await pilot.press("S")
        await pilot.pause()
        assert listed(app) == ORDERS[Order.AMOUNT]
        await pilot.press("S", "s")
        await pilot.pause()
        assert "reversed" not in screen_lines(app)[1]
        assert listed(app) == ORDERS[Order.RULE]


async def test_what_is_decided_comes_last_once_it_is_sorted_and_nothing_moves_before(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("3", "s", "s", "s", "s", "c")
        await pilot.pause()
        assert listed(app) == REPORTED
        await pilot.press("s", "s", "s", "s", "s")
        await pilot.pause()
        assert "undecided first" in screen_lines(app)[1]
        assert listed(app) == ["error-cell", "total", "rounding", "rollup"]
        await pilot.press("less_than_sign", "c")
        await pilot.pause()
        assert listed(app) == ["error-cell", "total", "rounding", "rollup"]
        assert app.main.finding is not None
        assert app.main.finding.id == "total"


async def test_n_goes_along_the_list_as_it_is_sorted(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("3", "s", "s", "s", "1")
        seen = []
        for _ in range(4):
            await pilot.press("n")
            await pilot.pause()
            assert app.main.finding is not None
            seen.append(app.main.finding.id)
        assert seen == ORDERS[Order.PLACE]


async def test_n_goes_on_from_the_row_of_the_list_that_the_cursor_was_moved_to(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("3", "s", "S", "up", "n")
        await pilot.pause()
        assert app.main.finding is not None
        assert app.main.finding.id == ORDERS[Order.AMOUNT][::-1][3]


async def test_n_from_a_finding_that_the_filter_hides_goes_on_in_the_order(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("3", "s", "s", "s", "k", "k", "1", "n", "o")
        await pilot.pause()
        assert listed(app) == ["rollup", "error-cell"]
        assert app.main.finding is not None
        assert app.main.finding.id == "total"
        await pilot.press("n")
        await pilot.pause()
        assert app.main.finding is not None
        assert app.main.finding.id == "error-cell"


async def test_the_order_is_kept_for_the_document(open_desk: OpenDesk) -> None:
    async with open_desk() as (_, pilot):
        await pilot.press("3", "s", "s", "S", "q")
    left = Memory(memory_file()).left(str(Path(PATH).absolute()))
    assert left is not None
    assert (left.order, left.is_reversed) == ("by rule", True)
    async with open_desk() as (app, _):
        assert listed(app) == ORDERS[Order.RULE][::-1]
        assert "by rule, reversed" in screen_text(app)


async def test_files_that_are_read_again_keep_the_order(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("3", "s")
        app.show(desk_example.state())
        await pilot.pause()
        assert listed(app) == ORDERS[Order.AMOUNT]


async def test_the_cursor_stays_on_a_doubt(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        doubts = tuple(
            Doubt(
                table,
                PATH,
                table,
                "A1:D2",
                table,
                Place(PATH, table, 0, 0),
                message("Why."),
                message("m."),
                (),
            )
            for table in (desk_example.EXPENDITURE, desk_example.FUNDS)
        )
        state = desk_example.state()
        app.show(state.with_report(replace(state.report, doubts=doubts)))
        await pilot.press("3", "greater_than_sign")
        doubt = app.main.findings_view.doubt
        assert doubt == doubts[1]
        await pilot.press("s")
        await pilot.pause()
        assert app.main.findings_view.doubt == doubt


def test_a_problem_stands_by_the_first_of_its_findings_that_is_off_and_its_parts_stay_under_it() -> None:
    plain = findings("b", "b", "", "")
    off = [0, 500, -900, 300]
    sorted_findings = tuple(
        replace(each, difference=difference or None) for each, difference in zip(plain, off, strict=True)
    )
    report = replace(desk_example.report(), findings=sorted_findings)
    state = build_state(desk_example.documents(), report, ())
    model = FindingsModel(state, Words("en"), Undecided(), desk_example.Unit.YUAN)
    model.order = Order.AMOUNT
    model.list_again()
    model.rows.fold(1, folded=False)
    rows = [(state.findings[row.number].id, row.is_under) for row in model.rows.rows]
    assert rows == [("c", False), ("b", False), ("a", True), ("d", False)]


def test_where_no_order_is_given_the_problems_stand_as_reported() -> None:
    rows = FindingRows(findings("c", "", "c", "c"))
    rows.show(range(4))
    assert [row.number for row in rows.rows] == [2, 1]
    along = [2, 0, 3, 1]
    assert all(rows.stands_behind(later, one) for one, later in pairwise(along))
    assert not any(rows.stands_behind(one, later) for one, later in pairwise(along))


def test_in_the_reverse_the_problems_turn_around_and_the_parts_of_each_do_not() -> None:
    rows = FindingRows(findings("c", "", "c", "c"))
    rows.show(range(4), is_reversed=True)
    assert [row.number for row in rows.rows] == [1, 2]
    assert rows.stands_behind(2, 1)
    assert rows.stands_behind(0, 2)
    assert rows.problems_after(1) == [[2, 0, 3]]
    assert rows.problems_after(3) == [[1]]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 50)], ids=["80x24", "120x40", "160x50"])
async def test_the_sorted_list_is_as_it_was(open_desk: OpenDesk, size: tuple[int, int]) -> None:
    async with open_desk(size=size, language="zh") as (app, pilot):
        await pilot.press("3", "s", "s")
        await pilot.pause()
        compare(app, f"findings-by-rule-{size[0]}x{size[1]}", screen_text(app))
