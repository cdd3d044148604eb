"""Two documents side by side: what changed, came, went, or goes on under another code."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.comparison import ComparedLine, Kind, Side, compare, sides
from checks.comparison_words import name_of, percent_text, signed
from checks.rule import Subject
from model.disclosure import open_disclosures
from model.money import Unit, rounded_ratio

HEAD = "某区医疗保障局{year}年部门预算\n\n{prose}\n\n部门支出总表\n单位：元\n科目编码\t科目名称\t合计\n"


def side(folder: Path, year: int, rows: str, prose: str = "") -> Side:
    """Return a budget of a year with a table of expenditure."""
    path = folder / f"{year}-budget-{abs(hash(rows))}.txt"
    path.write_text(HEAD.format(year=year, prose=prose) + rows, encoding="utf-8")
    disclosures, troubles = open_disclosures([path])
    assert not troubles
    return Side(Subject(disclosures[0]))


def by_code(lines: list[ComparedLine]) -> dict[str, ComparedLine]:
    return {line.coordinates.get("function", ""): line for line in lines}


@pytest.fixture
def lines(tmp_path: Path) -> list[ComparedLine]:
    earlier = (
        "\t合计\t100\n210\t卫生健康支出\t100\n2101501\t行政运行\t70\n"
        "2101503\t宣传费用\t10\n2101506\t医疗保障经办事务\t20\n"
    )
    later = (
        "\t合计\t130\n210\t卫生健康支出\t130\n2101501\t行政运行\t70\n"
        "2101504\t信息化建设\t35\n2101596\t医疗保障经办事务\t25\n"
    )
    return compare(side(tmp_path, 2020, earlier), side(tmp_path, 2021, later))


def test_each_side_speaks_of_its_own_year_and_the_largest_change_comes_first(
    lines: list[ComparedLine],
) -> None:
    assert [line.change for line in lines] == sorted((line.change for line in lines), key=abs, reverse=True)
    total = by_code(lines)["210"]
    assert (total.kind, total.change, total.percent) == (Kind.CHANGED, 300_000, 3_000)


def test_what_only_one_side_states_is_new_or_vanished(lines: list[ComparedLine]) -> None:
    assert by_code(lines)["2101504"].kind is Kind.NEW
    gone = by_code(lines)["2101503"]
    assert (gone.kind, gone.later, gone.percent) == (Kind.VANISHED, None, None)


def test_a_code_that_changed_while_its_name_did_not_is_one_line(lines: list[ComparedLine]) -> None:
    line = by_code(lines)["2101506"]
    assert line.kind is Kind.RENAMED
    assert line.later_coordinates["function"] == "2101596"
    assert line.change == 50_000
    assert "2101596" not in by_code(lines)
    assert name_of(line, "en") == "2101506 医疗保障经办事务 -> 2101596  expenditure"


def test_what_did_not_change_is_the_same(lines: list[ComparedLine]) -> None:
    assert by_code(lines)["2101501"].kind is Kind.SAME


def test_a_sentence_stands_beside_the_cell_of_the_other_year(tmp_path: Path) -> None:
    rows = "\t合计\t100,000.00\n210\t卫生健康支出\t100,000.00\n2101501\t行政运行\t100,000.00\n"
    earlier = side(tmp_path, 2020, "", "2020年支出预算数8.00万元。")
    line = next(each for each in compare(earlier, side(tmp_path, 2021, rows)) if each.earlier and each.later)
    assert line.earlier is not None
    assert line.earlier.stated.cited is not None
    assert (line.change, line.percent) == (20_000 * 10_000, 2_500)


def test_a_side_that_contradicts_itself_is_marked(tmp_path: Path) -> None:
    rows = "\t合计\t100,000.00\n210\t卫生健康支出\t100,000.00\n2101501\t行政运行\t100,000.00\n"
    earlier = side(tmp_path, 2020, rows, "2020年支出预算数8.00万元。")
    total = next(
        line
        for line in compare(earlier, side(tmp_path, 2021, rows))
        if line.coordinates == {"flow": "expenditure"}
    )
    assert total.kind is Kind.CONTRADICTED


def test_two_versions_of_a_workbook_differ_where_faults_were_planted(samples: Path) -> None:
    both = [
        Side(Subject(open_disclosures([samples / f"dadukou-2021-{name}.xlsx"])[0][0]))
        for name in ("budget", "planted")
    ]
    lines = compare(*both)
    assert len(lines) > 150
    changed = {
        line.coordinates.get("economic") or line.coordinates.get("function") for line in lines if line.change
    }
    assert {"30211", "2101504"} <= changed
    assert all(not line.change for line in compare(both[0], both[0]))


def test_files_of_one_disclosure_are_sides_of_their_own(samples: Path, tmp_path: Path) -> None:
    paths = [tmp_path / "一.xlsx", tmp_path / "二.xlsx"]
    for path, half in zip(paths, (0, 1), strict=True):
        book = openpyxl.load_workbook(samples / "dadukou-2021-planted.xlsx")
        for number, name in enumerate(book.sheetnames):
            if number % 2 != half:
                del book[name]
        book.save(path)
    found = list(sides([Subject(open_disclosures(paths)[0][0])]))
    assert [each.document for each in found] == [0, 1]
    assert any(line.change for line in compare(*found))
    assert not any(line.change for line in compare(found[0], found[0]))


@given(st.integers(-(10**18), 10**18), st.integers(-(10**15), 10**15).filter(bool))
def test_a_ratio_is_rounded_half_away_from_zero(numerator: int, denominator: int) -> None:
    exact = Fraction(numerator, abs(denominator))
    assert abs(rounded_ratio(numerator, denominator) - exact) <= Fraction(1, 2)
    assert rounded_ratio(-numerator, denominator) == -rounded_ratio(numerator, denominator)


@pytest.mark.parametrize(
    ("hundredths", "text"),
    [(None, ""), (0, "0.00%"), (-9_000, "-90.00%"), (17, "+0.17%"), (123_456, "+1,234.56%")],
)
def test_a_percent_is_shown_with_its_sign(hundredths: int | None, text: str) -> None:
    assert percent_text(hundredths) == text


def test_a_change_of_nothing_is_blank() -> None:
    assert signed(0, Unit.YUAN) == ""
    assert signed(5_000_000, Unit.YUAN) == "+500.00"
