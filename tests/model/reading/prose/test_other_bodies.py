"""Sentences about one unit of a department tell nothing of the whole department."""

from __future__ import annotations

import pytest

from model.reading.prose.claim import Claim
from model.reading.prose.claims import read_claims
from model.reading.prose.code_path import OwnWords
from model.source.book import Paragraph

UNITS = "十一、预算单位情况"
PARTS = "其中：基本支出60万元，项目支出40万元。"


def read(*lines: str, department: str = "某城市水利局") -> tuple[Claim, ...]:
    paragraphs = [Paragraph(number, line) for number, line in enumerate(lines, 1)]
    return read_claims(paragraphs, department, 2024, "budget")


def bound(*lines: str, department: str = "某城市水利局") -> list[str]:
    """The figures that are told of the department."""
    return [claim.text for claim in read(*lines, department=department) if claim.is_bound]


WAYS = {
    "a heading": ("（一）某城市水利局本级", f"2024年支出预算100万元，{PARTS}"),
    "a heading of a unit": ("（二）某城市河道管理处", f"2024年支出预算100万元，{PARTS}"),
    "a line without a number": (
        "某城市河道管理处",
        f"2024年支出预算100万元，{PARTS}",
        "2024年收入预算100万元。",
    ),
    "a lead and a stop": (f"2、某城市河道管理处。收入预算100万元，支出预算100万元。{PARTS}",),
    "a lead and a colon": (f"1.某城市水利局本级：本年支出预算100万元，比上年增加10万元。{PARTS}",),
    "the words of the amount": (f"其中：某城市河道管理处支出预算100万元，{PARTS}",),
    "words in brackets behind it": ("某城市水利局本级（行政单位）：人员经费80万元，公用经费20万元。",),
    "the own level without the name": (f"本级2024年支出预算100万元，{PARTS}",),
    "the own level before a bracket": ("局机关100万元（基本支出60万元、项目支出40万元）。",),
    "a lead of the own level": ("1.局本级", f"2024年支出预算100万元，{PARTS}"),
    "items that name units": ("分单位情况如下：1.机关本级，支出预算60万元；2.信息中心，支出预算40万元。",),
    "a part that is a unit's": ("第二部分 某城市河道管理处2024年单位预算", "“三公”经费预算4.00万元。"),
    "a heading of all units": ("（一）所属单位", f"收入预算100万元，支出预算100万元，{PARTS}"),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_told_of_one_unit_is_not_bound_where_its_name_stands_in(way: str) -> None:
    assert bound(UNITS, *WAYS[way]) == []


def test_a_unit_that_the_tables_list_is_still_a_unit_where_a_heading_names_it() -> None:
    lines = ("第三部分 某城市河道管理处2024年单位预算", "“三公”经费预算4.00万元。")
    paragraphs = [Paragraph(number, line) for number, line in enumerate(lines, 1)]
    own = OwnWords(names=frozenset({"某城市河道管理处"}))
    assert not any(claim.is_bound for claim in read_claims(paragraphs, "某城市水利局", 2024, "budget", own))


def test_the_next_chapter_tells_of_the_department_again() -> None:
    lines = (
        UNITS,
        "某城市河道管理处",
        "2024年支出预算100万元。",
        "十二、支出预算情况",
        "2024年支出预算500万元。",
    )
    assert bound(*lines) == ["500万元"]


def test_a_sentence_that_names_the_department_again_tells_of_it() -> None:
    line = "某城市河道管理处支出预算100万元；某城市水利局一般公共预算支出500万元。"
    assert bound(UNITS, line) == ["500万元"]


def test_the_next_sentence_tells_of_the_department_again() -> None:
    assert bound("一、支出情况", "某城市河道管理处支出预算100万元。一般公共预算支出500万元。") == ["500万元"]


def test_the_budget_of_the_own_level_alone_is_that_of_its_department() -> None:
    line = "某城市水利局本级2024年支出预算500万元。"
    assert bound("一、支出情况", line, department="某城市水利局（本级）") == ["500万元"]


def test_the_reason_names_the_unit() -> None:
    told = read(UNITS, "（二）某城市河道管理处", "2024年支出预算100万元。")
    assert [claim.why and claim.why.text("en") for claim in told] == [
        "it is stated of 某城市河道管理处 alone"
    ]


def test_what_follows_the_caption_of_a_project_is_told_of_that_project() -> None:
    lines = (
        "七、项目支出情况",
        "1.项目名称：河道整治",
        "资金分配情况：劳务费40万元。",
        "八、其他",
        "一般公共预算支出500万元。",
    )
    assert bound(*lines) == ["500万元"]
    assert bound(lines[0], "项目名称：河道整治", *lines[2:]) == ["500万元"]


def test_the_source_of_a_use_with_a_name_is_not_all_money_of_that_source() -> None:
    line = "重点项目“河道整治工程”预算40万元，资金来源为财政拨款40万元。财政拨款收入500万元。"
    paragraphs = [Paragraph(1, "一、重点项目情况"), Paragraph(2, line)]
    own = OwnWords(names=frozenset({"河道整治工程"}))
    told = read_claims(paragraphs, "某城市水利局", 2024, "budget", own)
    assert [claim.coordinates.get("source") for claim in told if claim.is_bound] == [None, "fiscal"]
    assert [claim.is_bound for claim in told] == [True, False, True]


def test_a_part_of_running_expenses_is_not_all_of_the_item_whose_name_it_bears() -> None:
    line = "机关运行经费预算100万元，其中：办公费40万元，公务接待费5万元，劳务费55万元。"
    told = {claim.text: claim for claim in read("一、机关运行经费情况", line)}
    assert not told["5万元"].is_bound
    assert told["55万元"].coordinates["item"] == "organ_running"


def test_money_brought_forward_is_a_part_of_what_is_spent() -> None:
    line = "2024年支出预算500万元，其中：一般公共预算拨款支出480万元，上年结转支出20万元。"
    told = read("一、收支情况", line)
    assert [(claim.coordinates["source"], claim.whole) for claim in told[1:]] == [
        ("general", 0),
        ("carryover", 0),
    ]


TERRITORIES = (
    "全市地区生产总值完成2186亿元；一般公共预算支出418亿元，其中教育支出78亿元。",
    "区级一般公共预算收入216亿元，一般公共预算支出318亿元。",
    "我区全年社会保障和就业支出12亿元，卫生健康支出8亿元。",
    "各级财政共安排基本支出12亿元，项目支出8亿元。",
    "预计全县一般公共预算收入9亿元，一般公共预算支出36亿元。",
)


@pytest.mark.parametrize("line", TERRITORIES)
def test_the_money_of_a_territory_is_not_the_department_s(line: str) -> None:
    assert bound("一、基本情况", line) == []


def test_the_rest_of_a_list_is_no_code() -> None:
    line = "部门收入（财政拨款80万元、事业收入20万元、其他0万元）合计100万元。"
    told = {claim.text: claim for claim in read("一、收入情况", line)}
    assert "function" not in told["0万元"].coordinates


@pytest.mark.parametrize("remark", ["全部为项目支出", "主要为公务用车运行维护费", "均为基本支出"])
def test_a_remark_on_what_an_amount_consists_of_is_no_subject_of_its_change(remark: str) -> None:
    line = f"政府性基金预算支出100万元，{remark}，比上年增加20万元，增长25%。"
    told = read("一、支出情况", line)
    assert [claim.coordinates for claim in told[1:]] == [told[0].coordinates] * 2


def test_what_is_saved_of_a_budget_is_a_change() -> None:
    line = "公务接待费全年预算数为10万元，决算数为7万元，比预算数节约3万元。"
    told = read("一、“三公”经费情况", line)
    assert [str(claim.measure) for claim in told] == ["amount", "amount", "change"]
