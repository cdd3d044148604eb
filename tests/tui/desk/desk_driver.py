"""Driving an open desk: waiting for it, and its screen as text."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress

from textual.pilot import Pilot
from textual.worker import WorkerFailed

from tui.desk.app import DeskApp

OpenDesk = Callable[..., AbstractAsyncContextManager[tuple[DeskApp, Pilot[int]]]]


async def settled(app: DeskApp, pilot: Pilot[int]) -> None:
    """Wait until the desk is furnished and nothing is being read or searched."""
    await pilot.pause()
    while app.paths and not app.loading.generation:
        await pilot.pause()
    with suppress(WorkerFailed):
        await app.workers.wait_for_complete()
    await pilot.pause()


def screen_lines(app: DeskApp) -> list[str]:
    """Return the screen as it is drawn, line by line, without the blanks at the ends."""
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def screen_text(app: DeskApp) -> str:
    """Return the screen as it is drawn."""
    return "\n".join(screen_lines(app)) + "\n"
