"""Sources of funds in headings: what one means beneath another, and beside another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from model.lexicon.lexicon import Lexicon, normalised

if TYPE_CHECKING:
    from model.reading.columns import ReadColumn

OF_WHICH = "其中"
"""What a line or a heading begins with that is a part of the one above."""


def beneath(
    above: Mapping[str, str], bound: Mapping[str, str], text: str, lexicon: Lexicon
) -> dict[str, str]:
    """Return what a heading means beneath others: a budget's name under 上年结转 is what it brought forward.

    A wider source beneath a budget is that budget's own, such as 本年拨款; where the heading says 其中 it is a part.
    """
    if "source" not in bound:
        return dict(bound)
    dimension = lexicon.dimensions["source"]
    outer, source = above.get("source", ""), bound["source"]
    if normalised(text).startswith(OF_WHICH):
        source = dimension.beneath(outer, source)
    else:
        source = dimension.together(outer, source)
    return {**bound, "source": dimension.within.get(outer, {}).get(source, source)}


def beside_brought_forward(columns: Sequence[ReadColumn], lexicon: Lexicon) -> list[ReadColumn]:
    """Return the columns with those of the year's own budget apart from the money brought forward beside them.

    当年预算 over 小计, 基本支出 and 项目支出 is all of the budget by itself; beside 上年结转 over the same it is the
    money of this year alone, and a column that names neither is of both.
    """
    dimension = lexicon.dimensions["source"]
    sources = [column.coordinates.get("source", "") for column in columns]
    if not any(dimension.is_under(source, "carryover") for source in sources):
        return list(columns)
    this_year = [any("this_year" in lexicon.read(text).roles for text in column.path) for column in columns]
    if not any(this_year):
        return list(columns)
    return [
        replace(column, coordinates={**column.coordinates, "source": "current" if is_this_year else "all"})
        if column.role == "amount" and column.why is None and not source
        else column
        for column, source, is_this_year in zip(columns, sources, this_year, strict=True)
    ]
