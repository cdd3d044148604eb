"""Passages: paragraphs that a page or a line broke are put together, and every character keeps its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from model.source.book import Paragraph

_ENDS = re.compile(r"[。；;！？!?：:]\s*(?:\*\*)?\s*$")
_BEGINS = re.compile(
    r"^\s*(?:[#*]+\s*)*(?:第[一二三四五六七八九十\d]+[章节部分]|[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]\s*\D)"
)
_HEADING_LONGEST = 40
_FULL_WIDTH = str.maketrans({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "})


@dataclass(frozen=True, slots=True)
class Passage:
    """Joined paragraphs. `text` is half-width and as long as the paragraphs together; `starts` where each begins."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    starts: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int, int]:
        """Return the paragraph number in which a stretch begins, and its start and end there."""
        index = bisect_right(self.starts, start) - 1
        begin = self.starts[index]
        length = len(self.paragraphs[index].text)
        return self.paragraphs[index].number, start - begin, min(end - begin, length)


def is_heading(text: str) -> bool:
    """Tell whether a paragraph is a heading: short, numbered or marked, and no sentence."""
    plain = text.strip()
    return (
        len(plain) <= _HEADING_LONGEST
        and bool(_BEGINS.match(plain) or plain.startswith("#"))
        and "。" not in plain
    )


def passages(paragraphs: Sequence[Paragraph]) -> list[Passage]:
    """Return the passages of a document, in order."""
    groups: list[list[Paragraph]] = []
    for paragraph in paragraphs:
        if groups and _goes_on(groups[-1][-1].text, paragraph.text):
            groups[-1].append(paragraph)
        else:
            groups.append([paragraph])
    return [_joined(group) for group in groups]


def _goes_on(before: str, text: str) -> bool:
    return not (_ENDS.search(before) or is_heading(before) or _BEGINS.match(text) or not before.strip())


def _joined(group: list[Paragraph]) -> Passage:
    starts: list[int] = []
    text = ""
    for paragraph in group:
        starts.append(len(text))
        text += paragraph.text.translate(_FULL_WIDTH)
    return Passage(text, tuple(group), tuple(starts))
