"""Problems: findings with one cause are one problem, with one number and one decision, on every paper the same."""

from __future__ import annotations

from dataclasses import replace

from model.engagement.record import (
    OWN_RULE,
    Disposition,
    FindingTarget,
    LogEntry,
    Note,
    OwnFinding,
    State,
    Tags,
)
from model.export.finding_groups import grouped
from model.export.finding_words import documents_of
from model.export.paper import WorkingPaper
from model.finding import CellEvidence, DocumentSummary, Finding, Role
from model.legal_basis import basis_text
from model.messages import Message, message
from model.record import dataclass


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
        return _is_confirmed(self.disposition)

    @property
    def heading(self) -> Message:
        """What stands above it: its number."""
        return message("Problem {number}", number=self.number)

    @property
    def others_heading(self) -> Message:
        """What stands above the others."""
        return message("The same cause explains {count} more:", count=len(self.others))

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
    """Return the problems that a working paper shows, numbered in the order of the report."""
    documents = {document.path: document for document in paper.report.documents}
    found = []
    for number, group in enumerate(grouped(paper.report.findings), start=1):
        findings = (group.head, *group.others)
        decided = [paper.dispositions[each.id] for each in findings if each.id in paper.dispositions]
        decided.sort(key=lambda each: each.state is State.OPEN)
        notes = tuple(note for each in findings for note in paper.finding_notes.get(each.id, ()))
        document = next((documents[path] for path in documents_of(group.head) if path in documents), None)
        found.append(
            Problem(
                paper.numbers.get(group.head.id, number),
                group.head,
                group.others,
                document,
                decided[0] if decided else None,
                notes,
            )
        )
    return tuple(found)


def with_confirmed_alone(paper: WorkingPaper) -> WorkingPaper:
    """Return a working paper that shows the confirmed problems alone, under their numbers among all.

    What was decided or written about the others goes with them, the log's lines too; how many they are is kept.
    """
    problems = problems_of(paper)
    shown = [problem for problem in problems if problem.is_confirmed]
    left_out = {one.id for problem in problems if not problem.is_confirmed for one in problem.findings}
    gone = tuple(one for one in paper.gone if _is_confirmed(paper.dispositions.get(one.id)))
    left_out |= {one.id for one in paper.gone} - {one.id for one in gone}

    findings = tuple(one for one in paper.report.findings if one.id not in left_out)
    return replace(
        paper,
        report=replace(paper.report, findings=findings),
        gone=gone,
        log=tuple(entry for entry in paper.log if not (ids := findings_of(entry)) or set(ids) - left_out),
        numbers={problem.head.id: problem.number for problem in shown},
        not_shown=len(problems) - len(shown),
    )


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


def basis_words(problem: Problem, paper: WorkingPaper) -> Message:
    """Return what a problem rests on as a sentence."""
    return message("Basis: {basis}", basis=basis_of(problem, paper))


def basis_of(problem: Problem, paper: WorkingPaper) -> str:
    """Return what a problem rests on: the laws of its rules, else that it rests on the department's own figures.

    A finding of the auditor's own rests on what the auditor writes in: it is left blank.
    """
    document = problem.document
    year, stage = (document.year, document.stage) if document else (None, None)
    rules = dict.fromkeys(finding.rule for finding in problem.findings if finding.rule != OWN_RULE)
    if not rules:
        return ""
    return basis_text(paper.basis, rules, paper.language, year, stage)


def _is_confirmed(disposition: Disposition | None) -> bool:
    return disposition is not None and disposition.state in {State.CONFIRMED, State.CORRECTED}


def findings_of(entry: LogEntry) -> tuple[str, ...]:
    """Return the findings that an entry of the log is about, the auditor's own among them, each once."""
    found = [entry.target.finding_id] if isinstance(entry.target, FindingTarget) else []
    for change in entry.changes:
        value = change.new or change.old
        if isinstance(value, Disposition):
            found.append(value.finding_id)
        elif isinstance(value, OwnFinding):
            found.append(value.id)
        elif isinstance(value, Note | Tags) and isinstance(value.target, FindingTarget):
            found.append(value.target.finding_id)
    return tuple(dict.fromkeys(found))
