"""A table of a workbook that goes on in the next sheet is read as one, whose pieces know where they stand.

A sheet goes on from the one before where it repeats its headings in the same columns and has above them nothing but
what stands above those too: the title again, with or without （续）, or no title. What it repeats is no data, and is
left out. Forms of one kind that two bodies filled in repeat as much: they begin alike, or each states its total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from model.classification.codes import Domain
from model.layout.cells import has_number, is_blank, is_number, numbers_columns, texts_of
from model.layout.layout import Layout, lay_out, stacked
from model.layout.outline import OutlineLine, outline_of
from model.lexicon.bodies import names_body
from model.lexicon.lexicon import Lexicon, normalised
from model.lexicon.wording import goes_on, without_continuation
from model.numbering import NUMERAL
from model.source.book import Book, CellFormat, CellValue, Merge, Sheet, SheetPart, Visibility

_TOP = 40
"""Rows at the top of a table among which its title and its headings stand."""
_ENDS = 30
"""Rows at either end of a table that are compared with those of the next sheet."""
_LISTED = 200
"""Rows at the end of a list without codes whose names tell where its last one stands."""
_HIDDEN = frozenset({Visibility.HIDDEN, Visibility.VERY_HIDDEN})
_TOTAL = re.compile(r"(?<!本年)(?:收入|支出)?(?:合|总)计$")
_SHORTEST_CODE = 3
_TABLE_NUMBER = re.compile(f"表({NUMERAL})")

Label = tuple[str, ...]
"""The texts of a row, its amounts left out."""


@dataclass(frozen=True, slots=True)
class _Top:
    """What stands above a table's data: the lines above the headings, the title among them, and the headings."""

    lines: frozenset[str]
    title: str
    headings: list[list[tuple[int, str]]]
    first: int


def join_sheets(book: Book, lexicon: Lexicon) -> Book:
    """Return a workbook with every table that goes on in the next sheets read as one; other books as they are."""
    joined: list[Sheet] = []
    for sheet in book.sheets:
        number = _before(joined, sheet)
        first = None if number is None else _goes_on_at(joined[number], sheet, lexicon)
        if number is None or first is None:
            joined.append(sheet)
        else:
            joined[number] = _with_piece(joined[number], sheet, first)
    if len(joined) == len(book.sheets):
        return book
    return replace(book, sheets=joined, separate=tuple(book.file_sheets))


def _before(sheets: Sequence[Sheet], sheet: Sheet) -> int | None:
    """Return the number of the sheet from which a sheet may go on: the last that is not empty, and shown if it is."""
    hidden = sheet.visibility in _HIDDEN
    for number in range(len(sheets) - 1, -1, -1):
        other = sheets[number]
        if (other.visibility in _HIDDEN) == hidden and not all(map(is_blank, other.rows)):
            return number
        if hidden and other.visibility not in _HIDDEN:
            return None
    return None


def _goes_on_at(before: Sheet, sheet: Sheet, lexicon: Lexicon) -> int | None:
    """Return the row from which a sheet goes on with the last table of the one before; None where it does not."""
    if not any(map(has_number, sheet.rows[: 2 * _TOP])):
        return None
    rows = stacked(before, lexicon)[-1]
    layout = lay_out(before, lexicon, range(rows.start, min(rows.stop, rows.start + _TOP)))
    top = _top_of(before, rows, layout, lexicon)
    found = None if top is None else _repeated_top(sheet, top)
    if top is None or found is None:
        return None
    lines, first = found
    explicit = any(map(goes_on, (sheet.name, *lines)))
    plain = {without_continuation(line) for line in lines} - {""}
    if not plain <= top.lines or not (explicit or _may_be_named_so(before, sheet, lexicon)):
        return None
    anew = top.title in plain and not explicit
    ours, its = _labels(before, range(top.first, rows.stop)), _labels(sheet, range(first, sheet.height))
    if not ours or not its or _is_whole(ours, its):
        return None
    below = range(_first_row(before, top.first), rows.stop)
    return None if anew and _begin_alike(ours, its) and not _counts_on(before, below, sheet, first) else first


def _counts_on(before: Sheet, rows: range, sheet: Sheet, first: int) -> bool:
    """Return whether a sheet's first row goes on from the last of a table: by its number, code, name or body.

    A list of codes by bodies begins anew with each body; a form that another body filled in begins with its own.
    Neither begins below the level with which the table began.
    """
    last = next((row for row in reversed(rows) if has_number(before.rows[row])), rows.start)
    ours, its = _numbers(before.rows[last]), _numbers(sheet.rows[first])
    if ours and its and len(its[0][1]) < _SHORTEST_CODE and int(its[0][1]) == int(ours[0][1]) + 1:
        return True
    begun = next(filter(None, (_numbers(before.rows[row]) for row in rows[:_ENDS])), its)
    if its and (its[0][0] > begun[0][0] or len(_joined(its)) > len(_joined(begun))):
        return True
    if ours and ours[0][0] > begun[0][0]:
        above = (_numbers(before.rows[row]) for row in reversed(rows))
        ours = next(numbers for numbers in above if numbers and numbers[0][0] == begun[0][0])
    code, next_code = _joined(ours), _joined(its)
    if not code and not next_code:
        code, next_code = _codes_of_names(before, rows, sheet, first)
    if min(len(code), len(next_code)) >= _SHORTEST_CODE:
        return next_code > code
    if _states_body(before.rows[last]):
        return True
    return _states_body(sheet.rows[first]) and any(_states_body(before.rows[row]) for row in rows)


def _joined(numbers: Sequence[tuple[int, str]]) -> str:
    return "".join(text for _, text in numbers)


def _codes_of_names(before: Sheet, rows: range, sheet: Sheet, first: int) -> tuple[str, str]:
    """Return the codes that the names of a table's last row and of the next sheet's first mean, "" for none."""
    lines = [_line(before, row) for row in rows[-_LISTED:] if has_number(before.rows[row])]
    outline = outline_of([*lines, _line(sheet, first)._replace(row=rows.stop)], Domain)
    last = lines[-1].row if lines and outline.is_sure else -1
    return outline.codes.get(last, ""), outline.codes.get(rows.stop, "")


def _line(sheet: Sheet, row: int) -> OutlineLine:
    """Return the first text of a row that is no number."""
    texts = ((column, text) for column, text in texts_of(sheet.rows[row]) if not is_number(text))
    column, name = next(texts, (0, ""))
    return OutlineLine(row, name, sheet.indent(row, column))


def _numbers(values: list[CellValue]) -> list[tuple[int, str]]:
    """Return the whole numbers with which a row begins, by column: a serial number, a code in one cell or several."""
    return list(takewhile(lambda cell: cell[1].isascii() and cell[1].isdigit(), texts_of(values)))


def _states_body(values: list[CellValue]) -> bool:
    """Return whether a row has amounts and names a body instead of a code's name."""
    return has_number(values) and any(names_body(text) for _, text in texts_of(values))


def _top_of(sheet: Sheet, rows: range, layout: Layout, lexicon: Lexicon) -> _Top | None:
    """Return what stands above a table's data; None where it has no headings or no title.

    A line alone above the headings counts as a title or a caption, which the next sheet may leave out.
    """
    headings = list(layout.headings)
    while headings and len(texts_of(sheet.rows[headings[0]])) < 2:
        headings.pop(0)
    if not headings:
        return None
    lines = [text for row in range(rows.start, headings[0]) for _, text in texts_of(sheet.rows[row])]
    title = layout.title or next((line for line in lines if lexicon.kind_of(line) is not None), "")
    if not title:
        return None
    return _Top(
        frozenset(map(without_continuation, lines)),
        without_continuation(title),
        [_placed(sheet.rows[row]) for row in headings],
        headings[-1] + 1,
    )


def _placed(values: list[CellValue]) -> list[tuple[int, str]]:
    return [(column, normalised(text)) for column, text in texts_of(values)]


def _repeated_top(sheet: Sheet, top: _Top) -> tuple[list[str], int] | None:
    """Return the lines above the headings that a sheet repeats, and the first row below; None where it does not."""
    filled = [row for row in range(min(sheet.height, _TOP)) if not is_blank(sheet.rows[row])]
    count = len(top.headings)
    for at in range(len(filled) - count + 1):
        if [_placed(sheet.rows[row]) for row in filled[at : at + count]] == top.headings:
            lines = [text for row in filled[:at] for _, text in texts_of(sheet.rows[row])]
            if any(has_number(sheet.rows[row]) for row in filled[:at]):
                return None
            return lines, _first_row(sheet, filled[at + count - 1] + 1)
    return None


def _first_row(sheet: Sheet, row: int) -> int:
    """Return the first row of data below the headings, whose columns a row may number."""
    while row < sheet.height and (is_blank(sheet.rows[row]) or numbers_columns(sheet, row)):
        row += 1
    return row


def _may_be_named_so(before: Sheet, sheet: Sheet, lexicon: Lexicon) -> bool:
    """Return whether a sheet's name may be that of a further page: it names no other table, and no other body."""
    ours, its = (without_continuation(each.name) for each in (before, sheet))
    if ours == its:
        return True
    if lexicon.kind_of(its) is not None or names_body(its):
        return False
    numbers = [_TABLE_NUMBER.search(name) for name in (ours, its)]
    return not (numbers[0] and numbers[1] and numbers[0][1] != numbers[1][1])


def _labels(sheet: Sheet, rows: range) -> list[Label]:
    """Return the labels of the first and the last rows with amounts."""
    ends = rows if len(rows) <= 2 * _ENDS else (*rows[:_ENDS], *rows[-_ENDS:])
    return [
        tuple(normalised(text) for _, text in texts_of(sheet.rows[row]) if not is_number(text))
        for row in ends
        if has_number(sheet.rows[row]) and not numbers_columns(sheet, row)
    ]


def _begin_alike(ours: Sequence[Label], its: Sequence[Label]) -> bool:
    """Return whether a sheet begins with the lines with which the table before begins, as another body's form does."""
    begun = [label for label in its[:_ENDS] if label]
    known = set(ours[:_ENDS])
    return bool(begun) and 2 * sum(label in known for label in begun) >= len(begun)


def _is_whole(ours: Sequence[Label], its: Sequence[Label]) -> bool:
    """Return whether a sheet states a total of its own beside that of the table before."""
    first, last = set(_totals(its[:1])), set(_totals(its[-1:]))
    if any(first & set(_totals([label])) for label in ours):
        return True
    complete = set(_totals(ours[-1:]))
    return bool(complete) and bool(first or complete & last)


def _totals(labels: Sequence[Label]) -> Iterator[Label]:
    """Yield the labels that say that their row is the table's total."""
    return (label for label in labels if any(map(_TOTAL.search, label)))


def _with_piece(before: Sheet, sheet: Sheet, first: int) -> Sheet:
    """Return a sheet with the rows of the next from `first` on under its own."""
    at = before.height
    down = at - first
    formats, default = _formats(before, sheet, first, down)
    return replace(
        before,
        rows=[*before.rows, *sheet.rows[first:]],
        merges=(
            *before.merges,
            *(Merge(m.top + down, m.left, m.bottom + down, m.right) for m in sheet.merges if m.top >= first),
        ),
        hidden_rows=_together(
            before.hidden_rows,
            None if sheet.hidden_rows is None else {row + down for row in sheet.hidden_rows if row >= first},
        ),
        hidden_columns=_together(before.hidden_columns, sheet.hidden_columns),
        formats=formats,
        default_format=default,
        cleaned=before.cleaned | {(row + down, column) for row, column in sheet.cleaned if row >= first},
        indents={
            **before.indents,
            **{(row + down, column): by for (row, column), by in sheet.indents.items() if row >= first},
        },
        breaks=(*before.breaks, at, *(row + down for row in sheet.breaks if row > first)),
        pieces=(*(before.pieces or (SheetPart(0, before, 0),)), SheetPart(at, sheet, first)),
    )


def _together(ours: frozenset[int] | None, its: set[int] | frozenset[int] | None) -> frozenset[int] | None:
    return None if ours is None or its is None else ours | its


def _formats(
    before: Sheet, sheet: Sheet, first: int, down: int
) -> tuple[dict[tuple[int, int], CellFormat] | None, CellFormat | None]:
    """Return the formats of the cells of both, and the one of all the others."""
    if before.formats is None or sheet.formats is None:
        return None, None
    formats = dict(before.formats)
    if sheet.default_format is not None and sheet.default_format != before.default_format:
        for row in range(first, sheet.height):
            for column in range(len(sheet.rows[row])):
                formats[row + down, column] = sheet.default_format
    formats.update(
        {(row + down, column): known for (row, column), known in sheet.formats.items() if row >= first}
    )
    return formats, before.default_format
