"""Sentences that state an amount of the whole disclosure with their year: 2021 年年初预算数 1780.03 万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from checks.prose.passages import Prose, Stretch
from checks.prose.wordings import either, wordings
from model.numbering import NUMERAL

_OWN_LEAST = 2
_STAYED = ("持平", "无变化", "无增减", "一致", "相同", "不变")


class Statement(NamedTuple):
    """An amount of the disclosure and the year that its sentence begins with.

    `here` is the stretch from the year to the amount, `total` what it is of, `amount` how it is printed.
    """

    here: Stretch
    year: int
    total: str
    amount: str


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|(?<=[。;:)]))(?:{NUMERAL}[、.]|\({NUMERAL}\))?"
        r"(?P<who>[^,。;:\d]{0,40})(?P<all>(?P<year>20\d\d)年度?,?"
        rf"(?P<name>[^,。;:\d]{{0,30}}?)(?P<total>{either(wordings().totals)})(?P<more>[^,。;:\d]{{0,8}})"
        r"(?P<amount>\d[\d,]*(?:\.\d+)?(?:万|千|亿)?元))"
    )


def statements(prose: Prose) -> Iterator[Statement]:
    """Yield the statements of a document's prose."""
    for line in (each for each in prose.body if "元" in each.text):
        for match in _pattern().finditer(line.text):
            around = match["who"] + match["name"] + match["more"]
            if not any(word in around for word in wordings().not_totals):
                here = Stretch(prose, line, *match.span("all"))
                yield Statement(here, int(match["year"]), match["total"], match["amount"])


def misdated(found: Sequence[Statement], year: int | None, *, is_budget: bool) -> list[Statement] | None:
    """Return the statements of another year that stand where those of the disclosure's own `year` should.

    None where the text does not state which year it is of.
    """
    own = [each for each in found if each.year == year]
    others = [each for each in found if each.year != year]
    if others and (year is None or len(own) < _OWN_LEAST or len(own) <= len(others)):
        return None
    return [each for each in others if _claims_to_be_own(each, own, year or 0, is_budget=is_budget)]


def _claims_to_be_own(stated: Statement, own: list[Statement], year: int, *, is_budget: bool) -> bool:
    """Return whether a statement of another year stands where the disclosure's own should."""
    line = stated.here.line
    if any(each.here.line is line for each in own):
        return False
    if abs(stated.year - year) > 1 or (is_budget and stated.year > year):
        return True
    text = line.text[stated.here.end :]
    compared = re.search(rf"(?:[与比较同]|相较){stated.year}年|[与比较同](?:上|去|前一)年", text)
    is_own_past = compared is not None and f"{year}年" not in text[: compared.start()]
    if is_own_past or any(_is_same(stated, each) for each in own):
        return True
    return f"{year}年" not in line.text and all(each.total != stated.total for each in own)


def _is_same(stated: Statement, own: Statement) -> bool:
    """Return whether two years are stated of one amount, which no sentence states to have stayed the same."""
    stayed = any(word in line.text for word in _STAYED for line in (stated.here.line, own.here.line))
    is_zero = not re.search(r"[1-9]", stated.amount)
    return (stated.total, stated.amount) == (own.total, own.amount) and not (stayed or is_zero)
