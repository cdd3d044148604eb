"""Two-sided tables in plain lines: labels and amounts of both sides follow each other in one line, or line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from model.classification.codes import Domain
from model.lexicon.lexicon import Lexicon, normalised
from model.lexicon.names import named_code
from model.repair.unruled.placing import Row
from model.repair.unruled.printed_line import PrintedLine, in_last_digits, is_amount

_NUMBERED = re.compile(r"^(?:\(?[一二三四五六七八九十]+\)?[、.]|\([一二三四五六七八九十\d]+\)|\d{1,2}[、.])")
_FRAGMENT = 4
"""Characters of a label that may stand alone in the next line."""


@dataclass(slots=True)
class SidedRow:
    """A row: for each label, from the left, the amounts that follow it in its line; then those of further lines."""

    number: int
    labels: list[str] = field(default_factory=list)
    beside: list[list[str]] = field(default_factory=list)
    below: list[list[str]] = field(default_factory=list)


def main_heading(lines: Sequence[PrintedLine]) -> int:
    """Return which line of the headings names the columns of both sides, -1 where none does."""
    return next((at for at, line in enumerate(lines) if line.words.count("项目") == 2), -1)


def heading_end(lines: Sequence[PrintedLine]) -> int:
    """Return how many lines of headings there are before the first row."""
    main = main_heading(lines)
    body = range(main + 1, len(lines))
    return next(
        (at for at in body if lines[at].amounts or _NUMBERED.match(normalised(lines[at].text))), len(lines)
    )


def sided_rows(lines: Sequence[PrintedLine], lexicon: Lexicon) -> list[SidedRow]:
    """Return the rows; a piece of a label that stands in the next line is put back to its label."""
    rows: list[SidedRow] = []
    for line in lines:
        tokens = line.tokens
        if not line.words:
            if rows:
                rows[-1].below.append(tokens)
        elif not _put_back(tokens, rows, lexicon):
            rows.append(_row(line.number, tokens))
    return rows


def _row(number: int, tokens: Sequence[str]) -> SidedRow:
    row = SidedRow(number)
    for token in tokens:
        if is_amount(token) and row.labels:
            row.beside[-1].append(token)
        elif not is_amount(token):
            row.labels.append(token)
            row.beside.append([])
    return row


def _put_back(tokens: Sequence[str], rows: Sequence[SidedRow], lexicon: Lexicon) -> bool:
    """Put a piece that stands alone at the end of the label above that it completes; tell whether it was one."""
    piece = tokens[0]
    alone = len(tokens) == 1 and len(piece) <= _FRAGMENT and not _NUMBERED.match(piece)
    if not alone or "total" in lexicon.read(piece).roles:
        return False
    above = [(row, at) for row in rows[-2:] for at in range(len(row.labels))]
    for completes in (_becomes_known, _becomes_class):
        for row, at in above:
            if completes(row.labels[at], row.labels[at] + piece, lexicon):
                row.labels[at] += piece
                return True
    return False


def _becomes_known(label: str, whole: str, lexicon: Lexicon) -> bool:
    return not side_of(label, lexicon) and bool(side_of(whole, lexicon))


def _becomes_class(label: str, whole: str, _lexicon: Lexicon) -> bool:
    """Tell whether a source's name becomes that of a 类: 国有资本经营预算 and 支出."""
    return not named_code(label, Domain.FUNCTION) and bool(named_code(whole, Domain.FUNCTION))


def side_of(label: str, lexicon: Lexicon) -> str:
    """Return the side that a label belongs to: "left", "right", "both" for a plain total, "" for an unknown one."""
    if named_code(label, Domain.FUNCTION):
        return "right"
    reading = lexicon.read(label)
    if not reading.is_bound:
        return ""
    flow = reading.coordinates.get("flow", "")
    if flow in {"expenditure", "outlay", "carry_out", "distribution"}:
        return "right"
    if flow == "revenue" or "source" in reading.coordinates:
        return "left"
    return "both" if "total" in reading.roles else ""


def sides(row: SidedRow, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return which label of a row stands at the left and which at the right, -1 for none; None if that is not told."""
    told = [side_of(label, lexicon) for label in row.labels]
    if told == ["both", "both"]:
        return 0, 1
    if told in (["left"], ["left", "right"]):
        return 0, len(told) - 2 if len(told) == 1 else 1
    return (-1, 0) if told == ["right"] else None


def as_row(row: SidedRow, decimals: int, columns: int, lexicon: Lexicon) -> Row | None:
    """Return a row for the proof, its amounts in units of the last digit; column 0 is the left side's.

    None where its labels do not tell the sides.
    """
    where = sides(row, lexicon)
    if where is None:
        return None
    left, right = where

    def worth(tokens: Sequence[str]) -> list[tuple[str, int]]:
        return [(token, in_last_digits(token, decimals)) for token in tokens]

    result = Row(row.number)
    beside = worth(row.beside[left]) if left >= 0 else []
    if len(beside) > 1:
        return None
    if beside:
        result.fixed[0] = beside[0]
    at_right = worth(row.beside[right]) if right >= 0 else []
    result.amounts = [line for line in (at_right, *map(worth, row.below)) if line]
    is_left_open = left >= 0 and not beside and not at_right
    result.allowed = (*((0,) if is_left_open else ()), *(range(1, columns) if right >= 0 else ()))
    return result


def tree_of(rows: Sequence[SidedRow], lexicon: Lexicon) -> list[int]:
    """Return for each row the position of the row whose right side it is a part of, -1 for none."""
    flows = [_flow_at_right(row, lexicon) for row in rows]
    total = next((at for at, flow in enumerate(flows) if flow == "outlay"), -1)
    year = next((at for at, flow in enumerate(flows) if flow == "expenditure"), total)
    above = {"class": year, "expenditure": total, "carry_out": total, "distribution": total}
    return [above.get(flow, -1) if at != above.get(flow) else -1 for at, flow in enumerate(flows)]


def _flow_at_right(row: SidedRow, lexicon: Lexicon) -> str:
    where = sides(row, lexicon)
    if where is None or where[1] < 0:
        return ""
    label = row.labels[where[1]]
    if named_code(label, Domain.FUNCTION):
        return "class"
    return lexicon.read(label).coordinates.get("flow", "outlay")


def unread_row(row: SidedRow, decimals: int) -> Row:
    """Return a row of which no label tells its side: its amounts can stand nowhere."""
    tokens = [token for line in (*row.beside, *row.below) for token in line]
    return Row(row.number, [[(token, in_last_digits(token, decimals)) for token in tokens]] if tokens else [])
