"""Files that are read at once, and whose failures make much work for the doubt and the diagnosis: see `much_work`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import xlsxwriter
from hostile.much_work import Cell, headed, right_rows, text_file, workbook_of

UNIT_OF_HALF = ("单位：元", "单位：万元")


def sums_beside_unread_amounts(folder: Path, size: int) -> Path:
    """`size` classes that lack something, and a sheet of as many amounts behind them that no table reads."""
    path = folder / "unread.xlsx"
    workbook = xlsxwriter.Workbook(path)
    sheet = headed(workbook, "部门支出总表")
    for number in range(size):
        code = f"{20101 + number % 90}{number // 90 % 90 + 10}"
        amount = 1000.0 + number
        sheet.write_row(number + 3, 0, (code, "行政运行", amount, amount - 3 - number % 7, 1.0))
    more = workbook.add_worksheet("续")
    for number in range(size):
        more.write_row(number, 0, ("", "某", 1.0 + number, 2.0 + number, 3.0 + number))
    workbook.close()
    return path


def sections_that_fail(folder: Path, size: int) -> Path:
    """`size` sections, the items of each coming to another sum than it states, by another amount each."""
    rows: list[tuple[Cell, ...]] = [("", "合计", 10.0 * size, 10.0 * size, 0.0)]
    for number in range(size):
        code = f"{201 + number // 90 % 30}{number % 90 + 10}"
        rows.append((code, "人大事务", 10.0, 10.0, 0.0))
        for item in range(2):
            amount = 5.0 + (number + 1) * 3.0 * item
            rows.append((f"{code}{item + 11}", "行政运行", amount, amount, 0.0))
    return workbook_of(folder, [rows])


def sheets_in_another_unit(folder: Path, size: int) -> Path:
    """`size` sheets of one table, every other of which states its unit wrongly."""
    path = folder / "units.xlsx"
    workbook = xlsxwriter.Workbook(path)
    for number in range(size):
        sheet = headed(workbook, f"部门支出总表{number}", UNIT_OF_HALF[number % 2])
        for row, cells in enumerate(right_rows(120.0), start=3):
            sheet.write_row(row, 0, cells)
    workbook.close()
    return path


def wide_rows_that_fail(folder: Path, size: int) -> Path:
    """Ten rows of `size` columns of projects, whose totals do not hold."""
    path = folder / "wide.xlsx"
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet("部门支出总表")
    sheet.write_row(0, 0, ["2025年部门支出总表"])
    sheet.write_row(1, 0, ["单位：元"])
    sheet.write_row(2, 0, ["科目编码", "科目名称", "合计", *["基本支出", "项目支出"] * (size // 2)])
    for number in range(10):
        amounts = [float(number + at % 5 + 1) for at in range(size)]
        sheet.write_row(number + 3, 0, [f"20101{number + 10}", "行政运行", sum(amounts) + number, *amounts])
    workbook.close()
    return path


def amounts_of_the_text_at_odds(folder: Path, size: int) -> Path:
    """A table, and `size` sentences that state one of its amounts otherwise, each in another paragraph."""
    table = [
        ("2025年部门支出总表",),
        ("单位：万元",),
        ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    ]
    lines = ["\t".join(map(str, cells)) for cells in [*table, *right_rows()]]
    sentences = [
        f"{number}、2025年一般公共服务支出（类）预算{number + 11}.5万元，占本年支出的{number % 90}.12%。"
        for number in range(size)
    ]
    return text_file(folder, "\n".join(["2025年部门预算公开", *lines, "", *sentences]))


def projects_with_targets(folder: Path, size: int) -> Path:
    """A form of `size` targets of as many projects, none of them weighed alike."""
    path = folder / "targets.xlsx"
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet("项目支出绩效目标表")
    sheet.write_row(0, 0, ["项目支出绩效目标表"])
    sheet.write_row(1, 0, ["项目名称", "预算数", "一级指标", "二级指标", "三级指标", "指标值", "权重"])
    for number in range(size):
        target = ("产出指标", "数量指标", f"培训次数{number}", f"≥{number}次", number % 60)
        sheet.write_row(number + 2, 0, (f"项目{number}", 1.5 + number, *target))
    workbook.close()
    return path


def table_of_contents(folder: Path, size: int) -> Path:
    """A text whose contents name `size` tables that it does not have."""
    listed = [f"表{number}、第{number}类支出预算表" for number in range(size)]
    return text_file(
        folder, "\n".join(["2025年部门预算公开", "目录", *listed, "第一部分 概况", "收入12万元。"])
    )


def copies_of_one_book(folder: Path, size: int) -> Path:
    """A folder with `size` texts that are one disclosure, each a version of the others."""
    here = folder / "copies"
    here.mkdir()
    table = ["2025年部门支出总表", "单位：元", "科目编码\t科目名称\t合计\t基本支出\t项目支出"]
    rows = ["\t".join(map(str, cells)) for cells in right_rows()]
    for number in range(size):
        lines = ["甲市乙局2025年部门预算公开", f"2025年收入预算{number}.5元。", *table, *rows]
        (here / f"{number:04}.txt").write_text("\n".join(lines), encoding="utf-8")
    return here


def tables_by_turns(folder: Path, size: int) -> Path:
    """A folder of `size` tables, one a file, of two departments by turns."""
    here = folder / "turns"
    here.mkdir()
    for number in range(size):
        rows = [("2025年部门支出总表",), (f"部门名称：{'甲乙'[number % 2]}市财政局", "单位：元")]
        rows += [("科目编码", "科目名称", "合计", "基本支出", "项目支出"), *right_rows(10.0 + number)]
        text = "\n".join(",".join(map(str, cells)) for cells in rows)
        (here / f"{number:04}.csv").write_text(text, encoding="utf-8")
    return here


SIZES: dict[Callable[[Path, int], Path], int] = {
    sums_beside_unread_amounts: 6_000,
    sections_that_fail: 600,
    sheets_in_another_unit: 200,
    wide_rows_that_fail: 1_000,
    amounts_of_the_text_at_odds: 2_000,
    projects_with_targets: 5_000,
    table_of_contents: 5_000,
    copies_of_one_book: 60,
    tables_by_turns: 60,
}
"""How large the largest is that must be judged in ten seconds and a gigabyte."""
