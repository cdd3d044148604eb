"""Which files a command is given: those named, and those in the folders named."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from model.errors import Trouble, UnreadableSourceError
from model.messages import Message
from model.record import dataclass
from model.source.causes import unreadable
from model.text import clean_line
from tui.command.words import command_message

READABLE = frozenset(
    {
        ".xlsx",
        ".xlsm",
        ".xlsb",
        ".xls",
        ".et",
        ".ods",
        ".fods",
        ".csv",
        ".html",
        ".htm",
        ".docx",
        ".pdf",
        ".txt",
    }
)
"""Endings that a folder is searched for. A file that is named is always tried: .tsv, .xml and .md are read too, but in
a folder they are more often something else."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files to open, each once, and what is to be reported of folders that hold none.

    `own` are the exports found in a folder, which are passed over.
    """

    files: tuple[Path, ...]
    troubles: tuple[Trouble, ...]
    own: tuple[Path, ...] = ()

    def notices(self) -> tuple[Message, ...]:
        """Return what is to be reported of the files that are passed over."""
        if not self.own:
            return ()
        return (
            command_message(
                "Passed over, for Yushen wrote them: {names}.",
                names=", ".join(clean_line(path.name) for path in self.own),
            ),
        )


def inputs(paths: Sequence[Path], output: Path | None = None) -> Inputs:
    """Return the files that `paths` stand for; a folder stands for the documents in it and in its folders.

    Lock files, hidden files and engagements in a folder are passed over, and so are exports and `output`.
    """
    files: dict[str, Path] = {}
    troubles: list[Trouble] = []
    own: list[Path] = []
    for path in paths:
        mode, trouble = _mode(path)
        if trouble is not None:
            troubles.append(trouble)
            continue
        if not stat.S_ISDIR(mode):
            files.setdefault(os.path.realpath(path), path)
            continue
        closed: list[Trouble] = []
        found = [file for file in _documents(path, closed) if output is None or not _same(file, output)]
        from model.export.own_mark import is_own

        exports = [file for file in found if is_own(file)]
        own += exports
        found = [file for file in found if file not in exports]
        if not found and not closed:
            troubles.append(_empty(path))
        troubles += closed
        for file in found:
            files.setdefault(os.path.realpath(file), file)
    return Inputs(tuple(files.values()), tuple(troubles), tuple(own))


def _mode(path: Path) -> tuple[int, Trouble | None]:
    """Return what a path is, or why it cannot be opened: a pipe or a device is refused before anything reads it.

    A file that is not there is left to the reader, which reports it.
    """
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0, None
    except (OSError, ValueError) as error:
        return 0, _closed(path, error)
    if stat.S_ISDIR(mode) or stat.S_ISREG(mode):
        return mode, None
    return mode, unreadable(str(path), "special")


def _closed(path: Path, error: OSError | ValueError) -> Trouble:
    if isinstance(error, PermissionError):
        return unreadable(str(path), "forbidden")
    reason = error.strerror if isinstance(error, OSError) else None
    return unreadable(str(path), "unreachable", detail=clean_line(reason or str(error)))


def _documents(folder: Path, closed: list[Trouble]) -> Iterator[Path]:
    """Yield the documents in a folder and its folders; add to `closed` why one of these cannot be looked into."""

    def report(error: OSError) -> None:
        closed.append(_closed(Path(error.filename), error))

    for place, folders, names in os.walk(folder, onerror=report):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith((".", "~$")) or Path(name).suffix.lower() not in READABLE:
                continue
            path = Path(place, name)
            trouble = _mode(path)[1]
            if trouble is None:
                yield path
            else:
                closed.append(trouble)


def _empty(folder: Path) -> Trouble:
    return UnreadableSourceError(
        clean_line(str(folder)),
        command_message("There is no document in this folder that can be read."),
        command_message("Name a workbook, or a folder that holds some."),
    )


def _same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)
