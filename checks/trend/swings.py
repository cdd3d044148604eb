"""A 项 rises or falls by more than 30 percent against the year before, and the text gives no reason.

Out of the table by function code of two consecutive years. Asked where the later disclosure has prose; the
reason is one beside the name of the 项. A code that is new or gone is another rule's. One notice a code.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from checks.mechanism.evidence import unit_of
from checks.mechanism.years import Pair, both_cells, compared, file_name_of, next_year, pair_finding
from checks.rule import Outcome, Rule, Subject
from checks.trend.codes_compared import ItemOfYear, has_reason, has_text, two_years
from model.finding import Finding, Severity
from model.messages import check_message
from model.money import Unit, format_amount

_LIMIT = Fraction(30, 100)


def compare(subjects: Sequence[Subject], outcome: Outcome) -> None:
    """Compare the amounts of each two consecutive years."""
    for pair in next_year(subjects):
        years = two_years(pair)
        if years is None:
            continue
        shared = {code: item for code, item in years.later.items() if code in years.earlier and item.amount}
        swings = {code: item for code, item in shared.items() if _swings(years.earlier[code], item)}
        outcome.hold(len(shared) - len(swings))
        if swings and not has_text(pair.later):
            why = check_message("no explanatory text is open in which a reason could stand.")
            outcome.leave(file_name_of(pair.later), why, len(swings))
            continue
        for code, item in swings.items():
            if has_reason(pair.later, code, item.name):
                outcome.hold()
            else:
                outcome.report(_finding(pair, code, years.earlier[code], item))


def _swings(earlier: ItemOfYear, later: ItemOfYear) -> bool:
    return bool(earlier.amount) and abs(later.amount - earlier.amount) > _LIMIT * abs(earlier.amount)


def _finding(pair: Pair, code: str, earlier: ItemOfYear, later: ItemOfYear) -> Finding:
    cells = both_cells(pair, [compared(pair, later.fact, earlier.fact)])
    unit = unit_of(pair.later, later.fact) or Unit.YUAN
    change = Fraction(later.amount - earlier.amount, abs(earlier.amount))
    message = check_message(
        "{place}: {code} {name} went from {earlier} to {later} {unit} ({change}), and the text gives no reason.",
        place=cells[0].place.text,
        code=code,
        name=later.name,
        earlier=format_amount(earlier.amount, unit),
        later=format_amount(later.amount, unit),
        unit=unit.label,
        change=f"{float(change):+.1%}",
    )
    return pair_finding(RULE, pair, cells, message, code)


RULE = Rule(
    code="TR107",
    family="trend",
    title=check_message("A code rises or falls by more than 30 percent without a reason"),
    severity=Severity.NOTICE,
    basis="RELATIONS 29",
    explanation=__doc__,
    compare=compare,
)
