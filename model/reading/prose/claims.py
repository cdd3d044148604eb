"""The claims of a document: its prose, read passage by passage."""

from __future__ import annotations

import re
from collections.abc import Sequence

from model.lexicon.lexicon import normalised
from model.reading.prose.chapters import Chapters
from model.reading.prose.claim import Claim
from model.reading.prose.elliptical import without_contradicting
from model.reading.prose.own_words import NO_WORDS, OwnWords
from model.reading.prose.passage import passages
from model.reading.prose.period import Period
from model.reading.prose.sentences import Sentences
from model.reading.prose.words import prose_words
from model.source.book import Paragraph

_OPENING = 12
_BODY = re.compile(r"^[一-鿿]{4,30}(?:局|委员会|办公室|办事处|中心|厅|法院|检察院|学校|联合会|政府)$")


def read_claims(
    paragraphs: Sequence[Paragraph],
    department: str | None,
    year: int | None,
    stage: str | None,
    own: OwnWords = NO_WORDS,
) -> tuple[Claim, ...]:
    """Return the claims of a document's paragraphs in order; what cannot be bound is among them with its reason.

    `department`, `year` and `stage` are the document's, which its sentences mean where they name no other; `own` are
    the words of its tables.
    """
    words = prose_words()
    chapters = Chapters(words.headings, department or _body_named(paragraphs), year, own)
    sentences = Sentences(words, chapters, Period(year, stage))
    for passage in passages(paragraphs):
        if passage.is_heading:
            sentences.heading(passage.text)
        else:
            sentences.passage(passage)
    return tuple(without_contradicting(sentences.claims))


def _body_named(paragraphs: Sequence[Paragraph]) -> str:
    """Return the body that a line of its own at the top of a document names, "" for none."""
    lines = (normalised(paragraph.text) for paragraph in paragraphs[:_OPENING])
    return next((line for line in lines if _BODY.match(line)), "")
