"""Passages: paragraphs that a page or a line broke are put together, and every character keeps its place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from model.numbering import ITEM, either_width
from model.source.book import Paragraph

_ENDS = re.compile(r"[。！？!?：:][)）”」』\s*]*$")
_BEGINS = re.compile(rf"^\s*(?:[#*]+\s*)*(?:{either_width(ITEM)}|#|注[：:]|单位[：:]|附件)")
_PATH_GOES_ON = re.compile(r"[（(][类款][)）][^（(）)。；;，,]*(?:[（(][^（(）)。；;，,]*)?$")
_PATH_COMES = re.compile(r"^[^，。；;,]{0,20}[（(][款项][)）]")
_NAMED = re.compile(r"(?:情况|说明|事项|概况|解释)[：:\s*]*$")
_HEADING_LONGEST = 40
_LINE_SHORTEST = 20
_WIDTHS = str.maketrans(
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(map(ord, "\u3000\u00a0*#"), " ")
    | {ord("﹣"): "-", ord("－"): "-", ord("−"): "-"}
)
_INSIDE = r"[^()。元%]|\([^()。元%]*\)"
_BOOKMARK = re.compile(r"\[bookmark:[^\]]{0,40}\]")


@dataclass(frozen=True, slots=True)
class Passage:
    """Joined paragraphs. `text` is half-width, without marks, and as long as the paragraphs together.

    `starts` says where each paragraph begins in it.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    starts: tuple[int, ...]

    @property
    def is_heading(self) -> bool:
        """Whether the passage is a heading: one short line, numbered or marked, and no sentence."""
        return len(self.paragraphs) == 1 and is_heading(self.paragraphs[0].text)

    def place(self, start: int, end: int) -> tuple[int, int, int]:
        """Return the number of the paragraph in which a stretch begins, and the stretch's start and end in it."""
        index = bisect_right(self.starts, start) - 1
        begin = self.starts[index]
        length = len(self.paragraphs[index].text)
        return self.paragraphs[index].number, start - begin, min(end - begin, length)

    def printed(self, start: int, end: int) -> str:
        """Return a stretch as the document prints it."""
        first, last = bisect_right(self.starts, start) - 1, bisect_left(self.starts, end)
        begin = self.starts[first]
        touched = "".join(paragraph.text for paragraph in self.paragraphs[first:last])
        return touched[start - begin : end - begin]


def is_heading(text: str) -> bool:
    """Tell whether a paragraph is a heading: short, numbered, marked or named as one, and no sentence."""
    plain = text.strip()
    return (
        len(plain) <= _HEADING_LONGEST
        and bool(_BEGINS.match(plain) or _NAMED.search(plain))
        and not re.search(r"[。；;，,]|[\d.]\s*(?:万|千|亿)?元|\d\s*(?:万|千|亿)?$", plain)
    )


def half_width(text: str) -> str:
    """Return a paragraph in half-width characters, its marks of layout blanked; the length stays."""
    return _BOOKMARK.sub(_blank, text.translate(_WIDTHS))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


@cache
def _list_in_brackets() -> re.Pattern[str]:
    """The names that brackets list, which are no words of a sentence (收支总计（含A、B）100元)."""
    return re.compile(
        rf"(?<=[一-鿿”])\((?=(?:{_INSIDE}){{0,200}}?[、,;])(?:{_INSIDE}){{1,200}}\)"
        rf"|(?<=元)\((?=与部门决算|含|不含|详见|指|即|按)(?:{_INSIDE}){{1,200}}\)"
    )


def passages(paragraphs: Sequence[Paragraph]) -> list[Passage]:
    """Return the passages of a document, in order."""
    groups: list[list[Paragraph]] = []
    for paragraph in paragraphs:
        if groups and _goes_on(groups[-1][-1], paragraph):
            groups[-1].append(paragraph)
        else:
            groups.append([paragraph])
    return [_joined(group) for group in groups]


def _goes_on(before: Paragraph, paragraph: Paragraph) -> bool:
    """Tell whether a paragraph goes on with the sentence of the one before; a short line that ends is a line.

    A path of names goes on where a line ends behind its 类 or 款 and the next has its 款 or 项.
    """
    text, after = before.text.strip(), paragraph.text.strip()
    begins = _BEGINS.match(after)
    if not begins and _PATH_COMES.match(after) and _PATH_GOES_ON.search(text):
        return True
    if len(text) < _LINE_SHORTEST and not re.search(r"[，,、]$", text):
        return False
    return not (_ENDS.search(text) or is_heading(text) or begins)


def _joined(group: list[Paragraph]) -> Passage:
    starts = accumulate((len(paragraph.text) for paragraph in group[:-1]), initial=0)
    text = "".join(half_width(paragraph.text) for paragraph in group)
    return Passage(_list_in_brackets().sub(_blank, text), tuple(group), tuple(starts))
