"""Which engagements are about a document: the one of its name, or one that says so itself, wherever it is opened."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from model.engagement.paths import SUFFIX, beside, digest_of, is_there, own_folders

_REMEMBERED = 4096


def engagements_about(document: Path) -> list[Path]:
    """Return the engagements that are about a document, the likeliest first.

    First stands the one beside it; where there is none, those of its folder that have seen it, by its name or its
    content; then the one in the user's own folder.
    """
    found = [beside(document)] if is_there(beside(document)) else []
    others = [] if found else _engagements_in(document.parent)
    folders = [folder for folder in own_folders() if folder.is_dir()]
    digest = digest_of(document) if others or folders else None
    found += [path for path in others if {document.name, digest} & _seen_by(path)]
    own = [folder / f"{digest}{SUFFIX}" for folder in folders if digest is not None]
    found += [path for path in own if is_there(path)]
    return list(dict.fromkeys(found))


def _engagements_in(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIX) and is_there(path))
    except OSError:
        return []


def _seen_by(engagement: Path) -> frozenset[str | None]:
    """Return the paths and the contents that an engagement has seen; nothing where it cannot be asked."""
    try:
        stat = engagement.stat()
    except OSError:
        return frozenset()
    return _asked(engagement, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=_REMEMBERED)
def _asked(engagement: Path, _changed_at: int, size: int) -> frozenset[str | None]:
    if not size:
        return frozenset()
    import sqlite3

    from model.engagement.connection import connect_to_read
    from model.engagement.plain import restored
    from model.errors import EngagementError

    try:
        connection, _ = connect_to_read(engagement)
    except EngagementError:
        return frozenset()
    try:
        rows = connection.execute("SELECT path, sha256 FROM document")
        return frozenset(restored(value) for row in rows for value in row)
    except (sqlite3.Error, ValueError):
        return frozenset()
    finally:
        connection.close()
