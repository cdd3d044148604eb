"""Findings with one cause are one problem in the list: a head with a count, the others folded under it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from desk_driver import OpenDesk, screen_text, settled
from test_pictures import compare

from model.finding import Finding, Severity, Verdict
from model.messages import message
from tui.desk.app import DeskApp
from tui.desk.widgets.finding_rows import FindingRow, FindingRows


def findings(*groups: str) -> list[Finding]:
    """Findings a, b, c ... each with its group's id."""
    blank = Finding("", "RU101", Severity.ERROR, Verdict.INCONSISTENT, message("t"), message("m"))
    return [replace(blank, id=each, group=group) for each, group in zip("abcdefgh", groups, strict=False)]


def test_a_group_is_one_row_with_a_count_until_it_is_unfolded() -> None:
    rows = FindingRows(findings("c", "", "c", "c"))
    rows.show(range(4))
    assert rows.rows == [FindingRow(2, others=2), FindingRow(1)]
    assert rows.fold(2, folded=False) == 0
    assert rows.rows == [
        FindingRow(2, others=2),
        FindingRow(0, is_under=True),
        FindingRow(3, is_under=True),
        FindingRow(1),
    ]
    assert rows.fold(3, folded=True) == 0, "a member folds its group, and the cursor goes to the head"
    assert len(rows.rows) == 2


def test_where_the_filter_hides_the_head_the_first_that_is_left_stands_for_it() -> None:
    rows = FindingRows(findings("c", "", "c", "c"))
    rows.show([0, 3])
    assert rows.rows == [FindingRow(0, others=1)]
    rows.show([3])
    assert rows.rows == [FindingRow(3)]


def test_a_finding_that_is_gone_to_is_unfolded_and_one_not_listed_is_not_there() -> None:
    rows = FindingRows(findings("c", "", "c", "c"))
    rows.show([0, 2, 3])
    assert rows.row_of(3) == 2
    assert rows.row_of(1) == -1
    assert rows.is_unfolded(0)


def listed(app: DeskApp) -> list[str]:
    model = app.main.findings_view.model
    assert model is not None
    return [model.cell(row, 0).text for row in range(model.row_count)]


async def test_the_planted_sample_lists_six_problems_and_unfolds_each(
    open_desk: OpenDesk, planted: Path
) -> None:
    async with open_desk(path=planted) as (app, pilot):
        assert app.main.state is not None
        total = len(app.main.state.findings)
        await pilot.press("3")
        assert app.main.finding is not None
        assert len(listed(app)) == 9, (
            "the finding under the cursor of the tree is not the head: it is unfolded"
        )
        await pilot.press("minus")
        folded = listed(app)
        assert len(folded) == 6 < total
        assert folded[0].startswith("▸ 3 more  RU101")
        assert f"1/6  6 problems ({total})" in screen_text(app)
        await pilot.press("plus")
        assert listed(app)[0].startswith("▾ 3 more")
        assert [text.startswith("    ") for text in listed(app)[1:5]] == [True, True, True, False]
        await pilot.press("down", "left")
        assert listed(app) == folded
        assert app.main.findings_view.row == 0
        await pilot.press("right", "right")
        assert len(listed(app)) == 9
        assert app.main.findings_view.row == 0


async def test_n_goes_from_problem_to_problem(open_desk: OpenDesk, planted: Path) -> None:
    async with open_desk(path=planted) as (app, pilot):
        seen = []
        for _ in range(7):
            await pilot.press("n")
            await pilot.pause()
            finding = app.main.finding
            assert finding is not None
            assert finding.group in {"", finding.id}
            seen.append(finding.id)
        assert len(set(seen)) == 6
        assert seen[6] == seen[0]


async def test_another_finding_at_a_cell_is_unfolded_in_the_list(open_desk: OpenDesk, planted: Path) -> None:
    async with open_desk(path=planted) as (app, pilot):
        await pilot.press("n", "o")
        await pilot.pause()
        finding = app.main.finding
        assert finding is not None
        assert finding.group not in {"", finding.id}
        await pilot.press("3")
        await pilot.pause()
        assert app.main.finding == finding
        assert len(listed(app)) == 9


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_list_of_problems_is_as_it_was(
    open_desk: OpenDesk, planted: Path, size: tuple[int, int]
) -> None:
    async with open_desk(path=planted, language="zh", size=size) as (app, pilot):
        await pilot.press("3")
        await settled(app, pilot)
        compare(app, f"findings-grouped-{size[0]}x{size[1]}", screen_text(app))
