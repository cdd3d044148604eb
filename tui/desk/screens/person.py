"""The dialog that asks who sits at the desk: the name that decisions carry, and whether to decide or to review."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from model.engagement.record import Capacity
from tui.desk.keymap import KeyMap
from tui.desk.screens.dialog import Dialog, WordLines
from tui.desk.settings import Settings, user_name
from tui.desk.widgets.choice import Choice
from tui.desk.widgets.lines import Look, Span
from tui.desk.words import Words

CAPACITY_WORDS = {Capacity.AUDITOR: "auditor", Capacity.REVIEWER: "reviewer"}


class PersonScreen(Dialog[None]):
    """Takes a name and a role. It closes only when both were saved."""

    def __init__(
        self, words: Words, keys: KeyMap, settings: Settings, keep: Callable[[str, Capacity], str]
    ) -> None:
        super().__init__(words, keys)
        self._name = settings.author or user_name()
        self._capacities = sorted(Capacity, key=lambda each: each is not settings.capacity)
        self._keep = keep

    def compose(self) -> ComposeResult:
        """Lay out the name, the role and the keys."""
        words = self.words
        with Vertical(id="box"):
            yield self.title_line(words("Who decides here?"))
            yield WordLines(
                [[Span(words("The name stands with every decision and note, and in the papers."))]]
            )
            yield Input(self._name, id="line", select_on_focus=False)
            yield WordLines([[Span(words("role (Tab, then left, right)"), Look.FAINT)]])
            choice = Choice([words(CAPACITY_WORDS[each]) for each in self._capacities], id="role")
            choice.styles.height = 1
            yield choice
            yield self.complaint
            yield self.keys_line(("Enter", words("do it")), ("Esc", words("cancel")))

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        """Keep both."""
        event.stop()
        self.action_accept()

    def action_accept(self) -> None:
        """Save both; stay if they cannot be saved."""
        taken = self.query_one(Choice).taken
        capacity = next(each for each in Capacity if self.words(CAPACITY_WORDS[each]) == taken)
        name = " ".join(self.query_one(Input).value.split())
        complaint = self._keep(name, capacity) if name else self.words("A name is needed.")
        if complaint:
            self.complain(complaint)
        else:
            self.dismiss(None)
