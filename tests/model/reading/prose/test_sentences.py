"""The grammar of sentences: who shares a subject with whom, read on sentences of published documents."""

from __future__ import annotations

import pytest

from model.reading.prose.claim import Claim
from model.reading.prose.claims import read_claims
from model.source.book import Paragraph

BODY = "德阳市罗江区医疗保障局"


def read(*lines: str, year: int = 2021, stage: str = "final", department: str = BODY) -> tuple[Claim, ...]:
    return read_claims(
        [Paragraph(number, line) for number, line in enumerate(lines, 1)], department, year, stage
    )


def told(claims: tuple[Claim, ...]) -> list[tuple[str, str, str]]:
    """The measure, the printed figure and the coordinates of each claim, without the document's year and stage."""
    return [
        (claim.measure.value, claim.text, meaning(claim.coordinates)) for claim in claims if claim.is_bound
    ]


def meaning(
    coordinates: object, usual: tuple[tuple[str, str], ...] = (("year", "2021"), ("stage", "final"))
) -> str:
    assert hasattr(coordinates, "items")
    return " ".join(
        f"{name}={member}" for name, member in sorted(coordinates.items()) if (name, member) not in usual
    )


def bases(claims: tuple[Claim, ...]) -> list[str]:
    return [meaning(claim.base) for claim in claims if claim.base]


def test_parts_after_among_them_take_the_source_of_their_whole() -> None:
    claims = read(
        "2021年一般公共预算财政拨款支出1780.03万元。其中：基本支出467.58万元，项目支出1312.45万元。"
    )

    assert told(claims) == [
        ("amount", "1780.03万元", "flow=expenditure source=general"),
        ("amount", "467.58万元", "flow=expenditure nature=basic source=general"),
        ("amount", "1312.45万元", "flow=expenditure nature=project source=general"),
    ]
    assert [claim.whole for claim in claims] == [-1, 0, 0]


def test_parts_of_parts_are_held_together_by_their_brackets() -> None:
    claims = read(
        "2021年，我局财政拨款“三公”经费预算安排4.38万元。其中，因公出国（境）费0万元；公务用车购置及运维费4.38万元"
        "（其中：公务用车购置费为0万元，公务用车运维费4.38万元)；公务接待费0万元。"
    )

    assert [claim.coordinates["item"] for claim in claims] == [
        "three_public", "overseas", "vehicles", "vehicle_purchase", "vehicle_running", "reception",
    ]  # fmt: skip
    assert [claim.whole for claim in claims] == [-1, 0, 0, 2, 2, 0]


def test_a_change_is_of_the_amount_before_it_against_last_year() -> None:
    claims = read("2021年度收入总计453.90万元。与2020年相比,收入总计增加36.56万元,增长8.76%。")

    assert told(claims) == [
        ("amount", "453.90万元", "flow=revenue"),
        ("change", "36.56万元", "flow=revenue"),
        ("growth", "8.76%", "flow=revenue"),
    ]
    assert bases(claims) == ["flow=revenue year=2020"] * 2
    assert [claim.about for claim in claims] == [-1, 0, 0]


def test_a_fall_is_a_negative_change() -> None:
    (_, change, growth) = read("公务接待费支出0.22万元，比2020年减少0.14万元，下降38.89%。")

    assert (change.amount, change.direction) == (-1_400 * 10**4, "down")
    assert (growth.amount, growth.direction) == (-38_890_000, "down")


def test_a_share_is_of_the_whole_before_it() -> None:
    claims = read(
        "2021年本年支出合计464.09万元，其中：基本支出449.64万元，占96.89%；项目支出14.45万元，占3.11%。"
    )

    assert [claim.text for claim in claims if claim.measure == "share"] == ["96.89%", "3.11%"]
    assert bases(claims) == ["flow=expenditure"] * 2


def test_a_share_is_of_what_its_words_name() -> None:
    claims = read("2021年一般公共预算财政拨款支出456.70万元，占本年支出合计的98.41%。")

    assert told(claims)[1] == ("share", "98.41%", "flow=expenditure source=general")
    assert bases(claims) == ["flow=expenditure"]


def test_a_share_of_a_budget_that_is_named_is_no_rate_of_completion() -> None:
    claims = read("项目支出14.45万元，占支出预算的3.16%。")

    assert told(claims)[1] == ("share", "3.16%", "flow=expenditure nature=project")
    assert bases(claims) == ["flow=expenditure stage=budget"]


def test_a_rate_of_completion_is_against_the_budget() -> None:
    claims = read(
        "2021年“三公”经费财政拨款支出决算为0.22万元，完成预算18.33%，决算数小于预算数的主要原因是厉行节约。"
    )

    assert [claim.measure.value for claim in claims] == ["amount", "completion", "direction"]
    assert [meaning(claim.base) for claim in claims[1:]] == [
        "flow=expenditure item=three_public source=fiscal stage=budget"
    ] * 2
    assert claims[2].direction == "below"


@pytest.mark.parametrize(
    "path",
    [
        "卫生健康（类）医疗保障管理事务（款）行政运行（项）",
        "卫生健康支出（类）医疗保障管理事务（款）行政运行（项）",
        "“卫生健康支出-医疗保障管理事务-行政运行”科目",
        "2101501行政运行",
    ],
)
def test_an_item_is_named_by_its_path_or_its_code(path: str) -> None:
    (claim,) = read(f"{path}支出决算为86.48万元。" if "科目" not in path else f"{path}86.48万元。")

    assert claim.coordinates["function"] == "2101501"


def test_the_items_of_a_list_are_parts_of_the_amount_that_announces_them() -> None:
    claims = read(
        "2021 年一般公共预算支出决算数为 456.70 万元，完成预算 102.28%。其中：",
        "1. 社会保障和就业（类）行政事业单位养老支出（款）机关事业单位职业年金缴费支出（项）：支出决算为 12.87",
        "万元，完成预算 100%，我单位严格控制预算，决算数等于预算数。",
        "**2. 卫生健康（类）不在目录中的事务（款）某项（项）：**支出决算为 3.00 万元，完成预算 100%。",
        "**3. 卫生健康（类）医疗保障管理事务（款）行政运行（项）：**支出决算为 86.48 万元，完成预算 100%。",
    )

    amounts = [claim for claim in claims if claim.measure == "amount"]
    assert [claim.coordinates.get("function") for claim in amounts] == [None, "2080506", None, "2101501"]
    assert [claim.is_bound for claim in amounts] == [True, True, False, True]
    assert [claim.whole for claim in amounts if claim.is_bound] == [-1, 0, 0]
    assert amounts[1].text == "12.87万元"


def test_a_heading_says_whose_money_its_sentences_mean() -> None:
    claims = read(
        "五、一般公共预算当年拨款情况说明", "社会保障和就业支出 25.84 万元，占 5.22%。", "六、其他说明"
    )

    assert told(claims) == [
        ("amount", "25.84 万元", "flow=expenditure function=208 source=general"),
        ("share", "5.22%", "flow=expenditure function=208 source=general"),
    ]
    assert bases(claims) == ["flow=expenditure source=general"]


def test_a_chapter_ends_where_the_next_of_its_level_begins() -> None:
    claims = read(
        "（一）“三公”经费财政拨款支出",
        "公务接待费0.22万元。",
        "（二）机关运行经费",
        "机关运行经费支出94.79万元。",
    )

    assert told(claims) == [
        ("amount", "0.22万元", "flow=expenditure item=reception source=fiscal"),
        ("amount", "94.79万元", "flow=expenditure item=organ_running"),
    ]


def test_last_years_execution_and_this_years_budget_are_told_apart() -> None:
    claims = read(
        "“公共安全支出（类）司法（款）公共法律服务（项）”30.00万元。2023年当年预算执行数为15.00万元，"
        "2024年预算安排30.00万元，比2023年预算执行数增加100.00%。",
        year=2024,
        stage="budget",
    )

    usual = (("year", "2024"), ("stage", "budget"))
    assert [meaning(claim.coordinates, usual) for claim in claims] == [
        "flow=expenditure function=2040607",
        "flow=expenditure function=2040607 stage=executed year=2023",
        "flow=expenditure function=2040607",
        "flow=expenditure function=2040607",
    ]
    assert meaning(claims[3].base, usual) == "flow=expenditure function=2040607 stage=executed year=2023"


def test_visits_and_visitors_are_counted_for_their_reception() -> None:
    claims = read(
        "公务接待费支出0.22万元。其中：国内公务接待2批次，30人次（不包括陪同人员），共计支出0.22万元。"
    )

    counts = [(claim.text, claim.coordinates["item"]) for claim in claims if claim.measure == "count"]
    assert counts == [("2批次", "reception_domestic"), ("30人次", "reception_domestic")]
    assert claims[-1].coordinates["item"] == "reception_domestic"


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        (
            "决算数大于预算数的主要原因是存在2020年结转的项目资金18万元。",
            "it stands in a reason or a purpose",
        ),
        ("已追回定点医药机构违规费用118.37万元。", "no word of the lexicon covers 已追回定点医药机构违规"),
        ("共计40.00万元。", "the sentence names no subject"),
    ],
)
def test_what_cannot_be_bound_is_listed_with_its_reason(sentence: str, why: str) -> None:
    claim = next(claim for claim in read(sentence) if claim.measure == "amount")

    assert claim.why is not None
    assert claim.why.text("en") == why
    assert not claim.coordinates


def test_what_follows_from_an_amount_without_a_subject_has_none_either() -> None:
    claims = read("争取医疗救助资金769.9万元，其中：基本支出196.82万元，占25.56%。")

    assert [claim.is_bound for claim in claims] == [False, False, False]


def test_the_departments_own_name_and_its_short_form_say_nothing() -> None:
    assert told(read("2021年，德阳市罗江区医疗保障局机关运行经费支出94.79万元。")) == told(
        read("2021年，罗江医保局机关运行经费支出94.79万元。")
    )


@pytest.mark.parametrize(
    "subject",
    [
        "2021年一般公共预算财政拨款支出",
        "1.卫生健康支出（类）医疗保障管理事务（款）行政运行（项）",
        "机关运行经费支出",
        "卫生健康支出（类）医疗保障管理事务（款）行政运行（项）：",
    ],
)
def test_the_budget_and_the_final_account_of_one_subject_are_told_apart(subject: str) -> None:
    budget, final, rate, direction = read(
        f"{subject}年初预算为100.00万元，支出决算为86.48万元，完成年初预算的86.48%，决算数小于预算数。"
    )

    assert budget.coordinates["stage"] == "budget"
    assert dict(final.coordinates) == {**budget.coordinates, "stage": "final"}
    assert rate.coordinates == final.coordinates
    assert (rate.about, rate.base) == (1, budget.coordinates)
    assert (direction.direction, direction.base) == ("below", budget.coordinates)


def test_the_items_of_a_list_may_tell_the_budget_before_the_final_account() -> None:
    claims = read(
        "2021年一般公共预算财政拨款支出年初预算为200.00万元，支出决算为186.48万元。其中：",
        "1.卫生健康支出（类）医疗保障管理事务（款）行政运行（项）。年初预算为100.00万元，支出决算为86.48万元。",
        "2.住房保障支出（类）住房改革支出（款）住房公积金（项）。年初预算为100.00万元，支出决算为100.00万元。",
    )

    assert [claim.coordinates.get("stage") for claim in claims] == ["budget", "final"] * 3
    assert [claim.whole for claim in claims] == [-1, -1, 0, 1, 0, 1]


@pytest.mark.parametrize(
    "sentence",
    [
        "机关运行经费支出94.79万元，比2020年74.85万元增加19.94万元，增长26.64%。",
        "2021年机关运行经费支出94.79万元，2020年机关运行经费支出74.85万元，增加19.94万元，增长26.64%。",
        "2021年机关运行经费支出94.79万元，较上年74.85万元增加19.94万元，增长26.64%。",
    ],
)
def test_two_years_and_the_change_from_one_to_the_other(sentence: str) -> None:
    this, last, change, growth = read(sentence)

    assert dict(last.coordinates) == {**this.coordinates, "year": "2020"}
    for claim in (change, growth):
        assert (claim.about, claim.coordinates, claim.base) == (0, this.coordinates, last.coordinates)
    assert [claim.measure.value for claim in (this, last, change, growth)] == [
        "amount",
        "amount",
        "change",
        "growth",
    ]


def test_what_an_amount_came_down_to_is_an_amount() -> None:
    (claim, direction) = read("公务接待费减少为0万元，与上年持平。")

    assert (claim.measure.value, claim.coordinates["item"]) == ("amount", "reception")
    assert direction.direction == "flat"


def test_a_comparison_before_a_change_is_no_name_of_its_subject() -> None:
    (amount, direction, change) = read("因公出国（境）费支出决算为0万元，与上年持平，减少1.00万元。")

    assert [claim.coordinates for claim in (direction, change)] == [amount.coordinates] * 2
    assert change.amount == -(10**8)


def test_the_vehicles_bought_are_parts_of_their_purchase() -> None:
    claims = read(
        "公务用车购置及运行维护费支出30万元，其中：公务用车购置支出20万元。全年更新购置公务用车1辆，其中："
        "轿车1辆、金额20万元，越野车0辆、金额0万元。"
    )

    assert [claim.coordinates["item"] for claim in claims] == [
        "vehicles",
        "vehicle_purchase",
        "cars",
        "off_road",
    ]


def test_after_a_part_that_is_none_the_rest_of_the_sentence_is_not_guessed() -> None:
    claims = read(
        "一般公共预算财政拨款收入446.51万元，其中：基本支出442.25万元，占99.05%；项目经费4.26万元，占0.95%。"
    )

    assert [claim.is_bound for claim in claims] == [True, False, False, False, False]


def test_last_years_final_account_is_of_last_year() -> None:
    (claim,) = read("机关运行经费支出上年决算数为74.85万元。")

    assert (claim.coordinates["year"], claim.coordinates["stage"]) == ("2020", "final")


def test_revenue_and_expenditure_may_be_told_together() -> None:
    claims = read("2021年度收、支总计1,110.00万元。与2020年度相比，收、支总计各减少20.00万元，下降1.77%。")

    assert told(claims) == [
        ("amount", "1,110.00万元", "flow=revenue"),
        ("change", "20.00万元", "flow=revenue"),
        ("growth", "1.77%", "flow=revenue"),
    ]


def test_a_share_of_an_item_without_its_whole_is_of_the_item_above() -> None:
    (_, share) = read("公务接待费支出决算2.00万元，占22.22%。")

    assert meaning(share.base) == "flow=expenditure item=three_public"


@pytest.mark.parametrize(
    "words", ["支出预算总计", "支出决算总计", "支出总预算", "支出总决算", "预算支出总计", "支出总计"]
)
def test_a_total_of_expenditure_holds_what_is_carried_on(words: str) -> None:
    (total, year, carried) = read(
        f"（二）{words}1,100.00万元。包括：1．本年支出合计1,000.00万元。", "2．年终结转结余为100.00万元。"
    )

    assert [meaning(claim.coordinates, (("year", "2021"),)).split()[0] for claim in (total, year, carried)] == [
        "flow=outlay", "flow=expenditure", "flow=carry_out"
    ]  # fmt: skip


def test_a_share_of_an_item_is_of_the_same_money() -> None:
    claims = read(
        "一般公共预算拨款安排的“三公”经费支出决算8万元。其中，公务接待费支出4万元，占“三公”经费的50%。"
    )

    assert bases(claims) == ["flow=expenditure item=three_public source=general"]


def test_a_share_in_a_list_is_of_the_amount_that_the_list_parts() -> None:
    claims = read(
        "2021年收入决算合计1,000万元，包括本年收入900万元，上年结转结余100万元。其中：本年一般公共预算收入800万元，"
        "占80%；本年其他收入100万元，占10%；上年结转结余的一般公共预算收入100万元，占10%。"
    )

    assert bases(claims) == ["flow=revenue"] * 3


def test_a_name_with_a_list_in_it_is_read_whole() -> None:
    claims = read(
        "（五）项目支出900万元，具体包括：",
        "1.综合管理300万元，主要包括：物业管理100万元，用于日常保洁；房地产、房屋租赁市场监管200万元，用于监管。",
    )

    assert [claim.coordinates.get("named") for claim in claims][2:] == [
        "物业管理",
        "房地产、房屋租赁市场监管",
    ]
