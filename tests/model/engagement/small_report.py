"""A report of one amount a finding, to be changed at will: what decisions are taken on in the tests."""

from __future__ import annotations

from model.finding import CellEvidence, DocumentSummary, Finding, Place, Report, Role, Severity, Verdict
from model.messages import check_message
from model.money import SCALE, Unit


def finding(
    id_: str,
    yuan: int,
    path: str = "预算.xlsx",
    row: int = 0,
    group: str = "",
    title: str = "Code listed twice",
) -> Finding:
    """A finding whose sum differs by so many 元."""
    stated, computed = (1000 + yuan) * SCALE, 1000 * SCALE
    place = Place(path, "表2", row, 3)
    return Finding(
        id=id_,
        rule="RU101",
        severity=Severity.ERROR,
        verdict=Verdict.INCONSISTENT,
        title=check_message(title),
        message=check_message("Code listed twice"),
        cells=(CellEvidence(place, Role.STATED, f"{1000 + yuan}.00", stated, 1),),
        stated=stated,
        computed=computed,
        difference=stated - computed,
        allowance=0,
        relation="=",
        unit=Unit.YUAN,
        group=group,
    )


def document(path: str = "预算.xlsx", content: str = "a") -> DocumentSummary:
    """A document with a content."""
    return DocumentSummary(path, content * 64, "某局", 2021, "budget", Unit.YUAN)


def report(*findings: Finding, documents: tuple[DocumentSummary, ...] = (document(),)) -> Report:
    """A report of these findings."""
    return Report(documents, findings, ())
