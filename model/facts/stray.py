"""Amounts that a text prints in no table and no sentence, as a table does of which only the cells' lines are left."""

from __future__ import annotations

from collections.abc import Sequence

from model.amounts_text import ascii_form
from model.facts.unread import PRINTED_AMOUNT
from model.pattern import pattern
from model.record import dataclass
from model.source.book import Paragraph

_MONTH = pattern(r"(?:19|20)\d\d\.\d{1,2}")
_ALONE = pattern(rf"{PRINTED_AMOUNT}(?:[\s|]+{PRINTED_AMOUNT})*")
_BARE = pattern(
    r"(?<![\d.,])\d[\d,]*\.\d\d(?![\d.,]*\d)(?!\s*(?:[%‰]|[亿万千百]*[元股份吨米斤辆台件人个户次亩里升倍点]|平方|公[顷里斤]))"
)
_TABLE_AT_LEAST = 3
"""Amounts without a unit in one paragraph: fewer may be anything, such as versions and dates."""
_APART_MOST = 20
"""Paragraphs without an amount between two that belong together: labels, headings and blanks."""


@dataclass(frozen=True, slots=True)
class StrayAmounts:
    """A stretch of paragraphs, by their numbers, that print `count` amounts in no table and no sentence."""

    first: int
    last: int
    count: int

    @property
    def place(self) -> str:
        """Where they stand: ¶3, or ¶3-¶9."""
        return f"¶{self.first}" if self.first == self.last else f"¶{self.first}-¶{self.last}"


def stray_amounts(paragraphs: Sequence[Paragraph]) -> list[StrayAmounts]:
    """Return the stretches of a document's paragraphs that print amounts alone, without words or units of their own."""
    found: list[StrayAmounts] = []
    for paragraph in paragraphs:
        count = _count(ascii_form(paragraph.text))
        if not count:
            continue
        if found and paragraph.number - found[-1].last <= _APART_MOST:
            count += found[-1].count
            found[-1] = StrayAmounts(found[-1].first, paragraph.number, count)
        else:
            found.append(StrayAmounts(paragraph.number, paragraph.number, count))
    return found


def _count(text: str) -> int:
    """Return how many amounts a paragraph prints that are of no sentence."""
    if _ALONE.fullmatch(text) and not _MONTH.fullmatch(text):
        return len(text.replace("|", " ").split())
    bare = len(_BARE.findall(text))
    return bare if bare >= _TABLE_AT_LEAST else 0
