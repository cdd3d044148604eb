"""The network around what fails, those that hold but share a fact with it, and the causes that explain it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import field
from typing import TYPE_CHECKING

import numpy as np

from checks.diagnosis.blanks import Blanks
from checks.diagnosis.constraints import Agreement, Constraint, MendedBy, WeightedSum
from checks.mechanism.agreement import Agreements
from checks.mechanism.keys import distinct
from checks.mechanism.relations import INCONSISTENT, Relations
from checks.rule import Failure, Outcome, Subject
from model.finding import Place
from model.messages import Message
from model.record import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]


FEW_PARTS = 200
"""Of a relation with more parts only those are suspected that stand in another failing relation as well."""

Named = tuple[int, int]
"""A failure: the number of its outcome, and its number there."""

Source = tuple[int, int, int]
"""A relation or a group of facts: the number of its outcome, of its columns among the outcome's relations, its
agreements and then those of text, and of its row."""


@dataclass(frozen=True, slots=True)
class NetworkMember:
    """A constraint of the network; `failure` names what it mends, None where it held from the beginning."""

    constraint: Constraint
    failure: Named | None


@dataclass(slots=True)
class Network:
    """The constraints near what fails: the `failures` first, then those that hold.

    `of_fact` is which touch a fact: all of them for the facts that are `known`. `cut` means that some relation has
    more parts than are suspected.
    """

    members: list[NetworkMember] = field(default_factory=list)
    of_fact: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    known: set[int] = field(default_factory=set)
    failures: int = 0
    tables: dict[int, int] = field(default_factory=dict)
    cut: bool = False

    def add(self, constraint: Constraint, failure: Named | None = None) -> None:
        """Add a constraint."""
        number = len(self.members)
        self.members.append(NetworkMember(constraint, failure))
        self.failures += failure is not None
        for fact in constraint.facts:
            self.of_fact[fact].append(number)


def network_of(
    subject: Subject, outcomes: Sequence[Outcome], without: Collection[Named] = (), *, of_text: bool = True
) -> Network:
    """Return the network around all failures of the outcomes but those that are left out.

    Without `of_text` what rests on a sentence is left out as well.
    """
    return _Builder(subject, outcomes, without, of_text=of_text).build()


def failing_sources(
    outcomes: Sequence[Outcome], *, of_text: bool = True
) -> Iterator[tuple[Named, Failure, Source | None]]:
    """Yield every failure with its name and the relation or group that it is of, None where it is of neither."""
    for number, outcome in enumerate(outcomes):
        sources = _sources(number, outcome) if outcome.failures else {}
        for position, failure in enumerate(outcome.failures):
            if failure.of_text and not of_text:
                continue
            change = next(iter(failure.changes.items()), (-1, 0))
            waiting = sources.get(change) or sources.get(change[:1], [])
            yield (number, position), failure, waiting.pop(0) if waiting else None


class _Builder:
    """Builds a network: first what fails, then two rings of what holds around it."""

    def __init__(
        self, subject: Subject, outcomes: Sequence[Outcome], without: Collection[Named], *, of_text: bool
    ) -> None:
        self._facts = subject.facts
        self._outcomes = outcomes
        self._without = without
        self._of_text = of_text
        self._blanks = Blanks(subject.facts)
        self._network = Network()
        self._loaded: set[Source] = set()

    def build(self) -> Network:
        sources = failing_sources(self._outcomes, of_text=self._of_text)
        found = [each for each in sources if each[0] not in self._without]
        often = Counter(fact for _, failure, _ in found for fact in failure.changes)
        for name, failure, source in found:
            self._network.add(self._failing(failure, source, often), name)
        for _ in range(2):
            self._ring()
        self._network.tables = {fact: int(self._facts.table[fact]) for fact in self._network.of_fact}
        return self._network

    def _failing(self, failure: Failure, source: Source | None, often: Counter[int]) -> Constraint:
        if source is None:
            return MendedBy(dict(failure.changes), failure.allowance)
        self._loaded.add(source)
        relations = _all_of(self._outcomes[source[0]])[source[1]]
        if isinstance(relations, Agreements):
            return self._agreement(relations, source[2])
        parts = relations.parts(source[2])
        weights = relations.weights(source[2])
        whole = int(relations.whole[source[2]])
        if len(parts) > FEW_PARTS:
            self._network.cut = True
            kept = [index for index, part in enumerate(parts.tolist()) if often[part] > 1]
            parts, weights = parts[kept], [weights[index] for index in kept]
        return self._sum(relations, source[2], whole, parts, weights)

    def _sum(
        self, relations: Relations, number: int, whole: int, parts: Integers, weights: list[int]
    ) -> WeightedSum:
        summed: dict[int, int] = {whole: 1}
        for part, weight in zip(parts.tolist(), weights, strict=True):
            summed[part] = summed.get(part, 0) - weight
        for blank in self._blanks.below(whole, parts):
            summed.setdefault(blank, -1)
        return WeightedSum(
            {fact: weight for fact, weight in summed.items() if weight},
            int(relations.stated[number] - relations.computed[number]),
            int(relations.allowance[number]),
            bool(relations.at_most[number]),
        )

    def _agreement(self, groups: Agreements, number: int) -> Agreement:
        members = [int(fact) for fact in groups.facts(number)]
        facts = self._facts
        return Agreement(
            {fact: int(facts.amount[fact]) for fact in members},
            {fact: int(facts.half[fact]) for fact in members},
        )

    def _ring(self) -> None:
        """Add all that holds and touches a fact of the network, and count those facts as known."""
        network = self._network
        new = [fact for fact in network.of_fact if fact not in network.known]
        if not new:
            return
        mask = np.zeros(len(self._facts), dtype=np.bool_)
        mask[new] = True
        for number, outcome in enumerate(self._outcomes):
            for index, each in enumerate(_all_of(outcome, of_text=self._of_text)):
                if not isinstance(each, Agreements):
                    self._add_relations(each, (number, index), mask)
                elif index < len(outcome.relations) + len(outcome.agreements):
                    # A sentence may have been copied with its slip: that it agrees speaks for nothing.
                    self._add_agreements(each, (number, index), mask)
        network.known.update(new)

    def _add_relations(self, relations: Relations, source: tuple[int, int], mask: NDArray[np.bool_]) -> None:
        if not len(relations):
            return
        near = mask[relations.whole]
        near[relations.part_relation[mask[relations.part_fact]]] = True
        for number in self._unloaded(source, np.flatnonzero(near & (relations.verdict < INCONSISTENT))):
            parts = relations.parts(number)
            weights = relations.weights(number)
            if len(parts) > FEW_PARTS:
                kept = np.flatnonzero(mask[parts]).tolist()
                parts, weights = parts[kept], [weights[index] for index in kept]
            self._network.add(self._sum(relations, number, int(relations.whole[number]), parts, weights))

    def _add_agreements(self, groups: Agreements, source: tuple[int, int], mask: NDArray[np.bool_]) -> None:
        if not len(groups):
            return
        near = distinct(groups.group[mask[groups.members]])
        for number in self._unloaded(source, near[groups.verdict[near] < INCONSISTENT]):
            self._network.add(self._agreement(groups, number))

    def _unloaded(self, source: tuple[int, int], numbers: Integers) -> Iterator[int]:
        for number in numbers.tolist():
            if (*source, number) not in self._loaded:
                self._loaded.add((*source, number))
                yield number


def _sources(number: int, outcome: Outcome) -> dict[tuple[int, ...], list[tuple[int, int, int]]]:
    """Return the failing relations by their whole and its change, the failing groups by each of their facts."""
    found: dict[tuple[int, ...], list[tuple[int, int, int]]] = defaultdict(list)
    for index, each in enumerate(_all_of(outcome)):
        for row in np.flatnonzero(each.verdict == INCONSISTENT).tolist():
            if isinstance(each, Agreements):
                for fact in each.facts(row).tolist():
                    found[(int(fact),)].append((number, index, row))
            else:
                change = int(each.computed[row] - each.stated[row])
                found[int(each.whole[row]), change].append((number, index, row))
    return found


def _all_of(outcome: Outcome, *, of_text: bool = True) -> list[Relations | Agreements]:
    """Return the relations and groups of an outcome, those of cells first: a source counts through them."""
    return [*outcome.relations, *outcome.agreements, *(outcome.of_text if of_text else ())]


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause of some failures.

    `place` is the cell to look at first, None where no one cell is likelier than the others; `hint` is what would
    reconcile. `cells` are the other cells that it would change. `is_row` means that a whole row is meant, not an amount
    of it; `breaks` that relations which hold would not with it: nothing better was found.
    `is_pen_slip` means that one edit of a number or one row explains it, not merely that some other amount would.
    `changes` are the facts of single cells or sentences with what is to be added, the one to look at first before all.
    """

    place: Place | None
    hint: Message
    mends: frozenset[Named]
    cells: tuple[Place, ...] = ()
    is_row: bool = False
    breaks: bool = False
    is_pen_slip: bool = False
    changes: tuple[tuple[int, int], ...] = ()
