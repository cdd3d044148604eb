"""Columns: which hold codes and names, which hold amounts and of what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from model.amounts_text import NotAmount, read_number
from model.classification.codes import Domain, is_code
from model.lexicon.codes import code_text
from model.lexicon.lexicon import Lexicon, Reading
from model.lexicon.names import named_code
from model.messages import Message, message
from model.reading.headed_sources import beneath
from model.source.book import Sheet

_SAMPLE = 200
"""Rows looked at to tell what a column holds."""


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column and what its heading path says; `why` is set where an amount column could not be understood."""

    number: int
    path: tuple[str, ...]
    role: str
    coordinates: dict[str, str] = field(default_factory=dict)
    year: int | None = None
    year_shift: int | None = None
    why: Message | None = None


def read_columns(
    sheet: Sheet,
    paths: list[tuple[str, ...]],
    data: list[int],
    lexicon: Lexicon,
    domain: Domain | None,
    within: str = "",
) -> list[ReadColumn]:
    """Return what each column is.

    `domain` is the economic classification its headings may name, `within` the 类 that the table is limited to.
    """
    columns = [read_column(number, path, lexicon, domain, within) for number, path in enumerate(paths)]
    return [_by_content(column, sheet, data) for column in columns]


def read_column(
    number: int, path: tuple[str, ...], lexicon: Lexicon, domain: Domain | None, within: str = ""
) -> ReadColumn:
    """Return what a heading path says of its column; `within` is the 类 to which the table's title limits it, or ""."""
    readings = [lexicon.read(text) for text in path]
    if not path:
        return ReadColumn(number, path, "blank", why=message("the column has no heading"))
    role = readings[-1].column_role
    if role and readings[-1].is_bound:
        return ReadColumn(number, path, role)
    coordinates: dict[str, str] = {}
    year = shift = None
    groups = _groups_of_items(path, domain)
    for text, reading in zip(path[groups:], readings[groups:], strict=True):
        bound = _means(text, reading, domain, {str(domain): within, **coordinates})
        if bound is None or (groups and domain not in bound):
            why = message("no word of the lexicon covers the heading {heading}", heading=" / ".join(path))
            return ReadColumn(number, path, "amount", why=why)
        coordinates.update(beneath(coordinates, bound, text, lexicon))
        year = reading.year or year
        shift = reading.year_shift if reading.year_shift is not None else shift
    return ReadColumn(number, path, "amount", coordinates, year, shift)


def _groups_of_items(path: tuple[str, ...], domain: Domain | None) -> int:
    """Return how many headings above a department's items only group them: a 款 of the government's, 社会保障缴费."""
    if domain is not Domain.ECONOMIC or len(path) < 2 or named_code(path[0], domain):
        return 0
    return 1 if len(named_code(path[0], Domain.GOVERNMENT)) == 5 else 0


def _means(
    text: str, reading: Reading, domain: Domain | None, above: Mapping[str, str]
) -> dict[str, str] | None:
    """Return a heading's coordinates, None where it is not understood; `above` are those of the headings above it."""
    if domain:
        code = named_code(text, domain) or named_code(text, domain, above.get(domain, ""))
        if code:
            return {domain: code}
    return dict(reading.coordinates) if reading.is_bound else None


def _by_content(column: ReadColumn, sheet: Sheet, data: list[int]) -> ReadColumn:
    """Correct a role that the column's content belies: codes of the classification under 单位代码."""
    if column.role == "amount" and set(column.coordinates) <= {"flow"}:
        return _label_by_content(column, sheet, data)
    if column.role not in {"unit_code", "name", "label"}:
        return column
    texts = [code_text(sheet.value(row, column.number)) for row in data[:_SAMPLE]]
    filled = [text for text in texts if text]
    coded = sum(is_code(text) for text in filled)
    if coded >= 2 and coded * 2 > len(filled):
        return ReadColumn(column.number, column.path, "code")
    return column


def _label_by_content(column: ReadColumn, sheet: Sheet, data: list[int]) -> ReadColumn:
    """Take a column that is headed 收入 or 支出 and holds words for the labels of that side."""
    values = [sheet.value(row, column.number) for row in data[:_SAMPLE]]
    words = sum(isinstance(value, str) and read_number(value) is NotAmount.TEXT for value in values)
    if words * 2 > sum(value is not None for value in values):
        return ReadColumn(column.number, (*column.path, ""), "label")
    return column
