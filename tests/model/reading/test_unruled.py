"""Tables that lost their tabs: headings put together again, and columns told by order and sums or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.runner import audit
from model.disclosure import Disclosure, open_disclosures
from model.finding import Severity
from model.lexicon.lexicon import lexicon
from model.repair.unruled.printed_line import PrintedLine
from model.repair.unruled.words_above import heading_words

TITLE = """某区财政局2024年部门预算

2024年部门支出预算总表
编制部门：某区财政局 单位：元
"""
HEADING = "项目 支出预算\n功能分类科目编码\n功能分类科目名称 合计 基本支出 项目支出\n类 款 项\n"


def opened(text: str, folder: Path) -> Disclosure:
    path = folder / "a.txt"
    path.write_text(text, encoding="utf-8")
    disclosures, troubles = open_disclosures([path])
    assert not troubles
    return disclosures[0]


def amounts(disclosure: Disclosure) -> dict[tuple[str, str], int]:
    """What is stated, in 元, by code and nature."""
    facts = disclosure.facts
    found = {}
    for index in range(len(facts)):
        if facts.stated[index]:
            at = facts.coordinate(index)
            found[at.get("function", ""), at.get("nature", "")] = int(facts.amount[index]) // 10_000
    return found


def test_a_blank_is_put_back_where_the_codes_add_up_only_so(tmp_path: Path) -> None:
    rows = (
        "201 一般公共服务支出 90 60 30\n"
        "201 03 政府办公厅事务 90 60 30\n"
        "201 03 01 行政运行 60 60\n"
        "201 03 02 一般行政管理事务 30 30\n"
    )

    disclosure = opened(TITLE + HEADING + rows + "合计 90 60 30\n", tmp_path)

    found = amounts(disclosure)
    assert found["2010301", "basic"] == 60
    assert found["2010302", "project"] == 30
    assert ("2010301", "project") not in found
    assert ("2010302", "basic") not in found
    assert disclosure.tables[0].unbound == ()


def test_two_rows_that_fit_either_way_stay_unbound(tmp_path: Path) -> None:
    rows = (
        "201 一般公共服务支出 60 30 30\n"
        "201 03 政府办公厅事务 60 30 30\n"
        "201 03 01 行政运行 30 30\n"
        "201 03 02 一般行政管理事务 30 30\n"
    )

    disclosure = opened(TITLE + HEADING + rows + "合计 60 30 30\n", tmp_path)

    table = disclosure.tables[0]
    assert {cell.row for cell in table.unbound} == {6, 7}
    assert len(table.unbound) == 4
    assert "no sum tells the column" in table.unbound[0].why.text("en")
    assert ("2010301", "") not in amounts(disclosure)


def test_a_total_that_may_be_either_nature_is_not_told_at_all(tmp_path: Path) -> None:
    rows = "201 一般公共服务支出 30 30\n201 03 政府办公厅事务 30 30\n201 03 01 行政运行 30 30\n"

    table = opened(TITLE + HEADING + rows + "合计 30 30\n", tmp_path).tables[0]

    assert table.kind == "expenditure"
    assert table.panels == ()
    assert table.why is not None
    assert "its blanks are lost" in table.why.text("en")
    assert [(cell.row, cell.column) for cell in table.unbound][-2:] == [(table.bottom, 1), (table.bottom, 2)]


def test_a_sum_that_is_wrong_is_found_and_not_hidden(tmp_path: Path) -> None:
    rows = (
        "201 一般公共服务支出 90 60 30\n"
        "201 03 政府办公厅事务 90 60 30\n"
        "201 03 01 行政运行 60 60\n"
        "201 03 02 一般行政管理事务 30 30\n"
    )

    disclosure = opened(TITLE + HEADING + rows + "合计 99 60 30\n", tmp_path)

    found = [finding for finding in audit([disclosure]).findings if finding.severity is Severity.ERROR]
    assert found
    assert amounts(disclosure)["", ""] == 99


def test_a_name_and_amounts_in_lines_of_their_own_belong_to_the_code(tmp_path: Path) -> None:
    rows = (
        "一般公共服务支出 60\n"
        "201 90 30\n"
        "政府办公厅及相关\n"
        "201 03 机构事务 90 60 30\n"
        "行政运行 60\n"
        "201 03 01 60\n"
        "一般行政管理\n"
        "201 03 02 事务 30 30\n"
    )

    disclosure = opened(TITLE + HEADING + rows + "合计 60 30\n90\n", tmp_path)

    rows_read = {row.code: row.name for row in disclosure.tables[0].panels[0].rows}
    assert rows_read["20103"] == "政府办公厅及相关机构事务"
    assert rows_read["2010302"] == "一般行政管理事务"
    assert amounts(disclosure)["", "basic"] == 60
    assert amounts(disclosure)["2010302", "project"] == 30


def test_headings_that_were_broken_at_the_edge_are_put_together() -> None:
    lines = [
        "项目 对附属单位",
        "本年支出合 项目支 上缴上级支 经营支",
        "支出功能分类 基本支出 补",
        "科目名称 计 出 出 出",
        "科目编码 助支出",
        "类 款 项",
    ]
    printed = [PrintedLine(number, line) for number, line in enumerate(lines, start=1)]

    words = heading_words(printed, {"flow": "expenditure"}, lexicon())

    assert words is not None
    texts = [word.text for word in words]
    assert set(texts) == {
        "本年支出合计", "项目支出", "上缴上级支出", "经营支出", "基本支出", "对附属单位补助支出",
    }  # fmt: skip
    assert texts.index("本年支出合计") < texts.index("项目支出") < texts.index("经营支出")
    by_text = {word.text: word for word in words}
    assert by_text["项目支出"].stands_before(by_text["上缴上级支出"])
    assert not by_text["基本支出"].stands_before(by_text["项目支出"])
    assert not by_text["项目支出"].stands_before(by_text["基本支出"])


def test_headings_of_which_a_piece_is_left_over_are_not_told(tmp_path: Path) -> None:
    heading = HEADING.replace("项目支出\n类", "项目支出 甲乙\n类")

    table = opened(TITLE + heading + "201 一般公共服务支出 90 60 30\n合计 90 60 30\n", tmp_path).tables[0]

    assert (table.kind, table.panels) == ("expenditure", ())
    assert len(table.unbound) == 6
    assert table.why is not None
    assert "headings" in table.why.text("en")


@pytest.mark.parametrize(
    "line", ["一、财政拨款收入 90一、一般公共服务支出 90", "一、财政拨款收入 一、一般公共服务支出\n90 90"]
)
def test_both_sides_of_a_line_keep_their_amounts(line: str, tmp_path: Path) -> None:
    line = line.replace("90", "90.00")
    text = TITLE.replace("支出预算总表", "财务收支预算总表") + "本年收入 本年支出\n项目 预算数 项目 预算数\n"

    disclosure = opened(f"{text}{line}\n二、事业收入\n收入总计 90.00 支出总计 90.00\n", tmp_path)

    facts = disclosure.facts
    stated = {
        (
            facts.coordinate(index).get("flow"),
            facts.coordinate(index).get("function"),
            int(facts.amount[index]),
        )
        for index in range(len(facts))
        if facts.stated[index]
    }
    assert ("expenditure", "201", 900_000) in stated
    assert ("revenue", None, 900_000) in stated
    assert disclosure.tables[0].kind == "totals"


def test_prose_below_a_title_is_no_table(tmp_path: Path) -> None:
    text = TITLE + "本表说明2024年支出预算为90元，其中基本支出60元，项目支出30元。\n以上为全部内容。\n"

    disclosure = opened(text, tmp_path)

    assert disclosure.tables == ()
    assert len(disclosure.documents[0].book.paragraphs) == 5


PAIRS = """某区财政局2024年部门决算

2024年一般公共预算财政拨款基本支出决算表
单位：万元
经济分类 经济分类
科目名称 决算数 科目名称 决算数
301 302
工资福利支出 30.00 商品和服务支出 7.00
301 01 302
基本工资 01 办公费
{one}
301 08 机关事业单位基本养老保险缴 302
06 电费
费 {two}
302
07 邮电费
3.00
人员经费合计 30.00 公用经费合计 7.00
"""


def economic(disclosure: Disclosure) -> dict[str, int]:
    """What is stated, in 万元, by economic code."""
    facts = disclosure.facts
    return {
        facts.coordinate(index).get("economic", ""): int(facts.amount[index]) // 100_000_000
        for index in range(len(facts))
        if facts.stated[index] and "economic" in facts.coordinate(index)
    }


def test_an_amount_between_two_codes_belongs_to_the_one_with_which_all_adds_up(tmp_path: Path) -> None:
    disclosure = opened(PAIRS.format(one="20.00 4.00", two="10.00"), tmp_path)

    found = economic(disclosure)
    assert found == {"301": 30, "302": 7, "30101": 20, "30201": 4, "30108": 10, "30207": 3}
    names = {row.code: row.name for panel in disclosure.tables[0].panels for row in panel.rows}
    assert names["30108"] == "机关事业单位基本养老保险缴费"


@pytest.mark.parametrize("two", ["11.00", "1.00"])
def test_codes_side_by_side_that_do_not_add_up_are_listed_and_not_bound(two: str, tmp_path: Path) -> None:
    disclosure = opened(PAIRS.format(one="20.00 4.00", two=two), tmp_path)

    assert disclosure.tables[0].kind == "general_basic"
    assert disclosure.tables[0].why is not None
    assert len(disclosure.tables[0].unbound) == 8
    assert economic(disclosure) == {}


def test_names_that_are_not_the_codes_are_not_bound(tmp_path: Path) -> None:
    text = PAIRS.format(one="20.00 4.00", two="10.00").replace("邮电费", "物业管理费")

    assert economic(opened(text, tmp_path)) == {}
