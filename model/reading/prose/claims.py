"""The claims of a document: its prose, read passage by passage, without those that contradict each other.

Where words that name no subject give it different amounts, the passage was misread. Words that go on with a subject
(2024 年预算安排 352.67 万元) are held against each other only: what was named may truly be told otherwise. A subject
that the chapter gave is held against all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from model.lexicon.prose_words import prose_words
from model.messages import message
from model.reading.prose.brought_forward import with_budgets
from model.reading.prose.chapters import Chapters
from model.reading.prose.claim import Claim, Measure, Provenance
from model.reading.prose.context import SentenceContext
from model.reading.prose.coordinates import Period
from model.reading.prose.own_words import NO_WORDS, OwnWords
from model.reading.prose.passage import passages
from model.reading.prose.sentences import Sentences
from model.reading.prose.subject import SubjectReader
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
    headings = SubjectReader(words.headings, department or "", year, own)
    reader = replace(headings, lexicon=words.sentences)
    sentences = Sentences(SentenceContext(words, Chapters(headings), Period(year, stage), reader))
    for passage in passages(paragraphs):
        if passage.is_heading:
            sentences.heading(passage.text)
        else:
            sentences.passage(passage)
    claims = with_budgets(sentences.claims, words.sentences.dimensions["source"])
    return tuple(_without_contradicting(claims))


def _without_contradicting(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims, those of one frame without a subject that gives one key different amounts as not bound.

    What speaks of such an amount, or is a part of it, is not bound either.
    """
    groups: dict[tuple[int, frozenset[tuple[str, str]]], list[int]] = defaultdict(list)
    for number, claim in enumerate(claims):
        if claim.is_bound and claim.measure is Measure.AMOUNT:
            groups[claim.frame, frozenset(claim.coordinates.items())].append(number)
    taken: set[int] = set()
    for numbers in groups.values():
        carried = [one for one in numbers if claims[one].provenance is Provenance.CARRIED]
        given = [one for one in numbers if claims[one].provenance is Provenance.CHAPTER]
        if _differ(claims, carried):
            taken.update(carried)
        if given and _differ(claims, numbers):
            taken.update(given)
    why = message("the passage gives what it does not name different amounts")
    found = list(claims)
    for number, claim in enumerate(claims if taken else ()):
        if number in taken or (claim.is_bound and {claim.about, claim.whole} & taken):
            taken.add(number)
            found[number] = replace(claim, coordinates={}, base={}, about=-1, whole=-1, why=why)
    return found


def _differ(claims: Sequence[Claim], numbers: Sequence[int]) -> bool:
    low = max((claims[one].low for one in numbers), default=0)
    return low > min((claims[one].high for one in numbers), default=low)
