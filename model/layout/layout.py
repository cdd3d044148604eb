"""Where the tables of a sheet stand, and the parts of each: title, captions, headings, data, notes."""

from __future__ import annotations

from dataclasses import field
from itertools import dropwhile, takewhile

from model.classification.codes import Domain, is_code
from model.layout.cells import has_amount, has_number, is_blank, is_number, numbers_columns, texts_of
from model.lexicon.lexicon import COLUMN_ROLES, Lexicon, normalised, without_numbering
from model.lexicon.names import named_code
from model.lexicon.wording import is_caption, is_note, is_sentence, states_empty, without_anchor, year_alone
from model.pattern import pattern
from model.record import dataclass
from model.source.book import CellValue, Sheet

LONGEST_TITLE = 80
"""Characters; a longer line is prose, whatever words it holds."""
_ENDS = pattern(r"[表。；;：:，,、）)]$|目录$|说明$")
"""With what no title goes on in the next line."""
_BEGINS = pattern(r"附?表?[\d一二三四五六七八九十]")
"""With what a title begins, and no second line of one."""
_UNIT_BEHIND = pattern(r"(?:金额)?单位\s*[:：]")
_NAMES_A_TABLE = pattern(r"表(?:\(.{1,16}\))?$")
_CAPTION_ROWS = 15
"""A heading further down than this belongs to prose set in cells, not to a table."""
_FEWEST_MIXED = 2
"""Headings that a row of data holds at least where it holds any."""
_TITLE_TO_HEADING = 5
"""Rows within which the heading of a table below another follows its title."""


@dataclass(slots=True)
class Layout:
    """Zero-based rows of the parts of a table. `headings` is empty where no heading was found.

    `title_above` means that the title stands in the lines above the table, where a title within it goes first;
    `mixed` is a row of data that holds the last headings of the columns `mixed_columns`, -1 where there is none.
    """

    title: str = ""
    title_row: int = 0
    title_above: bool = False
    captions: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    mixed: int = -1
    mixed_columns: frozenset[int] = frozenset()
    data: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)


def stacked(sheet: Sheet, lexicon: Lexicon) -> list[range]:
    """Return the rows of each table of a sheet that stacks several, each under a title or headings of its own."""
    starts, heading = [0], set[str]()
    title = ""
    seen_body = False
    for row, values in enumerate(sheet.rows):
        filled = [value for value in values if value is not None]
        line = filled[0].strip() if len(filled) == 1 and isinstance(filled[0], str) else ""
        if not line or len(line) > LONGEST_TITLE:
            seen_body = seen_body or len(filled) > 2
            continue
        kind = lexicon.kind_of(line) if _can_be_title(line) else None
        if kind is None or kind.axis == "text":
            continue
        below = sheet.rows[row + 1 : row + 1 + _TITLE_TO_HEADING]
        begins = next((each for each in below if begins_heading(each, lexicon, seen_caption=False)), [])
        if normalised(line) == title and (not begins or set(signature(begins)) == heading):
            continue
        is_form = kind.axis == "forms" and _NAMES_A_TABLE.search(normalised(line)) is not None
        if title and seen_body and (begins or is_form):
            starts.append(row)
            seen_body = False
        title, heading = normalised(line), set(signature(begins))
    return [range(start, stop) for start, stop in zip(starts, [*starts[1:], sheet.height], strict=True)]


def _can_be_title(line: str) -> bool:
    """Return whether a line alone can be a title; a numbered one is a row of a table unless it names one."""
    if is_note(line) or is_sentence(line):
        return False
    plain = normalised(line)
    return "表" in plain or without_numbering(plain) == plain


def _title_before_unit(line: str) -> str:
    """Return the title that stands before the unit of its table in one line (部门收支总表（单位：元）), "" for none."""
    title = _UNIT_BEHIND.split(line, maxsplit=1)[0].strip().rstrip("（(").strip()
    names_a_table = title != line and not is_note(title) and _NAMES_A_TABLE.search(normalised(title))
    return title if names_a_table else ""


def lay_out(
    sheet: Sheet, lexicon: Lexicon, rows: range | None = None, headings: range | None = None
) -> Layout:
    """Return where the parts of the table in `rows` of a sheet stand, by default in all its rows.

    `headings` are the rows of the headings where they need not be looked for; there may be none before the data.
    """
    rows = rows if rows is not None else range(sheet.height)
    reader = _LayoutReader(sheet, lexicon, rows.start)
    if rows.start == 0:
        reader.read_caption()
    start = reader.read_top(rows, headings)
    if reader.layout.headings or headings is not None:
        reader.read_body(range(start, rows.stop))
    return reader.layout


def rows_above_numbers(sheet: Sheet, rows: range) -> range:
    """Return the rows of several texts each that stand right above the first row with a number."""
    first = next((row for row in rows if has_number(sheet.rows[row])), rows.stop)
    above = ([text for _, text in texts_of(sheet.rows[row])] for row in range(first - 1, rows.start - 1, -1))
    headings = takewhile(lambda texts: len(texts) > 1 and not any(map(is_caption, texts)), above)
    return range(first - len(list(headings)), first)


def begins_heading(values: list[CellValue], lexicon: Lexicon, *, seen_caption: bool) -> bool:
    """Return whether a row can be the first of a table's headings: words only, most of them of the lexicon or items."""
    if has_amount(values):
        return False
    # The lines of a caption may stand above others in one cell: 单位：元 / 科目编码.
    lines = [text.split("\n") for _, text in texts_of(values)]
    texts = ["\n".join(list(dropwhile(is_caption, each)) or each) for each in lines]
    bound = [lexicon.read(text).is_bound for text in texts]
    if any(is_caption(text) and not is_bound for text, is_bound in zip(texts, bound, strict=True)):
        return False
    if len(texts) == 1:
        is_title = lexicon.kind_of(texts[0]) is not None
        return seen_caption and bound[0] and year_alone(texts[0]) is None and not is_title
    known = sum(is_bound or names_item(text) for text, is_bound in zip(texts, bound, strict=True))
    return known * 2 >= len(texts) and sum(bound) >= 2


def names_item(text: str) -> bool:
    """Return whether a heading names an economic item, as those of a matrix do."""
    return any(named_code(text, domain) for domain in (Domain.ECONOMIC, Domain.GOVERNMENT))


def signature(values: list[CellValue]) -> tuple[str, ...]:
    """Return a row's texts as the lexicon compares them: two headings are the same if these are."""
    return tuple(normalised(text) for _, text in texts_of(values))


class _LayoutReader:
    """Reads a table from its top to its end, and fills its `layout`."""

    def __init__(self, sheet: Sheet, lexicon: Lexicon, first: int) -> None:
        self._sheet = sheet
        self._lexicon = lexicon
        self.layout = Layout(title_row=first)

    def read_caption(self) -> None:
        """Take title and unit from the lines above a table, the nearest first; above a sentence no heading.

        A note ends the table before, as one does that states of a table with amounts that it is empty.
        """
        layout, is_prose = self.layout, False
        sheet = self._sheet
        is_filled = any(
            has_number(cells) and not numbers_columns(sheet, row) for row, cells in enumerate(sheet.rows)
        )
        lines = [without_anchor(printed) for printed in self._sheet.caption]
        for number, line in reversed(list(enumerate(lines))):
            notes_empty = is_filled and states_empty(line) and not _NAMES_A_TABLE.search(normalised(line))
            if (is_note(line) or notes_empty) and not is_caption(line):
                return
            layout.captions.append(line)
            line = line if not is_caption(line) else _title_before_unit(line)
            if layout.title or len(line) > LONGEST_TITLE:
                continue
            names_table = _NAMES_A_TABLE.search(normalised(line))
            is_prose = is_prose or is_sentence(line)
            is_end = names_table or self._lexicon.kind_of(line)
            title = self._with_beginning(lines[number - 1] if number else "", line) if is_end else line
            if self._lexicon.kind_of(title) and (names_table or not is_prose):
                layout.title, layout.title_above = title, True

    def _with_beginning(self, above: str, line: str) -> str:
        """Return a title with the line above, if that is its beginning: both name another table than its end does.

        财政拨款“三公”经费 / 支出表 is no table of expenditure.
        """
        both = above + line
        apart = not above or len(both) > LONGEST_TITLE or _ENDS.search(above) or _BEGINS.match(line)
        if apart or is_caption(above) or is_note(above) or without_numbering(above) != above:
            return line
        kinds = [self._lexicon.kind_of(text) for text in (above, line, both)]
        return both if kinds[2] not in (None, kinds[1]) and kinds[0] in (None, kinds[2]) else line

    def read_top(self, rows: range, known: range | None) -> int:
        """Fill title, captions and headings, those that are known or are found; return the first row after them."""
        headings, seen_caption = self.layout.headings, False
        for row in rows:
            values = self._sheet.rows[row]
            if is_blank(values):
                continue
            if known is not None:
                is_heading, is_below = row in known, row >= known.stop
            elif headings:
                is_heading, is_below = self._continues_heading(row), True
            else:
                is_near = row <= rows.start + _CAPTION_ROWS
                is_heading = is_near and begins_heading(values, self._lexicon, seen_caption=seen_caption)
                is_below = False
            if is_heading:
                headings.append(row)
            elif is_below:
                self._take_mixed(row)
                return row
            else:
                seen_caption = self._take_line(row) or seen_caption
        return rows.stop

    def _take_line(self, row: int) -> bool:
        """Take a row above the headings as a caption or as the title; return whether it is a caption."""
        layout, texts = self.layout, [text for _, text in texts_of(self._sheet.rows[row])]
        if any(map(is_caption, texts)):
            layout.captions.extend(texts)
            title = _title_before_unit(texts[0])
            if title and not layout.title:
                layout.title, layout.title_row, layout.title_above = title, row, False
            return True
        line = " ".join(map(str.strip, texts))
        layout.captions.append(line)
        is_row = any("." in text and is_number(text) for text in texts)
        if is_row or len(line) > LONGEST_TITLE or is_note(line) or is_sentence(line):
            return False
        if not layout.title or self._goes_first(line, alone=len(texts) == 1):
            layout.title, layout.title_row, layout.title_above = line, row, False
        return False

    def _goes_first(self, line: str, *, alone: bool) -> bool:
        """Return whether a line is the title rather than one above it: of lines that name tables the nearest is meant.

        What stands below a title that announces a list, such as 目录, is listed there.
        """
        kind, known = self._lexicon.kind_of(line), self._lexicon.kind_of(self.layout.title)
        if kind is None or known is None:
            return kind is not None
        plain = normalised(line)
        names_itself = alone and _NAMES_A_TABLE.search(plain) is not None
        return names_itself and known.axis != "text" and plain != normalised(self.layout.title)

    def _continues_heading(self, row: int) -> bool:
        values = self._sheet.rows[row]
        texts = texts_of(values)
        if (
            has_amount(values)
            or numbers_columns(self._sheet, row)
            or any(is_code(text.strip()) or is_note(text) for _, text in texts)
        ):
            return False
        if any(merge.top in self.layout.headings and merge.bottom >= row for merge in self._sheet.merges):
            return True
        readings = [self._lexicon.read(text) for _, text in texts]
        if any(reading.roles & COLUMN_ROLES and reading.is_bound for reading in readings):
            return True
        if all(reading.roles == {"total"} for reading in readings):
            return False
        labels = {
            column
            for heading in self.layout.headings
            for column, text in texts_of(self._sheet.rows[heading])
            if self._lexicon.read(text).roles & COLUMN_ROLES
        }
        beside = [
            reading.is_bound or names_item(text)
            for (column, text), reading in zip(texts, readings, strict=True)
            if column not in labels
        ]
        return bool(beside) and sum(beside) * 2 >= len(beside)

    def _take_mixed(self, row: int) -> None:
        """Note a row that is both: 类 款 项 over the code columns, or 合计 基本支出 项目支出 below 本年支出.

        Beside them 合计 stands with its amounts.
        """
        values = self._sheet.rows[row]
        if not has_number(values):
            return
        readings = {column: self._lexicon.read(text) for column, text in texts_of(values)}
        columns = {column for column, reading in readings.items() if "code" in reading.roles}
        if len(columns) < _FEWEST_MIXED:
            first = min(readings, default=-1)
            columns = {column for column, reading in readings.items() if column != first and reading.is_bound}
            is_total = len(columns) >= _FEWEST_MIXED and "total" in readings[first].roles
            is_run = is_total and max(columns) - min(columns) + 1 == len(columns)
            if not is_run or not any(readings[column].coordinates for column in columns):
                return
        self.layout.mixed, self.layout.mixed_columns = row, frozenset(columns)

    def read_body(self, rows: range) -> None:
        """Separate the data from notes and from what each page repeats."""
        layout, sheet = self.layout, self._sheet
        headings = {signature(sheet.rows[row]) for row in layout.headings}
        numbers: list[list[CellValue]] = []
        for row in rows:
            values = sheet.rows[row]
            if numbers_columns(sheet, row, amid_data=bool(layout.data)) or values in numbers:
                layout.repeated.append(row)
                numbers.append(values)
                continue
            numbered = has_number(values)
            first = next((value for value in values if isinstance(value, str) and value.strip()), "")
            if is_note(first) or (not numbered and states_empty(first)):
                layout.notes.append(" ".join(text for _, text in texts_of(values)))
            elif not numbered and (signature(values) in headings or self._repeats_top(values)):
                layout.repeated.append(row)
            elif not is_blank(values):
                layout.data.append(row)

    def _repeats_top(self, values: list[CellValue]) -> bool:
        """Return whether a row in the body repeats the title or the captions, as every page of a long table does."""
        texts = [text for _, text in texts_of(values)]
        above = {normalised(text) for text in (self.layout.title, *self.layout.captions)}
        repeats = normalised(" ".join(texts)) in above or above.issuperset(map(normalised, texts))
        return bool(texts) and (repeats or all(map(is_caption, texts)))
