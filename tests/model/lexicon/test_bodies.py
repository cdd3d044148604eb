"""bodies.toml: its form, and the words around names."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.datafile import DataFile
from model.errors import InvalidDataError
from model.lexicon.bodies import (
    body_named,
    names_body,
    plain_name,
    stated_among,
    stated_body,
    whose_money,
    without_body,
)
from model.lexicon.body_words import load_body_words


def test_a_key_that_is_not_known_is_refused_with_its_line() -> None:
    text = '[[ending]]\nsays = ["局"]\n\n[[tail]]\nsays = ["本级"]\nname = true\n'

    with pytest.raises(InvalidDataError, match=r"bodies\.toml:6"):
        load_body_words(DataFile(Path("bodies.toml"), text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("某市财政局（本级）", "某市财政局（本级）"),
        ("某市财政局(本级)", "某市财政局（本级）"),
        ("某市财政局（汇总）", "某市财政局"),
        ("某市财政局(部门)(公章)", "某市财政局"),
        ("[101001]某市财政局", "某市财政局"),
        ("101001-某市财政局", "某市财政局"),
        ("某市救助管理站（某市流浪儿童救助中心）", "某市救助管理站（某市流浪儿童救助中心）"),
        ("某市民政局局属单位", "某市民政局"),
        ("某 市 财 政 局", "某市财政局"),
        ("财政拨款收支总表", None),
        ("本部门", None),
    ],
)
def test_what_belongs_to_a_name(text: str, name: str | None) -> None:
    assert body_named(text) == name


@pytest.mark.parametrize(
    ("caption", "name"),
    [
        ("编制部门：某市财政局", "某市财政局"),
        ("单位：元", None),
        ("金额单位：万元", None),
        ("部门：某市财政局  单位：万元", "某市财政局"),
        ("单位名称（盖章）：某市老干部活动室", "某市老干部活动室"),
        ("预算单位：财政股", "财政股"),
        ("预算部门编码及名称:[012]某市财政局", "某市财政局"),
        ("部门编码及名称：[某区生态环境局]", "某区生态环境局"),
        ("编报单位：某区统计局", "某区统计局"),
        ("单位：人、辆", None),
        ("部门：部门预算情况说明", None),
    ],
)
def test_a_caption_names_a_body(caption: str, name: str | None) -> None:
    assert stated_body(caption) == name


def test_a_caption_may_stand_beside_the_name() -> None:
    assert stated_among(["部门名称：", "某市财政局", "单位：元"]) == "某市财政局"
    assert stated_among(["单位：", "元"]) is None


def test_a_name_may_stand_alone_beside_the_unit_of_the_amounts() -> None:
    assert stated_among(["部门预算收支总表", "某县市场监督管理局", "单位：万元"]) == "某县市场监督管理局"
    assert stated_among(["部门预算收支总表", "单位：万元"]) is None
    assert stated_among(["某县市场监督管理局", "部门预算收支总表", "单位：万元"]) is None


def test_plain_names_of_one_body_are_the_same() -> None:
    names = ("某市财政局", "某市财政局（本级）", "某市财政局本级", "[101]某市财政局", "某市财政局(汇总)")

    assert {plain_name(name) for name in names} == {"某市财政局"}


@pytest.mark.parametrize(
    ("phrase", "rest"),
    [
        ("某市财政局收入预算", "收入预算"),
        ("收入预算情况财政局收入预算", "收入预算情况收入预算"),
        ("审计局收入预算", "审计局收入预算"),
    ],
)
def test_a_phrase_without_the_body_or_its_short_form(phrase: str, rest: str) -> None:
    assert without_body(phrase, "某市财政局") == rest


def test_rows_of_units_are_known_by_their_names() -> None:
    assert names_body("某某市财政局本级")
    assert not names_body("信息系统运维")


DEPARTMENT = "某城市水利局"


def other_body(text: str, department: str, *, alone: bool) -> str | None:
    found = whose_money(text, department, alone=alone)
    return None if found is None else found.name


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("某城市水利局本级支出预算", "某城市水利局本级"),
        ("某城市水利局(机关)支出预算", "某城市水利局(机关)"),
        ("市水利局本级", "市水利局本级"),
        ("某城市水利局信息中心支出预算", "某城市水利局信息中心"),
        ("某城市水利工程质量监督站一般公共预算支出", "某城市水利工程质量监督站"),
        ("市河道管理处收入预算", "市河道管理处"),
        ("所属单位预算情况", "所属单位"),
        ("某城市水利局支出预算", ""),
        ("某城市水利局机关运行经费", ""),
        ("某城市水利局及所属单位支出预算", ""),
        ("某城市水利局全部门支出", ""),
        ("市水利局2024年支出", ""),
        ("防洪排涝格局", None),
        ("行政单位以及某城市河道管理处", None),
    ],
)
def test_money_is_stated_of_another_body_where_words_begin_with_its_name(text: str, body: str | None) -> None:
    assert other_body(text, DEPARTMENT, alone=False) == body


def test_the_own_level_is_no_other_body_where_the_department_is_that_level() -> None:
    assert other_body("某城市水利局本级支出预算", "某城市水利局（本级）", alone=False) == ""


def test_a_line_that_is_no_more_than_a_name_is_another_body_s_wherever_that_is() -> None:
    assert other_body("质量监督站", DEPARTMENT, alone=True) == "质量监督站"
    assert other_body("质量监督站", DEPARTMENT, alone=False) is None
