"""Drafts: what was typed in a dialog that was left without saving is there when it is opened again at the same place.

A note that is lost costs more than all else a key can do, and Esc is pressed by habit.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

Texts = tuple[str, ...]
"""What stands in the fields of a dialog, in their order."""


class Draft:
    """The draft of one dialog at one place. `texts` is empty where there is none."""

    def __init__(self, drafts: Drafts, place: Hashable) -> None:
        self._drafts = drafts
        self._place = place

    @property
    def texts(self) -> Texts:
        """What was typed when the dialog was left."""
        return self._drafts.texts.get(self._place, ())

    def text(self, field: int = 0) -> str:
        """Return what was typed in one of the fields, "" for nothing."""
        return self.texts[field] if field < len(self.texts) else ""

    def leave(self, *texts: str) -> None:
        """Leave the dialog: blanks are no draft, and take away the one that there was."""
        if any(text.strip() for text in texts):
            self._drafts.texts[self._place] = texts
            self._drafts.announce()
        else:
            self.drop()

    def drop(self) -> None:
        """Forget the draft: what it was for is saved."""
        self._drafts.texts.pop(self._place, None)


class Drafts:
    """The drafts of this session. `announce` tells the auditor that there is one more."""

    def __init__(self, announce: Callable[[], None]) -> None:
        self.texts: dict[Hashable, Texts] = {}
        self.announce = announce

    def at(self, *place: Hashable) -> Draft:
        """Return the draft of a place: which dialog, and what it is about."""
        return Draft(self, place)
