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
            kept = engagement.dispositions()
            assert {f"F{number}" for number in returned} <= kept.keys()
            assert len(kept) <= len(returned) + 1
            engagement.dispose("G", State.CONFIRMED, "", "李")


def test_two_desks_see_each_other_and_lose_nothing(path: Path) -> None:
    with Engagement.open(path) as one, Engagement.open(path) as two:
        one.dispose("F", State.CONFIRMED, "", "李")
        two.annotate(FindingTarget("F"), "王的批注", "王")
        assert two.disposition("F") is not None
        assert one.notes(FindingTarget("F")) == ()
        assert one.refresh()
        assert [note.author for note in one.notes(FindingTarget("F"))] == ["王"]
        assert not one.refresh()


def test_undo_never_takes_back_what_another_desk_did(path: Path) -> None:
    with Engagement.open(path) as one, Engagement.open(path) as two:
        one.dispose("E", State.CONFIRMED, "", "李")
        one.dispose("F", State.CONFIRMED, "", "李")
        two.dispose("F", State.DISMISSED, "误报", "王")
        with pytest.raises(EngagementError, match="Another desk"):
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


def test_a_newer_version_is_refused(path: Path) -> None:
    begun(path)
    _execute(path, f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    with pytest.raises(EngagementError, match="newer Yushen"):
        Engagement.open(path)


def test_an_older_version_is_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(path)
    newest = len(schema.MIGRATIONS) + 1
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("CREATE TABLE seal (number)",)))
    with Engagement.open(path) as engagement:
        assert engagement.disposition("F") is not None
    assert _execute(path, "PRAGMA user_version") == [(newest,)]
    assert _execute(path, "SELECT count(*) FROM seal") == [(0,)]


def test_a_file_with_foreign_triggers_is_refused(path: Path) -> None:
    begun(path)
    _execute(path, "CREATE TRIGGER t AFTER INSERT ON log BEGIN UPDATE finding SET rule = ''; END")
    with pytest.raises(EngagementError, match="damaged"):
        Engagement.open(path)


@pytest.mark.parametrize(
    "row",
    [
        "(2, '', '', 'dispose', 'F', NULL, NULL, NULL, NULL, NULL, NULL, '', NULL)",
        "(2, '', '', 'undo', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', NULL)",
        "(2, '', '', 'edit', NULL, NULL, NULL, NULL, NULL, 1, NULL, '', NULL)",
        "(2, '', '', 'annotate', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', NULL)",
        "(2, '', '', 'annotate', NULL, NULL, NULL, NULL, 'A1', NULL, NULL, '', NULL)",
        "(2, '', '', 'dispose', 'F', NULL, NULL, NULL, NULL, NULL, 'open', CAST(x'ff' AS TEXT), NULL)",
    ],
)
def test_a_log_that_says_what_cannot_be_is_refused(path: Path, row: str) -> None:
    begun(path)
    _execute(path, f"INSERT INTO log VALUES {row}")
    with pytest.raises(EngagementError, match=r"damaged|could not be read"):
        Engagement.open(path)


def test_the_log_cannot_be_rewritten(path: Path) -> None:
    begun(path)
    for statement in ("UPDATE log SET author = '王'", "DELETE FROM log"):
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
