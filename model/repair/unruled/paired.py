"""Economic codes side by side in plain lines: two codes, two names and at most two amounts in the lines of a row.

The names tell the codes, for those of the classification use up the printed characters. An amount that stands alone in
a row of two codes belongs to the one with which all 类 and the totals add up; where more than one way does, to none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from model.classification.catalogue import catalogue
from model.classification.codes import is_code
from model.lexicon.lexicon import Lexicon, normalised
from model.repair.unruled.block import Block
from model.repair.unruled.economic_sums import EconomicSums
from model.repair.unruled.printed_line import PrintedLine, in_last_digits, is_amount, most_decimals

_CLASS = re.compile(r"3\d\d")
_ITEM = re.compile(r"\d\d")
_MOST_OPEN = 14
"""Rows with an amount of either side: there are two ways for each."""


@dataclass(frozen=True, slots=True)
class PairedRow:
    """A row: the number of its first line, one or two codes with their names, and the amounts.

    `in_order` tells that the amounts stand in one line, and so in the order of the codes.
    """

    number: int
    codes: tuple[str, ...]
    names: tuple[str, ...]
    amounts: tuple[str, ...]
    in_order: bool

    @property
    def ways(self) -> list[tuple[str, ...]]:
        """The ways in which its amounts can belong to its codes, "" where one has none."""
        if len(self.amounts) == len(self.codes):
            return [self.amounts] if self.in_order else [self.amounts, self.amounts[::-1]]
        if not self.amounts:
            return [("",) * len(self.codes)]
        return [(self.amounts[0], ""), ("", self.amounts[0])]


@dataclass(frozen=True, slots=True)
class PairedTable:
    """The rows with the amount of each code, and the totals at the foot: their line, labels and amounts.

    `headings` are those of the amounts on both sides.
    """

    headings: tuple[str, str]
    rows: tuple[tuple[PairedRow, tuple[str, ...]], ...]
    foot: tuple[int, tuple[str, str], tuple[str, str]]


def headings_of(block: Block) -> tuple[str, str] | None:
    """Return the headings of the amounts on both sides, None where the table does not have two."""
    for line in block.lines:
        words = line.words
        if len(words) == 4 and words[0] == words[2] == "科目名称":
            return words[1], words[3]
    return None


def paired_table(block: Block, lexicon: Lexicon) -> PairedTable | None:
    """Return a table of codes side by side, None where not every code and every amount can be proven."""
    headings = headings_of(block)
    start = next((at for at, line in enumerate(block.lines) if _CLASS.match(line.text)), len(block.lines))
    body = block.lines[start:]
    foot = _foot(body[-1], lexicon) if body else None
    if foot is None or headings is None:
        return None
    rows = [_row(group) for group in _groups(body[:-1])]
    if any(row is None for row in rows):
        return None
    told = [row for row in rows if row is not None]
    ways = _proven(told, foot, most_decimals(block.lines))
    return (
        None
        if ways is None
        else PairedTable(headings, tuple(zip(told, ways, strict=True)), (body[-1].number, *foot))
    )


def _foot(line: PrintedLine, lexicon: Lexicon) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """Return the labels and the amounts of the last line: personnel and running costs."""
    words, amounts = line.words, line.amounts
    natures = [lexicon.read(word).coordinates.get("nature") for word in words]
    if natures != ["personnel", "running"] or len(amounts) != 2:
        return None
    return (words[0], words[1]), (amounts[0], amounts[1])


def _groups(lines: Sequence[PrintedLine]) -> Iterator[list[PrintedLine]]:
    """Yield the lines of each row, which begins with a 类."""
    group: list[PrintedLine] = []
    for line in lines:
        if _CLASS.fullmatch(line.tokens[0]) and group:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _row(lines: Sequence[PrintedLine]) -> PairedRow | None:
    """Return a row, None where its names do not tell its codes."""
    first = lines[0].tokens
    own = first[1] if len(first) > 1 and _ITEM.fullmatch(first[1]) else ""
    tokens = [token for line in lines for token in line.tokens][2 if own else 1 :]
    classes = [first[0], *(token for token in tokens if _CLASS.fullmatch(token))]
    items = [token for token in tokens if _ITEM.fullmatch(token)]
    words = [token for token in tokens if not is_amount(token) and not _ITEM.fullmatch(token)]
    amounts = [[token for token in line.tokens if is_amount(token) and "." in token] for line in lines]
    printed = tuple(token for line in amounts for token in line)
    if len(classes) > 2 or len(printed) > len(classes):
        return None
    found = [
        (codes, names) for codes in _codes(classes, own, items) for names in _names(codes, "".join(words))
    ]
    if len(found) != 1:
        return None
    return PairedRow(lines[0].number, *found[0], printed, printed in {tuple(line) for line in amounts})


def _codes(classes: Sequence[str], own: str, items: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the codes that the printed pieces can make, the left one first."""
    places = [("", "")] if not items else [(items[0], ""), ("", items[0])] if len(items) == 1 else []
    for left, right in places:
        if own and left:
            continue
        codes = (classes[0] + (own or left), *(each + right for each in classes[1:]))
        if all(map(is_code, codes)) and (len(classes) == 2 or not right):
            yield codes


def _names(codes: Sequence[str], printed: str) -> Iterator[tuple[str, ...]]:
    """Yield the names of the codes that use up what is printed, whatever line each piece came out in."""
    letters = sorted(normalised(printed))
    seen = {tuple(names) for names in product(*(dict.fromkeys(catalogue().names(code)) for code in codes))}
    for names in sorted(seen):
        if sorted(normalised("".join(names))) == letters:
            yield names


def _proven(
    rows: Sequence[PairedRow], foot: tuple[tuple[str, str], tuple[str, str]], decimals: int
) -> list[tuple[str, ...]] | None:
    """Return the one way in which all amounts add up, None where there is none or more than one."""
    if sum(len(row.ways) > 1 for row in rows) > _MOST_OPEN:
        return None
    personnel, running = (in_last_digits(amount, decimals) for amount in foot[1])
    choices = [
        [
            (
                way,
                [
                    (code, in_last_digits(token, decimals))
                    for code, token in zip(row.codes, way, strict=True)
                    if token
                ],
            )
            for way in row.ways
        ]
        for row in rows
    ]
    sums = EconomicSums(personnel, running)
    for ways in choices:
        if len(ways) == 1:
            sums.take(ways[0][1], 1)
    open_rows = [ways for ways in choices if len(ways) > 1]
    found: list[list[tuple[str, ...]]] = []

    def choose(taken: list[tuple[str, ...]]) -> None:
        if len(taken) == len(open_rows):
            if sums.add_up():
                found.append(taken)
            return
        for way, amounts in open_rows[len(taken)]:
            if len(found) > 1:
                return
            sums.take(amounts, 1)
            choose([*taken, way])
            sums.take(amounts, -1)

    choose([])
    if len(found) != 1:
        return None
    chosen = iter(found[0])
    return [next(chosen) if len(ways) > 1 else ways[0][0] for ways in choices]
