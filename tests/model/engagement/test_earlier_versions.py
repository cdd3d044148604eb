"""Engagements of the versions 1 to 3 are brought to the present one without loss, in the file or in memory."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from engagement_file import earlier_file
from small_report import finding, report

from model.engagement.engagement import Engagement
from model.engagement.record import Action, CellTarget, FindingTarget, State
from model.engagement.verification import verify
from model.equation import equation_line
from model.reading.prose.claim import ClaimBinding, ClaimKey

ROWS = [
    (1, "01", "李", "dispose", "F", None, None, None, None, None, "confirmed", "", None),
    (2, "02", "李", "dispose", "F", None, None, None, None, None, "dismissed", "误报", None),
    (3, "03", "王", "annotate", None, "预算.xlsx", "a" * 64, "表2", "D5", None, None, "查凭证", None),
    (4, "05", "李", "annotate", "F", None, None, None, None, None, None, "\udcff 第一稿", None),
    (5, "06", "李", "edit", None, None, None, None, None, 4, None, "第二稿", None),
    (6, "08", "李", "undo", None, None, None, None, None, None, None, "", 2),
    (7, "09", "王", "dispose", "G", None, None, None, None, None, "follow_up", "", None),
    (8, "10", "王", "delete", None, None, None, None, None, 3, None, "", None),
]
BINDING = {
    "paragraph": "0" * 64,
    "phrase": "12万元",
    "nth": 0,
    "year": 2021,
    "stage": "budget",
    "figure": "12万元",
    "coordinates": {"flow": "expenditure"},
}


def fill(database: sqlite3.Connection, version: int) -> None:
    """Fill a file of an earlier version with everything that it could hold."""
    for number, at, *rest in ROWS:
        values = [number, f"2026-03-01T08:00:{at}+00:00", *rest]
        stored = [v.encode("utf-8", "surrogatepass") if v == "\udcff 第一稿" else v for v in values]
        database.execute(f"INSERT INTO log VALUES ({', '.join('?' * 13)})", stored)
    now = finding("F", 27)
    texts = (now.title.text("zh"), now.title.text("en"), now.message.text("zh"), now.message.text("en"))
    values = ("F", "RU101", "error", *texts, equation_line(now), "2026-03-01T08:00:10+00:00")
    database.execute(f"INSERT INTO finding VALUES ({', '.join('?' * 9)})", values)
    database.execute("INSERT INTO document VALUES (1, '', '预算.xlsx', ?)", ("a" * 64,))
    if version > 1:
        content = '[[table]]\nsheet = "附表"\nkind = "fund"\n'
        database.execute("INSERT INTO mapping VALUES (1, '2026-03-01T08:00:04+00:00', '李', ?)", (content,))
    if version > 2:
        values = (1, "2026-03-01T08:00:07+00:00", "王", json.dumps(BINDING))
        database.execute("INSERT INTO binding VALUES (?, ?, ?, ?)", values)


@pytest.mark.parametrize("version", [1, 2, 3])
@pytest.mark.parametrize("read_only", [True, False])
def test_everything_of_an_earlier_version_is_there(tmp_path: Path, version: int, read_only: bool) -> None:
    path = tmp_path / "预算.xlsx.yushen"
    earlier_file(path, version, lambda database: fill(database, version))
    content = path.read_bytes()
    with Engagement.open(path, read_only=read_only) as engagement:
        engagement.remember(report(finding("F", 27), finding("G", 1)))
        decided = engagement.disposition("F")
        assert decided is not None
        assert (decided.state, decided.author, decided.at) == (
            State.CONFIRMED,
            "李",
            "2026-03-01T08:00:01+00:00",
        )
        (note,) = engagement.all_notes()
        assert (note.target, note.text, note.author) == (FindingTarget("F"), "第二稿", "李")
        log = engagement.log()
        assert [entry.at for entry in log] == sorted(entry.at for entry in log)
        assert len(log) == len(ROWS) + version - 1
        undone = next(entry for entry in log if entry.action is Action.UNDO)
        assert log[undone.undoes - 1].new == replace(
            decided, state=State.DISMISSED, reason="误报", at=log[1].at
        )
        texts = [entry.new.text for entry in log if entry.action is Action.ANNOTATE and entry.new]  # type: ignore[union-attr]
        assert texts == ["查凭证", "\udcff 第一稿"]
        assert any(entry.target == CellTarget("预算.xlsx", "a" * 64, "表2", "D5") for entry in log)
        assert [each.kind for each in engagement.mappings()] == ["fund"] * (version > 1)
        key = ClaimKey("0" * 64, "12万元", 0, 2021, "budget")
        bound = (ClaimBinding(key, "12万元", (("flow", "expenditure"),)),)
        assert engagement.bindings() == (bound if version > 2 else ())
        assert engagement.undo("王") is not None if not read_only else True
    assert (path.read_bytes() == content) is read_only
    assert verify(path).wrong == ()


def test_a_decision_of_an_earlier_version_holds_while_the_equation_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "预算.xlsx.yushen"
    earlier_file(path, 3, lambda database: fill(database, 3))
    with Engagement.open(path) as engagement:
        engagement.remember(report(finding("F", 127)))
        decided = engagement.disposition("F")
        assert decided is not None
        assert decided.state is State.OPEN
        assert decided.lapsed is not None
        assert decided.lapsed.state is State.CONFIRMED


def test_a_file_of_an_earlier_version_that_is_damaged_is_reported_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "预算.xlsx.yushen"

    def fill_badly(database: sqlite3.Connection) -> None:
        fill(database, 3)
        database.execute(
            "INSERT INTO log VALUES (9, '', '', 'undo', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', 9)"
        )
        database.execute("INSERT INTO binding VALUES (2, '', '', '[]')")

    earlier_file(path, 3, fill_badly)
    content = path.read_bytes()
    with Engagement.open(path) as engagement:
        assert engagement.wrong is not None
        assert "damaged" in engagement.wrong.text("en")
        decided = engagement.disposition("F")
        assert decided is not None
        assert decided.state is State.CONFIRMED
        assert [entry.at for entry in engagement.log()][-1:] == ["2026-03-01T08:00:10+00:00"]
        assert len(engagement.bindings()) == 1
    assert path.read_bytes() == content


def test_of_an_earlier_version_that_was_extended_or_cut_what_is_sound_is_read(tmp_path: Path) -> None:
    path = tmp_path / "预算.xlsx.yushen"

    def fill_and_extend(database: sqlite3.Connection) -> None:
        fill(database, 3)
        database.execute("CREATE TABLE foreign_words (word TEXT)")
        database.execute("DROP TABLE binding")
        database.execute("INSERT INTO document VALUES (2, '', 12, 13)")

    earlier_file(path, 3, fill_and_extend)
    with Engagement.open(path) as engagement:
        assert engagement.wrong is not None
        state = engagement.disposition("F")
        assert state is not None
        assert state.state is State.CONFIRMED
        assert engagement.bindings() == ()
        assert len(engagement.mappings()) == 1
