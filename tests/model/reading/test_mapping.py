"""A table that the lexicon does not understand is read as the auditor says, and then checked like any other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from books import book, sheet

from checks.runner import audit
from model.disclosure import Disclosure, disclosure_of, open_disclosures, unused_mappings
from model.finding import Report
from model.mapping.mapping import TableMapping, in_force, year_free
from model.money import Unit
from model.reading.table import Table
from model.source.book import Book, Sheet

STRANGE = """
情况一览
甲\t乙\t丙\t丁\t戊
208\t社会保障和就业支出\t30\t10\t20
20805\t行政事业单位养老支出\t30\t10\t29
2080505\t机关事业单位基本养老保险缴费支出\t30\t10\t20
"""
COLUMNS = ((0, "科目编码"), (1, "科目名称"), (2, "合计"), (3, "基本支出"), (4, "项目支出"))
MAPPING = TableMapping(
    title="情况一览", kind="expenditure", unit=Unit.WAN, year=2021, stage="budget", columns=COLUMNS
)


def strange(text: str = STRANGE, name: str = "附表") -> Book:
    return book(sheet(text, name))


def mapped(mapping: TableMapping, source: Book | None = None) -> Table:
    (table,) = disclosure_of([source or strange()], [mapping]).tables
    return table


def values(disclosure: Disclosure) -> list[tuple[object, ...]]:
    """Return every stated amount with its coordinates."""
    facts = disclosure.facts
    columns = [facts.coordinates[name].tolist() for name in sorted(facts.coordinates)]
    rows = zip(facts.amount.tolist(), facts.half.tolist(), facts.stated.tolist(), *columns, strict=True)
    return sorted(rows)


def inconsistent(report: Report) -> dict[str, int]:
    return {line.rule: line.inconsistent for line in report.ledger if line.inconsistent}


def test_without_a_mapping_nothing_of_the_strange_table_is_understood_or_checked() -> None:
    disclosure = disclosure_of([strange()])
    assert [table.kind for table in disclosure.tables] == [""]
    assert len(disclosure.facts) == 0
    assert sum(line.tested for line in audit([disclosure]).ledger) == 0


def test_a_mapped_table_is_recognised_and_its_rollups_are_checked() -> None:
    disclosure = disclosure_of([strange()], [MAPPING])
    (table,) = disclosure.tables
    assert (table.kind, table.unit, table.year, table.stage) == ("expenditure", Unit.WAN, 2021, "budget")
    assert table.mapping == MAPPING
    assert (table.why, table.unbound, table.first_data_row) == (None, (), 2)
    assert len(disclosure.facts) == 9
    report = audit([disclosure])
    # E4 says 29: its 类 and its 项 say 20, and 30 is not 10 + 29
    assert inconsistent(report) == {"RU101": 2, "RU104": 1}
    assert {finding.suspect.cell for finding in report.findings if finding.suspect} == {"E4"}
    assert [summary.mapped for summary in report.documents[0].tables] == [True]


def test_a_heading_row_that_is_given_need_not_stand_above_the_first_number() -> None:
    text = STRANGE.replace("208\t", "(2)\t(3)\t(4)\t(5)\t(6)\n208\t", 1)
    assert mapped(MAPPING, strange(text)).first_data_row == 2
    table = mapped(replace(MAPPING, headings=range(1, 3)), strange(text))
    assert table.first_data_row == 3
    assert table.title == "情况一览"


def test_a_table_without_any_heading_row_can_be_mapped() -> None:
    text = STRANGE.replace("甲\t乙\t丙\t丁\t戊\n", "")
    disclosure = disclosure_of([strange(text)], [MAPPING])
    assert len(disclosure.facts) == 9
    assert disclosure.tables[0].first_data_row == 1


def test_a_mapping_goes_before_what_the_table_says_itself() -> None:
    text = "2020年部门支出总表\n单位：元\n科目编码\t科目名称\t合计\t基本支出\t备用\n205\t教育支出\t3\t1\t2\n"
    said = TableMapping(
        title="2020年部门支出总表",
        kind="general_expenditure",
        unit=Unit.WAN,
        year=2021,
        stage="final",
        columns=((4, "项目支出"),),
    )
    plain = mapped(replace(said, title="其他"), strange(text))
    assert (plain.kind, plain.unit, plain.year, plain.mapping) == ("expenditure", Unit.YUAN, 2020, None)
    assert [cell.column for cell in plain.unbound] == [4]
    table = mapped(said, strange(text))
    assert (table.kind, table.unit, table.year, table.stage) == (
        "general_expenditure",
        Unit.WAN,
        2021,
        "final",
    )
    assert [column.heading for column in table.panels[0].columns] == [("合计",), ("基本支出",), ("项目支出",)]
    assert table.unbound == ()


def test_a_column_that_holds_no_amount_is_left_out_without_complaint() -> None:
    columns = (*COLUMNS[:4], (4, ""))
    disclosure = disclosure_of([strange()], [replace(MAPPING, columns=columns)])
    assert len(disclosure.facts) == 6
    assert disclosure.tables[0].unbound == ()
    assert disclosure.tables[0].why is None


def test_the_levels_of_a_heading_are_given_in_one_line() -> None:
    columns = (*COLUMNS[:2], (2, "本年预算数 / 小计"), (3, "本年预算数 / 基本支出"), (4, "上年预算数"))
    (panel,) = mapped(replace(MAPPING, columns=columns)).panels
    assert panel.columns[1].heading == ("本年预算数", "基本支出")
    assert panel.columns[1].coordinates == {"stage": "budget", "nature": "basic"}
    assert panel.columns[2].coordinates["year"] == "2020"


def test_economic_items_are_said_by_their_names() -> None:
    columns = (*COLUMNS[:3], (3, "基本工资"), (4, "津贴补贴"))
    table = mapped(replace(MAPPING, kind="general_basic", columns=columns))
    assert [column.coordinates.get("economic") for column in table.panels[0].columns] == [
        None,
        "30101",
        "30102",
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("情况一览", "附表"),
        ("2021年情况一览", "附表2021"),
        ("二〇二一年度情况一览", "附 表"),
        ("“情况一览”2021年", "2021年附表"),
    ],
)
@pytest.mark.parametrize("wanted", [("2020年情况一览", ""), ("", "2020年附表"), ("情况 一览", "附表")])
def test_titles_and_sheets_are_compared_without_years_and_spaces(
    title: str, name: str, wanted: tuple[str, str]
) -> None:
    assert TableMapping(*wanted).fits(title, name)
    assert not TableMapping(*wanted).fits(f"{title}续", f"{name}续")


def test_other_digits_than_years_still_count() -> None:
    assert year_free("表2021") != year_free("表2")
    assert year_free("表3（2022年）") == year_free("表3（2021年度）")
    assert not TableMapping(sheet="表3").fits("", "表4")
    assert not TableMapping(title="2101501").fits("2201501", "")


def test_a_mapping_that_names_no_table_fits_none() -> None:
    assert not TableMapping(kind="expenditure").fits("", "")
    assert not TableMapping(title="2021年", kind="expenditure").fits("2021年", "")


def test_next_year_s_file_is_read_with_this_year_s_mapping() -> None:
    this = replace(MAPPING, title="2021年情况一览", year=None)
    text = STRANGE.replace("情况一览", "2022年情况一览")
    table = mapped(this, book(sheet(text, "附表"), path="某局2022年部门预算.xlsx"))
    assert (table.kind, table.year) == ("expenditure", 2022)
    assert table.why is None


def test_of_two_mappings_the_first_that_fits_is_taken() -> None:
    by_sheet = TableMapping(sheet="附表", kind="revenue", unit=Unit.YUAN, columns=COLUMNS)
    assert disclosure_of([strange()], [MAPPING, by_sheet]).tables[0].kind == "expenditure"
    assert disclosure_of([strange()], [by_sheet, MAPPING]).tables[0].kind == "revenue"


def test_a_mapping_overrules_a_later_one_of_the_same_table() -> None:
    later = replace(MAPPING, title="2019年情况 一览", kind="revenue")
    assert in_force([MAPPING, later]) == (MAPPING,)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"kind": "no_such"}, "no_such"),
        ({"columns": (*COLUMNS, (5, "经营支出"))}, "column F, which the table does not have"),
        ({"columns": (*COLUMNS[:4], (4, "不知所云"))}, "column E is not understood: 不知所云"),
        ({"headings": range(40, 42)}, "rows 41:42 are not in the table"),
    ],
)
def test_what_a_mapping_says_that_the_table_does_not_bear_out_is_told(
    change: dict[str, Any], told: str
) -> None:
    disclosure = disclosure_of([strange()], [replace(MAPPING, **change)])
    (table,) = disclosure.tables
    assert table.why is not None
    assert told in table.why.text("en")
    (summary,) = audit([disclosure]).documents[0].tables
    assert summary.why == table.why


def test_words_that_are_not_understood_leave_the_cells_unbound() -> None:
    table = mapped(replace(MAPPING, columns=(*COLUMNS[:4], (4, "不知所云"))))
    assert [(cell.row, cell.column) for cell in table.unbound] == [(2, 4), (3, 4), (4, 4)]


def test_a_mapping_of_no_table_is_told_where_it_was_written() -> None:
    lost = replace(MAPPING, title="别的表", place="映射.toml:7")
    disclosures = [disclosure_of([strange()], [lost, MAPPING])]
    (trouble,) = unused_mappings([lost, MAPPING], disclosures)
    assert trouble.place == "映射.toml:7"
    assert "No table has the title" in str(trouble)
    assert unused_mappings([lost], []) == []


def destroyed(source: Book, number: int) -> Book:
    """Return a book whose sheet has neither its title nor the words of its headings any more."""
    kept = source.sheets[number]
    rows = [["汇总"], *([f"栏{row}{column}" for column in range(6)] for row in (1, 2))]
    strange_sheet = Sheet(f"附页{number}", [*rows, *kept.rows[5:]], formats=None)
    return replace(source, sheets=[*source.sheets[:number], strange_sheet, *source.sheets[number + 1 :]])


def test_a_sample_whose_title_and_headings_were_destroyed_gives_the_same_facts_by_a_mapping(
    samples: Path,
) -> None:
    whole, troubles = open_disclosures([samples / "dadukou-2021-planted.xlsx"])
    assert troubles == []
    source = whole[0].documents[0].book
    broken = disclosure_of([destroyed(source, 1)])
    assert broken.tables[1].kind == ""
    assert len(broken.facts) < len(whole[0].facts)
    mapping = TableMapping(
        sheet="附页1",
        kind="general_expenditure",
        unit=Unit.YUAN,
        columns=(
            (0, "科目编码"),
            (1, "科目名称"),
            (2, "上年预算数"),
            (3, "本年预算数 / 小计"),
            (4, "本年预算数 / 基本支出"),
            (5, "本年预算数 / 项目支出"),
        ),
    )
    mended = disclosure_of([destroyed(source, 1)], [mapping])
    assert [row[0] for row in values(mended)] == [row[0] for row in values(whole[0])]
    assert inconsistent(audit([mended])) == inconsistent(audit(whole))


def test_a_file_is_opened_with_mappings_and_tells_of_those_it_has_no_use_for(samples: Path) -> None:
    path = samples / "dadukou-2021-budget.xlsx"
    use, none = (
        TableMapping(sheet="表8 部门支出总表", unit=Unit.WAN),
        TableMapping(title="无此表", kind="fund"),
    )
    disclosures, troubles = open_disclosures([path], mappings=[use, none])
    units = [table.unit for table in disclosures[0].tables if table.mapping == use]
    assert units == [Unit.WAN]
    assert len(troubles) == 1


def test_a_table_of_a_text_is_known_by_the_line_above_it() -> None:
    text = replace(
        sheet(STRANGE.replace("情况一览\n", ""), "line 5"), caption=("说明", "2020年一览", "单位：万元")
    )
    source = replace(book(text), container="txt")
    assert disclosure_of([source]).tables[0].title == "2020年一览"
    assert disclosure_of([book(sheet(STRANGE))]).tables[0].title == "情况一览"
    table = mapped(replace(MAPPING, title="2021年一览", unit=None), source)
    assert (table.kind, table.unit) == ("expenditure", Unit.WAN)
