"""A consistent disclosure drawn from a seed: only leaves are drawn, and every total is the sum of its leaves.

Amounts are whole 分. In a 万元 disclosure without rounding residue they are whole hundredths of 万元.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from drawn.naming import department, projects, purchases, units
from model.classification.catalogue import catalogue
from model.classification.codes import Domain

SOURCES = (
    "general",
    "fund",
    "state_capital",
    "special",
    "business",
    "operating",
    "superior",
    "affiliate",
    "other",
)
FISCAL = ("general", "fund", "state_capital")
OWN = ("business", "operating", "superior", "affiliate", "other")
_BELOW = {
    "all": SOURCES,
    "fiscal": FISCAL,
    "own": OWN,
    **{source: (source,) for source in SOURCES},
}
_NATURES = {
    "all": ("personnel", "running", "project", "operating"),
    "basic": ("personnel", "running"),
    **{nature: (nature,) for nature in ("personnel", "running", "project", "operating")},
}
ITEMS = {
    "three_public": ("30212", "30217", "30231", "31013"),
    "overseas": ("30212",),
    "vehicles": ("30231", "31013"),
    "vehicle_purchase": ("31013",),
    "vehicle_running": ("30231",),
    "reception": ("30217",),
    "conference": ("30215",),
    "training": ("30216",),
}
PURCHASES = {
    "procurement": ("goods", "works", "services"),
    **{kind: (kind,) for kind in ("goods", "works", "services")},
}
GOVERNMENT = {"301": "501", "302": "502", "303": "509", "310": "503"}
"""Where the classes of the departments' economic classification go in an administrative unit's."""


@dataclass(frozen=True)
class Where:
    """Coordinates of an amount. `brought` is True for money brought forward, False for the current year's, None for
    both; `unit` a unit's number, None for the department; `before` means the year before."""

    flow: str = "expenditure"
    source: str = "all"
    brought: bool | None = None
    nature: str = "all"
    function: str = ""
    economic: str = ""
    government: str = ""
    item: str = ""
    unit: int | None = None
    project: str = ""
    before: bool = False

    def at(self, **changes: object) -> Where:
        """Return these coordinates with some changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Leaf:
    """One amount of expenditure that no table divides any further."""

    unit: int
    source: str
    brought: bool
    function: str
    nature: str
    economic: str
    project: str
    amount: int

    def before(self, grain: int) -> int:
        """Return the amount of the year before, in steps as large as those of this one."""
        return self.amount * (3 + self.unit) // 5 // grain * grain


@dataclass(frozen=True)
class Purchase:
    """A line of procurement."""

    kind: str
    name: str
    unit: int
    source: str
    amount: int


@dataclass(frozen=True)
class Cube:
    """All that a disclosure states. `carry_out` is money carried forward by source, all of it the first unit's."""

    department: str
    year: int
    stage: str
    units: tuple[str, ...]
    unit_codes: tuple[str, ...]
    leaves: tuple[Leaf, ...]
    purchases: tuple[Purchase, ...]
    carry_out: dict[str, int]
    grain: int

    def amount(self, where: Where) -> int:
        """Return an amount in 分."""
        if where.item in PURCHASES:
            return self._bought(where)
        if where.before:
            return sum(leaf.before(self.grain) for leaf in self._leaves(where))
        spent = sum(leaf.amount for leaf in self._leaves(where)) if where.flow != "carry_out" else 0
        return spent + (self._carried(where) if where.flow != "expenditure" else 0)

    def codes(self, where: Where, dimension: str = "function") -> list[str]:
        """Return the codes of all levels that hold money there, in order."""
        found = {str(getattr(leaf, dimension)) for leaf in self._leaves(where)}
        sizes = (3, 5, 7) if dimension == "function" else (3, 5)
        return sorted({code[:size] for code in found for size in sizes})

    def projects(self, where: Where) -> list[str]:
        """Return the projects that hold money there, in order of their first leaf."""
        return list(dict.fromkeys(leaf.project for leaf in self._leaves(where) if leaf.project))

    def has(self, where: Where) -> bool:
        """Return whether there is any money there."""
        return self.amount(where) != 0

    def _leaves(self, where: Where) -> Iterable[Leaf]:
        sources, natures = _BELOW[where.source], _NATURES[where.nature]
        economic = ITEMS.get(where.item)
        for leaf in self.leaves:
            if (
                leaf.source in sources
                and leaf.nature in natures
                and where.brought in (None, leaf.brought)
                and where.unit in (None, leaf.unit)
                and leaf.function.startswith(where.function)
                and leaf.economic.startswith(where.economic)
                and (not where.government or GOVERNMENT[leaf.economic[:3]] == where.government)
                and (not where.project or leaf.project == where.project)
                and (economic is None or leaf.economic in economic)
            ):
                yield leaf

    def _carried(self, where: Where) -> int:
        if where.brought or where.unit or where.function or where.nature != "all":
            return 0
        return sum(self.carry_out.get(source, 0) for source in _BELOW[where.source])

    def _bought(self, where: Where) -> int:
        return sum(
            line.amount
            for line in self.purchases
            if line.kind in PURCHASES[where.item]
            and line.source in _BELOW[where.source]
            and where.unit in (None, line.unit)
            and (not where.project or line.name == where.project)
        )


@cache
def name_of(code: str, year: int) -> str:
    """Return what a code is called in a year."""
    return catalogue().name(code, year)


@cache
def _works(year: int) -> dict[str, tuple[str, ...]]:
    """Return, by 款 of a department's own work, its other 项."""
    codes = catalogue().codes(Domain.FUNCTION)
    found = {}
    for code, entries in codes.items():
        first, second = f"{code}01", f"{code}02"
        if len(code) != 5 or not _sure(code, year) or code.startswith(("203", "223", "229", "230")):
            continue
        if name_of(first, year) != "行政运行" or name_of(second, year) != "一般行政管理事务":
            continue
        items = tuple(
            item
            for item in codes
            if item.startswith(code) and len(item) == 7 and item[5:] not in {"01", "02", "03", "50"}
            if _sure(item, year)
        )
        if len(items) > 1 and entries:
            found[code] = items
    return found


def _sure(code: str, year: int) -> bool:
    valid = catalogue().valid(code, year)
    return len(valid) == 1 and valid[0].sure and len(catalogue().entries(code)) == 1


_PAY = ("30101", "30102", "30103", "30107", "30112", "30199")
_RUNNING = ("30201", "30202", "30205", "30206", "30207", "30211", "30213", "30215", "30216", "30217", "30226")
_RUNNING_MORE = ("30228", "30229", "30231", "30239", "30299", "31002")
_PROJECT = ("30201", "30202", "30211", "30214", "30226", "30227", "30299", "31003", "31007", "30399")
_FUND = ("2120801", "2120803", "2120806", "2296002", "2296006", "2296099")
_STATE_CAPITAL = ("2230102", "2230105", "2230107", "2230202")


@dataclass
class _Drawing:
    random: Random
    year: int
    grain: int
    leaves: list[Leaf]
    largest: int

    def amount(self) -> int:
        """Draw an amount, its size even over the powers of ten, never nothing."""
        size = 10 ** self.random.uniform(1.5, self.largest)
        return max(self.grain, int(size * max(10_000, self.grain)) // self.grain * self.grain)

    def add(
        self, unit: int, code: str, nature: str, economic: str, *, source: str = "general", project: str = ""
    ) -> None:
        self.leaves.append(Leaf(unit, source, False, code, nature, economic, project, self.amount()))


def draw_cube(random: Random, *, grain: int) -> Cube:
    """Draw a disclosure; `grain` is the smallest step of its amounts in 分."""
    year = random.choice((2022, 2023, 2024, 2025, 2026))
    stage = random.choice(("budget", "budget", "budget", "final"))
    whole = department(random)
    names = units(random, whole, random.choice((1, 1, 2, 3)))
    drawing = _Drawing(random, year, grain, [], random.choice((3.0, 4.0, 5.0)))
    work = random.choice(sorted(_works(year)))
    for unit in range(len(names)):
        _basic(drawing, unit, work)
    _projects(drawing, len(names), work)
    if random.random() < 0.5:
        _brought_forward(drawing)
    carry_out = {"general": drawing.amount()} if random.random() < 0.25 else {}
    lines = tuple(_purchases(drawing, len(names)))
    first = random.randint(101, 899)
    codes = tuple(f"{first}{number + 1:03d}" for number in range(len(names)))
    return Cube(whole, year, stage, tuple(names), codes, tuple(drawing.leaves), lines, carry_out, grain)


def _basic(drawing: _Drawing, unit: int, work: str) -> None:
    """Draw a unit's basic expenditure; contributions stand alike in both classifications."""
    random, add = drawing.random, drawing.add
    main = f"{work}01" if unit == 0 else f"{work}50"
    if name_of(main, drawing.year) != "事业运行" and unit:
        main = f"{work}01"
    for economic in random.sample(_PAY, random.randint(2, len(_PAY))):
        add(unit, main, "personnel", economic)
    running = (*_RUNNING, *_RUNNING_MORE)
    for economic in random.sample(running, random.randint(3, len(running))):
        add(unit, main, "running", economic)
    if random.random() < 0.3:
        add(unit, main, "running", "30212")
    add(unit, "2080505", "personnel", "30108")
    if random.random() < 0.7:
        add(unit, "2080506", "personnel", "30109")
    add(unit, "2101101" if unit == 0 else "2101102", "personnel", "30110")
    add(unit, "2210201", "personnel", "30113")
    if random.random() < 0.5:
        add(
            unit,
            "2080501" if unit == 0 else "2080502",
            "personnel",
            random.choice(("30301", "30302", "30305")),
        )


def _projects(drawing: _Drawing, count: int, work: str) -> None:
    random = drawing.random
    items = random.sample(_works(drawing.year)[work], 2)
    codes = [f"{work}02", *items]
    for project in projects(random, random.randint(1, 6)):
        unit = random.randrange(count)
        code = random.choice(codes)
        for economic in random.sample(_PROJECT, random.randint(1, 2)):
            drawing.add(unit, code, "project", economic, project=project)
    if random.random() < 0.3:
        last = drawing.leaves[-1]
        drawing.add(last.unit, codes[0], "project", "31013", project=last.project)
    extra = projects(random, 40)[-12:]
    taken = {leaf.project for leaf in drawing.leaves}
    free = iter([name for name in extra if name not in taken])
    if random.random() < 0.4:
        for code in random.sample(_FUND, random.randint(1, 3)):
            drawing.add(0, code, "project", "31005", source="fund", project=next(free))
    if random.random() < 0.2:
        drawing.add(
            0, random.choice(_STATE_CAPITAL), "project", "30299", source="state_capital", project=next(free)
        )
    for source in ("special", "business", "superior", "affiliate", "other"):
        if random.random() < 0.2:
            unit = random.randrange(count)
            drawing.add(unit, random.choice(codes), "project", "30227", source=source, project=next(free))
    if random.random() < 0.1:
        drawing.add(count - 1, codes[-1], "operating", "30299", source="operating")


def _brought_forward(drawing: _Drawing) -> None:
    """Make some of the projects' money that of the year before, with a little of it for the same project."""
    random = drawing.random
    for leaf in list(drawing.leaves):
        if (
            leaf.nature == "project"
            and leaf.source in (*FISCAL, "special", "other")
            and random.random() < 0.5
        ):
            drawing.leaves.append(replace(leaf, brought=True, amount=drawing.amount()))


def _purchases(drawing: _Drawing, count: int) -> Iterable[Purchase]:
    random = drawing.random
    for kind in PURCHASES["procurement"]:
        for name in purchases(random, kind, random.randint(0, 3)):
            unit = random.randrange(count)
            yield Purchase(kind, name, unit, random.choice(("general", "general", "other")), drawing.amount())
