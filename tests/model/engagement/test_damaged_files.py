"""An engagement that is damaged, cut off, half written or on a full disk is read as far as it goes, and reported."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from engagement_file import contents

from model.engagement.engagement import Engagement
from model.engagement.instructions import instructions
from model.engagement.record import FindingTarget, State
from model.engagement.verification import verify
from model.errors import EngagementError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An engagement of six entries."""
    path = tmp_path / "预算.xlsx.yushen"
    with Engagement.open(path) as engagement:
        for number in range(3):
            engagement.dispose(f"F{number}", State.DISMISSED, f"理由{number}", "李")
            engagement.annotate(FindingTarget(f"F{number}"), f"批注{number}", "李")
    return path


def test_any_flipped_byte_of_an_entry_is_found_and_named(path: Path) -> None:
    whole = path.read_bytes()
    assert verify(path).wrong == ()
    chosen = random.Random(7)
    for link in contents(path):
        for part in (link.content, link.seal.encode()):
            start = whole.index(part)
            for at in chosen.sample(range(start, start + len(part)), 6):
                flipped = bytearray(whole)
                flipped[at] ^= 1 << chosen.randrange(8)
                path.write_bytes(flipped)
                wrong = verify(path).wrong
                assert wrong, at
                assert f"Entry {link.number}" in wrong[0].text("en"), wrong[0].text("en")


def test_what_fits_is_still_read_where_an_entry_does_not(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace("理由1".encode(), "理由9".encode()))
    with Engagement.open(path) as engagement:
        assert engagement.wrong is not None
        assert "Entry 3" in engagement.wrong.text("en")
        assert sorted(engagement.dispositions()) == ["F0", "F2"]
        with pytest.raises(EngagementError, match="Entry 3"):
            engagement.dispose("G", State.CONFIRMED, "", "李")


def test_a_log_that_was_cut_off_is_found_by_the_seal_of_its_last_entry(path: Path) -> None:
    head = verify(path).head
    database = sqlite3.connect(path)
    database.execute("DROP TRIGGER entry_is_not_deleted")
    database.execute("DELETE FROM entry WHERE number = 6")
    database.commit()
    database.close()
    assert any("cut off" in each.text("en") for each in verify(path, head).wrong)


def test_a_missing_entry_is_found(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("DROP TRIGGER entry_is_not_deleted")
    database.execute("DELETE FROM entry WHERE number = 2")
    database.commit()
    database.close()
    assert "Entry 3" in verify(path).wrong[0].text("en")


@pytest.mark.parametrize("damage", [b"\xff\xfe", b"\x00\x01"])
def test_a_schema_that_is_no_utf_8_is_reported_and_never_a_traceback(path: Path, damage: bytes) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"seal TEXT", b"se" + damage + b" TEXT", 1))
    with Engagement.open(path) as engagement:
        assert engagement.wrong is not None
        assert "damaged" in engagement.wrong.text("en")
    assert verify(path).wrong
    document = path.with_name("预算.xlsx")
    document.write_bytes(b"x")
    assert instructions([document]).mappings == ()


def test_any_damage_of_the_file_is_read_as_far_as_it_goes(path: Path) -> None:
    whole = path.read_bytes()
    chosen = random.Random(11)
    for _ in range(60):
        flipped = bytearray(whole)
        for _ in range(chosen.choice((1, 4, 60))):
            flipped[chosen.randrange(len(flipped))] = chosen.randrange(256)
        path.write_bytes(bytes(flipped[: chosen.choice((len(flipped), 5000, 9000))]))
        try:
            with Engagement.open(path, read_only=True) as engagement:
                assert len(engagement.dispositions()) <= 3
        except EngagementError:
            continue


def test_an_empty_file_is_an_engagement_without_content(path: Path) -> None:
    path.write_bytes(b"")
    with Engagement.open(path, read_only=True) as engagement:
        assert (engagement.log(), engagement.wrong) == ((), None)
    assert verify(path).wrong == ()
    with Engagement.open(path) as engagement:
        engagement.dispose("F", State.CONFIRMED, "", "李")
    with Engagement.open(path) as engagement:
        assert engagement.disposition("F") is not None


LEFT_HALF_WRITTEN = textwrap.dedent(
    """
    import os, signal, sqlite3, sys
    database = sqlite3.connect(sys.argv[1], isolation_level=None)
    database.execute("PRAGMA cache_size = 1")
    database.execute("BEGIN IMMEDIATE")
    for number in range(7, 400):
        database.execute("INSERT INTO document (at, path, sha256) VALUES ('', ?, ?)", ("x" * 900, str(number)))
    os.kill(os.getpid(), signal.SIGKILL)
    """
)


@pytest.fixture
def half_written(path: Path) -> Path:
    """The engagement as a process left it that was killed while it wrote: with a hot journal."""
    subprocess.run([sys.executable, "-c", LEFT_HALF_WRITTEN, str(path)], check=False)
    journal = path.with_name(f"{path.name}-journal")
    assert journal.stat().st_size > 0
    return path


def test_a_transaction_left_half_written_is_rolled_back_before_decisions_are_read(half_written: Path) -> None:
    with Engagement.open(half_written, read_only=True) as engagement:
        assert engagement.wrong is None
        assert len(engagement.dispositions()) == 3
    assert not half_written.with_name(f"{half_written.name}-journal").exists()


def test_on_a_medium_that_cannot_be_written_it_is_rolled_back_in_a_copy(
    half_written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("store", "connection"):
        monkeypatch.setattr(f"model.engagement.{module}.may_write", lambda _: False)
    content = half_written.read_bytes()
    with Engagement.open(half_written) as engagement:
        assert engagement.read_only is not None
        assert len(engagement.dispositions()) == 3
    assert half_written.read_bytes() == content
    assert half_written.with_name(f"{half_written.name}-journal").exists()


def test_a_full_disk_loses_nothing_and_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Engagement.open(path) as engagement:
        connection = engagement._journal.store.reading()
        assert connection is not None
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(EngagementError, match="full"):
            engagement.annotate(FindingTarget("F"), "长" * 100_000, "李")
        assert len(engagement.all_notes()) == 3
        connection.execute(f"PRAGMA max_page_count = {pages + 1000}")
        engagement.annotate(FindingTarget("F"), "长" * 100_000, "李")
    with Engagement.open(path) as engagement:
        assert len(engagement.all_notes()) == 4
    assert verify(path).wrong == ()


def test_a_holder_that_was_killed_holds_nothing(path: Path) -> None:
    script = textwrap.dedent(
        f"""
        import os, sys, time
        from pathlib import Path
        from model.engagement.engagement import Engagement
        engagement = Engagement.open(Path({str(path)!r}), author="甲")
        print("open", flush=True)
        time.sleep(60)
        """
    )
    desk = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert desk.stdout is not None
    with desk:
        assert desk.stdout.readline() == "open\n"
        with Engagement.open(path) as engagement:
            assert engagement.read_only is not None
            assert "甲" in engagement.read_only.text("zh")
            assert len(engagement.dispositions()) == 3
        os.kill(desk.pid, signal.SIGKILL)
    with Engagement.open(path) as engagement:
        assert engagement.read_only is None
        engagement.dispose("F0", State.CONFIRMED, "", "乙")


def test_a_copy_of_the_file_is_an_engagement_of_its_own(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "副本.yushen"
    shutil.copy(path, copy)
    with Engagement.open(path) as one, Engagement.open(copy) as two:
        assert one.read_only is None
        assert two.read_only is None
