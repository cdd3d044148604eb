"""The annotated copy of a document: its cells noted and filled, or framed on the page, and an index of problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.export.annotated.grid_copy import grid_workbook
from model.export.annotated.mark import CellLink, CellMark, Index
from model.export.annotated.workbook import NotAnnotatedError, annotated_workbook
from model.export.decision_words import decision_lines
from model.export.finding_words import equation_text, explanation_of, slip_words
from model.export.papers.dossier import Dossier
from model.export.papers.marks import anchored, cells_to_mark, joined_marks
from model.export.particulars import particulars
from model.export.problem import Problem, basis_of
from model.export.words import severity_word, state_word
from model.finding import CellEvidence, DocumentSummary, Finding
from model.messages import message
from model.source.book import Book, address

PATCHED = frozenset({"xlsx"})
"""Containers whose copy is the file itself with its touched parts changed."""


def annotated_copy(dossier: Dossier, document: DocumentSummary, content: bytes, remark: str = "") -> bytes:
    """Return the annotated copy of a document, whose bytes are `content`, as an .xlsx workbook.

    `remark` stands in the index beside what every paper states.

    Where the file itself cannot be annotated, its values are copied into a workbook, and the index states why.
    """
    book = dossier.books[document.path]
    marks = joined_marks(list(_marks(dossier, book)))
    if book.container in PATCHED:
        try:
            return annotated_workbook(content, marks, index_of(dossier, document, book, [remark]))
        except NotAnnotatedError as error:
            why = error.why
    else:
        why = message("the file is of another format ({container})", container=book.container)
    notice = message(
        "This is no copy of the file itself, for {why}: values, merges, hidden rows and number formats are as there; "
        "formulas, pictures, colours and print settings are not.",
        why=why.text(dossier.paper.language),
    )
    made_at = dossier.paper.made_at
    return grid_workbook(
        book, marks, index_of(dossier, document, book, [notice.text(dossier.paper.language), remark]), made_at
    )


def index_of(dossier: Dossier, document: DocumentSummary, book: Book, first: Sequence[str]) -> Index:
    """Return the index of a document's problems; `first` is what must be known of the copy."""
    language = dossier.paper.language
    headings = (
        message("No."),
        message("Severity"),
        message("Problem"),
        message("Cell"),
        message("Explanation"),
        message("Equation"),
        message("Decision"),
        message("Basis"),
    )
    rows = [row for problem in dossier.problems for row in _rows(dossier, problem, document, book)]
    title = message("Problems in {path}", path=document.path).text(language)
    return Index(
        message("Index of problems").text(language),
        title,
        tuple(heading.text(language) for heading in headings),
        (6, 8, 26, 22, 60, 60, 10, 34),
        tuple(rows),
        (*filter(None, first), *particulars(dossier.paper, (document,))),
    )


def _rows(
    dossier: Dossier, problem: Problem, document: DocumentSummary, book: Book
) -> Iterator[tuple[str | CellLink, ...]]:
    paper = dossier.paper
    language = paper.language
    marked: list[tuple[Finding, CellEvidence | None]] = [*cells_to_mark(problem, document.path)]
    if not marked and problem.document is document:
        marked = [(problem.head, None)]
    for finding, cell in marked:
        place: str | CellLink = ", ".join(f"¶{span.paragraph}" for span in finding.spans)
        if cell is not None:
            words = paper.place(cell.place)
            place = CellLink(cell.place.sheet, address(*anchored(cell.place, book)), words)
        yield (
            str(problem.number),
            severity_word(finding.severity).text(language),
            f"{finding.rule} {finding.title.text(language)}",
            place,
            explanation_of(finding, paper),
            equation_text(finding, paper),
            state_word(problem.state).text(language),
            basis_of(problem, paper),
        )


def _marks(dossier: Dossier, book: Book) -> Iterator[CellMark]:
    for problem in dossier.problems:
        for finding, cell in cells_to_mark(problem, book.path):
            row, column = anchored(cell.place, book)
            text = note_text(dossier, problem, finding)
            yield CellMark(cell.place.sheet, row, column, finding.severity, text)


def note_text(dossier: Dossier, problem: Problem, finding: Finding) -> str:
    """Return the note on a cell: the number, what is wrong, the equation with the difference, the decision."""
    paper, language = dossier.paper, dossier.paper.language
    number = message("Problem {number}", number=problem.number).text(language)
    severity = severity_word(finding.severity).text(language)
    lines = [f"{number} [{severity}] {finding.rule} {finding.title.text(language)}"]
    lines += [explanation_of(finding, paper), equation_text(finding, paper), *slip_words(finding, paper)]
    if problem.disposition is not None:
        lines += decision_lines(problem.disposition, language)
    return "\n".join(filter(None, lines))
