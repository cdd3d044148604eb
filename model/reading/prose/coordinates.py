"""Coordinates of what a sentence speaks of: what they imply, and the whole that they are part of."""

from __future__ import annotations

from collections.abc import Mapping

from model.lexicon.dimension import Dimension
from model.lexicon.reading import CODE_DIMENSIONS

NAMED = "named"
"""The coordinate of what only the document itself names: a project, a unit, an item of its tables."""

NARROW = ("nature", "item", "function", "economic", "government", NAMED)
"""The dimensions that say what money is spent on."""

OWNED = frozenset({"assets", "asset_buildings", "asset_vehicles", "asset_equipment", "asset_other"})
"""Items that are owned and not spent: their amounts have no flow."""


def with_flow(coordinates: Mapping[str, str]) -> dict[str, str]:
    """Return coordinates with the flow that a use, an item or a function implies."""
    told = dict(coordinates)
    if "flow" not in told and told.get("item") not in OWNED and told.keys() & set(NARROW):
        told["flow"] = "expenditure"
    return told


def wider(coordinates: Mapping[str, str], dimensions: Mapping[str, Dimension]) -> dict[str, str]:
    """Return the coordinates of the whole that a share without a base is of.

    That is the item above (“三公”经费 for 公务接待费), else all uses of the same money.
    """
    item = coordinates.get("item", "")
    above = dimensions["item"].members[item].parent if item else ""
    if above and above != dimensions["item"].root:
        return {**coordinates, "item": above}
    if coordinates.get("flow") == "revenue":
        return {name: member for name, member in coordinates.items() if name != "source"}
    return {name: member for name, member in coordinates.items() if name not in NARROW}


def without_roots(coordinates: Mapping[str, str], dimensions: Mapping[str, Dimension]) -> dict[str, str]:
    """Return coordinates without the members that mean all."""
    return {
        name: member
        for name, member in coordinates.items()
        if name not in dimensions or member != dimensions[name].root
    }


def in_year(coordinates: Mapping[str, str], year: int | None) -> dict[str, str]:
    """Return coordinates in a year, as they are where it is None."""
    return {**coordinates, **({"year": str(year)} if year else {})}


def lies_in(inner: Mapping[str, str], outer: Mapping[str, str], dimensions: Mapping[str, Dimension]) -> bool:
    """Return whether coordinates name the same dimensions as others, and a part of them."""
    return (
        inner.keys() == outer.keys()
        and inner != outer
        and all(
            member == outer[name]
            or (name in CODE_DIMENSIONS and member.startswith(outer[name]))
            or (name in dimensions and dimensions[name].is_under(member, outer[name]))
            for name, member in inner.items()
        )
    )
