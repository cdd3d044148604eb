"""Many slips: more of them than a published table plausibly holds are a misreading of it.

A table states tens to hundreds of relations, a document hundreds to thousands. Of 57 published budgets read on the
page, 55 held no slip at all, one held one and one three: some four slips in 30,000 relations, never two in one table.
A slip breaks the few relations of one cell, one row or one column; a wrong reading breaks many at once. So for all that
fails the fewest changes are sought that mend it (`checks.diagnosis`): one cell, a row left out or counted twice, two
cells exchanged, a column a row too high or too low, a wrong unit are one slip each, and stand. Sooner misread than
mistyped are a table that needs more than two independent slips, or two of which one is no slip of the pen (a digit, a
sign, a factor, a row); a document that needs more than a handful; and several sums of a table that no change mends
without breaking what holds. Sums over several tables are left out of the last: where two tables are at odds and each
adds up in itself, that is what has to be told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from checks.advocate.accusation import Accusation
from checks.advocate.case import Case, Defence
from checks.diagnosis.cause import Cause
from checks.diagnosis.network import Named
from checks.diagnosis.suspect import MOST_FAILURES, causes_of
from checks.mechanism.evidence import place_of
from model.finding import Place, Severity
from model.messages import Message, check_message

IN_A_TABLE = 2
"""Independent slips of the pen that one table may hold."""

IN_A_DOCUMENT = 5
"""Independent slips that one disclosure may hold."""

SEVERAL = 2
"""So many sums of one table that no change mends tell that it is misread."""


def many_slips(case: Case) -> Iterable[Defence]:
    """Defend the tables whose failures too many slips would have to explain."""
    failing = {each.failure: each for each in case.open if each.failure is not None}
    if not failing:
        return
    if len(failing) > MOST_FAILURES:
        yield from _all(case, failing.values())
        return
    left_out = {each.failure for each in case.accusations if each.failure} - failing.keys()
    causes, unsearched = causes_of(case.subject, case.outcomes, left_out)
    slips = [cause for cause in causes if not cause.breaks and not cause.mends.isdisjoint(failing)]
    yield from _crowded(case, failing, [cause for cause in slips if _mends_an_error(cause, failing)])
    mended = {name for cause in slips for name in cause.mends} - unsearched
    yield from _unmended(case, [each for name, each in failing.items() if name not in mended])


def _crowded(case: Case, failing: Mapping[Named, Accusation], slips: Sequence[Cause]) -> Iterable[Defence]:
    """Defend the tables in which more slips would have to stand than a table, or a document, holds."""
    by_table: dict[int, list[Cause]] = defaultdict(list)
    for cause in slips:
        mended = [failing[name] for name in cause.mends if name in failing]
        at = -1 if cause.place is None else case.places.of(cause.place)[0]
        by_table[at if at >= 0 else min(map(_table, mended))].append(cause)
    throughout = len(slips) > IN_A_DOCUMENT
    for table, causes in sorted(by_table.items()):
        count = _independent(causes, failing)
        if throughout or count > _most(causes):
            mended_here = {name for cause in causes for name in cause.mends}
            found = [
                each
                for name, each in failing.items()
                if name in mended_here or each.tables == frozenset({table})
            ]
            why = check_message(
                "{count} slips that have nothing to do with each other would have to explain what fails here.",
                count=len(slips) if throughout else count,
            )
            yield _defence(case, table, found, why)


def _independent(causes: Sequence[Cause], failing: Mapping[Named, Accusation]) -> int:
    """Return how many slips there are; those out by the same amount count once, for it was carried along."""
    apart: list[set[int]] = []
    for cause in causes:
        mine = {abs(_out_by(failing[name])) for name in cause.mends if name in failing}
        joined = [one for one in apart if one & mine]
        apart = [one for one in apart if one not in joined] + [mine.union(*joined)]
    return len(apart)


def _out_by(accusation: Accusation) -> int:
    if accusation.sum is not None:
        return accusation.sum.lack
    return accusation.finding.difference or accusation.finding.computed or 0


def _most(causes: Sequence[Cause]) -> int:
    """Return how many slips a table may hold: a second one only where one edit of a number or a row is each of them."""
    return IN_A_TABLE if all(cause.is_pen_slip for cause in causes) else 1


def _mends_an_error(cause: Cause, failing: Mapping[Named, Accusation]) -> bool:
    """Tell whether a cause explains an error; what is only to be explained, as a blank cell, is no slip yet."""
    severities = {failing[name].finding.severity for name in cause.mends if name in failing}
    return Severity.ERROR in severities


def _unmended(case: Case, failing: Iterable[Accusation]) -> Iterable[Defence]:
    """Defend the tables of which the sums of several rows fail, and no change mends them alone."""
    by_table: dict[int, list[Accusation]] = defaultdict(list)
    for each in failing:
        if each.sum is not None and len(each.tables) == 1:
            by_table[_table(each)].append(each)
    for table, found in sorted(by_table.items()):
        # All sums of one row that lack something are one row left out, or one counted twice.
        if len({int(case.facts.row[each.facts[0]]) for each in found}) >= SEVERAL:
            why = check_message(
                "{count} sums fail that no slip explains: every change breaks what holds.", count=len(found)
            )
            yield _defence(case, table, found, why)


def _all(case: Case, failing: Iterable[Accusation]) -> Iterable[Defence]:
    by_table: dict[int, list[Accusation]] = defaultdict(list)
    for each in failing:
        by_table[_table(each)].append(each)
    for table, found in sorted(by_table.items()):
        why = check_message("{count} relations fail here: no table is mistyped throughout.", count=len(found))
        yield _defence(case, table, found, why)


def _table(accusation: Accusation) -> int:
    """Return the table that a finding stands in: that of its first cell."""
    return min(accusation.tables)


def _defence(case: Case, table: int, found: list[Accusation], why: Message) -> Defence:
    places: tuple[Place, ...] = tuple(
        place_of(case.subject, each.facts[0]) for each in found[:1] if each.facts
    )
    return Defence(table, why, frozenset(each.key for each in found), places, is_of_table=True)
