"""Lists of parts, what follows them, and headings of another year: what a sentence without its subject speaks of."""

from __future__ import annotations

from model.reading.prose.claim import Claim, Measure, Provenance
from model.reading.prose.claims import read_claims
from model.source.book import Paragraph

BODY = "青石县林业局"


def read(*lines: str, year: int = 2023, stage: str = "budget", department: str = BODY) -> tuple[Claim, ...]:
    return read_claims(
        [Paragraph(number, line) for number, line in enumerate(lines, 1)], department, year, stage
    )


def of(claims: tuple[Claim, ...], text: str) -> Claim:
    return next(claim for claim in claims if claim.text == text)


def says(claim: Claim) -> dict[str, str]:
    return {name: member for name, member in claim.coordinates.items() if name not in ("year", "stage")}


def test_a_change_behind_amounts_in_one_breath_is_that_of_their_whole() -> None:
    claims = read(
        "2023年本部门当年财政拨款收入215.3万元，其中一般公共预算拨款收入215.3万元、政府性基金拨款收入0万元，"
        "较上年增加15.3万元，主要原因是人员增加。"
    )
    change = of(claims, "15.3万元")

    assert says(change) == {"flow": "revenue", "source": "fiscal"}
    assert claims[change.about].text == "215.3万元"
    assert change.provenance is Provenance.CARRIED


def test_a_change_behind_amounts_in_one_breath_that_are_no_parts_has_no_subject() -> None:
    claims = read("2023年会议费1万元、培训费2万元，较上年减少1.5万元。")

    assert not of(claims, "1.5万元").is_bound


def test_the_flow_may_be_named_before_a_comma() -> None:
    claims = read(
        "（一）收入预算，2023年年初预算数460.55万元，其中，一般公共预算拨款460.55万元，事业收入0万元。"
    )

    assert says(claims[0]) == {"flow": "revenue"}
    assert [claim.whole for claim in claims] == [-1, 0, 0]


def test_the_same_money_told_by_use_and_by_kind_is_twice_the_parts_of_one_whole() -> None:
    claims = read(
        "2023年部门预算支出总额为880.6万元，按用途划分：工资福利支出500万元，商品和服务支出380.6万元；"
        "按支出类别划分：基本支出580.6万元，项目支出300万元。较上年增加20.6万元。"
    )

    assert [claim.whole for claim in claims if claim.measure is Measure.AMOUNT] == [-1, 0, 0, 0, 0]
    assert says(of(claims, "20.6万元")) == {"flow": "expenditure"}


def test_where_revenue_comes_from_is_told_of_the_total_before_it() -> None:
    claims = read(
        "2023年财政拨款收支总预算180.5万元。收入按资金来源分为：一般公共预算180.5万元；"
        "按资金年度分为：本年财政拨款180.5万元。支出按功能分类分为：农林水支出180.5万元。"
    )

    assert [says(claim) for claim in claims] == [
        {"flow": "revenue", "source": "fiscal_all"},
        {"flow": "revenue", "source": "general"},
        {"flow": "revenue", "source": "fiscal"},
        {"flow": "expenditure", "function": "213"},
    ]


def test_the_years_own_money_makes_its_whole_a_total() -> None:
    spent = read(
        "2023年度总支出620.5万元，其中本年支出510.5万元，较2022年度决算数减少89.5万元。", stage="final"
    )
    given = read("2023年财政拨款收入120.5万元，其中：本年收入100.5万元，上年结转20万元。")

    assert [says(claim) for claim in spent] == [{"flow": "outlay"}, *[{"flow": "expenditure"}] * 2]
    assert [says(claim)["source"] for claim in given] == ["fiscal_all", "fiscal", "carryover_fiscal"]


def test_a_comparison_that_names_another_item_speaks_of_that_item() -> None:
    claims = read(
        "2023年“三公”经费预算2.1万元，其中公务用车运行维护费1.5万元，公务接待费0.6万元，"
        "比2022年“三公”经费预算2.4万元减少0.3万元，下降12.5%。"
    )

    assert [says(claim)["item"] for claim in claims[3:]] == ["three_public"] * 3
    assert claims[3].coordinates["year"] == "2022"
    assert [claim.about for claim in claims[4:]] == [0, 0]


def test_a_comparison_that_names_an_item_not_told_has_no_subject() -> None:
    claims = read("2023年公务接待费0.6万元，比上年“三公”经费预算减少0.3万元。")

    assert not of(claims, "0.3万元").is_bound


def test_under_the_heading_of_last_years_accounts_only_words_with_a_year_are_bound() -> None:
    claims = read(
        "二、2022年“三公”经费决算情况",
        "2022年度“三公”经费合计支出20.12万元。",
        "公务接待费12.39万元。",
    )

    assert claims[0].coordinates["year"] == "2022"
    assert claims[0].coordinates["stage"] == "final"
    assert not claims[1].is_bound


def test_the_sums_of_revenue_and_expenditure_in_final_accounts_are_those_of_the_year() -> None:
    claims = read("2023年度收入合计320万元。", "2023年度支出合计325万元。", stage="final")

    assert [says(claim) for claim in claims] == [
        {"flow": "revenue", "source": "current"},
        {"flow": "expenditure"},
    ]
    assert says(read("2023年度收入合计320万元。")[0]) == {"flow": "revenue"}


def test_the_name_of_a_list_in_brackets_is_not_that_of_its_last_part() -> None:
    claims = read("因公出国（境）费、公务接待费，公车运行费（“三公”经费）预算总额26万元，比上年下降1.8%。")

    assert not any(claim.is_bound for claim in claims)


def test_a_township_is_named_without_its_government() -> None:
    (claim,) = read("2023年群山乡本年度预算总收入284.45万元。", department="群山乡人民政府")

    assert says(claim) == {"flow": "revenue"}


def test_a_comparison_before_its_subject_holds_for_what_is_told_behind_it() -> None:
    claims = read(
        "2023年度收入、支出决算总计800.12万元。与年初预算相比，收、支总计各增加100.12万元，增长14.3%；"
        "与上年决算相比，收、支总计各减少50万元，减少5.88%。",
        stage="final",
    )
    bases = [{name: claim.base[name] for name in ("year", "stage")} for claim in claims[1:]]

    assert bases == [{"year": "2023", "stage": "budget"}] * 2 + [{"year": "2022", "stage": "final"}] * 2


def test_a_base_with_its_amount_before_the_words_of_comparison() -> None:
    claims = read(
        "2023年度一般公共预算财政拨款支出决算785.12万元。与年初预算695万元相比，增加90.12万元。",
        stage="final",
    )

    assert claims[1].coordinates["stage"] == "budget"
    assert claims[2].base["stage"] == "budget"
    assert claims[2].about == 0


def test_names_listed_in_brackets_are_no_subject() -> None:
    claims = read(
        "2023年度收支总决算（含2023年度收入和用事业基金弥补收支差额、上年结转和结余）为900万元。",
        "2023年“三公”经费（因公出国（境）费、公务用车购置及运行费、公务接待费）支出5万元。",
        stage="final",
    )

    assert [says(claim) for claim in claims] == [
        {"flow": "revenue"},
        {"flow": "expenditure", "item": "three_public"},
    ]


def test_a_code_path_leads_its_passage_without_a_number() -> None:
    claims = read(
        "五、一般公共预算财政拨款支出决算情况说明",
        "农林水支出（类）水利（款）防汛（项）。年初预算为50万元，支出决算为55万元，完成年初预算的110%。",
        "年初预算为7万元。",
        stage="final",
    )

    assert [claim.coordinates.get("function") for claim in claims[:3]] == ["2130314"] * 3
    assert "function" not in claims[3].coordinates


def test_a_sum_of_the_code_of_an_item_may_have_words_of_the_document_before_it() -> None:
    (claim, other) = read(
        "2023年本部门委托业务费财政拨款预算总额19.85万元。", "2023年委托业务费涉及财拨资金20万元。"
    )

    assert says(claim) == says(other) == {"flow": "expenditure", "economic": "30227", "source": "fiscal"}


def test_assets_that_are_bought_are_not_those_that_are_owned() -> None:
    (claim,) = read("2023年度拟购置固定资产127.54万元。")

    assert says(claim)["item"] == "asset_purchase"


def test_the_overall_target_is_not_that_of_the_projects() -> None:
    overall, projects = read(
        "2023年，本单位整体支出纳入绩效目标管理，涉及财政性资金186万元；3个项目纳入绩效目标管理，涉及财政性资金100万元。"
    )

    assert says(overall)["item"] == "targets_overall"
    assert says(projects)["item"] == "targets"


def test_the_money_of_one_kind_of_units_is_not_that_of_all() -> None:
    claims = read("2023年行政单位基本支出100万元，事业单位基本支出50万元。")

    assert not any(claim.is_bound for claim in claims)


def test_an_item_that_is_told_again_at_another_stage_is_no_part_of_itself() -> None:
    claims = read(
        "公务接待费支出决算为1万元，占16.67%。具体情况如下：",
        "（1）公务接待费全年预算数为3万元，支出决算为1万元，完成预算的33.33%。",
        stage="final",
    )

    assert [claim.coordinates.get("stage") for claim in claims[2:4]] == ["adjusted", "final"]


def test_what_a_line_announces_without_an_amount_may_be_told_its_own_amount_first() -> None:
    claims = read(
        "2023年“三公”经费预算安排情况如下：",
        "“三公”经费预算为16.40万元，其中：公务接待费2.40万元，公务用车运行维护费14.00万元。",
        "2022年“三公”经费预算为18.80万元。",
    )

    assert [says(claim) for claim in claims] == [
        {"flow": "expenditure", "item": item}
        for item in ("three_public", "reception", "vehicle_running", "three_public")
    ]
    assert [claim.coordinates["year"] for claim in claims] == ["2023", "2023", "2023", "2022"]
    assert [claim.whole for claim in claims] == [-1, 0, 0, -1]


def test_the_name_of_an_item_among_the_parts_of_a_class_is_one_below_it() -> None:
    claims = read(
        "一、一般公共预算支出情况说明",
        "3.社会保障和就业支出191.85万元，其中：行政单位离退休73.38万元、机关事业单位基本养老保险缴费支出118.47万元。",
    )

    assert [claim.coordinates["function"] for claim in claims] == ["208", "2080501", "2080505"]
    assert [claim.whole for claim in claims] == [-1, 0, 0]


def test_a_code_in_brackets_may_have_its_word_and_a_colon_before_it() -> None:
    claims = read(
        "一、一般公共预算支出情况说明",
        "1.公共安全支出（类）公安（款）执法办案（项）（科目编码：2040220）：2023年预算2.00万元，比上年增加1.00万元。",
        "2.公共安全支出（类）公安（款）行政运行（项）（编码：2040201）2023年预算数为3.00万元。",
    )

    assert [claim.coordinates["function"] for claim in claims] == ["2040220", "2040220", "2040201"]
