"""Amounts of a text that stand in no table and no sentence are listed, for nothing that is printed is passed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.runner import audit
from model.disclosure import open_disclosures
from model.facts.unread import StrayAmounts, stray_amounts
from model.source.book import Paragraph

COPIED = [
    "收入支出决算总表",
    "金额单位：万元",
    "项目",
    "行次",
    "金额",
    "一、财政拨款收入",
    "1",
    "440.55",
    "本年收入合计",
    "24",
    "1,450.55",
]
"""A table as it comes out of a page from which only the lines of its cells were copied."""


def stretches(*texts: str) -> list[StrayAmounts]:
    return stray_amounts([Paragraph(number, text) for number, text in enumerate(texts, 1)])


def test_a_table_of_which_only_the_lines_of_its_cells_are_left_is_listed() -> None:
    assert stretches(*COPIED) == [StrayAmounts(8, 11, 2)]


def test_stretches_far_from_each_other_are_listed_apart() -> None:
    found = stretches("1.50", *["语句。"] * 21, "2.50", "3.50")
    assert [each.place for each in found] == ["¶1", "¶23-¶24"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("440.55 | 1,200.00", 2),
        ("总计 16,745.59 一、教育支出 12,204.85 二、卫生健康支出 1,235.48", 3),
        ("２，０００．００", 1),
        ("(12.50)", 1),
        ("2025.03", 0),
        ("2025", 0),
        ("- 12 -", 0),
        ("本年收入 12.50 万元，支出 11.00万元，结余 1.50 万元。", 0),
        ("占12.50%、30.20%、57.30%。", 0),
        ("办公用房12.50平方米、30.20平方米、57.30平方米。", 0),
        ("第 1.10 版", 0),
    ],
)
def test_what_is_an_amount_alone(text: str, count: int) -> None:
    assert sum(each.count for each in stretches(text)) == count


@given(st.lists(st.sampled_from(["语句。", "1.50", "", "2,000.00 3.10"]), max_size=80))
def test_every_amount_is_counted_once(texts: list[str]) -> None:
    assert sum(each.count for each in stretches(*texts)) == texts.count("1.50") + 2 * texts.count(
        "2,000.00 3.10"
    )


def test_the_report_counts_them_as_printed_and_says_where_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "公开.txt"
    path.write_text("某市财政局2024年部门决算\n" + "\n".join(COPIED), encoding="utf-8")
    disclosures, _ = open_disclosures([path])
    (document,) = audit(disclosures).documents
    assert (document.understood.amounts_printed, document.understood.amounts_bound) == (2, 0)
    assert [(place, why.text("en")) for place, why in document.skipped] == [
        ("¶9-¶12", "amounts in no table and no sentence: 2")
    ]
