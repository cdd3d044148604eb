"""Tables of expenditure by source: a column of money brought forward says what is paid from it, not what came in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from model.lexicon.lexicon import Lexicon
from model.reading.columns import ReadColumn

_KEPT = ("carryover", "balance")


def as_paid_from(columns: Sequence[ReadColumn], lexicon: Lexicon) -> list[ReadColumn]:
    """Return the columns of a list of expenditure; those of money kept from before are sources of the expenditure.

    Columns of revenue, of expenditure or of what is carried forward beside them tell a balance, and what was brought
    forward came in there.
    """
    sided = [column for column in columns if column.role == "amount" and "flow" in column.coordinates]
    if any(not _is_kept(column, lexicon) for column in sided):
        return list(columns)
    return [_without_flow(column) if column in sided else column for column in columns]


def _is_kept(column: ReadColumn, lexicon: Lexicon) -> bool:
    source = column.coordinates.get("source", "")
    under = lexicon.dimensions["source"].is_under
    return column.coordinates["flow"] == "revenue" and any(under(source, kept) for kept in _KEPT)


def _without_flow(column: ReadColumn) -> ReadColumn:
    return replace(column, coordinates={k: v for k, v in column.coordinates.items() if k != "flow"})
