"""Where the engagement of some documents stands: beside the first of them, or in the user's own folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from model.messages import Message, message
from model.text import clean_line

SUFFIX = ".yushen"
"""What an engagement file's name ends with."""

_LONGEST_NAME = 255 - len("-journal")
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Location:
    """An engagement's path; `notice` says why it does not stand beside its documents, None where it does.

    `others` are further engagements about the same documents, which are only read.
    """

    path: Path
    notice: Message | None = None
    others: tuple[Path, ...] = ()


def locate(documents: Sequence[Path]) -> Location:
    """Return where the engagement of `documents` (at least one), which form one disclosure, stands or is to be made.

    An engagement that exists is always found again, whichever of its documents are opened: beside any of them, in
    the folder of any where it says that it is about it, or under its sha256 in the user's own folders. A new one is
    made beside the first document if that can be.
    """
    from model.engagement.index import engagements_about

    found = list(dict.fromkeys(path for document in documents for path in engagements_about(document)))
    if found:
        return Location(found[0], _own_words(found[0]), tuple(found[1:]))
    notice = _cannot_stand_beside(beside(documents[0]))
    own = own_path(documents[0]) if notice is not None else None
    return Location(beside(documents[0])) if own is None else Location(own, notice)


def existing(documents: Sequence[Path]) -> tuple[Path, ...]:
    """Return the engagements of documents that need not form one disclosure; none where there is none yet."""
    from model.engagement.index import engagements_about

    return tuple(dict.fromkeys(path for document in documents for path in engagements_about(document)))


def beside(document: Path) -> Path:
    """Return the path of an engagement beside its document."""
    return document.with_name(document.name + SUFFIX)


def is_there(path: Path) -> bool:
    """Return whether a path is a regular file."""
    try:
        return path.is_file()
    except OSError:  # a name too long for the disk
        return False


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
    """Return what to say of an engagement that is found in one of the user's own folders."""
    if path.parent not in own_folders():
        return None
    return message("The engagement is kept in {folder}.", folder=clean_line(str(path.parent)))


def own_path(document: Path) -> Path | None:
    """Return the engagement's path in the user's own folder, None when the document cannot be read."""
    digest = digest_of(document)
    return None if digest is None else own_folders()[0] / f"{digest}{SUFFIX}"


def digest_of(document: Path) -> str | None:
    """Return the sha256 of a document's content, None when it is no file or cannot be read."""
    import hashlib

    digest = hashlib.sha256()
    if not is_there(document):  # a pipe would be waited for, a device be read for ever
        return None
    try:
        with document.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    except OSError:
        return None
    return digest.hexdigest()


def own_folders() -> tuple[Path, Path]:
    """Return the user's folders of engagements: the one for new ones, and the one of earlier versions."""
    from platformdirs import user_data_path, user_state_path

    kinds = (user_state_path, user_data_path)
    state, data = (kind("yushen", appauthor=False) / "engagements" for kind in kinds)
    return state, data
