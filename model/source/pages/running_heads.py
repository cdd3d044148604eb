"""Running heads, feet and page numbers: what stands at the edge of page after page and belongs to none of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from model.pattern import pattern
from model.source.pages.lines import Line
from model.source.pages.page import Page

_NUMBER = pattern(
    r"[-—–―_·•.~]*(?:\d{1,3}|第\d{1,4}页?|\d{1,4}页|[ivxIVX]{1,6})(?:[/,，共]+\d{1,4}页?)?[-—–―_·•.~]*"
    r"|[-—–―]+\d{1,4}[-—–―]+"
)
_UNIT = pattern(r"单位[:：]|金额|万元")
_NUMBER_MARGIN, _MARGIN = 0.12, 0.16
"""Shares of the page's height at its head and foot in which page numbers, and running lines, stand."""
_SAME_HEIGHT = 6.0
_FEWEST_PAGES = 3
_FEWEST_SHARE = 0.4
_FEWEST_KINDS = 3
_LINES_MOST = 3


def without_running_heads(pages: Sequence[Page]) -> list[Page]:
    """Return the pages without page numbers and without the running lines; the first of its kind stays.

    A title that a table repeats on each of its pages is none: a running line stands over different contents.
    """
    pages = [page.without({line for line in page.lines if _is_page_number(line, page)}) for page in pages]
    running: list[set[Line]] = [set() for _ in pages]
    for at_head in (True, False):
        for _ in range(_LINES_MOST):
            found = _running(pages, running, at_head=at_head)
            if not found:
                break
            for index, line in found:
                running[index].add(line)
    first: set[str] = set()
    kept: list[Page] = []
    for page, lines in zip(pages, running, strict=True):
        again = {line for line in lines if _plain(line) in first}
        first.update(map(_plain, lines))
        kept.append(page.without(again))
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


def _running(pages: Sequence[Page], known: list[set[Line]], *, at_head: bool) -> list[tuple[int, Line]]:
    """Return the outermost lines, beside those that are known, that run over pages of different contents."""
    by_text: dict[str, list[tuple[int, Line, float]]] = defaultdict(list)
    for index, page in enumerate(pages):
        line = _outermost(page, known[index], at_head=at_head)
        if line is not None and not _UNIT.search(line.text):
            by_text[_plain(line)].append((index, line, line.top if at_head else page.height - line.bottom))
    found: list[tuple[int, Line]] = []
    for entries in by_text.values():
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
    """Return what tells the contents of a page from others: the lines of its first table, nothing for prose."""
    return tuple(round(column) for column in page.tables[0].columns) if page.tables else ()
