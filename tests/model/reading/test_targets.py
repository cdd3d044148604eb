"""Forms of performance targets: what is read of the samples' forms, of values as they are written, and of slips."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from books import book, sheet
from hypothesis import given
from hypothesis import strategies as st

from model.disclosure import disclosure_of, open_disclosures
from model.errors import InvalidDataError
from model.lexicon.target_words import load_target_words, target_words
from model.money import Amount, Unit
from model.reading.target_forms import target_forms
from model.reading.targets import (
    TargetCell,
    TargetForm,
    amount_at,
    money_of,
    plain_number,
    quarters_of,
    rate_of,
    target_of,
)


def forms_in(path: Path) -> list[TargetForm]:
    ((disclosure,), troubles) = open_disclosures([path])
    assert troubles == []
    return [
        form
        for table in disclosure.tables
        for form in target_forms(table, disclosure.documents[table.document].book)
    ]


def form_of(text: str, **more: str) -> TargetForm:
    disclosure = disclosure_of([book(sheet(text, text_columns=()), **more)])
    (form,) = target_forms(disclosure.tables[0], disclosure.documents[0].book)
    return form


def test_the_forms_of_wansheng_have_weights_of_90_and_their_money(samples: Path) -> None:
    forms = forms_in(samples / "wansheng-2023-budget.xlsx")
    totals = [
        sum(plain_number(each.weight.text) or 0 for each in form.indicators if each.weight) for form in forms
    ]
    assert totals == [90] * 4
    assert [form.project for form in forms] == [
        "",
        "医保惠民补助专项",
        "医保服务运维专项",
        "医保服务能力提升专项",
    ]
    money = [form.money("total") for form in forms]
    assert [each and each.amount.amount // Unit.WAN.value for each in money] == [None, 3369, 39, 152]
    satisfaction = forms[0].indicators[2]
    assert (satisfaction.name.text, satisfaction.target.operator) == ("参保对象满意度", "≥")
    assert (satisfaction.target.number, satisfaction.target.unit) == (5, "%")


def test_a_text_that_lost_a_cell_is_read_as_the_workbook_is(samples: Path, shared: Path) -> None:
    told = [
        [[(each.name.text, each.weight and each.weight.text) for each in form.indicators] for form in forms]
        for forms in (
            forms_in(samples / "wansheng-2023-budget.xlsx"),
            forms_in(shared / "disclosures" / "wansheng-2023-budget.txt"),
        )
    ]
    assert told[0] == told[1]


def test_the_project_of_dadukou_has_its_quarters_its_rates_and_its_costs(samples: Path) -> None:
    _, form = forms_in(samples / "dadukou-2021-budget.xlsx")
    assert form.project == "医保基金监管"
    assert [each.amount.amount for each in form.quarters] == [138_500 * Unit.YUAN.value] * 4
    assert [(rate.month, rate.percent) for rate in form.rates] == [(3, 5), (6, 20), (9, 50), (12, 100)]
    costs = [each for each in form.indicators if each.is_cost]
    assert [money_of(each.target) for each in costs] == [80 * Unit.YUAN.value, 30_000 * Unit.YUAN.value]
    assert {each.group for each in form.indicators} == {"", "output", "benefit", "satisfaction"}


def test_the_grid_of_nanchong_has_its_ten_projects(samples: Path) -> None:
    forms = forms_in(samples / "nanchong-2020-budget.xlsx")
    assert len(forms) == 10
    assert forms[0].project == "医药价格管理与采购监管"
    total = sum(form.money("total").amount.amount for form in forms)  # type: ignore[union-attr]
    assert total == 215 * Unit.WAN.value
    for form in forms:
        costs = [money_of(each.target) or 0 for each in form.indicators if each.is_cost]
        assert sum(costs) == form.money("total").amount.amount, form.project  # type: ignore[union-attr]


def test_a_grid_that_pages_cut_is_marked_so(shared: Path) -> None:
    forms = forms_in(shared / "disclosures" / "nanchong-2020-budget.txt")
    assert forms
    assert all(form.cut for form in forms)


def test_the_seven_forms_of_guangyang_tell_their_groups(shared: Path) -> None:
    forms = forms_in(shared / "disclosures" / "guangyang-2021-budget.txt")
    assert len(forms) == 7
    assert all(
        {each.group for each in form.indicators} == {"output", "benefit", "satisfaction"} for form in forms
    )
    weights = [plain_number(each.weight.text) for each in forms[0].indicators if each.weight]
    assert weights == [15, 15, 15, 15, 20, 20]
    assert [(rate.month, rate.percent) for rate in forms[4].rates] == [(6, 30), (10, 90), (12, 100)]


def test_two_forms_in_one_sheet_are_two() -> None:
    text = "\n".join(
        f"项目名称\t{name}\n年度资金总额\t{money}\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t次数\t≥2次"
        for name, money in (("甲项目", "10.00"), ("乙项目", "20.00"))
    )
    disclosure = disclosure_of(
        [book(sheet(f"2023年某局项目绩效目标表\n单位：万元\n{text}", text_columns=()))]
    )
    forms = target_forms(disclosure.tables[0], disclosure.documents[0].book)
    assert [(form.project, len(form.indicators)) for form in forms] == [("甲项目", 1), ("乙项目", 1)]
    assert [form.money("total").amount.amount // Unit.WAN.value for form in forms] == [10, 20]  # type: ignore[union-attr]


def test_a_table_of_another_kind_holds_no_form() -> None:
    disclosure = disclosure_of(
        [
            book(
                sheet(
                    "某局一般公共预算支出表\n单位：元\n科目编码\t科目名称\t合计\n208\t社会保障和就业支出\t1.00"
                )
            )
        ]
    )
    assert target_forms(disclosure.tables[0], disclosure.documents[0].book) == []


def test_the_unit_of_a_form_s_money_may_stand_in_the_label_of_all_of_it() -> None:
    form = form_of(
        "财政项目支出绩效目标申报表\n项目名称\t拆违经费\n项目资金（元）\t年度资金申请总额\t3,498.00\n"
        "\t其中：当年财政拨款\t3,498.00\n一级指标\t二级指标\t三级指标\t年度(/项目)指标值\n产出指标\t数量指标\t拆违计划\t=100.00(%)"
    )
    assert [(money.role, money.amount.amount) for money in form.funding] == [
        ("total", 3498 * Unit.YUAN.value),
        ("fiscal", 3498 * Unit.YUAN.value),
    ]
    assert form.indicators[0].target.number == 100


def test_an_amount_stated_twice_and_differently_is_none() -> None:
    form = form_of(
        "2023年某局项目绩效目标表\n单位：万元\n项目名称\t甲\n当年预算\t10.00\n资金总额\t12.00\n"
        "指标名称\t指标值\n次数\t≥2次"
    )
    assert len(form.funding) == 2
    assert form.money("total") is None


@pytest.mark.parametrize(
    ("value", "operator", "unit", "told"),
    [
        ("≥90%", "", "", ("≥", Fraction(90), "%")),
        (r"\geq 380", "", "家", ("≥", Fraction(380), "家")),
        ("=100%", "", "", ("=", Fraction(100), "%")),
        ("不低于95％", "", "", ("≥", Fraction(95), "%")),
        ("65", "≥", "%", ("≥", Fraction(65), "%")),
        ("2,366.29万元", "", "", ("", Fraction(236629, 100), "万元")),
        ("3.5", ">=", "亿元", ("≥", Fraction(7, 2), "亿元")),
        ("提高", "定性", "", ("", None, "")),
        ("2020年12月31日前", "", "", ("", None, "")),
        ("95—98%之间", "", "", ("", None, "")),
        ("", "≥", "%", ("≥", None, "")),
    ],
)
def test_a_target_is_read_as_it_is_written(
    value: str, operator: str, unit: str, told: tuple[object, ...]
) -> None:
    target = target_of(value, operator, unit)
    assert (target.operator, target.number, target.unit) == told


@given(st.text(max_size=40), st.text(max_size=5), st.text(max_size=5))
def test_no_text_makes_the_readers_of_values_raise(value: str, operator: str, unit: str) -> None:
    target = target_of(value, operator, unit)
    money_of(target)
    plain_number(value)
    quarters_of(value, Unit.YUAN)
    rate_of(value, TargetCell(0, 0, operator))
    amount_at(TargetCell(0, 0, value), Unit.WAN)


@given(st.lists(st.integers(1, 10**9), min_size=4, max_size=4), st.sampled_from(("元", "万元")))
def test_four_quarters_are_read_with_their_unit(amounts: list[int], unit: str) -> None:
    text = "，".join(f"第{name}季度{amount}{unit}" for name, amount in zip("一二三四", amounts, strict=True))
    worth = Unit.WAN if unit == "万元" else Unit.YUAN
    assert [each.amount for each in quarters_of(text, None)] == [amount * worth.value for amount in amounts]
    assert quarters_of(text.replace("第四季度", "第三季度"), None) == ()


def test_an_amount_may_bring_its_own_unit() -> None:
    amount = amount_at(TargetCell(0, 0, "30万元"), Unit.YUAN)
    assert isinstance(amount, Amount)
    assert amount.amount == 30 * Unit.WAN.value


def test_the_words_of_the_forms_are_not_empty() -> None:
    words = target_words()
    assert {"name", "value", "weight"} <= set(words.headings.values())
    assert set(words.groups.values()) == {"output", "benefit", "satisfaction", "cost"}


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ('[[heading]]\nrole = "nothing"\nsays = ["甲"]', 2),
        ('[[heading]]\nrole = "name"\nsays = ["甲"]\n\n[[heading]]\nrole = "value"\nsays = ["甲"]', 7),
        ('[[heading]]\nrole = "name"', 1),
    ],
)
def test_a_slip_in_the_words_is_told_with_its_line(tmp_path: Path, written: str, line: int) -> None:
    rest = (
        '\n[[group]]\ngroup = "cost"\nsays = ["乙"]'
        '\n[[funding]]\nrole = "total"\nsays = ["丙"]\n[[empty]]\nsays = ["丁"]\n'
    )
    path = tmp_path / "targets.toml"
    path.write_text(written + rest, encoding="utf-8")
    with pytest.raises(InvalidDataError) as caught:
        load_target_words(path)
    assert str(caught.value.place).endswith(f":{line}")


@pytest.mark.parametrize("again", ["", "档案数字化"])
def test_a_list_that_names_the_project_of_each_block_is_a_form_a_project(again: str) -> None:
    text = "\n".join(
        [
            "项目支出绩效目标表",
            "单位：万元",
            "项目名称\t资金总额\t其他资金\t一级指标\t二级指标\t三级指标\t指标值\t分值权重",
            "系统运行维护\t30.50\t\t产出指标\t数量指标\t系统数量\t12\t50",
            "\t\t\t效益指标\t社会效益\t可用率\t99\t40",
            "档案数字化\t8.00\t2.00\t产出指标\t数量指标\t卷数\t200\t60",
            f"{again}\t\t\t效益指标\t社会效益\t查档时间缩短\t50\t30",
        ]
    )
    disclosure = disclosure_of([book(sheet(text, text_columns=()))])
    first, second = target_forms(disclosure.tables[0], disclosure.documents[0].book)
    assert (first.project, second.project) == ("系统运行维护", "档案数字化")
    assert [len(form.indicators) for form in (first, second)] == [2, 2]
    assert [money.role for money in second.funding] == ["total", "other"]
    assert second.indicators[1].group == "benefit"
