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
from tui.desk.widgets.lines import Line, Look, Span
from tui.desk.words import Words

if TYPE_CHECKING:
    from model.finding import Finding
    from tui.desk.desk import Desk
    from tui.desk.drafts import Draft
    from tui.desk.widgets.sheet_view import SheetView

OTHER_LINES = 8
"""The lines of the dialog beside those that explain it: frame, title, field, a complaint, keys."""

MOST_NAMED = 5
"""Of more findings than these that are decided at once, the rest is counted."""

Submit = Callable[[str], str]
"""Takes what was typed; returns "" when it is done with, else what is wrong."""


class AskScreen(Dialog[None]):
    """Asks for one line. It closes when what was typed is taken, or with Esc, which leaves a draft of it."""

    def __init__(
        self,
        words: Words,
        keys: KeyMap,
        title: str,
        explanation: list[Line],
        submit: Submit,
        typed: str = "",
        draft: Draft | None = None,
    ) -> None:
        super().__init__(words, keys)
        self._title = title
        self._explanation = explanation
        self._submit = submit
        self._typed = typed if draft is None else draft.text() or typed
        self._draft = draft

    def compose(self) -> ComposeResult:
        """Lay out the title, the explanation, the line, and the keys."""
        with Vertical(id="box"):
            yield self.title_line(self._title)
            yield WordLines(self._fitting(self._explanation))
            yield Input(self._typed, id="line", select_on_focus=False)
            yield self.complaint
            yield self.keys_line(("Enter", self.words("do it")), ("Esc", self.words("cancel")))

    def _fitting(self, explanation: Sequence[Line]) -> list[Line]:
        """Return the explanation in lines of the box; on a low screen the first and the last of them."""
        lines: list[Line] = []
        for line in explanation:
            text, look = "".join(span.text for span in line), line[0].look if line else Look.PLAIN
            lines += [[Span(part, look)] for part in wrap(text, self.cells)]
        room = max(self.app.size.height - OTHER_LINES, 2)
        if len(lines) <= room:
            return lines
        return [*lines[: room - 2], [Span("...", Look.FAINT)], lines[-1]]

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        """Hand over what was typed."""
        event.stop()
        self.action_accept()

    @on(Input.Changed)
    def keep_draft(self, event: Input.Changed) -> None:
        """Keep what is typed, before anything can happen to it."""
        if self._draft is not None:
            self._draft.keep(event.value)

    def action_cancel(self) -> None:
        """Close, with what was typed as a draft where the dialog has one."""
        if self._draft is not None:
            self._draft.leave(self.query_one(Input).value)
        self.dismiss(None)

    def action_accept(self) -> None:
        """Hand over what was typed; stay with it if it is not taken."""
        complaint = self._submit(self.query_one(Input).value)
        if complaint:
            self.complain(complaint)
        else:
            if self._draft is not None:
                self._draft.drop()
            self.dismiss(None)


def ask_words(
    desk: Desk, findings: Sequence[Finding], state: State, warning: str, draft: Draft, submit: Submit
) -> None:
    """Ask for the words that belong to a decision: why it is no fault, or what the department replies.

    `warning` names the earlier decisions that this one takes the place of, "" for none.
    """
    words = desk.words
    title = (
        words("Dismiss: why is this no fault?")
        if state is State.DISMISSED
        else words("Explained: what does the department say?")
    )
    explanation = [line for finding in findings[:MOST_NAMED] for line in _named(finding, words)]
    if len(findings) > MOST_NAMED:
        explanation.append([Span(words("and {count} more", count=len(findings) - MOST_NAMED))])
    explanation += [[Span(warning, Look.WARNING)]] if warning else []
    desk.ask(AskScreen(words, desk.keys, title, explanation, lambda text: submit(text.strip()), draft=draft))


def ask_comment(desk: Desk, finding: Finding, draft: Draft, submit: Submit) -> None:
    """Ask for the reviewer's comment, which may be empty."""
    words = desk.words
    title = words("Review: a comment, or none")
    explanation = _named(finding, words)
    desk.ask(AskScreen(words, desk.keys, title, explanation, lambda text: submit(text.strip()), draft=draft))


def _named(finding: Finding, words: Words) -> list[Line]:
    return [[Span(f"{words.rule(finding.rule)} {words.text(finding.title)}")]]


def ask_tags(desk: Desk, present: Sequence[str], submit: Callable[[Sequence[str]], str]) -> None:
    """Ask for tags, set off by blanks or commas; none takes them away."""
    words = desk.words

    def split(text: str) -> str:
        return submit(re.split(r"[\s,，、;；]+", text))

    explanation: list[Line] = [[Span(words("Words set off by blanks; none takes them away."))]]
    desk.ask(AskScreen(words, desk.keys, words("Tags"), explanation, split, " ".join(present)))


def ask_address(desk: Desk, view: SheetView) -> None:
    """Ask for an address of the sheet that is shown, or of another sheet that it names, and go there."""
    from tui.desk.lookup import addressed

    words = desk.words

    def submit(text: str) -> str:
        named = next(addressed(view.state, text, words), None) if view.state is not None else None
        if named is not None and isinstance(named.target, SheetSpot):
            view.go_to(named.target)
            return ""
        at, model = parse_address(text), view.model
        if at is None or view.at is None or model is None:
            return words("{text} is no address; D12 and 表3!E25 are.", text=text)
        if at[0] >= model.row_count or at[1] >= model.column_count:
            return words("The sheet has nothing at {text}.", text=text.upper())
        view.go_to(SheetSpot(*view.at, *at))
        return ""

    explanation: list[Line] = [[Span(words("An address such as D12 or 表3!E25."))]]
    desk.ask(AskScreen(words, desk.keys, words("Go to"), explanation, submit))
