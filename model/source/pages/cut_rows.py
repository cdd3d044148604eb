"""A row that the end of a page cuts in two: the last lines of its labels, the last digits of its amounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import dropwhile

from model.pattern import pattern

_FEWEST_ROWS = 3
"""Rows with numbers before a column that each of them fills is one of numbers."""
_UNCODED_ROWS = 2
"""First rows with numbers that have no code: the one that numbers the columns, and the total."""
_SAMPLE = 100
"""Rows before a page's end that show how many decimals the amounts have."""
AMOUNT = pattern(r"-?\d[\d,]*\.\d+")
_WHOLE = pattern(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")

Rows = Sequence[Sequence[str]]


def row_over_pages(above: Rows, rows: Rows) -> list[str] | None:
    """Return the whole last row of a table, if the next page's `rows` begin with its rest; None where they do not."""
    if not (_is_rest(above, rows) or _ends_amounts(above, rows)):
        return None
    return [_continued(*pair) for pair in zip(above[-1], rows[0], strict=True)]


def _is_rest(above: Rows, rows: Rows) -> bool:
    """Return whether rows begin with the last lines of the row that the page before ended within.

    Only labels go on then: the column in which every row has a number has none here, and the label above is a line
    as long as those that were wrapped, on either page; or every row has a code before its label.
    """
    if len(rows) < 2 or holds_number(rows[0]) or not any(rows[0]):
        return False
    data = [row for row in above if holds_number(row)]
    if len(data) < _FEWEST_ROWS or data[-1] is not above[-1]:
        return False
    numbered = [
        column
        for column in range(len(rows[0]))
        if all(is_number(row[column]) for row in (*data[1:], rows[1]))
    ]
    filled = [column for column, text in enumerate(rows[0]) if text]
    body = dropwhile(lambda row: not holds_number(row), above)
    coded = [*data[_UNCODED_ROWS:], rows[1]]
    lacks_code = all(map(holds_number, body)) and all(_lacks_code(row, rows[0]) for row in coded)
    is_broken = bool(numbered) and all(_is_full(above, column, [*data, *rows[1:]]) for column in filled)
    return lacks_code or is_broken


def _ends_amounts(above: Rows, rows: Rows) -> bool:
    """Return whether rows begin with the last digits of amounts or codes that the page before ended within.

    Together the two are as long as most numbers of the column, or have as many decimals as most of the table, and
    the first alone has fewer. Beside labels one of the first is broken off for all to see, or the row lacks a code
    where all amounts have as many decimals, or an amount where every row has one.
    """
    last, first = above[-1], rows[0] if rows else []
    beside = [text for text, its in zip(last, first, strict=False) if not its]
    known = [*above[-_SAMPLE:-1], *rows[1:_SAMPLE]]
    usual = Counter(_decimals(text) for row in (*known, beside) for text in row if AMOUNT.fullmatch(text))
    filled = [column for column, text in enumerate(first) if text and text != "%"]
    pairs = {
        column: (last[column], first[column])
        for column in filled
        if is_number(last[column]) and is_number(first[column])
    }
    if not pairs or not usual:
        return False
    decimals = usual.most_common(1)[0][0]
    is_uniform = all(
        _decimals(row[column]) == decimals
        for row in known
        for column in pairs
        if _WHOLE.fullmatch(row[column])
    )
    numbered = [row for row in known if holds_number(row)]
    lacks_amount = len(numbered) >= _FEWEST_ROWS and any(
        _is_of_amounts([row[column] for row in numbered]) for column, text in enumerate(first) if not text
    )
    is_broken = len(pairs) == len(filled) or (is_uniform and _lacks_code(last, first)) or lacks_amount
    for column, (mine, its) in pairs.items():
        lengths = {len(row[column]) for row in known if row[column].isdecimal()}
        is_code = (mine + its).isdecimal() and (len(mine + its) in lengths or not lengths)
        has_fewer = mine != "-" and _decimals(mine) < decimals == _decimals(mine + its)
        if not is_code and not (has_fewer and _WHOLE.fullmatch(mine + its)):
            return False
        is_broken |= (
            bool(lengths) and len(mine) not in lengths
            if is_code
            else not (_WHOLE.fullmatch(mine) and _WHOLE.fullmatch(its))
        )
    return is_broken


def _is_of_amounts(texts: Sequence[str]) -> bool:
    """Return whether every text of a column is a number, and most have decimals."""
    return all(map(is_number, texts)) and sum(map(bool, map(AMOUNT.fullmatch, texts))) * 2 > len(texts)


def _is_full(above: Rows, column: int, data: Rows) -> bool:
    """Return whether the last label of a column ends with a line as long as those that were wrapped there."""
    wrapped = [line for row in data for line in row[column].split("\n")[:-1]]
    last = above[-1][column].split("\n")[-1]
    return bool(wrapped) and len(last) >= min(map(len, wrapped))


def _continued(text: str, rest: str) -> str:
    """Return a text with the rest that the next page has of it: a further line, or the last digits of an amount."""
    if not rest or not text:
        return text or rest
    return text + rest if is_number(text) and is_number(rest) else f"{text}\n{rest}"


def _lacks_code(row: Sequence[str], below: Sequence[str]) -> bool:
    """Return whether the row below begins with a label where this one has digits alone before its own."""
    label = next((column for column, text in enumerate(below) if text), 0)
    return not is_number(below[label]) and any(text.isdecimal() for text in row[:label])


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])


def holds_number(row: Sequence[str]) -> bool:
    """Return whether a cell of a row holds a number, or a dash."""
    return any(map(is_number, row))


def is_number(text: str) -> bool:
    """Return whether a text is a number, of one line or of several, or a dash."""
    return bool(text) and not text.strip("0123456789.,-% \n")
