"""The report as JSON: the public contract of docs/report.schema.json. Amounts are decimal strings in 元."""

from __future__ import annotations

import json
from typing import Any

from model.export.paper import WorkingPaper
from model.finding import CellEvidence, DocumentSummary, Finding, LedgerLine, SpanEvidence, TableSummary
from model.messages import Language
from model.money import Unit, yuan
from model.text import clean

SCHEMA = 1
"""The contract's version; it grows when a key changes its meaning or goes away."""


def render(paper: WorkingPaper) -> bytes:
    """Return the report as one JSON object in UTF-8."""
    language = paper.language
    content = {
        "schema": SCHEMA,
        "documents": [_document(document, language) for document in paper.report.documents],
        "findings": [_finding(finding, language) for finding in paper.report.findings],
        "ledger": [_ledger_line(line, language) for line in paper.report.ledger],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _document(document: DocumentSummary, language: Language) -> dict[str, Any]:
    return {
        "path": clean(document.path),
        "sha256": document.sha256,
        "department": None if document.department is None else clean(document.department),
        "year": document.year,
        "stage": document.stage,
        "unit": _unit(document.unit),
        "tables": [_table(table) for table in document.tables],
        "paragraphs": document.paragraphs,
        "claims": document.claims,
        "unbound_claims": [
            {"paragraph": number, "text": clean(text)} for number, text in document.unbound_claims
        ],
        "skipped": [
            {"sheet": clean(sheet), "why": clean(why.text(language))} for sheet, why in document.skipped
        ],
    }


def _table(table: TableSummary) -> dict[str, Any]:
    mapped = {"mapped": True} if table.mapped else {}
    return {
        "sheet": clean(table.sheet),
        "title": clean(table.title),
        "kind": table.kind,
        "unit": _unit(table.unit),
        "year": table.year,
        "range": table.extent,
        "facts": table.facts,
        "unbound": list(table.unbound),
        **mapped,
    }


def _finding(finding: Finding, language: Language) -> dict[str, Any]:
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
        "group": finding.group or None,
    }


def _cell(cell: CellEvidence) -> dict[str, Any]:
    return {
        "path": clean(cell.place.path),
        "sheet": clean(cell.place.sheet),
        "cell": cell.place.cell,
        "role": cell.role.value,
        "value": clean(cell.value),
    }


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
