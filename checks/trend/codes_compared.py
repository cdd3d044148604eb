"""Expenditure by 项 in two years, its names, and whether the text gives a reason for a change."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from checks.mechanism.years import Pair
from checks.rule import Subject
from checks.trend.restated import of_year_and_stage
from model.classification.catalogue import catalogue
from model.classification.codes import level_of, parent_of
from model.lexicon.reading import normalised
from model.numbering import DIGITS

KINDS = ("expenditure", "general_expenditure", "fiscal_expenditure")
"""The tables by function code in which two years are compared; the first that both have."""
_ITEM_LEVEL = 3


class ItemOfYear(NamedTuple):
    """A 项 of a year: its fact, its amount in ten-thousandths of 元, and the name that is printed."""

    fact: int
    amount: int
    name: str


class TwoYears(NamedTuple):
    """The 项 of two years by code, out of tables of one kind."""

    earlier: dict[str, ItemOfYear]
    later: dict[str, ItemOfYear]


def two_years(pair: Pair) -> TwoYears | None:
    """Return the 项 of both years, None where they have no table in common."""
    for kind in KINDS:
        earlier, later = (_items(each, kind) for each in pair)
        if earlier and later:
            return TwoYears(earlier, later)
    return None


def _items(subject: Subject, kind: str) -> dict[str, ItemOfYear]:
    """Return the whole amount of each 项 in the first table of a kind that states it; blanks are left out."""
    facts, tables = subject.cells, subject.disclosure.tables
    of_kind = [number for number, table in enumerate(tables) if table.kind == kind]
    chosen = of_year_and_stage(subject, subject.disclosure.year, subject.disclosure.stage)
    chosen &= facts.stated & np.isin(facts.table, of_kind) & (facts.coordinates["function"] != 0)
    for name in ("nature", "item", "unit", "economic", "government"):
        chosen &= facts.coordinates[name] == 0
    items: dict[str, ItemOfYear] = {}
    for fact in np.flatnonzero(chosen).tolist():
        code = str(int(facts.coordinates["function"][fact]))
        if level_of(code) == _ITEM_LEVEL and code not in items:
            items[code] = ItemOfYear(fact, int(facts.amount[fact]), _name(subject, fact))
    return items


def _name(subject: Subject, fact: int) -> str:
    facts = subject.cells
    table, panel, row = (int(column[fact]) for column in (facts.table, facts.panel, facts.row))
    found = subject.rows(table, panel).at(row)
    return found.name if found else ""


_REASONS = ("原因", "由于", "因为", "主要是", "主要系")
_LINES = 3
"""A sentence that the layout broke goes on in the next lines."""


def has_text(subject: Subject) -> bool:
    """Return whether a disclosure has prose in which reasons could stand."""
    return any("支出" in paragraph for paragraph in subject.once(_paragraphs))


def _paragraphs(subject: Subject) -> list[str]:
    return [
        normalised(paragraph.text)
        for document in subject.disclosure.documents
        for paragraph in document.book.paragraphs
    ]


def has_reason(subject: Subject, code: str, name: str) -> bool:
    """Return whether the text that names a 项, beside its 款 or 类, or the code itself, gives a reason."""
    plain = normalised(name)
    above = _names_above(code, subject.disclosure.year)
    paragraphs = subject.once(_paragraphs)
    for index, text in enumerate(paragraphs):
        if plain not in text or not (code in text or any(word in text for word in above)):
            continue
        if any(word in "".join(_passage(paragraphs, index)) for word in _REASONS):
            return True
    return False


def _passage(paragraphs: list[str], index: int) -> list[str]:
    """Return a line and those after it to the next numbered one."""
    passage = [paragraphs[index]]
    for text in paragraphs[index + 1 : index + _LINES]:
        if text[:1].isdigit() or text[:1] in f"{DIGITS}十(":
            break
        passage.append(text)
    return passage


def _names_above(code: str, year: int | None) -> list[str]:
    names = []
    above = parent_of(code)
    while above:
        names.append(normalised(catalogue().name(above, year)))
        above = parent_of(above)
    return [name for name in names if name]
