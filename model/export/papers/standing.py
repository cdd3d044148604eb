"""What stands in the folder of the papers already: entries that nobody has read in, and papers that are superseded.

A paper is signed and filled in by hand. So none that people write on is ever written over or deleted: it is moved.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from model.errors import ExportError, Trouble
from model.export.papers.ledger import Filled
from model.export.papers.returned import read_ledger
from model.export.papers.taking import one_line_each
from model.export.write import same_file
from model.messages import Language, Message, message
from model.text import clean_line


class UnreadLedgerError(ExportError):
    """A ledger that somebody filled in, whose entries the engagement does not hold."""


def refuse_unread_ledger(path: Path, taken: Mapping[str, Sequence[Mapping[str, str]]]) -> None:
    """Raise UnreadLedgerError where a ledger holds what no engagement does, or cannot be read to find that out.

    `taken` is all that was ever read in of each finding.
    """
    if not path.is_file():
        return
    remedy = message(
        "Read it in first with --take, choose another folder, or write a new one with --replace, which moves the "
        "old one into a folder of its own."
    )
    try:
        filled = read_ledger(path).filled
    except Trouble as trouble:
        what = message(
            "This file stands where the ledger goes, and what is filled in cannot be read: it is not written over."
        )
        raise UnreadLedgerError(clean_line(str(path)), what, remedy) from trouble
    count = len(_unread(filled, taken))
    if count:
        what = message(
            "Entries on {count} problems were filled in here that the engagement does not hold: nothing is written.",
            count=count,
        )
        raise UnreadLedgerError(clean_line(str(path)), what, remedy)


def _unread(filled: Filled, taken: Mapping[str, Sequence[Mapping[str, str]]]) -> list[str]:
    entries = ((finding, one_line_each(values)) for finding, values in filled.items())
    return [finding for finding, values in entries if values and values not in taken.get(finding, ())]


class Superseded:
    """The papers of earlier runs in a folder, which are moved into a folder within it, one for each run."""

    def __init__(self, folder: Path, language: Language) -> None:
        self._folder = folder
        self._all = folder / message("superseded papers").text(language)
        self.folder: Path | None = None
        self.names: list[str] = []

    def supersede(self, path: Path) -> None:
        """Move a paper away. Raises ExportError where it cannot be moved."""
        try:
            if self.folder is None:
                self.folder = self._next()
            path.rename(self.folder / path.name)
        except OSError as error:
            what = message(
                "The paper of an earlier run could not be moved ({cause}).",
                cause=clean_line(error.strerror or str(error)),
            )
            raise ExportError(
                clean_line(str(path)),
                what,
                message("Close it in other programs, and write the papers again."),
            ) from error
        self.names.append(path.name)

    def _next(self) -> Path:
        """Return a new folder whose number is above those of all runs before."""
        self._all.mkdir(exist_ok=True)
        numbers = [int(each.name) for each in self._all.iterdir() if each.name.isdecimal()]
        made = self._all / str(max(numbers, default=0) + 1)
        made.mkdir()
        return made

    def notices(self) -> Iterator[Message]:
        """Give the line that states which papers were moved, and where they are."""
        if self.folder is not None and self.names:
            yield message(
                "Papers of an earlier run were moved to {folder}: {names}.",
                folder=f"{self._all.name}/{self.folder.name}",
                names=", ".join(map(clean_line, self.names)),
            )

    def left_behind(
        self, ours: re.Pattern[str], written: Collection[str], sources: Sequence[Path]
    ) -> list[ExportError]:
        """Move the papers of an earlier run that this one has not written; return what could not be moved."""
        troubles = []
        for path in sorted(path for path in self._folder.iterdir() if path.is_file()):
            is_source = any(same_file(path, source) for source in sources)
            if path.name not in written and ours.fullmatch(path.name) and not is_source:
                try:
                    self.supersede(path)
                except ExportError as error:
                    troubles.append(error)
        return troubles
