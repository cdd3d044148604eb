"""Small tables of codes by hand, and the asking of one rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from checks.rule import Outcome
from model.source.book import CellValue, Sheet

Row = Sequence[CellValue]
Ask = Callable[..., Outcome]


def expenditure(rows: Sequence[Row], title: str = "2023年部门支出预算总表") -> Sheet:
    """A table of codes with total, basic and project expenditure."""
    head: list[list[CellValue]] = [
        [title],
        [None, None, None, None, "单位：万元"],
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
    ]
    return Sheet(title, head + [list(row) for row in rows])


def economic(rows: Sequence[Row], title: str = "2023年一般公共预算基本支出表") -> Sheet:
    """A table of economic codes with their amounts."""
    head: list[list[CellValue]] = [[title], [None, None, "单位：元"], ["科目编码", "科目名称", "合计"]]
    return Sheet(title, head + [list(row) for row in rows])
