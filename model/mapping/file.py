"""Reading a mapping file: TOML that an auditor can read and write, every fault told with its line."""

from __future__ import annotations

from pathlib import Path

from model.errors import InvalidDataError
from model.lexicon.datafile import DataFile
from model.lexicon.lexicon import Lexicon
from model.lexicon.user_file import user_text
from model.mapping.entry import Entry, line_of, see_fields
from model.mapping.mapping import TableMapping
from model.messages import message
from model.text import clean_line


def load_mappings(path: Path, lexicon: Lexicon) -> tuple[TableMapping, ...]:
    """Return the mappings of a file, in its order.

    Raises InvalidDataError, with the line where there is one, for a file that cannot be read or breaks the form, a
    kind or words that the lexicon does not know, and two mappings of the same tables.
    """
    mappings = parse_mappings(user_text(path), path, lexicon)
    if not mappings:
        what = message("The mapping file maps no table.")
        raise InvalidDataError(
            clean_line(str(path)), what, message("Write a [[table]] for each table to be mapped.")
        )
    return mappings


def parse_mappings(text: str, path: Path, lexicon: Lexicon | None = None) -> tuple[TableMapping, ...]:
    """Return the mappings of a file's text; without a lexicon, kinds and words are not looked up,
    and a table of which nothing is said passes.

    Raises InvalidDataError like `load_mappings`.
    """
    data = DataFile(path, text)
    tables = data.content.get("table", [])
    for key in data.content:
        if key != "table":
            raise data.complain(key, message("{key} is not known here.", key=clean_line(key)), see_fields())
    if not isinstance(tables, list) or not all(isinstance(entry, dict) for entry in tables):
        raise data.complain("table", message("The tables must be written as [[table]]."), see_fields())
    mappings: list[TableMapping] = []
    for number, entry in enumerate(tables):
        mapping = Entry(data, number, entry, lexicon).mapping()
        if any(mapping.key == other.key for other in mappings):
            what = message("This table was mapped above already.")
            raise data.complain_at(line_of(data, number, ""), what, message("Keep one of the two."))
        mappings.append(mapping)
    return tuple(mappings)
