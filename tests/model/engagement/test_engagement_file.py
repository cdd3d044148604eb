"""An engagement file survives a killed desk, is shared by two, and refuses what it does not know."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from engagement_file import append_text

from model.engagement import connection, schema
from model.engagement.engagement import Engagement
from model.engagement.record import FindingTarget, State
from model.errors import EngagementError

WRITER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from model.engagement.engagement import Engagement
    from model.engagement.record import State

    engagement = Engagement.open(Path(sys.argv[1]))
    for number in range(100_000):
        engagement.dispose(f"F{number}", State.CONFIRMED, "理由" * 500, "李")
        print(number, flush=True)
    """
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "预算.xlsx.yushen"


def begun(path: Path) -> None:
    with Engagement.open(path) as engagement:
        engagement.dispose("F", State.CONFIRMED, "", "李")


def test_a_killed_desk_loses_nothing_that_a_call_returned_from(path: Path) -> None:
    for enough in (1, 4, 9):
        path.unlink(missing_ok=True)
        desk = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, cwd=path.parent
        )
        assert desk.stdout is not None
        with desk:
            returned = [int(desk.stdout.readline()) for _ in range(enough)]
            os.kill(desk.pid, signal.SIGKILL)
            returned += [int(line) for line in desk.stdout.read().split("\n")[:-1]]
        with Engagement.open(path) as engagement:
            decisions = engagement.dispositions()
            assert {f"F{number}" for number in returned} <= decisions.keys()
            assert len(decisions) <= len(returned) + 1
            engagement.dispose("G", State.CONFIRMED, "", "李")


def test_a_second_process_reads_and_learns_who_holds_the_file(path: Path) -> None:
    with Engagement.open(path, author="李") as one, Engagement.open(path, author="王") as two:
        one.dispose("F", State.CONFIRMED, "", "李")
        with pytest.raises(EngagementError, match="李 has this engagement open"):
            two.annotate(FindingTarget("F"), "王的批注", "王")
        assert two.refresh()
        assert two.disposition("F") is not None
        assert two.read_only is not None
        assert "李" in two.read_only.text("zh")
        one.close()
        two.annotate(FindingTarget("F"), "王的批注", "王")
        assert two.read_only is None
        assert len(two.log()) == 2


def test_undo_never_takes_back_what_another_did(path: Path) -> None:
    with Engagement.open(path) as one:
        one.dispose("E", State.CONFIRMED, "", "李")
        one.dispose("F", State.CONFIRMED, "", "李")
        one.dispose("F", State.DISMISSED, "误报", "王")
        with pytest.raises(EngagementError, match="changed elsewhere"):
            one.undo("李")
        disposition = one.disposition("F")
        assert disposition is not None
        assert disposition.author == "王"
        one.undo("李")
        assert one.disposition("E") is None


def test_a_write_that_waits_too_long_says_so_and_can_be_tried_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "WAIT", 0.05)
    begun(path)
    other = sqlite3.connect(path, isolation_level=None)
    with Engagement.open(path) as engagement:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(EngagementError, match="another program"):
            engagement.dispose("G", State.CONFIRMED, "", "李")
        assert engagement.disposition("G") is None
        other.execute("ROLLBACK")
        engagement.dispose("G", State.CONFIRMED, "", "李")
        assert len(engagement.log()) == 2
    other.close()


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 a workbook", b"\x00" * 4096, "预算".encode() * 400, b"SQLite format 3\x00"]
)
def test_a_file_of_another_kind_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(EngagementError, match=r"not an engagement|damaged"):
        Engagement.open(path)
    assert path.read_bytes() == content


def test_a_foreign_database_is_refused_and_left_alone(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE log (number)")
    other.commit()
    other.close()
    content = path.read_bytes()
    with pytest.raises(EngagementError, match="not an engagement"):
        Engagement.open(path)
    assert path.read_bytes() == content


def test_an_empty_file_is_a_new_engagement(path: Path) -> None:
    path.touch()
    begun(path)
    with Engagement.open(path) as engagement:
        assert engagement.disposition("F") is not None


def test_a_newer_version_is_read_as_far_as_it_is_known_and_not_written(path: Path) -> None:
    begun(path)
    _execute(path, "CREATE TABLE seal (number)")
    append_text(path, '{"at": "", "author": "王", "action": "foretell", "ways": 7}')
    _execute(path, f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    content = path.read_bytes()
    with Engagement.open(path) as engagement:
        assert engagement.wrong is not None
        assert "newer Yushen" in engagement.wrong.text("en")
        assert engagement.disposition("F") is not None
        with pytest.raises(EngagementError, match="newer Yushen"):
            engagement.dispose("G", State.CONFIRMED, "", "李")
    assert path.read_bytes() == content


def test_an_older_version_is_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(path)
    newest = len(schema.MIGRATIONS) + 1

    def step(database: sqlite3.Connection) -> None:
        database.execute("CREATE TABLE seal (number)")

    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
    with Engagement.open(path) as engagement:
        assert engagement.disposition("F") is not None
    assert _execute(path, "PRAGMA user_version") == [(newest,)]
    assert _execute(path, "SELECT count(*) FROM seal") == [(0,)]


def test_a_file_with_foreign_triggers_is_read_and_not_written(path: Path) -> None:
    begun(path)
    _execute(path, "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM document; END")
    with Engagement.open(path) as engagement:
        assert engagement.disposition("F") is not None
        assert engagement.wrong is not None
        with pytest.raises(EngagementError, match="damaged"):
            engagement.dispose("G", State.CONFIRMED, "", "李")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        '{"at": "", "author": "", "action": "dispose"}',
        '{"at": "", "author": "", "action": "dispose", "records": [{"id": "F"}]}',
        '{"at": "", "author": 7, "action": "dispose", "records": [{"id": "F"}], "state": "open"}',
        '{"at": "", "author": "", "action": "undo"}',
        '{"at": "", "author": "", "action": "undo", "refers": "none"}',
        '{"at": "", "author": "", "action": "edit", "refers": "none"}',
        '{"at": "", "author": "", "action": "annotate"}',
        '{"at": "", "author": "", "action": "annotate", "target": {"cell": "A1"}}',
        '{"at": "", "author": "", "action": "own_finding", "target": {"finding_id": "F"}}',
        '{"at": "", "author": "", "action": "merge", "merging": {"file": "", "entries": 2, "shared": 0}}',
    ],
)
def test_an_entry_that_states_what_cannot_be_is_passed_over_and_reported(path: Path, content: str) -> None:
    begun(path)
    append_text(path, content)
    with Engagement.open(path) as engagement:
        assert engagement.disposition("F") is not None
        assert engagement.wrong is not None
        assert "Entry 2" in engagement.wrong.text("en")
        with pytest.raises(EngagementError, match="Entry 2"):
            engagement.dispose("G", State.CONFIRMED, "", "李")


_REPLACING = "INSERT OR REPLACE INTO entry SELECT number, content, seal FROM entry"


def test_the_log_cannot_be_rewritten(path: Path) -> None:
    begun(path)
    for statement in ("UPDATE entry SET content = '王'", "DELETE FROM entry", _REPLACING):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            _execute(path, statement)


def test_a_file_that_cannot_be_written_is_opened_for_reading(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(path)
    monkeypatch.setattr("model.engagement.store.may_write", lambda _: False)
    content = path.read_bytes()
    with Engagement.open(path) as engagement:
        assert engagement.read_only is not None
        assert engagement.disposition("F") is not None
        with pytest.raises(EngagementError, match="only be read"):
            engagement.dispose("F", State.OPEN, "", "李")
    assert path.read_bytes() == content


def test_nothing_stays_beside_the_file(path: Path) -> None:
    begun(path)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def _execute(path: Path, statement: str) -> list[tuple[object, ...]]:
    database = sqlite3.connect(path)
    try:
        rows = database.execute(statement).fetchall()
        database.commit()
    finally:
        database.close()
    return rows
