"""A table that fails is read as the paper also allows: the reading whose sums hold is taken, a slip is still told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from books import book, sheet
from hearing import EXPENDITURE, HEADINGS, accused, reasons, table
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.runner import judged
from model.disclosure import disclosure_of
from model.finding import Report, Severity
from model.reading import drafting
from model.reading.table import Table
from model.source.book import Sheet

ROWS = """
	合计	600.00	500.00	100.00
208	社会保障和就业支出	100.00	60.00	40.00
20805	行政事业单位养老支出	100.00	60.00	40.00
210	卫生健康支出	300.00	280.00	20.00
21011	行政事业单位医疗	300.00	280.00	20.00
221	住房保障支出	200.00	160.00	40.00
22102	住房改革支出	200.00	160.00	40.00
""".strip("\n")

REVENUE = "某局2021年部门收入总表"
BY_SOURCE = """
	合计	600.00	500.00	300.00	200.00	100.00	60.00	40.00
208	社会保障和就业支出	100.00	60.00	30.00	30.00	40.00	30.00	10.00
210	卫生健康支出	300.00	280.00	180.00	100.00	20.00	10.00	10.00
221	住房保障支出	200.00	160.00	90.00	70.00	40.00	20.00	20.00
""".strip("\n")
CENTRED = (
    "科目编码\t科目名称\t合计\t\t本年收入\t\t\t上年结转\t\n"
    "\t\t\t小计\t一般公共预算\t政府性基金\t小计\t一般公共预算\t政府性基金"
)


NATURES = ("合计", "基本支出", "人员经费", "公用经费", "项目支出")


def read(*sheets: Sheet) -> tuple[tuple[Table, ...], Report]:
    """Return the tables as they were read in the end, and the report."""
    (disclosure,), report = judged([disclosure_of([book(*sheets)])])
    return disclosure.tables, report


def grave(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings if finding.severity is not Severity.NOTICE]


SHIFTED = (
    "科目编码\t科目名称\t\t合计\t基本支出\t项目支出",
    "科目编码\t科目名称\t合计\t\t基本支出\t项目支出",
)


@pytest.mark.parametrize("headings", SHIFTED)
def test_headings_a_column_to_the_side_are_read_over_their_amounts(headings: str) -> None:
    (one,), report = read(table(ROWS, headings=headings))
    assert grave(report) == []
    assert report.doubts == ()
    assert one.choice is not None
    assert (one.choice.now.failed, one.choice.first.failed) == (0, 7)
    assert one.choice.now.tested > one.choice.first.tested
    assert {column.column: column.heading[-1] for column in one.panels[0].columns} == {
        2: "合计",
        3: "基本支出",
        4: "项目支出",
    }


@pytest.mark.parametrize("headings", SHIFTED)
def test_a_slip_in_a_table_whose_headings_stand_aside_is_not_explained_away(headings: str) -> None:
    spoilt = ROWS.replace("卫生健康支出\t300.00", "卫生健康支出\t303.00")
    (one,), report = read(table(spoilt, headings=headings))
    assert one.choice is None
    assert accused(report) == []
    (doubt, *_) = report.doubts
    assert doubt.mapping is not None
    assert dict(doubt.mapping.columns)[3] == "基本支出"


def test_two_columns_exchanged_in_one_row_are_a_slip_and_no_other_reading() -> None:
    spoilt = ROWS.replace(
        "22102\t住房改革支出\t200.00\t160.00\t40.00", "22102\t住房改革支出\t160.00\t200.00\t40.00"
    )
    (one,), report = read(table(spoilt))
    assert one.choice is None
    assert report.doubts == ()
    assert {"RU101", "RU104"} <= set(accused(report))


def test_a_workbook_that_heads_every_column_leaves_no_choice_of_columns() -> None:
    moved = "\n".join(
        "\t".join([*cells[:2], cells[3], cells[4], cells[2]])
        for cells in (row.split("\t") for row in ROWS.splitlines())
    )
    (one,), report = read(table(moved))
    assert one.choice is None
    assert accused(report) == []
    assert all(doubt.mapping is None for doubt in report.doubts)


def test_spanning_headings_that_are_centred_are_read_over_all_their_columns() -> None:
    (one,), report = read(sheet(f"{REVENUE}\n单位：元\n{CENTRED}\n{BY_SOURCE}", "表1"))
    assert grave(report) == []
    assert report.doubts == ()
    assert one.choice is not None
    assert dict(one.choice.mapping.columns) == {3: "本年收入 / 小计", 6: "上年结转 / 小计"}


def test_a_merged_heading_says_itself_how_far_it_goes() -> None:
    merges = ("E3:G3", "H3:I3")
    (one,), _ = read(sheet(f"{REVENUE}\n单位：元\n{CENTRED}\n{BY_SOURCE}", "表1", merges=merges))
    assert one.choice is None


@pytest.mark.parametrize("numbers", ["**\t**\t2\t3\t4", "**\t**\t3\t5\t7"])
def test_a_row_that_counts_the_columns_is_no_row_of_amounts(numbers: str) -> None:
    (one,), report = read(table(f"{numbers}\n{ROWS}"))
    assert grave(report) == []
    assert one.choice is not None
    assert one.choice.mapping.rows == ((3, "ignored"),)


def test_a_row_left_out_of_the_total_is_told_though_ignoring_it_would_mend_the_sums() -> None:
    spoilt = ROWS.replace("合计\t600.00\t500.00\t100.00", "合计\t300.00\t220.00\t80.00")
    (one,), report = read(table(spoilt))
    assert one.choice is None
    assert all(doubt.mapping is None for doubt in report.doubts)
    assert accused(report)


def test_a_row_that_calls_itself_a_subtotal_is_counted_once() -> None:
    rows = """
一、一般公共预算拨款收入	300.00
二、政府性基金预算拨款收入	100.00
小计	400.00
三、事业收入	150.00
四、其他收入	50.00
小计	200.00
收入总计	600.00
""".strip("\n")
    _, report = read(sheet(f"{REVENUE}\n单位：元\n项目\t预算数\n{rows}", "表1"))
    assert grave(report) == []
    (doubt,) = report.doubts
    assert doubt.mapping is not None
    assert doubt.mapping.rows == ((5, "subtotal"), (8, "subtotal"))
    assert (doubt.tried > 0, doubt.not_tried) == (True, 0)


def test_the_whole_of_a_sum_is_no_subtotal_of_its_parts() -> None:
    rows = "一、本年收入\t400.00\n二、上年结转\t100.00\n收入总计\t500.02"
    _, report = read(sheet(f"{REVENUE}\n单位：元\n项目\t预算数\n{rows}", "表1"))
    assert all(doubt.mapping is None for doubt in report.doubts)
    assert grave(report)


def misread(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[list[tuple[str, ...]]], list[tuple[str, ...]]]
) -> None:
    """Let the first reading bind headings otherwise than the paper has them."""
    right = drafting.heading_paths
    monkeypatch.setattr(drafting, "heading_paths", lambda *given: change(right(*given)))


def test_headings_that_lost_the_first_of_them_are_moved_over_labels_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    misread(monkeypatch, lambda paths: [*paths[1:], ()])
    rows = BY_SOURCE.splitlines()
    narrow = "\n".join("\t".join(row.split("\t")[:7]) for row in rows)
    headings = "\t".join(("科目编码", "科目名称", *NATURES))
    (one,), report = read(table(narrow, headings=headings))
    assert one.choice is not None
    said = dict(one.choice.mapping.columns)
    assert [said[column] for column in range(7)] == ["科目编码", "科目名称", *NATURES]
    assert grave(report) == []


def test_what_is_tried_is_told_and_a_table_whose_sums_hold_is_not_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (one,), report = read(table(ROWS, headings=SHIFTED[0]))
    assert one.choice is not None
    assert (one.choice.tried > 0, one.choice.not_tried) == (True, 0)
    assert report.documents[0].tables[0].choice == one.choice
    tried: list[object] = []
    monkeypatch.setattr("checks.advocate.settling.Trial.of", tried.append)
    read(table(ROWS))
    assert tried == []


def test_a_table_that_an_auditor_mapped_is_read_as_he_says() -> None:
    from model.mapping.mapping import TableMapping

    said = TableMapping(title=EXPENDITURE, sheet="表1", unit=None, year=2021)
    given = disclosure_of([book(table(ROWS, headings=SHIFTED[0]))], [said])
    (disclosure,), report = judged([given])
    assert disclosure.tables[0].mapping == said
    assert disclosure.tables[0].choice is None
    assert reasons(report)


amounts = st.integers(min_value=1, max_value=9_999_999)


@settings(max_examples=25, deadline=None)
@given(
    lines=st.lists(
        st.tuples(amounts, amounts),
        min_size=3,
        max_size=6,
        unique_by=(lambda pair: pair[0], lambda pair: pair[1]),
    ),
    gap=st.integers(min_value=0, max_value=2),
    spoilt=st.booleans(),
    data=st.data(),
)
def test_drawn_tables_whose_headings_stand_aside(
    lines: list[tuple[int, int]], gap: int, spoilt: bool, data: st.DataObject
) -> None:
    """The right reading is found wherever the gap is; with one amount changed, the change is told or in doubt."""
    codes = ("201", "204", "205", "206", "207", "208")
    names = (
        "一般公共服务支出",
        "公共安全支出",
        "教育支出",
        "科学技术支出",
        "文化旅游体育与传媒支出",
        "社会保障和就业支出",
    )
    cells = [(basic + project, basic, project) for basic, project in lines]
    if spoilt:
        at = data.draw(st.integers(min_value=0, max_value=len(cells) - 1))
        whole, basic, project = cells[at]
        total = tuple(map(sum, zip(*cells, strict=True)))
        cells[at] = (whole + data.draw(amounts), basic, project)
    else:
        total = tuple(map(sum, zip(*cells, strict=True)))
    rows = [("", "合计", *total), *((codes[n], names[n], *cells[n]) for n in range(len(cells)))]
    text = "\n".join(
        "\t".join([str(code), name, *(f"{fen / 100:.2f}" for fen in row)]) for code, name, *row in rows
    )
    words = HEADINGS.split("\t")
    headings = "\t".join([*words[: 2 + gap], "", *words[2 + gap :]])
    (one,), report = read(table(text, headings=headings))
    if not spoilt:
        assert one.choice is not None
        assert one.choice.now.failed == 0
        assert grave(report) == []
        assert report.doubts == ()
    else:
        assert report.doubts or accused(report)
        assert one.choice is None
