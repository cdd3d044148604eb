"""An amount in the text is the amount that the tables state.

A sentence and a cell with the same coordinates (flow, year, stage, source, nature, code, item) state the same money:
they must be equal within what both were rounded to, 万元 in the text against 元 in the table. Where no table prints
exactly what the words say, 三公 and 机关运行经费 are held against the one table that has them, and 财政拨款 against the
sum of the single budgets; what differs there is a warning. So is what differs where the sentence goes on with a
subject that it does not name itself. What no table states is listed as not checked, and so is an amount whose subject
was taken from the chapter alone, or that a cell prints of another subject which the sentence may mean.

Basis: RELATIONS 30.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from checks.mechanism.evidence import cell_evidence, fingerprint
from checks.prose.alternatives import BUDGETS, same_item, single_budgets, with_source
from checks.prose.evidence import place_text, span_of
from checks.prose.misread import other_subject
from checks.prose.statements import Said, Stated, Statements, statements
from checks.prose.telling import told_values
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Role, Severity, Verdict
from model.messages import check_message
from model.money import Unit, printed_step
from model.reading.prose.claim import Claim, Measure, Provenance

_DIFFERS = "{place}: “{phrase}”, but {other} ({label}) states {expected}; difference {difference} {unit}."
_ROUNDED = (
    "{place}: “{phrase}”, and {other} ({label}) states {expected}; rounding explains {difference} {unit}."
)


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What tables state of a claim's money: in so many words (`exact`), or under an alternative."""

    stated: list[Stated]
    exact: bool

    def fitting(self, claim: Claim) -> Stated | None:
        """Return the statement nearest to the claim among those that may be the same amount, None for none."""
        fits = [one for one in self.stated if one.low <= claim.high and claim.low <= one.high]
        return min(fits, key=lambda one: abs(one.amount - claim.amount), default=None)

    @property
    def is_ambiguous(self) -> bool:
        """Whether what the tables state cannot all be the same amount."""
        return max(one.low for one in self.stated) > min(one.high for one in self.stated)


def counterpart(told: Statements, claim: Claim) -> Counterpart | None:
    """Return what tables state of a claim's money, None where they state nothing."""
    exact = told.in_tables(claim.coordinates)
    if exact:
        return Counterpart(exact, exact=True)
    other = [one for coordinates in same_item(claim.coordinates) for one in told.in_tables(coordinates)]
    if not other:
        other = _sum_of_budgets(told, claim)
    return Counterpart(other, exact=False) if other else None


def _sum_of_budgets(told: Statements, claim: Claim) -> list[Stated]:
    """Return general-budget money as fiscal appropriation where the other two budgets have none of it."""
    if not single_budgets(claim.coordinates):
        return []
    general, *others = (told.in_tables(with_source(claim.coordinates, source)) for source in BUDGETS)
    return [] if any(one.amount for stated in others for one in stated) else general


def refuted(subject: Subject) -> frozenset[tuple[str, int]]:
    """Return the claims that tables contradict: file and number. Ask through `subject.once(refuted)`."""
    told = subject.once(statements)
    return frozenset(
        (said.document.book.path, said.number)
        for said in told.of(Measure.AMOUNT)
        if (found := counterpart(told, said.claim))
        and not found.is_ambiguous
        and not found.fitting(said.claim)
    )


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold each amount of the prose against the cells of the same coordinates."""
    told = subject.once(statements)
    for said in told.of(Measure.AMOUNT):
        found = counterpart(told, said.claim)
        if found is None:
            outcome.leave(place_text(said), check_message("no table states it."))
            continue
        fits = found.fitting(said.claim)
        if fits and not _is_rounded(said.claim, fits):
            outcome.hold()
        elif fits:
            outcome.report(_finding(subject, said, fits, Severity.NOTICE, Verdict.ROUNDING))
        elif found.is_ambiguous:
            outcome.leave(place_text(said), check_message("the tables state it differently."))
        else:
            _differs(subject, outcome, said, found)


def _differs(subject: Subject, outcome: Outcome, said: Said, found: Counterpart) -> None:
    """Report an amount that tables deny, unless its subject may have been misread."""
    claim, stated = said.claim, found.stated[0]
    if claim.provenance is Provenance.CHAPTER:
        outcome.leave(place_text(said), check_message("the sentence does not name its subject itself."))
    elif other_subject(subject, claim, stated) is not None:
        why = check_message("a table states this amount of another subject, which the sentence may mean.")
        outcome.leave(place_text(said), why)
    else:
        certain = found.exact and claim.provenance.is_certain
        severity = Severity.ERROR if certain else Severity.WARNING
        _report(outcome, _finding(subject, said, stated, severity, Verdict.INCONSISTENT))


def _report(outcome: Outcome, finding: Finding) -> None:
    """Report a finding; a sentence that repeats the amount of one that was reported is a place of that one."""
    for number, before in enumerate(outcome.findings):
        if (before.id, before.stated, before.computed) == (finding.id, finding.stated, finding.computed):
            gravest = max((before, finding), key=lambda one: one.severity is Severity.ERROR)
            outcome.findings[number] = replace(gravest, spans=(*before.spans, *finding.spans))
            outcome.line.inconsistent += 1
            return
    outcome.report(finding)


def _is_rounded(claim: Claim, stated: Stated) -> bool:
    """Tell whether both print the same places of the same unit and still differ."""
    unit = claim.unit or Unit.YUAN
    step = printed_step(unit, claim.decimals)
    return stated.amount != claim.amount and step > 0 and stated.amount % step == 0


def _finding(subject: Subject, said: Said, other: Stated, severity: Severity, verdict: Verdict) -> Finding:
    claim = said.claim
    values = told_values(subject, said, other)
    template = _DIFFERS if verdict is Verdict.INCONSISTENT else _ROUNDED
    return Finding(
        id=fingerprint("TX101", "", dict(claim.coordinates)),
        rule="TX101",
        severity=severity,
        verdict=verdict,
        title=RULE.title,
        message=check_message(template, **values),
        cells=(cell_evidence(subject, other.fact, Role.OTHER, 1),),
        spans=(span_of(said),),
        stated=claim.amount,
        computed=other.amount,
        difference=claim.amount - other.amount,
        allowance=claim.half + other.half,
        relation="=",
        unit=claim.unit,
    )


RULE = Rule(
    code="TX101",
    family="prose",
    title=check_message("The text states another amount than the tables"),
    severity=Severity.ERROR,
    basis="RELATIONS 30",
    explanation=__doc__,
    check=check,
)
