"""Claims: each amount of the prose with its coordinates, or the reason why it has none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from model.lexicon.lexicon import Lexicon, normalised
from model.messages import Message, message
from model.money import Unit
from model.recognition.prose.figures import Figure, figures
from model.recognition.prose.passage import Passage, is_heading, passages
from model.recognition.prose.subject import Subject, prose_words, read_subject
from model.source.book import Paragraph

_DELIMITER = re.compile(r"[,;:。!?]|其中|包括|主要是|主要为|主要用于|全部|分别")
_SENTENCE = re.compile(r"[。!?]")
_PARENT = re.compile(r"其中|包括")


@dataclass(frozen=True, slots=True)
class Claim:
    """An amount that a sentence states.

    `paragraph`, `start` and `end` are its span (paragraph from 1, characters from 0); `coordinates` are empty where it
    is not bound, and `why` then says the reason.
    """

    paragraph: int
    start: int
    end: int
    text: str
    amount: int
    half: int
    unit: Unit
    coordinates: Mapping[str, str] = field(default_factory=dict)
    why: Message | None = None


@dataclass(slots=True)
class _Reader:
    """What the sentences read so far say of the next one."""

    lexicon: Lexicon
    headings: Lexicon
    department: str
    year: int | None
    stage: str | None
    chapter: dict[str, str] = field(default_factory=dict)
    section: dict[str, str] = field(default_factory=dict)


def read_claims(
    paragraphs: Sequence[Paragraph], lexicon: Lexicon, department: str, year: int | None, stage: str | None
) -> list[Claim]:
    """Return the claims of a document's prose in order."""
    words = prose_words()
    sentences = lexicon.with_fillers(words.filler)
    reader = _Reader(sentences, sentences.with_fillers(words.heading), department, year, stage)
    claims: list[Claim] = []
    for passage in passages(paragraphs):
        found = figures(passage.text)
        if not found and is_heading(passage.text):
            _take_heading(reader, passage.text)
        elif found:
            claims.extend(_claims_of(reader, passage, found))
    return claims


def _take_heading(reader: _Reader, text: str) -> None:
    """Let a chapter's heading say what its sentences are about: 一般公共预算支出情况说明."""
    reading = reader.headings.read(normalised(text).strip("#"))
    meant = {} if reading.unknown or reading.contradicts else dict(reading.coordinates)
    if re.match(r"^\s*#*\s*(?:[(（]|\d)", text):
        reader.section = meant
    else:
        reader.chapter, reader.section = meant, {}


def _claims_of(reader: _Reader, passage: Passage, found: list[Figure]) -> list[Claim]:
    claims: list[Claim] = []
    last: dict[str, str] = {}
    parent: dict[str, str] = {}
    position = 0
    for figure in found:
        between = passage.text[position : figure.start]
        if _SENTENCE.search(between):
            parent = {}
            between_sentence = _SENTENCE.split(between)[-1]
        else:
            between_sentence = between
        if _PARENT.search(between_sentence) or (between_sentence.startswith((":", "(")) and last):
            parent = last
        coordinates, why = _bind(reader, between_sentence, parent)
        if why is None:
            last = coordinates
        claims.append(_claim(passage, figure, coordinates, why))
        position = figure.end
    return claims


def _bind(reader: _Reader, before: str, parent: dict[str, str]) -> tuple[dict[str, str], Message | None]:
    """Return the coordinates of an amount from the words before it in its sentence, nearest first."""
    clauses = [clause for clause in _DELIMITER.split(before) if clause and clause.strip("() 、")]
    subject = Subject()
    year: int | None = None
    for clause in reversed(clauses):
        read = read_subject(clause, reader.lexicon, reader.department)
        if read.measure != "amount":
            return {}, message("it is a change, a share or a part, not a total")
        if read.unknown:
            if subject.says_something:
                break
            return {}, message("no word of the lexicon covers {words}", words=read.unknown[:40])
        year = year or read.year
        if read.says_something:
            subject = read
            break
    coordinates = _merged(reader, parent, subject.coordinates)
    if not subject.says_something and not parent:
        return {}, message("the sentence names no subject")
    year = year or subject.year or (int(parent["year"]) if "year" in parent else None) or reader.year
    return _completed(reader, coordinates, year)


def _merged(reader: _Reader, parent: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """Put together what the chapter, the sentence's whole and the amount's own words say; the narrower goes first."""
    merged: dict[str, str] = {}
    for layer in (reader.chapter, reader.section, parent, own):
        for dimension, member in layer.items():
            if dimension in merged and dimension in reader.lexicon.dimensions:
                narrower = reader.lexicon.dimensions[dimension].refine(merged[dimension], member)
                merged[dimension] = narrower or member
            else:
                merged[dimension] = member
    return merged


def _completed(
    reader: _Reader, coordinates: dict[str, str], year: int | None
) -> tuple[dict[str, str], Message | None]:
    if "flow" not in coordinates:
        if coordinates.keys() & {"nature", "function", "economic", "item"}:
            coordinates["flow"] = "expenditure"
        else:
            return {}, message("the sentence does not say whether it is revenue or expenditure")
    if year:
        coordinates["year"] = str(year)
    if "stage" not in coordinates and reader.stage:
        coordinates["stage"] = reader.stage
    return coordinates, None


def _claim(passage: Passage, figure: Figure, coordinates: Mapping[str, str], why: Message | None) -> Claim:
    paragraph, start, end = passage.place(figure.start, figure.end)
    return Claim(
        paragraph,
        start,
        end,
        passage.text[max(0, figure.start - 30) : figure.end],
        figure.amount.amount,
        figure.amount.half,
        figure.unit,
        coordinates if why is None else {},
        why,
    )
