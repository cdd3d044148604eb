"""Texts: blocks of lines with tabs are tables, all other lines are prose, each with its number in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from model.source.channel import Channel
from model.source.parsed import CAPTION_MOST, Grid, ParsedSheet
from model.source.text_cells import end_of_cells, is_cell, rows_of_cells
from model.source.text_decoding import decode
from model.source.text_lines import Line, numbered, separator
from model.text import clean

_MARKDOWN = "#* "
_EMPHASIS = re.compile(r"^\s*(?:\*\*|<(?:b|strong)>)\s*(.*?)\s*(?:\*\*|</(?:b|strong)>)\s*$", re.DOTALL)
_MARKDOWN_RULE = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*")


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
    grid = Grid()
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
