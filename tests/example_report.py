"""Two reports made by hand: one uses every field of the contract, in the other every text is hostile."""

from __future__ import annotations

from model.finding import (
    CellEvidence,
    DocumentSummary,
    Doubt,
    Finding,
    LedgerLine,
    NotChecked,
    Place,
    Report,
    Role,
    Severity,
    SpanEvidence,
    TableSummary,
    Understood,
    Verdict,
)
from model.messages import check_message, message
from model.money import SCALE, Unit

WORKBOOK = "大渡口区医疗保障局2021年预算.xlsx"
EXPLANATION = "大渡口区医疗保障局2021年预算说明.txt"
MONEY_BY_CODE = "表2"


def _yuan(text: str) -> int:
    whole, _, decimals = text.replace(",", "").partition(".")
    sign = -1 if whole.startswith("-") else 1
    return sign * (abs(int(whole)) * SCALE + int(decimals.ljust(4, "0")))


def _cell(
    sheet: str, row: int, column: int, role: Role, value: str, weight: int = 1, label: str = ""
) -> CellEvidence:
    return CellEvidence(Place(WORKBOOK, sheet, row, column), role, value, _yuan(value), weight, label)


def _rollup() -> Finding:
    stated = _cell(MONEY_BY_CODE, 10, 3, Role.STATED, "17,236,430.61", label="210 卫生健康支出 2021年预算数")
    parts = (
        _cell(MONEY_BY_CODE, 11, 3, Role.PART, "10,162,408.72", label="21011 行政事业单位医疗 2021年预算数"),
        _cell(MONEY_BY_CODE, 14, 3, Role.PART, "7,073,994.89", label="21015 医疗保障管理事务 2021年预算数"),
    )
    return Finding(
        id="RU101-5d1f0c9a2b7e",
        rule="RU101",
        severity=Severity.ERROR,
        verdict=Verdict.INCONSISTENT,
        title=check_message("Children do not add up to their parent"),
        message=check_message(
            "{code} {name} states {stated}, and its children add up to {computed}.",
            code="210",
            name="卫生健康支出",
            stated="17,236,430.61",
            computed="17,236,403.61",
        ),
        cells=(stated, *parts),
        stated=_yuan("17,236,430.61"),
        computed=_yuan("17,236,403.61"),
        difference=_yuan("27.00"),
        allowance=0,
        relation="=",
        unit=Unit.YUAN,
        suspect=stated.place,
        hint=check_message(
            "Likely two digits exchanged in {place}: {wrong} for {right}.",
            place="表2!D11",
            wrong="30",
            right="03",
        ),
    )


def _agreement_with_prose() -> Finding:
    return Finding(
        id="AG201-91c3ab04d2f6",
        rule="AG201",
        severity=Severity.ERROR,
        verdict=Verdict.INCONSISTENT,
        title=check_message("Two statements of one amount differ"),
        message=check_message("The text and the table state different totals of expenditure."),
        cells=(_cell("表1", 6, 1, Role.STATED, "17,800,310.13", label="支出总计 预算数"),),
        spans=(SpanEvidence(EXPLANATION, 12, 13, 22, "1,780.13万元"),),
        stated=_yuan("17,800,310.13"),
        computed=_yuan("17,801,300.00"),
        difference=_yuan("-989.87"),
        allowance=_yuan("50.00"),
        relation="=",
        unit=Unit.WAN,
        hint=check_message("Likely a digit left out."),
    )


def _rounding() -> Finding:
    whole = CellEvidence(
        Place(WORKBOOK, "表8", 5, 2), Role.STATED, "263.12", _yuan("2,631,200"), 1, "301 合计"
    )
    parts = tuple(
        CellEvidence(Place(WORKBOOK, "表8", 6 + i, 2), Role.PART, value, amount, 1, label)
        for i, (value, amount, label) in enumerate(
            [("200.05", _yuan("2,000,500"), "30101 基本工资"), ("63.06", _yuan("630,600"), "30102 津贴补贴")]
        )
    )
    return Finding(
        id="RU102-0b7e5d1f0c9a",
        rule="RU102",
        severity=Severity.NOTICE,
        verdict=Verdict.ROUNDING,
        title=check_message("Children add up to their parent within rounding"),
        message=check_message("The difference is within what rounding explains."),
        cells=(whole, *parts),
        stated=_yuan("2,631,200"),
        computed=_yuan("2,631,100"),
        difference=_yuan("100"),
        allowance=_yuan("150"),
        relation="=",
        unit=Unit.WAN,
    )


def _at_most() -> Finding:
    return Finding(
        id="RU105-77aa0c9a2b7e",
        rule="RU105",
        severity=Severity.WARNING,
        verdict=Verdict.INCONSISTENT,
        title=check_message("A part is larger than its whole"),
        message=check_message(
            "The 'of which' lines exceed the whole by {difference}.", difference="5,000.00"
        ),
        cells=(
            _cell("表9", 4, 1, Role.STATED, "20,000.00", label="三公经费 合计"),
            _cell("表9", 4, 2, Role.PART, "30,000.00", label="公务接待费"),
            _cell("表9", 4, 3, Role.PART, "5,000.00", weight=-1, label="其中：外事接待"),
            _cell("表9", 3, 1, Role.CONTEXT, "2,021.00", weight=0, label="年度"),
        ),
        stated=_yuan("20,000.00"),
        computed=_yuan("25,000.00"),
        difference=_yuan("-5,000.00"),
        allowance=0,
        relation="<=",
        unit=Unit.YUAN,
    )


def _no_equation() -> Finding:
    place = Place(WORKBOOK, MONEY_BY_CODE, 17, 0)
    return Finding(
        id="CL301-c0ffee012345",
        rule="CL301",
        severity=Severity.WARNING,
        verdict=Verdict.INCONSISTENT,
        title=check_message("A code unknown to the year's edition"),
        message=check_message("Code {code} is not in the edition of {year}.", code="2101599", year=2021),
        cells=(CellEvidence(place, Role.OTHER, "2101599", None, 0, "其他医疗保障管理事务支出"),),
        suspect=place,
    )


def _doubt() -> Doubt:
    cells = tuple(_cell("表9", row, 1, Role.STATED, "500.00", label="公务接待费 合计") for row in (4, 5))
    return Doubt(
        id="doubt-0b7e5d1f0c9a",
        path=WORKBOOK,
        sheet="表9",
        extent="A1:F6",
        table="“三公”经费支出表",
        place=cells[0].place,
        why=check_message("{count} sums fail that no slip explains.", count=2),
        remedy=check_message("Open the table and press m."),
        rules=(("RU105", 1), ("RU106", 2)),
        cells=cells,
    )


def _documents() -> tuple[DocumentSummary, ...]:
    tables = (
        TableSummary("表1", "收支预算总表", "totals", Unit.YUAN, 2021, "A1:D20", 24, ()),
        TableSummary(
            MONEY_BY_CODE,
            "一般公共预算财政拨款支出预算表",
            "general_expenditure",
            Unit.YUAN,
            2021,
            "A1:F22",
            85,
            ("C7", "D7"),
        ),
        TableSummary("表8", "一般公共预算基本支出表", "general_basic", Unit.WAN, 2021, "A1:E30", 61, ()),
        TableSummary(
            "表9", "“三公”经费支出表", "three_public", Unit.YUAN, 2021, "A1:F6", 12, (), doubt=_doubt().why
        ),
        TableSummary(
            "人员情况", "人员情况表", "", None, None, "A1:C9", 0, (), message("No amount column was found.")
        ),
    )
    return (
        DocumentSummary(
            WORKBOOK,
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "大渡口区医疗保障局",
            2021,
            "budget",
            Unit.YUAN,
            tables,
            skipped=(("Chart1", message("A chart sheet holds no cells.")),),
            understood=Understood(amounts_printed=190, amounts_bound=182, amounts_proven=170),
        ),
        DocumentSummary(
            EXPLANATION,
            "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
            "大渡口区医疗保障局",
            2021,
            "budget",
            None,
            paragraphs=40,
            claims=61,
            unbound_claims=((14, "较上年增加12.5万元"),),
            understood=Understood(claims=62, claims_bound=61),
        ),
    )


def example_report() -> Report:
    """Return a report that uses every field: each severity, a rounding, a bound, prose, no equation."""
    return Report(
        documents=_documents(),
        findings=(_rollup(), _agreement_with_prose(), _at_most(), _no_equation(), _rounding()),
        ledger=(
            LedgerLine("AG201", consistent=31, inconsistent=1),
            LedgerLine("CL301", consistent=40, inconsistent=1),
            LedgerLine("RU101", consistent=57, inconsistent=1),
            LedgerLine(
                "RU102",
                consistent=12,
                rounding=1,
                not_checked=1,
                reasons=[NotChecked("表8!C12", message("The cell holds an error value."))],
            ),
            LedgerLine("RU105", consistent=3, inconsistent=1),
            LedgerLine("RU106", failed=1, reasons=[NotChecked("表9", message("The rule itself failed."))]),
            LedgerLine("WB101", remarks=[message("switched off by {place}.", place="settings.toml:3")]),
            LedgerLine("WB102", remarks=[message("switched off by {place}.", place="settings.toml:3")]),
        ),
        doubts=(_doubt(),),
    )


HOSTILE_TEXTS = (
    '=HYPERLINK("http://example.invalid","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "＝1+1",
    "＠SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "<script>alert(1)</script>",
    "[bold red]x[/] [@click=app.quit]y[/]",
    "](javascript:alert(1)) ![x](http://example.invalid/x.png) | `a` <b>",
    "bell\x07 escape\x1b[31m nul\x00 c1\x9b31m del\x7f",
    "right\u202eto left, zero\u200bwidth, bom\ufeff, line\u2028separator",
    "lone surrogate \ud800",
    "line one\nline two\r\n=3",
    "{0} {name} %s %(x)s",
    "长" * 40_000,
)
"""Texts that try to become a formula, markup, a terminal command, or too much."""


def hostile_report() -> Report:
    """Return a report in which every text that can come from a file is each of HOSTILE_TEXTS in turn."""
    documents = tuple(
        DocumentSummary(
            path=text,
            sha256="0" * 64,
            department=text,
            year=2021,
            stage="budget",
            unit=Unit.YUAN,
            tables=(
                TableSummary(
                    text,
                    text,
                    "",
                    Unit.YUAN,
                    2021,
                    "A1:B2",
                    1,
                    ("B2",),
                    message("{why}", why=text),
                    doubt=message("{why}", why=text),
                ),
            ),
            paragraphs=1,
            claims=1,
            unbound_claims=((1, text),),
            skipped=((text, message("{why}", why=text)),),
        )
        for text in HOSTILE_TEXTS
    )
    findings = tuple(
        Finding(
            id=f"RU101-{number:012x}",
            rule="RU101",
            severity=Severity.ERROR,
            verdict=Verdict.INCONSISTENT,
            title=check_message("{text}", text=text),
            message=check_message("{text}", text=text),
            cells=(CellEvidence(Place(text, text, number, 0), Role.STATED, text, SCALE, 1, text),),
            spans=(SpanEvidence(text, 1, 0, 4, text),),
            stated=SCALE,
            computed=-SCALE,
            difference=2 * SCALE,
            allowance=0,
            relation="=",
            unit=Unit.YUAN,
            suspect=Place(text, text, number, 0),
            hint=check_message("{text}", text=text),
        )
        for number, text in enumerate(HOSTILE_TEXTS)
    )
    ledger = tuple(
        LedgerLine("RU101", inconsistent=1, reasons=[NotChecked(text, message("{why}", why=text))])
        for text in HOSTILE_TEXTS
    )
    doubts = tuple(
        Doubt(
            id=f"doubt-{number:012x}",
            path=text,
            sheet=text,
            extent="A1:B2",
            table=text,
            place=Place(text, text, number, 0),
            why=check_message("{text}", text=text),
            remedy=check_message("{text}", text=text),
            rules=(("RU101", 1),),
            cells=(CellEvidence(Place(text, text, number, 0), Role.STATED, text, SCALE, 1, text),),
            spans=(SpanEvidence(text, 1, 0, 4, text),),
        )
        for number, text in enumerate(HOSTILE_TEXTS)
    )
    return Report(documents, findings, ledger, doubts)
