"""What was brought forward among the parts of a total, and balances as parts of it."""

from __future__ import annotations

from model.reading.prose.claim import Claim
from model.reading.prose.claims import read_claims
from model.source.book import Paragraph


def read(*lines: str, stage: str = "budget") -> tuple[Claim, ...]:
    paragraphs = [Paragraph(number, line) for number, line in enumerate(lines, 1)]
    return read_claims(paragraphs, "某某局", 2024, stage)


def sources(claims: tuple[Claim, ...]) -> list[str]:
    return [claim.coordinates.get("source", "") for claim in claims]


def flows(claims: tuple[Claim, ...]) -> list[tuple[str, int]]:
    return [(claim.coordinates["flow"], claim.whole) for claim in claims]


def test_bare_words_told_more_than_once_are_of_the_budget_told_before_them() -> None:
    claims = read(
        "某某局2024年财政拨款收支总预算2714.19万元。收入包括：一般公共预算拨款收入2646.10万元，上年结转35.49万元；"
        "政府性基金预算拨款收入32.60万元，上年结转0.00万元。"
    )

    assert sources(claims) == ["fiscal_all", "general", "carryover_general", "fund", "carryover_fund"]


def test_bare_words_told_once_at_the_end_of_a_list_are_of_all_its_budgets() -> None:
    claims = read(
        "四、财政拨款收支预算情况的总体说明",
        "某某局2024年财政拨款收支总预算2714.19万元。收入包括：一般公共预算拨款收入2646.10万元、"
        "政府性基金预算拨款收入32.60万元、上年结转35.49万元。",
    )

    assert sources(claims) == ["fiscal_all", "general", "fund", "carryover_fiscal"]


def test_budgets_that_make_a_total_with_money_brought_forward_each_hold_their_own() -> None:
    claims = read(
        "2024年收入预算100.00万元，其中：一般公共预算收入80.00万元；政府性基金预算收入15.00万元；上年结转5.00万元。",
        "2024年财政拨款收支总预算100.00万元，其中：一般公共预算83.00万元，政府性基金预算17.00万元。",
    )

    assert sources(claims)[-3:] == ["fiscal_all", "general_all", "fund_all"]


def test_budgets_that_do_not_make_the_total_are_those_of_the_year() -> None:
    claims = read(
        "2024年收入预算100.00万元，其中：一般公共预算收入80.00万元；政府性基金预算收入15.00万元；上年结转5.00万元。",
        "2024年财政拨款收支总预算100.00万元，其中：一般公共预算80.00万元，政府性基金预算15.00万元。",
    )

    assert sources(claims)[-3:] == ["fiscal_all", "general", "fund"]


def test_distribution_and_what_is_carried_forward_are_parts_of_total_outlay() -> None:
    claims = read(
        "2024年度支出总计1017.80万元，其中：本年支出合计1006.91万元，结余分配0.00万元，年末结转和结余10.89万元。",
        stage="final",
    )

    assert flows(claims) == [("outlay", -1), ("expenditure", 0), ("distribution", 0), ("carry_out", 0)]


def test_a_budgets_total_revenue_and_outlay_hold_its_balances() -> None:
    claims = read(
        "2024年度政府性基金预算财政拨款收入总计20.00万元，其中：年初结转和结余5.00万元，本年收入15.00万元。"
        "政府性基金预算财政拨款支出总计20.00万元，其中：年末结转和结余2.00万元，本年支出18.00万元。",
        stage="final",
    )

    assert sources(claims[:3]) == ["fund_all", "carryover_fund", "fund"]
    assert flows(claims[3:]) == [("outlay", -1), ("carry_out", 3), ("expenditure", 3)]


def test_money_brought_forward_among_the_parts_of_a_use_is_what_is_spent_of_it() -> None:
    text = (
        "2026年项目支出20.00万元。其中：档案数字化项目15.00万元，其他档案项目3.00万元，上年结转项目2.00万元。"
    )
    whole, *_, last = read(text)

    assert last.coordinates == {**whole.coordinates, "source": "carryover"}
