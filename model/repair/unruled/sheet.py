"""The grid of a table that stood in plain lines: each row at the line it was printed in."""

from __future__ import annotations

from model.repair.unruled.block import Block
from model.repair.unruled.paired import PairedTable
from model.repair.unruled.printed_line import PrintedLine, is_amount, most_decimals
from model.repair.unruled.reading import Reading
from model.source.book import CellValue, Sheet


def sheet_of(reading: Reading) -> Sheet:
    """Return the table as a sheet: amounts whose column is not proven stand behind the last column."""
    block = reading.block
    rows: list[list[CellValue]] = [[] for _ in range(block.first, block.last + 1)]
    for position, texts in enumerate(reading.headings):
        rows[position] = [text or None for text in texts]
    for position, row in enumerate(reading.rows):
        rows[row.number - block.first] = _cells(reading, position)
    for note in block.notes:
        rows[note.number - block.first] = [note.text]
    return _named(block, rows)


def untold_cells(reading: Reading) -> list[tuple[int, int]]:
    """Return the cells of the sheet that hold amounts whose column is not proven."""
    return [
        (row.number - reading.block.first, _width(reading) + offset)
        for position, row in enumerate(reading.rows)
        if position not in reading.placed
        for offset in range(len(_printed(reading, position)))
    ]


def sheet_of_lines(block: Block) -> Sheet:
    """Return the table as its lines are printed, a cell a word or an amount."""
    rows: list[list[CellValue]] = [[] for _ in range(block.first, block.last + 1)]
    for line in block.lines:
        rows[line.number - block.first] = list(line.tokens)
    for note in block.notes:
        rows[note.number - block.first] = [note.text]
    return _named(block, rows)


def unplaced_cells(block: Block) -> list[tuple[int, int]]:
    """Return the cells of a sheet of lines that hold amounts; where any prints decimals, digits alone are of a code."""
    has_decimals = most_decimals(block.lines) > 0
    return [
        (line.number - block.first, column)
        for line in block.lines
        for column, token in enumerate(line.tokens)
        if is_amount(token) and ("." in token if has_decimals else column >= _length_of_code(line))
    ]


def _length_of_code(line: PrintedLine) -> int:
    return len(line.tokens) - len(line.after_code.tokens)


def sheet_of_pairs(block: Block, table: PairedTable) -> Sheet:
    """Return a table of codes side by side as a sheet: a code, a name and an amount for each side."""
    rows: list[list[CellValue]] = [[] for _ in range(block.first, block.last + 1)]
    rows[0] = [text for heading in table.headings for text in ("科目编码", "科目名称", heading)]
    for row, amounts in table.rows:
        cells: list[CellValue] = []
        for code, name, amount in zip(row.codes, row.names, amounts, strict=True):
            cells += [code, name, amount or None]
        is_at_right = len(row.codes) == 1
        rows[row.number - block.first] = [*([None] * 3 if is_at_right else []), *cells]
    number, labels, totals = table.foot
    rows[number - block.first] = [None, labels[0], totals[0], None, labels[1], totals[1]]
    for note in block.notes:
        rows[note.number - block.first] = [note.text]
    return _named(block, rows)


def _named(block: Block, rows: list[list[CellValue]]) -> Sheet:
    return Sheet(f"line {block.first}", rows, first_line=block.first, caption=block.caption)


def _width(reading: Reading) -> int:
    return max(reading.amounts_at) + 1


def _printed(reading: Reading, position: int) -> list[tuple[str, int]]:
    row = reading.rows[position]
    return [*row.fixed.values(), *(amount for line in row.amounts for amount in line)]


def _cells(reading: Reading, position: int) -> list[CellValue]:
    cells: list[CellValue] = [None] * _width(reading)
    for column, text in reading.labels[position].items():
        cells[column] = text or None
    printed = _printed(reading, position)
    way = reading.placed.get(position)
    if way is None:
        return [*cells, *(text for text, _ in printed)]
    texts = {amount: text for text, amount in printed}
    for column, amount in zip(reading.amounts_at, way, strict=True):
        if amount is not None:
            cells[column] = texts[amount]
    return cells
