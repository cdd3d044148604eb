"""A mapping: what an auditor says of a table that the lexicon alone does not understand, in the lexicon's words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from model.classification.codes import Domain
from model.lexicon.lexicon import Lexicon, normalised
from model.lexicon.names import named_code
from model.money import Unit
from model.text import clean_line

LEVELS = " / "
"""What stands between the levels of a column's heading, from top to bottom."""

ROW_ROLES = ("data", "total", "subtotal", "unit", "part", "ignored")
"""What a row may be said to be: data, though it reads like headings or numbers of columns; the total; what is counted
in the rows beside it already; a unit, whose lines follow; a part of the line above; and a row without any amount."""

MOST_ROWS = 1_000
"""So many rows may be said to be something in one line of a file."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)(?:年度?)?|[一二][〇○零一二三四五六七八九]{3}年度?")


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What is said of the tables that have a title, stand in a sheet, or both; "" and None say nothing.

    `kind` is a table kind of the lexicon; `stage` is "budget" or "final"; `headings` are the zero-based rows of the
    headings. `columns` are zero-based columns, in order, with the words their headings are read as, "" for a column
    that holds no amount. `rows` are zero-based rows, in order, each with one of `ROW_ROLES`. `place` is where the
    mapping was read, in display form.
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
    def says_nothing(self) -> bool:
        """Whether it leaves everything as it was read."""
        said = (self.unit, self.year, self.stage, self.headings)
        return not self.kind and not self.columns and not self.rows and all(value is None for value in said)

    def fits(self, title: str, sheet: str) -> bool:
        """Tell whether it speaks of a table with this title in a sheet of this name."""
        wanted_title, wanted_sheet = self.key
        return (
            bool(wanted_title or wanted_sheet)
            and wanted_title in ("", year_free(title))
            and wanted_sheet in ("", year_free(sheet))
        )


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
    """Tell whether every level of a heading says something that the lexicon or an economic classification knows."""
    return all(_says_something(level, lexicon) for level in levels_of(words))


def _says_something(level: str, lexicon: Lexicon) -> bool:
    reading = lexicon.read(level)
    says = reading.coordinates or reading.roles or reading.year or reading.year_shift is not None
    if reading.is_bound and says:
        return True
    return any(named_code(level, domain) for domain in (Domain.ECONOMIC, Domain.GOVERNMENT))
