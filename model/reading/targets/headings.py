"""The headings of a form of targets: under which column the names, weights and targets stand."""

from __future__ import annotations

from dataclasses import dataclass

from model.lexicon.reading import normalised
from model.lexicon.target_words import TargetWords, target_words
from model.source.book import CellValue, Sheet

TARGETS = "performance"
"""The kind of the tables that hold forms of targets."""

_TOLD_BY = frozenset({"first", "second", "weight", "operator"})
_SYMBOLS = frozenset({"operator", "value", "unit"})


@dataclass(frozen=True, slots=True)
class Headings:
    """The columns of a list of indicators by role, and the row after its headings."""

    columns: dict[str, int]
    first_row: int

    def column(self, role: str) -> int:
        """Return the column of a role, -1 where there is none."""
        return self.columns.get(role, -1)


def roles_of(values: list[CellValue], words: TargetWords) -> list[tuple[int, str]]:
    """Return the columns of a row whose text is a heading, with their roles."""
    found = []
    for column, value in enumerate(values):
        role = words.headings.get(normalised(value)) if isinstance(value, str) and len(value) <= 40 else None
        if role:
            found.append((column, role))
    return found


def headings_at(sheet: Sheet, row: int, words: TargetWords) -> Headings | None:
    """Return the headings of a list of indicators that begins at a row, None where none does.

    The targets' heading may be told in parts on the row below: 符号, 值, 单位.
    """
    columns: dict[str, int] = {}
    for column, role in roles_of(sheet.rows[row], words):
        columns.setdefault(role, column)
    if not {"name", "value"} <= columns.keys():
        return None
    following = sheet.rows[row + 1] if row + 1 < sheet.height else []
    below = {role: column for column, role in roles_of(following, words)}
    if "value" in below and below.keys() <= _SYMBOLS:
        return Headings({**columns, **below}, row + 2)
    return Headings(columns, row + 1)


def holds_targets(sheet: Sheet, rows: range) -> bool:
    """Tell whether indicators are listed in these rows, whatever stands above them: a form whose title is lost."""
    words = target_words()
    found = (headings_at(sheet, row, words) for row in rows)
    return any(headings is not None and _TOLD_BY & headings.columns.keys() for headings in found)
