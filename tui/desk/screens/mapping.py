"""The dialog in which an auditor states what a table is: its kind, unit, year and stage, its headings, its columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from model.source.book import column_letters
from tui.desk.keymap import KeyMap
from tui.desk.mapped_table import column_reading, with_column
from tui.desk.screens.dialog import Dialog, WordLines
from tui.desk.screens.mapping_fields import FIELDS, ask_field, field_lines
from tui.desk.screens.meaning import Meaning, MeaningScreen
from tui.desk.untrusted import fit, wrap
from tui.desk.widgets.choices import Choice, Choices, ChoicesModel
from tui.desk.widgets.grid import Grid
from tui.desk.widgets.lines import Look, Span
from tui.desk.words import Words

if TYPE_CHECKING:
    from model.mapping.mapping import TableMapping
    from model.reading.table import Table

SAMPLE_CELLS = 30
Keep = Callable[["TableMapping"], str]
"""Saves a mapping; returns "" when it is saved, else why not."""


class MappingScreen(Dialog[None]):
    """Shows the mapping of a table and of each of its columns. It closes only when the mapping is saved."""

    def __init__(
        self,
        words: Words,
        keys: KeyMap,
        table: Table,
        mapping: TableMapping,
        samples: Sequence[str],
        column: int,
        keep: Keep,
    ) -> None:
        super().__init__(words, keys)
        self.table = table
        self._before = self.mapping = mapping
        self._samples = samples
        self._first = 0 if column < 0 else len(FIELDS) + column
        self._keep = keep
        self._is_filled_in = False
        self._grid = Choices(id="choices")

    def fill_in(self, mapping: TableMapping | None) -> None:
        """Begin with another reading of the table, which is stored only when the auditor saves it."""
        if mapping is not None:
            self.mapping, self._is_filled_in = mapping, True

    def compose(self) -> ComposeResult:
        """Lay out by what the table is known, the list and the keys."""
        words, mapping = self.words, self.mapping
        known = words(
            "Known by its title and sheet: {title}  {sheet}",
            title=mapping.title,
            sheet=words.places(mapping.sheet),
        )
        with Vertical(id="box"):
            yield self.title_line(words("What is this table?"))
            yield WordLines([[Span(line, Look.FAINT)] for line in wrap(known, 70)[:2]])
            if self._is_filled_in:
                warning = words(
                    "Filled in is a reading under which its sums hold. Save it if the page says so too."
                )
                yield WordLines([[Span(line, Look.WARNING)] for line in wrap(warning, 70)[:2]])
            yield self._grid
            yield self.complaint
            accept = self.keys.all("dialog.accept")
            yield self.keys_line(
                ("Enter", words("change")), (accept, words("save")), ("Esc", words("cancel"))
            )

    def on_mount(self) -> None:
        """Begin at the column that the cursor was on."""
        super().on_mount()
        self._show(self._first)
        self._grid.focus()

    def _show(self, row: int) -> None:
        lines = [*field_lines(self.mapping, self.table, self.words), *self._columns()]
        self._grid.show(ChoicesModel(lines), (row, 0))

    def _columns(self) -> list[Choice]:
        assigned = dict(self.mapping.columns)
        lines = []
        for column, sample in enumerate(self._samples):
            reading = column_reading(self.table, self.mapping, column, self.words)
            content = fit(assigned.get(column) or sample, SAMPLE_CELLS)
            mark = "*" if column in assigned else ""
            lines.append(Choice(f"{fit(column_letters(column), 4)}{content}  {reading}", mark))
        return lines

    @on(Grid.Entered)
    def change(self, event: Grid.Entered) -> None:
        """Ask for what the line under the cursor states."""
        event.stop()
        row = event.grid.row
        if row < len(FIELDS):
            ask_field(self, row)
        else:
            self._ask_column(row - len(FIELDS))

    def _ask_column(self, column: int) -> None:
        def taken(meaning: Meaning | None) -> None:
            if meaning is not None:
                self.take(with_column(self.mapping, column, meaning.words))

        letters, sample = column_letters(column), self._samples[column]
        title = self.words("What does column {column} hold?  {sample}", column=letters, sample=sample)
        assigned = dict(self.mapping.columns).get(column)
        self.app.push_screen(MeaningScreen(self.words, self.keys, title, assigned), taken)

    def take(self, mapping: TableMapping) -> None:
        """Take another mapping, and show it."""
        self.mapping = mapping
        self.complain("")
        self._show(self._grid.row)

    def action_accept(self) -> None:
        """Save the mapping; stay with it if it cannot be saved."""
        complaint = "" if self.mapping == self._before else self._keep(self.mapping)
        if complaint:
            self.complain(complaint)
        else:
            self.dismiss(None)
