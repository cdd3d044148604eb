"""The list of everything that states the amount under the cursor, and the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.money import Unit, format_amount
from tui.desk.claim_cells import ClaimSpot
from tui.desk.document_names import document_names
from tui.desk.elsewhere import Elsewhere, Statement, elsewhere
from tui.desk.screens.choosing import choose
from tui.desk.untrusted import fit, width
from tui.desk.widgets.choices import Choice

if TYPE_CHECKING:
    from model.finding import Place
    from tui.desk.app import DeskApp
    from tui.desk.state import DeskState
    from tui.desk.words import Words

LEAST_PLACE = 24
"""The cells that a place may take at least beside its amount; of a wide screen, a third."""


def list_elsewhere(app: DeskApp) -> None:
    """List every cell and sentence that states the amount under the cursor, and go to the one that is taken."""
    main, words = app.main, app.words
    state, at = main.state, _cursor(app)
    found = elsewhere(state, at) if state is not None and at is not None else None
    if state is None or found is None:
        app.announce(words("No amount that is read stands here."))
        return
    if all(each.is_here for each in found.statements):
        app.announce(words("Nothing else states this amount."))
        return

    def go(number: int) -> None:
        _go_to(app, state, found.statements[number])

    unit = main.shown_unit
    first = next(number for number, each in enumerate(found.statements) if not each.is_here)
    choose(app, _title(found, unit, words), _choices(found, state, unit, app), go, first)


def _cursor(app: DeskApp) -> Place | ClaimSpot | None:
    main = app.main
    return main.text_view.claim_spot if main.view == "text" else main.place


def _title(found: Elsewhere, unit: Unit, words: Words) -> str:
    from model.lexicon.subject import subject_text

    subject = subject_text(found.coordinates, words.language) if found.coordinates else words("not bound")
    return f"{format_amount(found.amount, unit)} {unit.label}  {subject}"


def _choices(found: Elsewhere, state: DeskState, unit: Unit, app: DeskApp) -> list[Choice]:
    words = app.words
    amounts = [format_amount(each.amount, unit) for each in found.statements]
    places = [_place(each, state, words) for each in found.statements]
    room = max(map(width, amounts))
    place_room = min(max(map(width, places)), max(LEAST_PLACE, app.size.width // 3))
    names = document_names(state.report.documents, words)
    many = len({each.document for each in found.statements}) > 1
    choices = []
    for each, amount, place in zip(found.statements, amounts, places, strict=True):
        parts = [fit(amount, room, "right"), cut_place(place, place_room)]
        parts += [names[state.documents[each.document].book.path]] if many else []
        parts += [_difference(each.amount - found.amount, unit)] if each.sign == "≠" else []
        parts += [words("here")] if each.is_here else []
        parts += [] if each.is_same else [words("the same amount:")]
        choices.append(Choice("  ".join([*parts, each.label]), each.sign))
    return choices


def cut_place(place: str, cells: int) -> str:
    """Return a place in some cells; where it is too long, the sheet's name is cut and the address stays."""
    sheet, mark, own = place.rpartition("!")
    room = cells - width(mark + own)
    return fit(place, cells) if width(place) <= cells or room < 1 else f"{fit(sheet, room)}{mark}{own}"


def _difference(difference: int, unit: Unit) -> str:
    return f"({'+' if difference > 0 else ''}{format_amount(difference, unit)})"


def _place(statement: Statement, state: DeskState, words: Words) -> str:
    if statement.claim is not None:
        return f"¶{state.claim(statement.claim).paragraph}"
    return "" if statement.place is None else words.place(statement.place)


def _go_to(app: DeskApp, state: DeskState, statement: Statement) -> None:
    navigation = app.main.navigation
    if statement.claim is not None:
        navigation.jump_to_text(state.text_of(statement.claim))
    elif statement.place is not None:
        navigation.jump(statement.place, "sheet")
