"""A department that does not exist: lines of money drawn at random, of which every total, share and rate is true.

All amounts are made up. They are whole hundredths of 万元, so that what is printed adds up to the last digit.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

NAMES = {
    "206": "科学技术支出",
    "20601": "科学技术管理事务",
    "2060101": "行政运行",
    "2060102": "一般行政管理事务",
    "20607": "科学技术普及",
    "2060702": "科普活动",
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "2080505": "机关事业单位基本养老保险缴费支出",
    "210": "卫生健康支出",
    "21011": "行政事业单位医疗",
    "2101101": "行政单位医疗",
    "212": "城乡社区支出",
    "21208": "国有土地使用权出让收入安排的支出",
    "2120804": "农村基础设施建设支出",
    "221": "住房保障支出",
    "22102": "住房改革支出",
    "2210201": "住房公积金",
    "301": "工资福利支出",
    "30101": "基本工资",
    "30102": "津贴补贴",
    "30108": "机关事业单位基本养老保险缴费",
    "30110": "职工基本医疗保险缴费",
    "30113": "住房公积金",
    "302": "商品和服务支出",
    "30201": "办公费",
    "30217": "公务接待费",
    "30231": "公务用车运行维护费",
    "30227": "委托业务费",
    "310": "资本性支出",
    "31005": "基础设施建设",
}
_BASIC = (
    ("2060101", "30101", "personnel"),
    ("2060101", "30102", "personnel"),
    ("2080505", "30108", "personnel"),
    ("2101101", "30110", "personnel"),
    ("2210201", "30113", "personnel"),
    ("2060101", "30201", "running"),
    ("2060101", "30217", "running"),
    ("2060101", "30231", "running"),
)
_PROJECTS = (
    ("2060102", "30227", "general", "科技计划管理"),
    ("2060702", "30227", "general", "科普活动进乡村"),
    ("2120804", "31005", "fund", "乡村道路补助"),
)
_ITEMS = {
    "reception": ("30217",),
    "vehicles": ("30231",),
    "three": ("30217", "30231"),
    "overseas": ("30212",),
}
_SOURCES = {"general": ("general",), "fund": ("fund",), "fiscal": ("general", "fund")}
_NATURES = {
    "basic": ("personnel", "running"),
    "personnel": ("personnel",),
    "running": ("running",),
    "project": ("project",),
}
_BALANCES = ("opening", "closing")


@dataclass(frozen=True)
class Line:
    """Money of one function, economic item, source and nature: what is spent, the year before, and what was planned.

    `opening` and `closing` are what of it was brought forward and is carried on.
    """

    function: str
    economic: str
    source: str
    nature: str
    project: str
    now: int
    last: int
    budget: int
    opening: int
    closing: int


@dataclass(frozen=True)
class Department:
    """The lines, asked for by selections: words that each narrow them, such as “general basic 20601 last”."""

    lines: tuple[Line, ...]

    def amount(self, selection: str) -> int:
        """Return the amount of a selection; `last`, `budget`, `opening`, `closing` and `revenue` choose which is meant.

        `new` is what is spent of the year's own money, `all` narrows nothing.
        """
        words = selection.split()
        kinds = {"last", "budget", "revenue", "new", "received", *_BALANCES}
        lines = [line for line in self.lines if all(_fits(line, word) for word in words if word not in kinds)]
        return sum(_of(line, next((word for word in words if word in kinds), "now")) for line in lines)

    def codes(self, selection: str, digits: int) -> list[str]:
        """Return the function codes of so many digits in which a selection has money; with `e` the economic items."""
        words = [word for word in selection.split() if word != "e"]
        lines = [line for line in self.lines if all(_fits(line, word) for word in words)]
        kind = "economic" if "e" in selection.split() else "function"
        return sorted({getattr(line, kind)[:digits] for line in lines if line.now})

    def projects(self) -> Iterator[str]:
        """Yield the names of the projects."""
        yield from dict.fromkeys(line.project for line in self.lines if line.project)


def _fits(line: Line, word: str) -> bool:
    if word in _SOURCES:
        return line.source in _SOURCES[word]
    if word in _NATURES:
        return line.nature in _NATURES[word]
    if word in _ITEMS:
        return line.economic in _ITEMS[word]
    if word.isdigit():
        return line.function.startswith(word)
    if word.startswith("e"):
        return line.economic.startswith(word[1:])
    return word == "all" or line.project == word


def _of(line: Line, kind: str) -> int:
    if kind == "new":
        return line.now - line.opening
    if kind == "revenue":
        return line.now - line.opening + line.closing
    if kind == "received":
        return line.now + line.closing
    return int(getattr(line, kind))


def department(seed: int) -> Department:
    """Return a department drawn with a seed; only projects have something brought forward or carried on."""
    draw = random.Random(seed)

    def drawn(function: str, economic: str, source: str, nature: str, project: str = "") -> Line:
        now = draw.randint(300, 90_000)
        last, budget = (max(100, now * draw.randint(80, 125) // 100) for _ in range(2))
        if economic in _ITEMS["three"]:
            budget = now + draw.randint(1, 900)  # more may not be spent than was planned
        opening, closing = (draw.randint(1, now // 5) if project else 0 for _ in range(2))
        return Line(function, economic, source, nature, project, now, last, budget, opening, closing)

    basic = [drawn(function, economic, "general", nature) for function, economic, nature in _BASIC]
    projects = [
        drawn(function, economic, source, "project", name) for function, economic, source, name in _PROJECTS
    ]
    return Department((*basic, *projects))


def printed(amount: int) -> str:
    """Return an amount as it is printed in 万元."""
    return f"{Decimal(amount) / 100:.2f}"


def percent(part: int, whole: int) -> str:
    """Return a rate as it is printed, in per cent with two decimals."""
    if whole == 0:
        return "0.00%"
    rate = Decimal(part) * 100 / Decimal(whole)
    return f"{rate.quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


def changed(now: int, last: int) -> str:
    """Return how an amount changed, in the words of the field."""
    if now == last:
        return "持平"
    up = now > last
    rate = percent(abs(now - last), last)
    return f"{'增加' if up else '减少'}{printed(abs(now - last))}万元，{'增长' if up else '下降'}{rate}"
