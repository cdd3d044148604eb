"""The working paper as Markdown, for a report or an issue: every mark that Markdown knows is escaped."""

from __future__ import annotations

from collections.abc import Iterator

from model.engagement.record import local_time
from model.equation import equation_of
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
from model.pattern import pattern
from model.text import clean

# Every ASCII punctuation mark may be escaped; these are all that can begin or close something, a bare address included.
_MARKS = pattern(r"[\\`*_{}\[\]()<>#+\-.!|~&:@=^$\"']")


def render(paper: WorkingPaper) -> bytes:
    """Return the working paper as Markdown (CommonMark with tables) in UTF-8."""
    return ("\n".join(_lines(paper)) + "\n").encode("utf-8")


def _lines(paper: WorkingPaper) -> Iterator[str]:
    language = paper.language
    yield f"# {_text(message('Working paper').text(language))}\n"
    yield f"{_text(local_time(paper.made_at))} Yushen {_text(paper.version)}\n"
    yield f"{_text(summary_line(paper))}\n"
    yield from _table(*_opening(paper))
    yield f"## {_text(message('Findings').text(language))}\n"
    for problem in problems_of(paper):
        yield from _problem(problem, paper)
    yield f"## {_text(message('Sources and remarks').text(language))}\n"
    yield from (f"- {_text(line)}" for line in particulars(paper, paper.report.documents))
    yield ""
    for grid in grids_beside_findings(paper):
        yield f"## {_text(grid.name)}\n"
        yield from _table(list(map(_text, grid.headings)), [list(map(_cell, row)) for row in grid.rows])


def _opening(paper: WorkingPaper) -> tuple[list[str], list[list[str]]]:
    """Return the headings and rows that state how much of each document was understood."""
    grid = understood_grid(paper)
    return list(map(_text, grid.headings)), [list(map(_cell, row)) for row in grid.rows]


def _problem(problem: Problem, paper: WorkingPaper) -> Iterator[str]:
    """Give a problem: its number, its head in full, what it rests on, and a line for each of the others."""
    language, head = paper.language, problem.head
    severity = severity_word(head.severity).text(language)
    title = f"{head.severity.mark} {severity} {head.rule} {head.title.text(language)}"
    yield f"### {_text(f'{problem.heading.text(language)} {title}')}\n"
    yield from _finding(head, paper)
    yield f"{_text(basis_words(problem, paper).text(language))}\n"
    if problem.others:
        yield f"{_text(problem.others_heading.text(language))}\n"
        yield from (f"- {_text(line_of(one, paper))}" for one in problem.others)
        yield ""


def _finding(finding: Finding, paper: WorkingPaper) -> Iterator[str]:
    language = paper.language
    yield f"{_text(explanation_of(finding, paper))}\n"
    equation = equation_of(finding)
    if equation is None:
        yield f"{_text(', '.join(addresses_of(finding, paper)))}\n"
    else:
        headings = ["", message("Amount").text(language), message("Cell").text(language), ""]
        yield from _table(
            headings, [list(map(_text, row)) for row in equation_rows(equation, finding, paper)]
        )
        difference = difference_words(equation)
        if difference is not None:
            yield f"{_text(difference.text(language))}\n"
    for words in words_beside(finding, paper):
        yield f"{_text(words)}\n"
    yield f"{_text(finding.id)} {_text('; '.join(documents_of(finding)))}\n"


def _table(headings: list[str], rows: list[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(headings)} |"
    yield f"|{' --- |' * len(headings)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def _cell(cell: Cell) -> str:
    if isinstance(cell, AmountCell):
        return _text(format_amount(cell.steps, Unit.YUAN))
    return "" if cell is None else _text(str(cell))


def _text(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", " ".join(clean(text).split()))
