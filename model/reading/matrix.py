"""Matrices: economic items as columns, by the names of their headings."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from model.classification.codes import Domain, domain_of
from model.layout.layout import Layout
from model.lexicon.codes import code_text
from model.lexicon.lexicon import Lexicon, normalised
from model.lexicon.names import named_code
from model.messages import message
from model.reading.columns import ReadColumn
from model.source.book import Sheet


def economic_domain(
    paths: list[tuple[str, ...]], sheet: Sheet, layout: Layout, lexicon: Lexicon
) -> Domain | None:
    """Return the economic classification that the headings name, None where the rows carry it or none does."""
    leaves = [path[-1] for path in paths if path]
    economic = (Domain.ECONOMIC, Domain.GOVERNMENT)
    named = {domain: sum(bool(named_code(leaf, domain)) for leaf in leaves) for domain in economic}
    best = max(economic, key=lambda domain: named[domain])
    labels = [number for number, path in enumerate(paths) if path and lexicon.read(path[-1]).column_role]
    codes = (code_text(sheet.value(row, label)) for row in layout.data[:20] for label in labels[:4])
    if named[best] < 2 or any(domain_of(code) in economic for code in codes):
        return None
    return best


def name_subtotals(columns: list[ReadColumn]) -> list[ReadColumn]:
    """Give a 小计 under a lost group heading the 类 of the item that follows it.

    A 小计 of some items of one 类, under the name of one of them (其他工资福利支出), is not bound.
    """
    return [_named(column, follower) for column, follower in zip_longest(columns, columns[1:]) if column]


def of_class(columns: list[ReadColumn], within: str) -> list[ReadColumn]:
    """Return the columns of a table that its title limits to one 类, "" for none: its totals are that 类's."""
    if not within:
        return columns
    shared = {str(Domain.ECONOMIC): within}
    return [
        replace(column, coordinates={**shared, **column.coordinates})
        if column.role == "amount" and column.why is None
        else column
        for column in columns
    ]


def _named(column: ReadColumn, follower: ReadColumn | None) -> ReadColumn:
    if column.role != "amount" or column.why is not None or normalised(column.path[-1]) != "小计":
        return column
    for domain in (Domain.ECONOMIC, Domain.GOVERNMENT):
        code = follower.coordinates.get(domain, "") if follower else ""
        group = column.coordinates.get(domain, "")
        if len(group) == 5 and code.startswith(group[:3]):
            why = message(
                "no word of the lexicon covers the heading {heading}", heading=" / ".join(column.path)
            )
            return ReadColumn(column.number, column.path, "amount", why=why)
        if len(code) == 5:
            return replace(column, coordinates={**column.coordinates, domain: code[:3]})
    return column
