"""Sources of funds in headings: what one means beneath another, and beside expenditure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from model.lexicon.lexicon import Lexicon

_BROUGHT_IN = frozenset({"carryover", "balance"})


def beneath(above: Mapping[str, str], bound: Mapping[str, str], lexicon: Lexicon) -> dict[str, str]:
    """Return what a heading means beneath others: a budget's name under 上年结转 is what it brought forward."""
    dimension = lexicon.dimensions["source"]
    outer, source = above.get("source", ""), bound.get("source", "")
    for inner in (dimension.below.get(outer, {}), dimension.within.get(outer, {})):
        source = inner.get(source, source)
    return {**bound, "source": source} if source else dict(bound)


def pays_from_balances(columns: Iterable[Mapping[str, str]], lexicon: Lexicon) -> bool:
    """Tell whether money brought forward is a source among others of what these columns' rows spend.

    It is not where a column states the year's revenue or what is left: there it is what was there at the beginning.
    """
    return not any(
        coordinates.get("flow") == "carry_out"
        or (coordinates.get("flow") == "revenue" and not brought_in(coordinates, lexicon))
        for coordinates in columns
    )


def brought_in(coordinates: Mapping[str, str], lexicon: Lexicon) -> bool:
    """Tell whether coordinates speak of money brought forward, or of balances that are used."""
    source = coordinates.get("source", "")
    return any(lexicon.dimensions["source"].is_under(source, each) for each in _BROUGHT_IN if source)
