"""What rows without a code are: a total, a subtotal, a unit above its codes, a part of the line above, or numbers.

A row that prints a code is what its code states. What a sum left out by a slip of the document must not be explained
away: a row is only proposed to be counted in others where its own amounts say so, in every column: as a subtotal it
is the sum of the rows next to it, and parts together come to their line; of two sides of a table, on both. Where such
a row prints a code it is only offered, and so is a column that is the sum of those next to it in every row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate, pairwise, takewhile

from model.amounts_text import NotAmount
from model.layout.cells import cells_of, column_number, is_number, numbers_columns
from model.lexicon.bodies import names_body
from model.lexicon.lexicon import OF_WHICH, normalised
from model.messages import message
from model.money import Unit, parse_amount
from model.pattern import pattern
from model.reading.candidates.candidate import Candidate, Paper
from model.reading.table import LabelledRow, Panel
from model.record import dataclass
from model.source.book import CellValue, Sheet, column_letters

Amounts = Sequence[Sequence[int]]
"""The amounts of lines: by where they stand along a line, then by the number of the line."""

_FEWEST_ROWS = 2
"""Rows with an amount in which a column must be the sum of those next to it."""
_MOST_ROWS = 300
"""A table of more rows has no candidates of single rows."""
_MOST_PARTS = 6
"""Rows that may follow 其中 at most."""
_FIRST_ROWS = 8
"""Rows of the data among which one may number the columns."""
_FEWEST_NUMBERS = 2
_MOST_COLUMNS = 60
_WORDS = pattern(r"[\u4e00-\u9fff]{2}")
"""Words rather than a letter that counts columns; 栏次 and 行次 count too."""
_WHY = {
    "total": "row {row} may be the total.",
    "subtotal": "row {row} may be counted in the rows beside it already.",
    "unit": "row {row} may name a unit, whose lines follow.",
    "part": "row {row} may be a part of the line above it.",
}


def row_roles(paper: Paper) -> Iterator[Candidate]:
    """Yield the readings in which rows without a code are something else, several alike before single ones."""
    if len(paper.draft.layout.data) > _MOST_ROWS:
        return
    sides = [_Side(panel, amounts_of(paper.sheet, panel)) for panel in paper.table.panels]
    firm = {
        row.row
        for side in sides
        for at, row in enumerate(side.panel.rows)
        if any(column[at] for column in side.amounts) and not side.is_subtotal(at)
    }
    for side in sides:
        free = [row for row in side.panel.rows if not row.code]
        bodies = [row.row for row in free if "unit" in row.coordinates or names_body(row.name)]
        if len(bodies) > 1:
            yield _all(paper, bodies, "unit")
        yield from _subtotals(paper, side, firm)
        for row in bodies:
            yield from (_all(paper, [row], role) for role in ("unit", "total"))
        for each in free:
            if _is_total(each):
                yield _all(paper, [each.row], "total")


def _is_total(row: LabelledRow) -> bool:
    return not row.coordinates or normalised(row.name).endswith(("合计", "小计", "总计"))


def _all(paper: Paper, rows: Sequence[int], role: str, *, is_printed: bool = False) -> Candidate:
    why = message(_WHY[role], row=", ".join(str(row + 1) for row in rows))
    return paper.with_rows(dict.fromkeys(rows, role), why, is_printed=is_printed)


def _subtotals(paper: Paper, side: _Side, firm: AbstractSet[int]) -> Iterator[Candidate]:
    """Yield the readings in which rows are counted in others: all subtotals, each alone, the rows after 其中."""
    rows = side.panel.rows
    found = [row for at, row in enumerate(rows) if row.row not in firm and side.is_subtotal(at)]
    free = [row.row for row in found if not row.code]
    if len(free) > 1:
        yield _all(paper, free, "subtotal")
    for row in found:
        if not _miswrites_the_code_above(rows, row):
            yield _all(paper, [row.row], "subtotal", is_printed=bool(row.code))
    for at, row in enumerate(rows):
        if at and normalised(row.name).startswith(OF_WHICH):
            count = side.parts(at)
            if count > 1:
                yield _all(paper, [row.row for row in rows[at : at + count]], "part")


def _miswrites_the_code_above(rows: Sequence[LabelledRow], row: LabelledRow) -> bool:
    """Return whether a row's code differs by one digit from the one above the next row's, which no row prints.

    Its amounts are the sum of the rows below then because it stands above them: the slip is in its code.
    """
    behind = next((other.code for other in rows if other.row > row.row), "")
    above = behind[: len(row.code)]
    differing = sum(one != other for one, other in zip(row.code, above, strict=False))
    return differing == 1 and above != behind and all(other.code != above for other in rows)


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a table with its amounts, by column and then by row."""

    panel: Panel
    amounts: Amounts

    def is_subtotal(self, at: int) -> bool:
        """Return whether a row's amounts are those of the rows next to it: of two or more, of one where it says so.

        A row that calls itself a total is none, for what it lacks would be a slip.
        """
        row = self.panel.rows[at]
        is_named = not row.code and normalised(row.name).endswith("小计")
        if not row.code and _is_total(row) and not is_named:
            return False
        return is_sum(self.amounts, at, len(self.panel.rows), 1 if is_named else 2)

    def parts(self, at: int) -> int:
        """Return how many rows from one with 其中 on come to the line above it in every column; 0 where none do."""
        wanted = tuple(column[at - 1] for column in self.amounts)
        parts = list(takewhile(lambda row: not row.code, self.panel.rows[at : at + _MOST_PARTS]))
        sums = list(zip(*(accumulate(column[at : at + len(parts)]) for column in self.amounts), strict=True))
        return sums.index(wanted) + 1 if any(wanted) and wanted in sums else 0


def amounts_of(sheet: Sheet, panel: Panel) -> Amounts:
    """Return the amounts of a panel as its cells print them, whatever their unit: by column, then by row."""
    at = [row.row for row in panel.rows]
    return [list(map(_amount, cells_of(sheet, at, column.column))) for column in panel.columns]


def _amount(value: CellValue) -> int:
    read = parse_amount(value, Unit.YUAN) if isinstance(value, str | float) else NotAmount.BLANK
    return 0 if isinstance(read, NotAmount) else read.amount


def is_sum(amounts: Amounts, line: int, lines: int, fewest: int) -> bool:
    """Return whether a line is the sum of lines next to it on one side, of which so many are not 0 throughout."""
    wanted = [along[line] for along in amounts]
    if not any(wanted) or any(amount < 0 for amount in wanted):
        return False
    sides = range(line + 1, lines), range(line - 1, -1, -1)
    return any(_comes_to(wanted, amounts, near, fewest) for near in sides)


def _comes_to(wanted: Sequence[int], amounts: Amounts, near: range, fewest: int) -> bool:
    sums, counted = [0] * len(amounts), 0
    for other in near:
        sums = [total + along[other] for total, along in zip(sums, amounts, strict=True)]
        counted += any(along[other] for along in amounts)
        if counted >= fewest and sums == wanted:
            return True
        if any(total > most for total, most in zip(sums, wanted, strict=True)):
            return False
    return False


def counted_columns(paper: Paper) -> Iterator[Candidate]:
    """Yield the readings in which a column is counted in the columns next to it: they are offered, never taken."""
    for panel in paper.table.panels:
        rows = list(zip(*amounts_of(paper.sheet, panel), strict=True))
        for position, column in enumerate(panel.columns):
            filled = sum(bool(row[position]) for row in rows)
            if filled >= _FEWEST_ROWS and is_sum(rows, position, len(panel.columns), 2):
                letters = column_letters(column.column)
                why = message(
                    "the column {column} may be counted in the columns beside it already.", column=letters
                )
                yield from paper.with_paths({column.column: ()}, why, is_printed=True)


def number_rows(paper: Paper) -> Iterator[Candidate]:
    """Yield the readings in which a row of rising small numbers counts the columns, or one that does states amounts."""
    layout = paper.draft.layout
    for row in layout.data[:_FIRST_ROWS]:
        if _counts(paper.sheet, row):
            why = message("row {row} may hold the numbers of the columns.", row=row + 1)
            yield paper.with_rows({row: "ignored"}, why)
    for row in layout.repeated:
        if numbers_columns(paper.sheet, row):
            why = message("row {row} may hold amounts.", row=row + 1)
            yield paper.with_rows({row: "data"}, why)


def _counts(sheet: Sheet, row: int) -> bool:
    """Return whether a row has no words, and its numbers are small, whole and rise from left to right."""
    values = sheet.rows[row]
    if any(isinstance(value, str) and _WORDS.search(value) and "次" not in value for value in values):
        return False
    numbers = [column_number(sheet, row, column) for column, value in enumerate(values) if is_number(value)]
    rises = all(before < after for before, after in pairwise([0, *numbers]))
    return len(numbers) >= _FEWEST_NUMBERS and rises and numbers[-1] <= _MOST_COLUMNS
