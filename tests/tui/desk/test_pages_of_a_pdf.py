"""In Chinese the desk names what stands in a PDF by its pages, and a cell may be gone to by them."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_driver import OpenDesk, screen_text, settled
from drawn.pdf import A4, Page, write_pages
from paged_example import FIRST, HEADINGS, SECOND, ruled, write_over_two_pages
from test_survey import opened


async def test_what_stands_in_a_pdf_is_named_by_its_page_in_every_view(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    path = write_over_two_pages(tmp_path / "公开.pdf")
    async with open_desk(path=path, language="zh", size=(120, 40)) as (app, pilot):
        for view in "1236":
            await pilot.press(view)
            await settled(app, pilot)
            assert "第" in screen_text(app)
            assert "page 1" not in screen_text(app)
        await pilot.press("3")
        await settled(app, pilot)
        assert "第2页 表内 C6" in screen_text(app)


def write_on_one_page(path: Path) -> Path:
    """Write the table of the year before, which stands on one page whole."""
    page = Page(*A4)
    page.text(200, 80, "某某局2024年部门支出预算总表", 14)
    page.text(460, 110, "单位：元", 10)
    ruled(page, 120, [HEADINGS, ("", "合计", "700.00", "500.00", "200.00"), *FIRST[1:], *SECOND])
    write_pages(path, [page])
    return path


async def test_a_cell_has_one_name_everywhere_whatever_else_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    paths = (
        write_over_two_pages(tmp_path / "2025.pdf"),
        write_on_one_page(tmp_path / "2024.pdf"),
    )
    async with opened(paths, "zh") as (app, pilot):
        state = app.main.state
        assert state is not None
        number = next(n for n, each in enumerate(state.findings) if each.cells[0].place.cell == "C6")
        await pilot.press("3")
        app.main.navigation.go_to_finding(number)
        await settled(app, pilot)
        shown = screen_text(app)
        assert "第1页!" not in shown
        assert shown.count("第2页 表内 C6") >= 2  # in the list, and in the text of the finding
        await pilot.press("5")
        await settled(app, pilot)
        shown = screen_text(app)
        assert "page 1" not in shown
        assert "第1页 表内 C" in shown


async def test_a_cell_is_gone_to_by_the_name_that_it_has(open_desk: OpenDesk, tmp_path: Path) -> None:
    path = write_over_two_pages(tmp_path / "公开.pdf")
    async with open_desk(path=path, language="zh", size=(120, 40)) as (app, pilot):
        await pilot.press("2", "g", *"第2页 表内 C6", "enter")
        await settled(app, pilot)
        assert app.main.place is not None
        assert app.main.place.text == "page 1!C6"


async def test_a_finding_of_ones_own_is_called_so(open_desk: OpenDesk) -> None:
    async with open_desk(language="zh", size=(120, 40)) as (app, pilot):
        await pilot.press("2", "A", *"说明", "f2")
        await settled(app, pilot)
        await pilot.press("3", "l", *"说明", "enter")
        await settled(app, pilot)
        assert "OWN" not in screen_text(app)
        assert "自列" in screen_text(app)


async def test_a_cell_is_gone_to_by_the_page_on_which_its_table_begins(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    path = write_over_two_pages(tmp_path / "公开.pdf")
    async with open_desk(path=path, language="zh", size=(120, 40)) as (app, pilot):
        await pilot.press("slash", *"第1页!C4")
        await settled(app, pilot)
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.main.view == "sheet"
        assert app.main.place is not None
        assert app.main.place.text == "page 1!C4"


async def test_amounts_of_a_pdf_and_what_heads_them_keep_to_the_right(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    path = write_over_two_pages(tmp_path / "公开.pdf")
    async with open_desk(path=path, size=(120, 40)) as (app, pilot):
        await pilot.press("2")
        await settled(app, pilot)
        model = app.main.sheet_view.model
        assert model is not None
        rows = {model.cell(row, 1).text: row for row in range(model.row_count)}
        for name in ("科目名称", "合计", "社会保障和就业支出"):
            assert [model.cell(rows[name], column).align for column in range(5)] == [
                *["left"] * 2,
                *["right"] * 3,
            ]


async def test_in_english_the_names_are_those_of_the_reader(open_desk: OpenDesk, tmp_path: Path) -> None:
    path = write_over_two_pages(tmp_path / "公开.pdf")
    async with open_desk(path=path, size=(120, 40)) as (app, pilot):
        await pilot.press("2")
        await settled(app, pilot)
        assert "page 1" in screen_text(app)


async def test_a_note_that_speaks_of_a_page_is_found_in_its_own_words(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    path = write_over_two_pages(tmp_path / "公开.pdf")
    async with open_desk(path=path, language="zh", size=(120, 40)) as (app, pilot):
        await pilot.press("2")
        await settled(app, pilot)
        await pilot.press("a", *"see page 4")
        await pilot.press("f2")
        await settled(app, pilot)
        await pilot.press("slash", *"see page")
        await settled(app, pilot)
        assert "see page 4" in screen_text(app)


async def test_a_page_that_was_not_read_is_named_as_a_page_in_the_overview(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    page = Page(*A4)
    page.text(200, 80, "某某局2025年内设机构", 14)
    ruled(page, 120, [("机构", "职责"), ("办公室", "文秘"), ("财务科", "预算")])
    path = tmp_path / "公开.pdf"
    write_pages(path, [page])
    async with open_desk(path=path, language="zh", size=(120, 40)) as (app, pilot):
        await pilot.press("6")
        await settled(app, pilot)
        assert "第1页  未读取" in screen_text(app)
        assert "page 1" not in screen_text(app)
