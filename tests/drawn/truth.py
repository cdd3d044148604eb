"""What is true of a drawn disclosure: the coordinates each printed amount may be bound with, and what constrains it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from drawn.cube import FISCAL, ITEMS, Cube, Where
from drawn.figures import digits, worth
from drawn.paper import Disclosed, Place, Printed

_CARRIED = {
    "all": "carryover",
    "fiscal": "carryover_fiscal",
    "general": "carryover_general",
    "fund": "carryover_fund",
    "state_capital": "carryover_state_capital",
    "special": "carryover_special",
    "own": "carryover_own",
    "other": "carryover_own",
}
_NATURES = {"project": {"project", "beyond_basic"}}
_KINDS_OF_FISCAL_MONEY = {"fiscal_totals", "three_public"}


def expected(printed: Printed, cube: Cube) -> dict[str, frozenset[str]]:
    """Return, by dimension of the cube, the members that an amount may be bound with; "" is the root.

    Where published tables leave open which of two members is meant, both are right.
    """
    where = printed.amount.where
    return {
        "flow": _flow(where),
        "source": _source(where, printed.kind),
        "nature": _nature(where, printed.kind),
        "item": _item(where, printed.kind),
        "function": frozenset({where.function}),
        "economic": frozenset({where.economic}),
        "government": frozenset({where.government}),
        "year": frozenset({str(cube.year - 1)} if where.before else {str(cube.year), ""}),
        "stage": frozenset({cube.stage, ""}),
        "unit": _unit(where, printed.kind, cube),
    }


def _flow(where: Where) -> frozenset[str]:
    return frozenset({where.flow} | ({"expenditure"} if where.flow == "outlay" else set()))


def _source(where: Where, kind: str) -> frozenset[str]:
    if where.brought:
        return frozenset({_CARRIED.get(where.source, "carryover_own")})
    source = "" if where.source == "all" else where.source
    found = {source}
    if where.brought is False and where.source == "all":
        found = {"current", "direct"}
    if where.source in {"fiscal", *FISCAL} and where.brought is None:
        # What is spent of a budget is what came of it this year and what was brought forward.
        found |= {f"{where.source}_all"}
    if kind == "three_public":
        found |= {"fiscal", "fiscal_all"}
    if where.source == "other" and kind == "procurement":
        found |= {"own", "other"}
    return frozenset(found)


def _nature(where: Where, kind: str) -> frozenset[str]:
    nature = "" if where.nature == "all" else where.nature
    found = set(_NATURES.get(nature, {nature}))
    if kind == "general_basic" and nature == "basic" and where.economic:
        # A class of the economic classification is of one nature, whether the reading says so or not.
        found |= {"personnel"} if where.economic.startswith(("301", "303")) else {"running"}
    return frozenset(found)


def _item(where: Where, kind: str) -> frozenset[str]:
    """Return the item; a project is one by its name."""
    if kind == "general_basic" and where.economic:
        # Some economic items are items of their own: reception, conferences.
        return frozenset({""} | {item for item, codes in ITEMS.items() if codes == (where.economic,)})
    if not where.project:
        return frozenset({where.item})
    named = {f"project:{where.project}"}
    if kind == "procurement":
        ends = {"goods": "货物", "works": "工程", "services": "服务"}
        named |= {where.item, f"project:{where.project}{ends[where.item]}"}
    return frozenset(named)


def _unit(where: Where, kind: str, cube: Cube) -> frozenset[str]:
    """Return the unit; what is the whole department's may name the department, and a list need not name units."""
    if where.unit is None:
        return frozenset(
            {"", plain(cube.department), *([plain(cube.units[0])] if len(cube.units) == 1 else [])}
        )
    listed = {""} if kind in {"project", "procurement"} else set()
    return frozenset({plain(cube.units[where.unit])} | listed)


def plain(name: str) -> str:
    """Return a name without spaces, its brackets all of one width."""
    return name.translate(str.maketrans({"（": "(", "）": ")", "　": None, " ": None}))


@dataclass(frozen=True)
class Tie:
    """A relation of printed amounts: a whole and its parts, or one amount stated twice."""

    whole: Place
    parts: tuple[Place, ...]


def ties(disclosed: Disclosed) -> dict[Place, list[Tie]]:
    """Return by place the relations an amount stands in, of those whose amounts are all printed."""
    shown = disclosed.printed
    found: dict[Place, list[Tie]] = defaultdict(list)
    for whole, parts in disclosed.sums:
        stated = tuple(part for part in parts if shown[part].amount.fen)
        if stated and shown[whole].amount.fen:
            _add(found, Tie(whole, stated))
    same: dict[tuple[Where, str], list[Place]] = defaultdict(list)
    for place, printed in shown.items():
        if printed.amount.fen:
            same[printed.amount.where, ""].append(place)
    for places in same.values():
        for place in places:
            for other in places:
                if other != place:
                    found[place].append(Tie(place, (other,)))
    return found


def _add(found: dict[Place, list[Tie]], tie: Tie) -> None:
    for place in (tie.whole, *tie.parts):
        found[place].append(tie)


def constrained(disclosed: Disclosed, place: Place, planted: str, known: dict[Place, list[Tie]]) -> bool:
    """Return whether a relation breaks beyond rounding when other digits stand in a cell."""
    layout = disclosed.layout

    def value(at: Place) -> int:
        text = planted if at == place else digits(disclosed.printed[at].amount.fen, layout)
        return worth(text, layout)

    half = layout.step * 50 if layout["unit"] == "万元" else 0
    return any(
        abs(value(tie.whole) - sum(map(value, tie.parts))) > half * (len(tie.parts) + 1)
        for tie in known[place]
    )
