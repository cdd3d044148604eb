"""The suspects: over all relations that fail, the fewest changes that would mend them, each with its findings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from checks.diagnosis.cells import causes_in_cells
from checks.diagnosis.computed import shared_problems
from checks.diagnosis.echoes import Echoes
from checks.diagnosis.groups import with_labels
from checks.diagnosis.network import Cause, Named, Network, network_of
from checks.diagnosis.problems import Problems
from checks.diagnosis.rows import causes_in_rows
from checks.diagnosis.state import TrialState
from checks.diagnosis.tables import causes_in_tables
from checks.mechanism.evidence import unit_of
from checks.rule import Outcome, Subject
from model.finding import Finding, Severity
from model.messages import check_message
from model.money import Unit

MOST_FAILURES = 2_000
"""Beyond this a workbook is not slipped but wrong throughout; naming one cell would say nothing."""

_WIDEST = 60
"""A sum of more parts does not make failures of its parts hang together."""

_TRIALS = 8_000
"""Changes that are tried for one disclosure: what hangs together with few other failures comes first."""


def diagnose(subject: Subject, outcomes: list[Outcome]) -> list[Finding]:
    """Return all findings, those that fail with their suspect cell and the likeliest slip.

    A finding that suspects a cell which no relation can change keeps it, unless another mends more than this finding.
    Where so much fails that the search was ended, the hint of what it did not come to says so.
    """
    problems = Problems(subject, outcomes, [list(outcome.findings) for outcome in outcomes])
    failures = sum(len(outcome.failures) for outcome in outcomes)
    causes, left = causes_of(subject, outcomes) if 0 < failures <= MOST_FAILURES else ([], _all(outcomes))
    for number, cause in enumerate(causes):
        problems.join(number, cause)
    for number, shared in enumerate(shared_problems(subject, outcomes, causes)):
        problems.join_computed(number, shared, causes)
    unsearched = check_message(
        "{count} relations fail in this disclosure: the likeliest cell was not searched further.",
        count=failures,
    )
    keys = [(outcome, outcomes[outcome].failures[failure].finding) for outcome, failure in left]
    problems.unsearched(keys, unsearched)
    return with_labels(problems.all(), causes)


def _all(outcomes: list[Outcome]) -> set[Named]:
    return {
        (number, failure)
        for number, outcome in enumerate(outcomes)
        for failure in range(len(outcome.failures))
    }


def causes_of(
    subject: Subject, outcomes: Sequence[Outcome], without: Collection[Named] = (), *, of_text: bool = True
) -> tuple[list[Cause], set[Named]]:
    """Return the causes of the failures but those left out, and the failures that the search did not come to.

    Without `of_text` nothing that rests on a sentence is looked at.
    """
    network = network_of(subject, outcomes, without, of_text=of_text)
    units = _units(subject)
    causes = causes_in_tables(subject, network)
    explained = {failure for cause in causes for failure in cause.mends}
    causes.extend(causes_in_rows(subject, network, explained))
    explained = {failure for cause in causes for failure in cause.mends}
    trials, echoes = _TRIALS, Echoes(subject.facts)
    left: set[Named] = set()
    for component in sorted(_components(network), key=len):
        names = {number: network.members[number].failure for number in component}
        failing = [number for number, name in names.items() if name not in explained]
        grave = [number for number in failing if not _is_noticed(outcomes, names[number])]
        slight = [number for number in failing if number not in grave]
        state = TrialState(network, echoes, units, failing, trials)
        found = causes_in_cells(subject, state)
        if grave and slight and any(cause.breaks for cause in found):
            # What is only to be noticed may be as it should be: it must not be mended at the cost of what holds.
            found = []
            for apart in (grave, slight):
                state = TrialState(network, echoes, units, apart, state.left)
                found += causes_in_cells(subject, state)
        causes.extend(found)
        trials = state.left
        if not trials:
            mended = {name for cause in found for name in cause.mends}
            left |= {name for number in failing if (name := names[number]) and name not in mended}
    return causes, left


def _units(subject: Subject) -> Callable[[int], Unit]:
    """Return what tells in which unit a fact is printed."""
    documents, facts = subject.disclosure.documents, subject.facts

    def unit(fact: int) -> Unit:
        span = facts.span(fact)
        if span is None:
            return unit_of(subject, fact) or Unit.YUAN
        return documents[span.document].claims[span.claim].unit or Unit.YUAN

    return unit


def _is_noticed(outcomes: Sequence[Outcome], name: Named | None) -> bool:
    """Tell whether a failure is no more than a notice."""
    if name is None:
        return False
    outcome = outcomes[name[0]]
    return outcome.findings[outcome.failures[name[1]].finding].severity is Severity.NOTICE


def _components(network: Network) -> list[list[int]]:
    """Part the failures into those that no relation ties together, be it a failing one or one that holds."""
    seen: set[int] = set()
    components: list[list[int]] = []
    for start in range(network.failures):
        if start in seen:
            continue
        seen.add(start)
        waiting, component = [start], [start]
        while waiting:
            facts = network.members[waiting.pop()].constraint.facts
            near = {number for fact in facts for number in network.of_fact[fact]} - seen
            seen |= near
            waiting.extend(number for number in near if _is_near(network, number))
            component.extend(number for number in near if number < network.failures)
        components.append(sorted(component))
    return components


def _is_near(network: Network, number: int) -> bool:
    """Tell whether a constraint ties failures together: those that fail, and those around them, but no further."""
    if number < network.failures:
        return True
    facts = list(network.members[number].constraint.facts)
    return len(facts) <= _WIDEST and all(fact in network.known for fact in facts)


__all__ = ("Named", "causes_of", "diagnose")
