"""The prose of a disclosure's documents, without its spaces, and stretches of it as evidence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from checks.mechanism.contents import listed_contents
from checks.rule import Subject
from model.disclosure import Document
from model.finding import SpanEvidence
from model.numbering import HAN, Mark, mark_of
from model.pattern import pattern
from model.reading.prose.passage import Passage, passages
from model.record import dataclass

_BARE_UNIT = pattern(r"[\u4e00-\u9fff](?<![万千亿百])(?:万|千|亿)?元[,。;、]|占[,。;]")
_FULL_UNIT = pattern(r"\d(?:万|千|亿)?元|\d%")
_BARE_LEAST = 3
_BARE_SHARE = 0.2
_SENTENCE_ENDS = "。;"
_SENTENCE_LONGEST = 400
"""Characters on either side of a fault, so that a text without stops is not read again for each."""

_AROUND = 16
"""Characters on either side of a fault that a message quotes."""

_STYLES = (
    ("第一部分", pattern(rf"第({HAN}|\d{{1,2}})部分")),
    ("一、", pattern(rf"({HAN})、")),
    ("（一）", pattern(rf"\(({HAN})\)")),
    ("1.", pattern(r"(\d{1,2})(?:、(?!\d)|\.(?!\d(?!\d{3}年)))")),
    ("（1）", pattern(r"\((\d{1,2})\)")),
)
"""The numbers that items of prose begin with."""


@dataclass(frozen=True)
class PassageLine:
    """A passage without spaces: `text`, and for each of its characters the place in the passage."""

    passage: Passage
    text: str
    places: Sequence[int]

    @cached_property
    def printed(self) -> str:
        """The passage as the document prints it."""
        return "".join(paragraph.text for paragraph in self.passage.paragraphs)

    @property
    def number(self) -> int:
        """The number of the paragraph in which the passage begins."""
        return self.passage.paragraphs[0].number

    @cached_property
    def mark(self) -> Mark | None:
        """The number that the line begins with as an item, None where it begins with none."""
        rest = self.text.lstrip("-")
        mark = mark_of(rest, _STYLES)
        return mark and mark._replace(length=mark.length + len(self.text) - len(rest))

    def begins_paragraph(self, at: int) -> bool:
        """Return whether a character is the first of a paragraph, so that a line break stands before it."""
        starts, place = self.passage.starts, self.places[at]
        return starts[bisect_right(starts, place) - 1] == place

    def sentence(self, at: int) -> tuple[int, int]:
        """Return where the sentence around a character begins and ends, its stop included; a very long one is cut."""
        first, last = max(at - _SENTENCE_LONGEST, 0), min(at + _SENTENCE_LONGEST, len(self.text))
        before = [self.text.rfind(stop, first, at) for stop in _SENTENCE_ENDS]
        stops = [found for stop in _SENTENCE_ENDS if (found := self.text.find(stop, at, last)) >= 0]
        return max(first, max(before) + 1), min(stops) + 1 if stops else last


@dataclass(frozen=True, eq=False)
class Stretch:
    """A stretch of a line of a document's prose, from `start` to before `end`."""

    prose: Prose
    line: PassageLine
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its characters, without spaces."""
        return self.line.text[self.start : self.end]

    @property
    def sentence(self) -> str:
        """The sentence in which it begins."""
        first, last = self.line.sentence(self.start)
        return self.line.text[first:last]

    @property
    def from_sentence(self) -> str:
        """The sentence in which it begins, as far as its own end."""
        return self.line.text[self.line.sentence(self.start)[0] : self.end]

    @property
    def spans(self) -> tuple[SpanEvidence, ...]:
        """The stretch as evidence, a span for each paragraph that it touches."""
        line, passage = self.line, self.line.passage
        first, last = line.places[self.start], line.places[self.end - 1] + 1
        if len(passage.paragraphs) == 1:
            (paragraph,) = passage.paragraphs
            return (SpanEvidence(self.prose.path, paragraph.number, first, last, paragraph.text[first:last]),)
        found = []
        for index in range(bisect_right(passage.starts, first) - 1, bisect_right(passage.starts, last - 1)):
            paragraph, begin = passage.paragraphs[index], passage.starts[index]
            left, right = max(first - begin, 0), min(last - begin, len(paragraph.text))
            if left < right:
                text = paragraph.text[left:right]
                found.append(SpanEvidence(self.prose.path, paragraph.number, left, right, text))
        return tuple(found)

    @property
    def place(self) -> str:
        """Its place as a message states it: ¶ and the paragraph's number."""
        return f"¶{self.spans[0].paragraph}"

    @property
    def printed(self) -> str:
        """The stretch as the document prints it."""
        places = self.line.places
        return self.line.printed[places[self.start] : places[self.end - 1] + 1]

    @property
    def quoted(self) -> str:
        """The stretch as the document prints it, with a little of what stands around it."""
        first, last = max(0, self.start - _AROUND), min(len(self.line.text), self.end + _AROUND)
        printed = " ".join(Stretch(self.prose, self.line, first, last).printed.split())
        return f"{'…' if first else ''}{printed}{'…' if last < len(self.line.text) else ''}"

    @property
    def values(self) -> dict[str, str | int]:
        """What a message states of it: its place, and its text as it is quoted."""
        return {"place": self.place, "text": self.quoted}


@dataclass(frozen=True)
class Prose:
    """A document's prose; `listed` are the numbers of the paragraphs of its table of contents.

    `year` and `stage` are the document's, or else the disclosure's.
    """

    document: Document
    lines: tuple[PassageLine, ...]
    listed: frozenset[int]
    year: int | None
    stage: str | None

    @property
    def path(self) -> str:
        """The document's path."""
        return self.document.book.path

    @cached_property
    def body(self) -> tuple[PassageLine, ...]:
        """The lines that are not the table of contents."""
        return tuple(line for line in self.lines if line.number not in self.listed)

    @cached_property
    def is_torn(self) -> bool:
        """Whether the extraction of the text tore figures out of their sentences: units stand without numbers."""
        bare = sum(len(_BARE_UNIT.findall(line.text)) for line in self.body)
        full = sum(len(_FULL_UNIT.findall(line.text)) for line in self.body)
        return bare >= _BARE_LEAST and bare > _BARE_SHARE * (bare + full)

    def matches(self, *patterns: re.Pattern[str]) -> Iterator[tuple[Stretch, re.Match[str]]]:
        """Yield what is found in the lines of the body, line by line."""
        for line in self.body:
            for expression in patterns:
                for match in expression.finditer(line.text):
                    yield Stretch(self, line, *match.span()), match


def proses(subject: Subject) -> list[Prose]:
    """Return the prose of each document of the disclosure that has some."""
    return subject.once(_proses)


def _proses(subject: Subject) -> list[Prose]:
    listed: dict[str, set[int]] = {}
    for each in listed_contents(subject):
        numbers = listed.setdefault(each.document.book.path, set())
        numbers.update(entry.paragraph for entry in each.contents.entries)
    return [
        Prose(
            document,
            tuple(line for passage in passages(document.book.paragraphs) if (line := _line(passage)).text),
            frozenset(listed.get(document.book.path, ())),
            document.year or subject.disclosure.year,
            document.stage or subject.disclosure.stage,
        )
        for document in subject.disclosure.documents
        if document.book.paragraphs
    ]


def _line(passage: Passage) -> PassageLine:
    text = passage.text
    packed = "".join(text.split())
    if len(packed) == len(text):
        return PassageLine(passage, text, range(len(text)))
    return PassageLine(passage, packed, [place for place, sign in enumerate(text) if not sign.isspace()])
