"""Dates as spreadsheets keep them: a number of days, and a format that shows it as a date."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from model.source.parsed import Cell, number

_NOT_SHOWN = re.compile(r"\"[^\"]*\"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
_PARTS = re.compile("[ymdhs]", re.IGNORECASE)
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's dates have no time zone
_LEAP_DAY_THAT_NEVER_WAS = 60
_DAYS_MOST = 2_958_466
_DAYS_TO_1904 = 1462


def is_date(code: str | None) -> bool:
    """Return whether a number format shows a date, a time or a duration."""
    return code is not None and code != "General" and _PARTS.search(_NOT_SHOWN.sub("", code)) is not None


def date_cell(serial: float, *, since_1904: bool) -> Cell:
    """Return the cell of a date; a number that no calendar holds stays the number it is."""
    if 0 <= serial < 1:
        return {"d": (_EPOCH + timedelta(days=serial)).time().isoformat(timespec="seconds")}
    days = serial + _DAYS_TO_1904 if since_1904 else serial
    if not 1 <= days < _DAYS_MOST:
        return number(serial)
    moment = _EPOCH + timedelta(days=days + (days < _LEAP_DAY_THAT_NEVER_WAS))
    moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    midnight = moment.hour == moment.minute == moment.second == 0
    return {"d": (moment.date() if midnight else moment).isoformat()}
