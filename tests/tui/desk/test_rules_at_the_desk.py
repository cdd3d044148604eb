"""Settings, own relations and imported editions at the desk: shown in the overview, read anew with the documents."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from desk_driver import screen_text, settled

from checks.rule_files import RuleFiles
from model.classification.catalogue import prefer
from model.classification.codes import Domain
from model.classification.editions import Edition, Part, save_edition
from model.money import Unit
from tui.desk.app import DeskApp
from tui.desk.loading import load
from tui.desk.messages import Loaded
from tui.desk.overview_lines import overview_lines
from tui.desk.words import Words

SETTINGS = '[families]\nrollup = "off"\n'
RELATION = """\
[[rule]]
code = "ZD001"
title = "公务接待费不大于车辆运行费"
[[rule.relation]]
left = [{ table = "three_public", item = "vehicle_running" }]
is = "<="
right = [{ table = "three_public", item = "reception" }]
"""


@pytest.fixture(autouse=True)
def editions_forgotten() -> Iterator[None]:
    yield
    prefer(())


@pytest.fixture
def configuration(tmp_path: Path) -> Path:
    """A configuration folder with settings, a relation, an edition, and an edition that is damaged."""
    folder = tmp_path / "yushen"
    (folder / "relations").mkdir(parents=True)
    (folder / "relations" / "own.toml").write_text(RELATION, encoding="utf-8")
    (folder / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    part = Part({"201": "一般公共服务支出"}, frozenset(), frozenset(), "", "科目.xlsx", "", "2026-11-22")
    save_edition(Edition(2021, {Domain.FUNCTION: part}), folder / "classification")
    (folder / "classification" / "2020.json").write_text("{", encoding="utf-8")
    return folder


def overview(files: RuleFiles, path: Path, language: str = "en") -> str:
    posted: list[object] = []
    load([path], 1, lambda message: posted.append(message) or True, lambda: False, rule_files=files)
    *_, state = (message.state for message in posted if isinstance(message, Loaded))
    return "\n".join(line.text for line in overview_lines(state, (), (), Words(language), Unit.YUAN))  # type: ignore[arg-type]


def test_the_overview_shows_settings_relations_and_editions(planted: Path, configuration: Path) -> None:
    lines = overview(RuleFiles(folder=configuration), planted)
    assert lines.count("switched off by settings.toml:2.") == 8
    assert "\nZD001" in lines
    assert "支出功能分类 of 2021: judged by the imported edition 科目.xlsx." in lines
    assert "2020.json: The imported edition cannot be used" in lines
    assert "2021 年支出功能分类：依导入的科目 科目.xlsx 审核。" in overview(
        RuleFiles(folder=configuration), planted, "zh"
    )


def test_what_was_taken_away_no_longer_holds_when_the_documents_are_read_again(
    planted: Path, configuration: Path
) -> None:
    files = RuleFiles(folder=configuration)
    overview(files, planted)
    (configuration / "settings.toml").unlink()
    for path in (configuration / "classification").iterdir():
        path.unlink()
    lines = overview(files, planted)
    assert "switched off" not in lines
    assert "2021: judged by the catalogue that Yushen brings." in lines


async def test_a_rule_that_is_switched_off_is_shown_on_a_small_screen(
    planted: Path, configuration: Path, tmp_path: Path
) -> None:
    read = partial(load, rule_files=RuleFiles(folder=configuration))
    app = DeskApp([planted], "zh", folder=tmp_path, read=read)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("6")
        seen = ""
        for _ in range(12):
            await pilot.press("pagedown")
            await pilot.pause()
            seen += screen_text(app)
        assert "已由 settings.toml:2 停用。" in seen
        assert "2021 年支出功能分类：依导入的科目 科目.xlsx 审核。" in seen
