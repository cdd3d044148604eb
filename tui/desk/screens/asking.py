"""Dialogs that ask for one line: a reason, something to search for, an address."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from model.engagement.record import State
from tui.desk.keymap import KeyMap
from tui.desk.marks import parse_address
from tui.desk.screens.dialog import Dialog, WordLines
from tui.desk.state import SheetSpot
from tui.desk.untrusted import wrap
from tui.desk.widgets.lines import Line, Span
from tui.desk.words import Words

if TYPE_CHECKING:
    from model.engagement.record import Target
    from model.finding import Finding
    from tui.desk.app import DeskApp

Submit = Callable[[str], str]
"""Takes what was typed; returns "" when it is done with, else what is wrong."""


class AskScreen(Dialog[None]):
    """Asks for one line. It closes only when what was typed was taken."""

    def __init__(
        self, words: Words, keys: KeyMap, title: str, about: list[Line], submit: Submit, typed: str = ""
    ) -> None:
        super().__init__(words, keys)
        self._title = title
        self._about = about
        self._submit = submit
        self._typed = typed

    def compose(self) -> ComposeResult:
        """Lay out the title, what it is about, the line, and the keys."""
        with Vertical(id="box"):
            yield self.title_line(self._title)
            yield WordLines(self._about)
            yield Input(self._typed, id="line", select_on_focus=False)
            yield self.complaint
            yield self.keys_line(("Enter", self.words("do it")), ("Esc", self.words("cancel")))

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        """Hand over what was typed."""
        event.stop()
        self.action_accept()

    def action_accept(self) -> None:
        """Hand over what was typed; stay with it if it is not taken."""
        complaint = self._submit(self.query_one(Input).value)
        if complaint:
            self.complain(complaint)
        else:
            self.dismiss(None)


def ask_words(app: DeskApp, finding: Finding, state: State) -> None:
    """Ask for the words that belong to a decision: why it is no fault, or what the department says."""
    words = app.words
    about: list[Line] = [[Span(line)] for line in wrap(f"{finding.rule} {words.tell(finding.title)}", 70)]
    title = (
        words("Dismiss: why is this no fault?")
        if state is State.DISMISSED
        else words("Explained: what does the department say?")
    )

    def submit(text: str) -> str:
        return app.judging.decide(finding, state, text.strip())

    app.push_screen(AskScreen(words, app.keys, title, about, submit))


def ask_comment(app: DeskApp, finding: Finding) -> None:
    """Ask for the reviewer's comment, which may be empty, and keep the review."""
    words = app.words
    about: list[Line] = [[Span(line)] for line in wrap(f"{finding.rule} {words.tell(finding.title)}", 70)]

    def submit(text: str) -> str:
        return app.judging.keep_review(finding, text.strip())

    app.push_screen(AskScreen(words, app.keys, words("Review: a comment, or none"), about, submit))


def ask_tags(app: DeskApp, target: Target, present: Sequence[str]) -> None:
    """Ask for tags, set off by blanks or commas; none takes them away."""
    words = app.words

    def submit(text: str) -> str:
        return app.judging.keep_tags(target, re.split(r"[\s,，、;；]+", text))

    about: list[Line] = [[Span(words("Words set off by blanks; none takes them away."))]]
    app.push_screen(AskScreen(words, app.keys, words("Tags"), about, submit, " ".join(present)))


def ask_address(app: DeskApp) -> None:
    """Ask for an address of the sheet that is shown, and go there."""
    words, view = app.words, app.main.sheet_view

    def submit(text: str) -> str:
        at, model = parse_address(text), view.model
        if at is None or view.at is None or model is None:
            return words("{text} is no address; D12 is one.", text=text)
        if at[0] >= model.row_count or at[1] >= model.column_count:
            return words("The sheet has nothing at {text}.", text=text.upper())
        view.go_to(SheetSpot(*view.at, *at))
        return ""

    about: list[Line] = [[Span(words("An address such as D12."))]]
    app.push_screen(AskScreen(words, app.keys, words("Go to"), about, submit))
