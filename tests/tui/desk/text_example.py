"""A text with a table and prose: bound figures, one that differs from its cell, and some that are not bound."""

from __future__ import annotations

from pathlib import Path

TEXT = """\
某区医疗保障局2021年部门预算

一、部门收支总体情况

（一）支出预算：2021年年初预算数12.00万元，其中：基本支出8.00万元，项目支出4.00万元。

第一季度用款计划4.00万元，第二季度用款计划5.00万元，马上办事项占45.00%。

2021年基本支出年初预算数9.00万元。

部门支出总表
单位：元
科目编码	科目名称	合计	基本支出	项目支出
	合计	120,000.00	80,000.00	40,000.00
210	卫生健康支出	120,000.00	80,000.00	40,000.00
21015	医疗保障管理事务	120,000.00	80,000.00	40,000.00
2101501	行政运行	80,000.00	80,000.00
2101504	信息化建设	40,000.00		40,000.00
"""
LINES = TEXT.splitlines()
WHOLE, QUARTERS, CARE = 5, 7, 9
"""The numbers of the paragraphs."""


def write_text(folder: Path) -> Path:
    """Write the text to a file."""
    path = folder / "说明-2021-budget.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path
