"""Split tables are joined: one goes on where the page of a text or a Word file ended it, or in the next sheet.

A sheet goes on from the one before where it repeats its headings in the same columns and has above them nothing but
what stands above those too: the title again, with or without （续）, or no title. What it repeats is no data, and is
left out. Forms of one kind that two bodies filled in repeat as much: they begin alike, or each states its total.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile, takewhile

from model.classification.codes import Domain
from model.layout.cells import cells_of, has_number, is_blank, is_number, numbers_columns, texts_of
from model.layout.layout import Layout, lay_out, signature, stacked
from model.lexicon.bodies import names_body
from model.lexicon.lexicon import Lexicon, normalised
from model.lexicon.names import code_and_name
from model.lexicon.outline import OutlineLine, outline_of
from model.lexicon.wording import goes_on, names_total, without_continuation
from model.numbering import NUMERAL
from model.pattern import pattern
from model.record import dataclass
from model.source.book import Book, CellFormat, CellValue, Merge, Sheet, SheetPart, Visibility

_PAGED = frozenset({"txt", "md", "text", "docx", "html"})
"""Containers whose tables a page can split; a PDF's are put together as they are read."""
_PLAIN = frozenset({"txt", "md", "text"})
"""Containers in which nothing but the tabs of a line shows a cell's column."""
_HIDDEN = frozenset({Visibility.HIDDEN, Visibility.VERY_HIDDEN})
_TOP = 40
"""Rows at the top of a table among which its title and its headings stand."""
_ENDS = 30
"""Rows at either end of a table that are compared with those of the next sheet."""
_LISTED = 200
"""Rows at the end of a list without codes whose names show where its last one stands."""
_SHORTEST_CODE = 3
_TABLE_NUMBER = pattern(f"表({NUMERAL})")
Label = tuple[str, ...]
"""The texts of a row, its amounts left out."""


def repaired(book: Book, lexicon: Lexicon) -> Book:
    """Return the book with every table that goes on over pages or sheets put together under its first part's name.

    Tables in plain lines are marked as such that may have lost blank cells.
    """
    if book.container == "pdf":
        return book
    if book.container not in _PAGED:
        return _joined_sheets(book, lexicon)
    sheets = _joined_pages(book, lexicon)
    if book.container in _PLAIN:
        sheets = [replace(sheet, lost_blanks=True) for sheet in sheets]
    return replace(book, sheets=sheets)


def _joined_sheets(book: Book, lexicon: Lexicon) -> Book:
    """Return a workbook with every table that goes on in the next sheets read as one, which knows its pieces."""
    joined: list[Sheet] = []
    for sheet in book.sheets:
        number = _before(joined, sheet)
        first = None if number is None else goes_on_at(joined[number], sheet, lexicon)
        if number is None or first is None:
            joined.append(sheet)
            continue
        before = joined[number]
        pieces = (*(before.pieces or (SheetPart(0, before, 0),)), SheetPart(before.height, sheet, first))
        joined[number] = replace(_put_below(before, sheet, first, before.height), pieces=pieces)
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


def _joined_pages(book: Book, lexicon: Lexicon) -> list[Sheet]:
    """Return the tables with their further pages below; cells still count from the first line of each."""
    joined: list[Sheet] = []
    first, layout = Sheet("", []), Layout()
    for sheet in book.sheets:
        own = lay_out(sheet, lexicon)
        anew = joined and book.container not in _PLAIN and _has_own_headings(first, layout, sheet)
        if joined and not anew and _is_next_page(first, joined[-1].width, layout, sheet, own):
            lines = sheet.first_line - first.first_line if first.first_line else 0
            joined[-1] = _put_below(joined[-1], sheet, 0, max(lines, joined[-1].height))
        else:
            joined.append(sheet)
            first, layout = sheet, own
    return joined


def _is_next_page(first: Sheet, width: int, layout: Layout, sheet: Sheet, own: Layout) -> bool:
    """Return whether a sheet is the next page of the one before, which is so wide with the pages it has.

    It is when nothing but blank lines stands between, or when it repeats the same title and the same headings.
    """
    if not sheet.caption:
        return sheet.width <= width
    if not own.headings or without_continuation(layout.title) != without_continuation(own.title):
        return False
    before = [signature(first.rows[row]) for row in layout.headings]
    return before == [signature(sheet.rows[row]) for row in own.headings]


def _has_own_headings(first: Sheet, layout: Layout, sheet: Sheet) -> bool:
    """Return whether a sheet begins with other headings: words in a column that holds nothing but amounts before."""
    known = [signature(first.rows[row]) for row in layout.headings]
    for values in [values for values in sheet.rows if not is_blank(values)][:2]:
        texts = texts_of(values)
        if has_number(values) or signature(values) in known:
            return False
        if len(texts) > 1:
            body = range(layout.headings[-1] + 1, first.height) if layout.headings else ()
            below = [[each for each in cells_of(first, body, column) if each] for column, _ in texts]
            return any(column and all(map(is_number, column)) for column in below)
    return False


def _put_below(before: Sheet, sheet: Sheet, first: int, at: int) -> Sheet:
    """Return a sheet with the rows of another from `first` on under its own, from its row `at` on."""
    down = at - first
    gap: list[list[CellValue]] = [[] for _ in range(at - before.height)]
    merges = (Merge(m.top + down, m.left, m.bottom + down, m.right) for m in sheet.merges if m.top >= first)
    indents = {(row + down, column): by for (row, column), by in sheet.indents.items() if row >= first}
    rows = sheet.hidden_rows
    hidden = None if rows is None else frozenset(row + down for row in rows if row >= first)
    return replace(
        before,
        rows=[*before.rows, *gap, *sheet.rows[first:]],
        merges=(*before.merges, *merges),
        hidden_rows=_together(before.hidden_rows, hidden),
        hidden_columns=_together(before.hidden_columns, sheet.hidden_columns),
        formats=_formats(before, sheet, first, down),
        default_format=None if sheet.formats is None else before.default_format,
        cleaned=before.cleaned | {(row + down, column) for row, column in sheet.cleaned if row >= first},
        indents={**before.indents, **indents},
        breaks=(*before.breaks, at, *(row + down for row in sheet.breaks if row > first)),
    )


def _together(ours: frozenset[int] | None, its: frozenset[int] | None) -> frozenset[int] | None:
    return None if ours is None or its is None else ours | its


def _formats(before: Sheet, sheet: Sheet, first: int, down: int) -> dict[tuple[int, int], CellFormat] | None:
    """Return the formats of the cells of both that are not the default of the first; None where one has none."""
    if before.formats is None or sheet.formats is None:
        return None
    formats = dict(before.formats)
    if sheet.default_format is not None and sheet.default_format != before.default_format:
        for row in range(first, sheet.height):
            for column in range(len(sheet.rows[row])):
                formats[row + down, column] = sheet.default_format
    return formats | {(row + down, at): known for (row, at), known in sheet.formats.items() if row >= first}


@dataclass(frozen=True, slots=True)
class _Top:
    """What stands above a table's data: the lines above the headings, the title among them, and the headings."""

    lines: frozenset[str]
    title: str
    headings: list[list[tuple[int, str]]]
    first: int


def goes_on_at(before: Sheet, sheet: Sheet, lexicon: Lexicon) -> int | None:
    """Return the row from which a sheet goes on with the last table of the one before; None where it does not."""
    if not any(map(has_number, sheet.rows[: 2 * _TOP])):
        return None
    rows = stacked(before, lexicon)[-1]
    top = _top_of(before, rows, lexicon)
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
    if its and (its[0][0] > begun[0][0] or len(_code_of(its)) > len(_code_of(begun))):
        return True
    if ours and ours[0][0] > begun[0][0]:
        above = (_numbers(before.rows[row]) for row in reversed(rows))
        ours = next(numbers for numbers in above if numbers and numbers[0][0] == begun[0][0])
    code, next_code = _code_of(ours), _code_of(its)
    if not code and not next_code:
        code, next_code = _codes_of_names(before, rows, sheet, first)
    if min(len(code), len(next_code)) >= _SHORTEST_CODE:
        return next_code > code
    begun_so = _states_body(sheet.rows[first]) and any(_states_body(before.rows[row]) for row in rows)
    return begun_so or _states_body(before.rows[last])


def _code_of(numbers: Sequence[tuple[int, str]]) -> str:
    return "".join(text for _, text in numbers)


def _codes_of_names(before: Sheet, rows: range, sheet: Sheet, first: int) -> tuple[str, str]:
    """Return the codes that the names of a table's last row and of the next sheet's first mean, "" for none."""
    places = [(before, row, row) for row in rows[-_LISTED:] if has_number(before.rows[row])]
    lines: list[OutlineLine] = []
    for one, row, number in (*places, (sheet, first, rows.stop)):
        names = (cell for cell in texts_of(one.rows[row]) if not is_number(cell[1]))
        column, name = next(names, (0, ""))
        lines.append(OutlineLine(number, name, one.indent(row, column)))
    outline = outline_of(lines, Domain)
    last = lines[-2].row if places and outline.is_sure else -1
    return outline.codes.get(last, ""), outline.codes.get(rows.stop, "")


def _numbers(values: list[CellValue]) -> list[tuple[int, str]]:
    """Return the whole numbers with which a row begins, by column: a serial number, a code in one cell or several.

    A code may stand before its name.
    """
    texts = texts_of(values)
    numbers = list(takewhile(lambda cell: cell[1].isascii() and cell[1].isdigit(), texts))
    code = "" if numbers or not texts else code_and_name(texts[0][1])[0]
    return [(texts[0][0], code)] if code else numbers


def _states_body(values: list[CellValue]) -> bool:
    """Return whether a row has amounts and names a body instead of a code's name."""
    return has_number(values) and any(names_body(text) for _, text in texts_of(values))


def _top_of(sheet: Sheet, rows: range, lexicon: Lexicon) -> _Top | None:
    """Return what stands above the data of the table in some rows; None where it has no headings or no title.

    A line alone above the headings counts as a title or a caption, which the next sheet may leave out.
    """
    layout = lay_out(sheet, lexicon, range(rows.start, min(rows.stop, rows.start + _TOP)))
    headings = list(dropwhile(lambda row: len(texts_of(sheet.rows[row])) < 2, layout.headings))
    if not headings:
        return None
    lines = [text for row in range(rows.start, headings[0]) for _, text in texts_of(sheet.rows[row])]
    above = frozenset(map(without_continuation, lines))
    placed = [_placed(sheet.rows[row]) for row in headings]
    title = without_continuation(layout.title)
    return _Top(above, title, placed, headings[-1] + 1) if layout.title else None


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
    first, last, complete = (
        {label for label in each if any(map(names_total, label))} for each in (its[:1], its[-1:], ours[-1:])
    )
    return not first.isdisjoint(ours) or (bool(complete) and bool(first or complete & last))
