"""The documents opened last, for a desk that is started without a path."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from model.record import dataclass

KEPT = 20
"""How many are kept."""


@dataclass(frozen=True, slots=True)
class Recent:
    """What was opened together: absolute paths, the disclosure's name in words, and when (UTC, ISO)."""

    paths: tuple[str, ...]
    name: str
    at: str


def recent() -> tuple[Recent, ...]:
    """Return what was opened last, newest first; nothing where the list is missing or damaged."""
    try:
        content = json.loads(_list_path().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return ()
    if not isinstance(content, list):
        return ()
    return tuple(entry for entry in map(_read, content[:KEPT]) if entry is not None)


def opened(paths: Iterable[Path], name: str, at: str) -> None:
    """Put what is opened now first in the list. The list is a convenience: a failure to write is let pass."""
    entry = Recent(tuple(str(path.absolute()) for path in paths), name, at)
    entries = [entry, *(other for other in recent() if other.paths != entry.paths)][:KEPT]
    path = _list_path()
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps([asdict(each) for each in entries], indent=1), encoding="utf-8")
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()


def _list_path() -> Path:
    from platformdirs import user_state_path

    return user_state_path("yushen", appauthor=False) / "recent.json"


def _read(entry: object) -> Recent | None:
    if not isinstance(entry, dict):
        return None
    paths, name, at = entry.get("paths"), entry.get("name"), entry.get("at")
    if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
        return None
    if not isinstance(name, str) or not isinstance(at, str):
        return None
    return Recent(tuple(paths), name, at)
