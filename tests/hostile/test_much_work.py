"""What untrusted files make the program do after they are read ends, says nothing of a defect, and stays in bounds.

No test asks the clock: each size is one with which work that grew with its square would not end while anybody waits.
`python -m benchmarks.hostile` measures the same files.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
import xlsxwriter
from hostile import doubtful_work, much_work

from checks.mechanism.stated import Stated
from checks.mechanism.text_agreement import _odd
from checks.workbook.formula import Sheets, evaluate, linear
from model.reading.prose.figures import figures
from model.reading.targets import target_of
from model.source.book import CellError, CellValue, Sheet
from model.source.reading import open_book
from tui.command.main import main

QUICK: dict[Callable[[Path, int], Path], int] = {
    much_work.percentage_of_digits: 10_000,
    much_work.percentage_of_digits_on_a_page: 50_000,
    much_work.amount_of_digits: 10_000,
    much_work.one_code_repeated: 5_000,
    much_work.repeated_rows: 5_000,
    much_work.formulas: 2_000,
    much_work.one_sheet_listed_often: 100,
    much_work.names_in_brackets: 4_000,
    much_work.figures_apart: 50_000,
    much_work.grouped_digits: 50_000,
    much_work.one_sentence_repeated: 4_000,
    much_work.empty_brackets: 40_000,
    much_work.one_sentence_with_other_figures: 2_000,
    doubtful_work.sums_beside_unread_amounts: 2_000,
    doubtful_work.wide_rows_that_fail: 500,
    doubtful_work.table_of_contents: 2_000,
    doubtful_work.tables_by_turns: 30,
}


@pytest.mark.parametrize(("write", "size"), QUICK.items(), ids=[write.__name__ for write in QUICK])
def test_a_file_that_makes_much_work_is_audited_to_its_end(
    write: Callable[[Path, int], Path], size: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["audit", "--format", "json", str(write(tmp_path, size))])
    printed = capsys.readouterr()
    assert status in {0, 1}
    assert printed.err == ""
    assert all(line["failed"] == 0 for line in json.loads(printed.out)["ledger"])


@pytest.mark.parametrize("text", ["1 ", "111,", "1,", "1.", "1", "- ", "-1 ", "1 . "])
def test_digits_without_an_end_are_no_figure_and_are_looked_at_once(text: str) -> None:
    found = figures(text * 100_000 + "元")
    assert len(found) <= 1


def test_a_number_longer_than_any_amount_is_no_figure_and_the_one_beside_it_is() -> None:
    assert [figure.amount for figure in figures(f"占{'9' * 5_000}%，{'9' * 5_000}元，共12元")] == [120_000]


@pytest.mark.parametrize("text", ["≥" + "9" * 400, "9" * 400 + "%"])
def test_a_target_of_hundreds_of_digits_is_a_text(text: str) -> None:
    assert target_of(text).number is None


def test_a_number_that_no_double_can_be_multiplied_with_is_a_target_without_a_number(tmp_path: Path) -> None:
    path = tmp_path / "targets.xlsx"
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet("项目支出绩效目标表")
    percent = workbook.add_format({"num_format": "0%"})
    rows = [["项目支出绩效目标表"], ["项目名称", "一级指标", "二级指标", "三级指标", "指标值"]]
    for row, cells in enumerate([*rows, ["甲项目", "产出指标", "数量指标", "培训次数", None]]):
        sheet.write_row(row, 0, cells)
    sheet.write_number(2, 4, 1e308, percent)
    workbook.close()
    assert main(["audit", "--format", "json", "-o", str(tmp_path / "paper.json"), str(path)]) in {0, 1}


def test_a_duration_that_no_calendar_holds_leaves_out_its_sheet_alone(tmp_path: Path) -> None:
    path = tmp_path / "durations.xlsx"
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet("时长")
    sheet.write_number(0, 0, 1.0)
    sheet.write_number(2, 0, 1.0)
    sheet.write_number(2, 1, 1e10, workbook.add_format({"num_format": "[h]:mm"}))
    workbook.add_worksheet("其他").write_number(0, 0, 2.0)
    workbook.close()
    book = open_book(path)
    assert [sheet.name for sheet in book.sheets] == ["其他"]
    (skipped,) = book.skipped
    assert skipped.sheet == "时长!B3"
    assert "a duration that no calendar holds" in skipped.why


COLUMN: list[list[CellValue]] = [[float(row), 0.25 * row, "注" if row == 7 else None] for row in range(200)]


@pytest.mark.parametrize(
    ("formula", "total"),
    [
        ("SUM(A1:A200)", Fraction(19_900)),
        ("SUM(A101:B200)", Fraction(14_950) * 5 / 4),
        ("SUM(A1:C200)-A200", Fraction(19_900) * 5 / 4 - 199),
        ("SUM(A150:A999)", Fraction(sum(range(149, 200)))),
    ],
)
def test_a_long_block_comes_to_what_its_cells_do(formula: str, total: Fraction) -> None:
    parsed = linear(formula)
    assert parsed is not None
    computed = evaluate(parsed, Sheets(Sheet("表", COLUMN), {}))
    assert computed is not None
    assert computed.total == total


def test_a_long_block_with_an_error_value_is_not_followed_and_one_beside_it_is() -> None:
    sheets = Sheets(Sheet("表", [*COLUMN, [CellError("#REF!")]]), {})
    long, beside = linear("SUM(A1:A201)"), linear("SUM(A1:A200)")
    assert long is not None
    assert beside is not None
    assert evaluate(long, sheets) is None
    assert evaluate(beside, sheets) is not None


def test_the_statement_that_stands_apart_is_the_rarest_and_the_last_of_those() -> None:
    ten, ten_again, eleven, twelve = (Stated(amount, 0, fact) for fact, amount in enumerate((10, 10, 11, 12)))
    assert _odd([ten, ten_again]) is None
    assert _odd([ten, ten_again, eleven]) == (eleven, ten)
    assert _odd([ten, eleven, twelve, ten_again]) == (twelve, ten)
