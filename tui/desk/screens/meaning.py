"""The dialog that asks what a column holds: the lexicon's words, filtered by what is typed, which counts itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tui.desk.interpretation import interpretation
from tui.desk.keymap import KeyMap
from tui.desk.screens.choosing import ListDialog
from tui.desk.untrusted import fit, width
from tui.desk.widgets.choices import Choice
from tui.desk.words import Words

WORD_CELLS = 30
_WEIGHTLESS = {"filler"}


class Meaning(NamedTuple):
    """What was chosen for a column: words, "" for no amount, None for what the document states itself."""

    words: str | None


class MeaningScreen(ListDialog[Meaning]):
    """Takes words for a column. What is typed is read at once, and taken only if the lexicon understands it."""

    def __init__(self, words: Words, keys: KeyMap, title: str, present: str | None) -> None:
        super().__init__(words, keys, title, words("take it"))
        self._present = present
        self._offered: list[str | None] = []

    def on_mount(self) -> None:
        """List the lexicon's words below the two choices that need none; begin at what holds now."""
        super().on_mount()
        words = self.words
        self._offered = [None, "", *lexicon_words()]
        choices = [Choice(words("as the document says it")), Choice(words("no amount: leave the column out"))]
        choices += [Choice(_line(offered, words)[0], sought=offered) for offered in lexicon_words()]
        self.list_choices(
            choices, self._offered.index(self._present) if self._present in self._offered else 0
        )

    def of_typed(self, typed: str) -> Choice | None:
        """Return what is typed as the first choice, with its reading."""
        line, understood = _line(typed, self.words)
        return Choice(line, "" if understood else "?") if typed else None

    def take(self, number: int) -> None:
        """Return the words that are taken."""
        self.dismiss(Meaning(self._offered[number]))

    def take_typed(self, typed: str) -> None:
        """Return what was typed, if it is understood; else stay, for the list shows what is not."""
        if interpretation(typed, self.words).understood:
            self.dismiss(Meaning(typed))


def lexicon_words() -> Iterator[str]:
    """Give the lexicon's words that state something of a column, in its order."""
    from model.lexicon.lexicon import lexicon

    return (spelling for spelling, word in lexicon().words.items() if word.role not in _WEIGHTLESS)


def _line(written: str, words: Words) -> tuple[str, bool]:
    read = interpretation(written, words)
    return f"{fit(written, max(WORD_CELLS, width(written)))} {read.text}", read.understood
