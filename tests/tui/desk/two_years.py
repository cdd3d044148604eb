"""Two budgets of one department, a year apart: amounts that changed, a new code, a vanished one, and one renumbered."""

from __future__ import annotations

from pathlib import Path

EARLIER = """\
某区医疗保障局2020年部门预算

一、部门收支总体情况

2020年支出预算数10.00万元。

部门支出总表
单位：元
科目编码	科目名称	合计	基本支出	项目支出
	合计	100,000.00	70,000.00	30,000.00
210	卫生健康支出	100,000.00	70,000.00	30,000.00
21015	医疗保障管理事务	100,000.00	70,000.00	30,000.00
2101501	行政运行	70,000.00	70,000.00
2101503	宣传费用	10,000.00		10,000.00
2101506	医疗保障经办事务	20,000.00		20,000.00
"""
LATER = """\
某区医疗保障局2021年部门预算

一、部门收支总体情况

2021年支出预算数12.00万元。

部门支出总表
单位：元
科目编码	科目名称	合计	基本支出	项目支出
	合计	120,000.00	80,000.00	40,000.00
210	卫生健康支出	120,000.00	80,000.00	40,000.00
21015	医疗保障管理事务	120,000.00	80,000.00	40,000.00
2101501	行政运行	80,000.00	80,000.00
2101504	信息化建设	15,000.00		15,000.00
2101596	医疗保障经办事务	25,000.00		25,000.00
"""


def write_years(folder: Path) -> tuple[Path, Path]:
    """Write the two budgets to files."""
    paths = folder / "2020-budget.txt", folder / "2021-budget.txt"
    for path, text in zip(paths, (EARLIER, LATER), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths
