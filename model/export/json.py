"""The report as JSON: the public contract of docs/report.schema.json. Amounts are decimal strings in 元."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from model.engagement.finding_record import FindingRecord
from model.engagement.record import Disposition, FindingTarget, Note
from model.export.engagement_grids import place_columns
from model.export.paper import WorkingPaper
from model.export.problem import Problem, basis_of, problems_of
from model.finding import (
    CellEvidence,
    DocumentSummary,
    Doubt,
    Finding,
    LedgerLine,
    Place,
    SpanEvidence,
    TableSummary,
)
from model.mapping.mapping import TableMapping, row_blocks, rows_text
from model.messages import Language
from model.money import Unit, yuan
from model.reading.table import Choice
from model.source.book import column_letters
from model.text import clean

SCHEMA = 2
"""The contract's version; it grows when a key changes its meaning or goes away."""


def render(paper: WorkingPaper) -> bytes:
    """Return the report as one JSON object in UTF-8."""
    language = paper.language
    content = {
        "schema": SCHEMA,
        "version": clean(paper.version),
        "documents": [_document(document, paper) for document in paper.report.documents],
        "problems": [_problem(problem, paper) for problem in problems_of(paper)],
        "not_shown": paper.not_shown,
        "findings": [_finding(finding, paper) for finding in paper.report.findings],
        "doubts": [_doubt(doubt, language) for doubt in paper.report.doubts],
        "ledger": [_ledger_line(line, language) for line in paper.report.ledger],
        "notes": [_place_note(note) for note in paper.cell_notes],
        "gone": [_gone(record, paper) for record in paper.gone],
    }
    parts = ",\n".join(f'"{key}": {_written(value)}' for key, value in content.items())
    return f"{{\n{parts}\n}}\n".encode()


def _written(value: object) -> str:
    """Return a value on one line, of a list each entry on a line of its own."""
    if not isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return "[" + ",".join("\n" + json.dumps(entry, ensure_ascii=False) for entry in value) + "]"


def _document(document: DocumentSummary, paper: WorkingPaper) -> dict[str, Any]:
    language = paper.language
    return {
        "path": clean(document.path),
        "sha256": document.sha256,
        "department": None if document.department is None else clean(document.department),
        "year": document.year,
        "stage": document.stage,
        "unit": _unit(document.unit),
        "understood": asdict(document.understood),
        "engagement": clean(paper.engagements.get(document.path, "")) or None,
        "tables": [_table(table, language) for table in document.tables],
        "paragraphs": document.paragraphs,
        "claims": document.claims,
        "unbound_claims": [
            {"paragraph": number, "text": clean(text)} for number, text in document.unbound_claims
        ],
        "skipped": [
            {"sheet": clean(sheet), "why": clean(why.text(language))} for sheet, why in document.skipped
        ],
    }


def _table(table: TableSummary, language: Language) -> dict[str, Any]:
    mapped = {"mapped": True} if table.mapped else {}
    goes_on = [
        {"sheet": clean(each.sheet), "range": each.extent, "unbound": list(each.unbound)}
        for each in table.continued
    ]
    continued = {"continued": goes_on} if goes_on else {}
    return {
        "sheet": clean(table.sheet),
        "title": clean(table.title),
        "kind": table.kind,
        "unit": _unit(table.unit),
        "year": table.year,
        "range": table.extent,
        "facts": table.facts,
        "unbound": list(table.unbound),
        "doubt": None if table.doubt is None else clean(table.doubt.text(language)),
        **continued,
        **({"body": clean(table.body)} if table.body else {}),
        **mapped,
        **({} if table.choice is None else {"reading": _choice(table.choice, language)}),
    }


def _choice(choice: Choice, language: Language) -> dict[str, Any]:
    return {
        "why": clean(choice.why.text(language)),
        "first": asdict(choice.first),
        "now": asdict(choice.now),
        "tried": choice.tried,
        "not_tried": choice.not_tried,
        "mapping": _mapping(choice.mapping),
    }


def _mapping(mapping: TableMapping) -> dict[str, Any]:
    """Return a mapping as its file has it; the keys of which it states nothing are absent."""
    fields = {
        "title": clean(mapping.title),
        "sheet": clean(mapping.sheet),
        "headings": rows_text(mapping.headings) if mapping.headings else "",
        "columns": {column_letters(column): clean(words) for column, words in mapping.columns},
        "rows": {rows_text(rows): role for rows, role in row_blocks(mapping.rows)},
    }
    return {key: value for key, value in fields.items() if value}


def _problem(problem: Problem, paper: WorkingPaper) -> dict[str, Any]:
    return {
        "number": problem.number,
        "head": problem.head.id,
        "findings": [finding.id for finding in problem.findings],
        "severity": problem.head.severity.value,
        "basis": clean(basis_of(problem, paper)),
        "decision": _decision(problem.disposition),
    }


def _finding(finding: Finding, paper: WorkingPaper) -> dict[str, Any]:
    language = paper.language
    return {
        "id": finding.id,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "title": clean(finding.title.text(language)),
        "message": clean(finding.message.text(language)),
        "cells": [_cell(cell) for cell in finding.cells],
        "spans": [_span(span) for span in finding.spans],
        "stated": _amount(finding.stated),
        "computed": _amount(finding.computed),
        "difference": _amount(finding.difference),
        "allowance": _amount(finding.allowance),
        "unit": Unit.YUAN.label,
        "hint": None if finding.hint is None else clean(finding.hint.text(language)),
        "suspect": None if finding.suspect is None else _place(finding.suspect),
        "group": finding.group or None,
        "decision": _decision(paper.dispositions.get(finding.id)),
        "notes": [_note(note) for note in paper.finding_notes.get(finding.id, ())],
        "tags": [clean(tag) for tag in paper.tags_of(finding.id)],
    }


def _decision(made: Disposition | None) -> dict[str, Any] | None:
    """Return a decision as it holds; what was decided on other amounts, or contradicts, only where there is any."""
    if made is None:
        return None
    lapsed = {} if made.lapsed is None else {"lapsed": _decision(made.lapsed)}
    several = {"contradicting": list(map(_decision, made.contradicting))} if made.contradicting else {}
    return {
        "state": made.state.value,
        "reason": clean(made.reason),
        "by": clean(made.authors),
        "at": clean(made.at),
        "role": made.capacity.value,
        "amount": None if made.basis is None else clean(made.basis.amount_text) or None,
        "review": _review(made),
        **lapsed,
        **several,
    }


def _review(made: Disposition) -> dict[str, str] | None:
    if made.review is None:
        return None
    review = made.review
    return {"by": clean(review.author), "at": clean(review.at), "comment": clean(review.comment)}


def _place_note(note: Note) -> dict[str, str]:
    assert not isinstance(note.target, FindingTarget), "notes on findings stand with their findings"
    path, sheet, cell = place_columns(note.target)
    return {"path": clean(path), "sheet": clean(sheet), "cell": clean(cell), **_note(note)}


def _gone(record: FindingRecord, paper: WorkingPaper) -> dict[str, Any]:
    """Return a finding that was acted on and no longer arises, as it stood."""
    return {
        "id": clean(record.id),
        "rule": clean(record.rule),
        "title": clean(record.title.text(paper.language)),
        "equation": clean(record.equation),
        "decision": _decision(paper.dispositions.get(record.id)),
        "notes": [_note(note) for note in paper.finding_notes.get(record.id, ())],
    }


def _note(note: Note) -> dict[str, str]:
    return {"text": clean(note.text), "by": clean(note.author), "at": clean(note.at)}


def _doubt(doubt: Doubt, language: Language) -> dict[str, Any]:
    return {
        "id": doubt.id,
        "path": clean(doubt.path),
        "sheet": clean(doubt.sheet),
        "range": doubt.extent,
        "title": clean(doubt.table),
        "place": _place(doubt.place),
        "why": clean(doubt.why.text(language)),
        "remedy": clean(doubt.remedy.text(language)),
        "rules": [{"rule": rule, "relations": count} for rule, count in doubt.rules],
        "cells": [_cell(cell) for cell in doubt.cells],
        "spans": [_span(span) for span in doubt.spans],
        "tried": doubt.tried,
        "not_tried": doubt.not_tried,
        **({} if doubt.mapping is None else {"mapping": _mapping(doubt.mapping)}),
    }


def _place(place: Place) -> dict[str, str]:
    return {"path": clean(place.path), "sheet": clean(place.sheet), "cell": place.cell}


def _cell(cell: CellEvidence) -> dict[str, Any]:
    return {**_place(cell.place), "role": str(cell.role), "value": clean(cell.value)}


def _span(span: SpanEvidence) -> dict[str, Any]:
    return {
        "path": clean(span.path),
        "paragraph": span.paragraph,
        "start": span.start,
        "end": span.end,
        "text": clean(span.text),
    }


def _ledger_line(line: LedgerLine, language: Language) -> dict[str, Any]:
    return {
        "rule": line.rule,
        "tested": line.tested,
        "consistent": line.consistent,
        "rounding": line.rounding,
        "inconsistent": line.inconsistent,
        "not_checked": line.not_checked,
        "failed": line.failed,
        "remarks": [clean(remark.text(language)) for remark in line.remarks],
    }


def _amount(steps: int | None) -> str | None:
    return None if steps is None else yuan(steps)


def _unit(unit: Unit | None) -> str | None:
    return None if unit is None else unit.label
