"""What a working paper says of a finding beside its equation: the prose, the hint, the decision and the notes."""

from __future__ import annotations

from collections.abc import Iterator

from model.engagement.record import local_time
from model.equation import place_text
from model.export.decision_words import decision_lines
from model.export.paper import WorkingPaper
from model.finding import Finding
from model.messages import message


def words_beside(finding: Finding, paper: WorkingPaper) -> Iterator[str]:
    """Give the sentences to be said of a finding, in the language of the paper."""
    for span in finding.spans:
        yield f"¶{span.paragraph} {span.text}"
    if finding.hint is not None:
        yield finding.hint.text(paper.language)
    if finding.suspect is not None:
        yield message("Look first at {place}.", place=place_text(finding.suspect)).text(paper.language)
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
