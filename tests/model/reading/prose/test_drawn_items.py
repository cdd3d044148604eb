"""Items drawn from seeds, each a code path and what is said of it: none is bound to another code, nor to the whole."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from model.classification.catalogue import catalogue
from model.reading.prose.claim import Measure
from model.reading.prose.claims import read_claims
from model.source.book import Paragraph

YEAR = 2024
SEEDS = range(60)
BOUND_LEAST = Fraction(95, 100)
STEP = 10**6
"""A hundredth of 万元 in a claim's steps."""
CODES = [
    "2010601",
    "2010602",
    "2040601",
    "2050201",
    "2060702",
    "2070109",
    "2080501",
    "2080505",
    "2080506",
    "2080801",
    "2101101",
    "2101102",
    "2110302",
    "2120101",
    "2130104",
    "2140601",
    "2150899",
    "2200150",
    "2210201",
    "2210203",
    "2240106",
    "2296002",
    "2296003",
]
UNKNOWN = "2080588"
"""A code of the field's form that no edition has; its item is named as none of the catalogue's is."""
PURPOSES = (
    "主要用于机关在职人员工资、津贴补贴等支出",
    "主要用于支付退休人员补贴、退休人员福利费",
    "主要是用于单位缴纳的基本养老保险费支出",
    "主要用于保障机构正常运转的基本支出",
    "用于扬尘污染防治监管等项目支出",
    "主要用于2024年信息系统建设及维护",
    "主要反映局机关及所属单位按规定缴纳的住房公积金",
    "主要用于新建3所学校，改造校舍12处",
)
REASONS = (
    "人员变动",
    "厉行节约，压减一般性支出",
    "年中追加项目资金",
    "2名人员退休",
    "项目按进度支付，结余资金结转下年使用",
)
FINAL = (
    "{final}。{purpose}。年初预算为{budget}，支出决算为{final}，完成年初预算的{rate}。决算数不同的主要原因：{reason}。",
    "{stop}年初预算为{budget}，支出决算为{final}，完成年初预算的{rate}，主要原因是{reason}。",
    "{stop}{purpose}{then}年初预算为{budget}，当年支出决算为{final}。",
    "{stop}{purpose}{then}年初预算数{budget}，支出决算{final}。",
    "支出决算为{final}，年初预算为{budget}，完成年初预算的{rate}。",
    "{stop}2024年度决算数为{final}，比上年{moved}，主要原因是{reason}。",
    "全年支出{final}，完成年初预算{budget}的{rate}。{purpose}。",
    "{stop}{purpose}。支出决算{final}，较2023年度决算数{moved}，{reason}。",
    "{final}，{purpose}，较上年{moved}。",
    "{stop}2024年年初预算为{budget}，2024年支出决算为{final}，完成年初预算的{rate}。",
)
BUDGET = (
    "{stop}2024年预算数为{budget}，比2023年预算数{moved}。主要原因是{reason}。",
    "{stop}{purpose}{then}2024年预算数为{budget}。",
    "{budget}，{purpose}。",
    "{budget}，{purpose}，比上年预算{moved}，{reason}。",
    "预算安排{budget}，较上年{moved}，主要原因是{reason}。",
    "本年预算{budget}，与上年相比{moved}，主要原因是{reason}。",
    "当年预算为{budget}。{purpose}。",
)


class Drawn:
    """Items of a chapter, each with the amounts of its code by stage, in hundredths of 万元."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.stage = self.random.choice(("budget", "final"))
        self.truth: list[tuple[str, dict[int, str]]] = []

    def lines(self) -> list[list[str]]:
        """Return the lines of the opening, then those of each item: one, or two where its path stands alone."""
        codes = [*self.random.sample(CODES, 6), UNKNOWN]
        self.random.shuffle(codes)
        whole = self.money(self.random.randrange(10**6, 10**7))
        says = "决算" if self.stage == "final" else "预算"
        opening = [
            f"五、一般公共预算财政拨款支出{says}情况说明",
            f"一般公共预算财政拨款支出{says}为{whole}。",
        ]
        return [opening, *(self.item(number, code) for number, code in enumerate(codes, 1))]

    def item(self, number: int, code: str) -> list[str]:
        mark = self.random.choice(
            (f"{number}.", f"{number}、", f"（{number}）", f"（{'一二三四五六七'[number - 1]}）", "")
        )
        budget, final, moved = (self.random.randrange(100, 900_000) for _ in range(3))
        form = self.random.choice(FINAL if self.stage == "final" else BUDGET)
        said = form.format(
            budget=self.money(budget),
            final=self.money(final),
            moved=f"{self.random.choice(('增加', '减少'))}{self.money(moved)}",
            rate=f"{100 * final / budget:.2f}%",
            purpose=self.random.choice(PURPOSES),
            reason=self.random.choice(REASONS),
            stop=self.random.choice(("，", "。", "：")),
            then=self.random.choice(("，", "。")),
        )
        amounts = {
            amount: stage
            for amount, stage in ((budget, "budget"), (final, "final"))
            if self.money(amount) in said
        }
        self.truth.append((code, amounts))
        path = self.path(code)
        alone, rest = f"{mark}{path}。", said.removeprefix("。")
        return [alone, rest] if said != rest and self.random.random() < 0.5 else [mark + path + said]

    def path(self, code: str) -> str:
        first, second, third = (name_of(code[:length]) for length in (3, 5, 7))
        path = self.random.choice(
            (
                f"{first}（类）{second}（款）{third}（项）",
                f"{first}（{code[:3]}类）{second}（{code[3:5]}款）{third}（{code[5:]}项）",
                f"{first}（类）-{second}（款）-{third}（项）",
                f"{first}（类）{second}（款）{third}（项）科目",
                f"{first}（类）{second}（款）{third}（项）支出",
                f"{first}（类）{second}（款）{third}（项）（{code}）",
            )
        )
        return f"“{path}”" if self.random.random() < 0.2 else path

    def money(self, amount: int) -> str:
        return f"{amount // 100}.{amount % 100:02d}万元"


def name_of(code: str) -> str:
    return catalogue().entries(code)[0].name if code != UNKNOWN else "某某专项补助"


def bound_of(seed: int) -> tuple[int, int]:
    """Return how many amounts of known codes are bound, and how many there are; fail where one is bound wrongly."""
    drawn = Drawn(seed)
    items = drawn.lines()
    numbered = [
        Paragraph(number, line) for number, line in enumerate((each for item in items for each in item), 1)
    ]
    claims = read_claims(numbered, "某某局", YEAR, drawn.stage)
    bound = count = 0
    first = len(items[0]) + 1
    for lines, (code, amounts) in zip(items[1:], drawn.truth, strict=True):
        mine = [claim for claim in claims if first <= claim.paragraph < first + len(lines)]
        first += len(lines)
        for amount, stage in amounts.items():
            there = [
                claim for claim in mine if claim.measure is Measure.AMOUNT and claim.amount == amount * STEP
            ]
            bound_at = [claim.coordinates for claim in there if claim.is_bound]
            if code == UNKNOWN:
                assert not [one for one in bound_at if not {"function", "named"} & one.keys()], lines
                continue
            assert all((one.get("function"), one.get("stage")) == (code, stage) for one in bound_at), (
                lines,
                bound_at,
            )
            bound, count = bound + bool(bound_at), count + 1
    return bound, count


@pytest.mark.parametrize("seed", SEEDS)
def test_no_amount_of_an_item_is_bound_to_another_code_or_to_the_whole(seed: int) -> None:
    bound_of(seed)


def test_most_amounts_of_items_are_bound() -> None:
    counts = [bound_of(seed) for seed in SEEDS]
    assert sum(bound for bound, _ in counts) >= BOUND_LEAST * sum(count for _, count in counts)
