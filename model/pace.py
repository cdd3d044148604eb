"""How far a long work is: reported as it goes on, and given up at once when nobody waits for it any more."""

from __future__ import annotations

from collections.abc import Callable

Advance = Callable[[int], None]
"""Called with the rows that were done since; may raise StoppedError."""


class StoppedError(BaseException):
    """The work was given up by whoever had asked for it: no trouble, and no error to be caught as one."""


class Pace:
    """Counts the rows that are done of `total`; `report` is given the share, from 0 to 1."""

    def __init__(self, total: int, report: Callable[[float], None], cancelled: Callable[[], bool]) -> None:
        self._total = max(total, 1)
        self._report = report
        self._cancelled = cancelled
        self._done = 0

    def advance(self, rows: int) -> None:
        """Report that more rows are done. Raises StoppedError once the work was given up."""
        if self._cancelled():
            raise StoppedError
        self._done += rows
        self._report(min(self._done / self._total, 1.0))


def unhurried(_: int) -> None:
    """Go on, and report to nobody."""
