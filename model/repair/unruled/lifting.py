"""Tables in plain lines become sheets of the book, so that they are recognised as any other table is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from model.layout.cells import Unbound
from model.lexicon.lexicon import Lexicon
from model.messages import Message, message
from model.repair.unruled.agreement import Known
from model.repair.unruled.block import blocks
from model.repair.unruled.paired import paired_table
from model.repair.unruled.proof import Prover
from model.repair.unruled.reading import Reading, read_block
from model.repair.unruled.sheet import (
    sheet_of,
    sheet_of_lines,
    sheet_of_pairs,
    unplaced_cells,
    untold_cells,
)
from model.source.book import Book, Sheet

CONTAINERS = frozenset({"text"})
"""Containers whose tables may have lost their tabs."""
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Lifted:
    """What is known of a sheet that was made from plain lines, by its name.

    `untold` are the cells whose column could not be proven; `why` tells that this is so of all, and the sheet then
    holds the lines as they are printed.
    """

    untold: tuple[Unbound, ...] = ()
    why: Message | None = None


def lift_tables(book: Book, lexicon: Lexicon) -> tuple[Book, Mapping[str, Lifted]]:
    """Return a text with its tables in plain lines as sheets, and what is known of these by their names."""
    if book.container not in CONTAINERS:
        return book, {}
    readings = [read_block(block, lexicon) for block in blocks(book, lexicon)]
    if not readings:
        return book, {}
    _prove(readings, lexicon)
    sheets = list(book.sheets)
    lifted: dict[str, Lifted] = {}
    taken: set[int] = set()
    for reading in readings:
        sheet, known = _lifted(reading, lexicon)
        sheets.append(sheet)
        lifted[sheet.name] = known
        taken.update(range(reading.block.first, reading.block.last + 1))
    sheets.sort(key=lambda sheet: sheet.first_line)
    paragraphs = [each for each in book.paragraphs if each.number not in taken]
    return replace(book, sheets=sheets, paragraphs=paragraphs), lifted


def _prove(readings: list[Reading], lexicon: Lexicon) -> None:
    """Prove what can be proven, table after table, until one tells nothing more about another."""
    known = Known(lexicon)
    open_ = [reading for reading in readings if reading.columns is not None]
    for _ in range(_ROUNDS):
        before = sum(len(reading.placed) for reading in open_)
        for reading in open_:
            assert reading.columns is not None
            prover = Prover(
                reading.rows,
                reading.columns,
                reading.summed,
                partial(known.agrees, reading),
            )
            reading.placed = prover.prove()
            known.take(reading)
        if sum(len(reading.placed) for reading in open_) == before:
            return


def _lifted(reading: Reading, lexicon: Lexicon) -> tuple[Sheet, Lifted]:
    pairs = paired_table(reading.block, lexicon)
    if pairs is not None:
        return sheet_of_pairs(reading.block, pairs), Lifted()
    why = reading.why or _why_nothing(reading)
    if why is not None:
        unplaced = (Unbound(row, column, why) for row, column in unplaced_cells(reading.block))
        return sheet_of_lines(reading.block), Lifted(tuple(unplaced), why)
    lost = message("the blanks of its row are lost, and no sum tells the column it belongs to")
    untold = (Unbound(row, column, lost) for row, column in untold_cells(reading))
    return sheet_of(reading), Lifted(tuple(untold))


def _why_nothing(reading: Reading) -> Message | None:
    """Return why a table is not read at all: it holds amounts, and none of them could be placed."""
    filled = [position for position, row in enumerate(reading.rows) if row.amounts or row.fixed]
    if not any(line.amounts for line in reading.block.lines) or any(row in reading.placed for row in filled):
        return None
    return message(
        "its blanks are lost, and neither its headings nor its sums tell the columns of its amounts"
    )
