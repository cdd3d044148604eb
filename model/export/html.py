"""The working paper as one HTML page: no script, no link outside, nothing that is fetched from anywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from model.engagement.record import State, local_time
from model.equation import equation_of
from model.export.equation_rows import difference_words, equation_rows
from model.export.excerpt import Excerpt, QuotedCell, excerpts_of
from model.export.finding_words import addresses_of, documents_of, explanation_of, words_beside
from model.export.grid import AmountCell, Cell, Grid
from model.export.grids import grids_beside_findings
from model.export.html_style import STYLE, choice_rules
from model.export.own_mark import MARK
from model.export.paper import WorkingPaper
from model.export.particulars import particulars
from model.export.problem import Problem, basis_words, problems_of
from model.export.text_parts import summary_line
from model.export.understood import understood_grid
from model.export.words import severity_word, state_word
from model.finding import Finding, Severity
from model.messages import Language, message
from model.money import Unit, format_amount
from model.text import clean

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


class _Choice(NamedTuple):
    """Something to be shown alone: its class, its word, and how many problems have it."""

    key: str
    word: str
    problems: int


def render(paper: WorkingPaper) -> bytes:
    """Return the working paper as an HTML page in UTF-8."""
    return "\n".join(_page(paper)).encode("utf-8")


def _page(paper: WorkingPaper) -> Iterator[str]:
    language = paper.language
    title = message("Working paper").text(language)
    problems = problems_of(paper)
    grids = grids_beside_findings(paper)
    choices = _choices(problems, language)
    rules = choice_rules(choice.key for some in choices.values() for choice in some)
    yield f'<!DOCTYPE html>\n<html lang="{"zh-CN" if language == "zh" else "en"}">\n<head>\n<meta charset="utf-8"/>'
    yield f'<meta name="generator" content="{MARK}"/>'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"/>'
    yield f"<title>{_text(title)}</title>\n<style>{STYLE}{rules}\n</style>\n</head>\n<body>\n<h1>{_text(title)}</h1>"
    yield f'<p class="faint">{_text(local_time(paper.made_at))} Yushen {_text(paper.version)}</p>'
    yield f"<p>{_text(summary_line(paper))}</p>"
    yield from _table(understood_grid(paper))
    yield from _contents(problems, grids, paper)
    yield f"<main>\n<h2>{_text(message('Findings').text(language))}</h2>"
    yield from _choosing(choices, language)
    if paper.documents:
        legend = message("Framed twice is what a problem is about, framed once what it rests on.")
        yield f'<p class="faint">{_text(legend.text(language))}</p>'
    for problem in problems:
        yield from _problem(problem, paper)
    yield "</main>"
    yield f"<h2>{_text(message('Sources and remarks').text(language))}</h2>"
    yield from (f"<p>{_text(line)}</p>" for line in particulars(paper, paper.report.documents))
    for number, grid in enumerate(grids, start=1):
        yield f'<h2 id="table{number}">{_text(grid.name)}</h2>'
        yield from _table(grid)
    yield "</body>\n</html>\n"


def _choices(problems: Sequence[Problem], language: Language) -> dict[str, list[_Choice]]:
    """Return what may be chosen to be shown: severities and decisions, where the problems have more than one."""
    severities = Counter(severity for problem in problems for severity in _severities(problem))
    states = Counter(problem.state for problem in problems)
    every = {
        message("Severity").text(language): [
            _Choice(each.value, severity_word(each).text(language), severities[each])
            for each in Severity
            if severities[each]
        ],
        message("Decision").text(language): [
            _Choice(each.value, state_word(each).text(language), states[each])
            for each in State
            if states[each]
        ],
    }
    return {name: choices for name, choices in every.items() if len(choices) > 1}


def _choosing(choices: Mapping[str, Sequence[_Choice]], language: Language) -> Iterator[str]:
    """Give the choices: the style sheet alone hides what is not chosen, and nothing of it in print."""
    everything = message("all").text(language)
    for number, (name, some) in enumerate(choices.items(), start=1):
        yield f'<span class="choice">{_text(name)}</span>'
        for key, word, checked in (
            (f"every{number}", everything, ' checked="checked"'),
            *((choice.key, f"{choice.word} {choice.problems}", "") for choice in some),
        ):
            yield f'<input type="radio" name="choice{number}" id="{key}"{checked}/>'
            yield f'<label for="{key}">{_text(word)}</label>'


def _severities(problem: Problem) -> set[Severity]:
    return {finding.severity for finding in problem.findings}


def _contents(problems: Sequence[Problem], grids: Sequence[Grid], paper: WorkingPaper) -> Iterator[str]:
    """Give the table of contents: every problem and every table, each a link within the page."""
    yield "<nav>\n<ul>"
    for problem in problems:
        head = problem.head
        name = message("Problem {number}", number=problem.number).text(paper.language)
        words = f"{head.severity.mark} {name} {head.rule} {head.title.text(paper.language)}"
        yield f'<li><a href="#problem{problem.number}">{_text(words)}</a></li>'
    for number, grid in enumerate(grids, start=1):
        yield f'<li><a href="#table{number}">{_text(grid.name)}</a></li>'
    yield "</ul>\n</nav>"


def _problem(problem: Problem, paper: WorkingPaper) -> Iterator[str]:
    """Give a problem with all its findings, open: what is folded away would be missing in print."""
    language = paper.language
    chosen_by = [*(each.value for each in Severity if each in _severities(problem)), problem.state.value]
    classes = " ".join([problem.head.severity.value, *(f"has-{each}" for each in chosen_by)])
    yield f'<section class="{classes}" id="problem{problem.number}">'
    yield f'<p class="faint">{_text(problem.heading.text(language))}</p>'
    yield from _finding(problem.head, paper)
    for excerpt in excerpts_of(problem, paper):
        yield from _excerpt(excerpt, language)
    yield f"<p>{_text(basis_words(problem, paper).text(language))}</p>"
    if problem.others:
        yield f'<details open="open">\n<summary>{_text(problem.others_heading.text(language))}</summary>'
        for finding in problem.others:
            yield f'<div class="{finding.severity.value}">'
            yield from _finding(finding, paper)
            yield "</div>"
        yield "</details>"
    yield "</section>"


def _excerpt(excerpt: Excerpt, language: Language) -> Iterator[str]:
    """Give the rows of a table: what the problem is about is framed twice, what it rests on once."""
    yield f'<table class="excerpt">\n<caption>{_text(excerpt.caption)}</caption>'
    yield f"<tr><th></th>{''.join(f'<th>{_text(name)}</th>' for name in excerpt.columns)}</tr>"
    for row in excerpt.rows:
        cells = "".join(_quoted(cell, is_heading=row.is_heading) for cell in row.cells)
        yield f"<tr><th>{_text(row.number)}</th>{cells}</tr>"
    yield "</table>"
    if excerpt.left_out:
        note = message("{count} more rows that it rests on are not shown here.", count=excerpt.left_out)
        yield f'<p class="faint">{_text(note.text(language))}</p>'


def _quoted(cell: QuotedCell, *, is_heading: bool) -> str:
    tag = "th" if is_heading else "td"
    looks = (
        ("heading", is_heading),
        ("n", cell.is_number),
        ("marked", cell.is_marked),
        ("used", cell.is_used),
    )
    classes = " ".join(name for name, has in looks if has)
    look = f' class="{classes}"' if classes else ""
    return f"<{tag}{look}>{_text(cell.text)}</{tag}>"


def _finding(finding: Finding, paper: WorkingPaper) -> Iterator[str]:
    language = paper.language
    severity = severity_word(finding.severity).text(language)
    title = finding.title.text(language)
    yield f"<h3>{finding.severity.mark} {_text(severity)} {_text(finding.rule)} {_text(title)}</h3>"
    yield f"<p>{_text(explanation_of(finding, paper))}</p>"
    equation = equation_of(finding)
    if equation is None:
        yield f"<p>{_text(', '.join(addresses_of(finding, paper)))}</p>"
    else:
        yield "<table>"
        for row in equation_rows(equation, finding, paper):
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
    if isinstance(cell, AmountCell):
        return f'<td class="n">{format_amount(cell.steps, Unit.YUAN)}</td>'
    if isinstance(cell, int):
        return f'<td class="n">{cell}</td>'
    return f"<td>{_text(cell or '')}</td>"


def _text(text: str) -> str:
    return escape(clean(text))
