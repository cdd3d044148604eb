"""The working paper for a terminal: each document with its tables and its findings, then the ledger."""

from __future__ import annotations

from collections.abc import Iterator

from model.engagement.record import local_time
from model.equation import Equation, equation_of
from model.export.engagement_grids import target_text
from model.export.equation_rows import difference_words, equation_rows
from model.export.finding_groups import line_of
from model.export.finding_words import addresses_of, documents_of, explanation_of, words_beside
from model.export.monospace import ljust, rjust, wrapped
from model.export.monospace import width as cells_of
from model.export.paper import WorkingPaper
from model.export.problem import Problem, problems_of
from model.export.text_parts import document_lines, doubt_lines, ledger_lines, summary_line
from model.export.words import state_word
from model.finding import Finding, Severity
from model.messages import Language, message
from model.text import clean_line

NARROWEST = 40
"""Below this a line would hold no equation; a narrower terminal folds the lines itself."""

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTICE: "36"}


def render(paper: WorkingPaper, width: int = 100, *, colour: bool = False) -> str:
    """Return the working paper as text, at most `width` cells a line, with ANSI colours if asked."""
    return "\n".join(_Text(paper, max(width, NARROWEST), colour=colour).lines()) + "\n"


class _Text:
    """The lines of one working paper."""

    def __init__(self, paper: WorkingPaper, width: int, *, colour: bool) -> None:
        self._paper = paper
        self._language: Language = paper.language
        self._width = width
        self._colour = colour

    def lines(self) -> Iterator[str]:
        """Give every line, without line ends."""
        problems = self._by_document()
        for document in self._paper.report.documents:
            yield from self._heading(clean_line(document.path))
            yield from document_lines(document, self._paper, self._width)
            for problem in problems.pop(document.path, ()):
                yield ""
                yield from self._problem(problem)
            doubts = [doubt for doubt in self._paper.report.doubts if doubt.path == document.path]
            yield from doubt_lines(doubts, self._paper, self._width)
            yield ""
        for problem in (problem for rest in problems.values() for problem in rest):
            yield from self._problem(problem)
            yield ""
        yield from self._gone()
        yield from self._place_notes()
        if self._paper.report.documents:
            yield from self._heading(message("Ledger").text(self._language))
            yield from ledger_lines(self._paper, self._width)
            yield ""
        yield from wrapped(summary_line(self._paper), self._width)

    def _by_document(self) -> dict[str, list[Problem]]:
        by_document: dict[str, list[Problem]] = {}
        for problem in problems_of(self._paper):
            by_document.setdefault((documents_of(problem.head) or ("",))[0], []).append(problem)
        return by_document

    def _heading(self, text: str) -> Iterator[str]:
        for line in wrapped(text, self._width):
            yield self._painted(line, "1")

    def _problem(self, problem: Problem) -> Iterator[str]:
        yield from self._finding(problem.head, problem.heading.text(self._language))
        if problem.others:
            yield from self._words(problem.others_heading.text(self._language))
        for finding in problem.others:
            yield from wrapped(clean_line(line_of(finding, self._paper)), self._width, "    ", "        ")

    def _finding(self, finding: Finding, heading: str) -> Iterator[str]:
        language = self._language
        title = f"{finding.severity.mark} {finding.rule} {clean_line(finding.title.text(language))}"
        disposition = self._paper.dispositions.get(finding.id)
        if disposition:
            title += f" ({state_word(disposition.state).text(language)})"
        for line in wrapped(title, self._width, hanging="    "):
            yield self._painted(line, _COLOURS[finding.severity])
        yield from self._words(explanation_of(finding, self._paper))
        equation = equation_of(finding)
        if equation is not None:
            yield from self._equation(equation, finding)
        elif addresses := addresses_of(finding, self._paper):
            yield from self._words(", ".join(addresses))
        if len(documents_of(finding)) > 1:
            yield from self._words("; ".join(map(clean_line, documents_of(finding))))
        for words in words_beside(finding, self._paper):
            yield from self._words(words)
        yield f"    {heading} [{finding.id}]"

    def _words(self, text: str) -> Iterator[str]:
        yield from wrapped(clean_line(text), self._width, "    ")

    def _equation(self, equation: Equation, finding: Finding) -> Iterator[str]:
        rows = equation_rows(equation, finding, self._paper)
        amounts = max(cells_of(row.amount) for row in rows)
        places = min(max(cells_of(row.place) for row in rows), self._width // 3)
        for row in rows:
            start = f"    {ljust(row.sign, 2)}{rjust(row.amount, amounts)}  "
            beside = f"{ljust(row.place, places)}  {row.label}".rstrip()
            hanging = " " * min(cells_of(start), self._width // 2)
            yield from wrapped(start + beside, self._width, hanging=hanging)
        difference = difference_words(equation)
        if difference is not None:
            yield from self._words(difference.text(self._language))

    def _gone(self) -> Iterator[str]:
        if not self._paper.gone:
            return
        yield from self._heading(message("No longer arising").text(self._language))
        for finding in self._paper.gone:
            disposition = self._paper.dispositions.get(finding.id)
            state = f" ({state_word(disposition.state).text(self._language)})" if disposition else ""
            yield from self._words(
                f"{finding.rule} {finding.title.text(self._language)}{state} [{finding.id}]"
            )
        yield ""

    def _place_notes(self) -> Iterator[str]:
        if not self._paper.cell_notes:
            return
        yield from self._heading(message("Notes on cells").text(self._language))
        for note in self._paper.cell_notes:
            yield from self._words(
                f"{target_text(note.target)}  {note.text} ({note.author}, {local_time(note.at)})"
            )
        yield ""

    def _painted(self, line: str, code: str) -> str:
        return f"\x1b[{code}m{line}\x1b[0m" if self._colour else line
