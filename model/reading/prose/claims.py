"""The claims of a document: its prose, read passage by passage."""

from __future__ import annotations

from collections.abc import Sequence

from model.reading.prose.brought_forward import with_budgets
from model.reading.prose.chapters import Chapters
from model.reading.prose.claim import Claim
from model.reading.prose.elliptical import without_contradicting
from model.reading.prose.own_words import NO_WORDS, OwnWords
from model.reading.prose.passage import passages
from model.reading.prose.period import Period
from model.reading.prose.sentences import Sentences
from model.reading.prose.words import prose_words
from model.source.book import Paragraph


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
    words = prose_words(stage)
    chapters = Chapters(words.headings, department or "", year, own)
    sentences = Sentences(words, chapters, Period(year, stage))
    for passage in passages(paragraphs):
        if passage.is_heading:
            sentences.heading(passage.text)
        else:
            sentences.passage(passage)
    claims = with_budgets(sentences.claims, words.sentences.dimensions["source"])
    return tuple(without_contradicting(claims))
