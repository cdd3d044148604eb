"""Where else the amount under the cursor stands: cells and sentences of all that is open, as places to go to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from model.finding import Place, Role
from model.reading.prose.claim import Measure
from model.record import dataclass
from tui.desk.claim_cells import ClaimSpot

if TYPE_CHECKING:
    from checks.mechanism.elsewhere import Restated
    from checks.rule import Subject
    from model.money import Interval
    from tui.desk.state import DeskState


@dataclass(frozen=True, slots=True)
class Statement:
    """A cell (`place`) or a sentence (`claim`) with its sign: `=`, `~` or `≠`.

    `amount` is in ten-thousandths of 元, `label` the words of row and column, or the sentence. `is_same` where it
    is of the same coordinates, else only the amount is the same. `is_here` is where the cursor stands.
    """

    sign: str
    amount: int
    label: str
    is_same: bool
    document: int
    place: Place | None = None
    claim: ClaimSpot | None = None
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What states the amount under the cursor; `coordinates` are {} where its subject is not known."""

    coordinates: Mapping[str, str]
    amount: int
    statements: tuple[Statement, ...]


def elsewhere(state: DeskState, at: Place | ClaimSpot) -> Elsewhere | None:
    """Return everything that states the amount of a cell or a sentence, None where no amount that is read stands."""
    from checks.mechanism.elsewhere import restated

    asked = _of_claim(state, at) if isinstance(at, ClaimSpot) else _of_cell(state, at)
    if asked is None:
        return None
    subject, coordinates, amount = asked
    numbers = {id(document): number for number, document in enumerate(state.documents)}
    found = restated(_of_one_department(state, subject), coordinates, amount)
    return Elsewhere(coordinates, amount.amount, tuple(_statement(each, numbers, at) for each in found))


def printing(state: DeskState, amount: int) -> tuple[Statement, ...]:
    """Return every cell and sentence of all that is open that prints an amount, within its own rounding."""
    from checks.mechanism.elsewhere import restated
    from model.money import Amount

    numbers = {id(document): number for number, document in enumerate(state.documents)}
    asked = Amount(amount, 0, 4)
    return tuple(
        _statement(each, numbers, None)
        for subject in state.claim_cells.subjects
        for each in restated([subject], {}, asked)
    )


def _of_claim(state: DeskState, spot: ClaimSpot) -> tuple[Subject, Mapping[str, str], Interval] | None:
    from checks.mechanism.stated import CitedClaim, as_stated

    claim, document = state.claim(spot), state.documents[spot.document]
    subject = next(
        (each for each in state.claim_cells.subjects if document in each.disclosure.documents), None
    )
    if subject is None or claim.measure is not Measure.AMOUNT:
        return None
    return (
        subject,
        claim.coordinates if claim.is_bound else {},
        as_stated(CitedClaim(document, spot.claim, claim)),
    )


def _of_cell(state: DeskState, place: Place) -> tuple[Subject, Mapping[str, str], Interval] | None:
    from checks.mechanism.stated import statements_of

    at = state.claim_cells.fact_at(place)
    if at is None or not at[0].cells.stated[at[1]]:
        return None
    subject, fact = at
    return subject, subject.cells.coordinate(fact), subject.once(statements_of).stated(fact)


def _of_one_department(state: DeskState, subject: Subject) -> list[Subject]:
    """Return a disclosure and behind it the others of its department: of other years, stages or versions."""
    department = subject.disclosure.department
    others = (each for each in state.claim_cells.subjects if each is not subject)
    return [subject, *(each for each in others if department and each.disclosure.department == department)]


def _statement(found: Restated, numbers: Mapping[int, int], at: Place | ClaimSpot | None) -> Statement:
    from checks.mechanism.evidence import cell_evidence

    stated, cited = found.stated, found.stated.cited
    if cited is not None:
        document = numbers[id(cited.document)]
        claim = ClaimSpot(document, cited.number)
        phrase = " ".join(cited.claim.phrase.split())
        return Statement(
            found.tie.value, stated.amount, phrase, found.is_same, document, None, claim, claim == at
        )
    cell = cell_evidence(found.subject, stated.fact, Role.OTHER)
    disclosure = found.subject.disclosure
    table = disclosure.tables[int(found.subject.facts.table[stated.fact])]
    document = numbers[id(disclosure.documents[table.document])]
    return Statement(
        found.tie.value,
        stated.amount,
        cell.label,
        found.is_same,
        document,
        place=cell.place,
        is_here=cell.place == at,
    )
