"""Binding by hand: the auditor states the subject of a figure, whether its sentence names it or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.errors import Trouble
from model.lexicon.subject import subject_text
from model.money import format_amount
from model.reading.prose.claim import Measure
from model.record import dataclass
from tui.desk.widgets.lines import Line, Look, Span

if TYPE_CHECKING:
    from model.finding import Place
    from model.reading.prose.claim import Claim, ClaimKey
    from tui.desk.app import DeskApp
    from tui.desk.claim_cells import ClaimSpot
    from tui.desk.state import DeskState


@dataclass(frozen=True, slots=True)
class Pending:
    """The figure that waits for its subject."""

    spot: ClaimSpot
    key: ClaimKey
    claim: Claim


class Binding:
    """Takes a figure first, and then its subject: an amount of the tree or the sheet, or another figure."""

    def __init__(self, app: DeskApp) -> None:
        self._app = app
        self.pending: Pending | None = None
        self._outcome = ""

    def bind(self) -> None:
        """Begin with the figure under the cursor, or take what is under it for the one that waits."""
        if self._app.main.state is None:
            return
        if self.pending is None:
            self._begin(self._app.main.state)
        else:
            self._take(self._app.main.state, self.pending)

    def _begin(self, state: DeskState) -> None:
        from model.reading.prose.claim import BY_HAND

        app, words = self._app, self._app.words
        spot = app.main.text_view.claim_spot if app.main.view == "text" else None
        if spot is None and not any(document.claims for document in state.documents):
            app.announce(words("What is open has no figure in a text: there is nothing to bind."))
            return
        if spot is None:
            text, unbound = app.keys.first("desk.text"), app.keys.first("text.next-unbound")
            text = words(
                "Go to a figure of the text first: {text} shows it, {unbound} goes to one that is not bound.",
                text=text,
                unbound=unbound,
            )
            app.announce(text)
            return
        claim = state.claim(spot)
        if claim.measure not in BY_HAND:
            app.announce(words("A share or a direction cannot be bound by hand."))
        else:
            self.pending = Pending(spot, _key(state, spot), claim)
            if state.trees:
                app.main.navigation.switch("tree")
            app.main.redraw()
            self._ask()

    def _ask(self) -> None:
        app = self._app
        text = app.words(
            "Choose what it is about, in the tree, the sheet or the text: {key} takes it, {back} gives up.",
            key=app.keys.first("desk.bind"),
            back=app.keys.first("desk.back"),
        )
        app.announce(text)

    def give_up(self) -> bool:
        """Let the figure that waits go, and return to it; return whether one did."""
        if self.pending is None or self._app.main.state is None:
            return False
        self._return(self._app.main.state, self.pending)
        return True

    def forget(self) -> None:
        """Let the figure that waits go: there is another reading."""
        self.pending = None

    def _return(self, state: DeskState, pending: Pending) -> None:
        self.pending = None
        self._app.main.show_view("text")
        self._app.main.text_view.go_to(state.text_of(pending.spot))
        self._app.main.redraw()

    def _take(self, state: DeskState, pending: Pending) -> None:
        coordinates = self._chosen(state, pending.claim)
        if not coordinates:
            self._app.announce(self._app.words("No amount that is read stands here."))
            return
        self._return(state, pending)
        document = state.documents[pending.spot.document].book.path
        self._keep(pending.key, pending.claim.text, coordinates, document)

    def _chosen(self, state: DeskState, claim: Claim) -> dict[str, str]:
        """Return the coordinates of what is under the cursor; of a row, of the amount that the figure may be."""
        if self._app.main.view == "text":
            spot = self._app.main.text_view.claim_spot
            return {} if spot is None else dict(state.claim(spot).coordinates)
        place = self._place(state, claim)
        return {} if place is None else state.claim_cells.coordinates(place)

    def _place(self, state: DeskState, claim: Claim) -> Place | None:
        """Return the cell under the cursor; of a row's name, that of the amount that the figure may be."""
        main = self._app.main
        tree = main.tree_view.spot if main.view == "tree" else None
        if tree is None or tree.column >= 0:
            return main.place
        cells = state.trees[tree.tree].nodes[tree.node].cells
        same = [cell.place for cell in cells if claim.low <= (cell.stated or 0) <= claim.high]
        return next(filter(None, same), main.place)

    def status(self) -> Line:
        """Return what the figure that waits would be bound to under the cursor, none where no figure waits."""
        state, pending, words = self._app.main.state, self.pending, self._app.words
        if state is None or pending is None:
            return []
        coordinates = self._chosen(state, pending.claim)
        if not coordinates:
            return [Span(f" {words('No amount that is read stands here.')}", Look.FAINT)]
        subject = subject_text(coordinates, words.language)
        key = self._app.keys.first("desk.bind")
        text = words("{key} binds {figure} to {subject}", key=key, figure=pending.claim.text, subject=subject)
        place = None if self._app.main.view == "text" else self._place(state, pending.claim)
        return [Span(f" {text}", Look.STRONG), *self._amount(state, pending.claim, place)]

    def _amount(self, state: DeskState, claim: Claim, place: Place | None) -> Line:
        """Return the amount of a cell, and whether the figure states another."""
        found = None if place is None else state.claim_cells.fact_at(place)
        if found is None or place is None:
            return []
        subject, fact = found
        amount, half = int(subject.facts.amount[fact]), int(subject.facts.half[fact])
        unit = self._app.main.shown_unit
        line = [
            Span(f"  {format_amount(amount, unit)} {unit.label}"),
            Span(f"  {self._app.words.place(place)}", Look.FAINT),
        ]
        if claim.measure is Measure.AMOUNT and not (
            claim.low <= amount + half and amount - half <= claim.high
        ):
            line.insert(1, Span(f"  {self._app.words('another amount')}", Look.WARNING))
        return line

    def unbind(self) -> None:
        """Take back the binding of the figure under the cursor."""
        app, state = self._app, self._app.main.state
        spot = app.main.text_view.claim_spot if app.main.view == "text" else None
        if state is None or spot is None or spot not in state.claim_cells.by_hand:
            app.announce(app.words("This figure was not bound by hand."))
            return
        document = state.documents[spot.document].book.path
        self._keep(_key(state, spot), state.claim(spot).text, {}, document)

    def _keep(self, key: ClaimKey, figure: str, coordinates: dict[str, str], document: str) -> None:
        from model.reading.prose.claim import ClaimBinding

        app, words, engagement = self._app, self._app.words, self._app.judging.engagement
        if engagement is None:
            app.announce(words("There is no engagement file that could keep it."), grave=True)
            return
        try:
            engagement.bind_claim(
                ClaimBinding(key, figure, tuple(sorted(coordinates.items()))), app.settings.author, document
            )
        except Trouble as trouble:
            app.announce(trouble.line(words.language), grave=True)
            return
        subject = subject_text(coordinates, words.language)
        self._outcome = (
            words(
                "Saved: {figure} is {subject}; {key} takes it back.",
                figure=figure,
                subject=subject,
                key=app.keys.first("desk.undo"),
            )
            if coordinates
            else words("Saved: what was said of {figure} is taken back.", figure=figure)
        )
        app.action_reload()

    def outcome(self) -> str:
        """Return what was saved since the last reading, "" for nothing."""
        outcome, self._outcome = self._outcome, ""
        return outcome


def _key(state: DeskState, spot: ClaimSpot) -> ClaimKey:
    from model.reading.prose.claim import claim_keys

    document = state.documents[spot.document]
    keys = claim_keys(document.claims, document.book.paragraphs, document.year, document.stage)
    return list(keys)[spot.claim]
