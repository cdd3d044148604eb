"""The unit on the screen: what the top line names, and `u` changes, holds for every list and pane."""

from __future__ import annotations

from pathlib import Path

from desk_driver import OpenDesk, screen_lines, screen_text, settled
from text_example import CARE, write_text
from textual.pilot import Pilot

from model.money import Unit
from tui.desk.app import DeskApp
from tui.desk.state import DeskState

TEN_THOUSANDS = """\
某局2021年部门预算

部门支出总表
单位：万元
科目编码	科目名称	合计
	合计	12.00
210	卫生健康支出	13.50
"""


def contradiction(app: DeskApp) -> int:
    """Return the number of the finding that 9.00万元 stands in the text and 80,000.00 in its cell."""
    state: DeskState | None = app.main.state
    assert state is not None
    return next(
        number
        for number, finding in enumerate(state.findings)
        if finding.difference == 10_000 * 10_000 and [span.paragraph for span in finding.spans] == [CARE]
    )


async def press(app: DeskApp, pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(app, pilot)


async def test_a_finding_of_prose_stands_in_the_unit_of_the_screen_in_list_and_pane(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    async with open_desk(path=write_text(tmp_path), size=(120, 40)) as (app, pilot):
        await press(app, pilot, "3")
        app.main.findings_view.go_to(contradiction(app))
        await pilot.pause()
        lines = screen_lines(app)
        at = app.main.pane.region.y
        assert "元[u]" in lines[0]
        assert any("TX101" in line and "  +10,000.00  open" in line for line in lines[:at])
        shown = "\n".join(lines[at:])
        assert "80,000.00" in shown
        assert "+10,000.00" in shown
        await press(app, pilot, "u")
        lines = screen_lines(app)
        assert "万元[u]" in lines[0]
        assert any("TX101" in line and "  +1.00  open" in line for line in lines[:at])
        assert "  8.00" in "\n".join(lines[at:])
        assert "10,000.00" not in "\n".join(line for line in lines if "¶9: " not in line)


async def test_a_difference_is_found_in_any_unit(open_desk: OpenDesk, tmp_path: Path) -> None:
    async with open_desk(path=write_text(tmp_path)) as (app, pilot):
        await press(app, pilot, "3")
        for typed in ("+10,000.00", "+1.00"):
            app.main.findings_view.filter_by(typed)
            model = app.main.findings_view.model
            assert model is not None
            assert contradiction(app) in model.rows.listed


async def test_the_pane_of_a_figure_shows_it_and_its_cells_in_the_unit_of_the_screen(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    async with open_desk(path=write_text(tmp_path), language="zh", size=(120, 40)) as (app, pilot):
        await press(app, pilot, "4", "s")
        shown = screen_text(app)
        assert "80,000.00 元" in shown
        assert "= 80,000.00 元" in shown
        await press(app, pilot, "u")
        assert "= 8.00 万元" in screen_text(app)
        await press(app, pilot, "s", "s", "s", "s", "s")
        assert "≠ 8.00 万元" in screen_text(app)
        assert "+1.00 万元" in screen_text(app)
        await press(app, pilot, "u")
        assert "≠ 80,000.00 元" in screen_text(app)
        assert "+10,000.00 元" in screen_text(app)
        assert "90,000.00 元" in screen_text(app)


async def test_a_list_takes_the_unit_of_the_tree_that_was_looked_at(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    path = tmp_path / "某局2021年部门预算.txt"
    path.write_text(TEN_THOUSANDS, encoding="utf-8")
    async with open_desk(path=path, size=(120, 40)) as (app, pilot):
        assert "万元[u]" in screen_lines(app)[0]
        await press(app, pilot, "3")
        assert "-1.50" in screen_text(app)
        await press(app, pilot, "7")
        assert "15,000" not in screen_text(app)
        await press(app, pilot, "u", "3")
        assert "-15,000.00" in screen_text(app)


async def test_the_chosen_unit_stays_when_the_files_are_read_again(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    async with open_desk(path=write_text(tmp_path), size=(120, 40)) as (app, pilot):
        await press(app, pilot, "u")
        assert "万元[u]" in screen_lines(app)[0]
        await press(app, pilot, "R")
        assert "万元[u]" in screen_lines(app)[0]
        assert "12.00" in screen_text(app)
        assert "120,000.00" not in screen_text(app)


def write_two_units(path: Path) -> Path:
    """Write a sheet with a table in 元 (its amounts in C5:C7) and below it one in 万元 (C12:C14)."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for title, unit, amounts in (
        ("部门支出总表", "元", (130_000, 30_000, 100_000)),
        ("一般公共预算支出表", "万元", (13, 3, 10)),
    ):
        sheet.append([f"某区医疗保障局2021年{title}"])
        sheet.append([None, None, f"单位：{unit}"])
        sheet.append(["科目编码", "科目名称", "合计"])
        sheet.append([None, None, None])
        for code, name, amount in zip(
            (None, "208", "210"), ("合计", "社会保障和就业支出", "卫生健康支出"), amounts, strict=True
        ):
            sheet.append([code, name, amount])
    book.save(path)
    return path


async def test_a_block_over_tables_of_two_units_is_summed_in_the_unit_of_each(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    path = write_two_units(tmp_path / "某区医疗保障局2021年部门预算.xlsx")
    async with open_desk(path=path, size=(120, 40)) as (app, pilot):
        assert app.main.state is not None
        assert [table.unit for table in app.main.state.documents[0].tables] == [Unit.YUAN, Unit.WAN]
        await press(app, pilot, "2", "g", *"C6", "enter", "s", *["down"] * 8)
        # 30,000 + 100,000 元 and 13 + 3 + 10 万元
        assert "sum 390,000.00 of 5" in screen_lines(app)[1]
        await press(app, pilot, "u")
        assert "sum 39.00 of 5" in screen_lines(app)[1]
        await press(app, pilot, "i")
        assert app.main.calculator.total == 390_000 * 10_000
        await press(app, pilot, "u", "g", *"C13", "enter", "K", "i")
        assert app.main.calculator.total == 30_000 * 10_000


async def test_the_classes_of_the_overview_stand_in_the_unit_of_the_screen(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    path = tmp_path / "某区医疗保障局2021年部门预算.txt"
    path.write_text(TEN_THOUSANDS + "221\t住房保障支出\t1.50\n", encoding="utf-8")

    def drawn() -> str:
        lines = screen_lines(app)
        first = next(number for number, line in enumerate(lines) if "by class" in line)
        return "\n".join(lines[first : first + 3])

    async with open_desk(path=path, size=(120, 40)) as (app, pilot):
        await press(app, pilot, "6", "down", "down", "down")
        assert "12.00 万元  the classes: 15.00 万元" in drawn()
        assert "210 卫生健康支出" in drawn()
        row = app.main.overview.row
        await press(app, pilot, "u")
        assert "120,000.00 元  the classes: 150,000.00 元" in drawn()
        assert "135,000.00" in drawn()
        assert "13.50" not in drawn()
        assert app.main.overview.row == row
        await press(app, pilot, "u")
        assert "13.50" in drawn()
