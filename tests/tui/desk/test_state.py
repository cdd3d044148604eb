"""The state: findings by gravity and place, marks on the very cells, and what the pane says of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from desk_example import (
    ECONOMIC,
    EXPENDITURE,
    PATH,
    cell,
    documents,
    economic_tree,
    error_cell_finding,
    expenditure_tree,
    report,
    rollup_finding,
    rounding_finding,
    state,
    total_finding,
)

from model.engagement.engagement import Engagement
from model.engagement.record import CellTarget, FindingTarget, Note, State
from model.finding import CellEvidence, Finding, Place, Role
from model.money import Unit
from tui.desk.detail.cell import sheet_cell_lines, tree_cell_lines
from tui.desk.detail.finding import Judged, distinct, finding_lines
from tui.desk.marks import Marks, graver
from tui.desk.state import DeskState, SheetSpot, build_state
from tui.desk.tree_places import TreeSpot
from tui.desk.widgets.lines import Line
from tui.desk.widgets.tree_model import TreeModel
from tui.desk.words import Words

D11 = Place(PATH, EXPENDITURE, 10, 3)
MODEL = TreeModel(expenditure_tree(), 0, Marks(), Words("en"))


def text(lines: list[Line]) -> str:
    """Return lines as they read."""
    return "\n".join("".join(span.text for span in line).rstrip() for line in lines)


@pytest.fixture
def engagement(tmp_path: Path) -> Engagement:
    """A fresh engagement."""
    return Engagement.open(tmp_path / "x.yushen")


def test_findings_are_sorted_by_gravity_and_then_by_place() -> None:
    assert [finding.id for finding in state().findings] == ["rollup", "error-cell", "total", "rounding"]


def test_every_cell_knows_its_findings_the_gravest_first() -> None:
    assert state().found_at[D11] == (0, 2)
    assert state().found_at[Place(PATH, EXPENDITURE, 14, 3)] == (0,)


def test_every_stated_amount_of_a_tree_is_found_by_its_cell() -> None:
    assert state().tree_places.find(D11) == TreeSpot(0, 5, 1)
    assert state().tree_places.find(Place(PATH, ECONOMIC, 38974, 2)) == TreeSpot(1, 0, 0)


def name_finding() -> Finding:
    """Return a finding on the name of 21011, which stands in B12."""
    place = Place(PATH, EXPENDITURE, 11, 1)
    evidence = CellEvidence(place, Role.OTHER, "行政事业单位医疗", None, 0, "")
    return replace(error_cell_finding(), id="name", cells=(evidence,), suspect=place)


def state_with_a_name() -> DeskState:
    """Return the example with one more finding."""
    findings = (*report().findings, name_finding())
    trees = (expenditure_tree(), economic_tree())
    return build_state(documents(), replace(report(), findings=findings), trees)


def test_a_name_s_cell_belongs_to_its_row_of_the_tree() -> None:
    places = state().tree_places
    assert places.find_row(Place(PATH, EXPENDITURE, 11, 1)) == TreeSpot(0, 6, -1)
    assert places.find_row(Place(PATH, EXPENDITURE, 11, 0)) == TreeSpot(0, 6, -1)
    assert places.find_row(Place(PATH, EXPENDITURE, 11, 4)) is None
    assert places.find_row(Place(PATH, EXPENDITURE, 2, 0)) is None


def test_a_finding_on_a_name_marks_its_row_and_is_shown_there(engagement: Engagement) -> None:
    held = state_with_a_name()
    marks = Marks()
    marks.take(held, engagement)
    assert marks.nodes[0, 6] == "!"
    numbers = held.findings_of_row(TreeSpot(0, 6, -1))
    assert "name" in {held.findings[number].id for number in numbers}


def test_the_department_s_name_is_left_out_of_titles() -> None:
    assert state().short_title("某区医疗保障局一般公共预算表") == "一般公共预算表"
    assert state().short_title("某区医疗保障局") == "某区医疗保障局"


def test_marks_stand_on_stated_cells_and_on_suspects_but_not_on_mere_parts(engagement: Engagement) -> None:
    marks = Marks()
    marks.take(state(), engagement)
    assert marks.at[D11] == "!"
    assert Place(PATH, EXPENDITURE, 14, 3) not in marks.at
    assert marks.at[Place(PATH, ECONOMIC, 38974, 2)] == "~"
    assert marks.at[Place(PATH, EXPENDITURE, 21, 5)] == "."


def test_a_code_carries_the_gravest_mark_of_its_branch(engagement: Engagement) -> None:
    marks = Marks()
    marks.take(state(), engagement)
    assert marks.branches[0, 0] == "!"
    assert (0, 0) not in marks.nodes
    assert marks.nodes[0, 5] == "!"
    assert graver("~", "?") == "?"


def test_a_dismissed_finding_leaves_the_mark_of_the_next_one_and_then_an_asterisk(
    engagement: Engagement,
) -> None:
    marks = Marks()
    engagement.dispose("rollup", State.DISMISSED, "印刷错误", "a")
    marks.take(state(), engagement)
    assert marks.at[D11] == "?"
    engagement.dispose("total", State.DISMISSED, "同上", "a")
    marks.take(state(), engagement)
    assert marks.at[D11] == "*"


def test_a_note_marks_its_cell_even_when_the_file_s_bytes_have_changed(
    engagement: Engagement, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    engagement.annotate(CellTarget(PATH, "f" * 64, EXPENDITURE, "C7"), "看附注", "a")
    marks = Marks()
    marks.take(state(), engagement)
    assert marks.at[Place(PATH, EXPENDITURE, 6, 2)] == "*"


def test_the_trace_sets_parts_beside_sums_with_signs_addresses_and_the_difference() -> None:
    shown = text(finding_lines(Judged(rollup_finding()), Words("en"), 78)).splitlines()
    assert shown[0].split() == [
        "21011",
        "行政事业单位医疗",
        "10,162,408.72",
        "D12",
        "computed",
        "17,236,403.61",
    ]
    assert shown[1].split() == [
        "+",
        "21015",
        "医疗保障管理事务",
        "7,073,994.89",
        "D15",
        "stated",
        "17,236,430.61",
        "D11",
    ]
    assert shown[2].split() == ["difference", "+27.00"]
    assert shown[3].split() == ["allowance", "0.00"]
    assert shown[4] == "likely: Two digits exchanged: 17,236,403.61."


@pytest.mark.parametrize("cells", [20, 30, 40, 60, 75, 76, 78, 118])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_line_of_the_trace_is_wider_than_the_pane(cells: int, language: str) -> None:
    from rich.cells import cell_len

    for finding in (rollup_finding(), total_finding(), rounding_finding(), error_cell_finding()):
        note = Note(
            1, FindingTarget(finding.id), "一段批注\n第二行 " * 5, "审计员", "2026-01-01T00:00:00+00:00"
        )
        judged = Judged(finding, None, (note,), Unit.WAN)
        for line in text(finding_lines(judged, Words(language), cells)).splitlines():  # type: ignore[arg-type]
            assert cell_len(line) <= max(cells, 44)


def test_cells_of_different_sheets_say_which_sheet_they_are_of() -> None:
    here = CellEvidence(Place(PATH, EXPENDITURE, 8, 6), Role.CONTEXT, "8.37", None, 0, "a")
    there = CellEvidence(Place(PATH, ECONOMIC, 8, 6), Role.CONTEXT, "8.37", None, 0, "b")
    shown = text(finding_lines(Judged(replace(error_cell_finding(), cells=(here, there))), Words("en"), 78))
    assert "8.37 G9 表3" in " ".join(shown.split())


def test_labels_lose_what_all_of_them_share() -> None:
    assert distinct(["210 / 2021 / 小计", "221 / 2021 / 小计"]) == ["210", "221"]
    assert distinct(["210 / 2021 / 基本", "210 / 2021 / 项目"]) == ["基本", "项目"]
    assert distinct(["210 / 小计"]) == ["210 / 小计"]


def test_the_decision_with_its_reason_and_the_notes_are_shown(engagement: Engagement) -> None:
    decided = engagement.dispose("rollup", State.DISMISSED, "四舍五入", "审计员")
    note = engagement.annotate(FindingTarget("rollup"), "已问财务科", "审计员")
    shown = text(finding_lines(Judged(rollup_finding(), decided, (note,)), Words("zh"), 78))
    assert "已排除 (审计员, " in shown
    assert "四舍五入" in shown
    assert "已问财务科" in shown


@pytest.mark.parametrize("cells", [64, 78, 118])
def test_the_clue_the_decision_and_the_difference_stand_before_many_parts(
    engagement: Engagement, cells: int
) -> None:
    parts = tuple(cell(11 + row, 3, Role.PART, "1,000.00", f"{row} 款 / 小计") for row in range(17))
    long = replace(rollup_finding(), cells=(rollup_finding().cells[0], *parts))
    decided = engagement.dispose("rollup", State.FOLLOW_UP, "", "审计员")
    note = engagement.annotate(FindingTarget("rollup"), "已问财务科", "审计员")
    lines = finding_lines(Judged(long, decided, (note,)), Words("zh"), cells)
    first = text(lines[:7])
    for words in ("线索", "跟进", "已问财务科", "210 states 17,236,430.61.", "计算数"):
        assert words in first
    assert "16 款" in text(lines)


def test_amounts_of_the_trace_follow_the_unit() -> None:
    shown = text(finding_lines(Judged(rollup_finding(), unit=Unit.WAN), Words("en"), 78))
    assert "1,723.643061" in shown
    assert "+0.0027" in shown


def test_a_tree_cell_shows_code_column_stated_computed_and_place() -> None:
    shown = text(tree_cell_lines(state(), TreeSpot(0, 0, 1), MODEL, (), Words("en"), 78))
    for words in (
        "合计",
        "2021 年预算数 / 小计",
        "17,800,310.13 元",
        "17,800,337.13",
        "-27.00",
        f"{EXPENDITURE}!D6",
    ):
        assert words in shown


def test_a_name_shows_every_amount_of_its_row_under_its_whole_heading() -> None:
    shown = text(tree_cell_lines(state(), TreeSpot(0, 5, -1), MODEL, (), Words("en"), 78)).splitlines()
    assert shown[0].split() == ["code", "210", "卫生健康支出"]
    assert shown[3].split() == ["2021", "年预算数", "/", "基本支出", "4,111,903.61"]


def test_a_blank_is_not_stated_rather_than_zero() -> None:
    shown = text(tree_cell_lines(state(), TreeSpot(0, 1, 3), MODEL, (), Words("en"), 78))
    assert "not stated" in shown


def test_a_sheet_cell_shows_what_it_means_and_why_it_was_not_checked() -> None:
    shown = text(sheet_cell_lines(state(), SheetSpot(0, 0, 21, 5), (), Words("en"), 78))
    assert "22102 住房改革支出  |  2021 年预算数 > 项目支出  |  元" in shown
    assert "not checked" in shown
    assert "blank" in shown


def test_what_a_file_does_not_state_is_shown() -> None:
    shown = text(sheet_cell_lines(state(), SheetSpot(0, 2, 1, 2), (), Words("en"), 78))
    assert "not known from this kind of file" in shown
