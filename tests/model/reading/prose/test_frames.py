"""Numbered items as frames, and how a claim came by its subject."""

from __future__ import annotations

import pytest

from model.reading.prose.claim import Claim, Measure, Provenance
from model.reading.prose.claims import read_claims
from model.source.book import Paragraph

CHAPTER = "五、一般公共预算财政拨款支出决算情况说明"
WHOLE = "一般公共预算财政拨款支出年初预算为2993.92万元，支出决算为2940.05万元。其中："


def read(*lines: str) -> tuple[Claim, ...]:
    return read_claims(
        [Paragraph(number, line) for number, line in enumerate(lines, 1)], "财政局", 2024, "final"
    )


def amounts(claims: tuple[Claim, ...]) -> dict[str, Claim]:
    return {claim.text: claim for claim in claims if claim.measure is Measure.AMOUNT}


def test_words_that_say_only_a_stage_have_no_subject_in_an_item_whose_path_was_not_read() -> None:
    found = amounts(
        read(
            CHAPTER,
            WHOLE,
            "5、社会保障和就业支出（类）无此名称的款（款）行政单位离退休（项）。",
            "主要用于：退休人员经费支出。年初预算为85.55万元，支出决算为84.65万元。",
        )
    )

    assert not found["85.55万元"].is_bound
    assert not found["84.65万元"].is_bound
    assert found["2940.05万元"].is_bound


def test_a_path_of_names_that_a_line_breaks_is_read_whole() -> None:
    found = amounts(
        read(
            CHAPTER,
            WHOLE,
            "5、社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休",
            "（项）。主要用于：退休人员经费支出。年初预算为85.55万元，支出决算为84.65万元。",
        )
    )

    assert found["85.55万元"].coordinates["function"] == "2080501"
    assert found["84.65万元"].coordinates["function"] == "2080501"


def test_a_path_of_long_names_opens_a_passage() -> None:
    found = amounts(
        read(
            CHAPTER,
            "10、其他支出（229类）其他政府性基金及对应专项债务收入安排的支出（22904款）"
            "其他地方自行试点项目收益专项债券收入安排的支出（2290402项）。主要用于：学校建设。"
            "年初预算为0万元，支出决算为2000.00万元。",
        )
    )

    assert found["2000.00万元"].coordinates["function"] == "2290402"


@pytest.mark.parametrize(
    "purpose", ["，主要用于退休人员经费。", "，主要用于退休人员经费，", "。主要用于退休人员经费，"]
)
def test_a_path_opens_a_passage_whose_sentence_goes_on_with_what_the_money_is_for(purpose: str) -> None:
    path = "5.社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）"
    found = amounts(read(CHAPTER, f"{path}{purpose}年初预算为85.55万元，当年支出决算为84.65万元。"))

    assert found["85.55万元"].coordinates["function"] == "2080501"
    assert found["84.65万元"].coordinates["stage"] == "final"


def test_what_is_bought_for_a_purpose_is_not_the_money_of_the_path() -> None:
    path = "5.社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）"
    found = amounts(read(CHAPTER, f"{path}，主要用于春节慰问，慰问品10万元。"))

    assert "function" not in found["10万元"].coordinates


def test_a_running_head_within_a_sentence_gives_the_rest_of_it_no_subject_of_the_chapter() -> None:
    found = amounts(
        read(
            "九、一般公共预算财政拨款支出情况说明",
            "3．公务接待费预算支出15万元，与上年预算数相同。",
            "某市水务局2026年度单位预算公开",
            "支出10.05万元，比上年预算减少4.95万元。",
        )
    )

    assert not found["10.05万元"].is_bound


def test_an_item_in_the_middle_of_a_paragraph_ends_the_one_before_it() -> None:
    found = amounts(
        read(
            "五、其他重要事项的情况说明",
            "（二）政府采购情况。政府采购预算总额6,546.82万元。（三）绩效目标设置情况。"
            "2026年项目支出均实行了绩效目标管理，涉及一般公共预算财政拨款58,397.75万元。",
        )
    )

    assert found["6,546.82万元"].coordinates["item"] == "procurement"
    assert found["58,397.75万元"].coordinates["item"] == "targets"


def test_a_list_keeps_its_whole_over_sentences_and_lines() -> None:
    found = amounts(
        read(
            "二、支出预算情况说明",
            "2024年支出预算合计100万元。其中：",
            "（1）基本支出60万元，与上年预算数相同。主要原因是没有变化。",
            "（2）项目支出40万元，比上年增加1万元。",
        )
    )

    whole = found["100万元"]
    assert found["60万元"].coordinates == {**whole.coordinates, "nature": "basic"}
    assert found["40万元"].coordinates == {**whole.coordinates, "nature": "project"}
    assert found["60万元"].whole == found["40万元"].whole == 0


def test_a_claim_tells_how_it_came_by_its_subject() -> None:
    found = amounts(
        read(
            CHAPTER,
            "一般公共预算财政拨款支出2940.05万元，其中：基本支出2336.91万元。",
            "1.公务接待费。年初预算为3万元，支出决算为2万元。",
        )
    )

    assert found["2940.05万元"].provenance is Provenance.NAMED
    assert found["2336.91万元"].provenance is Provenance.PART
    assert found["3万元"].provenance is Provenance.CARRIED
    assert found["2万元"].provenance is Provenance.CARRIED


def test_words_that_name_only_a_flow_take_the_subject_of_the_chapter() -> None:
    found = amounts(read("三、支出决算情况说明", "支出决算为2940.05万元。"))

    assert found["2940.05万元"].provenance is Provenance.CHAPTER


def test_a_heading_that_was_read_in_part_makes_no_claim_below_it_certain() -> None:
    found = amounts(read("三、财政拨款乙类收支决算情况说明", "教育支出（类）10.50万元。"))

    assert found["10.50万元"].is_bound
    assert not found["10.50万元"].provenance.is_certain


def test_a_passage_that_gives_what_it_does_not_name_two_amounts_is_not_bound() -> None:
    found = amounts(read("三、支出决算情况说明", "支出决算为10.05万元。", "支出决算为20.05万元。"))

    assert not found["10.05万元"].is_bound
    assert not found["20.05万元"].is_bound


def test_a_purpose_ends_where_a_comparison_begins() -> None:
    claims = read(CHAPTER, "项目支出58,397.75万元，主要用于对外开放等重点工作，比2023年减少12,131.16万元。")

    assert [claim.measure for claim in claims if claim.is_bound] == [Measure.AMOUNT, Measure.CHANGE]
    assert claims[1].about == 0


def test_a_percentage_in_brackets_behind_a_change_is_a_growth() -> None:
    claims = read(CHAPTER, "公务接待费1万元，较上年减少2.04万元（67.11%）。")

    assert claims[2].measure is Measure.GROWTH
    assert claims[2].amount < 0


def test_a_use_that_only_the_sentence_names_is_a_part_of_the_amount_before_it() -> None:
    found = amounts(read(CHAPTER, "项目支出500万元，包括：城市管理380.88万元、市场监管119.12万元。"))

    assert found["380.88万元"].coordinates["named"] == "城市管理"
    assert found["380.88万元"].whole == 0


def test_such_a_use_is_not_read_where_no_parts_are_told() -> None:
    found = amounts(read(CHAPTER, "城市管理380.88万元。"))

    assert not found["380.88万元"].is_bound


def test_circled_numbers_begin_items_of_their_own() -> None:
    claims = read(
        "2.按经济科目分类。2021年一般公共预算支出500.00万元，其中①人员经费：工资福利支出（301）300.00万元；②公用经费："
        "商品和服务支出（302）126.00万元，较上年减少53.42万元；③专业业务经费：商品和服务支出（302）74.00万元。",
    )

    assert [(claim.coordinates.get("economic"), claim.coordinates.get("nature")) for claim in claims[1:4]] == [
        ("301", "personnel"), ("302", "running"), ("302", "running")
    ]  # fmt: skip
    assert claims[4].provenance is Provenance.CHAPTER


def test_a_name_that_was_told_of_other_money_is_not_taken_up_again() -> None:
    claims = read(
        "1.一般公共预算支出100.00万元，其中：医疗补助计划38.74万元，其他支出61.26万元。",
        "（1）人员经费：行政运行10.00万元；医疗补助计划8.74万元。",
    )

    assert claims[-1].coordinates.get("named") is None or claims[-1].coordinates.get("nature") == "personnel"


def test_the_total_of_one_flow_is_taken_up_from_that_of_the_other() -> None:
    claims = read(
        "2024年收入决算900.00万元，其中：财政拨款收入900.00万元。",
        "支出决算900.00万元，其中：财政拨款支出900.00万元。",
    )

    assert [claim.provenance for claim in claims if claim.whole < 0] == [Provenance.NAMED, Provenance.CARRIED]


def test_a_heading_that_lists_several_uses_names_the_money_of_all_and_the_use_of_none() -> None:
    claims = read(
        "九、一般公共预算“三公”经费、会议费、培训费支出情况说明",
        "2024年培训费支出3.00万元，比上年增加1.00万元。",
        "支出决算为9.00万元。",
    )
    found = amounts(claims)

    assert found["3.00万元"].coordinates["source"] == "general"
    assert found["3.00万元"].coordinates["item"] == "training"
    assert found["3.00万元"].provenance is Provenance.NAMED
    assert not found["9.00万元"].is_bound


def test_the_digits_of_an_item_in_its_path_are_no_count_of_items() -> None:
    found = read(
        CHAPTER,
        WHOLE,
        "2.公共安全支出（204类）司法（06款）行政运行（01项）支出决算为50.00万元，比上年减少5.00万元。",
        "3.（204类）司法（06款）一般行政管理事务（02项）。支出决算为51.00万元。",
    )

    told = [(claim.text, claim.coordinates.get("function")) for claim in found[2:]]
    assert told == [("50.00万元", "2040601"), ("5.00万元", "2040601"), ("51.00万元", "2040602")]


def test_money_before_a_colon_is_that_of_which_its_passage_speaks() -> None:
    found = amounts(
        read(
            "四、收支情况说明",
            "政府性基金预算财政拨款：年初结转和结余136.8万元，本年收入1156.1万元，本年支出1284.1万元，年末结转和结余8.8万元。",
            "一般公共预算财政拨款：年初结转和结余6.9万元，本年收入4665.7万元，本年支出4646.6万元，年末结转和结余26.0万元。",
        )
    )

    sources = {text: claim.coordinates.get("source") for text, claim in found.items()}
    assert sources["136.8万元"] == "carryover_fund"
    assert sources["6.9万元"] == "carryover_general"
    assert (sources["1156.1万元"], sources["1284.1万元"]) == ("fund", "fund")
    assert found["26.0万元"].coordinates["flow"] == "carry_out"


def test_a_code_in_brackets_before_a_name_is_that_name_s() -> None:
    found = amounts(
        read(
            CHAPTER,
            "（二）社会保障和就业支出422.23万元：（2080501）行政单位离退休支出6.90万元，比上年增加0.05万元；"
            "（2080505）机关事业单位基本养老保险缴费支出支出411.02万元；（2089999）其他社会保障和就业支出支出4.31万元。",
        )
    )

    assert [claim.coordinates.get("function") for claim in found.values()] == [
        "208",
        "2080501",
        "2080505",
        "2089999",
    ]


def test_a_list_that_begins_anew_right_below_a_later_number_is_below_that_heading() -> None:
    found = amounts(
        read(
            "五、财政拨款收支预算情况说明",
            "2024年财政拨款收入934.61万元。",
            "六、一般公共预算支出情况说明",
            "一、教育支出（类）预算安排481.84万元，与上年相比，增加3.63万元。",
            "二、城乡社区支出（类）预算安排22.80万元，与上年相比，减少36.76万元。",
            "七、政府性基金预算支出情况说明",
            "一、城乡社区支出（类）预算安排35.06万元。",
        )
    )

    sources = {text: found[text].coordinates["source"] for text in ("481.84万元", "22.80万元", "35.06万元")}
    assert sources == {"481.84万元": "general", "22.80万元": "general", "35.06万元": "fund"}
