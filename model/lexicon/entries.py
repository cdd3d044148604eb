"""The entries of a data file: where each stands, and that its keys are there, known, and of the right form."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from model.errors import InvalidDataError
from model.lexicon.datafile import DataFile
from model.messages import Message, message


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_lists(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_texts, value))


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


_FORMS: dict[str, tuple[Callable[[object], bool], str]] = {
    "text": (lambda value: isinstance(value, str), "{key} must be text in quotes."),
    "texts": (_is_texts, "{key} must be a list of texts."),
    "lists": (_is_lists, "{key} must be a list of lists of texts."),
    "table": (lambda value: isinstance(value, dict), "{key} must be a table {{ name = value }}."),
    "one or more tables": (
        lambda value: isinstance(value, dict) or _is_tables(value),
        "{key} must be a table {{ name = value }}, or a list of such.",
    ),
    "tables": (lambda value: isinstance(value, list), "{key} must be written as [[{key}]]."),
    "flag": (lambda value: isinstance(value, bool), "{key} must be true or false."),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands under one header, or on one line, of a data file; `lines` count from 1."""

    data: DataFile
    lines: range
    values: Mapping[str, Any]

    def complain(self, needle: str, what: Message, remedy: Message | None = None) -> InvalidDataError:
        """Return the error for the first line of the entry that holds `needle`, else for its first line."""
        found = (number for number in self.lines if needle in self.data.lines[number - 1])
        line = next(found, self.lines.start)
        return self.data.complain_at(line, what, remedy or message("See the head of the file."))

    def checked(self, form: Mapping[str, str], needed: Collection[str] = ()) -> Entry:
        """Return the entry; raise InvalidDataError for a key that is missing or empty, unknown, or of another form.

        `form` says of each key whether it is "text", "texts", "lists", "table" or "flag".
        """
        for key, value in self.values.items():
            if key not in form:
                raise self.complain(f"{key} =", message("{key} is not known here.", key=key))
            fits, template = _FORMS[form[key]]
            if not fits(value):
                raise self.complain(f"{key} =", message(template, key=key))
        for key in needed:
            if self.values.get(key, []) == []:
                raise self.complain("", message("{key} is missing.", key=key))
        return self


def entries(data: DataFile, name: str, values: object) -> Iterator[Entry]:
    """Yield the entries that a file writes as [[name]]; `values` is what stands under the name."""
    if not isinstance(values, list) or not all(isinstance(one, dict) for one in values):
        what = message("{name} must be written as [[{name}]].", name=name)
        raise data.complain(name, what, message("See the head of the file."))
    everywhere = range(1, len(data.lines) + 1)
    for lines, value in zip_longest(data.parts.get(name, ()), values):
        yield Entry(data, lines or everywhere, value)


def lines_of(data: DataFile, header: str, key: str) -> range:
    """Return the line of a key under a header, the whole file where it is not written on a line of its own."""
    for part in data.parts.get(header, ()):
        for number in part:
            if data.lines[number - 1].split("=")[0].strip() == key:
                return range(number, number + 1)
    return range(1, len(data.lines) + 1)
