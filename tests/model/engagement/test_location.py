"""An engagement stands beside its documents, or in the user's folder where it cannot."""

from __future__ import annotations

import errno
import hashlib
import sys
from pathlib import Path

import pytest

from model.engagement.engagement import Engagement
from model.engagement.location import Location, locate
from model.engagement.recent import KEPT, Recent, opened, recent
from model.engagement.record import State, local_time


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable))


@pytest.fixture
def documents(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "披露"
    folder.mkdir()
    paths = [folder / "预算.xlsx", folder / "说明.txt"]
    for path in paths:
        path.write_text(path.name, encoding="utf-8")
    return paths


def test_an_engagement_stands_beside_the_first_document(documents: list[Path]) -> None:
    assert locate(documents) == Location(documents[0].with_name("预算.xlsx.yushen"))


def test_an_engagement_beside_any_of_the_documents_is_found_again(documents: list[Path]) -> None:
    own = documents[0].with_name("预算.xlsx.yushen")
    own.touch()
    assert locate(documents[::-1]) == Location(own)


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder that nobody can write")
def test_a_document_in_a_folder_that_cannot_be_written_has_its_engagement_in_the_users_state(
    tmp_path: Path,
) -> None:
    document = Path("/proc/version")
    location = locate([document])
    sha256 = hashlib.sha256(document.read_bytes()).hexdigest()
    assert location.path == tmp_path / "XDG_STATE_HOME" / "yushen" / "engagements" / f"{sha256}.yushen"
    assert location.notice is not None
    with Engagement.open(location.path) as engagement:
        assert engagement.read_only is None
        engagement.dispose("F", State.CONFIRMED, "", "李")
    with Engagement.open(locate([document]).path) as engagement:
        assert engagement.disposition("F") is not None


@pytest.mark.skipif(sys.platform == "win32", reason="where every file can be locked")
def test_on_a_share_that_knows_no_locks_an_engagement_is_read_and_a_new_one_is_the_user_s(
    documents: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    beside = locate(documents[:1]).path
    with Engagement.open(beside) as engagement:
        engagement.dispose("F", State.CONFIRMED, "", "李")

    def without_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "lockf", without_locks)
    with Engagement.open(beside) as engagement:
        assert engagement.read_only is not None
        assert engagement.disposition("F") is not None
    other = locate(documents[1:])
    assert other.path.parent != documents[1].parent
    assert other.notice is not None
    assert "locks" in other.notice.text("en")


def test_an_engagement_in_the_users_data_is_found_again_when_the_folder_can_be_written(
    documents: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as context:
        context.setattr("model.engagement.connection.may_write", lambda _: False)
        path = locate(documents).path
    with Engagement.open(path) as engagement:
        engagement.dispose("F", State.CONFIRMED, "", "李")
    assert locate(documents).path == path
    assert locate(documents).notice is not None


def test_a_name_too_long_for_a_suffix_sends_the_engagement_to_the_users_data(documents: list[Path]) -> None:
    document = documents[0].with_name("算" * 82 + ".xlsx")
    document.write_bytes(b"x")
    location = locate([document])
    assert location.notice is not None
    with Engagement.open(location.path) as engagement:
        engagement.dispose("F", State.CONFIRMED, "", "李")


def test_recent_documents_are_listed_newest_first_and_once(documents: list[Path]) -> None:
    assert recent() == ()
    opened(documents, "大渡口区医疗保障局 2021", "2026-03-01T08:00:00+00:00")
    for number in range(KEPT + 3):
        opened([documents[0].with_name(f"{number}.xlsx")], str(number), "")
    opened(documents, "大渡口区医疗保障局 2021", "2026-03-02T08:00:00+00:00")
    listed = recent()
    assert len(listed) == KEPT
    assert listed[0] == Recent(
        tuple(map(str, documents)), "大渡口区医疗保障局 2021", "2026-03-02T08:00:00+00:00"
    )
    assert listed[1].name == str(KEPT + 2)


@pytest.mark.parametrize("content", [b"", b"{}", b'[1, {"paths": 3}, null]', b"\xff", b"[" * 100_000])
def test_a_damaged_list_of_recent_documents_is_an_empty_one(
    tmp_path: Path, documents: list[Path], content: bytes
) -> None:
    path = tmp_path / "XDG_STATE_HOME" / "yushen" / "recent.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    assert recent() == ()
    opened(documents, "x", "")
    assert [each.name for each in recent()] == ["x"]
    assert [each.name for each in path.parent.iterdir()] == ["recent.json"]


def test_a_list_that_cannot_be_written_stops_nobody(tmp_path: Path, documents: list[Path]) -> None:
    (tmp_path / "XDG_STATE_HOME").write_text("not a folder")
    opened(documents, "x", "")
    assert recent() == ()


def test_a_stored_time_is_shown_in_local_time_and_anything_else_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import time

    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    assert local_time("2026-03-01T16:30:00+00:00") == "2026-03-02 00:30"
    assert local_time("昨天") == "昨天"
    monkeypatch.undo()
    time.tzset()
