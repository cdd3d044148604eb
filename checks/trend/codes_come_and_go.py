"""项 that are new, or gone, against the year before, without a reason in the text.

Out of the table by function code of two consecutive years. Zeros do not count. Asked where the later disclosure
has prose; the reason is one beside the name of the 项. One notice for the new codes and one for those that are
gone.
"""

from __future__ import annotations

from collections.abc import Sequence

from checks.mechanism.evidence import cell_evidence
from checks.mechanism.years import MOST_CELLS, Pair, file_name_of, next_year, pair_finding
from checks.rule import Outcome, Rule, Subject
from checks.trend.codes_compared import ItemOfYear, has_reason, has_text, two_years
from model.finding import Finding, Role, Severity
from model.messages import check_message

_NAMED = 5
_NEW = "{count} codes are new against {year}, and the text gives no reason: {codes}."
_GONE = "{count} codes of {year} are gone, and the text gives no reason: {codes}."


def compare(subjects: Sequence[Subject], outcome: Outcome) -> None:
    """Compare the codes of each two consecutive years."""
    for pair in next_year(subjects):
        years = two_years(pair)
        if years is None:
            continue
        new = _only_in(years.later, years.earlier)
        gone = _only_in(years.earlier, years.later)
        both = sum(code in years.earlier and bool(item.amount) for code, item in years.later.items())
        outcome.hold(both)
        if not has_text(pair.later):
            if new or gone:
                why = check_message("no explanatory text is open in which a reason could stand.")
                outcome.leave(file_name_of(pair.later), why, len(new) + len(gone))
            continue
        _report(pair, outcome, new, pair.later, is_new=True)
        _report(pair, outcome, gone, pair.earlier, is_new=False)


def _only_in(one: dict[str, ItemOfYear], other: dict[str, ItemOfYear]) -> dict[str, ItemOfYear]:
    return {
        code: item for code, item in one.items() if item.amount and not (code in other and other[code].amount)
    }


def _report(
    pair: Pair, outcome: Outcome, items: dict[str, ItemOfYear], owner: Subject, *, is_new: bool
) -> None:
    unexplained = {code: item for code, item in items.items() if not has_reason(pair.later, code, item.name)}
    outcome.hold(len(items) - len(unexplained))
    if unexplained:
        outcome.report(_finding(pair, unexplained, owner, is_new=is_new))
        outcome.line.inconsistent += len(unexplained) - 1


def _finding(pair: Pair, items: dict[str, ItemOfYear], owner: Subject, *, is_new: bool) -> Finding:
    cells = tuple(
        cell_evidence(owner, item.fact, Role.CONTEXT, 0) for item in list(items.values())[:MOST_CELLS]
    )
    codes = [f"{code} {item.name}" for code, item in items.items()]
    shown = "、".join(codes[:_NAMED]) + ("、…" if len(codes) > _NAMED else "")
    message = check_message(
        _NEW if is_new else _GONE, count=len(items), year=pair.earlier.disclosure.year, codes=shown
    )
    return pair_finding(RULE, pair, cells, message, "new" if is_new else "gone")


RULE = Rule(
    code="TR106",
    family="trend",
    title=check_message("Codes come or go without a reason"),
    severity=Severity.NOTICE,
    basis="RELATIONS 29",
    explanation=__doc__,
    compare=compare,
)
