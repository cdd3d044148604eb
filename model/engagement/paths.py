"""The paths that an engagement of a document may have: beside it, or under its content in the user's own folders."""

from __future__ import annotations

from pathlib import Path

SUFFIX = ".yushen"
"""What an engagement file's name ends with."""

_BLOCK = 1 << 20


def beside(document: Path) -> Path:
    """Return the path of an engagement beside its document."""
    return document.with_name(document.name + SUFFIX)


def is_there(path: Path) -> bool:
    """Return whether a path is a regular file."""
    try:
        return path.is_file()
    except OSError:  # a name too long for the disk
        return False


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
