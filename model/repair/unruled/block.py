"""Where in a text such tables stand: a title of the lexicon, a line with the unit, and lines that belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from model.layout.layout import LONGEST_TITLE
from model.lexicon.lexicon import Lexicon, TableKind, normalised
from model.lexicon.wording import is_caption, is_note, stated_unit
from model.money import Unit
from model.repair.unruled.printed_line import PrintedLine
from model.source.book import Book

_NAMES_A_TABLE = re.compile(r"表(?:\(.{1,16}\))?$")
_TITLE_TO_UNIT = 3
"""Lines within which the unit follows the title."""
_SENTENCE = re.compile(r"[。；]|[，,][^\d]")
_SECTION = re.compile(r"^第[一二三四五六七八九十]+部分|^附[件表]")
_LONGEST = 60
_TOTAL = re.compile(r"^(?:合计|总计)")


@dataclass(frozen=True, slots=True)
class Block:
    """A table in plain lines: its title, what stands between title and headings, its lines and its notes."""

    title: str
    kind: TableKind
    unit: Unit
    caption: tuple[str, ...]
    lines: tuple[PrintedLine, ...]
    notes: tuple[PrintedLine, ...]

    @property
    def first(self) -> int:
        """The number of its first line."""
        return self.lines[0].number

    @property
    def last(self) -> int:
        """The number of its last line, notes included."""
        return max(line.number for line in (*self.lines, *self.notes))


def blocks(book: Book, lexicon: Lexicon) -> Iterator[Block]:
    """Yield the tables that a text holds as plain lines, in their order."""
    lines = [PrintedLine(each.number, each.text.strip()) for each in book.paragraphs]
    ruled = sorted(sheet.first_line for sheet in book.sheets)
    heads = list(_heads(lines, lexicon))
    for position, (at, start, kind, unit) in enumerate(heads):
        stop = heads[position + 1][0] if position + 1 < len(heads) else len(lines)
        first = lines[at].number
        barrier = next((number for number in ruled if number > first), None)
        body = [line for line in lines[start:stop] if barrier is None or line.number < barrier]
        block = _block(lines[at:start], body, kind, unit)
        if block is not None:
            yield block


def _heads(lines: Sequence[PrintedLine], lexicon: Lexicon) -> Iterator[tuple[int, int, TableKind, Unit]]:
    """Yield where a title stands, where the lines after its unit begin, its kind and its unit."""
    for at, line in enumerate(lines):
        if len(line.text) > LONGEST_TITLE or not _NAMES_A_TABLE.search(normalised(line.text)):
            continue
        kind = lexicon.kind_of(line.text)
        if kind is None or kind.axis == "text":
            continue
        for below in range(at + 1, min(at + 1 + _TITLE_TO_UNIT, len(lines))):
            text = lines[below].text
            unit = stated_unit(text) if is_caption(text) else None
            if unit:
                yield at, below + 1, kind, unit
                break


def _block(
    head: Sequence[PrintedLine], body: Sequence[PrintedLine], kind: TableKind, unit: Unit
) -> Block | None:
    lines: list[PrintedLine] = []
    notes: list[PrintedLine] = []
    for line in body:
        if is_note(line.text):
            notes.append(line)
        elif notes or _ends(line):
            break
        else:
            lines.append(line)
    while lines and not (lines[-1].amounts or lines[-1].code or _TOTAL.match(lines[-1].text)):
        lines.pop()
    if len(lines) < 2:
        return None
    return Block(head[0].text, kind, unit, tuple(line.text for line in head), tuple(lines), tuple(notes))


def _ends(line: PrintedLine) -> bool:
    """Tell whether a line is prose, or the heading of what follows the table."""
    has_amounts = bool(line.amounts) and not line.text.endswith(("。", "；"))
    if _SECTION.match(line.text):
        return True
    return not has_amounts and (len(line.text) > _LONGEST or bool(_SENTENCE.search(line.text)))
