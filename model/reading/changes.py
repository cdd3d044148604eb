"""Columns such as 增减额, 增减% and 决算数为年初预算的%: what they compare of the columns of amounts beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from itertools import permutations

from model.lexicon.lexicon import Lexicon, Reading, normalised
from model.pattern import pattern
from model.reading.columns import ReadColumn
from model.reading.panels import PanelColumns
from model.reading.table import ChangeColumn
from model.record import dataclass

_CHANGE = pattern(r"(?:增减|增长|变动|变化|升降).*$")
_COMPLETION = pattern(
    r"(?:完成|(?P<new>.+?)[为占])(?P<of>.*?)的?(?:率|比例|比率|百分比|进度|%|\(%\))+|(?P<base>.*?)(?:完成|执行)(?:率|进度|比例|比率|百分比)(?:\(?%\)?)?"
)
_RATE = pattern(r"%|率|幅度|比例|百分比")
_MEASURE = pattern(r"(?:金额|数额|额|数|情况|比例|比率|百分比|幅度|率|\(?%\)?|\((?:亿|万|千)?元\))*")
_AGAINST = pattern(r"(?P<new>.*?)[比较与](?P<old>.+?)(?:相比|对比)?")


@dataclass(slots=True)
class _Comparison:
    """What a heading path states is compared: of what, from which stage and year to which; None where it states none.

    `changes` means that it prints the change, `completes` that it prints what share of the old amount the new one is.
    """

    coordinates: dict[str, str] = field(default_factory=dict)
    new: Reading | None = None
    old: Reading | None = None
    changes: bool = False
    completes: bool = False


def with_changes(panel: PanelColumns, lexicon: Lexicon) -> PanelColumns:
    """Return a panel with the columns that compare two others apart from those of amounts.

    One of which it is not sure which two columns it compares stays a column that is not understood.
    """
    changes = {
        column.number: change
        for column in panel.amounts
        if column.why is not None and (change := _change(column, panel.amounts, lexicon)) is not None
    }
    amounts = [column for column in panel.amounts if column.number not in changes]
    return replace(panel, amounts=amounts, changes=tuple(changes.values()))


def _change(column: ReadColumn, columns: Sequence[ReadColumn], lexicon: Lexicon) -> ChangeColumn | None:
    comparison = _comparison(column.path, lexicon)
    if comparison is None or (
        comparison.completes and comparison.old is None and _may_be_of_others(columns, lexicon)
    ):
        return None
    asked = {**comparison.coordinates, "stage": ""}
    about = [one for one in columns if one.why is None and {**one.coordinates, "stage": ""} == asked]
    pairs = [
        (new, old)
        for new, old in permutations(about, 2)
        if _fits(new, comparison.new) and _fits(old, comparison.old)
        if (comparison.new and comparison.old) or _is_before(old, new, comparison)
    ]
    if len(pairs) > 1:
        pairs = [
            (new, old) for new, old in pairs if new.coordinates.get("stage") == old.coordinates.get("stage")
        ]
    if len(pairs) != 1:
        return None
    new, old = pairs[0]
    rate = comparison.completes or any(_RATE.search(normalised(text)) for text in column.path)
    return ChangeColumn(column.number, column.path, new.number, old.number, rate, comparison.completes)


def _may_be_of_others(columns: Sequence[ReadColumn], lexicon: Lexicon) -> bool:
    """Return whether a completion without a stated base may be of another than the budget: one adjusted, or unread."""
    read = [other.coordinates.get("stage") for other in columns if other.why is None]
    unread = [one for one in columns if one.why is not None and _comparison(one.path, lexicon) is None]
    return bool(unread) or not {*read} <= {None, "budget", "final"}


def _comparison(path: Sequence[str], lexicon: Lexicon) -> _Comparison | None:
    """Return what a heading path states, None where it compares nothing or a part of it is not understood."""
    comparison = _Comparison()
    for text in map(normalised, path):
        if not _MEASURE.fullmatch(text) and not _take(text, comparison, lexicon):
            return None
    return comparison if comparison.changes or comparison.completes else None


def _take(text: str, comparison: _Comparison, lexicon: Lexicon) -> bool:
    """Add what one heading states; return whether all of it was understood."""
    if found := _COMPLETION.fullmatch(text):
        base = found["of"] or found["base"] or ""
        comparison.completes = True
        comparison.old = _period(base, lexicon) if base else comparison.old
        comparison.new = _period(found["new"] or "", lexicon)
        return all((comparison.old or not base, comparison.new or not found["new"]))
    change = _CHANGE.search(text)
    rest = text[: change.start()] if change else text
    if change and not _MEASURE.fullmatch(text[change.start() + 2 :].replace("变化", "")):
        return False
    comparison.changes = comparison.changes or change is not None
    against = _AGAINST.fullmatch(rest)
    if against is None:
        reading = lexicon.read(rest)
        comparison.coordinates.update(reading.coordinates)
        names_year = reading.year is not None or reading.year_shift is not None
        return reading.is_bound and not reading.column_role and not names_year
    comparison.new, comparison.old = (_period(against[name], lexicon) for name in ("new", "old"))
    return comparison.old is not None and (comparison.new is not None or not against["new"])


def _period(text: str, lexicon: Lexicon) -> Reading | None:
    """Return what the words beside 比 state of a stage and a year, None where they state something else or nothing."""
    reading = lexicon.read(text)
    return reading if text and reading.is_bound and reading.coordinates.keys() <= {"stage"} else None


def _fits(column: ReadColumn, period: Reading | None) -> bool:
    """Return whether a column may be of a period; a year and a shift of the year are not compared."""
    stage = column.coordinates.get("stage")
    if period is None or period.coordinates.get("stage", stage) != stage:
        return period is None
    if period.year is not None and column.year is not None:
        return period.year == column.year
    return None in (period.year_shift, column.year_shift) or period.year_shift == column.year_shift


def _is_before(old: ReadColumn, new: ReadColumn, comparison: _Comparison) -> bool:
    """Return whether the headings of two columns state that one is of an earlier year, or the budget of the same.

    A column without a year is of the document's own, which a year that the change is held against is not.
    """
    stages = old.coordinates.get("stage"), new.coordinates.get("stage")
    if (old.year, old.year_shift) == (new.year, new.year_shift) and stages == ("budget", "final"):
        return True
    if comparison.completes:
        return False
    if old.year is not None and new.year is not None:
        return old.year < new.year
    if old.year is not None:
        return comparison.old is not None and not new.year_shift
    return old.year_shift is not None and old.year_shift < (new.year_shift or 0)
