"""The calculator: amounts of cells, trees, blocks and sentences, with their sum and whose total it is."""

from __future__ import annotations

from pathlib import Path

from desk_driver import OpenDesk, screen_lines, screen_text, settled
from hypothesis import given
from hypothesis import strategies as st

from model.finding import Place
from model.money import SCALE
from model.places import place_in
from model.reading.target_forms import target_forms
from model.source.book import Sheet
from tui.desk.calculator import Calculator, Taken, block_sum, taken_at
from tui.desk.sheet_money import SheetMoney
from tui.desk.state import SheetSpot


@given(st.lists(st.integers(-(10**12), 10**12), max_size=6))
def test_the_sum_is_exact_and_taking_twice_lets_go(amounts: list[int]) -> None:
    calculator = Calculator()
    for row, amount in enumerate(amounts):
        assert calculator.toggle(Place("a", "b", row, 0), Taken(amount))
    assert calculator.total == sum(amounts)
    assert calculator.difference == (amounts[0] - amounts[1] if len(amounts) == 2 else None)
    for row, amount in enumerate(amounts):
        assert not calculator.toggle(Place("a", "b", row, 0), Taken(amount))
    assert (calculator.total, calculator.taken) == (0, ())


def test_a_block_sums_its_numbers_and_leaves_words_and_truths_out() -> None:
    sheet = Sheet("s", [["x", 0.1, True], [None, 0.2, 3.0]])
    assert block_sum(SheetMoney(sheet), (0, 0, 1, 2)) == (int(3.3 * SCALE), 3)
    assert block_sum(SheetMoney(sheet), (0, 1, 1, 1)) == (int(0.3 * SCALE), 2)


async def test_a_target_and_its_weight_are_no_money(open_desk: OpenDesk, samples: Path) -> None:
    path = samples / "wansheng-2023-budget.xlsx"
    async with open_desk(path=path, size=(120, 40)) as (app, pilot):
        state = app.main.state
        assert state is not None
        names = [sheet.name for sheet in state.documents[0].book.file_sheets]
        # "≥ 5 %" in F8, its weight in C8
        await pilot.press("2")
        app.main.sheet_view.go_to(SheetSpot(0, names.index("表十五 整体绩效目标表"), 7, 5))
        await pilot.press("i")
        await pilot.pause()
        assert "There is no amount here" in screen_text(app)
        await pilot.press("s", "left", "left", "left", "down")
        await pilot.pause()
        assert "C8:F9  sum 0.00 of 0" in screen_text(app)
        await pilot.press("i")
        await pilot.pause()
        assert "There is no amount here" in screen_text(app)
        assert app.main.calculator.taken == ()


async def test_money_of_a_form_of_targets_can_be_taken(open_desk: OpenDesk, samples: Path) -> None:
    async with open_desk(path=samples / "wansheng-2023-budget.xlsx", size=(120, 40)) as (app, _):
        state = app.main.state
        assert state is not None
        document = state.documents[0]
        forms = [(table, form) for table in document.tables for form in target_forms(table, document.book)]
        texts = [
            (taken_at(state, place_in(document.book, table.sheet, money.cell.row, money.cell.column)), money)
            for table, form in forms
            for money in form.funding
        ]
        assert len(texts) >= 4
        assert all(taken is not None and taken.amount == money.amount.amount for taken, money in texts)


async def test_a_block_of_blanks_is_no_amount(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 40)) as (app, pilot):
        await pilot.press("2", "g", *"F8", "enter", "s", "down", "i")
        await pilot.pause()
        assert "There is no amount here" in screen_text(app)
        assert app.main.calculator.taken == ()
        assert app.main.sheet_view.has_block


async def test_codes_and_rates_in_a_block_are_not_summed(open_desk: OpenDesk, tmp_path: Path) -> None:
    path = tmp_path / "某区医疗保障局2021年部门预算.txt"
    path.write_text(
        "某区医疗保障局2021年部门预算\n\n部门支出总表\n单位：元\n科目编码\t科目名称\t2020年预算数\t2021年预算数\t增减%\n"
        "210\t卫生健康支出\t100.00\t150.00\t50.00\n221\t住房保障支出\t10.00\t11.00\t10.00\n",
        encoding="utf-8",
    )
    async with open_desk(path=path, size=(120, 40)) as (app, pilot):
        await pilot.press("2", "g", *"A1", "enter", "s", "down", "down", *["right"] * 4)
        await pilot.pause()
        assert "A1:E3  sum 271.00 of 4" in screen_text(app)


async def test_cells_of_two_sheets_are_taken_and_their_sum_says_whose_total_it_is(
    open_desk: OpenDesk, planted: Path
) -> None:
    async with open_desk(path=planted, size=(120, 40)) as (app, pilot):
        await pilot.press("2", "g", *"D12", "enter", "i", "g", *"D15", "enter", "i")
        await pilot.pause()
        line = screen_lines(app)[-2]
        # 10,162,408.72 + 7,073,994.89, and the first less the second
        assert "sum 17,236,403.61 of 2  difference 3,088,413.83" in line
        await pilot.press("g", *"D16", "enter", "i")
        await pilot.pause()
        assert "sum 21,165,898.50 of 3" in screen_lines(app)[-2]
        await pilot.press("i", "g", *"D15", "enter", "i", "g", *"E12", "enter", "i")
        await pilot.press("g", *"D12", "enter", "i", "g", *"F12", "enter", "i")
        await pilot.pause()
        # 182,408.72 of basic and 9,980,000.00 of project expenditure are what D12 states
        assert "sum 10,162,408.72 of 2" in screen_lines(app)[-2]
        assert "!D12" in screen_lines(app)[-2]
        await pilot.press("I")
        await pilot.pause()
        text = screen_text(app)
        assert "+ " in text
        assert "= 10,162,408.72" in text
        await pilot.press("down", "down", "enter")
        await settled(app, pilot)
        assert app.main.view == "sheet"
        assert app.main.sheet_view.address == "D12"
        await pilot.press("K")
        await pilot.pause()
        assert app.main.calculator.taken == ()


async def test_a_block_is_drawn_summed_and_taken_as_one(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 40)) as (app, pilot):
        await pilot.press("2", "g", *"D12", "enter", "s", "down", "down", "down")
        await pilot.pause()
        assert app.main.sheet_view.taken_columns(12) == {3}
        assert app.main.sheet_view.taken_columns(15) == frozenset()
        await pilot.press("i")
        await pilot.pause()
        assert not app.main.sheet_view.has_block
        assert "sum 27,398,812.33 of 4" in screen_lines(app)[-2]
        await pilot.press("I")
        await pilot.pause()
        assert "表2 支出预算表!D12:D15  4 cells" in screen_text(app)
        await pilot.press("escape")
        await pilot.press("1", "home", "i")
        await pilot.pause()
        assert "no amount here" in screen_text(app)


async def test_a_large_block_is_summed_in_a_thread_and_its_sum_comes_when_it_is_there(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("2")
        app.main.sheet_view.go_to(SheetSpot(0, 1, 0, 0))
        await pilot.press("ctrl+home", "s", "ctrl+end", "end")
        await settled(app, pilot)
        model = app.main.sheet_view.model
        assert model is not None
        numbers = [value for row in model.sheet.rows for value in row if isinstance(value, float)]
        assert len(numbers) > 20_000
        assert app.main.sheet_view.summed is not None
        assert app.main.sheet_view.summed[1] == len(numbers)


async def test_the_tree_s_amounts_are_taken_too_and_nothing_is_announced_before(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 40)) as (app, pilot):
        await pilot.press("I")
        await pilot.pause()
        assert "Nothing is taken yet: i takes" in screen_text(app)
        await pilot.press("right", "i", "down", "i")
        await pilot.pause()
        # 16,787,665.73 + 288,195.84
        assert "sum 17,075,861.57 of 2" in screen_lines(app)[-2]
        assert app.main.tree_view.taken_columns(1) == {1}


async def test_the_status_line_has_the_whole_value_and_the_formula(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        assert "C6" not in screen_lines(app)[-2]
        await pilot.press("2", "g", *"C6", "enter")
        await pilot.pause()
        assert screen_lines(app)[-2] == " C6  16787665.73  =C7+C11+C21"
        await pilot.press("n")
        await pilot.pause()
        assert screen_lines(app)[-2].startswith(" D11  17236430.61")


async def test_a_formula_without_a_kept_value_is_shown_as_formula(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        assert app.main.state is not None
        app.main.state.documents[0].book.file_sheets[0].rows[5][2] = None
        await pilot.press("2", "g", *"C6", "enter")
        await pilot.pause()
        assert screen_lines(app)[-2] == " C6    =C7+C11+C21  the file keeps no value of it"
        assert "=C7+C11+C21" in "\n".join(screen_lines(app)[:-8])


async def test_the_rows_of_a_sheet_carry_their_gravest_mark(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("2", "g", *"D11", "enter")
        await pilot.pause()
        line = next(line for line in screen_lines(app) if "卫生健康支出" in line)
        assert line.startswith("! 11")
