"""Sources of funds in headings: what one means beneath another."""

from __future__ import annotations

from collections.abc import Mapping

from model.lexicon.lexicon import Lexicon, normalised

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
