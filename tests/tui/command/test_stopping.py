"""Ctrl+C in the middle of a batch: it ends at once, and what was audited until then is written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tui.command.auditing import interruptible

REPOSITORY = Path(__file__).resolve().parents[3]
AUDIT = "import sys; from tui.command.main import main; sys.exit(main(sys.argv[1:]))"
FILES, EVERY = 500, 10
"""Files of the batch, and of how many one is broken."""
TEXT = "第{number}局2024年部门预算\n2024年收入预算{number}.50万元。\n"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are sent otherwise elsewhere")


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    folder = tmp_path / "batch"
    folder.mkdir()
    for number in range(FILES):
        path = folder / f"{number:03}.{'xlsx' if number % EVERY == 0 else 'txt'}"
        path.write_text("" if number % EVERY == 0 else TEXT.format(number=number), encoding="utf-8")
    return folder


def test_a_batch_reports_what_is_broken_one_by_one_and_keeps_what_was_done_when_it_is_stopped(
    batch: Path, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.json"
    command = ["audit", "--lang", "en", "-o", str(paper), str(batch)]
    with subprocess.Popen(
        [sys.executable, "-c", AUDIT, *command], cwd=REPOSITORY, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stderr is not None
        lines = [running.stderr.readline() for _ in range(4)]
        assert running.poll() is None
        running.send_signal(signal.SIGINT)
        lines += running.stderr.readlines()
        status = running.wait()
    assert status == 130
    broken, stopped = lines[:-1], lines[-1]
    assert len(broken) < FILES / EVERY
    assert [Path(line.split(": ")[1]).name for line in broken] == [
        f"{EVERY * number:03}.xlsx" for number in range(len(broken))
    ]
    documents = json.loads(paper.read_text(encoding="utf-8"))["documents"]
    whole = [f"{number:03}.txt" for number in range(FILES) if number % EVERY]
    assert [Path(document["path"]).name for document in documents] == whole[: len(documents)]
    assert len(documents) < len(whole)
    assert len(documents) >= (len(broken) - 2) * (EVERY - 1)
    assert stopped.startswith(f"yushen: Stopped: {len(documents)} of {FILES} files were audited")
    assert "Traceback" not in "".join(lines)


def test_a_reading_that_is_given_up_starts_no_process_for_what_is_left(
    batch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from model.source import ahead

    started: list[str] = []
    opened = ahead.open_book

    def counting(path: Path, **how: object) -> object:
        started.append(path.name)
        return opened(path, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(ahead, "open_book", counting)
    books = ahead.read_ahead(sorted(batch.iterdir()))
    next(books)
    books.close()
    assert len(started) <= 3


def test_a_reading_that_is_given_up_looks_at_none_of_the_files_left(batch: Path) -> None:
    from model.source import ahead

    class Counted(list[Path]):
        taken = 0

        def __iter__(self) -> Iterator[Path]:
            for path in super().__iter__():
                self.taken += 1
                yield path

    paths = Counted(sorted(batch.iterdir()))
    books = ahead.read_ahead(paths)
    next(books)
    books.close()
    assert paths.taken <= 4


def test_an_interruption_that_was_lost_is_raised_at_the_next_file() -> None:
    with interruptible() as stop_if_asked:
        stop_if_asked()
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            stop_if_asked()
