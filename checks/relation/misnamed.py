"""Rows whose printed name is not that of their economic code: what such a row pays, no relation can tell."""

from __future__ import annotations

from checks.relation.resolving import Resolved, Unclear
from checks.relation.term import Term
from checks.relation.wording import in_both, term_words
from checks.rule import Subject
from model.classification.catalogue import Standing, catalogue
from model.classification.codes import Domain
from model.messages import check_message

_ITEM = 5
"""Digits of an economic 款."""


def unless_misnamed(term: Term, resolved: Resolved | Unclear, subject: Subject) -> Resolved | Unclear:
    """Return what a term came to; unclear where its row prints one item's code and another one's name.

    The code may be the wrong one of the two, as where the items of a table have slid by a row.
    """
    if isinstance(resolved, Unclear) or resolved.only < 0 or not resolved.facts:
        return resolved
    if not any(domain in term.members for domain in (Domain.ECONOMIC, Domain.GOVERNMENT)):
        return resolved
    if not _is_misnamed(resolved.only, subject):
        return resolved
    why = check_message("{term}: its row prints the name of another item.", term="")
    return Unclear(in_both(why, term=term_words(term)), resolved.only)


def _is_misnamed(fact: int, subject: Subject) -> bool:
    facts = subject.cells
    table = int(facts.table[fact])
    row = subject.rows(table, int(facts.panel[fact])).at(int(facts.row[fact]))
    if row is None or len(row.code) != _ITEM or not row.name:
        return False
    year = subject.disclosure.year or subject.disclosure.tables[table].year
    judged = catalogue().judge(row.code, row.name, year)
    return judged.standing is Standing.OTHER_NAME and judged.sure
