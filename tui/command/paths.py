"""Which files a command is about: those named, and those in the folders named."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from model.errors import Trouble, UnreadableSourceError
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
    """The files to open, each once, and what is to be said of folders that hold none."""

    files: tuple[Path, ...]
    troubles: tuple[Trouble, ...]


def inputs(paths: Sequence[Path], output: Path | None = None) -> Inputs:
    """Return the files that `paths` stand for; a folder stands for the documents in it and in its folders.

    Lock files, hidden files and engagements in a folder are passed over, and so is `output`, an export of before.
    """
    files: dict[str, Path] = {}
    troubles: list[Trouble] = []
    for path in paths:
        if not path.is_dir():
            files.setdefault(os.path.realpath(path), path)
            continue
        found = [file for file in _documents(path) if output is None or not _same(file, output)]
        if not found:
            troubles.append(_empty(path))
        for file in found:
            files.setdefault(os.path.realpath(file), file)
    return Inputs(tuple(files.values()), tuple(troubles))


def _documents(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")) and Path(name).suffix.lower() in READABLE:
                yield Path(place, name)


def _empty(folder: Path) -> Trouble:
    return UnreadableSourceError(
        clean_line(str(folder)),
        command_message("There is no document in this folder that can be read."),
        command_message("Name a workbook, or a folder that holds some."),
    )


def _same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)
