"""A mapping: what an auditor states of a table that the lexicon does not understand, and the file it is read from."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path

from model.datafile import DataFile, FilePlace, user_text
from model.declared import no_choice, read
from model.errors import InvalidDataError
from model.layout.layout import names_item
from model.lexicon.lexicon import Lexicon, lexicon, normalised
from model.messages import Language, message
from model.money import Unit
from model.pattern import pattern
from model.record import dataclass
from model.source.book import column_letters, column_number
from model.text import clean_line

LEVELS = " / "
"""What stands between the levels of a column's heading, from top to bottom."""

ROW_ROLES = ("data", "total", "subtotal", "unit", "part", "ignored")
"""What a row may be mapped as: data, though it reads like headings or numbers of columns; the total; what is counted
in the rows beside it already; a unit, whose lines follow; a part of the line above; and a row without any amount."""

MOST_ROWS = 1_000
"""So many rows may be mapped in one line of a file."""

_YEAR = pattern(r"(?<!\d)(?:19|20)\d{2}(?!\d)(?:年度?)?|[一二][〇○零一二三四五六七八九]{3}年度?")
STAGE_NAMES = ("budget", "final")
YEARS = range(1949, 2200)
_MOST_COLUMNS = 16_384
_LAST_ROW = 1_048_576
_ROWS = pattern(r"([1-9][0-9]{0,6})(?::([1-9][0-9]{0,6}))?")
_LETTERS = pattern("[A-Z]{1,3}")
_UNITS = {unit.label: unit for unit in Unit}


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What is stated of the tables that have a title, stand in a sheet, or both; "" and None state nothing.

    `kind` is a table kind of the lexicon; `stage` is "budget" or "final"; `headings` are the zero-based rows of the
    headings. `columns` are zero-based columns, in order, with the words their headings are read as, "" for a column
    that holds no amount. `rows` are zero-based, in order, each with one of `ROW_ROLES`; `place` is where it was read.
    """

    title: str = ""
    sheet: str = ""
    kind: str = ""
    unit: Unit | None = None
    year: int | None = None
    stage: str | None = None
    headings: range | None = None
    columns: tuple[tuple[int, str], ...] = ()
    rows: tuple[tuple[int, str], ...] = ()
    place: str = field(default="", compare=False)

    @property
    def key(self) -> tuple[str, str]:
        """The title and the sheet as they are compared: two mappings of one key speak of the same tables."""
        return year_free(self.title), year_free(self.sheet)

    @property
    def is_empty(self) -> bool:
        """Whether it leaves everything as it was read."""
        return self == TableMapping(self.title, self.sheet)

    def fits(self, title: str, sheet: str) -> bool:
        """Return whether it speaks of a table with this title in a sheet of this name."""
        pairs = zip(self.key, (title, sheet), strict=True)
        return any(self.key) and all(wanted in ("", year_free(name)) for wanted, name in pairs)


def in_force(mappings: Iterable[TableMapping]) -> tuple[TableMapping, ...]:
    """Return the mappings without those that an earlier one of the same tables overrules."""
    first: dict[tuple[str, str], TableMapping] = {}
    for mapping in mappings:
        first.setdefault(mapping.key, mapping)
    return tuple(first.values())


def year_free(text: str) -> str:
    """Return a title or a sheet's name as mappings compare it: as the lexicon does, and without its years."""
    return _YEAR.sub("", normalised(text))


def one_line(text: str) -> str:
    """Return a text as mappings hold it: in display form, without line breaks, each blank between words one space."""
    return clean_line(" ".join(text.split()))


def levels_of(words: str) -> tuple[str, ...]:
    """Return the levels of a heading that is written in one line: 本年预算数 / 基本支出."""
    return tuple(level.strip() for level in words.split(LEVELS))


def is_understood(words: str, lexicon: Lexicon) -> bool:
    """Return whether every level of a heading states something that the lexicon or an economic classification knows."""
    for level in levels_of(words):
        reading = lexicon.read(level)
        has_meaning = reading.coordinates or reading.roles or reading.year or reading.year_shift is not None
        if not (reading.is_bound and has_meaning) and not names_item(level):
            return False
    return True


@dataclass(frozen=True, slots=True)
class _Entry:
    """One `[[table]]`; what it leaves out is "" or None."""

    place: FilePlace
    title: str = ""
    sheet: str = ""
    kind: str = ""
    unit: str = ""
    year: object = None
    stage: str = ""
    headings: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _File:
    """The whole of a file of mappings."""

    table: tuple[_Entry, ...] = ()


def load_mappings(path: Path, lexicon: Lexicon) -> tuple[TableMapping, ...]:
    """Return the mappings of a file, in its order.

    Raises InvalidDataError, with the line where there is one, for a file that cannot be read or breaks the form, a
    kind or words that the lexicon does not know, and two mappings of the same tables.
    """
    mappings = parse_mappings(user_text(path), path, lexicon)
    if not mappings:
        what = message("The mapping file maps no table.")
        remedy = message("Write a [[table]] for each table to be mapped.")
        raise InvalidDataError(clean_line(str(path)), what, remedy)
    return mappings


def parse_mappings(text: str, path: Path, lexicon: Lexicon | None = None) -> tuple[TableMapping, ...]:
    """Return the mappings of a file's text; without a lexicon, kinds and words are not looked up,
    and a table of which nothing is stated passes.

    Raises InvalidDataError like `load_mappings`.
    """
    mappings: list[TableMapping] = []
    for entry in read(_File, FilePlace(DataFile(path, text))).table:
        mapping = _mapping(entry, lexicon)
        if any(mapping.key == other.key for other in mappings):
            what = message("This table was mapped above already.")
            raise entry.place.complain(what, message("Keep one of the two."))
        mappings.append(mapping)
    return tuple(mappings)


def _mapping(entry: _Entry, lexicon: Lexicon | None) -> TableMapping:
    kind = one_line(entry.kind)
    _look_up(entry, "kind", kind, sorted(each.kind for each in lexicon.kinds) if lexicon else [kind])
    _look_up(entry, "unit", entry.unit, list(_UNITS))
    _look_up(entry, "stage", entry.stage, list(STAGE_NAMES))
    mapping = TableMapping(
        one_line(entry.title),
        one_line(entry.sheet),
        kind,
        _UNITS.get(entry.unit),
        _year(entry),
        entry.stage or None,
        _headings(entry),
        _columns(entry, lexicon),
        _rows(entry),
        place=str(entry.place),
    )
    if not any(mapping.key):
        what = message("The mapping names no table.")
        raise entry.place.complain(what, message("Give a title or a sheet that is more than a year."))
    if lexicon and mapping.is_empty:
        fields = (
            "A table has: title, sheet, kind, unit, year, stage, headings, [table.columns] and [table.rows]."
        )
        raise entry.place.complain(message("The mapping says nothing of its table."), message(fields))
    return mapping


def _look_up(entry: _Entry, key: str, value: str, known: list[str]) -> None:
    """Raise InvalidDataError for a value that is given and none of those known."""
    if value not in ("", *known):
        raise no_choice(entry.place.at(key), value, known)


def _year(entry: _Entry) -> int | None:
    if entry.year is None or (type(entry.year) is int and entry.year in YEARS):
        return entry.year
    what = message("{key} must be a year of four digits, without quotes.", key="year")
    raise entry.place.at("year").complain(what, message("Write it like this: year = 2021"))


def _headings(entry: _Entry) -> range | None:
    rows = None if entry.headings is None else rows_of(entry.headings)
    if entry.headings is not None and rows is None:
        what = message("{rows} are no rows of headings.", rows=one_line(entry.headings))
        remedy = message('Write the first and the last row like this: "4:5".')
        raise entry.place.at("headings").complain(what, remedy)
    return rows


def _columns(entry: _Entry, lexicon: Lexicon | None) -> tuple[tuple[int, str], ...]:
    columns: dict[int, str] = {}
    for letters, written in entry.columns.items():
        place, number, words = entry.place.at("columns", letters), column_of(letters), one_line(written)
        if number is None or number in columns:
            what = message("{letters} is no column, or given twice.", letters=clean_line(letters))
            raise place.complain(what, message("Write a column's letters, such as D."))
        if words and lexicon and not is_understood(words, lexicon):
            what = message("No word of the lexicon covers {words}.", words=words)
            remedy = message('Say it as a column\'s heading would, such as 基本支出, or "" for no amount.')
            raise place.complain(what, remedy)
        columns[number] = words
    return tuple(sorted(columns.items()))


def _rows(entry: _Entry) -> tuple[tuple[int, str], ...]:
    """Return the zero-based rows that are mapped, in order."""
    roles: dict[int, str] = {}
    for written, role in entry.rows.items():
        place = entry.place.at("rows", written)
        if not _take_rows(roles, written, role):
            what = message("{rows} are no rows, or given twice.", rows=clean_line(written))
            raise place.complain(what, message('Write a row, or the first and the last: "4:5".'))
        if role not in ROW_ROLES:
            raise no_choice(place, role, list(ROW_ROLES))
    return tuple(sorted(roles.items()))


def typed_rows(text: str) -> tuple[tuple[int, str], ...] | None:
    """Return the zero-based rows of "5 subtotal, 7:9 unit" with what they are, None where the text is none."""
    roles: dict[int, str] = {}
    for entry in unicodedata.normalize("NFKC", text).split(",") if text.strip() else ():
        written, _, role = entry.strip().partition(" ")
        if role.strip() not in ROW_ROLES or not _take_rows(roles, written, role.strip()):
            return None
    return tuple(sorted(roles.items()))


def _take_rows(roles: dict[int, str], written: str, role: str) -> bool:
    """Add the rows that a text writes; return whether it writes rows of which nothing was stated before."""
    rows = rows_of(written)
    if rows is None or len(rows) > MOST_ROWS or not roles.keys().isdisjoint(rows):
        return False
    roles.update(dict.fromkeys(rows, role))
    return True


def rows_of(text: str) -> range | None:
    """Return the zero-based rows of "4:5" or "4", None where the text is none."""
    found = _ROWS.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", ""))
    if found is None:
        return None
    first = int(found[1])
    last = int(found[2] or first)
    return range(first - 1, last) if first <= last <= _LAST_ROW else None


def column_of(letters: str) -> int | None:
    """Return the zero-based column of letters such as D or AA, None where they are none."""
    plain = unicodedata.normalize("NFKC", letters).strip().upper()
    number = column_number(plain) if _LETTERS.fullmatch(plain) else _MOST_COLUMNS
    return number if number < _MOST_COLUMNS else None


def mapping_text(mappings: Sequence[TableMapping], language: Language, *, years: bool = True) -> str:
    """Return mappings as a file's text, with remarks in `language`.

    Without `years` each year becomes a remark: the file is for the tables of another year.
    """
    head = (
        message("A mapping file of Yushen: what the tables are that it does not recognise by itself."),
        message("To use it: yushen --mapping FILE PATH. A line that begins with # is a remark."),
        message("Titles and sheets are compared without their years."),
    )
    lines = [f"# {line.text(language)}" for line in head]
    for mapping in mappings:
        lines += ["", *_table(mapping, language, years=years)]
    return "\n".join(lines) + "\n"


def _table(mapping: TableMapping, language: Language, *, years: bool) -> Iterator[str]:
    yield "[[table]]"
    values = {
        "title": mapping.title,
        "sheet": mapping.sheet,
        "kind": mapping.kind,
        "unit": mapping.unit.label if mapping.unit else "",
        "stage": mapping.stage or "",
        "headings": "" if mapping.headings is None else rows_text(mapping.headings),
    }
    kind = lexicon().kind_named(mapping.kind)
    remarks = {} if kind is None else {"kind": kind.zh if language == "zh" else kind.en}
    yield from (_line(name, value, remarks.get(name, "")) for name, value in values.items() if value)
    if mapping.year is not None:
        remark = message("the year is another one next year: take away the # to state it")
        yield f"year = {mapping.year}" if years else f"# year = {mapping.year}  # {remark.text(language)}"
    if mapping.columns:
        yield "[table.columns]"
    for column, words in mapping.columns:
        yield _line(column_letters(column), words, "" if words else message("no amount").text(language))
    if mapping.rows:
        moved = "" if years else message("rows may stand elsewhere next year").text(language)
        yield f"[table.rows]  # {moved}" if moved else "[table.rows]"
    for rows, role in row_blocks(mapping.rows):
        yield _line(_quoted(rows_text(rows)), role)


def _line(key: str, value: str, remark: str = "") -> str:
    return f"{key} = {_quoted(value)}" + (f"  # {remark}" if remark else "")


def row_blocks(rows: Sequence[tuple[int, str]]) -> Iterator[tuple[range, str]]:
    """Yield rows that follow each other and are the same together, with what they are."""
    start = 0
    for at in range(1, len(rows) + 1):
        (first, role), (last, _) = rows[start], rows[at - 1]
        if at == len(rows) or rows[at] != (last + 1, role) or at - start == MOST_ROWS:
            yield range(first, last + 1), role
            start = at


def rows_text(rows: range) -> str:
    """Return zero-based rows as they are printed: 4:5, a single one as 4."""
    return str(rows.stop) if len(rows) == 1 else f"{rows.start + 1}:{rows.stop}"


def _quoted(text: str) -> str:
    """Return a text as `one_line` has it, as a basic string of TOML, which is written as one of JSON is."""
    return json.dumps(one_line(text), ensure_ascii=False)
