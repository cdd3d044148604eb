"""Alternatives: other coordinates under which tables state what a sentence means.

Sentences say 财政拨款 where a table prints the single budgets, and 三公 without saying of what money. Tables that print
exactly what the words say always go first; an alternative never makes an error, at most a warning.
"""

from __future__ import annotations

from collections.abc import Mapping

SOURCES = ("", "fiscal", "general", "fiscal_all")
_OF_ONE_SOURCE = frozenset(
    {"three_public", "overseas", "vehicles", "vehicle_purchase", "vehicle_running", "reception"}
    | {"organ_running", "conference", "training"}
)
BUDGETS = ("general", "fund", "state_capital")
"""The three budgets whose sum fiscal appropriation is."""


def with_source(coordinates: Mapping[str, str], source: str) -> dict[str, str]:
    """Return coordinates of another source; "" is all sources."""
    told = {name: member for name, member in coordinates.items() if name != "source"}
    return {**told, "source": source} if source else told


def same_item(coordinates: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the coordinates of an item that tables print once, whatever money they say it is of."""
    if coordinates.get("item") not in _OF_ONE_SOURCE:
        return []
    own = coordinates.get("source", "")
    return [with_source(coordinates, source) for source in SOURCES if source != own]


def single_budgets(coordinates: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the coordinates of the three budgets whose sum an amount of fiscal appropriation is."""
    if coordinates.get("source") not in ("fiscal", "fiscal_all"):
        return []
    return [with_source(coordinates, source) for source in BUDGETS]
