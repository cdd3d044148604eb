"""What final accounts bring forward is what last year's carried on.

年初结转和结余 against 年末结转和结余 of the year before, in all and by each of the three budgets, by function code
where it is stated. Asked of final accounts of one department and of consecutive years that are opened together; a
budget brings forward an estimate. Corrections of earlier years differ with reason. One warning a table.
"""

from __future__ import annotations

from collections.abc import Sequence

from checks.mechanism.years import Pair, next_year
from checks.rule import Outcome, Rule, Subject
from checks.trend.restated import Key, RestatedWording, compare_keys, facts_by_key, of_year_and_stage, settled
from model.facts.cube import DIMENSIONS
from model.finding import Severity
from model.lexicon.lexicon import lexicon
from model.messages import check_message

_WORDING = RestatedWording(
    "{place} ({label}): {stated} {unit} are brought forward, but {file} carried on {expected} in {other}; "
    "difference {difference} ({count} amounts in this table)."
)
_CARRIED = {
    "carryover": "all",
    "carryover_fiscal": "fiscal_all",
    "carryover_general": "general",
    "carryover_fund": "fund",
    "carryover_state_capital": "state_capital",
}
_FLOW, _SOURCE = (
    [name for name in DIMENSIONS if name not in {"year", "stage"}].index(name) for name in ("flow", "source")
)


def compare(subjects: Sequence[Subject], outcome: Outcome) -> None:
    """Compare the opening balances of each year with the closing balances of the year before."""
    for pair in next_year(subjects):
        if pair.later.disclosure.stage == "final":
            _compare(pair, outcome)


def _compare(pair: Pair, outcome: Outcome) -> None:
    opening, closing = (
        facts_by_key(each, of_year_and_stage(each, each.disclosure.year, "final"))
        for each in (pair.later, pair.earlier)
    )
    carried = settled(pair.earlier, closing)
    matched = (
        (found, carried[key]) for opened, found in opening.items() if (key := _closing_key(opened)) in carried
    )
    compare_keys(RULE, pair, outcome, matched, _WORDING)


def _closing_key(opening: Key) -> Key | None:
    """Return the coordinates under which last year carried on what a key brings forward; None for other money."""
    sources, flows = lexicon().dimensions["source"], lexicon().dimensions["flow"]
    source = sources.ids[opening[_SOURCE]]
    if source not in _CARRIED or opening[_FLOW] != flows.number["revenue"]:
        return None
    key = list(opening)
    key[_FLOW], key[_SOURCE] = flows.number["carry_out"], sources.number[_CARRIED[source]]
    return tuple(key)


RULE = Rule(
    code="TR103",
    family="trend",
    title=check_message("What is brought forward is not what last year carried on"),
    severity=Severity.WARNING,
    basis="RELATIONS 28",
    explanation=__doc__,
    compare=compare,
)
