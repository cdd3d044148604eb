"""A finding's id holds while the finding does, so that what the auditor decided stays attached to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from books import book, sheet

from checks.runner import audit
from model.disclosure import disclosure_of
from model.finding import Finding
from model.source.book import Book, Merge, Sheet
from model.source.reading import open_book


@pytest.fixture(scope="module")
def planted(samples: Path) -> Book:
    """The sample with six faults."""
    return open_book(samples / "dadukou-2021-planted.xlsx")


def findings(*books: Book) -> tuple[Finding, ...]:
    return audit([disclosure_of(books)]).findings


def ids(*books: Book) -> Counter[str]:
    return Counter(finding.id for finding in findings(*books))


def row_inserted(one: Sheet) -> Sheet:
    """The sheet with a blank row above its first."""

    def moved(places: frozenset[tuple[int, int]]) -> frozenset[tuple[int, int]]:
        return frozenset((row + 1, column) for row, column in places)

    return replace(
        one,
        rows=[[], *one.rows],
        merges=tuple(Merge(m.top + 1, m.left, m.bottom + 1, m.right) for m in one.merges),
        formats={(row + 1, column): known for (row, column), known in (one.formats or {}).items()},
        cleaned=moved(one.cleaned),
    )


def column_inserted(one: Sheet) -> Sheet:
    """The sheet with a blank column before its first."""
    return replace(
        one,
        rows=[[None, *row] for row in one.rows],
        merges=tuple(Merge(m.top, m.left + 1, m.bottom, m.right + 1) for m in one.merges),
        formats={(row, column + 1): known for (row, column), known in (one.formats or {}).items()},
    )


CHANGES: dict[str, Callable[[Book], Book]] = {
    "a second run": lambda one: one,
    "the file renamed": lambda one: replace(one, path="/elsewhere/新名称.xlsx"),
    "its bytes changed": lambda one: replace(one, sha256="1" * 64),
    "the sheets renamed": lambda one: replace(
        one, sheets=[replace(each, name=f"Sheet{number}") for number, each in enumerate(one.sheets)]
    ),
    "the sheets in another order": lambda one: replace(one, sheets=[*one.sheets[3:], *one.sheets[:3]]),
    "a row inserted above": lambda one: replace(one, sheets=[row_inserted(each) for each in one.sheets]),
    "a column inserted before": lambda one: replace(
        one, sheets=[column_inserted(each) for each in one.sheets]
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_ids_survive(planted: Book, change: str) -> None:
    assert ids(CHANGES[change](planted)) == ids(planted)
    assert ids(planted)


def test_a_second_reading_of_the_file_gives_the_same_ids(samples: Path, planted: Book) -> None:
    assert ids(open_book(samples / "dadukou-2021-planted.xlsx")) == ids(planted)


def test_another_amount_under_the_same_code_keeps_the_id_of_its_finding() -> None:
    """A decision about a relation holds until the relation does; how it is stated is not part of it."""
    one, other = (
        ids(book(sheet(FAULTY.format("某局一般公共预算支出表", total)))) for total in ("100.00", "90.00")
    )
    assert one == other != Counter()


FAULTY = """{}
单位：元
科目编码\t科目名称\t合计
208\t社会保障和就业支出\t{}
20805\t行政事业单位养老支出\t60.00
2080505\t机关事业单位基本养老保险缴费支出\t60.00
"""

SAMPLES = ("dadukou-2021-budget", "dadukou-2021-planted", "nanchong-2020-budget", "wansheng-2023-budget")


@pytest.mark.parametrize("name", SAMPLES)
def test_no_two_findings_of_a_sample_share_an_id(samples: Path, name: str) -> None:
    counted = ids(open_book(samples / f"{name}.xlsx"))
    assert max(counted.values(), default=1) == 1


def test_no_two_findings_of_a_real_disclosure_share_an_id(shared: Path) -> None:
    for path in sorted((shared / "disclosures" / "real").glob("*.xls*")):
        counted = ids(open_book(path))
        assert max(counted.values(), default=1) == 1, path.name


def test_the_same_fault_in_two_tables_of_one_kind_is_two_findings_with_two_ids() -> None:
    titles = ("某局一般公共预算支出表（部门经济分类）", "某局一般公共预算支出表（政府经济分类）")
    sheets = [sheet(FAULTY.format(title, "100.00"), title[-6:]) for title in titles]
    counted = ids(book(*sheets))
    assert counted.total() == 2
    assert max(counted.values()) == 1
    assert ids(book(*reversed(sheets))) == counted


def test_the_same_fault_in_two_tables_of_one_title_is_two_findings_with_two_ids() -> None:
    """The tables of a department's units may have one title and no word of the unit."""
    sheets = [sheet(FAULTY.format("某局一般公共预算支出表", "100.00"), name) for name in ("甲", "乙")]
    counted = ids(book(*sheets))
    assert counted.total() == 2
    assert max(counted.values()) == 1
    assert ids(book(sheets[0])) <= counted


def test_two_departments_with_the_same_fault_have_findings_with_different_ids() -> None:
    one, other = (
        ids(book(sheet(FAULTY.format(f"{name}2021年一般公共预算支出表", "100.00"))))
        for name in ("甲区医疗保障局", "乙区医疗保障局")
    )
    assert one.keys().isdisjoint(other)


def test_two_years_of_one_department_have_findings_with_different_ids() -> None:
    text = "某区医疗保障局{}年部门支出总表\n单位：元\n科目编码\t科目名称\t合计\t项目支出\n2101501\t行政运行\t5.00\t5.00"
    one, other = (ids(book(sheet(text.format(year)))) for year in (2022, 2023))
    assert one.total() == other.total() == 1
    assert one.keys().isdisjoint(other)


NAMELESS = FAULTY.format("一般公共预算支出表", "100.00")


def batch(*books: Book) -> list[set[str]]:
    """The ids of the findings of books that are audited together, each by itself."""
    report = audit([disclosure_of([one]) for one in books])
    return [
        {finding.id for finding in report.findings if finding.cells[0].place.path == one.path}
        for one in books
    ]


def test_two_files_that_name_no_department_have_findings_with_different_ids() -> None:
    one, other = (book(sheet(NAMELESS), path=f"/收到/{name}.xlsx") for name in ("甲", "乙"))
    first, second = batch(one, other)
    assert first
    assert len(first) == len(second)
    assert first.isdisjoint(second)
    assert batch(other, one) == [second, first], "the order does not matter"
    assert batch(one) == [first], "nor whether the other is there"
    assert batch(replace(one, path="/别处/甲.xlsx")) == [first], "nor the folder"


def test_one_department_twice_has_findings_with_different_ids() -> None:
    text = FAULTY.format("甲区医疗保障局2021年一般公共预算支出表", "100.00")
    one, other = (book(sheet(text), path=f"{name}.xlsx") for name in ("a", "b"))
    first, second = batch(one, other)
    assert first
    assert first.isdisjoint(second)
    assert batch(other, one) == [second, first]
    assert batch(one) == [first]
