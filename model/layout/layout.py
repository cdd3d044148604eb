"""Where the parts of a table stand in its sheet: title, captions, headings, data, notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from model.classification.codes import Domain, is_code
from model.layout.numbering import numbers_columns
from model.layout.numbers import has_number, is_number
from model.lexicon.lexicon import COLUMN_ROLES, Lexicon, normalised
from model.lexicon.names import named_code
from model.lexicon.wording import is_caption, is_note, is_sentence, without_anchor, year_alone
from model.source.book import CellValue, Sheet

LONGEST_TITLE = 80
"""Characters; a longer line is prose, whatever words it holds."""
_NAMES_A_TABLE = re.compile(r"表(?:\(.{1,16}\))?$")
_CAPTION_ROWS = 15
"""A heading further down than this belongs to prose set in cells, not to a table."""


@dataclass(slots=True)
class Layout:
    """Zero-based rows of the parts of a table. `headings` is empty where no heading was found.

    `title_above` tells that the title stands in the lines above the table, where a title within it goes first;
    `mixed` is a row of data whose code columns hold the last headings, -1 where there is none.
    """

    title: str = ""
    title_row: int = 0
    title_above: bool = False
    captions: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    mixed: int = -1
    data: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)


def texts_of(row: list[CellValue]) -> list[tuple[int, str]]:
    """Return the columns and texts of a row's non-empty text cells."""
    return [(column, value) for column, value in enumerate(row) if isinstance(value, str) and value.strip()]


def is_blank(row: list[CellValue]) -> bool:
    """Return whether a row holds nothing."""
    return all(value is None or (isinstance(value, str) and not value.strip()) for value in row)


def lay_out(
    sheet: Sheet, lexicon: Lexicon, rows: range | None = None, headings: range | None = None
) -> Layout:
    """Return where the parts of the table in `rows` of a sheet stand, by default in all its rows.

    `headings` are the rows of the headings where they need not be looked for; there may be none before the data.
    """
    rows = rows if rows is not None else range(sheet.height)
    layout = Layout(title_row=rows.start)
    if rows.start == 0:
        _read_caption(sheet.caption, lexicon, layout)
    if headings is None:
        start = _read_top(sheet, rows, lexicon, layout)
    else:
        start = _read_known_top(sheet, rows, headings, lexicon, layout)
    if layout.headings or headings is not None:
        _read_body(sheet, range(start, rows.stop), layout)
    return layout


def rows_above_numbers(sheet: Sheet, rows: range) -> range:
    """Return the rows of several texts each that stand right above the first row with a number."""
    first = next((row for row in rows if has_number(sheet.rows[row])), rows.stop)
    start = first
    while start > rows.start:
        texts = texts_of(sheet.rows[start - 1])
        if len(texts) < 2 or any(is_caption(text) for _, text in texts):
            break
        start -= 1
    return range(start, first)


def _read_caption(caption: tuple[str, ...], lexicon: Lexicon, layout: Layout) -> None:
    """Take title and unit from the lines above a table of a text; the line nearest to the table goes first."""
    for printed in reversed(caption):
        line = without_anchor(printed)
        if is_note(line) and not is_caption(line):
            return
        layout.captions.append(line)
        if not layout.title and len(line) <= LONGEST_TITLE and not is_caption(line) and lexicon.kind_of(line):
            layout.title, layout.title_above = line, True


def _read_top(sheet: Sheet, rows: range, lexicon: Lexicon, layout: Layout) -> int:
    """Fill title, captions and headings; return the first row after the headings."""
    seen_caption = False
    for row in rows:
        values = sheet.rows[row]
        if is_blank(values):
            continue
        texts = texts_of(values)
        if layout.headings:
            if not _continues_heading(row, texts, layout, sheet, lexicon):
                _take_mixed(values, texts, row, layout, lexicon)
                return row
            layout.headings.append(row)
        elif row <= rows.start + _CAPTION_ROWS and begins_heading(
            values, texts, lexicon, seen_caption=seen_caption
        ):
            layout.headings.append(row)
        else:
            seen_caption = _take_line(texts, row, layout, lexicon) or seen_caption
    return rows.stop


def _read_known_top(sheet: Sheet, rows: range, headings: range, lexicon: Lexicon, layout: Layout) -> int:
    """Fill title and captions from the rows above known headings; return the first row after the headings."""
    for row in range(rows.start, min(headings.start, rows.stop)):
        if not is_blank(sheet.rows[row]):
            _take_line(texts_of(sheet.rows[row]), row, layout, lexicon)
    layout.headings.extend(row for row in headings if row in rows and not is_blank(sheet.rows[row]))
    start = min(headings.stop, rows.stop)
    following = next((row for row in range(start, rows.stop) if not is_blank(sheet.rows[row])), start)
    if following < rows.stop:
        values = sheet.rows[following]
        _take_mixed(values, texts_of(values), following, layout, lexicon)
    return start


def _take_line(texts: list[tuple[int, str]], row: int, layout: Layout, lexicon: Lexicon) -> bool:
    """Take a row above the headings as a caption or as the title; tell whether it is a caption."""
    captions = any(is_caption(text) for _, text in texts)
    if captions:
        layout.captions.extend(text for _, text in texts)
    else:
        _take_title(texts, row, layout, lexicon)
    return captions


def _take_title(texts: list[tuple[int, str]], row: int, layout: Layout, lexicon: Lexicon) -> None:
    line = " ".join(text.strip() for _, text in texts)
    layout.captions.append(line)
    if (
        len(line) > LONGEST_TITLE
        or is_note(line)
        or is_sentence(line)
        or any("." in text and is_number(text) for _, text in texts)
    ):
        return
    kind, known = lexicon.kind_of(line), lexicon.kind_of(layout.title)
    names_itself = len(texts) == 1 and _NAMES_A_TABLE.search(normalised(line)) is not None
    if not layout.title or (kind and (known is None or (layout.title_above and names_itself))):
        layout.title, layout.title_row, layout.title_above = line, row, False


def begins_heading(
    values: list[CellValue], texts: list[tuple[int, str]], lexicon: Lexicon, *, seen_caption: bool
) -> bool:
    """Return whether a row can be the first of a table's headings: words only, most of them of the lexicon or items."""
    if has_number(values) or any(is_caption(text) and not lexicon.read(text).is_bound for _, text in texts):
        return False
    bound = sum(lexicon.read(text).is_bound for _, text in texts)
    if len(texts) == 1:
        text = texts[0][1]
        return seen_caption and bound == 1 and year_alone(text) is None and lexicon.kind_of(text) is None
    items = sum(_names_item(text) for _, text in texts if not lexicon.read(text).is_bound)
    return (bound + items) * 2 >= len(texts) and bound >= 2


def _names_item(text: str) -> bool:
    """Return whether a heading names an economic item, as those of a matrix do."""
    return any(named_code(text, domain) for domain in (Domain.ECONOMIC, Domain.GOVERNMENT))


def _continues_heading(
    row: int, texts: list[tuple[int, str]], layout: Layout, sheet: Sheet, lexicon: Lexicon
) -> bool:
    if (
        has_number(sheet.rows[row])
        or any(is_code(text.strip()) for _, text in texts)
        or any(is_note(text) for _, text in texts)
    ):
        return False
    if _is_spanned(sheet, layout.headings, row):
        return True
    readings = [lexicon.read(text) for _, text in texts]
    if any(reading.roles & COLUMN_ROLES and reading.is_bound for reading in readings):
        return True
    if all(reading.roles == {"total"} for reading in readings):
        return False
    labels = _label_columns(layout, sheet, lexicon)
    beside = [
        reading.is_bound or _names_item(text)
        for (column, text), reading in zip(texts, readings, strict=True)
        if column not in labels
    ]
    return bool(beside) and sum(beside) * 2 >= len(beside)


def _is_spanned(sheet: Sheet, headings: list[int], row: int) -> bool:
    """Return whether a heading above spans this row too, so that it is one of the headings."""
    return any(merge.top in headings and merge.bottom >= row for merge in sheet.merges)


def _take_mixed(
    values: list[CellValue], texts: list[tuple[int, str]], row: int, layout: Layout, lexicon: Lexicon
) -> None:
    """Note a row that is both: 类 款 项 over the code columns and 合计 with its amounts beside them."""
    codes = sum("code" in lexicon.read(text).roles for _, text in texts)
    if has_number(values) and codes >= 2:
        layout.mixed = row


def _label_columns(layout: Layout, sheet: Sheet, lexicon: Lexicon) -> set[int]:
    return {
        column
        for row in layout.headings
        for column, text in texts_of(sheet.rows[row])
        if lexicon.read(text).roles & COLUMN_ROLES
    }


def _read_body(sheet: Sheet, rows: range, layout: Layout) -> None:
    headings = {signature(sheet.rows[row]) for row in layout.headings}
    numbers: list[list[CellValue]] = []
    for row in rows:
        values = sheet.rows[row]
        if numbers_columns(sheet, row, amid_data=bool(layout.data)) or values in numbers:
            layout.repeated.append(row)
            numbers.append(values)
            continue
        if float in map(type, values) and not is_note(_first_text(values)):
            layout.data.append(row)
            continue
        if is_blank(values):
            continue
        texts = texts_of(values)
        if texts and is_note(texts[0][1]):
            layout.notes.append(" ".join(text for _, text in texts))
        elif not has_number(values) and (signature(values) in headings or _is_repeated_top(texts, layout)):
            layout.repeated.append(row)
        else:
            layout.data.append(row)


def _first_text(values: list[CellValue]) -> str:
    for value in values:
        if isinstance(value, str) and value.strip():
            return value
    return ""


def signature(values: list[CellValue]) -> tuple[str, ...]:
    """Return a row's texts as the lexicon compares them: two headings are the same if these are."""
    return tuple(normalised(value) for value in values if isinstance(value, str) and value.strip())


def _is_repeated_top(texts: list[tuple[int, str]], layout: Layout) -> bool:
    """Return whether a row in the body repeats the title or the captions, as every page of a long table does."""
    if not texts:
        return False
    line = normalised(" ".join(text for _, text in texts))
    if line == normalised(layout.title) or all(is_caption(text) for _, text in texts):
        return True
    above = {normalised(text) for text in layout.captions}
    if len(texts) > 1:
        return all(normalised(text) in above for _, text in texts)
    return line in above or year_alone(texts[0][1]) is not None
