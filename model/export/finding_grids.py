"""The findings of a working paper as tables: a row for each, and a row for each cell it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from model.engagement.record import Disposition, FindingTarget, local_time
from model.equation import span_text
from model.export.decision_words import decision_lines
from model.export.engagement_grids import place_columns
from model.export.finding_words import addresses_of, documents_of, equation_text, explanation_of, hint_of
from model.export.grid import AmountCell, Cell, Column, Grid, grid
from model.export.paper import WorkingPaper
from model.export.particulars import particulars
from model.export.problem import Problem, basis_of, problems_of
from model.export.words import role_word, severity_word, state_word, verdict_word
from model.finding import Finding
from model.messages import Language, message
from model.money import Unit
from model.text import clean, clean_line

FINDING_COLUMNS = (
    Column(message("Problem no."), 8),
    Column(message("ID"), 22),
    Column(message("Rule"), 8),
    Column(message("Severity"), 9),
    Column(message("Verdict"), 12),
    Column(message("Finding"), 30),
    Column(message("Explanation"), 50),
    Column(message("Equation"), 60),
    Column(message("Cells"), 24),
    Column(message("Stated (元)"), 18),
    Column(message("Computed (元)"), 18),
    Column(message("Difference (元)"), 16),
    Column(message("Allowance (元)"), 14),
    Column(message("Printed unit"), 10),
    Column(message("Likely slip"), 30),
    Column(message("Look first at"), 14),
    Column(message("Group"), 22),
    Column(message("Basis"), 40),
    Column(message("Decision"), 10),
    Column(message("Reason"), 30),
    Column(message("Decided by"), 12),
    Column(message("Decided at"), 16),
    Column(message("Notes"), 40),
    Column(message("Tags"), 16),
    Column(message("Document"), 30),
)

_EVIDENCE_COLUMNS = (
    Column(message("ID"), 22),
    Column(message("Rule"), 8),
    Column(message("Role"), 10),
    Column(message("Sign"), 6),
    Column(message("Label"), 36),
    Column(message("Sheet"), 24),
    Column(message("Cell"), 8),
    Column(message("Printed value"), 20),
    Column(message("Amount (元)"), 18),
    Column(message("Document"), 30),
)


def finding_grid(paper: WorkingPaper) -> Grid:
    """Return one row for each finding, with its problem's number, its equation, decision and notes.

    The findings of a problem stand together under their head.
    """
    listed = [(problem, finding) for problem in problems_of(paper) for finding in problem.findings]
    rows = (_finding_row(paper, problem, finding) for problem, finding in listed)
    under = frozenset(row for row, (problem, finding) in enumerate(listed) if finding is not problem.head)
    return replace(grid(message("Findings"), FINDING_COLUMNS, rows, paper.language), under=under)


def evidence_grid(paper: WorkingPaper) -> Grid:
    """Return one row for each cell and each stretch of prose that a finding rests on."""
    rows = (row for finding in paper.report.findings for row in _evidence_rows(paper, finding))
    return grid(message("Evidence"), _EVIDENCE_COLUMNS, rows, paper.language)


def _finding_row(paper: WorkingPaper, problem: Problem, finding: Finding) -> tuple[Cell, ...]:
    language = paper.language
    disposition = paper.dispositions.get(finding.id, problem.disposition)
    notes = paper.finding_notes.get(finding.id, ())
    return (
        problem.number,
        finding.id,
        finding.rule,
        severity_word(finding.severity).text(language),
        verdict_word(finding.verdict).text(language),
        finding.title.text(language),
        explanation_of(finding, paper),
        equation_text(finding, paper) or None,
        ", ".join(addresses_of(finding, paper)),
        *map(_amount, (finding.stated, finding.computed, finding.difference, finding.allowance)),
        finding.unit.label if finding.unit else None,
        hint_of(finding, paper) or None,
        paper.place(finding.suspect) if finding.suspect else None,
        finding.group or None,
        basis_of(problem, paper),
        state_word(disposition.state).text(language) if disposition else None,
        _reason(disposition, language),
        disposition.authors or None if disposition else None,
        local_time(disposition.at) or None if disposition else None,
        "\n".join(f"{note.text} ({note.author}, {local_time(note.at)})" for note in notes) or None,
        ", ".join(paper.tags_of(finding.id)) or None,
        "\n".join(documents_of(finding)),
    )


def _reason(disposition: Disposition | None, language: Language) -> str | None:
    """Return the reason of a decision; of one that no longer holds or is contradicted, what is reported of that."""
    if disposition is None:
        return None
    if disposition.lapsed is not None or disposition.contradicting:
        return "\n".join(decision_lines(disposition, language))
    reviewed = list(decision_lines(disposition, language))[1:]
    return "\n".join(filter(None, [disposition.reason, *reviewed])) or None


def particular_rows(paper: WorkingPaper) -> Iterator[tuple[Cell, ...]]:
    """Yield a row of the table of findings for each line that every paper states: sources, settings, what is open."""
    heading = message("Sources and remarks").text(paper.language)
    for line in particulars(paper, paper.report.documents):
        row: dict[str, Cell] = {"Finding": heading, "Explanation": line}
        yield tuple(row.get(column.heading.template) for column in FINDING_COLUMNS)


def note_rows(paper: WorkingPaper) -> Iterator[tuple[Cell, ...]]:
    """Yield a row of the table of findings for each note on a place: the place, the note and the document alone."""
    language = paper.language
    for note in paper.cell_notes:
        if isinstance(note.target, FindingTarget):
            continue
        path, sheet, cell = place_columns(note.target)
        row: dict[str, Cell] = {
            "Finding": message("Note").text(language),
            "Cells": clean_line(f"{sheet}!{cell}" if sheet else cell),
            "Notes": clean(f"{note.text} ({note.author}, {local_time(note.at)})"),
            "Document": clean_line(path),
        }
        yield tuple(row.get(column.heading.template) for column in FINDING_COLUMNS)


def _evidence_rows(paper: WorkingPaper, finding: Finding) -> Iterator[tuple[Cell, ...]]:
    for cell in finding.cells:
        yield (
            finding.id,
            finding.rule,
            role_word(cell.role).text(paper.language),
            {1: "+", -1: "-"}.get(cell.weight),
            cell.label,
            paper.sheet(cell.place.sheet, cell.place.path),
            cell.place.cell,
            cell.value,
            _amount(cell.amount),
            cell.place.path,
        )
    for span in finding.spans:
        words = message("prose").text(paper.language)
        place = span_text(span)
        yield (finding.id, finding.rule, words, None, None, None, place, span.text, None, span.path)


def _amount(steps: int | None) -> AmountCell | None:
    return None if steps is None else AmountCell(steps)


def unit_label(unit: Unit | None) -> str | None:
    """Return a unit as documents print it, None where there is none."""
    return None if unit is None else unit.label
