"""The process that parses a file begins whatever the others do at that moment."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from threading import Event, Thread

from model.source.process import ChildProcess, Limits


@contextmanager
def changing_environment() -> Iterator[None]:
    """A thread that puts words into the environment and takes them out, as a library does while it is imported."""
    done = Event()

    def change() -> None:
        while not done.is_set():
            for number in range(50):
                os.putenv(f"YUSHEN_TEST_{number}", "1" * 50)
            for number in range(50):
                os.unsetenv(f"YUSHEN_TEST_{number}")

    thread = Thread(target=change)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def test_a_process_begins_while_the_environment_changes() -> None:
    with changing_environment():
        for _ in range(20):
            with ChildProcess(PurePath("a.txt"), 1, Limits(), None) as child:
                child.feed([b"1"])
                assert list(child.lines())
