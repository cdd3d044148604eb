"""Matrices: economic items as columns, by the names of their headings."""

from __future__ import annotations

from model.classification.codes import Domain, domain_of
from model.layout.layout import Layout
from model.lexicon.codes import code_text
from model.lexicon.lexicon import Lexicon
from model.lexicon.names import named_code
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
