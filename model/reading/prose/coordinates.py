"""Coordinates of what a sentence speaks of: what they imply, of what they are a part, and of which time they are."""

from __future__ import annotations

from collections.abc import Mapping

from model.lexicon.dimension import Dimension
from model.lexicon.reading import CODE_DIMENSIONS
from model.lexicon.wording import without_budgets
from model.pattern import pattern
from model.record import dataclass

NAMED = "named"
"""The coordinate of what only the document itself names: a project, a unit, an item of its tables."""

NARROW = ("nature", "item", "function", "economic", "government", NAMED)
"""The dimensions that state what money is spent on."""

OWNED = frozenset({"assets", "asset_buildings", "asset_vehicles", "asset_equipment", "asset_other"})
"""Items that are owned and not spent: their amounts have no flow."""

_USES = frozenset({*CODE_DIMENSIONS, NAMED})
_YEAR = pattern(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_LAST = pattern(r"上年|去年|上一年|年初数|上年度|同期")

_STAGES = {"执行数": "executed", "预算": "budget", "决算": "final"}


def with_flow(coordinates: Mapping[str, str]) -> dict[str, str]:
    """Return coordinates with the flow that a use, an item or a function implies."""
    completed = dict(coordinates)
    if "flow" not in completed and completed.get("item") not in OWNED and completed.keys() & set(NARROW):
        completed["flow"] = "expenditure"
    return completed


def with_brought_forward(member: str, source: Dimension) -> str:
    """Return the source that holds a budget's money and what it brought forward; "" for no budget of the year."""
    both = source.within.get(member, {}).get(source.root, member)
    return both if both != member else ""


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


def same_money(base: Mapping[str, str], coordinates: Mapping[str, str]) -> dict[str, str]:
    """Return what a base that names a use, and not whose money it is, takes from that of which it is the base."""
    if "source" in base or not any(name in base and name in coordinates for name in ("item", "nature")):
        return {}
    return {name: member for name, member in coordinates.items() if name not in NARROW}


def parts_of(whole: str, dimension: Dimension) -> tuple[str, ...]:
    """Return the members of which one is the sum, none where it is no such sum."""
    return dimension.partitions[whole].parts if whole in dimension.partitions else ()


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


def part_of(
    whole: Mapping[str, str], own: Mapping[str, str], dimensions: Mapping[str, Dimension]
) -> dict[str, str] | None:
    """Return the coordinates of a part with `own` words, None where they do not speak of a part of the whole."""
    joined = dict(whole)
    for dimension, member in own.items():
        outer = whole.get(dimension)
        if dimension in CODE_DIMENSIONS:
            if outer and not member.startswith(outer):
                return None
        elif outer and dimension in dimensions:
            known = dimensions[dimension]
            member = known.within.get(outer, {}).get(member, member)
            if not any(known.is_under(member, each) for each in (outer, *parts_of(outer, known))):
                return None
        joined[dimension] = member
    return joined if joined != dict(whole) else None


def in_chapter(
    chapter: Mapping[str, str], own: Mapping[str, str], dimensions: Mapping[str, Dimension]
) -> dict[str, str]:
    """Return `own` coordinates with what the chapter states where the words state nothing.

    The chapter's item, nature or code is meant only where the words name none, its nature also where they name a code
    or a use of the document's own (项目支出, of which 教育支出); its source turns the words for all,
    current and carried-over money into those of that source.
    """
    completed = dict(own)
    if "nature" in chapter and not {"nature", "item"} & own.keys() and _USES & own.keys():
        completed["nature"] = chapter["nature"]
    if not any(dimension in own for dimension in NARROW):
        completed |= {name: member for name, member in chapter.items() if name in NARROW}
    source = chapter.get("source")
    if source:
        within = dimensions["source"].within.get(source, {})
        completed["source"] = within.get(own["source"], own["source"]) if "source" in own else source
    if "flow" in chapter:
        completed.setdefault("flow", chapter["flow"])
    return completed


@dataclass(frozen=True, slots=True)
class Period:
    """The document's own year and stage; None where it states none."""

    year: int | None
    stage: str | None

    def of(self, coordinates: Mapping[str, str], year: int | None) -> dict[str, str]:
        """Return coordinates with the year and the stage that the document means where the words state none."""
        own = {"year": str(self.year or ""), "stage": self.stage or ""}
        completed = {**own, **coordinates, **({"year": str(year)} if year else {})}
        return {name: each for name, each in completed.items() if each}

    def compared(self, base: str, own: Mapping[str, str]) -> dict[str, str]:
        """Return the coordinates of what an amount of `own` coordinates is compared with, as `base` states."""
        year = int(own["year"]) if "year" in own else self.year
        named, base = _YEAR.search(base), without_budgets(base)
        stage = next((stage for word, stage in _STAGES.items() if word in base), own.get("stage"))
        of_accounts = self.stage == "final" and stage == "final" != own.get("stage")
        if named:
            year = int(named[1])
        elif year and (_LAST.search(base) or ("预算" not in base and not of_accounts)):
            year -= 1
        then = {**own, "year": str(year or ""), "stage": stage or ""}
        return {name: each for name, each in then.items() if each}
