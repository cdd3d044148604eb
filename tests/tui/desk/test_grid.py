"""The grid asks for what it draws, whatever the number of rows, and redraws two rows when the cursor moves."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region

from tui.desk.themes import WORD_COLOURS
from tui.desk.widgets.grid import Grid
from tui.desk.widgets.model import GridCell, GridColumn

ROWS = 1_000_000


class Counting:
    """A million rows of twelve columns that count how often they are asked."""

    gutter = 9
    frozen = 1
    partial = False
    pinned: Sequence[int] = (0, 1)
    heading_lines = 1
    version = 0
    row_count = ROWS
    column_count = 12

    def __init__(self) -> None:
        self.asked: list[tuple[int, int]] = []

    def fit(self, _cells: int, /) -> None:
        """Widths are fixed."""

    def column(self, column: int, /) -> GridColumn:
        return GridColumn((f"c{column}",), 10, "right")

    def row_label(self, row: int, /) -> GridCell:
        return GridCell(str(row))

    def cell(self, row: int, column: int, /) -> GridCell:
        self.asked.append((row, column))
        return GridCell(f"{row}.{column}", number=True, align="right")

    def extent(self, _row: int, column: int, /) -> tuple[int, int]:
        return column, column


class GridApp(App[None]):
    """A grid alone."""

    CSS_PATH = "../../../tui/desk/desk.tcss"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return WORD_COLOURS

    def __init__(self) -> None:
        super().__init__()
        self.model = Counting()
        self.grid = Grid(id="grid")

    def compose(self) -> ComposeResult:
        yield self.grid

    def on_mount(self) -> None:
        self.grid.show(self.model)
        self.grid.focus()

    def lines(self) -> list[str]:
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]


async def test_a_million_rows_are_asked_only_for_the_window() -> None:
    app = GridApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert len(set(app.model.asked)) <= 24 * 12
        await pilot.press("ctrl+end")
        await pilot.pause()
        assert app.lines()[-1].startswith("999999")
        assert len(set(app.model.asked)) <= 2 * 24 * 12


async def test_a_move_asks_for_two_rows_and_a_move_back_for_none() -> None:
    app = GridApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "down", "down")
        await pilot.pause()
        app.model.asked.clear()
        await pilot.press("down")
        await pilot.pause()
        assert {row for row, _ in app.model.asked} <= {3, 4}
        app.model.asked.clear()
        await pilot.press("up", "down")
        await pilot.pause()
        assert app.model.asked == []


async def test_only_the_title_and_the_two_rows_are_redrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    app = GridApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        regions: list[Region] = []
        monkeypatch.setattr(app.grid, "refresh", lambda *given, **_: regions.extend(given))
        app.grid.action_move(1, 0)
        assert {region.y for region in regions} == {0, 2, 3}
        assert all(region.height == 1 for region in regions)


async def test_columns_are_whole_or_not_there_and_arrows_say_there_are_more() -> None:
    app = GridApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        heading, row = app.lines()[1:3]
        assert heading.split() == ["c0", "c1", "c2", "c3", "c4", ">"]
        assert row.split() == ["0", "0.0", "0.1", "0.2", "0.3", "0.4"]
        await pilot.press("end")
        await pilot.pause()
        heading = app.lines()[1]
        assert heading.split() == ["c0", "<", "c8", "c9", "c10", "c11"]


async def test_pinned_rows_stay_above_a_rule_once_they_would_scroll_away() -> None:
    app = GridApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("pagedown", "pagedown")
        await pilot.pause()
        starts = [line.split()[0] for line in app.lines()[2:6]]
        assert starts[:3] == ["0", "1", "─" * 80]
        assert int(starts[3]) > 2
        assert f"{app.grid.row}" in [line.split()[0] for line in app.lines()[2:]]


@pytest.mark.parametrize(
    "key", ["down", "up", "pagedown", "pageup", "left", "right", "home", "end", "ctrl+end"]
)
async def test_the_cursor_is_always_in_view(key: str) -> None:
    app = GridApp()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("pagedown", "right", "right", *[key] * 30)
        await pilot.pause()
        assert app.grid.row in app.grid.rows_in_view()
        assert app.grid.column in dict(app.grid.columns_in_view(whole=True))


async def test_a_click_puts_the_cursor_on_a_cell_and_the_wheel_scrolls() -> None:
    app = GridApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(app.grid, offset=(40, 6))
        assert (app.grid.row, app.grid.column) == (4, 2)
        app.grid.action_move(3, 0)
        assert app.grid.row == 7
