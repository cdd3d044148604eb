"""Passages: paragraphs that a page or a line broke are put together, and every character keeps its place.

The words between two figures are their cues, cut where a sentence turns; in A、B分别为1万元、2万元 each has its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from enum import Enum
from functools import cache
from itertools import accumulate

from model.numbering import ITEM, either_width
from model.pattern import pattern
from model.reading.prose.figures import Figure
from model.record import dataclass
from model.source.book import Paragraph

_ENDS = pattern(r"[。！？!?：:][)）”」』\s*]*$")
_BEGINS = pattern(rf"^\s*(?:[#*]+\s*)*(?:{either_width(ITEM)}|#|注[：:]|单位[：:]|附件)")
_PATH_GOES_ON = pattern(r"[（(][类款][)）][^（(）)。；;，,]*(?:[（(][^（(）)。；;，,]*)?$")
_PATH_COMES = pattern(r"^[^，。；;,]{0,20}[（(][款项][)）]")
_NAMED = pattern(r"(?:情况|说明|事项|概况|解释)[：:\s*]*$")
_HEADING_LONGEST = 40
_LINE_SHORTEST = 20
_WIDTHS = str.maketrans(
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(map(ord, "\u3000\u00a0*#"), " ")
    | {ord("﹣"): "-", ord("－"): "-", ord("−"): "-"}
)
_INSIDE = r"[^()。元%]|\([^()。元%]*\)"
_LIST_IN_BRACKETS = pattern(
    rf"(?<=[一-鿿”])\((?=(?:{_INSIDE}){{0,200}}?[、,;])(?:{_INSIDE}){{1,200}}\)"
    rf"|(?<=元)\((?=与部门决算|含|不含|详见|指|即|按)(?:{_INSIDE}){{1,200}}\)"
)
"""The names that brackets list, which are no words of a sentence (收支总计（含A、B）100元)."""
_NO_WORDS = pattern(r"\[bookmark:[^\]]{0,40}\]|(?<=\()(?:科目)?(?:编码|代码):(?=\d{3,7}\))")
"""Marks of layout, and words before a code in brackets, whose colon parts no sentence (（科目编码：2070101）)."""
Turn = Enum("Turn", "END NEXT CLAUSE COLON PART OPEN CLOSE")
"""How a sentence goes on: it ends, goes on with the next of a list or a clause, opens or closes its parts."""
_TURNS = (
    dict.fromkeys("。!?", Turn.END) | dict.fromkeys(",、", Turn.CLAUSE) | {"(": Turn.OPEN, "。)": Turn.CLOSE}
)
_TURNS |= {";": Turn.NEXT, ":": Turn.COLON, ")": Turn.CLOSE}
_LISTED = r"(?:(?<!收)(?<!收入)、|、(?!支(?:出)?(?:总|预|决)))"
"""A comma of a list; that of 收、支总计 is none."""
_STATES = pattern(r"分别(?P<verb>为|是|达到?|约|增加|减少|增长|下降|上升|降低|占|完成)\s*$")
_STATES_LONGEST = 12
_STOPS = "。;:!?"
_LONGEST = 300
"""Characters before its figures in which a list of names is looked for."""
_BETWEEN = pattern(r"\s*(?:[、,]|和|及|与|以及)?\s*")
_WITH = "与(?!上年|去年|同期|年初|预算|20)"
_SPLITS = tuple(map(re.compile, ("、", f"、|以及|和|{_WITH}", f"、|以及|和|及|{_WITH}")))
"""Where the names of a list end; 及 goes last, for it may stand within a name (公务用车购置及运行费)."""
_COMPARED = pattern("(?:比|较|与|同)(?:上年|去年|上一年|同期|年初|预算|(?:19|20)\\d\\d年?).*$")
_YEAR = pattern(r"\s*(?:(?:19|20)\d\d年(?:度)?|上年|去年|本年)\s*")


@dataclass(frozen=True, slots=True)
class Passage:
    """Joined paragraphs. `text` is half-width, without marks, and as long as the paragraphs together.

    `starts` is where each paragraph begins in it.
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
        paragraph, begin = self.paragraphs[index], self.starts[index]
        return paragraph.number, start - begin, min(end - begin, len(paragraph.text))

    def printed(self, start: int, end: int) -> str:
        """Return a stretch as the document prints it."""
        first, last = bisect_right(self.starts, start) - 1, bisect_left(self.starts, end)
        begin = self.starts[first]
        touched = "".join(paragraph.text for paragraph in self.paragraphs[first:last])
        return touched[start - begin : end - begin]


def is_heading(text: str) -> bool:
    """Return whether a paragraph is a heading: short, numbered, marked or named as one, and no sentence."""
    plain = text.strip()
    is_named = bool(_BEGINS.match(plain) or _NAMED.search(plain))
    is_sentence = bool(re.search(r"[。；;，,]|[\d.]\s*(?:万|千|亿)?元|\d\s*(?:万|千|亿)?$", plain))
    return len(plain) <= _HEADING_LONGEST and is_named and not is_sentence


def half_width(text: str) -> str:
    """Return a paragraph in half-width characters, what is no word of it blanked; the length stays."""
    return _NO_WORDS.sub(_blank, text.translate(_WIDTHS))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


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
    """Return whether a paragraph goes on with the sentence of the one before; a short line that ends is a line.

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
    return Passage(_LIST_IN_BRACKETS.sub(_blank, text), tuple(group), tuple(starts))


@dataclass(frozen=True, slots=True)
class Segment:
    """Words without a turn in them, from `start` to `end` of the passage."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Clause:
    """The words that no figure has used yet.

    `in_reason` means that they give a cause or a purpose, `in_purpose` that they give a purpose, after which a
    comparison speaks of the amount before it again (主要用于…，比上年增加).
    """

    words: list[Segment] = field(default_factory=list)
    in_reason: bool = False
    in_purpose: bool = False

    @property
    def texts(self) -> list[str]:
        """The texts of its segments."""
        return [segment.text for segment in self.words]

    def clear(self) -> None:
        """Forget the words, and whether they give a reason."""
        self.words.clear()
        self.in_reason = False


@cache
def _pattern(part: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, part), key=len, reverse=True))
    return re.compile(rf"\((?=(?:{words}))|。\s*\)|[。!?;,:]|{_LISTED}|{words}|^\s*\)|(?<=[;。])\)")


def pieces(text: str, start: int, end: int, part: tuple[str, ...]) -> Iterator[Segment | Turn]:
    """Yield the segments and turns of a stretch of a passage; brackets within a name are no turns."""
    position = 0
    stretch = text[start:end]
    for found in _pattern(part).finditer(stretch):
        if found.start() > position:
            yield Segment(stretch[position : found.start()], start + position, start + found.start())
        yield _TURNS.get("".join(found.group().split()), Turn.PART)
        position = found.end()
    if position < len(stretch):
        yield Segment(stretch[position:], start + position, end)


@dataclass(frozen=True, slots=True)
class Named:
    """The words that a figure of a list has, as if they stood right before it, and where the list begins.

    `closes` means that it is the last of a list of different things, of which what follows speaks no more.
    """

    words: str
    start: int
    closes: bool = False


def respective(text: str, found: Sequence[Figure]) -> Mapping[int, Named]:
    """Return the words of the figures of such lists in a half-width text, by where each figure starts.

    A list whose names are not as many as its figures gives none of them any.
    """
    named: dict[int, Named] = {}
    for first, figure in enumerate(found):
        begin = max(found[first - 1].end if first else 0, figure.start - _LONGEST)
        lead = _STATES.search(text, max(begin, figure.start - _STATES_LONGEST), figure.start)
        if lead is None:
            continue
        run = _run(text, found, first)
        begin = max(begin, *(text.rfind(stop, begin, lead.start()) + 1 for stop in _STOPS))
        start = begin + _last_clause(text[begin : lead.start()])
        words = _words(text[start : lead.start()], len(run))
        of_years = len({_YEAR.sub("", each, count=1) for each in words}) == 1
        for one, each in zip(run, words, strict=False):
            closes = one is run[-1] and not of_years
            named[one.start] = Named(each + lead["verb"], start, closes)
    return named


def _run(text: str, found: Sequence[Figure], first: int) -> list[Figure]:
    """Return the figures from one on between which no words stand."""
    run = [found[first]]
    for figure in found[first + 1 :]:
        if figure.quantity is not run[-1].quantity or not _BETWEEN.fullmatch(text, run[-1].end, figure.start):
            break
        run.append(figure)
    return run


def _last_clause(names: str) -> int:
    """Return where the clause of the names begins: behind the last comma that does not stand before the comparison."""
    plain = names.rstrip(" ,")
    compared = _COMPARED.search(plain)
    return plain.rfind(",", 0, compared.start() - 1 if compared and compared.start() else None) + 1


def _words(names: str, count: int) -> list[str]:
    """Return the words of each of `count` names, years with what the last is of; none where they are not as many."""
    plain = re.sub(r"\s+", "", names).strip(",")
    compared = _COMPARED.search(plain)
    rest = compared.group() if compared else ""
    listed = plain.removesuffix(rest).strip(",")
    splits = (split.split(listed) for split in _SPLITS)
    each: list[str] = next((parts for parts in splits if len(parts) == count), [])
    if count < 2 or not each or not all(each):
        return []
    year = _YEAR.match(each[-1])
    if year and all(_YEAR.fullmatch(one) for one in each[:-1]):
        each = [one + each[-1][year.end() :] for one in each[:-1]] + [each[-1]]
    return [one + rest for one in each]
