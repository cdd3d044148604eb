"""Columns of balances in tables of expenditure: what is spent from money brought forward is no revenue."""

from __future__ import annotations

from dataclasses import replace

from model.lexicon.lexicon import Lexicon, TableKind
from model.recognition.columns import ReadColumn

_BALANCES = ("carryover", "balance")


def spent_balances(columns: list[ReadColumn], kind: TableKind | None, lexicon: Lexicon) -> list[ReadColumn]:
    """Return the columns of a table of expenditure with 上年结转 read as a source that pays, as those beside it do.

    A table that prints revenue too, such as 政府性基金收入支出表, keeps what was brought forward as revenue.
    """
    if kind is None or kind.means.get("flow") != "expenditure":
        return columns
    taken_in = [column for column in columns if column.coordinates.get("flow") == "revenue"]
    if not all(_is_balance(column, lexicon) for column in taken_in):
        return columns
    return [_without_flow(column) if column in taken_in else column for column in columns]


def _is_balance(column: ReadColumn, lexicon: Lexicon) -> bool:
    source = column.coordinates.get("source", "")
    return any(source and lexicon.dimensions["source"].is_under(source, balance) for balance in _BALANCES)


def _without_flow(column: ReadColumn) -> ReadColumn:
    return replace(column, coordinates={k: v for k, v in column.coordinates.items() if k != "flow"})
