"""A consolidated workbook of any length: each unit's total and its 类, 款 and 项, all of them consistent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import xlsxwriter

from model.classification.catalogue import Catalogue, catalogue
from model.classification.codes import Domain

YEAR = 2024
HEADINGS = ("单位编码", "单位名称", "科目编码", "科目名称", "合计", "基本支出", "项目支出")
WIDTHS = (12, 26, 12, 34, 22, 20, 20)
_TOP_ROWS = 4
_CLASSES = ("205", "207", "208", "210", "213", "221")
_UNIT_KINDS = ("小学", "中学", "卫生院", "水利站", "文化站", "中心幼儿园")
_ITEMS_OF_A_UNIT = (12, 36)
_SHARE_WITH_PROJECTS = 0.4

Amounts = tuple[int, int]
"""Basic and project expenditure, in 分."""
Line = tuple[str, str, Amounts]
"""A row of one unit: code and name, both "" for the unit's total, and the amounts."""


def write_consolidated(path: Path, rows: int) -> None:
    """Write a 部门支出总表 of `rows` rows in 元, its total at the top and the last unit cut short where it must be."""
    workbook = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = workbook.add_worksheet("部门支出总表")
    money = workbook.add_format({"num_format": "#,##0.00"})
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write(0, 0, f"{YEAR}年部门支出总表")
    sheet.write(1, len(HEADINGS) - 1, "单位：元")
    sheet.write_row(2, 0, HEADINGS)
    total = [sum(lines[0][2][kind] for lines in _units(rows)) for kind in (0, 1)]
    _write_row(sheet, 3, ("", "", "", "合计"), (total[0], total[1]), money)
    row = _TOP_ROWS
    for number, lines in enumerate(_units(rows)):
        unit = (f"{101001 + number}", f"第{number + 1}{_UNIT_KINDS[number % len(_UNIT_KINDS)]}")
        for code, name, amounts in lines:
            _write_row(sheet, row, (*unit, code, name), amounts, money)
            row += 1
    workbook.close()


def _write_row(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    labels: tuple[str, ...],
    amounts: Amounts,
    money: xlsxwriter.format.Format,
) -> None:
    """Write a row, its text as texts and what is nothing as a blank."""
    for column, label in enumerate(labels):
        if label:
            sheet.write_string(row, column, label)
    for column, amount in enumerate((sum(amounts), *amounts), len(labels)):
        if amount:
            sheet.write_number(row, column, amount / 100, money)


def _units(rows: int) -> Iterator[list[Line]]:
    """Yield the lines of one unit after another, the same each time, until they fill the rows."""
    random = Random(1)
    names = catalogue()
    items = _items(names)
    left = rows - _TOP_ROWS
    while left > 0:
        chosen = sorted(random.sample(items, random.randint(*_ITEMS_OF_A_UNIT)))
        while len(lines := _lines(chosen, random, names)) > left and len(chosen) > 1:
            chosen.pop()
        if len(lines) > left:
            return
        left -= len(lines)
        yield lines


def _items(names: Catalogue) -> list[str]:
    """Return the 项 of the year that hold basic and project expenditure alike."""
    return [
        code
        for code, entries in names.codes(Domain.FUNCTION).items()
        if len(code) == 7 and code.startswith(_CLASSES) and code[5:] not in {"01", "02"}
        if len(entries) == 1 and entries[0].sure and names.name(code, YEAR) and names.name(code[:5], YEAR)
    ]


def _lines(items: list[str], random: Random, names: Catalogue) -> list[Line]:
    """Return a unit's total, and before its parts each 类 and 款 of its items with what they come to."""
    amounts: dict[str, Amounts] = {}
    for item in items:
        basic = random.randint(1_000_00, 3_000_000_00)
        project = random.randint(1_000_00, 900_000_00) if random.random() < _SHARE_WITH_PROJECTS else 0
        for code in ("", item[:3], item[:5], item):
            known = amounts.get(code, (0, 0))
            amounts[code] = (known[0] + basic, known[1] + project)
    return [(code, names.name(code, YEAR) if code else "", amounts[code]) for code in sorted(amounts)]
