"""Lines whose place tells what a total holds: one above its parts, one that leaves out what stands below it."""

from __future__ import annotations

from collections.abc import Iterable

from model.layout.numbers import is_number
from model.reading.labelled import LabelledRows, RowLabel
from model.reading.panels import PanelColumns
from model.source.book import Sheet

_FROM_UNITS = frozenset({"superior", "affiliate"})
_TO_UNITS = frozenset({"paid_up", "subsidy"})
_OWN_PARTS = frozenset({"business", "operating"}) | _FROM_UNITS


def told_by_place(rows: LabelledRows, sheet: Sheet, panel: PanelColumns) -> LabelledRows:
    """Return the rows of a panel of named lines with what their order tells of its totals.

    本年收入合计 above 上级补助收入, and 本年支出合计 above 对附属单位补助支出, leave these out. A line of other money
    above 事业收入 and 其他收入 is their sum.
    """
    if panel.codes:
        return rows
    amounts = [column.number for column in panel.amounts]
    lines = [rows.labels[number] for number in rows.label]
    filled = [any(_states(sheet, int(row), column) for column in amounts) for row in rows.row]
    changed = {**_groups(lines), **_revenue(lines, filled), **_expenditure(lines, filled)}
    if not changed:
        return rows
    label = rows.label.copy()
    labels = list(rows.labels)
    for position, coordinates in changed.items():
        label[position] = len(labels)
        labels.append(lines[position]._replace(coordinates={**lines[position].coordinates, **coordinates}))
    return rows.with_labels(label, labels)


def _states(sheet: Sheet, row: int, column: int) -> bool:
    """Tell whether a cell states an amount other than zero: a zero below a total takes nothing from it."""
    value = sheet.value(row, column)
    return is_number(value) and value not in {0.0, "0", "0.00"}


def _groups(lines: list[RowLabel]) -> dict[int, dict[str, str]]:
    sources = [line.coordinates.get("source", "") for line in lines]
    if sources.count("other") != 2:
        return {}
    first = sources.index("other")
    between = set(sources[first + 1 : sources.index("other", first + 1)])
    if not between or not between <= _OWN_PARTS:
        return {}
    return {first: {"source": "own" if between & _FROM_UNITS else "earned"}}


def _revenue(lines: list[RowLabel], filled: list[bool]) -> dict[int, dict[str, str]]:
    total = next((at for at, line in enumerate(lines) if line.coordinates.get("source") == "current"), -1)
    beyond = [at for at, line in enumerate(lines) if line.coordinates.get("source") in _FROM_UNITS]
    return {total: {"source": "direct"}} if _leaves_out(total, beyond, filled) else {}


def _expenditure(lines: list[RowLabel], filled: list[bool]) -> dict[int, dict[str, str]]:
    """Return what 本年支出合计 and the functions above it leave out."""
    total = next((at for at, line in enumerate(lines) if line.coordinates == {"flow": "expenditure"}), -1)
    beyond = [at for at, line in enumerate(lines) if line.coordinates.get("nature") in _TO_UNITS]
    if not _leaves_out(total, beyond, filled):
        return {}
    return {
        at: {"nature": "direct"}
        for at, line in enumerate(lines[: total + 1])
        if at == total or "function" in line.coordinates
    }


def _leaves_out(total: int, beyond: Iterable[int], filled: list[bool]) -> bool:
    """Tell whether all these lines stand below the total, and one of them takes something from it."""
    below = list(beyond)
    return 0 <= total < min(below, default=-1) and any(filled[at] for at in below)
