"""The dialog in which the auditor writes a finding of his own."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, TextArea

from model.finding import Severity
from tui.desk.drafts import Draft
from tui.desk.keymap import KeyMap
from tui.desk.screens.dialog import Dialog, WordLines
from tui.desk.widgets.choice import Choice
from tui.desk.widgets.lines import Look, Span
from tui.desk.words import Words

SEVERITY_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}


class OwnFindingScreen(Dialog[None]):
    """Takes a title, a severity and a text. It closes when the finding is saved, or with Esc, which leaves a draft."""

    def __init__(
        self,
        words: Words,
        keys: KeyMap,
        subject: str,
        keep: Callable[[Severity, str, str], str],
        draft: Draft,
    ) -> None:
        super().__init__(words, keys)
        self._subject = subject
        self._keep = keep
        self._draft = draft

    def compose(self) -> ComposeResult:
        """Lay out the place, the title, the severity, the text and the keys."""
        words = self.words
        with Vertical(id="box"):
            yield self.title_line(words("Finding of your own at {subject}", subject=self._subject))
            yield WordLines([[Span(words("in one line"), Look.FAINT)]])
            yield Input(self._draft.text(0), id="line", select_on_focus=False)
            yield WordLines([[Span(words("severity (Tab, then left, right)"), Look.FAINT)]])
            choice = Choice([words(each) for each in SEVERITY_WORDS.values()], id="severity")
            choice.styles.height = 1
            yield choice
            yield WordLines([[Span(words("explanation (Tab)"), Look.FAINT)]])
            yield TextArea(self._draft.text(1), id="note", soft_wrap=True, highlight_cursor_line=False)
            yield self.complaint
            accept = self.keys.all("dialog.accept")
            yield self.keys_line((accept, words("save")), ("Esc", words("cancel")))

    def on_mount(self) -> None:
        """Begin with the title."""
        super().on_mount()
        self.query_one(Input).focus()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def keep_draft(self) -> None:
        """Keep what is typed, before anything can happen to it."""
        self._draft.keep(*self._texts)

    @property
    def _texts(self) -> tuple[str, str]:
        return self.query_one(Input).value, self.query_one(TextArea).text

    def action_cancel(self) -> None:
        """Close, with what was typed as a draft."""
        self._draft.leave(*self._texts)
        self.dismiss(None)

    def action_accept(self) -> None:
        """Save the finding; stay with it if it cannot be saved."""
        taken = self.query_one(Choice).taken
        severity = next(each for each, word in SEVERITY_WORDS.items() if self.words(word) == taken)
        title, text = (each.strip() for each in self._texts)
        complaint = self._keep(severity, title, text) if title else self.words("A title is needed.")
        if complaint:
            self.complain(complaint)
        else:
            self._draft.drop()
            self.dismiss(None)
