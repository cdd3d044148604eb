"""Paragraphs drawn from seeds, in wordings that vary: what is bound is true of the amounts they were written from."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from random import Random

import pytest

from model.reading.prose.claim import Claim, Measure
from model.reading.prose.claims import read_claims
from model.source.book import Paragraph

YEAR = 2023
SEEDS = range(100)
ONE = 10**8
"""A rate of 100 % in a claim's steps."""

BOUND_LEAST = Fraction(95, 100)
PARTS = {
    "three_public": ("overseas", "vehicles", "reception"),
    "vehicles": ("vehicle_purchase", "vehicle_running"),
    "procurement": ("goods", "works", "services"),
}
NAMES = {
    "three_public": ("“三公”经费", "“三公”经费支出", "财政拨款“三公”经费"),
    "overseas": ("因公出国（境）费", "因公出国（境）费支出", "因公出国（境）经费"),
    "vehicles": ("公务用车购置及运行维护费", "公务用车购置及运行费支出", "公务用车购置及运行费"),
    "vehicle_purchase": ("公务用车购置费", "公务用车购置支出", "公车购置费"),
    "vehicle_running": ("公务用车运行维护费", "公务用车运行维护费支出", "公务用车运行费"),
    "reception": ("公务接待费", "公务接待费支出"),
    "procurement": ("政府采购支出", "政府采购支出总额"),
    "goods": ("政府采购货物支出", "货物类采购"),
    "works": ("政府采购工程支出", "工程类采购"),
    "services": ("政府采购服务支出", "服务类采购"),
}
Key = tuple[str, int, str]
"""What an amount is of: its item, year and stage."""


class Drawn:
    """Amounts in hundredths of 万元, and sentences that tell them in words drawn by lot."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.amounts: dict[Key, int] = {}
        for year, stage in ((YEAR, "final"), (YEAR, "budget"), (YEAR - 1, "final")):
            for item in (
                "overseas",
                "vehicle_purchase",
                "vehicle_running",
                "reception",
                "goods",
                "works",
                "services",
            ):
                self.amounts[item, year, stage] = self.random.choice((0, self.random.randrange(1, 90_000)))
            for whole in ("vehicles", "three_public", "procurement"):
                self.amounts[whole, year, stage] = sum(
                    self.amounts[part, year, stage] for part in PARTS[whole]
                )

    def of(self, item: str, year: int = YEAR, stage: str = "final") -> int:
        return self.amounts[item, year, stage]

    def name(self, item: str) -> str:
        return self.random.choice(NAMES[item])

    def money(self, amount: int) -> str:
        if self.random.random() < 0.2:
            return f"{amount * 100:,}元"
        return f"{amount // 100:,}.{amount % 100:02d}万元"

    def rate(self, part: int, whole: int) -> str:
        return f"{100 * part / whole:.2f}%" if whole else "0%"

    def moved(self, item: str) -> str:
        new, old = self.of(item), self.of(item, YEAR - 1)
        against = self.random.choice(
            ("比上年", "较上年", f"比{YEAR - 1}年", f"与{YEAR - 1}年相比", "较上年决算数", "同比")
        )
        if new == old:
            return f"，{'与上年' if against == '同比' else against.removesuffix('相比')}持平"
        up, grown = ("增加", "增长") if new > old else ("减少", "下降")
        growth = f"，{grown}{self.rate(abs(new - old), old)}" if old and self.random.random() < 0.7 else ""
        return f"，{against}{up}{self.money(abs(new - old))}{growth}"

    def completed(self, item: str) -> str:
        budget = self.of(item, stage="budget")
        if not budget:
            return ""
        rate = self.rate(self.of(item), budget)
        return self.random.choice((f"，完成年初预算的{rate}", f"，完成年初预算{self.money(budget)}的{rate}"))

    def share(self, item: str, whole: str) -> str:
        return f"，占{self.rate(self.of(item), self.of(whole))}" if self.of(whole) else ""

    def part(self, item: str, whole: str) -> str:
        says = f"{self.name(item)}{self.random.choice(('', '为', '决算'))}{self.money(self.of(item))}"
        if item == "vehicles" and self.random.random() < 0.6:
            inner = "，".join(f"{self.name(each)}{self.money(self.of(each))}" for each in PARTS["vehicles"])
            says += f"（{self.random.choice(('', '其中：', '包括'))}{inner}）"
        tail = self.random.choice(("", "share", "moved", "completed", "both"))
        says += self.share(item, whole) if tail in ("share", "both") else ""
        says += self.moved(item) if tail in ("moved", "both") else ""
        return says + (self.completed(item) if tail == "completed" else "")

    def parts(self, whole: str) -> str:
        items = list(PARTS[whole])
        self.random.shuffle(items)
        form = self.random.choice(("clauses", "clauses", "breath", "respective"))
        if form == "respective":
            amounts = "、".join(f"{self.of(item) // 100}.{self.of(item) % 100:02d}万元" for item in items)
            return f"{'、'.join(NAMES[item][0] for item in items)}分别为{amounts}"
        if form == "breath":
            return "、".join(
                f"{self.name(item)}{self.money(self.of(item))}" for item in items
            ) + self.random.choice(("", self.moved(whole)))
        return "；".join(self.part(item, whole) for item in items)

    def paragraph(self, whole: str) -> str:
        amount = self.money(self.of(whole))
        year = self.random.choice((f"{YEAR}年", f"{YEAR}年度", f"{YEAR}年，本部门"))
        lead = f"{year}{self.name(whole)}{self.random.choice(('决算', '决算为', '', '共'))}{amount}"
        first = self.random.choice(
            (self.moved(whole), self.completed(whole), self.completed(whole) + self.moved(whole))
        )
        became = ""
        if self.random.random() < 0.3 and self.of(whole) != self.of(whole, YEAR - 1):
            up = "增加" if self.of(whole) > self.of(whole, YEAR - 1) else "减少"
            became = f"。{self.name(whole)}由上年的{self.money(self.of(whole, YEAR - 1))}{up}到{amount}"
        return f"{lead}{first}{self.random.choice(('。', '，'))}其中：{self.parts(whole)}{became}。"

    def lines(self) -> list[str]:
        chapters = [
            ["七、“三公”经费支出决算情况说明", self.paragraph("three_public")],
            ["九、政府采购支出情况说明", self.paragraph("procurement")],
        ]
        self.random.shuffle(chapters)
        return [line for chapter in chapters for line in chapter]


def key_of(coordinates: Mapping[str, str]) -> Key:
    return coordinates["item"], int(coordinates["year"]), coordinates["stage"]


def is_true(claim: Claim, amounts: Mapping[Key, int]) -> bool:
    """Tell whether a bound claim is true of what it is bound to."""
    step = 10**6
    own = amounts[key_of(claim.coordinates)] * step
    base = amounts[key_of(claim.base)] * step if claim.base else 0
    if claim.measure is Measure.AMOUNT:
        return claim.amount == own
    if claim.measure is Measure.CHANGE:
        return claim.amount == own - base
    if claim.measure is Measure.DIRECTION:
        return claim.direction != "flat" or own == base
    true = Fraction(own - base if claim.measure is Measure.GROWTH else own, base or 1) * ONE
    return abs(claim.amount - true) <= claim.half


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_bound_is_true(seed: int) -> None:
    drawn = Drawn(seed)
    lines = drawn.lines()
    claims = read_claims(
        [Paragraph(number, line) for number, line in enumerate(lines, 1)], "某局", YEAR, "final"
    )
    bound = [claim for claim in claims if claim.is_bound]
    assert [
        (claim.text, dict(claim.coordinates)) for claim in bound if not is_true(claim, drawn.amounts)
    ] == [], lines
    assert len(bound) >= BOUND_LEAST * len(claims), lines
