"""Problems: findings with one cause are one problem, with one number and one decision, on every paper the same."""

from __future__ import annotations

from dataclasses import dataclass

from model.engagement.record import Disposition, Note, State
from model.export.finding_grids import documents_of
from model.export.finding_groups import grouped
from model.export.paper import WorkingPaper
from model.export.papers.own_findings import own_findings
from model.finding import CellEvidence, DocumentSummary, Finding, Role
from model.legal_basis import basis_text


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding, and the others that the same cause explains.

    `number` counts all problems of the engagement from 1, also where a paper shows only some. `document` is the first
    that it rests on, None where it rests on none that is known. `disposition` is what was decided about it.
    """

    number: int
    head: Finding
    others: tuple[Finding, ...]
    document: DocumentSummary | None
    disposition: Disposition | None
    notes: tuple[Note, ...]

    @property
    def state(self) -> State:
        """What was decided, OPEN where nothing was."""
        return State.OPEN if self.disposition is None else self.disposition.state

    @property
    def is_confirmed(self) -> bool:
        """Whether an auditor has confirmed it; one that was put right since stays on the papers."""
        return self.state in {State.CONFIRMED, State.CORRECTED}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings of the problem, its head first."""
        return (self.head, *self.others)


@dataclass(frozen=True, slots=True)
class AuditedUnit:
    """A department's disclosure of a year and a stage, with its documents and its problems."""

    department: str
    year: int | None
    stage: str | None
    documents: tuple[DocumentSummary, ...]
    problems: tuple[Problem, ...]


def problems_of(paper: WorkingPaper) -> tuple[Problem, ...]:
    """Return the problems of a working paper, numbered in the order of the report."""
    documents = {document.path: document for document in paper.report.documents}
    found = []
    for number, group in enumerate(grouped([*paper.report.findings, *own_findings(paper)]), start=1):
        findings = (group.head, *group.others)
        decided = [paper.dispositions[each.id] for each in findings if each.id in paper.dispositions]
        decided.sort(key=lambda each: each.state is State.OPEN)
        notes = tuple(note for each in findings for note in paper.finding_notes.get(each.id, ()))
        document = next((documents[path] for path in documents_of(group.head) if path in documents), None)
        found.append(
            Problem(number, group.head, group.others, document, decided[0] if decided else None, notes)
        )
    return tuple(found)


def units_of(paper: WorkingPaper, problems: tuple[Problem, ...]) -> tuple[AuditedUnit, ...]:
    """Return the audited units in the order of the documents, each with those of the problems that are its own."""
    by_unit: dict[tuple[str | None, int | None, str | None], list[DocumentSummary]] = {}
    for document in paper.report.documents:
        key = (document.department, document.year, document.stage)
        by_unit.setdefault(key, []).append(document)
    units = []
    for (department, year, stage), documents in by_unit.items():
        own = tuple(problem for problem in problems if problem.document in documents)
        units.append(AuditedUnit(department or "", year, stage, tuple(documents), own))
    return tuple(units)


def marked_cells(finding: Finding) -> tuple[CellEvidence, ...]:
    """Return the cells that a finding is about: those that state the whole and the suspect, else its first cell."""
    about = [cell for cell in finding.cells if cell.role is Role.STATED or cell.place == finding.suspect]
    if not about:
        about = [cell for cell in finding.cells if cell.role is not Role.CONTEXT][:1] or list(
            finding.cells[:1]
        )
    return tuple({cell.place: cell for cell in about}.values())


def basis_of(problem: Problem, paper: WorkingPaper) -> str:
    """Return what a problem rests on: the laws of its rules, else that it rests on the department's own figures."""
    document = problem.document
    year, stage = (document.year, document.stage) if document else (None, None)
    rules = dict.fromkeys(finding.rule for finding in problem.findings)
    return basis_text(paper.basis, rules, paper.language, year, stage)
