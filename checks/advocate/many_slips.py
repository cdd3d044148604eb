"""Many slips: more of them than a published table plausibly holds are a misreading of it.

A table states tens to hundreds of relations, a document hundreds to thousands. Of 57 published budgets read on the
page, three held slips at all: some half dozen in 20,000 relations, never two in one table. A slip breaks the few
relations of one cell, one row or one column; a wrong reading breaks many at once. So for all that fails the fewest
changes are sought that mend it (`checks.diagnosis`): one cell, a row left out or counted twice, two cells exchanged, a
column a row too high or too low, a wrong unit are one slip each, and stand.

Sooner misread than mistyped are a table that needs more than two independent slips, or two of which one is no slip of
the pen (a digit, a sign, a factor, a row), where one cell that two rules ask to be the same other amount does not
count; the tables of a document of which more than three need a slip that is none of the pen; and several sums of a
table that no change mends without breaking what holds. Sums over several tables are left out of the last: where two
tables are at odds and each adds up in itself, that is what has to be reported. Columns that add up in several rows
under the same headings of another year are read right, and what fails in them is no misreading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise

from checks.advocate.case import Accusation, Case, Defence
from checks.diagnosis.network import Cause, Named, failing_sources
from checks.diagnosis.suspect import MOST_FAILURES, causes_of
from checks.mechanism.evidence import place_of
from model.finding import Place, Severity
from model.messages import Message, check_message

IN_A_TABLE = 2
"""Independent slips of the pen that one table may hold."""

IN_A_DOCUMENT = 3
"""Tables of one disclosure that may hold a slip which is none of the pen."""

SEVERAL = 2
"""So many sums of one table that no change mends show that it is misread."""


def many_slips(case: Case) -> Iterable[Defence]:
    """Defend the tables whose failures too many slips would have to explain."""
    failing = {
        each.failure: each
        for each in case.open
        if each.failure is not None and not (each.sum and case.is_proven_beside(each.sum))
    }
    if not failing:
        return
    if len(failing) > MOST_FAILURES:
        yield from _all(case, failing.values())
        return
    # What is only to be noticed need not be mended: the cell that it names may be as it should be.
    left_out = {named for named, _, _ in failing_sources(case.outcomes)} - failing.keys()
    causes, unsearched = causes_of(case.subject, case.outcomes, left_out, of_text=False)
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
    odd = {table for table, causes in by_table.items() if not all(cause.is_pen_slip for cause in causes)}
    for table, causes in sorted(by_table.items()):
        sure = [cause for cause in causes if _is_seen_twice(cause, failing)]
        if len(sure) == 1:
            causes = [cause for cause in causes if cause not in sure]
        count = _independent(causes, failing)
        throughout = table in odd and len(odd) > IN_A_DOCUMENT
        if throughout or count > _most(causes):
            mended_here = {name for cause in causes for name in cause.mends}
            found = [
                each
                for name, each in failing.items()
                if name in mended_here or each.tables == frozenset({table})
            ]
            yield _defence(case, table, found, _ODD if count <= _most(causes) else _several(count))


_ODD = check_message("amounts fail in several tables of this document and no slip of the pen explains them.")


def _several(count: int) -> Message:
    return check_message(
        "{count} slips that have nothing to do with each other would have to explain what fails here.",
        count=count,
    )


def _independent(causes: Sequence[Cause], failing: Mapping[Named, Accusation]) -> int:
    """Return how many slips there are; those out by the same amount count once, for it was carried along."""
    mended = [[failing[name] for name in cause.mends if name in failing] for cause in causes]
    alike = _alike([each for some in mended for each in some])
    joined: dict[int, int] = {}

    def first(number: int) -> int:
        while joined.setdefault(number, number) != number:
            joined[number] = number = joined[joined[number]]
        return number

    for some in mended:
        for one, other in pairwise(alike[_out_by(each)] for each in some):
            joined[first(one)] = first(other)
    alone = sum(not some for some in mended)
    return alone + len({first(alike[_out_by(some[0])]) for some in mended if some})


def _alike(failures: Sequence[Accusation]) -> dict[int, int]:
    """Return a number for each amount by which failures are out, one for those alike but for what rounding may hide."""
    room: dict[int, int] = defaultdict(int)
    for each in failures:
        room[_out_by(each)] = max(room[_out_by(each)], each.finding.allowance or 0)
    amounts = sorted(room)
    up = list(accumulate((amount + room[amount] for amount in amounts), max))
    down = list(accumulate((amount - room[amount] for amount in reversed(amounts)), min))[::-1]
    apart = (
        at > 0 and up[at - 1] < amount and down[at] > amounts[at - 1] for at, amount in enumerate(amounts)
    )
    return dict(zip(amounts, accumulate(map(int, apart)), strict=True))


def _out_by(accusation: Accusation) -> int:
    finding = accusation.finding
    return abs(accusation.sum.difference if accusation.sum else finding.difference or finding.computed or 0)


def _most(causes: Sequence[Cause]) -> int:
    """Return how many slips a table may hold: a second one only where one edit of a number or a row is each of them."""
    return IN_A_TABLE if all(cause.is_pen_slip for cause in causes) else 1


def _is_seen_twice(cause: Cause, failing: Mapping[Named, Accusation]) -> bool:
    """Return whether a change of one cell mends sums down its column and along its row: both ask for one amount."""
    rules = {failing[name].finding.rule for name in cause.mends if name in failing and failing[name].sum}
    return not cause.cells and not cause.is_row and len(rules) > 1


def _mends_an_error(cause: Cause, failing: Mapping[Named, Accusation]) -> bool:
    """Return whether a cause explains an error; what is only to be explained, as a blank cell, is no slip yet."""
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
