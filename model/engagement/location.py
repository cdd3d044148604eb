"""Where the engagement of some documents stands: beside the first of them, or in the user's own folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from model.engagement.index import engagements_about
from model.engagement.paths import beside, own_folders, own_path
from model.messages import Message, message
from model.record import dataclass
from model.text import clean_line

_LONGEST_NAME = 255 - len("-journal")


@dataclass(frozen=True, slots=True)
class Location:
    """An engagement's path; `notice` is why it does not stand beside its documents, None where it does.

    `others` are further engagements about the same documents, which are only read.
    """

    path: Path
    notice: Message | None = None
    others: tuple[Path, ...] = ()


def locate(documents: Sequence[Path]) -> Location:
    """Return where the engagement of `documents` (at least one), which form one disclosure, stands or is to be made.

    An engagement that exists is always found again, whichever of its documents are opened: beside any of them, in
    the folder of any where it states that it is about it, or under its sha256 in the user's own folders. A new one is
    made beside the first document if that can be.
    """
    found = list(dict.fromkeys(path for document in documents for path in engagements_about(document)))
    if found:
        return Location(found[0], _own_words(found[0]), tuple(found[1:]))
    notice = _cannot_stand_beside(beside(documents[0]))
    own = own_path(documents[0]) if notice is not None else None
    return Location(beside(documents[0])) if own is None else Location(own, notice)


def existing(documents: Sequence[Path]) -> tuple[Path, ...]:
    """Return the engagements of documents that need not form one disclosure; none where there is none yet."""
    return tuple(dict.fromkeys(path for document in documents for path in engagements_about(document)))


def _cannot_stand_beside(path: Path) -> Message | None:
    from model.engagement.connection import may_write

    if len(os.fsencode(path.name)) > _LONGEST_NAME:
        return message(
            "The document's name is too long for an engagement beside it: it is kept in {folder}.",
            folder=clean_line(str(own_folders()[0])),
        )
    if not may_write(path.parent):
        return message(
            "The folder cannot be written, or its disk knows no locks: the engagement is kept in {folder}.",
            folder=clean_line(str(own_folders()[0])),
        )
    return None


def _own_words(path: Path) -> Message | None:
    """Return what to report of an engagement that is found in one of the user's own folders."""
    if path.parent not in own_folders():
        return None
    return message("The engagement is kept in {folder}.", folder=clean_line(str(path.parent)))
