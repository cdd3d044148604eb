"""The findings view: every problem in one list, gravest first, with what was decided; then the doubts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType

from model.finding import Doubt, Finding
from model.money import Unit
from tui.desk.keymap import bindings
from tui.desk.state import DeskState
from tui.desk.untrusted import width
from tui.desk.widgets.finding_order import Order
from tui.desk.widgets.finding_words import Decisions, Undecided
from tui.desk.widgets.findings_model import FindingsModel
from tui.desk.widgets.grid import Grid
from tui.desk.widgets.lines import Line, Look, Span
from tui.desk.words import Words

WIDE_COUNTS = 100
"""From so many cells beside the filter and the order on, the counts state what they count."""


class FindingsView(Grid):
    """The list of findings."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("findings")
    DESCRIPTION = (
        "The list holds every finding, gravest first until s sorts it otherwise; those with one cause are folded under "
        "the first of them. Enter goes to its cell; n and N go along this list from anywhere, under the present "
        "filter. Space marks problems: what is decided or tagged then is for all that are marked, with one reason. "
        "Last stands what is in doubt, marked with a dot: the reading is likelier wrong there than the document, and m "
        "says what the table is."
    )

    model: FindingsModel | None

    def __init__(self, words: Words, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.words = words
        self.unit = Unit.YUAN
        self.typist: Callable[[str], None] | None = None

    def load(self, state: DeskState | None, decisions: Decisions | None = None) -> None:
        """Take the findings of another reading, with the decisions on them."""
        model = None
        if state is not None:
            model = FindingsModel(state, self.words, decisions or Undecided(), self.unit)
        if model is not None and self.model is not None:
            model.filter, model.typed, model.order = self.model.filter, self.model.typed, self.model.order
            model.is_reversed = self.model.is_reversed
            model.list_again()
        self.show(model)

    def use_unit(self, unit: Unit) -> None:
        """Show the differences in a unit."""
        self.unit = unit
        if self.model is not None:
            self.model.unit = unit
            self.redraw()

    def decide(self) -> None:
        """Show the decisions as they are now; the list stays as it is until it is filtered again."""
        if self.model is not None:
            self.model.decide()
            self.redraw()

    def heading(self) -> tuple[Line, str]:
        """Return the filter, the order and honest counts: the row, the problems, and the findings that they are."""
        if (model := self.model) is None:
            return [Span(self.words("findings"), Look.TITLE)], ""
        shown = self._shown_words(model)
        title = [Span(shown, Look.FAINT)]
        is_wide = self.size.width >= WIDE_COUNTS + width(shown)
        if is_wide:  # else the name of the view is shown by its tab alone
            title = [Span(self.words("findings"), Look.TITLE), Span(f"  {shown}", Look.FAINT)]
        if model.typed:
            title.append(Span(f'  "{model.typed}"', Look.NOTE))
        if not model.state.is_audited:
            title.append(Span(f"  {self.words('audit pending')}", Look.WARNING))
        return title, "  ".join(self._counts(model, is_wide=is_wide))

    def _shown_words(self, model: FindingsModel) -> str:
        """Return the filter, and the order once there is something to sort."""
        order = self.words(model.order.value)
        order = self.words("{order}, reversed", order=order) if model.is_reversed else order
        return f"{self.words(model.filter.value)}{f'  {order}' if model.state.is_audited else ''}"

    def _counts(self, model: FindingsModel, *, is_wide: bool) -> list[str]:
        words = self.words
        row = self.row + 1 if model.row_count else 0
        listed = len(model.rows.listed)
        total = len(model.state.findings)
        found = words("{listed} of {total}", listed=listed, total=total) if listed != total else f"{total}"
        counts = [f"{row}/{model.row_count}"]
        if model.marked:
            counts.append(words("{count} marked", count=len(model.marked)))
        if is_wide:
            counts.append(words("{count} problems", count=model.rows.problems))
            counts.append(words("{count} findings", count=found))
        else:
            counts.append(
                words("{problems} problems ({findings})", problems=model.rows.problems, findings=found)
            )
        if model.doubts:
            counts.append(words("{count} in doubt", count=len(model.doubts)))
        return counts

    @property
    def marked(self) -> Sequence[Finding]:
        """The findings that are marked."""
        model = self.model
        return () if model is None else [model.state.findings[number] for number in model.marked]

    def unmark(self) -> None:
        """Take all marks away."""
        if self.model is not None:
            self.model.unmark()
            self.redraw()

    def filter_by(self, text: str) -> None:
        """List what holds every word of a text, the cursor on its finding where that is still listed."""
        if self.model is not None and text != self.model.typed:
            self.model.typed = text
            self._list_again()

    def clear(self) -> bool:
        """Take the marks away, or else what was typed to filter by; return whether there was either."""
        model = self.model
        if model is not None and model.marked:
            self.unmark()
            return True
        if model is not None and model.typed:
            self.filter_by("")
            return True
        return False

    @property
    def number(self) -> int | None:
        """The number of the finding under the cursor."""
        rows = self.model.rows.rows if self.model is not None else []
        return rows[self.row].number if self.row < len(rows) else None

    @property
    def doubt(self) -> Doubt | None:
        """The doubt under the cursor."""
        return None if self.model is None else self.model.doubt(self.row)

    def go_to(self, number: int) -> None:
        """Put the cursor on a finding, if it is listed."""
        if self.model is not None and (row := self.model.reveal(number)) >= 0:
            self.move_to(row, self.column, centre=True)

    def action_fold(self) -> None:
        """Fold or unfold the findings that have one cause with the one under the cursor."""
        model = self.model
        if model is not None and self.number is not None:
            self._fold(folded=model.rows.is_unfolded(model.rows.rows[self.row].number))

    def action_move(self, rows: int, columns: int) -> None:
        """Move; left folds the group of the row, right unfolds it, for a row is one thing."""
        model = self.model
        if not columns or model is None or self.number is None:
            super().action_move(rows, columns)
        elif model.rows.is_unfolded(model.rows.rows[self.row].number) == (columns < 0):
            self._fold(folded=columns < 0)

    def _fold(self, *, folded: bool) -> None:
        if (model := self.model) is not None:
            self.move_to(model.fold(self.row, folded=folded), self.column)
            self.redraw()

    def action_filter(self) -> None:
        """List the next kind of findings."""
        if self.model is not None:
            self.model.filter = self.model.filter.following
            self._list_again()

    def action_sort(self) -> None:
        """Sort the problems the next way."""
        if self.model is not None:
            self.use_order(self.model.order.following, is_reversed=False)

    def action_reverse(self) -> None:
        """List the problems in the reverse of their order, or as they were."""
        if self.model is not None:
            self.use_order(self.model.order, is_reversed=not self.model.is_reversed)

    def use_order(self, order: Order, *, is_reversed: bool) -> None:
        """Sort the problems in an order or its reverse, the cursor on the same row."""
        if self.model is not None:
            self.model.order, self.model.is_reversed = order, is_reversed
            self._list_again()

    def _list_again(self) -> None:
        number, doubt, model = self.number, self.doubt, self.model
        if model is None:
            return
        model.list_again()
        row = model.row_of_doubt(doubt) if doubt is not None else 0
        self.move_to(row, 0, centre=True)
        if number is not None:
            self.go_to(number)
        self.redraw()

    def action_type(self) -> None:
        """Begin to type what the findings are filtered by."""
        if self.model is not None and self.typist is not None:
            self.typist(self.model.typed)

    def action_mark(self) -> None:
        """Mark the problem under the cursor, or take its mark away, and go on to the next."""
        if self.model is None or self.number is None:
            self.announce(self.words("Only findings can be marked."))
            return
        self.model.mark(self.row)
        self.move_to(self.model.rows.row_after_problem(self.row), self.column)
        self.redraw()

    def action_mark_all(self) -> None:
        """Mark every problem that is listed and not decided; then all that are listed; then none."""
        if self.model is None:
            return
        left_out = self.model.mark_all()
        self.redraw()
        marked = self.words("{count} problems are marked.", count=len(self.model.marked))
        if left_out:
            gap = " " if self.words.language == "en" else ""
            more = self.words(
                "{count} that are decided are not: the same key marks them too.", count=left_out
            )
            marked = f"{marked}{gap}{more}"
        self.announce(marked)
