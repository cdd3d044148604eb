"""One `[[table]]` of a mapping file becomes a mapping, or a complaint that names its line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from model.errors import InvalidDataError
from model.lexicon.datafile import DataFile
from model.lexicon.lexicon import Lexicon
from model.mapping.mapping import MOST_ROWS, ROW_ROLES, TableMapping, is_understood, one_line
from model.messages import Message, message
from model.money import Unit
from model.text import clean_line

STAGE_NAMES = ("budget", "final")

YEARS = range(1949, 2200)
_MOST_COLUMNS = 16_384
_LAST_ROW = 1_048_576
_ROWS = re.compile(r"([1-9][0-9]{0,6})(?::([1-9][0-9]{0,6}))?")
_UNITS = {unit.label: unit for unit in Unit}


def see_fields() -> Message:
    """Return the remedy that names all that a table may have."""
    return message(
        "A table has: title, sheet, kind, unit, year, stage, headings, [table.columns] and [table.rows]."
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """One `[[table]]` of a file, and where it stands there."""

    data: DataFile
    number: int
    fields: dict[str, Any]
    lexicon: Lexicon | None

    def mapping(self) -> TableMapping:
        """Return the mapping; raise InvalidDataError where a value breaks the form."""
        known = {name: read(self, name) for name, read in _FIELDS.items() if name in self.fields}
        for name in self.fields:
            if name not in _FIELDS:
                raise self.complain(
                    name, message("{key} is not known here.", key=clean_line(name)), see_fields()
                )
        line = line_of(self.data, self.number, "")
        mapping = TableMapping(**known, place=f"{clean_line(self.data.path.name)}:{line}")
        if not any(mapping.key):
            what = message("The mapping names no table.")
            raise self.complain("", what, message("Give a title or a sheet that is more than a year."))
        if self.lexicon and mapping.says_nothing:
            raise self.complain("", message("The mapping says nothing of its table."), see_fields())
        return mapping

    def complain(self, name: str, what: Message, remedy: Message) -> InvalidDataError:
        """Return the error for a field of this table, with its line."""
        return self.data.complain_at(line_of(self.data, self.number, name), what, remedy)

    def text(self, name: str) -> str:
        """Return a field that must be text, in display form and on one line."""
        value = self.fields[name]
        if not isinstance(value, str):
            raise self.complain(name, message("{key} must be text in quotes.", key=name), see_fields())
        return one_line(value)

    def kind(self, name: str) -> str:
        """Return a kind of the lexicon."""
        kind = self.text(name)
        kinds = {known.kind for known in self.lexicon.kinds} if self.lexicon else {kind}
        if kind not in kinds:
            what = message("{kind} is no kind of table.", kind=kind)
            raise self.complain(
                name, what, message("The kinds are: {kinds}.", kinds=", ".join(sorted(kinds)))
            )
        return kind

    def unit(self, name: str) -> Unit:
        """Return a money unit."""
        label = self.text(name)
        if label not in _UNITS:
            what = message("{unit} is no money unit.", unit=label)
            raise self.complain(name, what, message("The units are: {units}.", units=", ".join(_UNITS)))
        return _UNITS[label]

    def year(self, name: str) -> int:
        """Return a year."""
        value = self.fields[name]
        if not isinstance(value, int) or isinstance(value, bool) or value not in YEARS:
            what = message("{key} must be a year of four digits, without quotes.", key=name)
            raise self.complain(name, what, message("Write it like this: year = 2021"))
        return value

    def stage(self, name: str) -> str:
        """Return a stage."""
        stage = self.text(name)
        if stage not in STAGE_NAMES:
            what = message("{stage} is no stage.", stage=stage)
            raise self.complain(name, what, message('Write "budget" or "final".'))
        return stage

    def headings(self, name: str) -> range:
        """Return the zero-based rows of the headings."""
        rows = rows_of(self.text(name))
        if rows is None:
            what = message("{rows} are no rows of headings.", rows=self.text(name))
            raise self.complain(name, what, message('Write the first and the last row like this: "4:5".'))
        return rows

    def columns(self, name: str) -> tuple[tuple[int, str], ...]:
        """Return the columns and their words, in order."""
        value = self.fields[name]
        if not isinstance(value, dict):
            what = message("The columns must be written below [table.columns].")
            raise self.complain(name, what, see_fields())
        columns: dict[int, str] = {}
        for letters in value:
            number = column_number(letters)
            if number is None or number in columns:
                what = message("{letters} is no column, or given twice.", letters=clean_line(letters))
                raise self.complain(letters, what, message("Write a column's letters, such as D."))
            columns[number] = self._words(letters, value[letters])
        return tuple(sorted(columns.items()))

    def rows(self, name: str) -> tuple[tuple[int, str], ...]:
        """Return the zero-based rows that are said to be something, in order."""
        value = self.fields[name]
        if not isinstance(value, dict):
            what = message("The rows must be written below [table.rows].")
            raise self.complain(name, what, see_fields())
        said: dict[int, str] = {}
        for written, role in value.items():
            rows = rows_of(written)
            if rows is None or len(rows) > MOST_ROWS or not said.keys().isdisjoint(rows):
                what = message("{rows} are no rows, or given twice.", rows=clean_line(written))
                raise self.complain(written, what, message('Write a row, or the first and the last: "4:5".'))
            if not isinstance(role, str) or role not in ROW_ROLES:
                what = message("{role} is nothing that a row can be.", role=clean_line(str(role)))
                known = message("A row is one of: {roles}.", roles=", ".join(ROW_ROLES))
                raise self.complain(written, what, known)
            said.update(dict.fromkeys(rows, role))
        return tuple(sorted(said.items()))

    def _words(self, letters: str, value: object) -> str:
        if not isinstance(value, str):
            raise self.complain(letters, message("{key} must be text in quotes.", key=letters), see_fields())
        words = one_line(value)
        if words and self.lexicon and not is_understood(words, self.lexicon):
            what = message("No word of the lexicon covers {words}.", words=words)
            remedy = message('Say it as a column\'s heading would, such as 基本支出, or "" for no amount.')
            raise self.complain(letters, what, remedy)
        return words


_FIELDS: dict[str, Callable[[Entry, str], Any]] = {
    "title": Entry.text,
    "sheet": Entry.text,
    "kind": Entry.kind,
    "unit": Entry.unit,
    "year": Entry.year,
    "stage": Entry.stage,
    "headings": Entry.headings,
    "columns": Entry.columns,
    "rows": Entry.rows,
}


def rows_of(text: str) -> range | None:
    """Return the zero-based rows of "4:5" or "4", None where the text is none."""
    found = _ROWS.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", ""))
    if found is None:
        return None
    first = int(found[1])
    last = int(found[2] or first)
    return range(first - 1, last) if first <= last <= _LAST_ROW else None


def typed_rows(text: str) -> tuple[tuple[int, str], ...] | None:
    """Return the zero-based rows of "5 subtotal, 7:9 unit" with what they are, None where the text is none."""
    said: dict[int, str] = {}
    for entry in unicodedata.normalize("NFKC", text).split(",") if text.strip() else ():
        written, _, role = entry.strip().partition(" ")
        rows = rows_of(written)
        if rows is None or len(rows) > MOST_ROWS or role.strip() not in ROW_ROLES:
            return None
        said.update(dict.fromkeys(rows, role.strip()))
    return tuple(sorted(said.items()))


def column_number(letters: str) -> int | None:
    """Return the zero-based column of letters such as D or AA, None where they are none."""
    plain = unicodedata.normalize("NFKC", letters).strip().upper()
    number = 0
    for letter in plain[:4]:
        if not "A" <= letter <= "Z":
            return None
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1 if plain and number <= _MOST_COLUMNS else None


def line_of(data: DataFile, number: int, name: str) -> int:
    """Return the line of a field of the file's table `number`, of the table itself where it has no such line."""
    head, table = 1, -1
    wanted = re.compile(rf"""\s*(?:\[table\.)?["']?{re.escape(name)}["']?\s*(?:=|\])""")
    for line, text in enumerate(data.lines, start=1):
        if text.strip().startswith("[[table]]"):
            table += 1
            head = line if table == number else head
        elif name and table == number and wanted.match(text):
            return line
    return head
