"""Texts: blocks of lines with tabs, or with one cell a line, are tables, all other lines are prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from model.numbering import HAN, PART
from model.pattern import pattern
from model.source.channel import Channel
from model.source.parsed import CAPTION_MOST, ParsedGrid, ParsedSheet
from model.source.text_decoding import decode
from model.text import clean

Line = tuple[int, str]
"""The number of a line, from 1, and its text."""

_LINE_END = pattern("\r\n|\r|\n")


def numbered(text: str) -> list[Line]:
    """Return the lines of a text with their numbers."""
    return list(enumerate(_LINE_END.split(text), start=1))


def separator(line: str) -> str:
    """Return what stands between the cells of a line of a table, "" for a line of prose."""
    if "\t" in line:
        return "\t"
    stripped = line.strip()
    return "|" if stripped.count("|") > 1 and stripped[0] == stripped[-1] == "|" else ""


# How a heading below a table begins; a cell never goes on like that.
_HEADING = pattern(rf"\s*(?:\[bookmark:|{PART}|{HAN}、)")
_SENTENCE = 40
"""Characters: cells are shorter on average; indented prose is longer."""


def is_cell(text: str) -> bool:
    """Return whether a line holds one cell and no more."""
    return text.startswith("\t") and "\t" not in text[1:]


def end_of_cells(lines: list[Line], at: int) -> int:
    """Return where the table that begins at a cell ends: `at` itself for a run of indented prose.

    A line directly below a cell continues it. Blank lines lie within the table if another cell follows.
    """
    end, position, after_blank = at, at, False
    while position < len(lines):
        text = lines[position][1]
        if is_cell(text):
            end, after_blank = position + 1, False
        elif not text.strip():
            after_blank = True
        elif after_blank or "\t" in text or _HEADING.match(text):
            break
        else:
            end = position + 1
        position += 1
    cells = [text for _, text in lines[at:end] if is_cell(text)]
    is_prose = len(cells) < 2 or sum(map(len, cells)) > _SENTENCE * len(cells)
    return at if is_prose else end


def rows_of_cells(block: list[Line]) -> list[list[str]]:
    """Return the rows of such a table: one a group of lines, unless groups are pieces of one wide row."""
    groups: list[list[str]] = [[]]
    for _, text in block:
        if is_cell(text):
            groups[-1].append(text[1:])
        elif text.strip():
            groups[-1][-1] += "\n" + text.strip()
        elif groups[-1]:
            groups.append([])
    groups = [group for group in groups if group]
    width = max(map(len, groups))
    if sum(len(group) == width for group in groups) * 2 > len(groups):
        return groups
    return _joined(groups, width)


def _joined(groups: list[list[str]], width: int) -> list[list[str]]:
    """Join neighbouring groups wherever they add up to exactly one row of the table's width."""
    rows: list[list[str]] = []
    at = 0
    while at < len(groups):
        total, end = 0, at
        while end < len(groups) and total < width:
            total += len(groups[end])
            end += 1
        if total != width:
            end = at + 1
        rows.append([cell for group in groups[at:end] for cell in group])
        at = end
    return rows


_MARKDOWN = "#* "
_EMPHASIS = pattern(r"^\s*(?:\*\*|<(?:b|strong)>)\s*(.*?)\s*(?:\*\*|</(?:b|strong)>)\s*$", re.DOTALL)
_MARKDOWN_RULE = pattern(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*")


def parse(data: bytes, channel: Channel) -> None:
    """Send a text's tables and its prose, in the order of the file."""
    paragraphs: list[Line] = []
    caption: list[str] = []
    for kind, block in _blocks(numbered(decode(data))):
        if kind:
            channel.sheet(_sheet(kind, block, caption[-CAPTION_MOST:]))
            caption = []
        else:
            prose = [(number, clean(text)) for number, text in block if text.strip()]
            paragraphs += prose
            caption += [text.strip(_MARKDOWN) for _, text in prose]
    channel.paragraphs(paragraphs)
    channel.progress(1.0)


def _blocks(lines: list[Line]) -> Iterator[tuple[str, list[Line]]]:
    """Yield the runs of lines of one kind: "" prose, "\\t" or "|" a row a line, "cell" a cell a line."""
    at = 0
    while at < len(lines):
        kind, end = separator(lines[at][1]), at
        while end < len(lines) and separator(lines[end][1]) == kind:
            end += 1
        if kind == "\t" and all(is_cell(text) for _, text in lines[at:end]):
            last = end_of_cells(lines, at)
            kind, end = ("cell", last) if last > at else ("", end)
        yield kind, lines[at:end]
        at = end


def _sheet(kind: str, block: list[Line], caption: list[str]) -> ParsedSheet:
    first = block[0][0]
    grid = ParsedGrid()
    sheet = ParsedSheet(f"line {first}", grid.texts(_rows(kind, block)), grid.cleaned)
    sheet.first_line = first
    sheet.caption = caption
    return sheet


def _rows(kind: str, block: list[Line]) -> Iterable[list[str]]:
    if kind == "cell":
        return rows_of_cells(block)
    if kind == "|":
        # A rule under the heading keeps its row, so that addresses still count from the first line.
        return ([] if _MARKDOWN_RULE.fullmatch(text) else text.strip()[1:-1].split("|") for _, text in block)
    return ([_without_emphasis(cell) for cell in text.split("\t")] for _, text in block)


def _without_emphasis(cell: str) -> str:
    """Return a cell without the marks that set it in bold: **4,117.81** is an amount."""
    return _EMPHASIS.sub(r"\1", cell) if cell.lstrip().startswith(("*", "<")) else cell
