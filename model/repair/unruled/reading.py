"""Tables in plain lines are read: their columns, their rows, and which amount stands under which column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from model.lexicon.lexicon import Lexicon
from model.messages import Message, message
from model.repair.unruled import coded, sided
from model.repair.unruled.block import Block
from model.repair.unruled.placing import Columns, Placed, Row, parts_of
from model.repair.unruled.printed_line import PrintedLine, most_decimals
from model.repair.unruled.words_above import HeadingWord, heading_words

Stated = tuple[Mapping[str, str], int]
"""Coordinates and the amount that the document states for them, in the steps of `model.money`."""


@dataclass(slots=True)
class Reading:
    """A table: its headings of labels and amounts, the labels of its rows, the rows, and where amounts are proven.

    `labels` gives for each row its label cells by column; `amounts_at` is the grid column of each amount column.
    `why` says why nothing of it could be read.
    """

    block: Block
    headings: list[list[str]] = field(default_factory=list)
    amounts_at: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    labels: list[dict[int, str]] = field(default_factory=list)
    columns: Columns | None = None
    summed: tuple[int, ...] = ()
    meanings: list[dict[str, str]] = field(default_factory=list)
    placed: dict[int, Placed] = field(default_factory=dict)
    decimals: int = 0
    why: Message | None = None


def shared_meaning(block: Block, lexicon: Lexicon) -> dict[str, str]:
    """Return what all amounts of a table share: its kind's meaning and the source that its title names."""
    shared = dict(block.kind.means)
    source = lexicon.read(block.title).coordinates.get("source")
    if source:
        dimension = lexicon.dimensions["source"]
        shared["source"] = dimension.refine(shared.get("source", dimension.root), source) or source
    return shared


def read_block(block: Block, lexicon: Lexicon) -> Reading:
    """Return a table's headings and rows, before anything is proven."""
    if sided.main_heading(block.lines) >= 0:
        return _read_sided(block, lexicon)
    return _read_coded(block, lexicon)


def _columns(
    words: Sequence[HeadingWord], meanings: Sequence[Mapping[str, str]], lexicon: Lexicon
) -> Columns | None:
    parts = parts_of(meanings, lexicon)
    if parts is None:
        return None
    before = {
        (one, other)
        for one, word in enumerate(words)
        for other, right in enumerate(words)
        if word.stands_before(right)
    }
    return Columns(tuple(meanings), _closed(before), parts)


def _closed(pairs: set[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """Return the pairs and those that follow from them: what is left of a column is left of all at its right."""
    closed = set(pairs)
    while more := {(a, d) for a, b in closed for c, d in closed if b == c} - closed:
        closed |= more
    return frozenset(closed)


def _read_coded(block: Block, lexicon: Lexicon) -> Reading:
    reading = Reading(block, decimals=most_decimals(block.lines))
    end = coded.heading_end(block.lines, lexicon)
    shared = shared_meaning(block, lexicon)
    words = heading_words(block.lines[:end], shared, lexicon)
    if not words:
        reading.why = message("the words of its headings cannot be put together")
        return reading
    meanings = [{**shared, **word.coordinates} for word in words]
    reading.columns = _columns(words, meanings, lexicon)
    if reading.columns is None:
        reading.why = message("two of its columns have headings that mean the same")
        return reading
    body = block.lines[end:]
    printed = coded.coded_rows(body, block.lines[:end], lexicon)
    has_labels = bool(printed)
    if not has_labels:
        printed = coded.rows_without_labels(body)
    texts = [word.text for word in words]
    reading.headings = [[*(("科目编码", "科目名称") if has_labels else ()), *texts]]
    first = len(reading.headings[0]) - len(texts)
    reading.amounts_at = list(range(first, first + len(texts)))
    reading.rows = coded.as_rows(printed, reading.decimals, len(texts))
    reading.labels = [{0: row.code, 1: row.name} if has_labels else {} for row in printed]
    reading.meanings = [{} if not row.code else {"code": row.code} for row in printed]
    reading.summed = tuple(range(len(texts)))
    return reading


def _read_sided(block: Block, lexicon: Lexicon) -> Reading:
    reading = Reading(block, decimals=most_decimals(block.lines))
    end = sided.heading_end(block.lines)
    main = sided.main_heading(block.lines)
    tokens = block.lines[main].words
    second = len(tokens) - 1 - tokens[::-1].index("项目")
    left, right = tokens[1:second], tokens[second + 1 :]
    group, above = _group(block.lines[:main])
    shared = shared_meaning(block, lexicon)
    words: list[HeadingWord] | None = None
    if len(left) == 1 and len(right) == 1 and not above and end == main + 1:
        words = [HeadingWord(right[0], (), {})]
    elif len(left) == 1:
        lines = [*above, PrintedLine(block.lines[main].number, " ".join(right)), *block.lines[main + 1 : end]]
        words = heading_words(lines, shared, lexicon)
    if not words:
        reading.why = message("the words of its headings cannot be put together")
        return reading
    texts = [word.text for word in words]
    whole = _columns(words, [{**shared, **word.coordinates} for word in words], lexicon)
    if whole is None:
        reading.why = message("two of its columns have headings that mean the same")
        return reading
    reading.columns = _beside_left(whole, shared)
    reading.headings = [[group[0], "", group[1], *[""] * len(texts)]] if group else []
    reading.headings.append(["项目", left[0], "项目", *texts])
    reading.amounts_at = [1, *range(3, 3 + len(texts))]
    reading.summed = tuple(range(1, 1 + len(texts)))
    _take_rows(reading, block.lines[end:], lexicon)
    return reading


def _group(lines: Sequence[PrintedLine]) -> tuple[list[str], list[PrintedLine]]:
    """Return the headings of the two sides and the lines beside them."""
    for at, line in enumerate(lines):
        words = line.words
        if len(words) == 2 and "收入" in words[0] and "支出" in words[1]:
            return words, [*lines[:at], *lines[at + 1 :]]
    return [], list(lines)


def _beside_left(right: Columns, shared: Mapping[str, str]) -> Columns:
    """Return the columns with that of the left side before all others."""
    count = len(right)
    moved = {(one + 1, other + 1) for one, other in right.before}
    return Columns(
        (dict(shared), *right.coordinates),
        frozenset(moved | {(0, column + 1) for column in range(count)}),
        {0: (), **{whole + 1: tuple(part + 1 for part in parts) for whole, parts in right.parts.items()}},
    )


def _take_rows(reading: Reading, lines: Sequence[PrintedLine], lexicon: Lexicon) -> None:
    """Read the rows of a two-sided table; a row whose labels tell no side keeps its amounts, with no column open."""
    assert reading.columns is not None
    printed = sided.sided_rows(lines, lexicon)
    tree = sided.tree_of(printed, lexicon)
    for position, row in enumerate(printed):
        where = sided.sides(row, lexicon)
        read = sided.as_row(row, reading.decimals, len(reading.columns), lexicon)
        reading.rows.append(read or sided.unread_row(row, reading.decimals))
        reading.rows[-1].above = tree[position]
        left, right = where or (0, 1 if len(row.labels) > 1 else -1)
        at = {0: left, 2: right}
        reading.labels.append({column: row.labels[index] for column, index in at.items() if index >= 0})
