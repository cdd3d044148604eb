"""What a relation asks: which amounts its terms are, when it is asked, and what it reports where they are not known."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import book, sheet
from hypothesis import given
from hypothesis import strategies as st

from checks.relation.declaration import OWN, load_rules
from checks.rule import Outcome, Subject
from model.disclosure import disclosure_of
from model.equation import equation_line
from model.finding import LedgerLine
from model.source.book import Sheet

EXPENDITURE = """
某局2021年部门支出预算总表
单位：元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t100.00\t60.00\t40.00
208\t社会保障和就业支出\t30.00\t30.00\t
2080505\t机关事业单位基本养老保险缴费支出\t30.00\t30.00\t
210\t卫生健康支出\t70.00\t30.00\t40.00
2101101\t行政单位医疗\t70.00\t30.00\t40.00
"""
GENERAL = (
    EXPENDITURE.replace("部门支出预算总表", "一般公共预算支出预算表")
    .replace("70.00", "60.00")
    .replace("40.00", "30.00")
)
PUBLIC = """
某局2021年“三公”经费支出预算表
单位：元
项目\t2020年预算数\t2021年预算数
合计\t12.00\t10.00
公务接待费\t12.00\t10.00
因公出国（境）费\t\t
"""


def asked(tmp_path: Path, relation: str, *tables: str | Sheet) -> Outcome:
    path = tmp_path / "自定.toml"
    path.write_text(
        f'[[rule]]\ncode = "ZD001"\ntitle = "试"\n[[rule.relation]]\n{relation}', encoding="utf-8"
    )
    (rule,) = load_rules(path, OWN)
    sheets = [
        sheet(table, f"表{number}", text_columns="A" if "科目编码" in table else "")
        if isinstance(table, str)
        else table
        for number, table in enumerate(tables, start=1)
    ]
    outcome = Outcome(LedgerLine(rule.code))
    rule.check(Subject(disclosure_of([book(*sheets)])), outcome)
    return outcome


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    line = outcome.line
    return line.consistent, line.rounding, line.inconsistent, line.not_checked


def reasons(outcome: Outcome) -> list[str]:
    return [f"{reason.place} {reason.why.text('en')}" for reason in outcome.line.reasons]


def equations(outcome: Outcome) -> list[str]:
    return [equation_line(finding) for finding in outcome.findings]


def test_what_is_not_named_is_what_the_table_says(tmp_path: Path) -> None:
    relation = 'left = [{ table = "general_expenditure" }]\nis = "<="\nright = [{ table = "expenditure" }]\n'
    assert counts(asked(tmp_path, relation, EXPENDITURE, GENERAL.replace("100.00", "90.00"))) == (1, 0, 0, 0)
    outcome = asked(tmp_path, relation, EXPENDITURE, GENERAL.replace("100.00", "190.00"))
    assert equations(outcome) == ["100.00 [表1!C4] < 190.00 [表2!C4] = 190.00 (元)"]


def test_each_code_that_both_sides_state(tmp_path: Path) -> None:
    relation = (
        'each = ["function"]\nleft = [{ table = "general_expenditure" }]\nis = "="\n'
        'right = [{ table = "expenditure" }]\n'
    )
    outcome = asked(tmp_path, relation, EXPENDITURE, GENERAL)
    assert counts(outcome) == (2, 0, 2, 0)
    assert [finding.cells[0].place.cell for finding in outcome.findings] == ["C7", "C8"]


def test_each_of_two_dimensions(tmp_path: Path) -> None:
    relation = (
        'each = ["function", "nature"]\nleft = [{ table = "general_expenditure" }]\nis = "<="\n'
        'right = [{ table = "expenditure" }]\n'
    )
    assert counts(asked(tmp_path, relation, EXPENDITURE, GENERAL)) == (6, 0, 0, 0)


def test_a_pattern_runs_over_the_codes_it_matches(tmp_path: Path) -> None:
    relation = (
        'each = ["function"]\nleft = [{ table = "general_expenditure", function = "210*" }]\nis = "="\n'
        'right = [{ table = "expenditure" }]\n'
    )
    assert counts(asked(tmp_path, relation, EXPENDITURE, GENERAL)) == (0, 0, 2, 0)


def test_a_pattern_beside_each_is_a_sum(tmp_path: Path) -> None:
    relation = 'left = [{ table = "expenditure" }]\nis = "="\nright = [{ table = "expenditure", function = "2??" }]\n'
    assert counts(asked(tmp_path, relation, EXPENDITURE)) == (1, 0, 0, 0)
    outcome = asked(tmp_path, relation, EXPENDITURE.replace("70.00", "71.00"))
    assert equations(outcome) == ["100.00 [表1!C4] ≠ 30.00 [表1!C5] + 71.00 [表1!C7] = 101.00 (元)"]


def test_a_term_that_names_its_member_is_held_against_every_one(tmp_path: Path) -> None:
    relation = (
        'each = ["function"]\nleft = [{ table = "expenditure" }]\nis = "<="\n'
        'right = [{ table = "expenditure", function = "all" }]\n'
    )
    assert counts(asked(tmp_path, relation, EXPENDITURE)) == (4, 0, 0, 0)


def test_the_year_before_is_another_column(tmp_path: Path) -> None:
    relation = (
        'left = [{ table = "three_public", item = "reception" }]\nis = "<="\n'
        'right = [{ table = "three_public", item = "reception", year = -1 }]\n'
    )
    assert counts(asked(tmp_path, relation, PUBLIC)) == (1, 0, 0, 0)
    outcome = asked(tmp_path, relation.replace('"<="', '">="'), PUBLIC)
    assert equations(outcome) == ["10.00 [表1!C5] < 12.00 [表1!B5] = 12.00 (元)"]


def test_weights_count_often_and_take_off(tmp_path: Path) -> None:
    relation = (
        'left = [{ table = "expenditure" }]\nis = "="\n'
        'right = [{ table = "expenditure", nature = "project", weight = 3 },\n'
        '  { table = "expenditure", function = "208", weight = -1 }]\n'
    )
    outcome = asked(tmp_path, relation, EXPENDITURE)
    assert equations(outcome) == ["100.00 [表1!C4] ≠ 3 × 40.00 [表1!E4] - 30.00 [表1!C5] = 90.00 (元)"]
    assert sorted(outcome.failures[0].changes.values()) == [-100_000, -100_000], "10 元 is no multiple of 3"


def test_terms_beside_the_whole_change_their_side(tmp_path: Path) -> None:
    relation = (
        'left = [{ table = "expenditure", function = "208" }, { table = "expenditure", function = "210" }]\nis = "="\n'
        'right = [{ table = "expenditure", nature = "basic" },\n'
        '  { table = "expenditure", nature = "project", weight = 2 }]\n'
    )
    outcome = asked(tmp_path, relation, EXPENDITURE)
    assert equations(outcome) == [
        "30.00 [表1!C5] ≠ - 70.00 [表1!C7] + 60.00 [表1!D4] + 2 × 40.00 [表1!E4] = 70.00 (元)"
    ]
    assert outcome.findings[0].difference == -400_000


def test_the_first_alternative_that_is_stated_counts(tmp_path: Path) -> None:
    relation = (
        'left = [{ table = "three_public", item = ["overseas", "reception"] }]\nis = "="\n'
        'right = [{ table = "three_public" }]\n'
    )
    assert counts(asked(tmp_path, relation, PUBLIC)) == (1, 0, 0, 0)
    stated = asked(tmp_path, relation, PUBLIC.replace("费\t\t", "费\t\t3.00"))
    assert counts(stated) == (0, 0, 1, 0)


def test_zero_is_written_as_zero(tmp_path: Path) -> None:
    relation = 'left = [{{ table = "expenditure", nature = "project" }}]\nis = "{}"\nright = 0\n'
    assert counts(asked(tmp_path, relation.format("="), EXPENDITURE)) == (0, 0, 1, 0)
    assert counts(asked(tmp_path, relation.format(">="), EXPENDITURE)) == (1, 0, 0, 0)
    negative = EXPENDITURE.replace("合计\t100.00\t60.00\t40.00", "合计\t100.00\t140.00\t-40.00")
    assert counts(asked(tmp_path, relation.format(">="), negative)) == (0, 0, 1, 0)


BLANK = 'left = [{{ table = "three_public", item = "overseas"{} }}]\nis = "="\nright = [{{ table = "three_public" }}]\n'


def test_a_blank_is_not_stated_unless_it_may_be(tmp_path: Path) -> None:
    outcome = asked(tmp_path, BLANK.format(""), PUBLIC)
    assert reasons(outcome) == ["表1!C4 three public expenses overseas travel is not stated."]
    blank = asked(tmp_path, BLANK.format(', may_be = "blank"'), PUBLIC)
    assert [finding.message.text("en") for finding in blank.findings] == [
        "表1!C6 (因公出国（境）费 / 2021年预算数) is blank, but the relation makes it 10.00 元."
    ]


def test_what_has_no_cell_is_not_blank_but_may_be_absent(tmp_path: Path) -> None:
    without = PUBLIC.replace("因公出国（境）费\t\t\n", "")
    assert counts(asked(tmp_path, BLANK.format(', may_be = "blank"'), without)) == (0, 0, 0, 1)
    absent = asked(tmp_path, BLANK.format(', may_be = "absent"'), without)
    assert equations(absent) == ["10.00 [表1!C4] ≠ 0.00 (元)"]


def test_of_at_most_nothing_is_asked_where_the_lesser_side_is_silent(tmp_path: Path) -> None:
    relation = BLANK.format("").replace('"="', '"<="')
    outcome = asked(tmp_path, relation, PUBLIC)
    assert counts(outcome) == (0, 0, 0, 0)
    assert outcome.idle is not None
    assert outcome.idle.text("en") == "nothing of what it compares is stated."


@pytest.mark.parametrize(
    ("state", "reception", "overseas"),
    [
        ("stated", True, False),
        ("absent", False, True),
        ("blank", False, True),
        ("empty", False, False),
        ("zero", False, False),
        ("nothing", False, True),
        ("something", True, False),
    ],
)
def test_a_condition_is_a_state_of_a_term(
    tmp_path: Path, state: str, *, reception: bool, overseas: bool
) -> None:
    for item, holds in (("reception", reception), ("overseas", overseas)):
        relation = (
            f'when = [{{ table = "three_public", item = "{item}", is = "{state}" }}]\n'
            'left = [{ table = "expenditure" }]\nis = "="\nright = [{ table = "expenditure", function = "2??" }]\n'
        )
        outcome = asked(tmp_path, relation, EXPENDITURE, PUBLIC)
        assert outcome.line.consistent == int(holds)
        assert (outcome.idle is None) is holds
        if outcome.idle is not None:
            assert outcome.idle.text("en") == "what it is asked under is not so here."


def test_a_stage_is_a_condition_too(tmp_path: Path) -> None:
    relation = 'stage = "final"\nleft = [{ table = "expenditure" }]\nis = ">="\nright = 0\n'
    outcome = asked(tmp_path, relation, EXPENDITURE)
    assert outcome.idle is not None
    assert outcome.idle.text("en") == "it is asked of final accounts only."
    final = EXPENDITURE.replace("支出预算总表", "支出决算总表")
    assert counts(asked(tmp_path, relation, final)) == (1, 0, 0, 0)


def test_facts_that_differ_are_not_chosen_among(tmp_path: Path) -> None:
    relation = 'left = [{ table = "expenditure" }]\nis = "<="\nright = [{ table = "three_public" }]\n'
    outcome = asked(
        tmp_path, relation, EXPENDITURE, EXPENDITURE.replace("\t合计\t100.00", "\t合计\t110.00"), PUBLIC
    )
    assert reasons(outcome) == ["表1!C4 expenditure by use is stated in several places, and differently."]


def test_of_facts_that_agree_within_rounding_the_most_precise_counts(tmp_path: Path) -> None:
    coarse = "某局2021年部门支出预算总表\n单位：万元\n科目编码\t科目名称\t合计\n\t合计\t0.01\n"
    relation = 'left = [{ table = "expenditure" }]\nis = "="\nright = [{ table = "three_public" }]\n'
    outcome = asked(tmp_path, relation, coarse, EXPENDITURE, PUBLIC)
    assert equations(outcome) == ["100.00 [表2!C4] ≠ 10.00 [表3!C4] = 10.00 (元)"]


def test_a_sum_of_what_is_printed_twice_is_not_made(tmp_path: Path) -> None:
    relation = 'left = [{ table = "expenditure" }]\nis = "="\nright = [{ table = "expenditure", function = "2??" }]\n'
    outcome = asked(tmp_path, relation, EXPENDITURE + "208\t社会保障和就业支出\t30.00\t30.00\t\n")
    assert reasons(outcome) == ["表1!C4 expenditure by use 2?? states the same coordinates more than once."]


def test_a_table_without_a_unit_is_reported_to_have_none(tmp_path: Path) -> None:
    relation = 'left = [{ table = "expenditure" }]\nis = "="\nright = [{ table = "general_expenditure" }]\n'
    other = PUBLIC.replace("单位：元", "单位：万元")
    outcome = asked(tmp_path, relation, EXPENDITURE, GENERAL.replace("单位：元\n", "\n"), other)
    assert reasons(outcome) == ["表1!C4 expenditure of the general budget: the table states no unit."]


def test_where_a_row_was_not_understood_what_is_taken_for_nothing_is_not_sure(tmp_path: Path) -> None:
    relation = 'left = [{ table = "expenditure" }]\nis = "="\nright = [{ table = "expenditure", function = "2??" }]\n'
    odd = EXPENDITURE.replace("70.00", "60.00") + "\t看不懂的一行\t10.00\t10.00\t\n"
    outcome = asked(tmp_path, relation, odd)
    assert counts(outcome) == (0, 0, 0, 1)
    assert "was not understood" in reasons(outcome)[0]


def test_amounts_too_large_for_the_sum_are_left(tmp_path: Path) -> None:
    large = EXPENDITURE.replace("100.00", "400000000000000").replace("40.00", "400000000000000")
    relation = (
        'left = [{ table = "expenditure" }]\nis = "="\n'
        'right = [{ table = "expenditure", nature = "project", weight = 1000 }]\n'
    )
    assert reasons(asked(tmp_path, relation, large)) == ["表1!C4 the amounts are too large to be added up."]


def test_reasons_name_the_tables_in_chinese(tmp_path: Path) -> None:
    outcome = asked(tmp_path, BLANK.format(""), PUBLIC)
    assert outcome.line.reasons[0].why.text("zh") == "“三公”经费表 因公出国（境）费未列金额。"


@given(left=st.integers(-(10**9), 10**9), right=st.integers(-(10**9), 10**9))
def test_the_three_signs_are_those_of_arithmetic(
    tmp_path_factory: pytest.TempPathFactory, left: int, right: int
) -> None:
    table = f"某局2021年“三公”经费支出预算表\n单位：元\n项目\t预算数\n合计\t{left}\n公务接待费\t{right}\n"
    folder = tmp_path_factory.getbasetemp()
    for sign, holds in (("=", left == right), ("<=", left <= right), (">=", left >= right)):
        relation = (
            f'left = [{{ table = "three_public" }}]\nis = "{sign}"\n'
            'right = [{ table = "three_public", item = "reception" }]\n'
        )
        outcome = asked(folder, relation, table)
        assert outcome.line.consistent == int(holds)
        assert outcome.line.rounding + outcome.line.inconsistent == int(not holds)
