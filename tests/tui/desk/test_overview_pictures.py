"""The overview draws what the money is for and where the findings are, and each line leads to what it draws."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_driver import OpenDesk, screen_text
from hypothesis import given
from hypothesis import strategies as st

from tui.desk.overview_pictures import BAR_CELLS, bar, share_text
from tui.desk.untrusted import width


@given(st.integers(0, 10**15), st.integers(1, 10**15))
def test_a_bar_is_as_long_as_its_share_and_never_longer_than_the_whole(part: int, rest: int) -> None:
    drawn = bar(part, part + rest)
    assert width(drawn) <= BAR_CELLS
    assert bool(drawn) == (part > 0)
    assert abs(width(drawn) - part * BAR_CELLS / (part + rest)) <= 1


@given(st.integers(0, 10**15), st.integers(1, 10**15))
def test_no_bar_is_longer_than_the_stated_total(part: int, whole: int) -> None:
    assert width(bar(part, whole)) <= BAR_CELLS


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (16, 10_000, "0.2%"),
        (15, 10_000, "0.2%"),
        (14, 10_000, "0.1%"),
        (9_995, 10_000, "100.0%"),
        (1, 1, "100.0%"),
    ],
)
def test_a_share_is_rounded_half_up(part: int, whole: int, text: str) -> None:
    assert share_text(part, whole) == text


NO_TOTAL = """\
某区医疗保障局2021年部门预算

部门支出总表
单位：元
科目编码	科目名称	合计
208	社会保障和就业支出	100.00
210	卫生健康支出	900.00
"""


async def test_above_the_classes_stands_the_stated_total_and_their_sum_where_that_is_another(
    open_desk: OpenDesk, planted: Path, samples: Path, tmp_path: Path
) -> None:
    async with open_desk(path=planted, size=(120, 40)) as (app, pilot):
        await pilot.press("6")
        await pilot.pause()
        line = next(line for line in screen_text(app).splitlines() if "by class" in line)
        assert line.endswith("17,800,310.13 元  the classes: 17,800,337.13 元")
    async with open_desk(path=samples / "dadukou-2021-budget.xlsx", language="zh") as (app, pilot):
        await pilot.press("6")
        await pilot.pause()
        line = next(line for line in screen_text(app).splitlines() if "按类构成" in line)
        assert line.endswith("  17,800,310.13 元")
        assert "各类合计" not in line
    path = tmp_path / "某区医疗保障局2021年部门预算.txt"
    path.write_text(NO_TOTAL, encoding="utf-8")
    async with open_desk(path=path) as (app, pilot):
        await pilot.press("6")
        await pilot.pause()
        line = next(line for line in screen_text(app).splitlines() if "by class" in line)
        assert line.endswith("合计  the classes: 1,000.00 元")


async def test_classes_stand_with_share_bar_and_change_the_largest_first(
    open_desk: OpenDesk, planted: Path
) -> None:
    async with open_desk(path=planted, size=(120, 40)) as (app, pilot):
        await pilot.press("6")
        await pilot.pause()
        lines = screen_text(app).splitlines()
        first = next(number for number, line in enumerate(lines) if "by class" in line)
        assert [line.split()[0] for line in lines[first + 1 : first + 4]] == ["210", "208", "221"]
        # 17,236,430.61 of 17,800,310.13; 5.39% more than 16,355,371.97
        assert lines[first + 1].split()[2:] == ["17,236,430.61", "96.8%", "+5.39%", "=" * 15]
        await pilot.press(*["down"] * (first - 2 + 1), "enter")
        await pilot.pause()
        assert app.main.view == "sheet"
        assert app.main.sheet_view.address == "D11"


async def test_at_80_cells_the_change_and_the_whole_bar_are_there(open_desk: OpenDesk, planted: Path) -> None:
    async with open_desk(path=planted, size=(80, 24)) as (app, pilot):
        await pilot.press("6")
        await pilot.pause()
        largest = next(line for line in screen_text(app).splitlines() if line.strip().startswith("210 "))
        assert largest.rstrip().endswith("96.8%   +5.39% " + "=" * 15)


async def test_each_sheet_has_a_mark_for_every_finding(open_desk: OpenDesk, planted: Path) -> None:
    async with open_desk(path=planted, size=(120, 40)) as (app, pilot):
        await pilot.press("6")
        await pilot.pause()
        lines = screen_text(app).splitlines()
        first = next(number for number, line in enumerate(lines) if "where the findings are" in line)
        marks = [line.split()[-1] for line in lines[first + 1 : first + 7]]
        assert app.main.state is not None
        assert marks[0] == "!!!!"
        assert sum(map(len, marks)) == len(app.main.state.findings)


async def test_enter_on_a_line_of_the_ledger_lists_what_its_rule_found(
    open_desk: OpenDesk, planted: Path
) -> None:
    async with open_desk(path=planted) as (app, pilot):
        await pilot.press("6")
        assert app.main.overview.model is not None
        rules = [line.rule for line in app.main.overview.model.rows]
        app.main.overview.move_to(rules.index("RU106"), 0)
        await pilot.press("enter")
        await pilot.pause()
        assert app.main.view == "findings"
        model = app.main.findings_view.model
        assert model is not None
        assert {model.finding(row).rule for row in range(len(model.rows.rows))} == {"RU106"}
        await pilot.press("escape", "6")
        app.main.overview.move_to(rules.index("RU105"), 0)
        await pilot.press("enter")
        await pilot.pause()
        assert app.main.bar.announced == "RU105 found nothing."


async def test_a_rule_that_checked_nothing_is_not_announced_as_having_found_nothing(
    open_desk: OpenDesk, planted: Path
) -> None:
    async with open_desk(path=planted, language="zh") as (app, pilot):

        async def announced_of(rule: str) -> str:
            assert app.main.overview.model is not None
            rules = [line.rule for line in app.main.overview.model.rows]
            app.main.overview.move_to(rules.index(rule), 0)
            await pilot.press("enter")
            await pilot.pause()
            return app.main.bar.announced

        await pilot.press("6")
        assert await announced_of("TR107") == "TR107 没有检查任何内容：这些文件中没有它所核对的内容。"
        assert await announced_of("XR115") == "XR115 没有检查任何内容：仅核对决算。"
        assert await announced_of("PE106") == "PE106 未发现问题；2 项中 1 项未检查。"
        await pilot.press("L")
        assert await announced_of("TR107") == (
            "TR107 checked nothing: what it compares does not stand in these documents."
        )
