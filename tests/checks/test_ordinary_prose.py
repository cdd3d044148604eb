"""Sentences as departments write them every day are not taken for faults of wording."""

from __future__ import annotations

import pytest
from books import book, sheet

from checks.rule import Outcome, Subject
from checks.rulebook import rules
from model.disclosure import disclosure_of
from model.finding import Finding, LedgerLine

TABLE = """
某局2021年部门收支总表
单位：元
项目	预算数	项目	预算数
收入总计	100.00	支出总计	100.00
"""
ORDINARY = {
    "reasons in a list": "比上年增加1万元，主要原因有以下几点：\n一是人员增加；\n二是标准调整。",
    "an analysis of reasons": "认真分析超支的主要原因。各单位应说明原因。",
    "words that meet": "行政事业单位单位缴费部分、党的建设、公共服务服务中心、区政府办公室办公室主任。",
    "words that Chinese doubles": "一个一个核实，一项一项落实，看看、常常、人人、多多关心，清清楚楚。",
    "purposes and marks": "以保障民生为目的的项目，作为标的的资产，的的确确完成。",
    "codes and machines": "更换X光机1台、X射线机2台，路段X101、X102，型号XX-100，《沪府规【2016】168号》。",
    "sizes and products": "规格3×5米，人数×标准，1.2×10000元。",
    "a masked telephone": "联系人：王XX，联系电话：138XXXX0000。",
    "a change in words": "增减变化情况如下，增加或减少均应说明，收支增加（含追加）5万元。",
    "items in brackets": "1）设备购置；2）维修（护）费；a)其他。",
    "a quotation in a quotation": "《关于印发〈办法〉的通知》要求“做到‘应保尽保’”。",
    "years beside this one": "截至2020年12月31日，共有车辆2辆。2020年结转资金18万元在本年支出。与2020年相比增加5万元。",
    "next year's use": "其中7.81万元结转到2022年。2022年，我局将继续落实。",
    "laws and their years": "按照《预算法》（2018年修正）和财预〔2016〕143号文件，根据2019年机构改革方案执行。",
    "two years in one sentence": "2020年收入预算90万元，2021年收入预算100万元。",
    "last year's own sentence": "2020年“三公”经费预算1万元，2021年与上年持平。",
    "rates in words": "增长两倍，完成预算的全部，占用房屋3间，占地面积4000.6平方米，增长3个百分点，下降0.5个百分点。",
    "thousands and shares": "占比98.37%，增长1,234.5%，占本年支出合计的98.41%。",
    "an ellipsis": "等等……以及其他。",
    "numbers that begin anew": "1.职责。\n2.机构。\n一、收入\n1.拨款。\n2.其他。",
    "decimals at the head of a line": "3.5万元用于设备购置，\n12.6万元用于维修。",
}
WORDING = tuple(rule for rule in rules() if rule.code.startswith("TX2"))


def faults(prose: str) -> list[Finding]:
    text = f"2021年收入预算100万元。\n2021年支出预算100万元。\n2021年机关运行经费1万元。\n{prose}"
    subject = Subject(disclosure_of([book(sheet(TABLE), container="txt", prose=text)]))
    found: list[Finding] = []
    for rule in WORDING:
        outcome = Outcome(LedgerLine(rule.code))
        rule.check(subject, outcome)
        found += outcome.findings
    return found


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_sentence_is_not_reported(name: str) -> None:
    assert [finding.message.text("en") for finding in faults(ORDINARY[name])] == []


@pytest.mark.parametrize("sign", ["（", "”", "占", "主要原因是", "2021年1月1日批复预算财政局", "增加（减少"])
def test_a_text_of_one_sign_without_stops_is_gone_through(sign: str) -> None:
    text = sign * (60_000 // len(sign))
    assert all(finding.spans for finding in faults(text))


def test_a_fault_keeps_its_name_when_it_moves() -> None:
    wrong = "公务接待费1万元，主要用于用于公务活动。"
    here, there = faults(wrong), faults(f"另有说明。\n{wrong}")
    assert [finding.id for finding in here] == [finding.id for finding in there]
    assert here[0].spans[0].paragraph + 1 == there[0].spans[0].paragraph
