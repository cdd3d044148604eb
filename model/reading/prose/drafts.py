"""Drafts of claims: what a figure or a comparison says and where it stands, before its subject is known."""

from __future__ import annotations

from model.reading.prose.claim import Claim, Measure
from model.reading.prose.cue import Segment
from model.reading.prose.figures import Figure
from model.reading.prose.measure import Said
from model.reading.prose.passage import Passage


def of_figure(passage: Passage, figure: Figure, said: Said, phrase_start: int, frame: int) -> Claim:
    """Return the draft of a figure's claim in a frame; the words that it is read from begin at `phrase_start`."""
    paragraph, start, end = passage.place(figure.start, figure.end)
    falls = said.direction == "down" and figure.amount > 0
    direction = "down" if said.direction == "up" and figure.amount < 0 else said.direction
    return Claim(
        measure=said.measure,
        paragraph=paragraph,
        start=start,
        end=end,
        text=passage.printed(figure.start, figure.end),
        phrase=passage.printed(phrase_start, figure.end),
        amount=-figure.amount if falls else figure.amount,
        half=figure.half,
        decimals=figure.decimals,
        unit=figure.unit,
        word=figure.word,
        direction=direction,
        frame=frame,
    )


def of_comparison(passage: Passage, segment: Segment, said: Said) -> Claim:
    """Return the draft of the claim of a comparison that tells no figure."""
    paragraph, start, end = passage.place(segment.start, segment.end)
    text = passage.printed(segment.start, segment.end)
    return Claim(Measure.DIRECTION, paragraph, start, end, text, text, 0, 0, 0, direction=said.direction)
