"""Number formats that a workbook names by number alone (ECMA-376 part 1, 18.8.30), and numbers shown as dates."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from model.pattern import pattern
from model.source.parsed import Cell, number

_EN_US = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);\\("$"#,##0\\)',
    6: '"$"#,##0_);[Red]\\("$"#,##0\\)',
    7: '"$"#,##0.00_);\\("$"#,##0.00\\)',
    8: '"$"#,##0.00_);[Red]\\("$"#,##0.00\\)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)',
    42: '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_)_("$"* \\(#,##0.00\\)_("$"* "-"??_)_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
}

# Dates of the Chinese editions; what they show depends on the program, but never an amount.
_CHINESE_DATES = {
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}

BUILT_IN: dict[str, str] = {str(number): code for number, code in (_EN_US | _CHINESE_DATES).items()}
"""Format code by the number with which styles refer to it, as text."""


_NOT_SHOWN = pattern(r"\"[^\"]*\"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
_PARTS = pattern("[ymdhs]", re.IGNORECASE)
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
