"""What a sentence tells of a part of the money or of the year, or of things that it counts, is not the total."""

from __future__ import annotations

import pytest

from model.reading.prose.claim import Claim, Measure
from model.reading.prose.claims import read_claims
from model.source.book import Paragraph


def read(*lines: str, stage: str = "final") -> tuple[Claim, ...]:
    return read_claims([Paragraph(number, line) for number, line in enumerate(lines, 1)], "某局", 2023, stage)


def bound(*lines: str) -> list[str]:
    return [claim.text for claim in read(*lines) if claim.is_bound]


@pytest.mark.parametrize(
    "line",
    [
        "公务接待费3.43万元，接待30批次，比上年减少10批次，下降25%。",
        "公务用车运行维护费3.43万元。保有公务用车4辆，较上年减少1辆，下降20%。",
        "公务接待费3.43万元，救助人员1320人次，同比增加120人次，增长10%。",
    ],
)
def test_how_many_more_things_there_are_and_the_rate_of_it_are_no_money(line: str) -> None:
    assert [claim.text for claim in read(line) if claim.is_bound and claim.measure is not Measure.COUNT] == [
        "3.43万元"
    ]


@pytest.mark.parametrize(
    "line",
    [
        "我局对2个项目开展了部门评价，涉及一般公共预算支出852.75万元，政府性基金预算支出0万元。",
        "委托第三方机构开展评价，涉及一般公共预算支出568.50万元。",
    ],
)
def test_the_money_of_what_is_evaluated_is_not_all_of_its_budget(line: str) -> None:
    assert not any(
        claim.coordinates.keys() <= {"flow", "source", "year", "stage"}
        for claim in read(line)
        if claim.is_bound
    )


@pytest.mark.parametrize("time", ["截至2023年6月30日", "截至2023年11月底", "2023年6月末", "2023年1-9月"])
def test_what_is_told_of_a_time_within_the_year_is_not_the_year_s(time: str) -> None:
    assert bound("三、支出情况", f"{time}，本年支出1,309.17万元。截至年末，本年支出3,927.53万元。") == [
        "3,927.53万元"
    ]


def test_what_is_owned_at_a_time_is_told_of_that_time() -> None:
    assert bound("截至2023年6月30日，本部门固定资产总额500.00万元。") == ["500.00万元"]


@pytest.mark.parametrize("shares", ["占比51.59%、48.41%", "各占51.59%和48.41%", "占比为51.59%：48.41%"])
def test_shares_that_follow_one_another_are_of_amounts_that_are_not_said(shares: str) -> None:
    claims = read("三、支出情况", f"基本支出2,026.26万元，项目支出1,901.27万元，{shares}。")
    assert [claim.text for claim in claims if claim.is_bound] == ["2,026.26万元", "1,901.27万元"]


def test_shares_of_a_list_of_names_are_those_of_their_places() -> None:
    claims = read("三、支出情况", "基本支出、项目支出分别为60.00万元、40.00万元，分别占本年支出的60%、40%。")
    assert [claim.text for claim in claims if claim.is_bound and claim.measure is Measure.AMOUNT] == [
        "60.00万元",
        "40.00万元",
    ]


@pytest.mark.parametrize("words", ["增减额2.29万元，增减率11.31%", "较上年增减2.29万元，增减幅度11.31%"])
def test_an_amount_more_or_less_does_not_say_which(words: str) -> None:
    claims = read(f"“三公”经费2023年决算22.54万元，{words}。")
    assert [claim.text for claim in claims if claim.is_bound] == ["22.54万元"]


def test_what_the_year_s_budget_arranged_is_money_of_the_year_in_final_accounts() -> None:
    line = "2023年“三公”经费支出23.34万元，其中：当年预算安排23.14万元，上年结转安排0.20万元。"
    told = {claim.text: claim.coordinates for claim in read(line) if claim.is_bound}
    assert not {"23.14万元", "0.20万元"} & {text for text, of in told.items() if "source" not in of}


def test_amounts_in_a_bracket_behind_an_amount_are_its_parts() -> None:
    fiscal = "其中财政拨款支出90.00万元（基本支出60.00万元，项目支出30.00万元）。"
    claims = read("三、支出情况", f"本年支出100.00万元（基本支出60.00万元，项目支出40.00万元），{fiscal}")
    told = {claim.text: claim for claim in claims}
    assert told["40.00万元"].coordinates.get("source") is None
    assert claims[told["40.00万元"].whole].text == "100.00万元"
    assert told["30.00万元"].coordinates["source"] == "fiscal"
    assert claims[told["30.00万元"].whole].text == "90.00万元"


@pytest.mark.parametrize(("project", "nature"), [("40.00", "basic"), ("20.00", None)])
def test_classes_beside_project_expenditure_are_basic_unless_they_are_the_whole(
    project: str, nature: str | None
) -> None:
    whole = "100.00" if nature else "60.00"
    claims = read(
        f"2023年本年支出{whole}万元，其中工资福利支出40.00万元、商品和服务支出20.00万元、项目支出{project}万元。"
    )
    told = {claim.text: claim.coordinates for claim in claims if claim.coordinates.get("economic")}
    assert len(told) == 2
    assert {each.get("nature") for each in told.values()} == {nature}


@pytest.mark.parametrize(
    "line",
    [
        "近三年会议费：2023年支出1.34万元，2022年支出6.21万元。",
        "“三公”经费连续三年压减，2023年支出99.10万元。",
    ],
)
def test_the_money_of_a_use_named_in_words_not_understood_is_not_that_of_all(line: str) -> None:
    assert bound("三、支出情况", line) == []


def test_words_that_only_say_costs_speak_of_what_was_named_before() -> None:
    line = "2023年公务用车运行维护费6.36万元，费用支出较年初预算数减少1.20万元，下降15.9%。"
    assert {claim.coordinates["item"] for claim in read(line)} == {"vehicle_running"}
