"""The auditor's own findings as findings: they stand on the papers beside those of the rules."""

from __future__ import annotations

from collections.abc import Iterator

from model.engagement.record import CellTarget, OwnFinding, PlaceTarget, RowTarget
from model.export.paper import WorkingPaper
from model.finding import CellEvidence, Finding, Place, Role, Severity, SpanEvidence, Verdict
from model.messages import Message
from model.source.cell_reference import position_of

CODE = "AUDITOR"
"""What stands on the papers where a rule's code would."""


def own_findings(paper: WorkingPaper) -> Iterator[Finding]:
    """Give the auditor's own findings about documents of the report."""
    paths = {document.sha256: document.path for document in paper.report.documents}
    for own in paper.own_findings:
        path = paths.get(own.target.sha256, own.target.path)
        yield Finding(
            id=own.id,
            rule=CODE,
            severity=Severity(own.severity),
            verdict=Verdict.INCONSISTENT,
            title=_as_written(own.title),
            message=_as_written(own.text or own.title),
            cells=_cells(own, path),
            spans=_spans(own.target, path),
        )


def _as_written(text: str) -> Message:
    """Return the auditor's words as a message, the same in every language."""
    return Message("{text}", (("text", text),))


def _cells(own: OwnFinding, path: str) -> tuple[CellEvidence, ...]:
    target = own.target
    if isinstance(target, CellTarget):
        row, column = position_of(target.cell)
        return (CellEvidence(Place(path, target.sheet, row, column), Role.STATED, own.value),)
    if isinstance(target, RowTarget):
        return (CellEvidence(Place(path, target.sheet, target.row - 1, 0), Role.STATED, own.value),)
    return ()


def _spans(target: PlaceTarget, path: str) -> tuple[SpanEvidence, ...]:
    if isinstance(target, CellTarget | RowTarget):
        return ()
    return (SpanEvidence(path, target.paragraph, 0, len(target.text), target.text),)
