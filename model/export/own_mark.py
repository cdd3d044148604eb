"""By what a file that Yushen wrote is known again, so that an export is never audited as a document."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from model.messages import LANGUAGES
from model.pattern import pattern

if TYPE_CHECKING:
    from zipfile import ZipFile

MARK = "Yushen"
"""What every export holds where no document does: in the properties of an office file, in the head of a text."""

_HEAD = 1 << 12
_PART = 1 << 20
_PARTS = pattern(r"docProps/(?:core|app)\.xml|word/document\.xml", re.IGNORECASE)
_PACKED = frozenset({".xlsx", ".xlsm", ".docx"})
_TEXT = frozenset({".html", ".htm", ".txt", ".csv"})

PACKAGE_COMMENT = MARK.encode()
"""The comment of an archive whose parts are an office's own: a template that was filled in."""

PDF_COMMENT = f"\n%{MARK}\n".encode()
"""The last line of a PDF's annotated copy."""


def is_own(path: Path) -> bool:
    """Return whether Yushen wrote a file; what cannot be read is left to the reader, which states why."""
    suffix = path.suffix.lower()
    try:
        if suffix in _PACKED:
            return _is_own_package(path)
        if suffix == ".pdf":
            with path.open("rb") as stream:
                stream.seek(max(path.stat().st_size - len(PDF_COMMENT), 0))
                return stream.read() == PDF_COMMENT
        if suffix in _TEXT:
            with path.open("rb") as stream:
                return _is_own_text(stream.read(_HEAD).decode("utf-8-sig", "replace"), suffix)
    except (OSError, ValueError):
        return False
    return False


def _is_own_package(path: Path) -> bool:
    import zipfile

    try:
        return _has_own_mark(zipfile.ZipFile(path))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return False


def _has_own_mark(archive: ZipFile) -> bool:
    with archive as package:
        if package.comment == PACKAGE_COMMENT:
            return True
        for name in package.namelist():
            if MARK in name:
                return True
            if _PARTS.fullmatch(name):
                with package.open(name) as part:
                    content = part.read(_PART)
                if any(mark.encode() in content for mark in (f"{MARK} ", f"预审 {MARK}")):
                    return True
    return False


def _is_own_text(head: str, suffix: str) -> bool:
    if suffix == ".csv":
        return head.splitlines()[:1] in [[line] for line in _csv_headings()]
    if suffix == ".txt":
        return head.startswith(text_mark())
    return f'<meta name="generator" content="{MARK}"' in head


def text_mark() -> str:
    """Return the line with which a text export begins."""
    return f"预审 {MARK}\n"


def _csv_headings() -> list[str]:
    """Return the first line of the findings as CSV, in each language."""
    from model.export.finding_grids import FINDING_COLUMNS

    return [",".join(column.heading.text(language) for column in FINDING_COLUMNS) for language in LANGUAGES]
