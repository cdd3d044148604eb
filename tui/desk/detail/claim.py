"""What the lower pane shows of the figure under the cursor of the text: how it is read, and its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.finding import CellEvidence
from model.lexicon.subject import subject_text
from model.money import Unit, format_amount
from model.reading.prose.claim import BY_HAND, Claim, Measure
from tui.desk.claim_cells import ClaimSpot, StatingCell
from tui.desk.elsewhere import elsewhere
from tui.desk.state import DeskState
from tui.desk.untrusted import fit, width
from tui.desk.widgets.lines import LABEL_CELLS, Line, Look, Span, labelled, wrapped
from tui.desk.words import Words

MEASURES = {
    Measure.AMOUNT: "amount",
    Measure.CHANGE: "increase or decrease",
    Measure.GROWTH: "change in percent",
    Measure.SHARE: "share",
    Measure.COMPLETION: "completion rate",
    Measure.COUNT: "count",
    Measure.DIRECTION: "direction",
}
MOST_SENTENCES = 20
MOST_CELLS = 5
DIFFERENT = "≠"
MONEY = (Measure.AMOUNT, Measure.CHANGE)
"""The measures whose figures are amounts of money."""


def claim_title(state: DeskState, spot: ClaimSpot) -> list[Span]:
    """Return a figure with its paragraph and its words in one line."""
    claim = state.claim(spot)
    phrase = " ".join(claim.phrase.split())
    return [Span(f"¶{claim.paragraph} {claim.text}", Look.TITLE), Span(f"  {phrase}", Look.FAINT)]


def claim_lines(
    state: DeskState, spot: ClaimSpot, key: str, unit: Unit, words: Words, cells: int
) -> list[Line]:
    """Return how a figure is read, with the cells that state the same; `key` binds one that is not bound.

    Amounts are in `unit`, and so is the figure itself beside what is printed, where that is in another.
    """
    claim = state.claim(spot)
    if not claim.is_bound:
        lines = _unbound(claim, key, unit, words, cells)
        return [*lines, *_same_amount(state, spot, unit, words, cells)]
    measure = words(MEASURES[claim.measure])
    lines = labelled(words("read as"), f"{measure}: {subject_text(claim.coordinates, words.language)}", cells)
    if amount := _in_unit(claim, unit):
        lines += labelled(words("stated"), amount, cells)
    same = state.claim_cells.cells.get(spot, ())
    if claim.measure is Measure.AMOUNT:
        lines += _same(claim, same, unit, words, cells) if same else _alike(state, spot, unit, words, cells)
    else:
        lines += [_cell(one.cell, "", words("cell"), unit, words, cells) for one in same]
    if claim.base:
        lines += labelled(words("against"), subject_text(claim.base, words.language), cells)
        lines += [_cell(one.cell, "", "", unit, words, cells) for one in state.claim_cells.base.get(spot, ())]
    if spot in state.claim_cells.by_hand:
        lines += labelled(words("by hand"), words("You have said what it is about."), cells, Look.NOTE)
    return [*lines, *_others(state, spot, words, cells)]


def _unbound(claim: Claim, key: str, unit: Unit, words: Words, cells: int) -> list[Line]:
    why = "" if claim.why is None else words.text(claim.why)
    lines = labelled(words("not bound"), why, cells)
    printed = f"{words(MEASURES[claim.measure])} {claim.text}  {_in_unit(claim, unit)}".rstrip()
    lines += labelled(words("printed"), printed, cells)
    if claim.measure in BY_HAND:
        return [*lines, *wrapped(words("{key} says what it is about.", key=key), cells)]
    return [*lines, *wrapped(words("A share or a direction cannot be bound by hand."), cells)]


def _money(amount: int, unit: Unit) -> str:
    return f"{format_amount(amount, unit)} {unit.label}"


def _in_unit(claim: Claim, unit: Unit) -> str:
    """Return an amount in a unit, "" where it is printed in that, or is no money."""
    return _money(claim.amount, unit) if claim.measure in MONEY and claim.unit is not unit else ""


def _same(claim: Claim, same: Sequence[StatingCell], unit: Unit, words: Words, cells: int) -> Iterator[Line]:
    for number, stating in enumerate(same):
        mark = _sign(claim, stating)
        yield _cell(stating.cell, mark, words("cell") if not number else "", unit, words, cells)
        if not stating.agrees(claim):
            difference = claim.amount - (stating.cell.amount or 0)
            text = f"{'+' if difference > 0 else ''}{_money(difference, unit)}"
            yield from labelled(words("difference"), text, cells, Look.STRONG)


def _sign(claim: Claim, stating: StatingCell) -> str:
    if not stating.agrees(claim):
        return DIFFERENT
    return "=" if stating.cell.amount == claim.amount else "~"


def _alike(state: DeskState, spot: ClaimSpot, unit: Unit, words: Words, cells: int) -> list[Line]:
    """Return the cells that print just the amount of a figure whose subject no cell states."""
    lines = list(_same_amount(state, spot, unit, words, cells))
    if lines:
        return [
            *labelled(words("cell"), words("No cell of a table states this subject."), cells, Look.FAINT),
            *lines,
        ]
    return labelled(words("cell"), words("No cell of a table states this."), cells, Look.FAINT)


def _same_amount(state: DeskState, spot: ClaimSpot, unit: Unit, words: Words, cells: int) -> Iterator[Line]:
    """Yield the cells that print the amount of a figure, be it of the same or not, and how many more there are."""
    found = elsewhere(state, spot)
    alike = [each for each in found.statements if each.place and not each.is_same] if found else []
    for number, each in enumerate(alike[:MOST_CELLS]):
        at = "" if each.place is None else words.place(each.place)
        text = fit(
            f"{each.sign} {_money(each.amount, unit)}  {at}  {each.label}", max(cells - LABEL_CELLS - 1, 8)
        )
        yield from labelled(words("same amount") if not number else "", text, cells)
    if len(alike) > MOST_CELLS:
        yield from labelled("", f"... {len(alike):,}", cells)


def _cell(cell: CellEvidence, mark: str, label: str, unit: Unit, words: Words, cells: int) -> Line:
    """Return a cell in one line: mark, amount, address, and what its row and column are called."""
    lead = fit(label, max(10, width(label))) + " "
    look = Look.WARNING if mark == DIFFERENT else Look.STRONG
    at = words.place(cell.place)
    amount = cell.value if cell.amount is None else _money(cell.amount, unit)
    spans = [Span(lead, Look.FAINT), Span(f"{mark} " if mark else "", look), Span(amount, look)]
    room = cells - width(lead) - width(mark) - width(amount) - 4
    return [*spans, Span("  " + fit(f"{at}  {cell.label}", max(room, 8)), Look.FAINT)]


def _others(state: DeskState, spot: ClaimSpot, words: Words, cells: int) -> Iterator[Line]:
    """Yield the other sentences that state the same, and the whole that this is a part of."""
    claim = state.claim(spot)
    if claim.whole >= 0:
        whole = state.documents[spot.document].claims[claim.whole]
        yield from labelled(words("part of"), f"¶{whole.paragraph} {whole.phrase}", cells)
    yield from sentence_lines(state, state.claim_cells.again.get(spot, ()), words, cells)


def sentence_lines(state: DeskState, spots: Sequence[ClaimSpot], words: Words, cells: int) -> Iterator[Line]:
    """Yield sentences in one line each, and how many more there are."""
    for number, spot in enumerate(spots[:MOST_SENTENCES]):
        claim = state.claim(spot)
        text = f"¶{claim.paragraph} {' '.join(claim.phrase.split())}"
        yield from labelled(words("in text") if not number else "", text, cells)
    if len(spots) > MOST_SENTENCES:
        yield from labelled("", f"... {len(spots):,}", cells)
