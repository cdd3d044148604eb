"""Writing a working paper: in which formats, and whole or not at all, never over a source."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Literal, get_args

from model.engagement.paths import SUFFIX
from model.errors import ExportError
from model.export.own_mark import text_mark
from model.export.paper import WorkingPaper
from model.messages import Message, message
from model.text import clean_line

Format = Literal["text", "json", "csv", "xlsx", "html", "md", "docx"]
FORMATS: tuple[Format, ...] = get_args(Format)

BINARY: frozenset[Format] = frozenset({"xlsx", "docx"})
"""Formats that are of no use on a terminal."""

SIGNED: frozenset[Format] = frozenset(FORMATS) - {"text"}
"""Formats that state by which version of Yushen they were made, and on which laws a problem rests."""

FILE_SUFFIXES: dict[Format, str] = {
    "text": ".txt",
    "json": ".json",
    "csv": ".csv",
    "xlsx": ".xlsx",
    "html": ".html",
    "md": ".md",
    "docx": ".docx",
}


def render(paper: WorkingPaper, form: Format) -> bytes:
    """Return the working paper in a format, as the bytes of a file."""
    if form == "text":
        from model.export.text import render as render_text

        return (text_mark() + render_text(paper)).encode("utf-8")
    if form == "json":
        from model.export.json import render as render_json

        return render_json(paper)
    if form == "csv":
        from model.export.csv import render as render_csv

        return render_csv(paper)
    if form == "html":
        from model.export.html import render as render_html

        return render_html(paper)
    if form == "md":
        from model.export.md import render as render_md

        return render_md(paper)
    if form == "docx":
        from model.export.docx import render as render_docx

        return render_docx(paper)
    from model.export.xlsx import render as render_xlsx

    return render_xlsx(paper)


def write(content: bytes, target: Path, sources: Iterable[Path]) -> None:
    """Write a file whole or not at all: what was there stays until the new content is on the disk.

    Raises ExportError when the target is one of the `sources`, an engagement, a folder, or cannot be written.
    """
    real = Path(os.path.realpath(target))
    try:
        _refuse_what_must_stay(target, real, sources)
        if real.exists() and not real.is_file():  # a device or a pipe has nothing to replace
            real.write_bytes(content)
        else:
            _replace(real, content)
    except OSError as error:
        what = message(
            "The file could not be written ({cause}).", cause=clean_line(error.strerror or str(error))
        )
        remedy = message("Choose another place, or check that the disk is not full.")
        raise ExportError(clean_line(str(target)), what, remedy) from error


def _refuse_what_must_stay(target: Path, real: Path, sources: Iterable[Path]) -> None:
    if any(same_file(real, source) for source in sources):
        raise _refusal(target, message("The file is one of the documents that are audited."))
    if real.name.endswith(SUFFIX):
        raise _refusal(target, message("The file is an engagement."))
    if real.is_dir():
        raise _refusal(target, message("This is a folder."))


def _refusal(target: Path, what: Message) -> ExportError:
    return ExportError(clean_line(str(target)), what, message("Give the export a name of its own."))


def same_file(one: Path, other: Path) -> bool:
    """Return whether two paths lead to one file."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def _replace(target: Path, content: bytes) -> None:
    temporary = target.with_name(f".{os.urandom(8).hex()}.tmp")
    try:
        with temporary.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
