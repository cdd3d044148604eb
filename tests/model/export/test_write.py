"""A working paper is written whole or not at all, and never over what must stay."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from model.errors import ExportError
from model.export.write import write


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "预算.xlsx"
    path.write_bytes(b"source")
    return path


def test_an_export_replaces_an_older_one_and_leaves_nothing_else(tmp_path: Path, source: Path) -> None:
    target = tmp_path / "底稿.csv"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write(b"new", target, [source])
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640
    assert {path.name for path in tmp_path.iterdir()} == {"预算.xlsx", "底稿.csv"}


@pytest.mark.parametrize("link", ["symbolic", "hard", "none"])
def test_a_source_is_never_written_over(tmp_path: Path, source: Path, link: str) -> None:
    target = tmp_path / "别名.xlsx"
    if link == "symbolic":
        target.symlink_to(source)
    elif link == "hard":
        target.hardlink_to(source)
    else:
        target = tmp_path / "." / ".." / tmp_path.name / source.name
    with pytest.raises(ExportError, match="one of the documents"):
        write(b"new", target, [source])
    assert source.read_bytes() == b"source"


def test_an_engagement_and_a_folder_are_never_written_over(tmp_path: Path, source: Path) -> None:
    with pytest.raises(ExportError, match="engagement"):
        write(b"new", tmp_path / "预算.xlsx.yushen", [source])
    with pytest.raises(ExportError, match="folder"):
        write(b"new", tmp_path, [source])


def test_a_place_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="could not be written"):
        write(b"new", tmp_path / "没有" / "底稿.csv", [])


def test_a_failure_leaves_the_old_export_and_no_other_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "底稿.csv"
    target.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError, match="No space left"):
        write(b"new", target, [])
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a named pipe")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write(b"new", pipe, [])
    assert os.read(reader, 10) == b"new"
    os.close(reader)
    assert pipe.is_fifo()
