"""The auditor's own findings as findings of a report: shown, decided, noted and exported like any other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from model.engagement.finding_record import relative_path
from model.engagement.record import OWN_RULE, CellTarget, OwnFinding, PlaceTarget, RowTarget, SentenceTarget
from model.finding import CellEvidence, Finding, Place, Report, Role, Severity, SpanEvidence, Verdict
from model.mapping.mapping import column_of
from model.messages import Message, message
from model.text import clean, clean_line

if TYPE_CHECKING:
    from model.engagement.engagements import Engagements
    from model.finding import DocumentSummary


def with_own_findings(report: Report, engagements: Engagements) -> Report:
    """Return a report with the auditor's own findings behind the others; one of a document not read is left out."""
    own = [
        finding
        for each in engagements.every
        for one in each.engagement.own_findings()
        if (finding := _finding(one, report.documents, each.engagement.path.absolute().parent)) is not None
    ]
    others = (finding for finding in report.findings if finding.rule != OWN_RULE)
    return replace(report, findings=(*others, *own))


def _finding(own: OwnFinding, documents: Sequence[DocumentSummary], folder: Path) -> Finding | None:
    path = _document(own.target, documents, folder)
    if path is None:
        return None
    target, value = own.target, clean_line(own.value)
    spans: tuple[SpanEvidence, ...] = ()
    cells: tuple[CellEvidence, ...] = ()
    if isinstance(target, SentenceTarget):
        text = clean_line(target.text)
        spans = (SpanEvidence(path, target.paragraph, 0, len(text), text),)
    else:
        row, column = _row_and_column(target)
        place = Place(path, clean_line(target.sheet), row, column)
        cells = (CellEvidence(place, Role.STATED, value),)
    return Finding(
        id=own.id,
        rule=OWN_RULE,
        severity=_severity(own.severity),
        verdict=Verdict.INCONSISTENT,
        title=message("own finding: {text}", text=clean_line(own.title)),
        message=_explanation(own),
        cells=cells,
        spans=spans,
    )


def _explanation(own: OwnFinding) -> Message:
    """Return what the auditor wrote of a finding; its title states the rest."""
    text = clean(own.text)
    if not text.strip() or text == own.title:
        return message("The auditor's own finding.")
    return message("The auditor's own finding: {text}", text=text)


def _document(target: PlaceTarget, documents: Sequence[DocumentSummary], folder: Path) -> str | None:
    """Return the document that a place is in: by its path, or by its content where it was renamed."""
    by_path = (each.path for each in documents if relative_path(each.path, folder) == target.path)
    by_content = (each.path for each in documents if each.sha256 == target.sha256)
    return next(by_path, None) or next(by_content, None)


def _row_and_column(target: CellTarget | RowTarget) -> tuple[int, int]:
    if isinstance(target, RowTarget):
        return max(target.row - 1, 0), 0
    letters = target.cell.rstrip("0123456789")
    digits = target.cell[len(letters) :]
    return max(int(digits or 1) - 1, 0), column_of(letters) or 0


def _severity(word: str) -> Severity:
    return next((each for each in Severity if each.value == word), Severity.WARNING)
