"""Columns that tell by how much an amount changed: 增减额 and 增减% of two columns beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import permutations

from model.lexicon.lexicon import Lexicon, normalised
from model.reading.columns import ReadColumn
from model.reading.panels import PanelColumns
from model.reading.table import ChangeColumn

_CHANGE = re.compile(r"(?:增减|增长|变动|变化|升降).*$")
_RATE = re.compile(r"%|率|幅度|比例|百分比")
_MEASURE = re.compile(r"(?:金额|数额|额|数|情况|比例|比率|百分比|幅度|率|\(?%\)?|\((?:亿|万|千)?元\))*")
_AGAINST = re.compile(r"(?P<new>.*?)[比较与](?P<old>.+?)(?:相比|对比)?")
_YEAR_BEFORE = frozenset({"上年", "去年", "上年度", "上年数"})


@dataclass(frozen=True, slots=True)
class _Period:
    """The stage and the year that a heading names of an amount, None where it does not."""

    stage: str | None = None
    year: int | None = None
    shift: int | None = None

    def fits(self, column: ReadColumn) -> bool:
        """Return whether a column may be of this period; a year and a shift of the year are not compared."""
        if self.stage is not None and column.coordinates.get("stage") != self.stage:
            return False
        if self.year is not None and column.year is not None:
            return self.year == column.year
        return self.shift is None or column.year_shift is None or self.shift == column.year_shift


@dataclass(slots=True)
class _Told:
    """What a heading path says of a change: of what, from which period to which."""

    coordinates: dict[str, str] = field(default_factory=dict)
    new: _Period | None = None
    old: _Period | None = None
    changes: bool = False
    rate: bool = False


def with_changes(panel: PanelColumns, lexicon: Lexicon) -> PanelColumns:
    """Return a panel with the columns of changes apart from those of amounts.

    A change of which it is not sure which two columns it compares stays a column that is not understood.
    """
    changes = {
        column.number: change
        for column in panel.amounts
        if column.why is not None and (change := _change(column, panel.amounts, lexicon)) is not None
    }
    amounts = [column for column in panel.amounts if column.number not in changes]
    return replace(panel, amounts=amounts, changes=tuple(changes.values()))


def _change(column: ReadColumn, columns: Sequence[ReadColumn], lexicon: Lexicon) -> ChangeColumn | None:
    told = _told(column.path, lexicon)
    if told is None:
        return None
    about = [other for other in columns if other.why is None and _subject(other) == told.coordinates]
    pairs = [
        (new, old)
        for new, old in permutations(about, 2)
        if (told.new or _Period()).fits(new) and (told.old or _Period()).fits(old)
        if (told.new and told.old) or _is_before(old, new, told)
    ]
    if len(pairs) != 1:
        return None
    new, old = pairs[0]
    return ChangeColumn(column.number, column.path, new.number, old.number, told.rate)


def _told(path: Sequence[str], lexicon: Lexicon) -> _Told | None:
    """Return what a heading path says, None where it tells no change or a part of it is not understood."""
    told = _Told()
    for text in map(normalised, path):
        if not _MEASURE.fullmatch(text) and not _take(text, told, lexicon):
            return None
        told.rate = told.rate or bool(_RATE.search(text))
    return told if told.changes else None


def _take(text: str, told: _Told, lexicon: Lexicon) -> bool:
    """Add what one heading says; tell whether all of it was understood."""
    change = _CHANGE.search(text)
    rest = text[: change.start()] if change else text
    if change and not _MEASURE.fullmatch(text[change.start() + 2 :].replace("变化", "")):
        return False
    told.changes = told.changes or change is not None
    against = _AGAINST.fullmatch(rest)
    if against is None:
        reading = lexicon.read(rest)
        is_subject = reading.is_bound and not reading.column_role and reading.year is None
        told.coordinates.update(reading.coordinates if rest and is_subject else {})
        return not rest or (is_subject and reading.year_shift is None)
    told.new, told.old = (_period(against[name], lexicon) for name in ("new", "old"))
    return told.old is not None and (told.new is not None or not against["new"])


def _period(text: str, lexicon: Lexicon) -> _Period | None:
    """Return the period that the words beside 比 name, None where they say something else or nothing."""
    if text in _YEAR_BEFORE:
        return _Period(shift=-1)
    reading = lexicon.read(text)
    if not text or not reading.is_bound or not set(reading.coordinates) <= {"stage"}:
        return None
    return _Period(reading.coordinates.get("stage"), reading.year, reading.year_shift)


def _subject(column: ReadColumn) -> dict[str, str]:
    return {name: member for name, member in column.coordinates.items() if name != "stage"}


def _is_before(old: ReadColumn, new: ReadColumn, told: _Told) -> bool:
    """Return whether the headings of two columns say that one is of an earlier year.

    A column without a year is of the document's own, which a year that the change is held against is not.
    """
    if old.year is not None and new.year is not None:
        return old.year < new.year
    if old.year is not None:
        return told.old is not None and not new.year_shift
    return old.year_shift is not None and old.year_shift < (new.year_shift or 0)
