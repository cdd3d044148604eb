"""Names of departments that are one, notes about whole tables, and the notes of published documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.completeness.notes import states_whole_table_empty
from checks.runner import audit
from model.disclosure import open_disclosures
from model.lexicon.bodies import is_same_body


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("区医保局", "重庆市大渡口区医疗保障局"),
        ("医保局", "南充市医疗保障局"),
        ("上海市普陀区财政局", "普陀区财政局"),
    ],
)
def test_a_short_form_is_the_same_name(one: str, other: str) -> None:
    assert is_same_body(one, other)
    assert is_same_body(other, one)


def test_two_departments_of_one_district_are_two() -> None:
    assert not is_same_body("上海市普陀区民政局", "上海市普陀区财政局")


@pytest.mark.parametrize(
    ("note", "whole"),
    [
        ("（备注：本单位无政府性基金收支，故此表无数据。）", True),
        ("注:本部门2024年无国有资本经营预算财政拨款安排的预算，故本表为空表。", True),
        ("备注：本单位2023年无政府采购预算，因此本表无数据。", True),
        ("说明：本单位无因公出国（境）支出", False),
        ("注：本表数据含上年结转", False),
    ],
)
def test_a_note_speaks_of_the_whole_table_or_of_one_kind_of_money(note: str, *, whole: bool) -> None:
    assert states_whole_table_empty(note) is whole


def test_the_note_of_wanli_2024_is_found_in_the_published_pdf(shared: Path) -> None:
    disclosures, _ = open_disclosures([shared / "disclosures" / "real" / "wanli-2024-budget.pdf"])
    (finding,) = [each for each in audit(disclosures).findings if each.rule == "CO102"]
    assert "47.91" in finding.message.text("zh")
    assert "故本表为空表" in finding.spans[0].text


def test_the_other_published_pdfs_carry_no_false_note(shared: Path) -> None:
    for path in sorted((shared / "disclosures" / "real").glob("*.pdf")):
        if path.stem != "wanli-2024-budget":
            disclosures, _ = open_disclosures([path])
            found = [each.message.text("en") for each in audit(disclosures).findings if each.rule[:2] == "CO"]
            assert found == [], path.name
