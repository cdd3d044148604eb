"""Where the engagement of some documents stands: beside the first of them, or in the user's own folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from model.messages import Message, message

SUFFIX = ".yushen"
"""What an engagement file's name ends with."""

_LONGEST_NAME = 255 - len("-journal")
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Location:
    """An engagement's path; `notice` says why it does not stand beside its documents, None where it does."""

    path: Path
    notice: Message | None = None


def locate(documents: Sequence[Path]) -> Location:
    """Return where the engagement of `documents` (at least one) stands or is to be made.

    An engagement that exists is always found again: beside any of the documents, else under the first one's
    sha256 in the user's data folder. A new one is made beside the first document if that can be.
    """
    for document in documents:
        if _exists(beside(document)):
            return Location(beside(document))
    first = beside(documents[0])
    notice = _cannot_stand_beside(first)
    own = _own_path(documents[0])
    if own is not None and (notice is not None or _exists(own)):
        return Location(own, notice or message("The engagement is kept in the user's data folder."))
    return Location(first)


def existing(documents: Sequence[Path]) -> Path | None:
    """Return where the engagement of `documents` stands, as `locate` finds it; None where there is none yet."""
    for document in documents:
        if _exists(beside(document)):
            return beside(document)
    own = _own_path(documents[0]) if documents and _own_folder().is_dir() else None
    return own if own is not None and _exists(own) else None


def beside(document: Path) -> Path:
    """Return the path of an engagement beside its document."""
    return document.with_name(document.name + SUFFIX)


def may_write(folder: Path) -> bool:
    """Return whether files can be made in a folder, which need not exist yet.

    It is tried, because the access bits do not tell on every system.
    """
    import tempfile

    folder = folder.absolute()
    nearest = next((place for place in (folder, *folder.parents) if place.exists()), folder)
    try:
        with tempfile.TemporaryFile(dir=nearest):
            return True
    except OSError:
        return False


def _exists(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name too long for the disk
        return False


def _cannot_stand_beside(path: Path) -> Message | None:
    if len(os.fsencode(path.name)) > _LONGEST_NAME:
        return message(
            "The document's name is too long for an engagement beside it: it is kept in the user's data."
        )
    if not may_write(path.parent):
        return message("The folder cannot be written: the engagement is kept in the user's data folder.")
    return None


def _own_path(document: Path) -> Path | None:
    """Return the engagement's path in the user's data folder, None when the document cannot be read."""
    import hashlib

    digest = hashlib.sha256()
    if not _exists(document):  # a pipe would be waited for, a device be read for ever
        return None
    try:
        with document.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    except OSError:
        return None
    return _own_folder() / f"{digest.hexdigest()}{SUFFIX}"


def _own_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("yushen", appauthor=False) / "engagements"
