"""What ends a list behind its last part is said of the amount with which it holds, or its subject is not known."""

from __future__ import annotations

import pytest

from model.reading.prose.claim import Claim, Measure, Provenance
from model.reading.prose.claims import read_claims
from model.source.book import Paragraph

LIST = "2023年“三公”经费支出决算10.00万元，其中：公务接待费4.00万元，因公出国（境）费6.00万元"


def read(*lines: str) -> tuple[Claim, ...]:
    return read_claims(
        [Paragraph(number, line) for number, line in enumerate(lines, 1)], "某局", 2023, "final"
    )


def of(claims: tuple[Claim, ...], text: str) -> Claim:
    return next(claim for claim in claims if claim.text == text)


@pytest.mark.parametrize(
    ("end", "item"),
    [
        ("，比上年减少2.50万元，下降20%。", "three_public"),
        ("；比上年减少2.50万元，下降20%。", "three_public"),
        ("，比上年减少2.00万元，下降25%。", "overseas"),
        ("；较上年12.50万元减少2.50万元。", "three_public"),
        ("，较上年8.00万元减少2.00万元。", "overseas"),
    ],
)
def test_a_change_behind_a_list_is_that_of_the_amount_with_which_its_figures_hold(
    end: str, item: str
) -> None:
    claims = read(f"{LIST}{end}")
    told = [claim for claim in claims if claim.measure in (Measure.CHANGE, Measure.GROWTH)]
    assert {claim.coordinates["item"] for claim in told} == {item}
    assert {(claim.base["item"], claim.base["year"]) for claim in told} == {(item, "2022")}
    olds = [claim for claim in claims if claim.coordinates.get("year") == "2022"]
    assert {claim.coordinates["item"] for claim in olds} <= {item}


def test_a_change_of_the_whole_behind_a_list_is_carried_and_no_certain_reading() -> None:
    claims = read(f"{LIST}，比上年减少2.50万元，下降20%。")
    assert of(claims, "2.50万元").provenance is Provenance.CARRIED
    assert claims[of(claims, "2.50万元").about].text == "10.00万元"


@pytest.mark.parametrize(
    ("end", "item"),
    [("；完成年初预算12.50万元的80%。", "three_public"), ("，完成年初预算8.00万元的75%。", "overseas")],
)
def test_a_completion_behind_a_list_is_of_the_amount_that_completes_the_budget(end: str, item: str) -> None:
    assert of(read(f"{LIST}{end}"), f"{end[-4:-1]}").coordinates["item"] == item


def test_a_change_that_can_be_held_against_neither_has_no_subject() -> None:
    claim = of(read(f"{LIST}，较上年减少1.00万元。"), "1.00万元")
    assert not claim.is_bound
    assert claim.why is not None
    assert "is not clear" in claim.why.text("en")


@pytest.mark.parametrize(
    "lines",
    [
        "2023年“三公”经费支出决算4.00万元，其中：公务接待费4.00万元，较上年减少1.00万元。",
        "2023年“三公”经费支出决算10.00万元，其中：因公出国（境）费6.00万元；公务接待费4.00万元，较上年减少1.00万元。",
        (
            "2023年“三公”经费支出决算10.00万元，其中：因公出国（境）费6.00万元，较上年增加3.00万元，"
            "公务接待费4.00万元，较上年减少1.00万元。"
        ),
        (
            "2023年“三公”经费支出决算10.00万元，较上年增加2.00万元，其中：因公出国（境）费6.00万元，"
            "公务接待费4.00万元，较上年减少1.00万元。"
        ),
    ],
    ids=["the only part", "nearer", "each part", "the whole has its own"],
)
def test_a_change_is_that_of_the_last_part_where_nothing_else_can_be_meant(lines: str) -> None:
    assert of(read(lines), "1.00万元").coordinates["item"] == "reception"


def test_figures_that_hold_with_no_amount_stay_with_the_part_and_are_found_wrong() -> None:
    assert of(read(f"{LIST}，比上年减少3.00万元，下降20%。"), "3.00万元").coordinates["item"] == "overseas"
