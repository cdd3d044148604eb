"""Disclosures opened together: which are of one department, and what is known of two years of 万里街道."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import book, sheet

from checks.mechanism.years import is_one_department, next_year, pairs
from checks.rule import Subject
from checks.rulebook import rules
from checks.runner import audit
from checks.trend.units import listed_bodies
from model.disclosure import Disclosure, disclosure_of, open_disclosures
from model.finding import Report, Severity

TABLE = "{}\n编制部门：{}\t\t单位：元\n科目编码\t科目名称\t合计\n208\t社会保障和就业支出\t100.00"


def disclosure(year: int, department: str, path: str = "某单位.xlsx", stage: str = "预算") -> Disclosure:
    titles = (f"{year}年一般公共预算支出{stage}表", f"{year}年部门支出{stage}总表")
    sheets = [sheet(TABLE.format(title, department), f"表{number}") for number, title in enumerate(titles)]
    return disclosure_of([book(*sheets, path=path)])


def one_department(first: tuple[str, str], second: tuple[str, str]) -> bool:
    one, other = (
        Subject(disclosure(year, name, path)) for year, (name, path) in ((2020, first), (2021, second))
    )
    return is_one_department(one, other)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("某市某区医疗保障局", "某市某区医疗保障局", True),
        ("某省某市某区医疗保障局", "某市某区医疗保障局", True),
        ("[192001]某市某区医疗保障局", "某市某区医疗保障局（本级）", True),
        ("医疗保障局", "某市某区医疗保障局", False),
        ("某市某区民政局", "某市某区医疗保障局", False),
    ],
)
def test_departments_are_known_by_their_names(first: str, second: str, *, same: bool) -> None:
    assert one_department((first, "a.xlsx"), (second, "b.xlsx")) is same


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("x/街道2020年部门预算.xlsx", "x/街道2021年部门预算.xlsx", True),
        ("x/wanli-2020-budget.xlsx", "x/wanli-2021-final.pdf", True),
        ("x/街道2020年部门预算.xlsx", "y/街道2021年部门预算.xlsx", False),
        ("x/街道2020年部门预算.xlsx", "x/镇2021年部门预算.xlsx", False),
        ("x/街道2019年部门预算.xlsx", "x/街道2021年部门预算.xlsx", False),
    ],
)
def test_where_no_department_is_stated_the_files_name_it(first: str, second: str, *, same: bool) -> None:
    assert one_department(("", first), ("", second)) is same


def test_of_two_copies_of_a_year_one_is_compared() -> None:
    name = "某市某区医疗保障局"
    subjects = [
        Subject(disclosure(year, name, path))
        for year, path in ((2020, "a.xlsx"), (2020, "b.xlsx"), (2021, "c.xlsx"))
    ]
    assert len(list(pairs(subjects))) == 1
    assert [pair.later for pair in next_year(subjects)] == [subjects[2]]


def test_a_budget_comes_before_the_final_accounts_of_its_year() -> None:
    name = "某市某区医疗保障局"
    final, budget = (Subject(disclosure(2021, name, f"{stage}.xlsx", stage)) for stage in ("决算", "预算"))
    ((earlier, later),) = pairs([final, budget])
    assert (earlier, later) == (budget, final)
    assert list(next_year([final, budget])) == []


def test_the_units_of_a_department_are_its_numbered_lines(shared: Path) -> None:
    path = shared / "disclosures" / "real" / "wanli-2025-budget.pdf"
    disclosures, _ = open_disclosures([path])
    assert listed_bodies(Subject(disclosures[0])) >= {
        "上海市普陀区万里街道社区事务受理服务中心",
        "上海市普陀区万里街道社区党群服务中心",
        "上海市普陀区万里街道综合行政执法队",
    }


@pytest.fixture(scope="module")
def wanli(shared: Path) -> dict[str, Report]:
    """The audits of the two years of 万里街道, by container."""
    folder = shared / "disclosures" / "real"
    return {
        suffix: audit(
            open_disclosures([folder / f"wanli-{year}-budget.{suffix}" for year in (2024, 2025)])[0]
        )
        for suffix in ("pdf", "xlsx")
    }


def test_five_codes_of_wanli_swing_without_a_reason(wanli: dict[str, Report]) -> None:
    found = [finding for finding in wanli["pdf"].findings if finding.rule == "TR107"]
    messages = " ".join(finding.message.text("zh") for finding in found)
    assert len(found) == 5
    assert all(code in messages for code in ("2010507", "2049999", "2080705", "2120399", "2129999"))
    assert all(finding.severity is Severity.NOTICE for finding in found)
    assert all(len({cell.place.path for cell in finding.cells}) == 2 for finding in found)


def test_without_a_text_a_swing_is_not_checked(wanli: dict[str, Report]) -> None:
    lines = {line.rule: line for line in wanli["xlsx"].ledger}
    assert (lines["TR107"].inconsistent, lines["TR107"].not_checked) == (0, 5)
    assert lines["TR105"].consistent == lines["TR106"].consistent == 33


def test_no_rule_of_the_family_says_anything_else_of_the_two_years(wanli: dict[str, Report]) -> None:
    for report in wanli.values():
        assert {each.rule for each in report.findings if each.rule.startswith("TR")} <= {"TR107"}
        assert all(line.failed == 0 for line in report.ledger)


def test_unlike_disclosures_opened_together_are_not_compared(samples: Path) -> None:
    disclosures, _ = open_disclosures(sorted(samples.glob("*.xlsx")))
    report = audit(disclosures)
    family = {rule.code for rule in rules() if rule.family == "trend"}
    assert len(family) == 7
    assert all(line.tested == 0 for line in report.ledger if line.rule in family)
