"""Finding at the desk: live, over all views, by name, pinyin, code, amount in any unit, address, note and rule."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_driver import OpenDesk, screen_text, settled
from hypothesis import given
from hypothesis import strategies as st
from test_pictures import attributes, compare
from test_survey import folder, opened
from text_example import write_text
from textual.pilot import Pilot
from textual.widgets import Input

from tui.desk.app import DeskApp
from tui.desk.pinyin import has_initials, is_initials
from tui.desk.screens.find import FindScreen
from tui.desk.search import Query, hits
from tui.desk.sought_amount import facts_of_number

__all__ = ["folder"]


async def press(app: DeskApp, pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(app, pilot)


def listed(app: DeskApp) -> str:
    assert isinstance(app.screen, FindScreen)
    return screen_text(app)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("医疗保障局", "ylbz"),
        ("行政运行", "xzyx"),
        ("银行手续费", "yh"),
        ("社会保险费 (单位)", "dw"),
        ("“三公”经费支出表", "sgjf"),
        ("社会保险费 (单位)", "bxfdw"),
    ],
)
def test_a_name_is_found_by_the_initials_of_its_pinyin(name: str, letters: str) -> None:
    assert is_initials(letters)
    assert has_initials(name, letters)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("三公经费", "“三公”经费支出表"),
        ("“三公”经费", "三公经费支出表"),
        ("三公 经费", '"三公"经费'),
        ("机关事业单位", "机关（事业）单位"),
        ("sgjf", "2021年“三公”经费"),
    ],
)
def test_quotation_marks_brackets_and_blanks_part_no_name(typed: str, name: str) -> None:
    assert Query(typed).in_name(name)


def test_numbers_are_found_as_they_stand() -> None:
    assert not Query("12").in_text("1 2")
    assert Query("“").in_text("“三公”")


def test_other_initials_find_nothing() -> None:
    assert not has_initials("医疗保障局", "zx")
    assert not is_initials("医")
    assert not is_initials("a")
    assert not is_initials("12")


@given(st.text(max_size=20), st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=4))
def test_any_text_can_be_asked_for_initials(name: str, letters: str) -> None:
    has_initials(name, letters)


async def test_pinyin_initials_list_the_codes_of_that_name_and_enter_goes_there(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 40)) as (app, pilot):
        await press(app, pilot, "3", "slash", *"xxhjs")
        assert "2101504 信息化建设" in listed(app)
        await press(app, pilot, "down", "enter")
        assert app.main.view == "tree"
        assert app.main.tree_view.spot is not None
        assert app.main.tree_view.trees[0].nodes[app.main.tree_view.spot.node].code == "2101504"
        await press(app, pilot, "escape")
        assert app.main.view == "findings"


async def test_an_address_with_the_beginning_of_a_sheet_is_gone_to(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 40)) as (app, pilot):
        await press(app, pilot, "slash", *"表2!D11")
        assert "表2 支出预算表!D11  17,236,430.61" in listed(app)
        await press(app, pilot, "enter")
        assert app.main.view == "sheet"
        assert app.main.place is not None
        assert app.main.place.cell == "D11"


async def test_the_sheets_and_the_text_are_searched_whatever_stands_between_the_words(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    path = tmp_path / "三公.txt"
    path.write_text("某局2021年部门预算\n\n一、“三公”经费支出10.00万元。\n", encoding="utf-8")
    async with open_desk(path=path, size=(120, 40)) as (app, pilot):
        await press(app, pilot, "4", "slash", *"三公经费")
        assert "“三公”经费支出" in listed(app)
        await press(app, pilot, "enter")
        assert "1 of 1" in screen_text(app)
        assert app.main.state is not None
        assert hits(app.main.state, "sheet", "三公经费", app.words, lambda: False) == ((), True)


async def test_results_name_their_document_where_several_are_open(folder: tuple[Path, ...]) -> None:
    async with opened(folder) as (app, pilot):
        await press(app, pilot, "slash", *"行政运行")
        lines = [line for line in listed(app).splitlines() if "2101501" in line]
        assert any(line.rstrip(" │").endswith("2020 某区医疗保障局") for line in lines)
        assert any(line.rstrip(" │").endswith("2021 某区医疗保障局") for line in lines)


async def test_g_takes_an_address_with_its_sheet_as_the_search_does(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 40)) as (app, pilot):
        await press(app, pilot, "2", "g", *"表2!D12", "enter")
        assert app.screen is app.main
        assert app.main.place is not None
        assert app.main.place.text == "表2 支出预算表!D12"
        await press(app, pilot, "g", *"D11", "enter")
        assert app.main.place.text == "表2 支出预算表!D11"
        await press(app, pilot, "g", *"表9!D12", "enter")
        assert "表9!D12 is no address; D12 and 表3!E25 are." in " ".join(screen_text(app).split())


async def test_an_amount_is_found_in_wan_and_in_yuan(open_desk: OpenDesk, tmp_path: Path) -> None:
    async with open_desk(path=write_text(tmp_path), size=(120, 40)) as (app, pilot):
        assert app.main.state is not None
        subject = app.main.state.claim_cells.subjects[0]
        of_wan, of_yuan = facts_of_number(subject, "4.00"), facts_of_number(subject, "40000")
        assert of_wan
        assert set(of_wan) == set(of_yuan)
        await press(app, pilot, "slash", *"9.00")
        assert "90,000.00 元  2021年基本支出年初预算数9.00万元" in listed(app)
        await press(app, pilot, "down", "enter")
        assert app.main.view == "text"


async def test_rules_and_notes_are_found_from_any_view(open_desk: OpenDesk, planted: Path) -> None:
    async with open_desk(path=planted, size=(120, 40)) as (app, pilot):
        await press(app, pilot, "n", "a", *"ask for the contract", "f2")
        await press(app, pilot, "1", "slash", *"contract")
        assert "ask for the contract" in listed(app)
        await press(app, pilot, "escape", "slash", *"RU101")
        assert "finding" in listed(app)
        await press(app, pilot, "enter")
        assert app.main.view == "findings"


async def test_enter_at_once_searches_this_view_and_goes_from_match_to_match(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 40)) as (app, pilot):
        await press(app, pilot, "slash", *"21011", "enter")
        assert "1 of 3 that match 21011" in screen_text(app)
        await press(app, pilot, "f3")
        assert "2 of 3" in screen_text(app)


async def test_back_and_forward_go_along_the_same_way(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 40)) as (app, pilot):
        await press(app, pilot, "n", "enter")
        there = app.main.place
        assert app.main.view == "sheet"
        await press(app, pilot, "alt+left")
        assert app.main.view == "tree"
        await press(app, pilot, "alt+right")
        assert (app.main.view, app.main.place) == ("sheet", there)
        await press(app, pilot, "semicolon")
        assert "There is nothing to go forward to." in screen_text(app)


async def test_typing_on_gives_up_what_was_looked_up_before(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 40)) as (app, pilot):
        await press(app, pilot, "slash", *"2101501")
        assert "2101501 行政运行" in listed(app)
        assert "2101502" not in listed(app)
        await press(app, pilot, *["backspace"] * 7)
        assert "0/0" in listed(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_the_dialog_is_as_it_was(open_desk: OpenDesk, size: tuple[int, int]) -> None:
    async with open_desk(size=size, language="zh") as (app, pilot):
        await press(app, pilot, "slash", *"ylbz")
        compare(app, f"find-{size[0]}x{size[1]}", screen_text(app))


async def test_without_colour_the_kinds_and_marks_are_there(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_desk(language="zh") as (app, pilot):
        await press(app, pilot, "slash", *"210", "down")
        compare(app, "find-no-colour-80x24", attributes(app))


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [
        ("42万元", "420000"),
        ("42 万", "420000"),
        ("４２万元", "420000"),
        ("1016.24万元", "10162408.72"),
        ("4,200.00元", "4200"),
        ("0.5亿元", "50000000"),
        ("-3.5千元", "-3500"),
    ],
)
def test_an_amount_with_its_unit_is_that_amount_in_yuan(typed: str, yuan: str) -> None:
    steps = round(float(yuan) * 10_000)
    assert Query(typed).is_amount(steps)
    assert not Query(typed).is_amount(steps * 10)


@pytest.mark.parametrize("typed", ["万元", "表3", "2101万", "元", "1,2,", "."])
def test_what_is_no_amount_with_a_unit_means_none(typed: str) -> None:
    assert not Query(typed).is_amount(1)


@pytest.mark.parametrize("typed", ["1016.24万元", "10,162,408.72元", "0.1016亿元"])
@pytest.mark.parametrize("view", ["1", "2"])
async def test_an_amount_is_found_with_its_unit_whatever_the_table_prints(
    open_desk: OpenDesk, planted: Path, typed: str, view: str
) -> None:
    async with open_desk(path=planted, size=(120, 40)) as (app, pilot):
        await press(app, pilot, view, "slash", *typed)
        assert "10,162,408.72 元" in listed(app)
        assert app.main.state is not None
        kind = "tree" if view == "1" else "sheet"
        found, _ = hits(app.main.state, kind, typed, app.words, lambda: False)
        await press(app, pilot, "enter")
        assert found
        assert "10,162,408.72" in screen_text(app)


async def test_a_sentence_and_a_finding_are_found_by_an_amount_in_another_unit(
    open_desk: OpenDesk, tmp_path: Path, planted: Path
) -> None:
    async with open_desk(path=write_text(tmp_path), size=(120, 40)) as (app, pilot):
        assert app.main.state is not None
        assert hits(app.main.state, "text", "90,000.00元", app.words, lambda: False)[0]
    async with open_desk(path=planted, size=(120, 40)) as (app, pilot):
        assert app.main.state is not None
        assert hits(app.main.state, "findings", "27.00元", app.words, lambda: False)[0]
        await press(app, pilot, "3", "l", *"27.00元")
        assert "RU101" in screen_text(app)


async def test_typing_replaces_what_was_searched_for_before(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 40)) as (app, pilot):
        await press(app, pilot, "slash", *"21011", "enter", "slash")
        field = app.screen.query_one(Input)
        assert field.value == "21011"
        await press(app, pilot, "2")
        assert field.value == "2"
