"""The copy of a PDF with the places of its problems framed on the page, and which of them could not be."""

from __future__ import annotations

from model.export.annotated.pdf_copy import PdfMark, annotated_pdf
from model.export.papers.copies import note_text
from model.export.papers.dossier import Dossier
from model.export.papers.marks import cells_to_mark
from model.export.particulars import particulars
from model.export.problem import Problem
from model.finding import CellEvidence, DocumentSummary, Finding, Severity, SpanEvidence
from model.messages import message
from model.places import page_of_place
from model.source.book import Book

_GRAVITY = (Severity.ERROR, Severity.WARNING, Severity.NOTICE)


def framed_copy(dossier: Dossier, document: DocumentSummary, content: bytes) -> tuple[bytes, str]:
    """Return the framed copy of a PDF, and what it does not show, in words ("" where it shows all).

    Raises NotAnnotatedError where it cannot be handed on or written on.
    """
    marks = _joined(
        [mark for problem in dossier.problems for mark in _marks(dossier, problem, document.path)]
    )
    remarks = "\n".join(particulars(dossier.paper, (document,)))
    copy, found = annotated_pdf(content, marks, remarks)
    missing = [mark for number, mark in enumerate(marks) if number not in found]
    if not missing:
        return copy, ""
    note = message(
        "Not framed in the copy of the PDF, for their place on the page was not found or is not the only one: "
        "problems {numbers}.",
        numbers=", ".join(dict.fromkeys(mark.number for mark in missing)),
    )
    return copy, note.text(dossier.paper.language)


def _marks(dossier: Dossier, problem: Problem, path: str) -> list[PdfMark]:
    book = dossier.books[path]
    cells = [_of_cell(dossier, problem, each, book) for each in cells_to_mark(problem, path)]
    spans = [
        _of_span(dossier, problem, finding, span)
        for finding in problem.findings
        for span in finding.spans
        if span.path == path
    ]
    return [*cells, *spans]


def _of_cell(dossier: Dossier, problem: Problem, marked: tuple[Finding, CellEvidence], book: Book) -> PdfMark:
    finding, cell = marked
    sheet = next((each for each in book.file_sheets if each.name == cell.place.sheet), None)
    rows = sheet.rows if sheet else []
    row = rows[cell.place.row] if cell.place.row < len(rows) else []
    texts = tuple("" if value is None else str(value) for value in row)
    text = texts[cell.place.column] if cell.place.column < len(texts) else ""
    return PdfMark(
        page_of_place(cell.place, book) or 0,
        text,
        texts,
        cell.place.column,
        str(problem.number),
        finding.severity,
        note_text(dossier, problem, finding),
    )


def _of_span(dossier: Dossier, problem: Problem, finding: Finding, span: SpanEvidence) -> PdfMark:
    note = note_text(dossier, problem, finding)
    return PdfMark(0, span.text, (), 0, str(problem.number), finding.severity, note)


def _joined(marks: list[PdfMark]) -> list[PdfMark]:
    """Return the marks with those of one place put together: their numbers and notes one after the other."""
    by_place: dict[tuple[int, str, tuple[str, ...], int], list[PdfMark]] = {}
    for mark in marks:
        by_place.setdefault((mark.page, mark.text, mark.row, mark.column), []).append(mark)
    return [
        PdfMark(
            *place,
            ",".join(dict.fromkeys(mark.number for mark in some)),
            min((mark.severity for mark in some), key=_GRAVITY.index),
            "\n\n".join(dict.fromkeys(mark.note for mark in some)),
        )
        for place, some in by_place.items()
    ]
