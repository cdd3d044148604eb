"""The desk on a real sample: the planted faults are marked at their cells and reached by n."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import desk_example
import pytest
from desk_driver import OpenDesk, screen_text, settled

from model.finding import LedgerLine, Report
from tui.desk.detail.finding import no_finding_lines
from tui.desk.state import build_state
from tui.desk.words import Words

PLANTED = {
    ("表2 一般公共预算支出预算表", "D11"),
    ("表3 基本支出预算表", "E25"),
    ("表4 三公经费支出表", "G7"),
    ("表8 部门支出总表", "C17"),
    ("表6 部门收支总表", "D39"),
    ("表7 部门收入总表", "A20"),
}


async def test_every_planted_fault_carries_a_mark_at_its_cell(open_desk: OpenDesk, planted: Path) -> None:
    async with open_desk(path=planted) as (app, _):
        marked = {(place.sheet, place.cell) for place, mark in app.marks.at.items() if mark in "!?"}
        assert marked >= PLANTED


async def test_n_goes_to_every_planted_fault_in_the_sheet(open_desk: OpenDesk, planted: Path) -> None:
    async with open_desk(path=planted) as (app, pilot):
        assert app.main.state is not None
        await pilot.press("2")
        seen = set()
        for _ in app.main.state.findings:
            await pilot.press("n")
            await pilot.pause()
            place = app.main.place
            assert place is not None
            seen.add((place.sheet, place.cell))
        assert seen >= PLANTED


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_tree_shows_the_exchanged_digits_beside_the_sum(
    open_desk: OpenDesk, planted: Path, language: str
) -> None:
    async with open_desk(path=planted, language=language) as (app, pilot):
        await pilot.press("n")
        await pilot.pause()
        text = screen_text(app)
        assert "17,236,430.61!" in text
        assert "17,236,403.61" in text
        assert "+27.00" in text


async def test_a_clean_sample_shows_no_error(open_desk: OpenDesk, samples: Path, tmp_path: Path) -> None:
    path = tmp_path / "clean.xlsx"
    path.write_bytes((samples / "dadukou-2021-budget.xlsx").read_bytes())
    async with open_desk(path=path) as (app, _):
        assert app.main.state is not None
        assert "0!" in screen_text(app).splitlines()[0]


async def test_a_list_without_findings_says_what_was_checked(
    open_desk: OpenDesk, samples: Path, tmp_path: Path
) -> None:
    path = tmp_path / "clean.xlsx"
    path.write_bytes((samples / "dadukou-2021-budget.xlsx").read_bytes())
    async with open_desk(path=path, size=(120, 40)) as (app, pilot):
        await pilot.press("3")
        await settled(app, pilot)
        assert "Nothing was found: 2," in screen_text(app)


def test_an_empty_list_says_why_it_is_empty() -> None:
    report = Report((), (), (LedgerLine("RU101", consistent=1200, rounding=34, not_checked=5),))
    state = build_state(desk_example.documents(), report, ())
    found = build_state(desk_example.documents(), desk_example.report(), ())
    texts = [
        "".join(span.text for line in no_finding_lines(each, Words("en"), 200) for span in line)
        for each in (state, found, replace(state, is_audited=False))
    ]
    assert "1,234 relations hold, 5 were not checked" in texts[0]
    assert "filter" in texts[1]
    assert "still being asked" in texts[2]
