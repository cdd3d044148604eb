"""Consolidated tables: one list of codes for each unit that a column names."""

from __future__ import annotations

from checks.runner import audit
from model.disclosure import Disclosure, disclosure_of
from model.reading.table import LabelledRows, labelled
from model.source.book import Book, CellValue, Sheet

Row = list[CellValue]

CODES: list[Row] = [
    ["208", "社会保障和就业支出", 3.0],
    ["20805", "行政事业单位养老支出", 3.0],
    ["2080505", "机关事业单位基本养老保险缴费支出", 1.0],
    ["2080506", "机关事业单位职业年金缴费支出", 2.0],
]


def opened(rows: list[Row]) -> Disclosure:
    head: list[Row] = [
        ["2023年部门支出预算总表"],
        [None, None, None, "单位：元"],
        ["单位名称", "科目编码", "科目名称", "合计"],
    ]
    return disclosure_of([Book("book.xlsx", "0" * 64, "xlsx", [Sheet("汇总", [*head, *rows])])])


def rows_of(disclosure: Disclosure) -> LabelledRows:
    (panel,) = disclosure.tables[0].panels
    return labelled(panel.rows)


def units(disclosure: Disclosure) -> list[str]:
    return [row.coordinates.get("unit", "") for row in rows_of(disclosure)]


def verdicts(disclosure: Disclosure, rule: str) -> tuple[int, int]:
    """How many relations of a rule hold, and how many were tested."""
    (line,) = [line for line in audit([disclosure]).ledger if line.rule == rule]
    return line.consistent, line.tested


def test_the_same_code_of_two_units_is_two_lines_with_sums_of_their_own() -> None:
    both = opened([[unit, *row] for unit in ("甲中心", "乙中心") for row in CODES])
    assert units(both) == ["甲中心"] * 4 + ["乙中心"] * 4
    assert verdicts(both, "CL104") == (8, 8)
    assert verdicts(both, "RU101") == (4, 4)


def test_a_sum_that_fails_is_the_fault_of_its_own_unit() -> None:
    wrong = [["甲中心", *row] for row in CODES] + [["乙中心", *row] for row in CODES]
    wrong[7][3] = 2.5
    (finding,) = [finding for finding in audit([opened(wrong)]).findings if finding.rule == "RU101"]
    assert {cell.place.cell for cell in finding.cells} == {"D9", "D10", "D11"}


def test_one_unit_in_all_rows_is_the_department_itself() -> None:
    assert set(units(opened([["甲中心", *row] for row in CODES]))) == {""}


def test_units_that_share_no_code_leave_the_codes_to_the_department() -> None:
    rows = [["甲中心", *row] for row in CODES[:3]] + [["乙中心", *CODES[3]]]
    assert set(units(opened(rows))) == {""}


def test_a_unit_printed_once_stands_for_the_codes_below_it() -> None:
    rows: list[Row] = [
        [unit if not index else None, *row]
        for unit in ("甲中心", "乙中心")
        for index, row in enumerate(CODES)
    ]
    assert units(opened(rows)) == ["甲中心"] * 4 + ["乙中心"] * 4


def test_the_total_of_all_units_belongs_to_none() -> None:
    total: Row = ["合计", None, None, 6.0]
    one: Row = ["甲中心", None, None, 3.0]
    rows = [total, one, *(["甲中心", *row] for row in CODES), *(["乙中心", *row] for row in CODES)]
    assert units(opened(rows)) == ["", *["甲中心"] * 5, *["乙中心"] * 4]


def test_the_unit_does_not_name_its_codes() -> None:
    rows = [[unit, row[0], None, row[2]] for unit in ("甲中心", "乙中心") for row in CODES]
    assert {row.name for row in rows_of(opened(rows))} == {""}


def test_true_is_not_taken_for_one() -> None:
    head: list[Row] = [
        ["2023年部门支出预算总表"],
        [None, None, None, None, "单位：元"],
        ["类", "款", "项", "科目名称", "合计"],
    ]
    rows: list[Row] = [
        ["208", "05", 1.0, "行政单位离退休", 1.0],
        ["208", "05", True, "行政单位离退休", 1.0],
    ]
    book = Book("book.xlsx", "0" * 64, "xlsx", [Sheet("支出", [*head, *rows])])
    assert [row.code for row in rows_of(disclosure_of([book]))] == ["2080501", "20805"]


def test_rows_are_found_by_the_sheet_s_row() -> None:
    rows = rows_of(opened([[unit, *row] for unit in ("甲中心", "乙中心") for row in CODES]))
    assert [row.row for row in rows] == list(range(3, 11))
    assert rows.at(4) == rows[1] == list(rows)[1]
    assert rows.at(2) is None
    assert rows.at(11) is None
    assert rows[-1].code == "2080506"
    assert rows[2:4] == [rows[2], rows[3]]
