"""What stands in few cells shows what it must: documents by what differs, places by address, sheets by name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from desk_driver import OpenDesk, screen_lines, screen_text, settled
from test_survey import opened
from two_years import EARLIER, write_years

from model.finding import DocumentSummary
from model.money import Unit
from tui.desk.document_names import document_names
from tui.desk.overview_lines import overview_lines
from tui.desk.screens.elsewhere import cut_place
from tui.desk.words import Words


def document(
    path: str, department: str | None, year: int | None, stage: str | None = None
) -> DocumentSummary:
    return DocumentSummary(path, "", department, year, stage, None)


def test_documents_of_one_department_are_called_by_year_and_stage_and_else_by_file() -> None:
    words = Words("zh")
    years = [document("a/1.xlsx", "某局", 2021, "budget"), document("a/2.xlsx", "某局", 2022, "budget")]
    assert list(document_names(years, words).values()) == ["2021 预算", "2022 预算"]
    alike = [*years, document("a/3.xlsx", "某局", 2021, "budget")]
    assert list(document_names(alike, words).values()) == ["1.xlsx", "2022 预算", "3.xlsx"]
    unnamed = [document("a/1.xlsx", None, None), document("b/1.xlsx", None, None)]
    assert list(document_names(unnamed, words).values()) == ["a/1.xlsx", "b/1.xlsx"]


def test_departments_that_begin_alike_are_distinguished_where_they_are_cut() -> None:
    two = [document("1.pdf", "重庆市大渡口区财政局", 2021), document("2.pdf", "重庆市大渡口区教育局", 2021)]
    assert list(document_names(two, Words("zh"), 12).values()) == ["1.pdf", "2.pdf"]
    assert list(document_names(two, Words("zh"), 40).values()) == [
        "2021 重庆市大渡口区财政局",
        "2021 重庆市大渡口区教育局",
    ]


def test_a_place_that_is_cut_keeps_its_address() -> None:
    assert cut_place("一般公共预算支出表!E25", 16) == "一般公共预 >!E25"
    assert cut_place("表3!E25", 10) == "表3!E25   "


async def test_the_overview_cuts_no_name_while_there_is_room(planted: Path, open_desk: OpenDesk) -> None:
    async with open_desk(path=planted, size=(140, 40)) as (app, _):
        state = app.main.state
        assert state is not None
        names = [table.sheet for table in state.report.documents[0].tables]
        longest = max(names, key=len)
        wide = "\n".join(line.text for line in overview_lines(state, (), (), app.words, Unit.YUAN, 140))
        assert f"  {longest} " in wide
        narrow = overview_lines(state, (), (), app.words, Unit.YUAN, 80)
        assert len(narrow) == len(wide.splitlines())


async def test_lines_of_the_survey_that_read_alike_have_their_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    one, other = write_years(tmp_path)
    again = tmp_path / "again.txt"
    again.write_text(EARLIER, encoding="utf-8")
    async with opened((one, other, again)) as (app, pilot):
        await pilot.press("7")
        await settled(app, pilot)
        shown = screen_text(app)
        assert f"{one.name}  某区医疗保障局" in shown
        assert "again.txt  某区医疗保障局" in shown
        assert f"{other.name}  某区" not in shown


async def test_no_heading_of_the_findings_is_cut(tmp_path: Path, samples: Path) -> None:
    path = shutil.copy(samples / "dadukou-2021-planted.xlsx", tmp_path)
    async with opened((Path(path),)) as (app, pilot):
        await pilot.press("3")
        await settled(app, pilot)
        heads = next(line for line in screen_lines(app) if "finding" in line and "place" in line)
        assert ">" not in heads
