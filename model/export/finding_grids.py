"""The findings of a working paper as tables: a row for each, and a row for each cell it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from model.engagement.record import Disposition, FindingTarget, local_time
from model.equation import equation_line, place_text, span_text
from model.export.decision_words import decision_lines
from model.export.engagement_grids import place_columns
from model.export.finding_groups import grouped
from model.export.grid import AmountCell, Cell, Column, Grid, grid
from model.export.paper import WorkingPaper
from model.export.words import role_word, severity_word, state_word, verdict_word
from model.finding import Finding, Role
from model.messages import Language, message
from model.money import Unit
from model.text import clean, clean_line

FINDING_COLUMNS = (
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
    Column(message("Decision"), 10),
    Column(message("Reason"), 30),
    Column(message("Decided by"), 12),
    Column(message("Decided at"), 16),
    Column(message("Notes"), 40),
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
    """Return one row for each finding, with its equation, decision and notes; groups together under their heads."""
    told = [one for group in grouped(paper.report.findings) for one in (group.head, *group.others)]
    rows = (_finding_row(paper, finding) for finding in told)
    under = frozenset(
        row for row, one in enumerate(told) if row and one.group and one.group == told[row - 1].group
    )
    return replace(grid(message("Findings"), FINDING_COLUMNS, rows, paper.language), under=under)


def evidence_grid(paper: WorkingPaper) -> Grid:
    """Return one row for each cell and each stretch of prose that a finding rests on."""
    rows = (row for finding in paper.report.findings for row in _evidence_rows(paper, finding))
    return grid(message("Evidence"), _EVIDENCE_COLUMNS, rows, paper.language)


def documents_of(finding: Finding) -> tuple[str, ...]:
    """Return the paths of the documents a finding rests on, each once, in the order of its evidence."""
    paths = [cell.place.path for cell in finding.cells] + [span.path for span in finding.spans]
    return tuple(dict.fromkeys(paths))


def addresses_of(finding: Finding) -> tuple[str, ...]:
    """Return where a finding stands: its cells, without the context, and its paragraphs."""
    cells = [place_text(cell.place) for cell in finding.cells if cell.role is not Role.CONTEXT]
    return tuple(dict.fromkeys(cells + [span_text(span) for span in finding.spans]))


def _finding_row(paper: WorkingPaper, finding: Finding) -> tuple[Cell, ...]:
    language = paper.language
    disposition = paper.dispositions.get(finding.id)
    notes = paper.finding_notes.get(finding.id, ())
    return (
        finding.id,
        finding.rule,
        severity_word(finding.severity).text(language),
        verdict_word(finding.verdict).text(language),
        finding.title.text(language),
        finding.message.text(language),
        equation_line(finding) or None,
        ", ".join(addresses_of(finding)),
        *map(_amount, (finding.stated, finding.computed, finding.difference, finding.allowance)),
        finding.unit.label if finding.unit else None,
        finding.hint.text(language) if finding.hint else None,
        place_text(finding.suspect) if finding.suspect else None,
        finding.group or None,
        state_word(disposition.state).text(language) if disposition else None,
        _reason(disposition, language),
        disposition.authors or None if disposition else None,
        local_time(disposition.at) or None if disposition else None,
        "\n".join(f"{note.text} ({note.author}, {local_time(note.at)})" for note in notes) or None,
        "\n".join(documents_of(finding)),
    )


def _reason(disposition: Disposition | None, language: Language) -> str | None:
    """Return the reason of a decision; of one that no longer holds or is contradicted, what is said of that."""
    if disposition is None:
        return None
    if disposition.lapsed is not None or disposition.contradicting:
        return "\n".join(decision_lines(disposition, language))
    reviewed = list(decision_lines(disposition, language))[1:]
    return "\n".join(filter(None, [disposition.reason, *reviewed])) or None


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
            cell.place.sheet,
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
