"""What a working paper states of its documents and of what was tested in them, as tables."""

from __future__ import annotations

from collections.abc import Iterator

from model.export.finding_grids import unit_label
from model.export.grid import Cell, Column, Grid, grid
from model.export.paper import WorkingPaper
from model.export.words import stage_word, table_remarks
from model.finding import DocumentSummary, LedgerLine
from model.messages import Language, message

_DOCUMENT_COLUMNS = (
    Column(message("Document"), 40),
    Column(message("SHA-256"), 20),
    Column(message("Department"), 26),
    Column(message("Year"), 8),
    Column(message("Stage"), 10),
    Column(message("Unit"), 8),
    Column(message("Tables"), 8),
    Column(message("Paragraphs"), 10),
    Column(message("Claims"), 10),
)
_TABLE_COLUMNS = (
    Column(message("Document"), 30),
    Column(message("Sheet"), 24),
    Column(message("Title"), 36),
    Column(message("Kind"), 24),
    Column(message("Unit"), 8),
    Column(message("Year"), 8),
    Column(message("Range"), 12),
    Column(message("Amounts"), 10),
    Column(message("Not understood"), 30),
    Column(message("Why"), 50),
)
_LEDGER_COLUMNS = (
    Column(message("Rule"), 8),
    Column(message("Tested"), 10),
    Column(message("Consistent"), 12),
    Column(message("Within rounding"), 16),
    Column(message("Inconsistent"), 14),
    Column(message("Not checked"), 14),
    Column(message("Failed"), 10),
    Column(message("Remarks"), 60),
)
_IDLE_COLUMNS = (Column(message("Rule"), 8), Column(message("Remarks"), 60))
_REASON_COLUMNS = (Column(message("Rule"), 8), Column(message("Place"), 30), Column(message("Why"), 60))
_CLAIM_COLUMNS = (
    Column(message("Document"), 30),
    Column(message("Paragraph"), 10),
    Column(message("Text"), 80),
)


def ledger_grid(paper: WorkingPaper) -> Grid:
    """Return how the relations of each rule ended."""
    rows = (_ledger_row(line, paper.language) for line in paper.report.ledger if not line.is_idle)
    return grid(message("Ledger"), _LEDGER_COLUMNS, rows, paper.language)


def idle_rule_grid(paper: WorkingPaper) -> Grid:
    """Return the rules that tested nothing, with why where it is known."""
    rows = ((line.rule, _remarks(line, paper.language)) for line in paper.report.ledger if line.is_idle)
    return grid(message("Rules that tested nothing"), _IDLE_COLUMNS, rows, paper.language)


def reason_grid(paper: WorkingPaper) -> Grid:
    """Return each relation that could not be tested, with the reason."""
    rows = (
        (line.rule, paper.about(reason.place), paper.about(reason.why.text(paper.language)))
        for line in paper.report.ledger
        for reason in line.reasons
    )
    return grid(message("Not checked"), _REASON_COLUMNS, rows, paper.language)


def document_grid(paper: WorkingPaper) -> Grid:
    """Return the documents that were audited."""
    rows = (_document_row(document, paper.language) for document in paper.report.documents)
    return grid(message("Documents"), _DOCUMENT_COLUMNS, rows, paper.language)


def table_grid(paper: WorkingPaper) -> Grid:
    """Return every table, whether recognised or not, and every part of a file that was not read."""
    rows = (row for document in paper.report.documents for row in _table_rows(document, paper))
    return grid(message("Tables"), _TABLE_COLUMNS, rows, paper.language)


def claim_grid(paper: WorkingPaper) -> Grid:
    """Return the sentences that state an amount and were not understood."""
    rows = (
        (document.path, number, text)
        for document in paper.report.documents
        for number, text in document.unbound_claims
    )
    return grid(message("Sentences not understood"), _CLAIM_COLUMNS, rows, paper.language)


def _ledger_row(line: LedgerLine, language: Language) -> tuple[Cell, ...]:
    return (
        line.rule,
        line.tested,
        line.consistent,
        line.rounding,
        line.inconsistent,
        line.not_checked,
        line.failed,
        _remarks(line, language),
    )


def _remarks(line: LedgerLine, language: Language) -> str | None:
    return " ".join(remark.text(language) for remark in line.remarks) or None


def _document_row(document: DocumentSummary, language: Language) -> tuple[Cell, ...]:
    stage = stage_word(document.stage)
    return (
        document.path,
        document.sha256,
        document.department,
        document.year,
        stage.text(language) if stage else document.stage,
        unit_label(document.unit),
        len(document.tables),
        document.paragraphs,
        document.claims,
    )


def _table_rows(document: DocumentSummary, paper: WorkingPaper) -> Iterator[tuple[Cell, ...]]:
    language = paper.language
    for table in document.tables:
        yield (
            document.path,
            paper.sheet(table.sheet, document.path),
            table.title,
            table.kind or message("not recognised").text(language),
            unit_label(table.unit),
            table.year,
            table.cells,
            table.facts,
            ", ".join(table.all_unbound) or None,
            "; ".join(paper.about(remark.text(language), (document.path,)) for remark in table_remarks(table))
            or None,
        )
    not_read = message("not read").text(language)
    for sheet, why in document.skipped:
        name = paper.sheet(sheet, document.path)
        yield (document.path, name, None, not_read, None, None, None, None, None, why.text(language))
