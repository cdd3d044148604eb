"""A PDF of one table that goes on over the page, its headings repeated."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path

from drawn.pdf import A4, Page, width_of, write_pages

HEADINGS = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
FIRST = [
    ("", "合计", "600.00", "400.00", "200.00"),
    ("208", "社会保障和就业支出", "300.00", "200.00", "100.00"),
    ("20805", "行政事业单位养老支出", "300.00", "200.00", "100.00"),
    ("2080505", "机关事业单位基本养老保险缴费支出", "300.00", "200.00", "100.00"),
]
SECOND = [
    ("210", "卫生健康支出", "309.00", "200.00", "100.00"),
    ("21011", "行政事业单位医疗", "300.00", "200.00", "100.00"),
    ("2101101", "行政单位医疗", "300.00", "200.00", "100.00"),
]
"""On the second page the whole of the class is 9 more than its parts and its section."""


def ruled(page: Page, top: int, rows: list[tuple[str, ...]]) -> None:
    posts = list(accumulate((60, 180, 90, 90, 90), initial=40))
    for number in range(len(rows) + 1):
        page.rule((posts[0], top + 24 * number), (posts[-1], top + 24 * number), filled=False)
    for post in posts:
        page.rule((post, top), (post, top + 24 * len(rows)), filled=False)
    for number, cells in enumerate(rows):
        for left, right, words in zip(posts, posts[1:], cells, strict=False):
            start = right - 4 - width_of(words, 9) if words.endswith(".00") else left + 4
            page.text(start, top + 16 + 24 * number, words, 9)


def write_over_two_pages(path: Path) -> Path:
    """Write the example and return its file."""
    first, second = Page(*A4), Page(*A4)
    first.text(200, 80, "某某局2025年部门支出预算总表", 14)
    first.text(460, 110, "单位：元", 10)
    ruled(first, 120, [HEADINGS, *FIRST])
    ruled(second, 60, [HEADINGS, *SECOND])
    write_pages(path, [first, second])
    return path
