"""The text view: the prose of a document, its claims underlined, its findings marked where they stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from tui.desk.claim_cells import ClaimSpot, TextSpot
from tui.desk.keymap import bindings
from tui.desk.marks import Marks
from tui.desk.state import DeskState
from tui.desk.untrusted import fit, width
from tui.desk.widgets.grid import Grid, in_one_frame
from tui.desk.widgets.lines import MARK_LOOKS, Line, Look, Span
from tui.desk.widgets.model import GridModel
from tui.desk.widgets.text_layout import TextLine
from tui.desk.widgets.text_model import TextModel
from tui.desk.words import Words


class TextView(Grid):
    """The prose of a reading, one document at a time, each with the cursor where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("text")
    DESCRIPTION = (
        "The text has its figures underlined. = after a figure: a cell states the same; ≠ : one states another "
        "amount; . : what it is about is not known; * : you have said what it is about. The lower pane tells how the "
        "figure under the cursor is read and names its cells. Left and right go from figure to figure; Enter goes to "
        "the cell and back."
    )

    model: TextModel | None

    def __init__(self, words: Words, marks: Marks, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.words = words
        self.marks = marks
        self.state: DeskState | None = None
        self._models: dict[int, TextModel] = {}
        self._left: dict[int, TextSpot] = {}
        self._wanted: TextSpot | None = None

    def load(self, state: DeskState | None) -> None:
        """Take the documents of another reading."""
        self.state = state
        same = [
            number
            for number, model in self._models.items()
            if state is not None
            and number < len(state.documents)
            and model.is_of(state.documents[number], state.claim_cells, state.unchecked)
        ]
        self._models = {number: self._models[number] for number in same}
        self._left.clear()
        self._wanted = None
        documents = self.documents
        self.show(self._model(documents[0]) if documents else None)

    @property
    def documents(self) -> list[int]:
        """The documents that have prose."""
        found = enumerate(self.state.documents) if self.state else ()
        return [number for number, document in found if document.book.paragraphs]

    def _model(self, number: int) -> TextModel | None:
        if self.state is None:
            return None
        if number not in self._models:
            state, document = self.state, self.state.documents[number]
            self._models[number] = TextModel(number, document, state.claim_cells, self.marks, state.unchecked)
        return self._models[number]

    def idle_lines(self) -> list[Line]:
        """Show that there is no prose."""
        return [[], [Span("  " + self.words("These documents hold no text."))]] if self.state else []

    def heading(self) -> tuple[Line, str]:
        """Return the document's name, the paragraph, and how many claims there are and are not bound."""
        if (model := self.model) is None:
            return [Span(self.words("text"), Look.TITLE)], ""
        title = [Span(model.document.book.path.rpartition("/")[2], Look.TITLE)]
        counts = self.words(
            "{claims} figures, {unbound} not bound", claims=len(model.claims), unbound=model.unbound
        )
        at = self.spot
        number = model.document.book.paragraphs[at.paragraph].number if at else 0
        return title, f"{counts}  ¶{number}"

    @property
    def claim(self) -> int | None:
        """The claim under the cursor."""
        if self._wanted is not None and self.model is not None:
            return self.model.claim_at(*self._wanted[1:])
        here = self.model.claims_of(self.row) if self.model else []
        return here[min(self.column, len(here) - 1)] if here else None

    @property
    def line(self) -> TextLine | None:
        """The line under the cursor."""
        model, spot = self.model, self.spot
        if model is None or spot is None or not model.lines:
            return None
        return model.lines[model.row_of(spot.paragraph, spot.start)]

    @property
    def claim_spot(self) -> ClaimSpot | None:
        """The claim under the cursor, with its document."""
        claim = self.claim
        return None if claim is None or self.model is None else ClaimSpot(self.model.number, claim)

    @property
    def spot(self) -> TextSpot | None:
        """Where the cursor stands: on a claim, else at the beginning of a line."""
        model = self.model
        if model is None:
            return None
        if self._wanted is not None:
            return self._wanted
        if not 0 <= self.row < len(model.lines):
            return TextSpot(model.number, 0, 0) if model.texts else None
        if (claim := self.claim) is not None:
            return TextSpot(model.number, *model.at(model.claims[claim]))
        line = model.lines[self.row]
        return TextSpot(model.number, line.paragraph, line.start)

    def go_to(self, spot: TextSpot) -> None:
        """Put the cursor on a place of the prose, and on the claim there."""
        if self.model is None or spot.document != self.model.number:
            self._turn_to(spot.document)
        model = self.model
        if model is None or not model.texts:
            return
        spot = spot._replace(paragraph=min(max(spot.paragraph, 0), len(model.texts) - 1))
        self._wanted = spot
        self._settle(centre=True)
        self.refresh()
        self.report_move()

    def _turn_to(self, number: int) -> None:
        if self.model is not None and (here := self.spot) is not None:
            self._left[self.model.number] = here
        self.show(self._model(number))

    def turn(self, step: int) -> None:
        """Show the prose of the document before or after this one."""
        documents = self.documents
        if self.model is None or not documents:
            return
        number = documents[(documents.index(self.model.number) + step) % len(documents)]
        self.go_to(self._left.get(number, TextSpot(number, 0, 0)))

    def show(self, model: GridModel | None, at: tuple[int, int] | None = None) -> None:
        """Show another document."""
        self._wanted = None
        super().show(model, at)

    def _settle(self, *, centre: bool = False) -> None:
        """Lay the text out anew where the width or the marks have changed, with the cursor on the same words."""
        model = self.model
        if model is not None and self.size.width:
            spot, before = self.spot, model.version
            model.fit(self.size.width)
            if spot is not None and (self._wanted is not None or model.version != before):
                self.row = model.row_of(spot.paragraph, spot.start)
                ends = [model.claims[number].end for number in model.claims_of(self.row)]
                self.column = next((at for at, end in enumerate(ends) if spot.start < end), 0)
                self._wanted, centre = None, True
                self.post_message(self.Moved(self))
        super()._settle(centre=centre)

    def columns_in_view(self, *, whole: bool = False) -> list[tuple[int, int]]:  # noqa: ARG002 - never cut
        """Return the one column of the text."""
        return [] if self.model is None else [(0, self.size.width - self.model.gutter)]

    def _row_spans(self, _model: GridModel, row: int) -> list[Span]:
        text = self.model
        if text is None:
            return []
        here, label = row == self.row, text.row_label(row)
        over = Look.CURSOR if self.is_active else Look.RESTING
        claim = self.claim if here else None
        number = over if here and claim is None else label.look
        spans = [Span(" "), Span(fit(label.text, text.number_cells), number)]
        spans += [Span(label.mark or " ", MARK_LOOKS.get(label.mark, Look.PLAIN)), Span(" ")]
        return [*spans, *text.spans(row, claim, over)]

    @in_one_frame
    def action_move(self, rows: int, columns: int) -> None:
        """Move by lines, or from claim to claim."""
        if columns:
            self.action_claim(columns)
        else:
            self.move_to(self.row + rows, 0)

    @in_one_frame
    def action_edge(self, edge: str) -> None:
        """Go to the first or the last line, or to the first or the last claim of the line."""
        if (model := self.model) is not None and edge in {"start", "end"}:
            last = max(len(model.claims_of(self.row)) - 1, 0)
            self.move_to(self.row, last if edge == "end" else 0)
        else:
            self.move_to(model.row_count - 1 if model and edge == "bottom" else 0, 0)

    @in_one_frame
    def action_paragraph(self, step: int) -> None:
        """Go to the beginning of the next or the previous paragraph."""
        if (model := self.model) is not None and (spot := self.spot) is not None:
            last = len(model.texts) - 1
            self.move_to(model.row_of(min(max(spot.paragraph + step, 0), last), 0), 0)

    @in_one_frame
    def action_claim(self, step: int) -> None:
        """Go to the next or the previous claim."""
        if (model := self.model) is not None:
            self._walk(step, model.claim_order, self.words("There is no further figure in this text."))

    @in_one_frame
    def action_unbound(self, step: int) -> None:
        """Go to the next or the previous claim that is not bound, round the ends."""
        model = self.model
        if model is not None:
            none = self.words("Every figure of this text is bound.")
            self._walk(step, model.unbound_order, none, around=True)

    def _walk(
        self, step: int, order: Sequence[tuple[tuple[int, int], int]], none: str, *, around: bool = False
    ) -> None:
        """Go to the next or the previous claim of some in their order; round the ends, where that is wanted."""
        model, spot = self.model, self.spot
        if model is None or spot is None:
            return
        here = (spot.paragraph, spot.start)
        if step > 0:
            after = bisect_right if self.claim is not None else bisect_left
            index = after(order, here, key=itemgetter(0))
        else:
            index = bisect_left(order, here, key=itemgetter(0)) - 1
        if not order or not (around or 0 <= index < len(order)):
            self.announce(none)
        else:
            self.go_to(TextSpot(model.number, *order[index % len(order)][0]))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the claim that was clicked, or on the line; a second click enters it."""
        model, seen = self.model, self.rows_in_view()
        if model is None or not 0 <= event.y - 1 < len(seen):
            return
        row = seen[event.y - 1]
        before, reached = (self.row, self.column), model.gutter
        line = model.lines[row]
        here, character = model.claims_of(row), line.start
        for span in model.spans(row, None, Look.CURSOR):
            reached += width(span.text)
            if event.x < reached:
                break
            character += len(span.text) if span.look not in MARK_LOOKS.values() or len(span.text) > 1 else 0
        column = next((at for at, number in enumerate(here) if character < model.claims[number].end), 0)
        self.move_to(row, column)
        if before == (self.row, self.column) and event.chain > 1:
            self.action_enter()
