"""The same money stated in two tables is the same amount.

Two facts with the same coordinates (flow, year, stage, source, nature, code, item, unit), stated in different
tables, must be equal within what they were rounded to. So the fiscal totals agree with the expenditure tables by
类, basic expenditure by function with basic expenditure by economic code, last year's column with last year's
column, and the total of each table with that of every other that states it.

A table may state what a budget pays with the money that it brought forward, another apart from it: two amounts that
differ by just what is stated as brought forward agree.

A coordinate that one table states twice is left out for that table: which of the two should agree is not known.

Where a row states expenditure from money brought forward beside that from a budget, the budget's is not held against
a table that does not tell them apart.

Two amounts of which one is the other with its last places cut off, and not rounded, are a notice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from checks.mechanism.agreement import Agreements, is_cut
from checks.mechanism.evidence import cell_evidence, fingerprint, label_of, place_of, unit_of
from checks.mechanism.relations import CONSISTENT, ROUNDING
from checks.mechanism.same_money import same_money
from checks.rule import Outcome, Rule, Subject
from model.facts.cube import DIMENSIONS, Facts
from model.finding import Finding, Role, Severity, Verdict
from model.lexicon.lexicon import lexicon
from model.messages import check_message
from model.money import Unit, format_amount


def differ_by_what_was_brought_forward(facts: Facts, members: Sequence[int]) -> bool:
    """Return whether facts of one budget state two amounts that differ by what the budget brought forward.

    A list of projects may print 本年拨款 and 结转 apart where the table of the budget states them in one. The money
    brought forward must be stated with the same coordinates but for its source, and be the difference.
    """
    source = lexicon().dimensions["source"]
    brought = source.number.get(source.below["carryover"].get(_name(facts, members[0]), ""), -1)
    amounts = facts.amount[list(members)]
    if brought < 0 or len(set(amounts.tolist())) != 2:
        return False
    same = np.flatnonzero(facts.stated & (facts.coordinates["source"] == brought))
    for name in DIMENSIONS:
        if name != "source" and same.size:
            of_name = facts.coordinates[name]
            same = same[of_name[same] == of_name[members[0]]]
    least, most = members[int(amounts.argmin())], members[int(amounts.argmax())]
    difference = facts.amount[most] - facts.amount[least]
    allowance = facts.half[most] + facts.half[least] + facts.half[same]
    return bool(np.any(np.abs(facts.amount[same] - difference) <= allowance))


def _name(facts: Facts, fact: int) -> str:
    return facts.coordinate(fact).get("source", "")


def check(subject: Subject, outcome: Outcome) -> None:
    """Compare all facts that share their coordinates."""
    groups = subject.once(same_money)
    outcome.agreements.append(groups)
    outcome.hold(int(np.count_nonzero(groups.verdict == CONSISTENT)))
    for group in np.flatnonzero(groups.verdict != CONSISTENT).tolist():
        _report(subject, groups, group, outcome)
    if groups.repeated:
        why = check_message(
            "a table states the same coordinates more than once; it is not compared with others."
        )
        outcome.leave("", why, groups.repeated)
    if groups.apart:
        why = check_message(
            "one table states apart what was brought forward, another may count it in; they are not compared."
        )
        outcome.leave("", why, groups.apart)


def _report(subject: Subject, groups: Agreements, group: int, outcome: Outcome) -> None:
    facts = subject.cells
    members = [int(fact) for fact in groups.facts(group)]
    is_rounding = groups.verdict[group] == ROUNDING
    if not is_rounding and differ_by_what_was_brought_forward(facts, members):
        outcome.hold()
        return
    cut = not is_rounding and _are_cut(subject, members)
    finding = _finding(subject, groups, group, cut=cut)
    if is_rounding or cut:
        outcome.report(finding)
        return
    counts = Counter(int(facts.amount[fact]) for fact in members)
    usual, times = counts.most_common(1)[0]
    if times > 1:
        changes = {fact: usual - int(facts.amount[fact]) for fact in members if facts.amount[fact] != usual}
    else:
        ends = (members[0], members[-1])
        changes = {one: int(facts.amount[other] - facts.amount[one]) for one, other in (ends, ends[::-1])}
    outcome.fail(finding, changes, finding.allowance or 0)


def _are_cut(subject: Subject, members: list[int]) -> bool:
    """Return whether each of some amounts is the finest of them, or what is left of it when decimals are cut off."""
    facts = subject.cells
    finest = min(members, key=lambda fact: int(facts.half[fact]))
    amount, half = int(facts.amount[finest]), int(facts.half[finest])
    for fact in members:
        step, printed = 2 * int(facts.half[fact]), int(facts.amount[fact])
        allowance = int(facts.half[fact]) + half
        if abs(printed - amount) > allowance and not (
            step < (unit_of(subject, fact) or Unit.YUAN).value and is_cut(printed, step, amount)
        ):
            return False
    return True


def _finding(subject: Subject, groups: Agreements, group: int, *, cut: bool) -> Finding:
    """Report the fact that stands against most others; of two, the first is held against the second."""
    facts = subject.cells
    members = [int(fact) for fact in groups.facts(group)]
    usual, times = Counter(int(facts.amount[fact]) for fact in members).most_common(1)[0]
    others = [fact for fact in members if int(facts.amount[fact]) == usual]
    odd = next(fact for fact in members if int(facts.amount[fact]) != usual)
    rounding = groups.verdict[group] == ROUNDING
    stated, expected = int(facts.amount[odd]), usual
    unit = unit_of(subject, odd) or Unit.YUAN
    here, there = place_of(subject, odd), place_of(subject, others[0])
    values = {
        "place": f"{here.sheet}!{here.cell}",
        "label": label_of(subject, odd),
        "stated": format_amount(stated, unit),
        "other": f"{there.sheet}!{there.cell}",
        "expected": format_amount(expected, unit),
        "difference": format_amount(stated - expected, unit),
        "unit": unit.label,
        "times": times,
    }
    template = (
        "{place} ({label}) states {stated} {unit}, but {other} states {expected}; difference {difference}."
    )
    if cut:
        template = (
            "{place} ({label}) states {stated} {unit}, {other} {expected}: "
            "the last place was cut off, not rounded."
        )
    elif rounding:
        template = (
            "{place} ({label}) states {stated} {unit}, {other} {expected}; rounding explains {difference}."
        )
    elif times > 1:
        template = (
            "{place} ({label}) states {stated} {unit}, but {times} other cells, {other} among them, state {expected}; "
            "difference {difference}."
        )
    rest = [fact for fact in members if fact not in others and fact != odd]
    return Finding(
        id=fingerprint("AG101", "", facts.coordinate(odd)),
        rule="AG101",
        severity=Severity.NOTICE if rounding or cut else RULE.severity,
        verdict=Verdict.ROUNDING if rounding or cut else Verdict.INCONSISTENT,
        title=RULE.title,
        message=check_message(template, **values),
        cells=(
            cell_evidence(subject, odd, Role.STATED, -1),
            cell_evidence(subject, others[0], Role.OTHER, 1),
            *(cell_evidence(subject, fact, Role.CONTEXT, 0) for fact in (*others[1:], *rest)),
        ),
        stated=stated,
        computed=expected,
        difference=stated - expected,
        allowance=int(facts.half[odd] + facts.half[others[0]]),
        relation="=",
        unit=unit,
        suspect=place_of(subject, odd) if times > 1 else None,
    )


RULE = Rule(
    code="AG101",
    family="agreement",
    title=check_message("The same money is stated differently in two tables"),
    severity=Severity.ERROR,
    basis="RELATIONS 10, 12, 14, 20, 23, 24, 25",
    explanation=__doc__,
    check=check,
)
