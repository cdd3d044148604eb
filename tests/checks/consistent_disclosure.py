"""Disclosures whose true amounts are consistent, printed table by table with whatever precision is asked for.

True amounts are whole 分. Only the leaves are drawn; every total is the exact sum of its parts before it is printed,
and every figure is rounded by itself, as a department does that types them from its accounts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from books import book

from model.classification.catalogue import catalogue
from model.classification.tables import UnitKind, fed_by
from model.source.book import Book, CellFormat, CellValue, Merge, Sheet, Visibility

FEN = {"元": 100, "千元": 100_000, "万元": 1_000_000, "亿元": 10_000_000_000}
ITEMS = ("2080505", "2080506", "2101101", "2101501", "2101504", "2210201")
PERSONNEL = ("30101", "30102", "30103", "30305")
RUNNING = ("30201", "30211", "30217", "30231")


@dataclass(frozen=True)
class Truth:
    """The leaves, in 分: expenditure by item, source and nature, 三公, and the carry-over.

    `basic` is by economic code; `three_public` is what others than basic expenditure pay. `carried_out` is general
    money; `brought_in` is at most what is needed.
    """

    project: dict[str, int]
    fund: dict[str, int]
    business: dict[str, int]
    basic: dict[str, int]
    basic_item: str
    three_public: tuple[int, int, int, int]
    carried_out: int
    brought_share: int

    def general(self, code: str, nature: str = "all") -> int:
        """General budget money of a function code ("" for all) and nature."""
        basic = sum(self.basic.values()) if self.basic_item.startswith(code) else 0
        project = _below(self.project, code)
        return {"all": basic + project, "basic": basic, "project": project}[nature]

    def general_before(self, code: str) -> int:
        """General budget money of a function code in the year before: the rest of it came this year."""
        project = sum(amount * 2 // 3 for leaf, amount in self.project.items() if leaf.startswith(code))
        return self.general(code, "basic") * 3 // 4 + project

    def whole(self, code: str, nature: str = "all") -> int:
        """Money of all sources; funds and business income pay projects."""
        other = _below(self.fund, code) + _below(self.business, code)
        return self.general(code, nature) + (0 if nature == "basic" else other)

    @property
    def all_three_public(self) -> tuple[int, int, int, int]:
        """Overseas travel, vehicle purchase, vehicle running and reception, from basic expenditure and beyond it."""
        overseas, purchase, running, reception = self.three_public
        return (
            overseas,
            purchase,
            running + self.basic.get("30231", 0),
            reception + self.basic.get("30217", 0),
        )

    @property
    def brought_in(self) -> int:
        """General money brought forward."""
        return (self.general("") + self.carried_out) * self.brought_share // 100


def _below(amounts: dict[str, int], code: str) -> int:
    return sum(amount for leaf, amount in amounts.items() if leaf.startswith(code))


@dataclass(frozen=True)
class Print:
    """How a table is printed: its unit, its decimals, and how a cell holds a figure and a nothing.

    `style` is "format" (a number with a format), "general" (a number without) or "text"; `zero` is what stands for
    nothing: None, 0 or "-".
    """

    unit: str = "元"
    decimals: int = 2
    style: str = "format"
    zero: CellValue = None

    def cell(self, fen: int, decimals: int | None = None) -> tuple[CellValue, CellFormat | None]:
        """Return an amount as the table prints it, rounded half up; `decimals` where a cell has its own."""
        places = self.decimals if decimals is None else decimals
        if fen == 0:
            return self.zero, None
        steps, rest = divmod(fen * 10**places, FEN[self.unit])
        steps += 2 * rest >= FEN[self.unit]
        digits = str(steps).rjust(places + 1, "0")
        text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
        if self.style == "text":
            return text, None
        code = "General" if self.style == "general" else "0." + "0" * places if places else "0"
        return float(text), CellFormat(code)


Row = tuple[list[CellValue], list[int]]
"""What labels a row, and its true amounts."""


def printed(
    name: str,
    title: str,
    heading: list[list[CellValue]],
    rows: Iterable[list[CellValue | tuple[int]]],
    how: Print,
    decimals: Callable[[int, int], int] | None = None,
    merges: tuple[Merge, ...] = (),
) -> Sheet:
    """Return a sheet; in `rows` a one-tuple is a true amount, anything else stands as it is."""
    grid: list[list[CellValue]] = [[title], [f"单位：{how.unit}"], *heading]
    formats: dict[tuple[int, int], CellFormat] = {}
    for cells in rows:
        row: list[CellValue] = []
        for column, cell in enumerate(cells):
            if not isinstance(cell, tuple):
                row.append(cell)
                continue
            value, cell_format = how.cell(cell[0], decimals(len(grid), column) if decimals else None)
            row.append(value)
            if cell_format:
                formats[len(grid), column] = cell_format
        grid.append(row)
    return Sheet(
        name,
        grid,
        merges,
        Visibility.VISIBLE,
        frozenset(),
        frozenset(),
        formats,
        default_format=CellFormat("General"),
    )


def code_rows(
    codes: Iterable[str], amounts: Callable[[str], list[int]]
) -> list[list[CellValue | tuple[int]]]:
    """Return the total's row and that of every code and its parents, with their true amounts."""
    leaves = list(codes)
    whole = sorted({code[:size] for code in leaves for size in (3, 5, 7) if len(code) >= size})
    total: list[CellValue | tuple[int]] = [None, "合计", *((amount,) for amount in amounts(""))]
    return [total, *([code, catalogue().name(code), *((one,) for one in amounts(code))] for code in whole)]


def government(truth: Truth) -> dict[str, int]:
    """Basic expenditure by government economic item, through the crosswalk."""
    fed = {item: fed_by(item, UnitKind.ORGAN) for item in ("50101", "50201", "50206", "50208", "50901")}
    amounts = {item: sum(truth.basic.get(code, 0) for code in codes) for item, codes in fed.items()}
    assert sum(amounts.values()) == sum(truth.basic.values())
    return amounts


Table = Callable[[Truth, Print, Callable[[int, int], int] | None], Sheet]


def expenditure(truth: Truth, how: Print, decimals: Callable[[int, int], int] | None = None) -> Sheet:
    """支出总表."""
    heading: list[CellValue] = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    rows = code_rows(
        ITEMS, lambda code: [truth.whole(code, nature) for nature in ("all", "basic", "project")]
    )
    return printed("支出总表", "某局2021年部门支出总表", [heading], rows, how, decimals)


def general(truth: Truth, how: Print, decimals: Callable[[int, int], int] | None = None) -> Sheet:
    """一般公共预算支出表, with what was spent the year before, and by how much more it is now."""
    heading: list[CellValue] = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    heading += ["2020年执行数", "比上年增减额", "比上年增减%"]

    def amounts(code: str) -> list[int]:
        now, before = truth.general(code), truth.general_before(code)
        return [now, truth.general(code, "basic"), truth.general(code, "project"), before, now - before]

    rows = code_rows(ITEMS, amounts)
    for row in rows:
        now, before = row[2], row[5]
        assert isinstance(now, tuple)
        assert isinstance(before, tuple)
        row.append(_rate(now[0] - before[0], before[0]))
    return printed("一般公共预算", "某局2021年一般公共预算支出表", [heading], rows, how, decimals)


def _rate(change: int, before: int) -> str | None:
    """Return a change as a percentage with two decimals, rounded half up; None where there was nothing before."""
    if not before:
        return None
    hundredths = (2 * change * 10_000 + before) // (2 * before)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def fund(truth: Truth, how: Print, decimals: Callable[[int, int], int] | None = None) -> Sheet:
    """政府性基金预算支出表."""
    rows = code_rows(truth.fund, lambda code: [_below(truth.fund, code)])
    return printed(
        "基金", "某局2021年政府性基金预算支出表", [["科目编码", "科目名称", "合计"]], rows, how, decimals
    )


def basic(truth: Truth, how: Print, decimals: Callable[[int, int], int] | None = None) -> Sheet:
    """基本支出表 by the departments' economic classification."""

    def amounts(code: str) -> list[int]:
        personnel, running = (
            sum(truth.basic.get(leaf, 0) for leaf in leaves if leaf.startswith(code))
            for leaves in (PERSONNEL, RUNNING)
        )
        return [personnel + running, personnel, running]

    heading: list[CellValue] = ["科目编码", "科目名称", "合计", "人员经费", "公用经费"]
    rows = code_rows((*PERSONNEL, *RUNNING), amounts)
    return printed("基本支出", "某局2021年一般公共预算基本支出表", [heading], rows, how, decimals)


def basic_government(truth: Truth, how: Print, decimals: Callable[[int, int], int] | None = None) -> Sheet:
    """基本支出表 by the government's economic classification."""
    items = government(truth)
    rows = code_rows(items, lambda code: [_below(items, code)])
    title = "某局2021年一般公共预算基本支出表（政府经济分类）"
    return printed("基本支出（政府）", title, [["科目编码", "科目名称", "基本支出"]], rows, how, decimals)


_SIDES = (Merge(2, 0, 2, 1), Merge(2, 2, 2, 6))


def fiscal_totals(truth: Truth, how: Print, decimals: Callable[[int, int], int] | None = None) -> Sheet:
    """财政拨款收支总表."""
    out, fund_out = truth.general("") + truth.carried_out, sum(truth.fund.values())
    revenue, brought = out - truth.brought_in, truth.brought_in
    left: list[tuple[str, int]] = [
        ("一、本年收入", revenue + fund_out),
        ("一般公共预算财政拨款", revenue),
        ("政府性基金预算财政拨款", fund_out),
        ("国有资本经营预算财政拨款", 0),
        ("二、上年结转", brought),
        ("一般公共预算财政拨款", brought),
        ("收入总计", out + fund_out),
    ]
    classes = sorted({code[:3] for code in ITEMS})
    right: list[tuple[str, int, int]] = [
        ("一、本年支出", truth.general(""), fund_out),
        *((catalogue().name(code), truth.general(code), _below(truth.fund, code)) for code in classes),
        ("二、结转下年", truth.carried_out, 0),
        ("支出总计", out, fund_out),
    ]
    rows: list[list[CellValue | tuple[int]]] = []
    for number in range(max(len(left), len(right))):
        row: list[CellValue | tuple[int]] = [None] * 7
        if number < len(left):
            row[0], row[1] = left[number][0], (left[number][1],)
        if number < len(right):
            name, one, other = right[number]
            row[2:] = [name, (one + other,), (one,), (other,), (0,)]
        rows.append(row)
    heading: list[list[CellValue]] = [
        ["收入", None, "支出", None, None, None, None],
        ["项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"],
    ]
    return printed("财政拨款", "某局2021年财政拨款收支总表", heading, rows, how, decimals, _SIDES)


def totals(truth: Truth, how: Print, decimals: Callable[[int, int], int] | None = None) -> Sheet:
    """收支总表."""
    out = truth.whole("") + truth.carried_out
    business, funds = sum(truth.business.values()), sum(truth.fund.values())
    revenue = out - truth.brought_in
    left = [
        ("一般公共预算拨款收入", revenue - business - funds),
        ("政府性基金预算拨款收入", funds),
        ("国有资本经营预算拨款收入", 0),
        ("事业收入", business),
        ("其他收入", 0),
        ("本年收入合计", revenue),
        ("上年结转", truth.brought_in),
        ("收入总计", out),
    ]
    classes = sorted({code[:3] for code in ITEMS})
    right = [
        *((catalogue().name(code), truth.whole(code)) for code in classes),
        ("本年支出合计", truth.whole("")),
        ("结转下年", truth.carried_out),
        ("支出总计", out),
    ]
    rows: list[list[CellValue | tuple[int]]] = []
    for number in range(max(len(left), len(right))):
        row: list[CellValue | tuple[int]] = [None] * 4
        if number < len(left):
            row[0], row[1] = left[number][0], (left[number][1],)
        if number < len(right):
            row[2], row[3] = right[number][0], (right[number][1],)
        rows.append(row)
    heading: list[list[CellValue]] = [["收入", None, "支出", None], ["项目", "预算数", "项目", "预算数"]]
    sides = (Merge(2, 0, 2, 1), Merge(2, 2, 2, 3))
    return printed("收支总表", "某局2021年部门收支总表", heading, rows, how, decimals, sides)


def three_public(truth: Truth, how: Print, decimals: Callable[[int, int], int] | None = None) -> Sheet:
    """“三公”经费表."""
    overseas, purchase, running, reception = truth.all_three_public
    rows: list[list[CellValue | tuple[int]]] = [
        ["合计", (sum(truth.all_three_public),)],
        ["因公出国（境）费", (overseas,)],
        ["公务用车购置及运行费", (purchase + running,)],
        ["其中：公务用车购置费", (purchase,)],
        ["公务用车运行费", (running,)],
        ["公务接待费", (reception,)],
    ]
    return printed("三公", "某局2021年“三公”经费支出表", [["项目", "预算数"]], rows, how, decimals)


TABLES: tuple[Table, ...] = (
    totals,
    expenditure,
    fiscal_totals,
    general,
    basic,
    basic_government,
    fund,
    three_public,
)


def disclosed(
    truth: Truth, prints: Iterable[Print], decimals: Callable[[int, int], int] | None = None
) -> Book:
    """Return the book of all tables, each printed in its own way."""
    return book(*(table(truth, how, decimals) for table, how in zip(TABLES, prints, strict=True)))
