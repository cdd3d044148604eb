"""The facts of a problem as a paper states them, line by line: what is wrong, where, the equation, what was decided."""

from __future__ import annotations

from collections.abc import Iterator

from model.engagement.record import local_time
from model.equation import equation_of
from model.export.decision_words import decision_lines
from model.export.equation_rows import difference_words, equation_rows
from model.export.finding_words import addresses_of, equation_text, explanation_of, slip_words
from model.export.papers.dossier import Dossier
from model.export.problem import Problem
from model.export.words import severity_word, state_word
from model.finding import Finding
from model.messages import message
from model.text import clean_line


def facts_of(dossier: Dossier, problem: Problem, *, for_unit: bool = False) -> list[str]:
    """Return the facts of a problem, each on one line; the others of one cause follow the head, each in brief.

    What goes to the audited unit names no rule, and neither what the auditors noted nor why they decided as they did.
    """
    lines = [clean_line(line) for line in _head(dossier, problem, for_unit=for_unit)]
    if problem.others:
        heading = message("The same cause explains {count} more:", count=len(problem.others))
        lines.append(heading.text(dossier.paper.language))
        lines += [clean_line(_brief(dossier, finding, for_unit=for_unit)) for finding in problem.others]
    if not for_unit:
        lines += [clean_line(line) for line in decisions_of(dossier, problem)]
    elif not problem.is_confirmed:
        state = state_word(problem.state).text(dossier.paper.language)
        lines.append(message("Not confirmed: {state}", state=state).text(dossier.paper.language))
    return lines


def decisions_of(dossier: Dossier, problem: Problem) -> Iterator[str]:
    """Give what was decided about a problem, and the notes."""
    language = dossier.paper.language
    if problem.disposition is not None:
        for line in decision_lines(problem.disposition, language):
            yield message("Decision: {decision}", decision=line).text(language)
    for note in problem.notes:
        words = message("Note: {text} ({by}, {at})", text=note.text, by=note.author, at=local_time(note.at))
        yield words.text(language)


def _head(dossier: Dossier, problem: Problem, *, for_unit: bool) -> Iterator[str]:
    paper, language, finding = dossier.paper, dossier.paper.language, problem.head
    severity = severity_word(finding.severity).text(language)
    number = message("Problem {number}", number=problem.number).text(language)
    yield f"{number} [{severity}] {'' if for_unit else f'{finding.rule} '}{finding.title.text(language)}"
    yield explanation_of(finding, paper)
    places = ", ".join(addresses_of(finding, paper))
    if places:
        yield message("Where: {places}", places=places).text(language)
    equation = equation_of(finding)
    if equation is not None:
        for row in equation_rows(equation, finding, paper):
            place = f"[{row.place}] " if row.place else ""
            yield f"  {row.sign} {row.amount}  {place}{row.label}".rstrip()
        difference = difference_words(equation)
        if difference is not None:
            yield difference.text(language)
    for span in finding.spans:
        yield f"¶{span.paragraph} {span.text}"
    yield from slip_words(finding, paper)


def _brief(dossier: Dossier, finding: Finding, *, for_unit: bool) -> str:
    paper = dossier.paper
    rests_on = equation_text(finding, paper) or ", ".join(addresses_of(finding, paper))
    return f"{'' if for_unit else f'{finding.rule} '}{explanation_of(finding, paper)}  {rests_on}"
