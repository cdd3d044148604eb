"""How tables are mapped is kept with the decisions, in files of before too, and is there on reopening."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from engagement_file import append, earlier_file

from model.engagement.engagement import Engagement
from model.engagement.entry import Entry
from model.engagement.instructions import instructions
from model.engagement.location import beside, existing
from model.engagement.record import Action, State
from model.errors import EngagementError
from model.mapping.mapping import TableMapping
from model.money import Unit

MAPPING = TableMapping(
    title="2021年情况一览",
    sheet="附表",
    kind="expenditure",
    unit=Unit.WAN,
    year=2021,
    stage="budget",
    headings=range(3, 5),
    columns=((0, "科目编码"), (3, "基本支出"), (26, "")),
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own data folder, apart from everybody's."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "披露" / "预算.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"x")
    return path


def old_file(path: Path) -> None:
    """Make an engagement as the first version wrote it, with one decision."""

    def fill(database: sqlite3.Connection) -> None:
        database.execute(
            "INSERT INTO log (number, at, author, action, finding_id, state, text)"
            " VALUES (1, '2026-03-01T08:00:00+00:00', '李', 'dispose', 'F', 'confirmed', '')"
        )

    earlier_file(path, 1, fill)


def test_a_mapping_is_there_on_reopening(document: Path) -> None:
    with Engagement.open(beside(document)) as engagement:
        engagement.map_table(MAPPING, "李")
        assert engagement.mappings() == (MAPPING,)
    with Engagement.open(beside(document)) as again:
        assert again.mappings() == (MAPPING,)
        assert again.mappings()[0].place == "预算.xlsx.yushen"
        assert [(each.number, each.author) for each in again.mapping_log()] == [(1, "李")]
        assert [entry.action for entry in again.log()] == [Action.MAP]


def test_what_was_stated_last_of_a_table_holds_and_all_of_it_is_kept(document: Path) -> None:
    other = TableMapping(sheet="表9", kind="fund")
    later = replace(MAPPING, title="2022年 情况一览", kind="revenue")
    with Engagement.open(beside(document)) as engagement:
        for mapping in (MAPPING, other, later):
            engagement.map_table(mapping, "李")
        assert engagement.mappings() == (later, other)
        engagement.map_table(TableMapping(title=MAPPING.title, sheet=MAPPING.sheet), "王")
        assert engagement.mappings() == (other,)
        assert len(engagement.mapping_log()) == 4


def test_a_table_that_could_not_be_known_again_is_not_mapped(document: Path) -> None:
    with Engagement.open(beside(document)) as engagement:
        with pytest.raises(EngagementError, match="no title"):
            engagement.map_table(TableMapping(title="2021年", kind="fund"), "李")
        assert not beside(document).exists()


def test_a_file_of_the_first_version_is_brought_up_to_date_and_keeps_its_decisions(document: Path) -> None:
    old_file(beside(document))
    with Engagement.open(beside(document)) as engagement:
        assert engagement.mappings() == ()
        engagement.map_table(MAPPING, "李")
        assert engagement.dispositions()["F"].state is State.CONFIRMED
    with Engagement.open(beside(document), read_only=True) as again:
        assert again.mappings() == (MAPPING,)
        assert len(again.log()) == 2


def test_a_file_of_the_first_version_that_may_only_be_read_is_left_as_it_is(document: Path) -> None:
    old_file(beside(document))
    content = beside(document).read_bytes()
    with Engagement.open(beside(document), read_only=True) as engagement:
        assert engagement.mappings() == ()
        assert engagement.dispositions()["F"].state is State.CONFIRMED
    assert beside(document).read_bytes() == content


@pytest.mark.parametrize(
    "content",
    ["", "nothing", "[[table]]", "[[table]]\nsheet = 'a'\n[[table]]\nsheet = 'b'", "[[table]]\nx = 1"],
)
def test_a_mapping_that_cannot_be_is_passed_over_and_reported(document: Path, content: str) -> None:
    with Engagement.open(beside(document)) as engagement:
        engagement.map_table(MAPPING, "李")
    append(beside(document), Entry("", "", Action.MAP, mapping=content))
    with Engagement.open(beside(document)) as engagement:
        assert engagement.mappings() == (MAPPING,)
        assert engagement.wrong is not None
        assert "Entry 2" in engagement.wrong.text("en")


def test_a_mapping_of_words_the_lexicon_no_longer_has_is_kept(document: Path) -> None:
    strange = TableMapping(sheet="表9", kind="of_before", columns=((1, "旧词"),))
    with Engagement.open(beside(document)) as engagement:
        engagement.map_table(strange, "李")
    assert instructions([document]).mappings == (strange,)


def test_mappings_are_found_before_the_documents_are_read(document: Path) -> None:
    second = document.with_name("说明.docx")
    assert instructions([document, second]).mappings == ()
    with Engagement.open(beside(second)) as engagement:
        engagement.map_table(MAPPING, "李")
    assert instructions([document, second]).mappings == (MAPPING,)
    assert existing([document]) == ()
    assert instructions([]).mappings == ()


def test_mappings_are_found_in_the_user_s_own_folder(document: Path, home: Path) -> None:
    import hashlib

    own = home / "yushen" / "engagements" / f"{hashlib.sha256(b'x').hexdigest()}.yushen"
    with Engagement.open(own) as engagement:
        engagement.map_table(MAPPING, "李")
    assert existing([document]) == (own,)
    assert instructions([document]).mappings == (MAPPING,)


def test_a_title_of_two_lines_is_known_again(document: Path) -> None:
    printed = "某局 \n情况\t一览\u3000表"
    with Engagement.open(beside(document)) as engagement:
        engagement.map_table(TableMapping(title=printed, kind="fund"), "李")
    (mapping,) = instructions([document]).mappings
    assert mapping.title == "某局 情况 一览 表"
    assert mapping.fits(printed, "")
