"""Audits of small books, told as rules of findings and reasons of doubts."""

from __future__ import annotations

from books import book, sheet

from checks.runner import audit
from model.disclosure import disclosure_of
from model.finding import Report, Severity
from model.source.book import Sheet

EXPENDITURE = "某局2021年部门支出总表"
GENERAL = "某局2021年一般公共预算支出表"
HEADINGS = "科目编码\t科目名称\t合计\t基本支出\t项目支出"


def table(rows: str, title: str = EXPENDITURE, name: str = "表1", headings: str = HEADINGS) -> Sheet:
    """Return a sheet with a table in 元 of the rows, which are written with tabs."""
    return sheet(f"{title}\n单位：元\n{headings}\n{rows.strip(chr(10))}", name)


def report_of(*sheets: Sheet, prose: str = "") -> Report:
    return audit([disclosure_of([book(*sheets, prose=prose)])])


def accused(report: Report) -> list[str]:
    """Return the rules of all errors and warnings about amounts, sorted."""
    return sorted(
        finding.rule
        for finding in report.findings
        if finding.severity is not Severity.NOTICE and finding.rule[:2] in {"RU", "AG", "XR", "BA"}
    )


def reasons(report: Report) -> list[str]:
    """Return why readings are in doubt."""
    return [doubt.why.text("en") for doubt in report.doubts]
