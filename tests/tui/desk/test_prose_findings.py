"""A finding that rests on prose alone, with no cell at all, is shown with its place and its words."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_driver import OpenDesk, screen_text

from tui.desk.app import DeskApp
from tui.desk.search import hits
from tui.desk.state import DeskState

TEXT = """某局2021年部门预算
单位：元
项目	预算数	项目	预算数
收入总计	100.00	支出总计	100.00

一、收支情况说明

公务用车运行费6.40万元，与上年持平，主要原因是。其中购置费0万元。

公务接待费1万元，主要用于用于公务活动。
"""


@pytest.fixture
def prose(tmp_path: Path) -> Path:
    path = tmp_path / "某局2021年部门预算.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def of(app: DeskApp, rule: str) -> int:
    state: DeskState | None = app.main.state
    assert state is not None
    return next(number for number, finding in enumerate(state.findings) if finding.rule == rule)


async def test_the_list_shows_the_paragraph_and_the_pane_the_words(open_desk: OpenDesk, prose: Path) -> None:
    async with open_desk(prose, size=(120, 40)) as (app, pilot):
        await pilot.press("3")
        app.main.findings_view.go_to(of(app, "TX201"))
        await pilot.pause()
        text = screen_text(app)
        assert "TX201 A reason or a use is left empty" in text
        assert "¶8" in text
        assert "¶8 主要原因是。" in text
        assert "nothing follows 主要原因是" in text


async def test_enter_goes_to_the_paragraph_of_a_finding_that_rests_on_no_cell(
    open_desk: OpenDesk, prose: Path
) -> None:
    async with open_desk(prose, size=(120, 40)) as (app, pilot):
        await pilot.press("3")
        app.main.findings_view.go_to(of(app, "TX201"))
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.main.view == "text"
        assert "¶8" in screen_text(app)


async def test_findings_of_prose_stand_in_the_order_of_the_text(open_desk: OpenDesk, prose: Path) -> None:
    async with open_desk(prose) as (app, _):
        state = app.main.state
        assert state is not None
        paragraphs = [
            (finding.severity, finding.spans[0].paragraph)
            for finding in state.findings
            if finding.rule.startswith("TX")
        ]
        assert [number for _, number in paragraphs] == [8, 10]


async def test_the_search_finds_a_finding_by_the_words_it_rests_on(open_desk: OpenDesk, prose: Path) -> None:
    async with open_desk(prose) as (app, _):
        state = app.main.state
        assert state is not None
        found, complete = hits(state, "findings", "¶10 用于用于", app.main.words, lambda: False)
        assert (found, complete) == ((of(app, "TX203"),), True)
