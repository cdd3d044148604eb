"""The working paper as one HTML page: no script, no link outside, nothing that is fetched from anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from model.engagement.record import local_time
from model.equation import equation_of
from model.export.equation_rows import difference_words, equation_rows
from model.export.finding_words import addresses_of, documents_of, words_beside
from model.export.grid import Amount, Cell, Grid
from model.export.grids import grids_beside_findings
from model.export.own_mark import MARK
from model.export.paper import WorkingPaper
from model.export.particulars import particulars
from model.export.problem import Problem, basis_of, problems_of
from model.export.text_parts import summary_line
from model.export.understood import understood_grid
from model.export.words import severity_word
from model.finding import Finding
from model.messages import message
from model.money import Unit, format_amount
from model.text import clean

_STYLE = """
body { font: 15px/1.5 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; margin: 2em; color: #222; }
table { border-collapse: collapse; margin: .5em 0 1em; }
th, td { border: 1px solid #bbb; padding: .2em .6em; text-align: left; vertical-align: top; }
td { white-space: pre-wrap; overflow-wrap: anywhere; }
th { background: #eef2f8; }
td.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
section { border-left: 4px solid #888; padding-left: 1em; margin: 1.5em 0; }
h3, table { break-inside: avoid; }
details { margin: .5em 0; }
summary { cursor: pointer; }
details div { margin: .8em 0 .8em 1em; }
section.error { border-color: #c0392b; }
section.warning { border-color: #d68910; }
section.notice { border-color: #2e86c1; }
h3 { margin: 0; }
p { margin: .3em 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.faint { color: #777; }
nav li { margin: .1em 0; }
@page { size: A4; margin: 15mm 12mm; }
@media print {
  body { margin: 0; font-size: 10.5pt; }
  nav { break-after: page; }
  section { break-inside: auto; }
  h2, h3 { break-after: avoid; }
  table { width: 100%; font-size: 9pt; }
  td.n { white-space: normal; }
}
"""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render(paper: WorkingPaper) -> bytes:
    """Return the working paper as an HTML page in UTF-8."""
    return "\n".join(_page(paper)).encode("utf-8")


def _page(paper: WorkingPaper) -> Iterator[str]:
    language = paper.language
    title = message("Working paper").text(language)
    yield f'<!DOCTYPE html>\n<html lang="{"zh-CN" if language == "zh" else "en"}">\n<head>\n<meta charset="utf-8">'
    yield f'<meta name="generator" content="{MARK}">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield f"<title>{_text(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{_text(title)}</h1>"
    yield f'<p class="faint">{_text(local_time(paper.made_at))} Yushen {_text(paper.version)}</p>'
    yield f"<p>{_text(summary_line(paper))}</p>"
    yield from _table(understood_grid(paper))
    problems = problems_of(paper)
    grids = grids_beside_findings(paper)
    yield from _contents(problems, grids, paper)
    yield f"<h2>{_text(message('Findings').text(language))}</h2>"
    for problem in problems:
        yield from _problem(problem, paper)
    yield f"<h2>{_text(message('Sources and remarks').text(language))}</h2>"
    yield from (f"<p>{_text(line)}</p>" for line in particulars(paper, paper.report.documents))
    for number, grid in enumerate(grids, start=1):
        yield f'<h2 id="table{number}">{_text(grid.name)}</h2>'
        yield from _table(grid)
    yield "</body>\n</html>\n"


def _contents(problems: Sequence[Problem], grids: Sequence[Grid], paper: WorkingPaper) -> Iterator[str]:
    """Give the table of contents: every problem and every table, each a link within the page."""
    yield "<nav>\n<ul>"
    for problem in problems:
        head = problem.head
        told = message("Problem {number}", number=problem.number).text(paper.language)
        words = f"{head.severity.mark} {told} {head.rule} {head.title.text(paper.language)}"
        yield f'<li><a href="#problem{problem.number}">{_text(words)}</a></li>'
    for number, grid in enumerate(grids, start=1):
        yield f'<li><a href="#table{number}">{_text(grid.name)}</a></li>'
    yield "</ul>\n</nav>"


def _problem(problem: Problem, paper: WorkingPaper) -> Iterator[str]:
    """Give a problem with all its findings, open: what is folded away would be missing in print."""
    told = message("Problem {number}", number=problem.number).text(paper.language)
    yield f'<section class="{problem.head.severity.value}" id="problem{problem.number}">'
    yield f'<p class="faint">{_text(told)}</p>'
    yield from _finding(problem.head, paper)
    basis = message("Basis: {basis}", basis=basis_of(problem, paper))
    yield f"<p>{_text(basis.text(paper.language))}</p>"
    if problem.others:
        heading = message("The same cause explains {count} more:", count=len(problem.others))
        yield f"<details open>\n<summary>{_text(heading.text(paper.language))}</summary>"
        for finding in problem.others:
            yield f'<div class="{finding.severity.value}">'
            yield from _finding(finding, paper)
            yield "</div>"
        yield "</details>"
    yield "</section>"


def _finding(finding: Finding, paper: WorkingPaper) -> Iterator[str]:
    language = paper.language
    severity = severity_word(finding.severity).text(language)
    title = finding.title.text(language)
    yield f"<h3>{finding.severity.mark} {_text(severity)} {_text(finding.rule)} {_text(title)}</h3>"
    yield f"<p>{_text(finding.message.text(language))}</p>"
    equation = equation_of(finding)
    if equation is None:
        yield f"<p>{_text(', '.join(addresses_of(finding)))}</p>"
    else:
        yield "<table>"
        for row in equation_rows(equation, language):
            cells = f'<td>{_text(row.sign)}</td><td class="n">{_text(row.amount)}</td>'
            yield f"<tr>{cells}<td>{_text(row.place)}</td><td>{_text(row.label)}</td></tr>"
        yield "</table>"
        difference = difference_words(equation)
        if difference is not None:
            yield f"<p>{_text(difference.text(language))}</p>"
    for words in words_beside(finding, paper):
        yield f"<p>{_text(words)}</p>"
    yield f'<p class="faint">{_text(finding.id)} {_text("; ".join(documents_of(finding)))}</p>'


def _table(grid: Grid) -> Iterator[str]:
    yield "<table>"
    yield "<tr>" + "".join(f"<th>{_text(heading)}</th>" for heading in grid.headings) + "</tr>"
    for row in grid.rows:
        yield "<tr>" + "".join(map(_cell, row)) + "</tr>"
    yield "</table>"


def _cell(cell: Cell) -> str:
    if isinstance(cell, Amount):
        return f'<td class="n">{format_amount(cell.steps, Unit.YUAN)}</td>'
    if isinstance(cell, int):
        return f'<td class="n">{cell}</td>'
    return f"<td>{_text(cell or '')}</td>"


def _text(text: str) -> str:
    return escape(clean(text))
