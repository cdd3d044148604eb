"""The suspects: over all relations that fail, the fewest changes that would mend them, each with its findings.

Findings with one cause are one problem: they get its group, its suspect and its hint. A text that stands in a
disclosure twice, in the budget and in a copy of it, states its slips twice: they are one finding with the places of
both.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from checks.diagnosis.cells import causes_in_cells
from checks.diagnosis.clerical_errors import likeliest_correction
from checks.diagnosis.computed import Key, Shared, shared_problems
from checks.diagnosis.echoes import Echoes
from checks.diagnosis.groups import with_labels
from checks.diagnosis.network import Cause, Named, Network, network_of
from checks.diagnosis.rows import causes_in_rows
from checks.diagnosis.state import TrialState
from checks.diagnosis.tables import causes_in_tables
from checks.mechanism.evidence import cell_of, unit_of, where_stated
from checks.rule import Failure, Outcome, Subject
from model.finding import Finding, Place, Role, Severity, Verdict
from model.messages import Message, check_message
from model.money import Unit, format_amount
from model.record import dataclass

MOST_FAILURES = 2_000
"""Beyond this a workbook is not slipped but wrong throughout; naming one cell would prove nothing."""
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

    Without `of_text` nothing that rests on a sentence is looked at. One network is not searched twice: what is asked
    for to doubt a reading is mostly what is diagnosed.
    """
    network = network_of(subject, outcomes, without, of_text=of_text)
    # A search changes the amounts of the network: it is known by what it was before.
    before, searched = repr(network.members), subject.once(_searched)
    if before not in searched:
        searched[before] = _search(subject, outcomes, network)
    causes, left = searched[before]
    return list(causes), set(left)


def _searched(_: Subject) -> dict[str, tuple[list[Cause], set[Named]]]:
    """Return what keeps the causes that were found in a disclosure, by the network they were sought in."""
    return {}


def _search(
    subject: Subject, outcomes: Sequence[Outcome], network: Network
) -> tuple[list[Cause], set[Named]]:
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
    """Return what gives the unit in which a fact is printed."""
    documents, facts = subject.disclosure.documents, subject.facts

    def unit(fact: int) -> Unit:
        span = facts.span(fact)
        if span is None:
            return unit_of(subject, fact) or Unit.YUAN
        return documents[span.document].claims[span.claim].unit or Unit.YUAN

    return unit


def _is_noticed(outcomes: Sequence[Outcome], name: Named | None) -> bool:
    """Return whether a failure is no more than a notice."""
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
    """Return whether a constraint ties failures together: those that fail, and those around them, but no further."""
    if number < network.failures:
        return True
    facts = list(network.members[number].constraint.facts)
    return len(facts) <= _WIDEST and all(fact in network.known for fact in facts)


__all__ = ("Named", "causes_of", "diagnose")


@dataclass(slots=True)
class Problems:
    """The findings of some outcomes, which are given their groups one cause after the other."""

    subject: Subject
    outcomes: Sequence[Outcome]
    findings: list[list[Finding]]

    def join(self, number: int, cause: Cause) -> None:
        """Put what a cause mends under it.

        A finding that suspects a cell which no relation can change keeps it, unless the cause mends more than this.
        """
        for outcome, name in cause.mends:
            failure = self.outcomes[outcome].failures[name]
            alone = len(cause.mends) == 1
            if not (alone and self._suspects_another((outcome, failure.finding), failure)):
                self._label((outcome, failure.finding), str(number), cause.place, cause.hint)

    def _suspects_another(self, key: Key, failure: Failure) -> bool:
        """Return whether a finding names a cell that is none of the facts whose change would mend its failure."""
        suspect = self.findings[key[0]][key[1]].suspect
        return suspect is not None and suspect not in {
            cell_of(self.subject, fact) for fact in failure.changes
        }

    def join_computed(self, number: int, shared: Shared, causes: Sequence[Cause]) -> None:
        """Put what is computed wrongly under the cause that it shares, or together as a problem of its own.

        A sentence whose amount would mend the cause's failures, and what is computed from it too, is the suspect.
        """
        cause = causes[shared.cause] if shared.cause >= 0 else None
        is_head = cause is not None and bool(cause.changes) and cause.changes[0][0] == shared.fact
        of_text = shared.fact >= 0 and self.subject.facts.span(shared.fact) is not None
        if cause is not None and (is_head or not of_text):
            suspect: tuple[Place | None, Message | None] = cause.place, cause.hint
        else:
            suspect = self._suspect(shared)
        group = f"computed {number}" if cause is None else str(shared.cause)
        keys = list(shared.findings)
        if cause is not None:
            keys += [
                (outcome, self.outcomes[outcome].failures[name].finding) for outcome, name in cause.mends
            ]
        for key in keys:
            self._label(key, group, *suspect)

    def _suspect(self, shared: Shared) -> tuple[Place | None, Message | None]:
        """Return the cell of the fact that findings share, and what would mend them."""
        fact, right = shared.fact, shared.right
        if fact < 0:
            return None, None
        span = self.subject.facts.span(fact)
        if span is None:
            unit = unit_of(self.subject, fact) or Unit.YUAN
            return cell_of(self.subject, fact), likeliest_correction(
                where_stated(self.subject, fact), int(self.subject.facts.amount[fact]), right, unit
            )
        document = self.subject.disclosure.documents[span.document]
        unit = document.claims[span.claim].unit or Unit.YUAN
        here = f"{where_stated(self.subject, fact)} = {format_amount(right, unit)} {unit.label}"
        return None, check_message("In the text: {here} would reconcile.", here=here)

    def _label(self, key: Key, group: str, place: Place | None, hint: Message | None) -> None:
        finding = self.findings[key[0]][key[1]]
        self.findings[key[0]][key[1]] = replace(finding, suspect=place, hint=hint, group=group)

    def unsearched(self, keys: Iterable[Key], hint: Message) -> None:
        """Give a hint to findings that have none."""
        for outcome, index in keys:
            if self.findings[outcome][index].hint is None:
                self.findings[outcome][index] = replace(self.findings[outcome][index], hint=hint)

    def all(self) -> list[Finding]:
        """Return all findings, those of a text and of its copy together, the doubted ones with their severity."""
        doubted = set(_doubted(self.findings))
        for outcome, (result, findings) in enumerate(zip(self.outcomes, self.findings, strict=True)):
            for index, severity in result.if_doubted.items():
                finding = findings[index]
                if finding.severity is Severity.NOTICE and any(
                    cell.place in doubted for cell in finding.cells
                ):
                    self.findings[outcome][index] = replace(finding, severity=severity)
        return list(_without_twins(finding for findings in self.findings for finding in findings))


def _doubted(findings: Iterable[Sequence[Finding]]) -> Iterator[Place]:
    """Yield the cells that errors and warnings are about: what they suspect, and what they hold against another."""
    for finding in (one for some in findings for one in some):
        if finding.severity is Severity.NOTICE or finding.verdict is not Verdict.INCONSISTENT:
            continue
        if finding.suspect is not None:
            yield finding.suspect
        yield from (
            cell.place for cell in finding.cells if cell.role is Role.STATED and cell.amount is not None
        )


def _without_twins(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings, those that report the same of the same words in another place as one with the places of all."""
    found: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        found.setdefault(_content(finding) if finding.spans else number, []).append(finding)
    for first, *twins in found.values():
        spans = (*first.spans, *(span for twin in twins for span in twin.spans))
        yield replace(first, spans=spans) if twins else first


def _content(finding: Finding) -> tuple[object, ...]:
    """Return what a finding about words states, without their places."""
    words = tuple("".join(span.text.split()) for span in finding.spans)
    return finding.id, finding.severity, finding.stated, finding.computed, words
