"""Fetching a large sheet from calamine on a thread: it lets go of the interpreter meanwhile, but reports nothing."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from time import monotonic

from python_calamine import CalamineSheet, CalamineWorkbook

from model.source.calamine_sheet import FETCHED

_BYTES_PER_SECOND = 50e6
_POLL_SECONDS = 0.25
_SURE_MOST = 0.95


class Fetch:
    """Begins at once, with a sheet of `size` bytes of XML; `sheet` waits for it.

    `report` is called by the clock with the share that is likely done.
    """

    def __init__(
        self, values: CalamineWorkbook, index: int, size: int, report: Callable[[float], None]
    ) -> None:
        self._values, self._index, self._size, self._report = values, index, size, report
        self._fetched: CalamineSheet | None = None
        self._error: BaseException | None = None
        self._began = self._reported = monotonic()
        # A daemon, so that a refusal need not wait for it.
        self._thread = Thread(target=self._fetch, name="fetch", daemon=True)
        self._thread.start()

    def _fetch(self) -> None:
        try:
            self._fetched = self._values.get_sheet_by_index(self._index)
        except BaseException as error:  # noqa: BLE001 - it is raised again by the thread that waits
            self._error = error

    def report(self) -> None:
        """Report how far it likely is, unless that was reported a moment ago."""
        now = monotonic()
        if now - self._reported >= _POLL_SECONDS:
            self._reported = now
            passed = (now - self._began) * _BYTES_PER_SECOND / self._size
            self._report(FETCHED * min(passed, _SURE_MOST))

    def sheet(self) -> CalamineSheet:
        """Return the sheet, and report meanwhile how far it is."""
        while self._thread.is_alive():
            self.report()
            self._thread.join(_POLL_SECONDS)
        if self._fetched is None:
            raise self._error or LookupError(self._index)
        return self._fetched
