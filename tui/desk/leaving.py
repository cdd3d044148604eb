"""Leaving the desk because the system asks for it, so that the terminal is given back as it was.

A terminal that is closed, a session that ends and a plain kill would otherwise leave it raw, without a cursor, on the
other screen, and with the mouse on. `q` takes the same way.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from functools import partial

_ASKING = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT")
"""Signals that ask a program to leave, where the system has them; ctrl+c is a key while the desk is open."""

_OF_A_SIGNAL = 128
"""What shells add to a signal's number for an exit status."""


def leave_when_asked(leave: Callable[[int], None]) -> None:
    """Call `leave` with the exit status when a signal asks for it. Does nothing where signals do not come to a loop."""
    loop = asyncio.get_running_loop()
    for number in _numbers():
        try:
            loop.add_signal_handler(number, partial(leave, _OF_A_SIGNAL + number))
        except (NotImplementedError, RuntimeError, ValueError):
            return


def end_at_once_when_asked_again() -> None:
    """Let a second signal end the process: the terminal is given back before a thread is waited for."""
    for number in _numbers():
        try:
            signal.signal(number, _end)
        except ValueError:
            return


def _numbers() -> list[signal.Signals]:
    return [signal.Signals[name] for name in _ASKING if name in signal.Signals.__members__]


def _end(number: int, _: object) -> None:
    os._exit(_OF_A_SIGNAL + number)
