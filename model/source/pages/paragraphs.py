"""Lines become paragraphs again, by numbering, indent, and the margins that the lines of a page share.

What stands at the edge of page after page belongs to none of them: running heads, feet and page numbers are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from model.numbering import ITEM, NUMERAL, either_width
from model.pattern import pattern
from model.source.pages.lines import Line, has_ideograph
from model.source.pages.page import Page

_INDENT = 1.0
_CENTRED = 3.0
_SHORT = 2.5
_LEADING = 1.4
_WIDER = 1.25
_OTHER_TYPE = 0.15
_EDGE = 1.0
_SAME_PLACE = 0.5
_FAR = 6.0
"""Fractions of the height of the type: how far apart what belongs together may be."""
_MOSTLY = 0.75
"""Share of the width at which a line whose sentence goes on may end."""
_FEWEST = 2
_STRONG = 5
_LONG = 20
"""Characters of a line that is long enough to show where the right margin is."""
_NUMBERED = pattern(rf"{either_width(ITEM)}|第{NUMERAL}条|[①-⑳]|[注附][件表]?\d*[：:]|表\s?\d")
_ENDED = pattern(r"[。；：！？!?;:.][”’」』）)]?$")
_GOES_ON = pattern(r"[，,、（(《“‘〈【—]$")
_LEADER = pattern(r"[.…·．]{4,}\s*\d*$")
_UNBROKEN = pattern(r"[A-Za-z0-9.,%/-]+[，。、；：）)》”%]*")
_BRACKET_MOST = 60
"""Characters between brackets; one that is open for longer was never closed."""
_BRACKETS = (("（", "）"), ("《", "》"), ("“", "”"), ("(", ")"))
_NUMBER = pattern(
    r"[-—–―_·•.~]*(?:\d{1,3}|第\d{1,4}页?|\d{1,4}页|[ivxIVX]{1,6})(?:[/,，共]+\d{1,4}页?)?[-—–―_·•.~]*"
    r"|[-—–―]+\d{1,4}[-—–―]+"
)
_OF_TABLE = pattern(r"单位[:：]|金额|万元|^(?:19|20)\d\d\s*年度?$")
"""What stands above tables, however often: the unit, and a year alone."""
_LABELLED = pattern(
    r"(?:[编填制报预算主管]{2})?(?:部门|单位)(?:名称)?[:：]"
    r"|(?:公开|预算|决算|附件?)?(?:\d{1,2}(?:-\d{1,2})?表|表\d{1,2})$"
)
_TITLE = pattern(r"[^，。；：]{2,50}表(?:[（(][^（()）]+[)）])?$")
"""The title of a table."""
_LABELLED_MOST = 40
"""What a line of captions begins with or is, and how many characters it has at most."""
_NUMBER_MARGIN, _MARGIN = 0.12, 0.16
"""Shares of the page's height at its head and foot in which page numbers, and running lines, stand."""
_SAME_HEIGHT = 6.0
_FEWEST_PAGES = 3
_FEWEST_SHARE = 0.4
_FEWEST_KINDS = 3
_LINES_MOST = 3


class Margins(NamedTuple):
    """Where the lines of a page begin and end, and the blank that usually parts one from the next.

    `are_shown` is whether lines of this or another page show them: those of a cover are but where its lines end.
    """

    left: float
    right: float
    leading: float
    are_shown: bool = True


def margins_by_page(pages: Iterable[tuple[int, tuple[int, int], Sequence[Line]]]) -> dict[int, Margins]:
    """Return the margins of each page, given by its number, its size and its lines of prose.

    A page whose lines are too few or too short to show them has those of the other pages of its size.
    """
    pages = list(pages)
    by_size: dict[tuple[int, int], list[Margins]] = {}
    shown: dict[int, tuple[Margins, bool]] = {}
    for number, size, lines in pages:
        margins, is_strong = _margins(lines)
        if margins is not None:
            shown[number] = margins, is_strong
            by_size.setdefault(size, []).extend([margins] * len(lines))
    usual = {
        size: Margins(
            *(median(getattr(each, edge) for each in found) for edge in ("left", "right", "leading"))
        )
        for size, found in by_size.items()
    }
    found: dict[int, Margins] = {}
    for number, size, lines in pages:
        if not lines:
            continue
        left, right = min(line.left for line in lines), max(line.right for line in lines)
        edges = Margins(left, right, _leading(lines), are_shown=False)
        others = usual.get(size, edges)
        margins, is_strong = shown.get(number, (others, False))
        found[number] = margins if is_strong else margins._replace(right=max(others.right, margins.right))
    return found


def _margins(lines: Sequence[Line]) -> tuple[Margins | None, bool]:
    """Return the outermost edges that several lines share, and whether many long lines do."""
    long = [line for line in lines if len(line.text) >= _LONG and not line.gaps]
    if len(long) < _FEWEST:
        return None, False
    size = median(line.size for line in long)
    fewest = max(_FEWEST, len(long) // 5)
    right, ending = _shared(sorted((line.right for line in long), reverse=True), _EDGE * size, fewest)
    left, _ = _shared(sorted(line.left for line in long), _EDGE / 2 * size, _FEWEST)
    return Margins(left, right, _leading(lines)), ending >= max(_STRONG, len(long) // 2)


def _leading(lines: Sequence[Line]) -> float:
    """Return the blank between most lines and the next, nothing where there are too few to show it."""
    blanks = [line.top - before.bottom for before, line in pairwise(lines) if line.top > before.top]
    return median(blanks) if len(blanks) >= _STRONG else 0.0


def _shared(edges: list[float], tolerance: float, fewest: int) -> tuple[float, int]:
    """Return the first of some edges that at least so many share, and how many do."""
    for edge in edges:
        count = sum(abs(other - edge) <= tolerance for other in edges)
        if count >= fewest:
            return edge, count
    return edges[0], 1


def paragraphs_of(lines: Sequence[Line], margins: Mapping[int, Margins]) -> list[str]:
    """Return the paragraphs of consecutive lines of prose."""
    if not lines:
        return []
    paragraphs = [lines[0].text]
    for before, line in pairwise(lines):
        if _begins(paragraphs[-1], before, line, margins):
            paragraphs.append(line.text)
        else:
            paragraphs[-1] += _apart(paragraphs[-1][-1], line.text[0]) + line.text
    return paragraphs


def _apart(before: str, after: str) -> str:
    """Return what stands between two lines of a paragraph: a space between words, nothing within a number."""
    words = before.isascii() and after.isascii() and (before.isalpha() or after.isalpha())
    return " " if words else ""


def _begins(paragraph: str, before: Line, line: Line, margins: Mapping[int, Margins]) -> bool:
    """Return whether a line begins a paragraph. `paragraph` is what the one before it has come to."""
    if _stands_apart(before, line, margins[line.page].leading):
        return True
    own, its = margins[line.page], margins[before.page]
    if _NUMBERED.match(line.text):
        return not _is_open(paragraph)
    if _GOES_ON.search(paragraph) or _is_open(paragraph):
        return False
    if _LABELLED.match(line.text) or (_LABELLED.match(paragraph) and len(paragraph) <= _LABELLED_MOST):
        return True
    if _is_set_from_the_right(before, line, its) or (line.page != before.page and not its.are_shown):
        return True
    ended = _ENDED.search(paragraph) is not None
    if (ended or _TITLE.match(paragraph)) and _TITLE.match(line.text):
        return True
    short = its.right - before.right > _SHORT * before.size + _width_of_first(line)
    if line.left > own.left + _CENTRED * line.size:
        return short or ended or not _has_one_centre(before, line)
    if line.left > own.left + _INDENT * line.size:
        return short or ended or abs(line.left - before.left) <= _SAME_PLACE * line.size
    return short and (ended or before.right < its.left + _MOSTLY * (its.right - its.left))


def _is_set_from_the_right(before: Line, line: Line, margins: Margins) -> bool:
    """Return whether a line stands in the right half, as a unit does, and the next begins far left of it."""
    return before.left > (margins.left + margins.right) / 2 and line.left < before.left - _FAR * line.size


def _has_one_centre(before: Line, line: Line) -> bool:
    """Return whether two lines of a title that was too long for one stand over the same middle."""
    return abs(before.left + before.right - line.left - line.right) <= 2 * _CENTRED * line.size


def _stands_apart(before: Line, line: Line, leading: float) -> bool:
    """Return whether place or type part two lines; one that comes from the next page may stand above the last."""
    shown = has_ideograph(before.text) and has_ideograph(line.text)
    if shown and abs(line.size - before.size) > _OTHER_TYPE * before.size:
        return True
    if before.gaps or line.gaps:
        return True
    if _LEADER.search(before.text):
        return True
    if line.page != before.page:
        return False
    usual = max(_LEADING * line.size, _WIDER * leading)
    return line.top - before.bottom > usual or line.top < before.top


def _width_of_first(line: Line) -> float:
    """Return how wide the number or word is that a line begins with: the line before may be shorter by that."""
    word = _UNBROKEN.match(line.text)
    return 0.0 if word is None else word.end() * line.size / 2


def _is_open(text: str) -> bool:
    """Return whether a bracket or a quotation mark has just been opened, and not closed, at the end of a text."""
    nearest = max(len(text) - _BRACKET_MOST, 0)
    return any(text.rfind(one) >= max(nearest, text.rfind(other) + 1) for one, other in _BRACKETS)


def without_running_heads(pages: Sequence[Page]) -> list[Page]:
    """Return the pages without page numbers and without the running lines; the first of its kind stays, marked so.

    A title that a table repeats on each of its pages is none: a running line stands over different contents. Nor is a
    line of titles that stands between two tables of a page as well.
    """
    pages = [page.without({line for line in page.lines if _is_page_number(line, page)}) for page in pages]
    between = {_plain(line) for page in pages for line in page.lines if _stands_between_tables(line, page)}
    running: list[set[Line]] = [set() for _ in pages]
    for at_head in (True, False):
        for _ in range(_LINES_MOST):
            found = _running(pages, running, between, at_head=at_head)
            if not found:
                break
            for index, line in found:
                running[index].add(line)
    first: set[str] = set()
    kept: list[Page] = []
    for page, lines in zip(pages, running, strict=True):
        again = {line for line in lines if _plain(line) in first}
        first.update(map(_plain, lines))
        stay = [line._replace(runs=line in lines) for line in page.lines if line not in again]
        kept.append(replace(page, lines=stay))
    return kept


def _plain(line: Line) -> str:
    return "".join(line.text.split())


def _is_page_number(line: Line, page: Page) -> bool:
    at_edge = (
        line.top < _NUMBER_MARGIN * page.height
        or line.bottom > (1 - _NUMBER_MARGIN) * page.height
        or line.left > (1 - _NUMBER_MARGIN) * page.width
        or line.right < _NUMBER_MARGIN * page.width
    )
    return at_edge and _NUMBER.fullmatch(_plain(line)) is not None


def _stands_between_tables(line: Line, page: Page) -> bool:
    tops = [table.box.top for table in page.tables]
    return bool(tops) and min(tops) < line.top < max(tops)


def _running(
    pages: Sequence[Page], known: list[set[Line]], titles: AbstractSet[str], *, at_head: bool
) -> list[tuple[int, Line]]:
    """Return the outermost lines, beside those that are known, that run over pages of different contents.

    `titles` are no such lines.
    """
    by_text: dict[str, list[tuple[int, Line, float]]] = defaultdict(list)
    for index, page in enumerate(pages):
        line = _outermost(page, known[index], at_head=at_head)
        if line is not None and not _OF_TABLE.search(line.text):
            by_text[_plain(line)].append((index, line, line.top if at_head else page.height - line.bottom))
    found: list[tuple[int, Line]] = []
    for text, entries in by_text.items():
        if text in titles:
            continue
        heights = sorted(height for *_, height in entries)
        usual = heights[len(heights) // 2]
        same = [(index, line) for index, line, height in entries if abs(height - usual) <= _SAME_HEIGHT]
        if _runs([index for index, _ in same], pages):
            found += same
    return found


def _outermost(page: Page, known: set[Line], *, at_head: bool) -> Line | None:
    """Return the outermost line at the head or the foot of a page, if it stands beyond all tables."""
    lines: Iterable[Line] = (line for line in page.lines if line not in known)
    if at_head:
        line = min(lines, key=lambda line: line.top, default=None)
        first = min((table.box.top for table in page.tables), default=page.height)
        return line if line and line.bottom < min(_MARGIN * page.height, first) else None
    line = max(lines, key=lambda line: line.bottom, default=None)
    last = max((table.box.bottom for table in page.tables), default=0.0)
    return line if line and line.top > max((1 - _MARGIN) * page.height, last) else None


def _runs(indices: list[int], pages: Sequence[Page]) -> bool:
    """Return whether a line on these pages runs through the document, whatever stands below it."""
    if len(indices) < _FEWEST_PAGES or len(indices) < _FEWEST_SHARE * (indices[-1] - indices[0] + 1):
        return False
    kinds = {_kind(pages[index]) for index in indices}
    return len(kinds) >= _FEWEST_KINDS or () in kinds


def _kind(page: Page) -> tuple[int, ...]:
    """Return what distinguishes the contents of a page: the lines of its first table, nothing for prose."""
    return tuple(round(column) for column in page.tables[0].columns) if page.tables else ()
