"""What a paper states of a finding beside its equation: where it stands, the prose, the decision and the notes."""

from __future__ import annotations

from collections.abc import Iterator

from model.engagement.record import local_time
from model.equation import equation_line, span_text
from model.export.decision_words import decision_lines
from model.export.paper import WorkingPaper
from model.finding import Finding, Role
from model.messages import message


def documents_of(finding: Finding) -> tuple[str, ...]:
    """Return the paths of the documents a finding rests on, each once, in the order of its evidence."""
    paths = [cell.place.path for cell in finding.cells] + [span.path for span in finding.spans]
    return tuple(dict.fromkeys(paths))


def addresses_of(finding: Finding, paper: WorkingPaper) -> tuple[str, ...]:
    """Return where a finding stands: its cells, those of the context where it has no others, and its paragraphs."""
    about = [cell for cell in finding.cells if cell.role is not Role.CONTEXT] or finding.cells
    cells = [paper.place(cell.place) for cell in about]
    return tuple(dict.fromkeys([*cells, *(span_text(span) for span in finding.spans)]))


def explanation_of(finding: Finding, paper: WorkingPaper) -> str:
    """Return what a finding states."""
    return paper.about(finding.message.text(paper.language), documents_of(finding))


def equation_text(finding: Finding, paper: WorkingPaper) -> str:
    """Return a finding's equation on one line, "" where it has none."""
    return paper.about(equation_line(finding), documents_of(finding))


def hint_of(finding: Finding, paper: WorkingPaper) -> str:
    """Return what slip would explain a finding, "" where none is known."""
    return paper.about(finding.hint.text(paper.language), documents_of(finding)) if finding.hint else ""


def slip_words(finding: Finding, paper: WorkingPaper) -> Iterator[str]:
    """Give what slip would explain a finding, and which cell to look at first where that does not name it."""
    hint = hint_of(finding, paper)
    if hint:
        yield hint
    if finding.suspect is not None and (place := paper.place(finding.suspect)) not in hint:
        yield message("Look first at {place}.", place=place).text(paper.language)


def words_beside(finding: Finding, paper: WorkingPaper) -> Iterator[str]:
    """Give the sentences that report a finding, in the language of the paper."""
    for span in finding.spans:
        yield f"¶{span.paragraph} {span.text}"
    yield from slip_words(finding, paper)
    yield from decision_words(finding, paper)


def decision_words(finding: Finding, paper: WorkingPaper) -> Iterator[str]:
    """Give what the auditor decided about a finding, and the notes."""
    disposition = paper.dispositions.get(finding.id)
    if disposition is not None:
        yield from decision_lines(disposition, paper.language)
    if tags := paper.tags_of(finding.id):
        yield message("tags: {tags}", tags=", ".join(tags)).text(paper.language)
    for note in paper.finding_notes.get(finding.id, ()):
        yield f"* {note.text} ({note.author}, {local_time(note.at)})"
