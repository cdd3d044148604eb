"""Claims bound by hand are kept with the decisions, in files of before too, and are read again on reopening."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from engagement_file import append

from model.disclosure import Document, open_disclosures
from model.engagement import schema
from model.engagement.engagement import Engagement
from model.engagement.entry import Entry
from model.engagement.instructions import instructions
from model.engagement.location import beside
from model.engagement.record import Action
from model.errors import EngagementError
from model.export.grids import all_grids
from model.export.paper import working_paper
from model.finding import Report
from model.reading.prose.claim import ClaimBinding, ClaimKey, claim_keys

KEY = ClaimKey("0" * 64, "智慧医保平台12万元", 0, 2021, "budget")
BINDING = ClaimBinding(KEY, "12万元", (("flow", "expenditure"), ("function", "2101504"), ("year", "2021")))
SENTENCE = "2021年智慧医保平台12.00万元，比上年增加2.00万元。"
TEXT = f"某区医疗保障局2021年部门预算\n\n一、部门预算情况说明\n{SENTENCE}\n{SENTENCE}\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "说明.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def read(path: Path, bindings: tuple[ClaimBinding, ...] = ()) -> Document:
    ((one,), troubles) = open_disclosures([path], bindings=bindings)
    assert troubles == []
    return one.documents[0]


def keys(document: Document) -> list[ClaimKey]:
    return list(claim_keys(document.claims, document.book.paragraphs, document.year, document.stage))


def test_a_binding_is_there_on_reopening_and_before_the_documents_are_read(document: Path) -> None:
    with Engagement.open(beside(document)) as engagement:
        engagement.bind_claim(BINDING, "李")
    with Engagement.open(beside(document)) as again:
        assert again.bindings() == (BINDING,)
        assert [(each.number, each.author) for each in again.binding_log()] == [(1, "李")]
    assert instructions([document]).bindings == (BINDING,)


def test_what_was_stated_last_holds_and_all_of_it_is_kept(document: Path) -> None:
    with Engagement.open(beside(document)) as engagement:
        engagement.bind_claim(BINDING, "李")
        engagement.bind_claim(replace(BINDING, coordinates=(("flow", "revenue"),)), "李")
        assert [each.coordinates for each in engagement.bindings()] == [(("flow", "revenue"),)]
        engagement.bind_claim(ClaimBinding(KEY, "12万元"), "王")
        assert engagement.bindings() == ()
        assert len(engagement.binding_log()) == 3


def test_undo_puts_back_what_was_stated_before_and_the_log_keeps_all(document: Path) -> None:
    with Engagement.open(beside(document)) as engagement:
        engagement.bind_claim(BINDING, "李")
        engagement.bind_claim(replace(BINDING, coordinates=(("flow", "revenue"),)), "李")
        assert engagement.undo("李")
        assert engagement.bindings() == (BINDING,)
        assert engagement.undo("李")
        assert engagement.bindings() == ()
        assert engagement.undo("李") is None
        assert len(engagement.binding_log()) == 4


def test_what_another_desk_has_bound_since_is_not_undone(document: Path) -> None:
    with Engagement.open(beside(document)) as one:
        one.bind_claim(BINDING, "李")
        one.bind_claim(replace(BINDING, coordinates=(("flow", "revenue"),)), "王")
        with pytest.raises(EngagementError, match="changed elsewhere"):
            one.undo("李")
        assert [each.coordinates for each in one.bindings()] == [(("flow", "revenue"),)]
        assert one.undo("李") is None


@pytest.mark.parametrize("version", [1, 2])
def test_a_file_of_an_earlier_version_is_brought_up_to_date(document: Path, version: int) -> None:
    database = sqlite3.connect(beside(document), isolation_level=None)
    for step in schema.MIGRATIONS[:version]:
        step(database)
    database.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    database.execute(f"PRAGMA user_version = {version}")
    database.close()
    assert instructions([document]).bindings == ()
    with Engagement.open(beside(document)) as engagement:
        engagement.bind_claim(BINDING, "李")
    assert instructions([document]).bindings == (BINDING,)


@pytest.mark.parametrize(
    "coordinates", [(("colour", "red"),), (("year", "x"),), (("function", "-1"),), (("flow", ""),)]
)
def test_a_binding_that_cannot_be_is_passed_over_and_reported(
    document: Path, coordinates: tuple[tuple[str, str], ...]
) -> None:
    with Engagement.open(beside(document)) as engagement:
        engagement.bind_claim(BINDING, "李")
    append(beside(document), Entry("", "", Action.BIND, binding=ClaimBinding(KEY, "", coordinates)))
    with Engagement.open(beside(document)) as engagement:
        assert engagement.bindings() == (BINDING,)
        assert engagement.wrong is not None
        assert "Entry 2" in engagement.wrong.text("en")


def test_a_figure_is_bound_by_hand_in_a_renamed_file_and_the_same_sentence_elsewhere_is_not(
    document: Path,
) -> None:
    before = read(document)
    assert [(claim.text, claim.is_bound) for claim in before.claims] == [
        ("12.00万元", False),
        ("2.00万元", False),
    ] * 2
    amount, change, *_ = keys(before)
    subject = BINDING.coordinates
    bindings = (ClaimBinding(amount, "12.00万元", subject), ClaimBinding(change, "2.00万元", subject))
    renamed = document.rename(document.with_name("改名.txt"))
    renamed.write_text(TEXT.replace("一、", "\n说明\n\n一、"), encoding="utf-8")
    after = read(renamed, bindings)
    assert [claim.is_bound for claim in after.claims] == [True, True, False, False]
    assert dict(after.claims[0].coordinates) == dict(subject)
    assert after.claims[1].about == 0
    assert after.claims[1].base["year"] == "2020"


def test_what_the_sentence_read_wrongly_is_overruled_and_its_change_follows(tmp_path: Path) -> None:
    path = tmp_path / "说明.txt"
    path.write_text(
        "某区医疗保障局2021年部门预算\n\n一、说明\n\n"
        "2021年基本支出100.00万元，比上年增加5.00万元，增长5.26%。项目支出40.00万元。\n",
        encoding="utf-8",
    )
    amount, change, growth, other = read(path).claims
    assert [each.coordinates.get("nature") for each in (amount, change, growth, other)] == ["basic"] * 3 + [
        "project"
    ]
    binding = ClaimBinding(
        keys(read(path))[0],
        "100.00万元",
        tuple(sorted({**amount.coordinates, "nature": "personnel"}.items())),
    )
    overruled = read(path, (binding,)).claims
    assert [each.coordinates.get("nature") for each in overruled] == ["personnel"] * 3 + ["project"]
    assert dict(overruled[1].base) == {**change.base, "nature": "personnel"}
    assert overruled[3] == other


def test_a_sentence_that_was_changed_is_no_longer_bound(document: Path) -> None:
    amount = keys(read(document))[0]
    document.write_text(TEXT.replace("平台12.00", "平台13.00"), encoding="utf-8")
    after = read(document, (ClaimBinding(amount, "12.00万元", BINDING.coordinates),))
    assert not any(claim.is_bound for claim in after.claims)


def test_a_working_paper_lists_what_was_bound_and_what_was_taken_back(document: Path) -> None:
    report = Report((), (), ())
    with Engagement.open(beside(document)) as engagement:
        engagement.remember(report)
        engagement.bind_claim(BINDING, "李")
        engagement.undo("李")
        paper = working_paper(report, engagement, "zh", "2026-03-01T08:00:00+00:00", "1")
    table = next(each for each in all_grids(paper) if each.name == "手工对应")
    bound, back = table.rows
    assert bound[3:] == ("智慧医保平台12万元", "12万元", "支出 / 2101504 信息化建设 / 2021")
    assert back[5] == "已撤销"
