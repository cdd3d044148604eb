"""The one family of errors that Yushen raises for something a user can mend."""

from __future__ import annotations

from model.messages import Language, Message


class Trouble(Exception):  # noqa: N818 - the family's name, its members end in Error
    """Something the user can mend: where it is, what it is, and what to do about it.

    `place` names the file (and the sheet, cell or line where known) in display form; `what` and `remedy` are
    messages, so that they can be reported in either language. `str()` gives the English line.
    """

    def __init__(self, place: str, what: Message, remedy: Message) -> None:
        super().__init__(place, what, remedy)
        self.place = place
        self.what = what
        self.remedy = remedy

    def line(self, language: Language) -> str:
        """Return the one line that is shown: place, cause, remedy."""
        return f"{self.place}: {self.what.text(language)} {self.remedy.text(language)}"

    def __str__(self) -> str:
        return self.line("en")


class UnreadableSourceError(Trouble):
    """A file that cannot be read as a disclosure: not a workbook, encrypted, truncated, too large."""


class InvalidDataError(Trouble):
    """A data file of Yushen's own kind (lexicon, classification, relations, settings) that breaks its form."""


class EngagementError(Trouble):
    """An engagement file that cannot be opened, is of a newer version, or cannot be written."""


class ExportError(Trouble):
    """A working paper that could not be written."""
