"""What the auditor decides and writes is kept exactly, undone exactly, and never lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from example_report import example_report
from hypothesis import given, settings
from hypothesis import strategies as st

from model.engagement.engagement import Engagement
from model.engagement.finding_record import FindingRecord
from model.engagement.record import Action, CellTarget, Disposition, FindingTarget, Note, State
from model.errors import EngagementError
from model.finding import Report

CELL = CellTarget("预算.xlsx", "a" * 64, "表2", "D11")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "预算.xlsx.yushen"


def opened(path: Path) -> Engagement:
    seconds = count()
    return Engagement.open(path, now=lambda: f"2026-03-01T08:00:{next(seconds):02d}+00:00")


@pytest.fixture
def engagement(path: Path) -> Iterator[Engagement]:
    with opened(path) as engagement:
        yield engagement


def test_looking_alone_leaves_no_file(engagement: Engagement, path: Path) -> None:
    engagement.remember(example_report())
    assert engagement.disposition("RU101-1") is None
    assert engagement.undo("李") is None
    assert not path.exists()


def test_a_disposition_is_there_on_reopening(engagement: Engagement, path: Path) -> None:
    given = engagement.dispose("RU101-1", State.FOLLOW_UP, "请单位说明", "李")
    assert given == Disposition(
        "RU101-1",
        State.FOLLOW_UP,
        "请单位说明",
        "李",
        "2026-03-01T08:00:00+00:00",
        basis=FindingRecord("RU101-1"),
    )
    with opened(path) as again:
        assert again.disposition("RU101-1") == given
        assert again.dispositions() == {"RU101-1": given}


def test_a_dismissal_needs_a_reason(engagement: Engagement) -> None:
    with pytest.raises(EngagementError, match="without a reason"):
        engagement.dispose("RU101-1", State.DISMISSED, " \n", "李")
    assert engagement.disposition("RU101-1") is None
    assert engagement.dispose("RU101-1", State.DISMISSED, "四舍五入", "李").state is State.DISMISSED


def test_undo_walks_back_through_every_action(engagement: Engagement) -> None:
    engagement.dispose("F", State.CONFIRMED, "", "李")
    engagement.dispose("F", State.DISMISSED, "误报", "李")
    note = engagement.annotate(CELL, "第一稿", "李")
    engagement.edit_note(note.number, "第二稿", "李")
    engagement.delete_note(note.number, "李")
    assert engagement.notes(CELL) == ()

    engagement.undo("李")
    assert [note.text for note in engagement.notes(CELL)] == ["第二稿"]
    engagement.undo("李")
    assert engagement.notes(CELL) == (note,)
    engagement.undo("李")
    assert engagement.notes(CELL) == ()
    engagement.undo("李")
    disposition = engagement.disposition("F")
    assert disposition is not None
    assert disposition.state is State.CONFIRMED
    undone = engagement.undo("李")
    assert undone is not None
    assert (undone.action, undone.undoes, undone.new) == (Action.UNDO, 1, None)
    assert engagement.disposition("F") is None
    assert engagement.undo("李") is None


def test_an_action_after_an_undo_is_undone_first(engagement: Engagement) -> None:
    engagement.dispose("F", State.CONFIRMED, "", "李")
    engagement.dispose("F", State.FOLLOW_UP, "", "李")
    engagement.undo("李")
    engagement.dispose("F", State.DISMISSED, "误报", "李")
    engagement.undo("李")
    disposition = engagement.disposition("F")
    assert disposition is not None
    assert disposition.state is State.CONFIRMED


def test_the_log_keeps_who_when_what_old_and_new(engagement: Engagement, path: Path) -> None:
    note = engagement.annotate(FindingTarget("F"), "查凭证", "李")
    engagement.edit_note(note.number, "已查凭证", "王")
    engagement.delete_note(note.number, "王")
    with opened(path) as again:
        assert again.log() == engagement.log()
    annotated, edited, deleted = engagement.log()
    assert (annotated.old, annotated.new) == (None, note)
    assert (edited.author, edited.at, edited.target) == (
        "王",
        "2026-03-01T08:00:01+00:00",
        FindingTarget("F"),
    )
    assert isinstance(edited.new, Note)
    assert (edited.old, edited.new.text) == (note, "已查凭证")
    assert (deleted.old, deleted.new) == (edited.new, None)


def test_a_note_that_is_not_there_cannot_be_changed(engagement: Engagement) -> None:
    engagement.dispose("F", State.CONFIRMED, "", "李")
    for number in (1, 7):
        with pytest.raises(EngagementError):
            engagement.edit_note(number, "x", "李")
        with pytest.raises(EngagementError):
            engagement.delete_note(number, "李")
    assert len(engagement.log()) == 1


def test_a_note_cannot_be_empty(engagement: Engagement) -> None:
    with pytest.raises(EngagementError, match="empty"):
        engagement.annotate(CELL, "  ", "李")
    note = engagement.annotate(CELL, "x", "李")
    with pytest.raises(EngagementError, match="empty"):
        engagement.edit_note(note.number, "", "李")


def test_a_cell_keeps_its_note_when_the_document_changes_or_is_renamed(
    tmp_path: Path, engagement: Engagement
) -> None:
    target = CellTarget(str(tmp_path / "预算.xlsx"), "a" * 64, "表2", "D11")
    note = engagement.annotate(target, "查", "李")
    assert note.target == CellTarget("预算.xlsx", "a" * 64, "表2", "D11")
    assert engagement.notes(replace(target, sha256="b" * 64)) == (note,)
    assert engagement.notes(replace(target, path="别处/改名.xlsx")) == (note,)
    assert engagement.notes(replace(target, cell="D12")) == ()
    assert engagement.notes(replace(target, path="别处.xlsx", sha256="b" * 64)) == ()


def test_a_finding_that_no_longer_arises_is_kept_with_its_words(engagement: Engagement, path: Path) -> None:
    report = example_report()
    engagement.remember(report)
    first, second, *_ = report.findings
    engagement.dispose(first.id, State.CONFIRMED, "", "李")
    engagement.annotate(FindingTarget(second.id), "问单位", "李")
    assert engagement.gone() == ()
    with opened(path) as again:
        again.remember(Report(report.documents, report.findings[2:], report.ledger))
        gone = {finding.id: finding for finding in again.gone()}
    assert gone.keys() == {first.id, second.id}
    record = gone[first.id]
    assert (record.rule, record.severity) == (first.rule, "error")
    assert record.message.text("en") == first.message.text("en")
    assert record.equation.startswith("17,236,430.61 [表2!D11] ≠ 10,162,408.72 [表2!D12] + ")


def test_a_reopened_finding_is_not_listed_as_gone(engagement: Engagement) -> None:
    engagement.dispose("F", State.CONFIRMED, "", "李")
    engagement.dispose("F", State.OPEN, "", "李")
    engagement.remember(example_report())
    assert engagement.gone() == ()


def test_a_changed_document_is_reported_until_it_is_remembered(engagement: Engagement, path: Path) -> None:
    report = example_report()
    assert not engagement.remember(report)
    engagement.dispose("F", State.CONFIRMED, "", "李")
    before = report.documents[0]
    changed = replace(report, documents=(replace(before, sha256="f" * 64), *report.documents[1:]))
    engagement.close()
    with opened(path) as again:
        (change,) = again.remember(changed).documents
    assert (change.path, change.sha256, change.sha256_before) == (before.path, "f" * 64, before.sha256)
    with opened(path) as again:
        assert not again.remember(changed)


anything = st.text(st.characters(exclude_categories=()), max_size=40)


@settings(max_examples=40, deadline=None)
@given(reason=anything, author=anything, sheet=anything, text=anything.filter(lambda text: text.strip()))
def test_every_text_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, reason: str, author: str, sheet: str, text: str
) -> None:
    path = tmp_path_factory.mktemp("engagement") / "x.yushen"
    target = CellTarget("x.xlsx", "0" * 64, sheet, "A1")
    with Engagement.open(path) as engagement:
        engagement.dispose(sheet, State.CONFIRMED, reason, author)
        engagement.annotate(target, text, author)
    with Engagement.open(path) as again:
        disposition = again.disposition(sheet)
        assert disposition is not None
        assert (disposition.finding_id, disposition.reason, disposition.author) == (sheet, reason, author)
        (note,) = again.all_notes()
        assert isinstance(note.target, CellTarget)
        assert (note.target.sheet, note.text, note.author) == (sheet, text, author)
