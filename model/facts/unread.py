"""Which amounts a sheet or a text prints, with how many decimals, and which of them no fact states.

A text may print a table of which only the cells' lines are left.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from model.amounts_format import decimals_of_format
from model.amounts_text import ascii_form
from model.layout.cells import cells_of, is_number, numbers_columns
from model.messages import message
from model.money import number_of
from model.pattern import pattern
from model.reading.table import Table, Unbound, labelled
from model.record import dataclass
from model.source.book import CellFormat, CellValue, Paragraph, Sheet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]

_FINEST = 6
"""Decimals beyond these are the noise of a formula, not what was printed."""
UNKNOWN = -100
"""In an array of decimals: no number format states them."""
PRINTED_AMOUNT = r"[+-]?\(?(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?|\d+\.\d{1,6})\)?"
"""An amount as it is printed: with decimals, or with separators of thousands."""
_MONTH = pattern(r"(?:19|20)\d\d\.\d{1,2}")
_ALONE = pattern(rf"{PRINTED_AMOUNT}(?:[\s|]+{PRINTED_AMOUNT})*")
_BARE = pattern(
    r"(?<![\d.,])\d[\d,]*\.\d\d(?![\d.,]*\d)(?!\s*(?:[%‰]|[亿万千百]*[元股份吨米斤辆台件人个户次亩里升倍点]|平方|公[顷里斤]))"
)
_TABLE_AT_LEAST = 3
"""Amounts without a unit in one paragraph: fewer may be anything, such as versions and dates."""
_APART_MOST = 20
"""Paragraphs without an amount between two that belong together: labels, headings and blanks."""


def shown_decimals(sheet: Sheet, row: int, column: int, value: CellValue) -> int | None:
    """Return the decimals a cell prints, from its format or else from its digits; None for no number."""
    if isinstance(value, float):
        printed = _of_format(sheet.format(row, column))
        return digits_decimals(value) if printed == UNKNOWN else printed
    return text_decimals(value) if isinstance(value, str) else None


def text_decimals(text: str) -> int | None:
    """Return the decimals that a text prints; None where it does not end in digits after a point."""
    _, _, places = unicodedata.normalize("NFKC", text).strip().partition(".")
    return len(places) if places.isdigit() else None


def format_decimals(sheet: Sheet, rows: Sequence[int], column: int, shifts: Mapping[int, int]) -> Numbers:
    """Return the decimals that the number formats of a column print, `UNKNOWN` where they state none.

    `shifts` is, by position in `rows`, how many columns left of the others a cell stands.
    """
    import numpy as np

    default = sheet.default_format
    if not sheet.formats:
        uniform = np.int32(_of_format(None if sheet.formats is None else default))
        return np.broadcast_to(uniform, len(rows))
    find = sheet.formats.get
    formats = [_of_format(find((row, column), default)) for row in rows]
    for position, shift in shifts.items():
        formats[position] = _of_format(find((rows[position], column - shift), default))
    return np.array(formats, dtype=np.int32)


def _of_format(known: CellFormat | None) -> int:
    printed = decimals_of_format(known.number_format) if known and known.number_format else None
    return UNKNOWN if printed is None else printed


def digits_decimals(value: float) -> int:
    """Return the decimals of a finite double's digits."""
    return min(number_of(value).decimals, _FINEST)


def usual_decimals(decimals: Counter[int]) -> int:
    """Return the decimals that a table prints: the most that more than one in fifty of its amounts show.

    Numbers without a format lose their trailing zeros: 399 beside 494.71 is 399.00.
    """
    total = decimals.total()
    return max((places for places, count in decimals.items() if count * 50 > total), default=0)


def counted_decimals(values: Sequence[CellValue], formats: Sequence[int]) -> Counter[int]:
    """Count how many of these cells print how many decimals."""
    counts: Counter[int] = Counter()
    for value, printed in zip(values, formats, strict=True):
        decimals: int | None = None
        if isinstance(value, float):
            decimals = digits_decimals(value) if printed == UNKNOWN else printed
        elif isinstance(value, str):
            decimals = text_decimals(value)
        if decimals is not None:
            counts[decimals] += 1
    return counts


_PRINTED = pattern(PRINTED_AMOUNT)

_SHOWN = pattern(r"0\.0|#,##")

_LONGEST = 32

SAMPLE = 2_000
"""Rows looked at to find whether a column that was not read holds amounts at all."""


SEVERAL_AMOUNTS = message("amounts of several rows stand in one cell, and no line parts them")
_UNKNOWN = message("no column or label that is known says what it is")


@dataclass(frozen=True, slots=True, order=True)
class UnreadAmount:
    """A cell that prints an amount which is no fact. `sheet` is the number of its sheet in the book.

    `adds` means that a sum may need it, as `Unbound.adds` does; `several` that the cell prints one in each line.
    """

    sheet: int
    row: int
    column: int
    adds: bool = True
    several: bool = False


def prints_amount(sheet: Sheet, row: int, column: int) -> bool:
    """Return whether a cell is printed like an amount: with decimals, or with separators of thousands."""
    value = sheet.value(row, column)
    if isinstance(value, str):
        return len(value) <= _LONGEST and bool(_PRINTED.fullmatch(ascii_form(value)))
    if not isinstance(value, float):
        return False
    shown = sheet.format(row, column)
    code = (shown.number_format if shown else None) or ""
    return "%" not in code and (not value.is_integer() or bool(_SHOWN.search(code)))


def several_amounts(value: CellValue) -> list[str]:
    """Return the lines of a cell that prints an amount in each, which no line parts; none for any other cell."""
    if not isinstance(value, str) or "\n" not in value:
        return []
    lines = [ascii_form(line) for line in value.splitlines()]
    if not all(len(line) <= _LONGEST and (line == "-" or is_number(line)) for line in lines):
        return []
    return lines if sum(_PRINTED.fullmatch(line) is not None for line in lines) > 1 else []


def unread_amounts(sheets: Sequence[Sheet], tables: Iterable[Table]) -> list[UnreadAmount]:
    """Return the amounts of a book's sheets that no table of it binds, in the order of the sheets."""
    by_sheet: dict[int, list[Table]] = {}
    for table in tables:
        by_sheet.setdefault(table.sheet, []).append(table)
    return [
        each
        for number, sheet in enumerate(sheets)
        for each in _of_sheet(number, sheet, by_sheet.get(number, []))
    ]


def unread_whole_numbers(number: int, sheet: Sheet, tables: Sequence[Table]) -> list[UnreadAmount]:
    """Return the cells of a sheet, the book's `number`, that hold a number without decimals in rows no table reads.

    They are amounts where the document prints its amounts so; else codes, years and counts. Rows that number the
    columns are left out.
    """
    rows, _ = _read(tables)
    return [
        UnreadAmount(number, row, column)
        for row in range(sheet.height)
        if row not in rows and not numbers_columns(sheet, row)
        for column, value in enumerate(sheet.rows[row])
        if is_number(value) and not prints_amount(sheet, row, column)
    ]


def unlisted_amounts(
    unread: Iterable[UnreadAmount], tables: Sequence[Table]
) -> Iterator[tuple[int, Unbound]]:
    """Yield the unread amounts of a book that no table lists, each with the number of the table it stands in.

    An amount beside or below the tables of its sheet is of the nearest one above it, else of the first.
    """
    listed = {(table.sheet, cell.row, cell.column) for table in tables for cell in table.unbound}
    by_sheet: dict[int, list[int]] = {}
    for number, table in enumerate(tables):
        by_sheet.setdefault(table.sheet, []).append(number)
    for amount in unread:
        numbers = by_sheet.get(amount.sheet, [])
        if numbers and (amount.sheet, amount.row, amount.column) not in listed:
            above = [number for number in numbers if tables[number].top <= amount.row]
            at = max(above, key=lambda number: tables[number].top, default=numbers[0])
            why = tables[at].why or (SEVERAL_AMOUNTS if amount.several else _UNKNOWN)
            yield at, Unbound(amount.row, amount.column, why, amount.adds)


def _of_sheet(number: int, sheet: Sheet, tables: Sequence[Table]) -> list[UnreadAmount]:
    unbound = {(cell.row, cell.column): cell.adds for table in tables for cell in table.unbound}
    found = {
        (row, column): adds
        for (row, column), adds in unbound.items()
        if is_number(value := sheet.value(row, column)) or several_amounts(value)
    }
    rows, columns = _read(tables)
    for row in range(sheet.height):
        if row not in rows:
            for column in range(len(sheet.rows[row])):
                if prints_amount(sheet, row, column) or several_amounts(sheet.value(row, column)):
                    found.setdefault((row, column), True)
    for row, column in _beside(sheet, sorted(rows), columns):
        found.setdefault((row, column), True)
    return [
        UnreadAmount(number, row, column, adds, bool(several_amounts(sheet.value(row, column))))
        for (row, column), adds in sorted(found.items())
    ]


def _read(tables: Sequence[Table]) -> tuple[set[int], set[int]]:
    """Return the rows of a sheet that tables read, and the columns of which they read all amounts."""
    panels = [panel for table in tables if table.unit is not None for panel in table.panels if panel.columns]
    rows = {row for panel in panels for row in labelled(panel.rows).row.tolist()}
    columns = {
        column - shift
        for panel in panels
        for column in (*(one.column for one in panel.columns), *(one.column for one in panel.changes))
        for shift in {0, *(labelled(panel.rows).shifts or {}).values()}
    }
    return rows, columns


def _beside(sheet: Sheet, rows: Sequence[int], columns: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the cells that print amounts in rows that were read, in columns that were not."""
    width = max((len(sheet.rows[row]) for row in rows[:SAMPLE]), default=0)
    for column in sorted(set(range(width)) - columns):
        if any(prints_amount(sheet, row, column) for row in rows[:SAMPLE]):
            values = cells_of(sheet, rows, column)
            found = (row for row, value in zip(rows, values, strict=True) if value is not None)
            yield from ((row, column) for row in found if prints_amount(sheet, row, column))


@dataclass(frozen=True, slots=True)
class StrayAmounts:
    """A stretch of paragraphs, by their numbers, that print `count` amounts in no table and no sentence."""

    first: int
    last: int
    count: int

    @property
    def place(self) -> str:
        """Where they stand: ¶3, or ¶3-¶9."""
        return f"¶{self.first}" if self.first == self.last else f"¶{self.first}-¶{self.last}"


def stray_amounts(paragraphs: Sequence[Paragraph]) -> list[StrayAmounts]:
    """Return the stretches of a document's paragraphs that print amounts alone, without words or units of their own."""
    found: list[StrayAmounts] = []
    for paragraph in paragraphs:
        count = _count(ascii_form(paragraph.text))
        if not count:
            continue
        if found and paragraph.number - found[-1].last <= _APART_MOST:
            count += found[-1].count
            found[-1] = StrayAmounts(found[-1].first, paragraph.number, count)
        else:
            found.append(StrayAmounts(paragraph.number, paragraph.number, count))
    return found


def _count(text: str) -> int:
    """Return how many amounts a paragraph prints that are of no sentence."""
    if _ALONE.fullmatch(text) and not _MONTH.fullmatch(text):
        return len(text.replace("|", " ").split())
    bare = len(_BARE.findall(text))
    return bare if bare >= _TABLE_AT_LEAST else 0
