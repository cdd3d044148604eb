"""Rows of codes in plain lines: a code, its name and its amounts, which may stand in lines of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from model.classification.codes import parent_of
from model.lexicon.lexicon import Lexicon
from model.repair.unruled.placing import Row
from model.repair.unruled.printed_line import PrintedLine, in_last_digits


@dataclass(slots=True)
class CodedRow:
    """A row as it is printed; `number` is the line of its code or of its total."""

    number: int
    code: str = ""
    name: str = ""
    amounts: list[list[str]] = field(default_factory=list)


def heading_end(lines: Sequence[PrintedLine], lexicon: Lexicon) -> int:
    """Return how many lines of headings there are before the first row."""
    first = next(
        (at for at, line in enumerate(lines) if line.code or line.amounts or _is_total(line, lexicon)),
        len(lines),
    )
    pieces = [at for at, line in enumerate(lines[:first]) if _is_code_heading(line)]
    return pieces[-1] + 1 if pieces else first


def coded_rows(
    lines: Sequence[PrintedLine], headings: Sequence[PrintedLine], lexicon: Lexicon
) -> list[CodedRow]:
    """Return the rows; headings that a page repeats are left out.

    A name without a code belongs to the code below it, amounts alone to what stands above them.
    """
    repeated = {line.text for line in headings}
    rows: list[CodedRow] = []
    waiting = CodedRow(0)
    for line in lines:
        if line.text in repeated:
            continue
        if line.code or _is_total(line, lexicon):
            rows.append(_begun(line, waiting))
            waiting = CodedRow(0)
        elif line.words or waiting.name:
            waiting.name += "".join(line.words)
            _take(waiting, line)
        elif rows:
            _take(rows[-1], line)
    return rows


def _begun(line: PrintedLine, waiting: CodedRow) -> CodedRow:
    rest = line.after_code
    row = CodedRow(line.number, line.code, waiting.name + "".join(rest.words), waiting.amounts)
    _take(row, rest)
    return row


def _take(row: CodedRow, line: PrintedLine) -> None:
    if line.amounts:
        row.amounts.append(line.amounts)


def _is_total(line: PrintedLine, lexicon: Lexicon) -> bool:
    """Tell whether a line is that of the total: 合计 and amounts, nothing else."""
    words = line.words
    return len(words) == 1 and lexicon.read(words[0]).roles == {"total"} and words[0] != "小计"


def _is_code_heading(line: PrintedLine) -> bool:
    return line.text.split() in (["类", "款", "项"], ["类", "款"])


def tree_of(rows: Sequence[CodedRow]) -> list[int]:
    """Return for each row the position of the row that it is a part of, -1 for none."""
    total = next((at for at, row in enumerate(rows) if not row.code), -1)
    at_code = {row.code: at for at, row in enumerate(rows) if row.code}
    above: list[int] = []
    for row in rows:
        code = parent_of(row.code)
        while code and code not in at_code:
            code = parent_of(code)
        above.append(at_code[code] if code else total if row.code else -1)
    return above


def as_rows(printed: Sequence[CodedRow], decimals: int, columns: int) -> list[Row]:
    """Return the rows for the proof, their amounts in units of the last digit."""
    return [
        Row(
            row.number,
            [[(amount, in_last_digits(amount, decimals)) for amount in line] for line in row.amounts],
            allowed=tuple(range(columns)),
            above=above,
        )
        for row, above in zip(printed, tree_of(printed), strict=True)
    ]


def rows_without_labels(lines: Sequence[PrintedLine]) -> list[CodedRow]:
    """Return the one row of a table whose amounts stand under headings alone; none where words stand among them."""
    if any(line.words for line in lines) or not lines:
        return []
    return [CodedRow(lines[0].number, amounts=[line.amounts for line in lines])]
