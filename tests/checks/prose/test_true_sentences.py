"""True sentences in forms that many departments use are not reported."""

from __future__ import annotations

import pytest
from books import book

from checks.rulebook import RuleBook, rules
from checks.runner import audit
from model.disclosure import disclosure_of

PROSE = RuleBook([rule for rule in rules() if rule.family == "prose"])
TRUE = {
    "a total and the year's own money alone among its parts": (
        "2022年度总收入620.50万元，其中本年收入430.30万元，较2021年度决算数减少69.70万元。\n"
        "上年结转和结余190.20万元，较2021年度决算数减少9.80万元。"
    ),
    "the sums of the year below the totals": (
        "2022年度收、支总计均为3210.45万元。\n2022年度收入合计3200.00万元，与2021年度相比，收入合计增加200.00万元。\n"
        "2022年度支出总计3210.45万元。\n2022年度支出合计3205.00万元，其中：基本支出2205.00万元，项目支出1000.00万元。"
    ),
    "a change of the whole behind its parts": (
        "2022年度财政拨款收入215.30万元，其中一般公共预算拨款收入215.30万元、政府性基金拨款收入0万元，"
        "较上年增加15.30万元。"
    ),
    "two lists of the same money": (
        "2022年度支出决算为88.60万元，按用途划分：工资福利支出50万元，对个人和家庭的补助38.60万元；"
        "按支出类别划分：基本支出58.60万元，项目支出30万元。较上年增加2.60万元。"
    ),
    "nothing of a budget of nothing": (
        "2022年度“三公”经费支出决算为1万元。\n"
        "（1）因公出国（境）费支出年初预算为0万元，支出决算为0万元，完成预算的0%。决算数等于预算数的主要原因是无此项支出。\n"
        "公务用车购置费支出0万元（含购置税等附加费用），主要用于经批准购置的0辆公务用车。"
    ),
    "all revenue beside the total": (
        "2022年度收支总决算为900万元。\n2022年总收入880万元，与上年相比增加90万元，增长11.4%。"
    ),
    "what small firms got beside the kinds of what was bought": (
        "2022年度政府采购支出总额104.02万元，包括货物类3.41万元、工程类61.32万元、服务类39.29万元，"
        "授予中小企业合同金额58.72万元，占政府采购支出总额的56.45%。"
    ),
    "the final accounts before the budget": (
        "五、一般公共预算财政拨款支出决算情况说明\n"
        "1.卫生健康支出（类）卫生健康管理事务（款）行政运行（2100101）决算支出439.27万元，年初预算573.40万元，"
        "完成年初预算的76.61%，决算数小于预算数，主要是人员减少。\n"
        "2.卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）：决算支出50.52万元，年初预算47.10万元，"
        "完成年初预算的107.26%。决算数大于预算数，主要是人员增加。"
    ),
    "an item without a subject beside the total": (
        "五、一般公共预算财政拨款支出决算情况说明\n"
        "2022年度一般公共预算支出年初预算1575.94万元，支出决算2053.25万元。\n"
        "1.某某某某（项）花销38.63万元，年初预算38.63万元。决算数与年初预算数持平。"
    ),
    "the uses of all behind a list of classes": (
        "三、支出决算情况说明\n2022年度支出合计2522.25万元。\n"
        "按功能分类，社会保障和就业支出2467.09万元，占97.81%；住房保障支出55.16万元，占2.19%。\n"
        "其中，基本支出2272.28万元，占90.09%；项目支出249.97万元，占9.91%。"
    ),
    "a part that is stated by its share alone": (
        "2022年度一般公共预算项目支出26424.73万元。\n九、预算绩效情况说明\n"
        "我局对2022年度25个项目开展了绩效自评，涉及一般公共预算项目支出15794.52万元，"
        "占一般公共预算项目支出总额的59.77%。"
    ),
    "the year before stated twice": (
        "2022年度行政运行支出决算数为195.00万元，上年决算数为202.00万元，比上年的202.00万元减少7.00万元。"
    ),
    "a comparison that names its item": (
        "2022年度“三公”经费支出2.1万元，其中公务用车运行维护费1.5万元，公务接待费0.6万元，"
        "比2021年“三公”经费支出2.4万元减少0.3万元，其中公务接待费由2021年的0.9万元减少到0.6万元。"
    ),
}


@pytest.mark.parametrize("name", TRUE)
def test_nothing_is_reported(name: str) -> None:
    disclosure = disclosure_of([book(path="某局2022年部门决算.txt", prose=TRUE[name])])
    found = audit([disclosure], book=PROSE).findings
    assert [finding.message.text("en") for finding in found] == []
