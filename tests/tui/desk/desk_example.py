"""A reading made by hand in the shape of dadukou's 2021 budget: two sheets, two trees, four findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from textual.message import Message as TextualMessage

from model.disclosure import Document
from model.finding import (
    CellEvidence,
    DocumentSummary,
    Finding,
    LedgerLine,
    NotChecked,
    Place,
    Report,
    Role,
    Severity,
    TableSummary,
    Verdict,
)
from model.messages import check_message, message
from model.money import SCALE, Unit
from model.reading.table import AmountColumn, LabelledRow, Panel, Table, Unbound
from model.source.book import Book, CellError, CellFormat, CellValue, Merge, Sheet
from model.tree import CodeTree, TreeCell, TreeNode
from tui.desk.messages import Loaded
from tui.desk.state import DeskState, build_state

PATH = "example-2021-budget.xlsx"
EXPENDITURE = "表2 支出预算表"
ECONOMIC = "表3 基本支出表"
FUNDS = "表5"
COLUMNS = ("2020 年预算数", "2021 年预算数 / 小计", "2021 年预算数 / 基本支出", "2021 年预算数 / 项目支出")

# code, name, and the four amounts in 元 as the document prints them; "" is blank
ROWS = """\
|合计|16,787,665.73|17,800,310.13|4,675,810.13|13,124,500.00
208|社会保障和就业支出|288,195.84|375,937.68|375,937.68|
20805|行政事业单位养老支出|288,195.84|375,937.68|375,937.68|
2080505|机关事业单位基本养老保险缴费支出|192,130.56|250,625.12|250,625.12|
2080506|机关事业单位职业年金缴费支出|96,065.28|125,312.56|125,312.56|
210|卫生健康支出|16,355,371.97|17,236,430.61|4,111,903.61|13,124,500.00
21011|行政事业单位医疗|139,677.55|10,162,408.72|182,408.72|9,980,000.00
2101101|行政单位医疗|114,077.55|2,548,808.72|148,808.72|2,400,000.00
2101103|公务员医疗补助|25,600.00|7,613,600.00|33,600.00|7,580,000.00
21015|医疗保障管理事务|16,215,694.42|7,073,994.89|3,929,494.89|3,144,500.00
2101501|行政运行|2,864,194.42|3,929,494.89|3,929,494.89|
2101502|一般行政管理事务||1,841,800.00||1,841,800.00
2101504|信息化建设||461,700.00||461,700.00
2101505|医疗保障政策管理||554,000.00||554,000.00
2101506|医疗保障经办事务|13,351,500.00|287,000.00||287,000.00
221|住房保障支出|144,097.92|187,968.84|187,968.84|
22102|住房改革支出|144,097.92|187,968.84|187,968.84|
2210201|住房公积金|144,097.92|187,968.84|187,968.84|""".splitlines()
FIRST_ROW = 5


def steps(text: str) -> int | None:
    """Return a printed amount in ten-thousandths of 元, None for a blank."""
    if not text:
        return None
    whole, _, decimals = text.replace(",", "").partition(".")
    return int(whole) * SCALE + int(decimals.ljust(4, "0"))


def _rows() -> list[list[CellValue]]:
    rows: list[list[CellValue]] = [
        ["表 2"],
        ["某区医疗保障局一般公共预算财政拨款支出预算表"],
        [None, None, None, None, None, "单位：元"],
        ["功能分类科目", None, "2020 年预算数", "2021 年预算数"],
        ["科目编码", "科目名称", None, "小计", "基本支出", "项目支出"],
    ]
    for line in ROWS:
        code, name, *amounts = line.split("|")
        numbers = [float(amount.replace(",", "")) if amount else None for amount in amounts]
        rows.append([float(code) if code else None, name, *numbers])
    return rows


def expenditure_sheet() -> Sheet:
    """Return the sheet of the expenditure table, its headings merged, its total's 2020 amount a formula."""
    merges = (Merge(1, 0, 1, 5), Merge(3, 0, 3, 1), Merge(3, 2, 4, 2), Merge(3, 3, 3, 5), Merge(5, 0, 5, 1))
    rows = _rows()
    rows[FIRST_ROW][0] = rows[FIRST_ROW][1]
    formats = {
        (row, column): CellFormat("#,##0.00", "", "")
        for row in range(FIRST_ROW, len(rows))
        for column in range(2, 6)
    }
    formats[FIRST_ROW, 2] = CellFormat("#,##0.00", "C7+C11+C21", "核对过")
    return Sheet(
        EXPENDITURE,
        rows,
        merges,
        hidden_rows=frozenset({8}),
        hidden_columns=frozenset(),
        formats=formats,
        default_format=CellFormat("General", "", ""),
    )


def funds_sheet() -> Sheet:
    """Return a sheet with an error cell, a truth, a long text and no recognised table."""
    return Sheet(FUNDS, [["说明"], [CellError("#REF!"), True, 0.125, "一段很长的文字" * 20]])


def _depth(code: str) -> int:
    return {0: 0, 3: 1, 5: 2, 7: 3}[len(code)]


def expenditure_tree(path: str = PATH) -> CodeTree:
    """Return the tree of the expenditure table; computed amounts are summed here from the children."""
    nodes: list[tuple[str, str, list[int | None], int]] = []
    for line in ROWS:
        code, name, *amounts = line.split("|")
        parents = [index for index, node in enumerate(nodes) if _depth(node[0]) == _depth(code) - 1]
        nodes.append((code, name, [steps(amount) for amount in amounts], parents[-1] if parents else -1))
    tree: list[TreeNode] = []
    for index, (code, name, amounts, parent) in enumerate(nodes):
        children = [node for node in nodes if node[3] == index]
        cells = tuple(
            TreeCell(
                amount,
                sum(child[2][column] or 0 for child in children) if children else None,
                Place(path, EXPENDITURE, FIRST_ROW + index, 2 + column),
            )
            for column, amount in enumerate(amounts)
        )
        tree.append(TreeNode(code, name, _depth(code), parent, len(children), cells))
    title = "某区医疗保障局一般公共预算财政拨款支出预算表"
    return CodeTree(title, path, EXPENDITURE, Unit.YUAN, 2, COLUMNS, tuple(tree))


def economic_tree(path: str = PATH) -> CodeTree:
    """Return a small second tree, in 万元."""

    def cell(wan: int, computed: int | None = None) -> tuple[TreeCell]:
        place = Place(path, ECONOMIC, wan, 2)
        total = None if computed is None else computed * Unit.WAN.value // 100
        return (TreeCell(wan * Unit.WAN.value // 100, total, place),)

    nodes = (
        TreeNode("301", "工资福利支出", 0, -1, 2, cell(38974, 38975)),
        TreeNode("30101", "基本工资", 1, 0, 0, cell(20000)),
        TreeNode("30102", "津贴补贴", 1, 0, 0, cell(18975)),
    )
    return CodeTree("基本支出预算表", path, ECONOMIC, Unit.WAN, 2, ("合计",), nodes)


def cell(row: int, column: int, role: Role, text: str, label: str, weight: int = 1) -> CellEvidence:
    """Return a cell of the expenditure table as evidence."""
    return CellEvidence(Place(PATH, EXPENDITURE, row, column), role, text, steps(text), weight, label)


def rollup_finding() -> Finding:
    """Return the planted fault: 210 is 27.00 more than its children."""
    stated = cell(10, 3, Role.STATED, "17,236,430.61", "210 卫生健康支出 / 小计")
    return Finding(
        id="rollup",
        rule="RU101",
        severity=Severity.ERROR,
        verdict=Verdict.INCONSISTENT,
        title=check_message("Children do not add up"),
        message=check_message("{code} states {stated}.", code="210", stated="17,236,430.61"),
        cells=(
            stated,
            cell(11, 3, Role.PART, "10,162,408.72", "21011 行政事业单位医疗 / 小计"),
            cell(14, 3, Role.PART, "7,073,994.89", "21015 医疗保障管理事务 / 小计"),
        ),
        stated=steps("17,236,430.61"),
        computed=steps("17,236,403.61"),
        difference=steps("27.00"),
        allowance=0,
        relation="=",
        unit=Unit.YUAN,
        suspect=stated.place,
        hint=check_message("Two digits exchanged: {right}.", right="17,236,403.61"),
    )


def total_finding() -> Finding:
    """Return a second finding that rests on the same faulty cell."""
    return Finding(
        id="total",
        rule="RU104",
        severity=Severity.WARNING,
        verdict=Verdict.INCONSISTENT,
        title=check_message("Basic and project expenditure do not add up"),
        message=check_message("{code} has other parts.", code="210"),
        cells=(
            cell(10, 3, Role.STATED, "17,236,430.61", "210 / 小计"),
            cell(10, 4, Role.PART, "4,111,903.61", "210 / 基本支出"),
            cell(10, 5, Role.PART, "13,124,500.00", "210 / 项目支出"),
        ),
        stated=steps("17,236,430.61"),
        computed=steps("17,236,403.61"),
        difference=steps("27.00"),
        allowance=0,
        relation="=",
        unit=Unit.YUAN,
    )


def rounding_finding() -> Finding:
    """Return a rounding in the second tree, which the first tree does not hold."""
    place = Place(PATH, ECONOMIC, 38974, 2)
    return Finding(
        id="rounding",
        rule="RU102",
        severity=Severity.NOTICE,
        verdict=Verdict.ROUNDING,
        title=check_message("Within rounding"),
        message=check_message("Out by 0.01."),
        cells=(CellEvidence(place, Role.STATED, "389.74", 38974 * Unit.WAN.value // 100, 1, "301"),),
        unit=Unit.WAN,
    )


def error_cell_finding() -> Finding:
    """Return a finding on a sheet without any tree, with no equation."""
    place = Place(PATH, FUNDS, 1, 0)
    return Finding(
        id="error-cell",
        rule="WB101",
        severity=Severity.ERROR,
        verdict=Verdict.INCONSISTENT,
        title=check_message("An error value"),
        message=check_message("The cell holds {code}.", code="#REF!"),
        cells=(CellEvidence(place, Role.CONTEXT, "#REF!", None, 0, ""),),
        suspect=place,
    )


def _table() -> Table:
    rows = []
    for index, line in enumerate(ROWS):
        code, name, *_ = line.split("|")
        rows.append(LabelledRow(code, name, {}, 0, 1, _depth(code), row=FIRST_ROW + index))
    columns = tuple(
        AmountColumn(2 + index, tuple(heading.split(" / ")), {}) for index, heading in enumerate(COLUMNS)
    )
    return Table(
        document=0,
        sheet=0,
        title="某区医疗保障局一般公共预算财政拨款支出预算表",
        kind="general_expenditure",
        unit=Unit.YUAN,
        year=2021,
        stage="budget",
        top=1,
        bottom=FIRST_ROW + len(ROWS) - 1,
        right=5,
        first_data_row=FIRST_ROW,
        panels=(Panel(tuple(rows), columns),),
        unbound=(Unbound(21, 5, message("the column has no heading")),),
    )


def documents() -> tuple[Document, ...]:
    """Return the one document."""
    book = Book(PATH, "0" * 64, "xlsx", [expenditure_sheet(), _economic_sheet(), funds_sheet()])
    return (Document(book, (_table(),), "某区医疗保障局", 2021, "budget", Unit.YUAN),)


def _economic_sheet() -> Sheet:
    return Sheet(ECONOMIC, [[None, None, float(number)] for number in range(38975)])


def report() -> Report:
    """Return the report of the example."""
    tables = (
        TableSummary(
            EXPENDITURE,
            "支出预算表",
            "general_expenditure",
            Unit.YUAN,
            2021,
            "A2:F23",
            57,
            ("F22",),
        ),
        TableSummary(FUNDS, "说明", "", None, None, "A1:D2", 0, (), message("No amount column was found.")),
    )
    document = DocumentSummary(
        PATH,
        "0" * 64,
        "某区医疗保障局",
        2021,
        "budget",
        Unit.YUAN,
        tables,
        skipped=(("Chart1", message("A chart sheet holds no cells.")),),
    )
    ledger = (
        LedgerLine("RU101", consistent=56, inconsistent=1),
        LedgerLine("RU102", rounding=1, not_checked=1, reasons=[NotChecked("表3!C2", message("Blank."))]),
        LedgerLine("RU106", failed=1),
    )
    findings = (rounding_finding(), total_finding(), error_cell_finding(), rollup_finding())
    return Report((document,), findings, ledger)


def state() -> DeskState:
    """Return the example as the desk holds it."""
    return build_state(documents(), report(), (expenditure_tree(), economic_tree()))


def read_example(
    paths: Sequence[Path],
    generation: int,
    post: Callable[[TextualMessage], object],
    cancelled: Callable[[], bool],
) -> None:
    """Stand in for the reading of files: the example is there at once."""
    post(Loaded(generation, state()))
