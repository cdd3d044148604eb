"""What sentences say of an amount, in the wordings in which it is published: each is read, or is not bound."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.reading.prose.claim import Claim
from model.reading.prose.claims import read_claims
from model.source.book import Paragraph

LEAD = "2021年公务接待费支出决算"


def read(sentence: str) -> tuple[Claim, ...]:
    return read_claims([Paragraph(1, sentence)], "某市医疗保障局", 2021, "final")


def brief(claim: Claim) -> tuple[str, str, str, str]:
    """The measure and figure of a claim, what it is of beside the final account of 2021, and what its base changes."""
    usual = {"year": "2021", "stage": "final", "flow": "expenditure"}
    if not claim.is_bound:
        return claim.measure.value, claim.text, "not bound", ""
    own = [f"{name}={value}" for name, value in sorted(claim.coordinates.items()) if usual.get(name) != value]
    base = [
        f"{name}={value}"
        for name, value in sorted(claim.base.items())
        if claim.coordinates.get(name) != value
    ]
    return claim.measure.value, claim.text, " ".join(own), " ".join(base)


def briefs(sentence: str) -> list[tuple[str, str, str, str]]:
    return [brief(claim) for claim in read(sentence)]


OF = "item=reception"
AMOUNT = ("amount", "2.00万元", OF, "")
BEFORE = "year=2020"


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        ("增长25%", 25), ("增幅25%", 25), ("增幅为25%", 25), ("降幅20%", -20), ("减少幅度为20%", -20),
        ("下降比例20%", -20), ("同比增长25%", 25),
        ("同比下降20%", -20), ("比上年增长2倍", 200), ("增长率为25%", 25), ("增幅-20%", -20),
    ],
)  # fmt: skip
def test_a_growth_is_told_in_many_words(words: str, steps: int) -> None:
    amount, growth = read(f"{LEAD}2.00万元，{words}。")

    assert brief(amount) == AMOUNT
    assert (growth.measure.value, growth.amount, brief(growth)[2:]) == ("growth", steps * 10**6, (OF, BEFORE))


def test_what_a_change_was_is_told_with_its_growth() -> None:
    assert briefs(f"{LEAD}2.00万元，较上年减少0.50万元，降幅20%。") == [
        AMOUNT, ("change", "0.50万元", OF, BEFORE), ("growth", "20%", OF, BEFORE)
    ]  # fmt: skip


def test_a_rise_and_a_fall_in_one_sentence_are_each_of_its_own_item() -> None:
    claims = briefs(
        "2021年“三公”经费支出决算10.00万元，其中：公务接待费2.00万元，增长5%，公务用车运行维护费8.00万元，减少3%。"
    )

    assert [claim[2] for claim in claims if claim[0] == "growth"] == [OF, "item=vehicle_running"]


def test_a_share_of_nothing_is_read() -> None:
    assert briefs(f"{LEAD}0万元，占0%。")[1] == ("share", "0%", OF, "item=three_public")


@pytest.mark.parametrize(
    "words", ["（上年：421.23万元）", "，上年：421.23万元", "，上年为421.23万元", "（2020年421.23万元）"]
)
def test_last_years_amount_may_follow_its_name(words: str) -> None:
    assert briefs(f"2021年机关运行经费支出460.00万元{words}。")[1] == (
        "amount", "421.23万元", f"item=organ_running {BEFORE}", ""
    )  # fmt: skip


def test_the_budget_of_the_whole_year_is_the_adjusted_one() -> None:
    assert briefs("2021年公务接待费支出全年预算3.00万元，支出决算2.00万元，完成全年预算的66.67%。") == [
        ("amount", "3.00万元", f"{OF} stage=adjusted", ""), AMOUNT, ("completion", "66.67%", OF, "stage=adjusted")
    ]  # fmt: skip


@pytest.mark.parametrize("before", ["上年的", "去年", "2020年的", "上年"])
def test_what_an_amount_was_before_it_rose_is_that_of_the_year_that_is_named(before: str) -> None:
    assert briefs(f"2021年公务接待费支出由{before}2.00万元增加到3.00万元，增长50%。") == [
        ("amount", "2.00万元", f"{OF} {BEFORE}", ""), ("amount", "3.00万元", OF, ""), ("growth", "50%", OF, BEFORE)
    ]  # fmt: skip


def test_what_an_amount_was_before_is_not_bound_where_no_year_is_named() -> None:
    assert briefs("2021年公务接待费支出决算由2.00万元增加到3.00万元，增长50%。") == [
        ("amount", "2.00万元", "not bound", ""), ("amount", "3.00万元", OF, ""), ("growth", "50%", "not bound", "")
    ]  # fmt: skip


def test_a_budget_that_is_adjusted_is_told_before_and_after() -> None:
    assert briefs("2021年公务接待费支出由年初预算2.00万元调整为3.00万元。")[0] == (
        "amount", "2.00万元", f"{OF} stage=budget", ""
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "times"), [("为上年的150%", 150), ("是上年的1.5倍", 150), ("相当于2020年的150%", 150)]
)
def test_an_amount_may_be_told_as_times_last_years(words: str, times: int) -> None:
    _, share = read(f"{LEAD}3.00万元，{words}。")

    assert (share.amount, brief(share)[0], brief(share)[3]) == (times * 10**6, "share", BEFORE)


@pytest.mark.parametrize("words", ["2-3万元", "2万元至3万元", "2万元—3万元", "2万元到3万元", "2万元~3万元"])
def test_a_range_is_no_amount(words: str) -> None:
    assert [claim for claim in read(f"2021年公务接待费支出{words}。") if claim.is_bound] == []


def test_ten_thousands_go_without_their_yuan_at_the_end_of_a_clause() -> None:
    assert briefs(f"{LEAD}2.00万，比上年减少0.50万。") == [
        ("amount", "2.00万", OF, ""), ("change", "0.50万", OF, BEFORE)
    ]  # fmt: skip


def test_an_amount_may_be_told_again_in_another_unit() -> None:
    first, again = read(f"{LEAD}2.00万元（20,000.00元）。")

    assert (again.coordinates, again.amount) == (first.coordinates, first.amount)


def test_an_amount_in_brackets_that_is_another_is_not_bound() -> None:
    assert briefs(f"{LEAD}2.00万元（300.00元）。")[1][2] == "not bound"


def test_amounts_and_changes_may_be_negative() -> None:
    assert [claim.amount for claim in read(f"{LEAD}-2.00万元，较上年增加-0.50万元。")] == [
        -2 * 10**8,
        -5 * 10**7,
    ]


def test_names_and_figures_in_lists_go_together() -> None:
    assert briefs("2021年公务接待费、公务用车运行维护费分别为2.00万元、8.00万元。") == [
        AMOUNT, ("amount", "8.00万元", "item=vehicle_running", "")
    ]  # fmt: skip
    assert [claim[2] for claim in briefs("2021年收入、支出较上年分别增加10万元和12万元。")] == [
        "flow=revenue",
        "",
    ]
    assert [claim[2] for claim in briefs("2020年、2021年公务接待费支出决算分别为3万元、2万元。")] == [
        f"{OF} {BEFORE}",
        OF,
    ]


def test_lists_that_are_not_as_long_as_each_other_give_nothing() -> None:
    assert all(
        claim[2] == "not bound"
        for claim in briefs("2021年公务接待费、会议费、培训费分别为2.00万元、8.00万元。")
    )


def test_what_follows_a_list_of_things_speaks_of_none_of_them() -> None:
    claims = briefs("2021年公务接待费、公务用车运行维护费分别为2.00万元、8.00万元，比上年增加1.00万元。")

    assert claims[2] == ("change", "1.00万元", "not bound", "")


def test_one_amount_of_two_things_is_of_neither() -> None:
    assert [claim[2] for claim in briefs("其中：教育支出、卫生健康支出100万元，会议费、培训费共5万元。")] == [
        "not bound"
    ] * 2
    assert briefs("2021年支出200万元，其中：基本支出和项目支出190万元。")[1][2] == "not bound"


@pytest.mark.parametrize(
    ("sentence", "own", "base"),
    [
        ("2021年公务接待费支出较上年减少0.50万元。", "", BEFORE),
        ("与上年相比，2021年公务接待费支出减少0.50万元。", "", BEFORE),
        ("2020年公务接待费支出决算比2021年多0.50万元。", BEFORE, "year=2021"),
        ("公务接待费支出决算比年初预算少0.50万元。", "", "stage=budget"),
        ("公务接待费支出年初预算比决算多0.50万元。", "stage=budget", "stage=final"),
    ],
)
def test_a_comparison_goes_either_way(sentence: str, own: str, base: str) -> None:
    ((measure, _, subject, against),) = briefs(sentence)

    assert (measure, subject, against) == ("change", f"{OF} {own}".strip(), base)


@given(st.integers(1, 10**9), st.integers(0, 2))
def test_times_are_hundreds_of_per_cent(number: int, places: int) -> None:
    printed = Decimal(number).scaleb(-places)
    _, share = read(f"{LEAD}3.00万元，是上年的{printed:f}倍。")

    assert share.amount == int(printed * 100 * 10**6)
    assert share.high - share.low == 100 * 10**6 // 10**places // 2 * 2


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_a_list_of_figures_keeps_them_apart(one: int, other: int) -> None:
    amounts = [Decimal(each).scaleb(-2) for each in (one, other)]
    claims = read(f"公务接待费和公务用车运行维护费分别为{amounts[0]:f}万元和{amounts[1]:f}万元。")

    assert [claim.amount for claim in claims] == [int(each * 10**8) for each in amounts]


def test_a_rate_whose_base_is_told_with_its_amount() -> None:
    assert briefs("2021年公务接待费支出决算2.00万元，完成年初预算4.00万元的50%，比上年增加1.00万元。") == [
        AMOUNT,
        ("amount", "4.00万元", f"{OF} stage=budget", ""),
        ("completion", "50%", OF, "stage=budget"),
        ("change", "1.00万元", OF, BEFORE),
    ]
    assert briefs("2021年公务接待费支出决算2.00万元，占“三公”经费8.00万元的比例为25%。") == [
        AMOUNT,
        ("amount", "8.00万元", "item=three_public", ""),
        ("share", "25%", OF, "item=three_public"),
    ]


def test_what_comes_on_one_of_several_is_not_the_whole() -> None:
    assert [each[2] for each in briefs("2021年公务接待费支出决算2.00万元，车均运行维护费1.50万元。")] == [
        OF,
        "not bound",
    ]


def test_what_an_amount_became_may_be_told_behind_it() -> None:
    assert briefs(f"{LEAD}2.00万元，由上年1.50万元增加到2.00万元，增长33.33%。") == [
        AMOUNT, ("amount", "1.50万元", f"{OF} {BEFORE}", ""), AMOUNT, ("growth", "33.33%", OF, BEFORE)
    ]  # fmt: skip


def test_another_amount_than_the_one_before_it_is_not_what_that_became() -> None:
    assert [claim.is_bound for claim in read(f"{LEAD}2.00万元，由上年1.50万元增加到2.30万元。")] == [
        True,
        True,
        False,
    ]


def test_an_amount_in_wan_without_yuan_may_be_told_again_in_brackets() -> None:
    assert briefs(f"{LEAD}2.00万（20,000.00元）。") == [
        ("amount", "2.00万", OF, ""),
        ("amount", "20,000.00元", OF, ""),
    ]


def test_the_parts_told_after_last_years_amount_are_those_of_this_year() -> None:
    claims = briefs(
        "2021年“三公”经费支出决算8.00万元，上年：9.00万元。其中：因公出国（境）费、公务用车购置及运行维护费、"
        "公务接待费分别为0万元、6.00万元、2.00万元。"
    )

    assert [claim[2] for claim in claims] == [
        "item=three_public", f"item=three_public {BEFORE}", "item=overseas", "item=vehicles", OF
    ]  # fmt: skip


BUDGET = "stage=budget"


@pytest.mark.parametrize("words", ["决算数大于预算数", "支出决算数高于年初预算数", "决算小于预算"])
def test_how_far_accounts_and_budget_differ_is_a_change_from_the_budget(words: str) -> None:
    amount, change, growth = briefs(f"{LEAD}2.00万元，{words}0.50万元，主要原因是人员增加，完成预算的125%。")[
        :3
    ]
    assert amount == AMOUNT
    assert change == ("change", "0.50万元", OF, BUDGET)
    assert growth[0] == "completion"


def test_the_parts_told_after_such_a_difference_are_those_of_the_amount_before_it() -> None:
    assert [claim[2] for claim in briefs(
        "2021年“三公”经费支出决算8.00万元，决算数小于预算数1.00万元。其中：公务接待费2.00万元。"
    )] == ["item=three_public", "item=three_public", OF]  # fmt: skip


@pytest.mark.parametrize("words", ["差值为", "差额", "相差"])
def test_a_difference_of_what_it_does_not_say_is_not_bound_and_hides_nothing(words: str) -> None:
    claims = briefs(
        f"2021年“三公”经费支出8.00万元，年初预算9.00万元，{words}1.00万元。其中：公务接待费2.00万元。"
    )
    assert [claim[2] for claim in claims] == [
        "item=three_public", f"item=three_public {BUDGET}", "not bound", OF
    ]  # fmt: skip


def test_parts_told_after_accounts_and_budget_are_those_of_the_accounts() -> None:
    claims = briefs(
        "2021年“三公”经费支出8.00万元，年初预算为9.00万元。其中：公务接待费支出2.00万元，年初预算为3.00万元；"
        "因公出国（境）支出6.00万元，年初预算为6.00万元。"
    )
    assert [claim[2] for claim in claims] == [
        "item=three_public", f"item=three_public {BUDGET}", OF, f"{OF} {BUDGET}",
        "item=overseas", f"item=overseas {BUDGET}",
    ]  # fmt: skip


def test_what_follows_a_comparison_without_a_figure_speaks_of_its_subject() -> None:
    claims = briefs(
        "2021年“三公”经费支出决算8.00万元，比去年增加1.55万元。其中，公务接待费支出决算比预算无增减变化，比去年无增减变化；"
        "公务用车购置支出决算比预算无增减变化，比去年增加0.50万元。"
    )
    assert [claim[2] for claim in claims[2:]] == [OF, OF, "item=vehicle_purchase", "item=vehicle_purchase"]


def test_a_comparison_of_what_is_not_known_leaves_what_follows_without_a_subject() -> None:
    claims = briefs(
        "2021年“三公”经费支出决算8.00万元，比去年增加1.55万元。其中，出访费用决算比预算无增减变化，比去年无增减变化。"
    )
    assert [claim[0] for claim in claims] == ["amount", "change"]


def test_a_passage_that_begins_with_a_change_goes_on_about_its_amount() -> None:
    read_both = read_claims(
        [
            Paragraph(1, "2021年度财政拨款收入总计10.00万元。"),
            Paragraph(
                2,
                "财政拨款收入总计与上年相比，增加1.00万元。与年初预算相比，年初预算数8.00万元，决算数10.00万元。",
            ),
        ],
        "某市医疗保障局",
        2021,
        "final",
    )
    assert [(claim.coordinates.get("source"), claim.coordinates.get("stage")) for claim in read_both] == [
        ("fiscal_all", "final"), ("fiscal_all", "final"), ("fiscal_all", "budget"), ("fiscal_all", "final")
    ]  # fmt: skip


def test_words_that_name_a_year_and_a_stage_alone_announce_no_whole() -> None:
    claims = read_claims(
        [
            Paragraph(1, "二、2021年汇总决算情况"),
            Paragraph(2, "2021年决算情况如下："),
            Paragraph(3, "（一）2021年收入决算9.00万元，其中：1、财政拨款收入9.00万元。"),
            Paragraph(4, "（二）2021年支出决算8.00万元。"),
        ],
        "某市医疗保障局",
        2021,
        "final",
    )
    assert [(claim.is_bound, claim.coordinates.get("flow")) for claim in claims] == [
        (True, "revenue"), (True, "revenue"), (True, "expenditure")
    ]  # fmt: skip


@pytest.mark.parametrize("places", ["", "某省", "某省某县", "某某市某某区"])
def test_the_places_before_the_department_are_part_of_its_name(places: str) -> None:
    assert briefs(f"{places}某市医疗保障局2021年度“三公”经费支出决算8.00万元。")[0][2] == "item=three_public"


def test_the_name_of_a_budget_says_no_stage_of_what_an_amount_is_compared_with() -> None:
    line = "2024年一般公共预算财政拨款支出决算120万元，较上年一般公共预算财政拨款支出决算数增加20万元。"
    told = read_claims([Paragraph(1, line)], "某局", 2024, "final")
    assert (told[1].base["year"], told[1].base["stage"]) == ("2023", "final")
