"""The dialog in which a note is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import TextArea

from model.engagement.record import Note, Target
from tui.desk.detail.finding import note_lines
from tui.desk.drafts import Draft
from tui.desk.keymap import KeyMap
from tui.desk.screens.dialog import Dialog, WordLines
from tui.desk.widgets.lines import Line
from tui.desk.words import Words

MOST_LINES = 6

OTHER_LINES = 9
"""The lines of the dialog beside the notes that there are: frame, title, three of text, complaint, keys."""


class NoteScreen(Dialog[None]):
    """Takes a note of any number of lines. It closes when the note is saved, or with Esc, which leaves a draft."""

    def __init__(
        self,
        words: Words,
        keys: KeyMap,
        target: Target,
        subject: str,
        notes: Sequence[Note],
        keep: Callable[[Target, str], str],
        draft: Draft,
    ) -> None:
        super().__init__(words, keys)
        self._target = target
        self._subject = subject
        self._notes = notes
        self._keep = keep
        self._draft = draft

    def compose(self) -> ComposeResult:
        """Lay out the notes there are, the text, and the keys."""
        words = self.words
        earlier: list[Line] = [line for note in self._notes for line in note_lines(note, self.cells)]
        with Vertical(id="box"):
            yield self.title_line(words("Note to {subject}", subject=self._subject))
            yield WordLines(earlier[-min(MOST_LINES, max(self.app.size.height - OTHER_LINES, 1)) :])
            yield TextArea(self._draft.text(), id="note", soft_wrap=True, highlight_cursor_line=False)
            yield self.complaint
            accept = self.keys.all("dialog.accept")
            yield self.keys_line((accept, words("save")), ("Esc", words("cancel")))

    def on_mount(self) -> None:
        """Begin to write."""
        super().on_mount()
        text = self.query_one(TextArea)
        text.focus()
        text.move_cursor(text.document.end)

    @on(TextArea.Changed)
    def keep_draft(self, event: TextArea.Changed) -> None:
        """Keep what is typed, before anything can happen to it."""
        self._draft.keep(event.text_area.text)

    def action_cancel(self) -> None:
        """Close, with what was typed as a draft."""
        self._draft.leave(self.query_one(TextArea).text)
        self.dismiss(None)

    def action_accept(self) -> None:
        """Save the note; stay with it if it cannot be saved."""
        text = self.query_one(TextArea).text.strip()
        complaint = self._keep(self._target, text) if text else self.words("The note is empty.")
        if complaint:
            self.complain(complaint)
        else:
            self._draft.drop()
            self.dismiss(None)
