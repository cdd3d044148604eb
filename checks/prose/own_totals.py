"""Sentences that state an amount of the whole disclosure with their year: 2021 年年初预算数 1780.03 万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from checks.prose.passages import Line, Prose
from checks.prose.wordings import wordings
from model.numbering import NUMERAL


class Statement(NamedTuple):
    """An amount of the disclosure and the year that its sentence begins with.

    `total` is what the amount is of, `amount` how it is printed, `start` and `end` the stretch from the year to it.
    """

    line: Line
    year: int
    total: str
    amount: str
    start: int
    end: int


@cache
def _pattern() -> re.Pattern[str]:
    totals = "|".join(map(re.escape, wordings().totals))
    return re.compile(
        rf"(?:^|(?<=[。;:)]))(?:{NUMERAL}[、.]|\({NUMERAL}\))?"
        r"(?P<who>[^,。;:\d]{0,40})(?P<all>(?P<year>20\d\d)年度?,?"
        rf"(?P<name>[^,。;:\d]{{0,30}}?)(?P<total>{totals})(?P<more>[^,。;:\d]{{0,8}})"
        r"(?P<amount>\d[\d,]*(?:\.\d+)?(?:万|千|亿)?元))"
    )


def statements(prose: Prose) -> Iterator[Statement]:
    """Yield the statements of a document's prose."""
    for line in prose.body:
        for match in _pattern().finditer(line.text):
            around = match["who"] + match["name"] + match["more"]
            if not any(word in around for word in wordings().not_totals):
                yield Statement(line, int(match["year"]), match["total"], match["amount"], *match.span("all"))
