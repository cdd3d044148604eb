"""Two auditors' engagements become one: notes are united, equal decisions kept once, contradictions listed."""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path

import pytest
from engagement_file import contents
from example_report import example_report

from model.engagement.engagement import Engagement
from model.engagement.merge import merge
from model.engagement.record import Action, FindingTarget, State
from model.engagement.verification import verify
from model.errors import EngagementError


def opened(path: Path, day: int) -> Engagement:
    seconds = count()
    return Engagement.open(path, now=lambda: f"2026-03-{day:02d}T08:00:{next(seconds):02d}+00:00")


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    """An engagement with a note, its copy for the second auditor, and where the merged one goes."""
    first, second = tmp_path / "甲.yushen", tmp_path / "乙.yushen"
    with opened(first, 1) as engagement:
        engagement.remember(example_report())
        engagement.annotate(FindingTarget("F"), "共同的批注", "李")
    shutil.copy(first, second)
    return first, second, tmp_path / "合并.yushen"


def test_what_one_auditor_alone_did_is_taken_over(files: tuple[Path, Path, Path]) -> None:
    first, second, target = files
    with opened(first, 2) as engagement:
        engagement.dispose("F", State.CONFIRMED, "", "李")
        engagement.tag(FindingTarget("F"), ["重大"], "李")
    with opened(second, 2) as engagement:
        engagement.dispose("G", State.DISMISSED, "四舍五入", "王")
        engagement.annotate(FindingTarget("F"), "王的批注", "王")
        engagement.tag(FindingTarget("F"), ["待查"], "王")
    merged = merge(first, second, target, "李")
    assert (merged.entries, merged.contradictions) == (3, ())
    with opened(target, 3) as engagement:
        states = {id_: each.state for id_, each in engagement.dispositions().items()}
        assert states == {"F": State.CONFIRMED, "G": State.DISMISSED}
        assert [note.text for note in engagement.notes(FindingTarget("F"))] == ["共同的批注", "王的批注"]
        assert engagement.tags(FindingTarget("F")) == ("待查", "重大")
        engagement.edit_note(engagement.all_notes()[1].number, "王的批注，已改", "王")
        assert engagement.all_notes()[1].text == "王的批注，已改"
    assert verify(target).wrong == ()


def test_equal_decisions_are_kept_once_with_both_names(files: tuple[Path, Path, Path]) -> None:
    first, second, target = files
    for path, name in ((first, "李"), (second, "王")):
        with opened(path, 2) as engagement:
            engagement.remember(example_report())
            engagement.dispose("RU101-1", State.CONFIRMED, "", name)
    assert merge(first, second, target, "李").contradictions == ()
    with opened(target, 3) as engagement:
        decided = engagement.disposition("RU101-1")
        assert decided is not None
        assert (decided.state, decided.authors) == (State.CONFIRMED, "李, 王")


def test_contradictions_are_listed_and_open_until_one_decides(files: tuple[Path, Path, Path]) -> None:
    first, second, target = files
    with opened(first, 2) as engagement:
        engagement.dispose("F", State.CONFIRMED, "", "李")
    with opened(second, 2) as engagement:
        engagement.dispose("F", State.DISMISSED, "误报", "王")
    (contradiction,) = merge(first, second, target, "李").contradictions
    assert [(each.state, each.author) for each in contradiction.contradicting] == [
        (State.CONFIRMED, "李"),
        (State.DISMISSED, "王"),
    ]
    with opened(target, 3) as engagement:
        decided = engagement.disposition("F")
        assert decided is not None
        assert decided.state is State.OPEN
        engagement.dispose("F", State.CONFIRMED, "", "李")
        assert engagement.contradictions() == ()


def test_the_logs_of_both_are_kept_word_for_word(files: tuple[Path, Path, Path]) -> None:
    first, second, target = files
    with opened(first, 2) as engagement:
        engagement.dispose("F", State.CONFIRMED, "", "李")
    with opened(second, 2) as engagement:
        engagement.dispose("G", State.CONFIRMED, "", "王")
        engagement.undo("王")
    ours, theirs = contents(first), contents(second)
    merge(first, second, target, "李")
    assert contents(target)[: len(ours)] == ours
    with opened(target, 3) as engagement:
        log = engagement.log()
        assert [(each.action, each.author, each.file) for each in log[2:]] == [
            (Action.DISPOSE, "王", "乙.yushen"),
            (Action.UNDO, "王", "乙.yushen"),
            (Action.MERGE, "李", ""),
        ]
        assert engagement.disposition("G") is None
    assert contents(second) == theirs


def test_a_merge_can_be_taken_back_and_done_again(files: tuple[Path, Path, Path]) -> None:
    first, second, target = files
    with opened(second, 2) as engagement:
        engagement.dispose("G", State.CONFIRMED, "", "王")
    merge(first, second, target, "李")
    with opened(target, 3) as engagement:
        engagement.undo("李")
        assert engagement.disposition("G") is None
        engagement.redo("李")
        assert engagement.disposition("G") is not None


def test_what_was_merged_before_is_not_merged_again(files: tuple[Path, Path, Path], tmp_path: Path) -> None:
    first, second, target = files
    with opened(second, 2) as engagement:
        note = engagement.annotate(FindingTarget("G"), "第一稿", "王")
        engagement.dispose("G", State.CONFIRMED, "", "王")
    merge(first, second, target, "李")
    with opened(second, 4) as engagement:
        engagement.edit_note(note.number, "第二稿", "王")
        engagement.dispose("G", State.DISMISSED, "误报", "王")
    again = tmp_path / "再合并.yushen"
    merged = merge(target, second, again, "李")
    assert (merged.entries, merged.contradictions) == (2, ())
    with opened(again, 5) as engagement:
        assert [each.text for each in engagement.notes(FindingTarget("G"))] == ["第二稿"]
        decided = engagement.disposition("G")
        assert decided is not None
        assert decided.state is State.DISMISSED
    assert verify(again).wrong == ()


def test_engagements_that_began_apart_are_merged_too(tmp_path: Path) -> None:
    first, second, target = tmp_path / "甲.yushen", tmp_path / "乙.yushen", tmp_path / "合并.yushen"
    for path, name in ((first, "李"), (second, "王")):
        with opened(path, len(name)) as engagement:
            engagement.annotate(FindingTarget("F"), f"{name}的批注", name)
    merge(first, second, target, "李")
    with opened(target, 3) as engagement:
        assert [note.text for note in engagement.all_notes()] == ["李的批注", "王的批注"]


def test_a_merge_refuses_what_does_not_verify_and_a_file_that_is_there(
    files: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    first, second, target = files
    with pytest.raises(EngagementError, match="already"):
        merge(first, second, second, "李")
    with pytest.raises(EngagementError, match="no such engagement"):
        merge(first, tmp_path / "无.yushen", target, "李")
    content = second.read_bytes()
    second.write_bytes(content.replace("共同的批注".encode(), "共同的批准".encode()))
    with pytest.raises(EngagementError, match="Entry 1"):
        merge(first, second, target, "李")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["乙.yushen", "甲.yushen"]
