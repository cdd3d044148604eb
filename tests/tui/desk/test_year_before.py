"""Beside each amount of a tree stands what the year before states of the same, and the change since."""

from __future__ import annotations

from pathlib import Path

from desk_driver import OpenDesk, screen_text, settled
from test_comparing import read_both
from two_years import write_years

from model.finding import Place
from model.money import SCALE
from tui.desk.prior_year import PriorYear
from tui.desk.widgets.tree_columns import Measure


async def test_d_shows_the_year_before_and_the_change_only_where_the_year_before_is_stated(
    open_desk: OpenDesk, planted: Path
) -> None:
    async with open_desk(path=planted, size=(139, 40)) as (app, pilot):
        model = app.main.tree_view.model
        assert model is not None
        await pilot.press("d")
        await pilot.pause()
        shown = [model.amount_at(column) for column in range(1, model.column_count)]
        assert (0, Measure.PRIOR) not in shown
        assert (1, Measure.PRIOR) in shown
        assert (1, Measure.CHANGE) in shown
        text = screen_text(app)
        # 住房公积金: 187,968.84 in 2021 after 144,097.92 in 2020
        row = next(line for line in text.splitlines() if "2210201" in line)
        assert "+43,870.92" in row
        assert row.count("144,097.92") == 2
        await pilot.press("d")
        await pilot.pause()
        assert "+43,870.92" not in screen_text(app)


async def test_where_no_year_before_is_open_that_is_shown(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("d")
        await settled(app, pilot)
        assert "states the year before of this table" in screen_text(app)


async def test_another_year_s_document_of_the_department_states_it_too(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    years = write_years(tmp_path)
    async with open_desk(path=years[1], read=read_both(years)) as (app, _):
        state = app.main.state
        assert state is not None
        tree = next(tree for tree in state.trees if tree.path == str(years[1]))
        prior = PriorYear(state)
        found = {node.code: prior.amount(node.cells[0].place) for node in tree.nodes}
        assert found["2101501"] == 70_000 * SCALE
        assert found["2101504"] is None
        assert found["210"] == 100_000 * SCALE


async def test_a_cell_of_no_amount_has_no_year_before(open_desk: OpenDesk, planted: Path) -> None:
    async with open_desk(path=planted) as (app, _):
        assert app.main.state is not None
        prior = PriorYear(app.main.state)
        assert prior.amount(None) is None
        assert prior.amount(Place(str(planted), "目录", 0, 0)) is None
