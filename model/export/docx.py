"""The working paper as a Word document: findings with their equations, then the tables about everything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from model.engagement.record import local_time
from model.equation import equation_of
from model.export.docx_package import TEXT_WIDTH, packed
from model.export.equation_rows import difference_words, equation_rows
from model.export.finding_groups import line_of
from model.export.finding_words import addresses_of, documents_of, explanation_of, words_beside
from model.export.grid import AmountCell, Cell
from model.export.grids import grids_beside_findings
from model.export.paper import WorkingPaper
from model.export.particulars import particulars
from model.export.problem import Problem, basis_words, problems_of
from model.export.text_parts import summary_line
from model.export.understood import understood_grid
from model.export.words import severity_word
from model.finding import Finding
from model.messages import message
from model.money import Unit, format_amount
from model.text import clean

_EQUATION_WIDTHS = (4, 22, 40, 60)


def render(paper: WorkingPaper) -> bytes:
    """Return the working paper as a .docx document."""
    return packed("".join(_body(paper)), paper.made_at)


def _body(paper: WorkingPaper) -> Iterator[str]:
    language = paper.language
    yield _paragraph(message("Working paper").text(language), "Heading1")
    yield _paragraph(f"{local_time(paper.made_at)} Yushen {paper.version}")
    yield _paragraph(summary_line(paper))
    understood = understood_grid(paper)
    yield from _table([understood.headings, *understood.rows], understood.widths, headed=True)
    yield _paragraph(message("Findings").text(language), "Heading2")
    for problem in problems_of(paper):
        yield from _problem(problem, paper)
    yield _paragraph(message("Sources and remarks").text(language), "Heading2")
    yield from map(_paragraph, particulars(paper, paper.report.documents))
    for grid in grids_beside_findings(paper):
        yield _paragraph(grid.name, "Heading2")
        yield from _table([grid.headings, *grid.rows], grid.widths, headed=True)


def _problem(problem: Problem, paper: WorkingPaper) -> Iterator[str]:
    """Give a problem: its number, its head in full, what it rests on, and a line for each of the others."""
    language, head = paper.language, problem.head
    severity = severity_word(head.severity).text(language)
    title = f"{head.severity.mark} {severity} {head.rule} {head.title.text(language)}"
    yield _paragraph(f"{problem.heading.text(language)} {title}", "Heading3")
    yield from _finding(head, paper)
    yield _paragraph(basis_words(problem, paper).text(language))
    if problem.others:
        yield _paragraph(problem.others_heading.text(language))
        yield from (_paragraph(line_of(one, paper)) for one in problem.others)


def _finding(finding: Finding, paper: WorkingPaper) -> Iterator[str]:
    language = paper.language
    yield _paragraph(explanation_of(finding, paper))
    equation = equation_of(finding)
    if equation is None:
        yield _paragraph(", ".join(addresses_of(finding, paper)))
    else:
        yield from _table(equation_rows(equation, finding, paper), _EQUATION_WIDTHS, headed=False)
        difference = difference_words(equation)
        if difference is not None:
            yield _paragraph(difference.text(language))
    for words in words_beside(finding, paper):
        yield _paragraph(words)
    yield _paragraph(f"{finding.id} {'; '.join(documents_of(finding))}")


def _table(rows: Iterable[Sequence[Cell]], widths: Sequence[int], *, headed: bool) -> Iterator[str]:
    """Give a table whose columns share the page as `widths` state; a first row that is headed is repeated."""
    shares = [TEXT_WIDTH * width // sum(widths) for width in widths]
    columns = "".join(f'<w:gridCol w:w="{share}"/>' for share in shares)
    yield (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    )
    for number, row in enumerate(rows):
        heading = headed and number == 0
        repeated = "<w:tblHeader/>" if heading else ""
        cells = "".join(_cell(cell, share, bold=heading) for cell, share in zip(row, shares, strict=True))
        yield f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"
    yield "</w:tbl>"
    yield _paragraph("")


def _cell(cell: Cell, share: int, *, bold: bool) -> str:
    align = ""
    if isinstance(cell, AmountCell):
        text, align = format_amount(cell.steps, Unit.YUAN), '<w:jc w:val="right"/>'
    elif isinstance(cell, int):
        text, align = str(cell), '<w:jc w:val="right"/>'
    else:
        text = cell or ""
    properties = f"<w:pPr>{align}</w:pPr>" if align else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{share}" w:type="dxa"/></w:tcPr>'
        f"<w:p>{properties}{_run(text, bold=bold)}</w:p></w:tc>"
    )


def _paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{_run(text)}</w:p>"


def _run(text: str, *, bold: bool = False) -> str:
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in clean(text).split("\n"))
    return f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}{'<w:br/>'.join(lines)}</w:r>"
