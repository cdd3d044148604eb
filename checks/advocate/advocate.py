"""All arguments are heard for all accusations of a disclosure; what they defend becomes doubts instead of findings.

A reading that mends a table and cannot be taken puts the first one in doubt, and is offered. What else rests on a table
that reads badly as a whole falls with it: a table in doubt accuses nothing. What is printed or stored whatever its
amounts mean stands: a title, a heading's year, a formula, and a code or a name that is wrong in a few rows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from checks.advocate.brought_forward import brought_forward
from checks.advocate.case import Argument, Case, Defence
from checks.advocate.fewer_sources import fewer_sources
from checks.advocate.limited_titles import limited_titles
from checks.advocate.many_slips import many_slips
from checks.advocate.other_reading import other_reading
from checks.advocate.parted_tables import parted_tables
from checks.advocate.pictured_pages import pictured_pages
from checks.advocate.recognised_text import recognised_text, withdraw_sentences
from checks.advocate.same_shape import same_shape
from checks.advocate.settling import Settled
from checks.advocate.trial import reported_of
from checks.advocate.two_tables import two_tables
from checks.advocate.unread_columns import unread_columns
from checks.advocate.unread_neighbours import unread_neighbours
from checks.mechanism.evidence import fingerprint, place_of
from model.finding import Doubt
from model.messages import check_message
from model.places import extents_of, place_in

REMEDY = check_message(
    "Open the table and press m: say what its columns mean, and it is read and checked anew."
)
REMEDY_OFFERED = check_message(
    "Open the table and press m: a reading under which its sums hold is filled in; keep it where the page says so too."
)
_READS_BADLY = check_message(
    "this table did not add up as it was read first, and is at odds with one that was read anew."
)
AS_PRINTED = frozenset({"completeness", "workbook"})
"""Families whose findings are about words as printed and cells as stored."""


def doubts_of(state: Settled) -> list[Doubt]:
    """Take what is in doubt out of the outcomes of rules, count it there as not checked, and return the doubts."""
    withdraw_sentences(state.subject, state.outcomes)
    if not state.accused:
        return []
    case = Case(state.subject, state.outcomes, state.accused)
    case.hear(partial(offered, state))
    for argument in ARGUMENTS:
        case.hear(argument)
    doubts = [
        doubt
        for table, defences in sorted(_by_table(case).items())
        for doubt in _doubts(case, table, defences, state)
    ]
    _withdraw(case)
    return doubts


def _by_table(case: Case) -> dict[int, list[Defence]]:
    by_table: dict[int, list[Defence]] = defaultdict(list)
    for defence in case.defences:
        by_table[defence.table].append(defence)
    return by_table


def _doubts(case: Case, table: int, defences: list[Defence], state: Settled) -> Iterator[Doubt]:
    """Yield the doubts about the reading of a table, one a reason; the cells of all accusations stand behind it."""
    by_reason: dict[str, list[Defence]] = defaultdict(list)
    for defence in defences:
        by_reason[defence.why.template].append(defence)
    found = {each.key: each for each in case.accusations}
    doubted = case.subject.disclosure.tables[table]
    book = case.subject.disclosure.documents[doubted.document].book
    head = place_in(book, doubted.sheet, doubted.top, 0)
    offer = state.offers.get(table)
    tried, not_tried = state.counts.get(table, (0, 0))
    for template, alike in by_reason.items():
        keys = list(dict.fromkeys(key for defence in alike for key in sorted(defence.keys)))
        findings = [found[key].finding for key in keys]
        places = [place for defence in alike for place in defence.places]
        yield Doubt(
            id=fingerprint("doubt", doubted.kind, {}, doubted.title, template),
            path=book.path,
            sheet=head.sheet,
            extent=extents_of(book, doubted)[0][1],
            table=doubted.title,
            place=next(iter(places), head),
            why=alike[0].why,
            remedy=REMEDY if offer is None else REMEDY_OFFERED,
            rules=tuple(sorted(Counter(finding.rule for finding in findings).items())),
            cells=tuple({cell.place: cell for finding in findings for cell in finding.cells}.values()),
            spans=tuple(dict.fromkeys(span for finding in findings for span in finding.spans)),
            mapping=None if offer is None else offer.candidate.mapping,
            tried=tried,
            not_tried=not_tried,
        )


def _withdraw(case: Case) -> None:
    """Take what was defended out of the outcomes, and count it as not checked."""
    why = {key: defence.why for defence in case.defences for key in defence.keys}
    by_outcome: dict[int, set[int]] = defaultdict(set)
    for outcome, finding in case.defended:
        by_outcome[outcome].add(finding)
    for number, findings in by_outcome.items():
        case.outcomes[number].withdraw({finding: why[number, finding] for finding in findings})


def offered(state: Settled, case: Case) -> Iterable[Defence]:
    """Defend what would hold under a reading that is offered, and what fails against a table that reads badly."""
    for table, offer in sorted(state.offers.items()):
        found = [
            each for each in case.open if table in each.tables and reported_of(each.finding) in offer.mended
        ]
        if found:
            places = tuple(place_of(case.subject, each.facts[0]) for each in found[:1] if each.facts)
            keys = frozenset(each.key for each in found)
            yield Defence(table, offer.candidate.why, keys, places, is_of_table=offer.is_of_table)
    for each in case.open:
        table = state.anew.get(reported_of(each.finding), -1)
        if table >= 0:
            yield Defence(table, _READS_BADLY, frozenset({each.key}))


def table_in_doubt(case: Case) -> Iterable[Defence]:
    """Defend what rests on a table that another argument found to be misread."""
    doubted = {defence.table for defence in case.defences if defence.is_of_table}
    for accusation in case.open:
        found = sorted(accusation.tables & doubted)
        if found and accusation.family not in AS_PRINTED and not accusation.is_of_few_labels:
            why = check_message("what else rests on this table is in doubt with it.")
            yield Defence(found[0], why, frozenset({accusation.key}))


ARGUMENTS: tuple[Argument, ...] = (
    unread_neighbours,
    pictured_pages,
    parted_tables,
    same_shape,
    other_reading,
    brought_forward,
    fewer_sources,
    two_tables,
    limited_titles,
    unread_columns,
    recognised_text,
    many_slips,
    table_in_doubt,
)
"""Heard in this order: what is not read at all comes first, for no other argument can know it."""
