"""What the work on a document may take: it is ended within a step, on the main thread and on another."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread

import pytest
from books import book, sheet

from model.effort import (
    Effort,
    ExceededError,
    TooLargeError,
    TooLongError,
    UnfinishedError,
    Watch,
    finished,
    resident,
)
from model.errors import Trouble
from model.pace import StoppedError

LITTLE = Effort(seconds=0.1, megabytes=1024.0)


def endless() -> None:
    while True:
        pass


def swallowing() -> None:
    """Hold back every error that is one."""
    while True:
        with suppress(Exception):
            endless()


def growing() -> list[bytearray]:
    held = []
    while True:
        held.append(bytearray(b"1" * (1 << 20)))


def matching() -> None:
    """An expression that would be matched for longer than anybody waits."""
    re.match("(a+)+b", "a" * 60)


def ended_with(
    work: Callable[[], object], effort: Effort, cancelled: Callable[[], bool] | None = None
) -> object:
    with Watch(cancelled) as watch:
        try:
            with watch.over(effort):
                work()
        except (ExceededError, StoppedError) as error:
            return type(error)
    return None


def on_a_thread(
    work: Callable[[], object], effort: Effort, cancelled: Callable[[], bool] | None = None
) -> object:
    found: list[object] = []
    thread = Thread(target=lambda: found.append(ended_with(work, effort, cancelled)))
    thread.start()
    thread.join()
    return found[0]


@pytest.mark.parametrize("where", [ended_with, on_a_thread])
@pytest.mark.parametrize("work", [endless, swallowing])
def test_work_without_an_end_is_ended(where: Callable[..., object], work: Callable[[], None]) -> None:
    assert where(work, LITTLE) is TooLongError


def test_an_expression_that_is_matched_without_an_end_is_ended() -> None:
    assert ended_with(matching, LITTLE) is TooLongError


@pytest.mark.skipif(not resident(), reason="this system does not say how much memory a process holds")
@pytest.mark.parametrize("where", [ended_with, on_a_thread])
def test_work_that_takes_all_memory_is_ended(where: Callable[..., object]) -> None:
    assert where(growing, Effort(seconds=60.0, megabytes=50.0)) is TooLargeError


@pytest.mark.parametrize("where", [ended_with, on_a_thread])
def test_work_that_nobody_waits_for_is_ended_at_once(where: Callable[..., object]) -> None:
    stop = Event()
    stop.set()
    assert where(endless, Effort(), stop.is_set) is StoppedError


@pytest.mark.parametrize("where", [ended_with, on_a_thread])
def test_what_is_done_in_time_is_done_and_nothing_is_ended_after_it(where: Callable[..., object]) -> None:
    assert where(lambda: None, LITTLE) is None
    assert sum(number for number in range(3_000_000)) > 0


def test_each_step_has_the_whole_effort_again() -> None:
    with Watch() as watch:
        for _ in range(3):
            with pytest.raises(TooLongError), watch.over(LITTLE):
                endless()


def test_a_document_that_takes_too_much_is_reported_with_the_step_and_how_to_allow_more() -> None:
    with Watch() as watch, pytest.raises(UnfinishedError) as raised:
        finished("甲.xlsx", "recognition", endless, watch, LITTLE)
    assert raised.value.line("en") == (
        "甲.xlsx: The recognition of its tables was ended after 0 s of processor time: nothing of it was checked. "
        "Allow more with --limit 4 (four times as much), or split it into several files."
    )


def test_a_document_for_which_memory_runs_out_is_reported() -> None:
    def out_of_memory() -> None:
        raise MemoryError

    with Watch() as watch, pytest.raises(Trouble) as raised:
        finished("甲.xlsx", "judging", out_of_memory, watch, LITTLE)
    assert "when it took 1024 MB of memory more: no finding of it is shown" in raised.value.line("en")


def test_a_large_document_may_take_more_and_a_limit_multiplies_all() -> None:
    one = book(sheet("1\t2\n3\t4", "表"))
    bare = Effort()
    assert bare.of_books([one]).seconds > bare.seconds
    assert bare.of_books([one, one]).megabytes > bare.of_books([one]).megabytes
    assert bare.times(3).of_books([one]).seconds == pytest.approx(3 * bare.of_books([one]).seconds)
