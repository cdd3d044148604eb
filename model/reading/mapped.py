"""A mapping over what was read: the kind, the heading rows, the columns' words and the rows that an auditor gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from model.layout.layout import LONGEST_TITLE, Layout, lay_out, rows_above_numbers
from model.lexicon.lexicon import Lexicon
from model.lexicon.wording import is_caption, without_anchor
from model.mapping.mapping import TableMapping, levels_of
from model.mapping.text import rows_text
from model.messages import Message, message
from model.reading.columns import ReadColumn
from model.source.book import Sheet, column_letters


def name_of(sheet: Sheet, rows: range, layout: Layout) -> str:
    """Return by what the table in `rows` is known: its title, else, in a text, the short line nearest above it."""
    alone = sum(value is not None for value in sheet.rows[layout.title_row]) == 1
    if layout.title and (alone or layout.title_above):
        return layout.title
    above = map(without_anchor, reversed(sheet.caption if rows.start == 0 else ()))
    return next((line for line in above if len(line) <= LONGEST_TITLE and not is_caption(line)), layout.title)


def laid_out(
    sheet: Sheet, lexicon: Lexicon, rows: range, mappings: Sequence[TableMapping]
) -> tuple[Layout, TableMapping | None]:
    """Return the layout of the table in `rows`, and the first mapping that fits it.

    The heading rows are those of the mapping. Where it gives none, and its columns need none, a table in which none
    were found has them between its title and its first numbers.
    """
    layout = lay_out(sheet, lexicon, rows)
    mapping = next((each for each in mappings if each.fits(name_of(sheet, rows, layout), sheet.name)), None)
    if mapping is None:
        return layout, None
    headings = mapping.headings
    if headings is None and mapping.columns and not layout.headings:
        headings = rows_above_numbers(sheet, rows)
    if headings is not None and headings.start in rows:
        layout = lay_out(sheet, lexicon, rows, headings)
    if mapping.rows:
        _place_rows(layout, rows, dict(mapping.rows))
    return layout, mapping


def _place_rows(layout: Layout, rows: range, said: Mapping[int, str]) -> None:
    """Take the rows that a mapping says hold no amounts out of the data, and those of which it says more into it."""
    ignored = {row for row, role in said.items() if role == "ignored"}
    taken = {row for row, role in said.items() if role != "ignored" and row in rows}
    layout.repeated.extend(sorted(ignored.intersection(layout.data)))
    layout.headings[:] = [row for row in layout.headings if row not in taken]
    layout.repeated[:] = [row for row in layout.repeated if row not in taken]
    layout.data[:] = sorted(taken.union(layout.data) - ignored)


def mapped_paths(paths: list[tuple[str, ...]], mapping: TableMapping, width: int) -> list[tuple[str, ...]]:
    """Return the heading paths, those of mapped columns in the mapping's words; `width` columns if there are none."""
    if not mapping.columns:
        return paths
    words = dict(mapping.columns)
    paths = paths or [()] * width
    return [levels_of(words[column]) if words.get(column) else path for column, path in enumerate(paths)]


def without_ignored(columns: list[ReadColumn], mapping: TableMapping) -> list[ReadColumn]:
    """Return the columns, those that a mapping says hold no amount without any meaning."""
    ignored = {column for column, words in mapping.columns if not words}
    return [
        ReadColumn(column.number, column.path, "ignore") if column.number in ignored else column
        for column in columns
    ]


def fault_of(
    mapping: TableMapping, rows: range, columns: Sequence[ReadColumn], lexicon: Lexicon
) -> Message | None:
    """Return what a mapping says that the table in `rows` does not bear out, None where it bears out all."""
    if mapping.kind and lexicon.kind_named(mapping.kind) is None:
        return message("the mapping names a kind that there is not: {kind}", kind=mapping.kind)
    if mapping.headings is not None and mapping.headings.start not in rows:
        given = rows_text(mapping.headings)
        return message("the mapping's heading rows {rows} are not in the table", rows=given)
    outside = next((row for row, _ in mapping.rows if row not in rows), None)
    if outside is not None:
        return message("the mapping speaks of row {row}, which the table does not have", row=outside + 1)
    for column, words in mapping.columns:
        at = column_letters(column)
        if column >= len(columns):
            return message("the mapping speaks of column {column}, which the table does not have", column=at)
        if words and columns[column].why is not None:
            what = "what the mapping says of column {column} is not understood: {words}"
            return message(what, column=at, words=words)
    return None
