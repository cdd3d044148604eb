"""The parent's end of the pipe: the child's lines become a Book, and nothing but a Book."""

from __future__ import annotations

from array import array
from binascii import a2b_base64
from collections.abc import Callable
from dataclasses import replace
from json import JSONDecoder
from typing import Any, NoReturn

from model.source.book import (
    Book,
    CellDate,
    CellError,
    CellFormat,
    CellValue,
    Merge,
    Paragraph,
    Sheet,
    Skipped,
    Visibility,
)
from model.source.causes import SKIPPED, unreadable

_CELLS = frozenset({type(None), str, float, bool, CellError, CellDate})


def _special(entry: dict[str, Any]) -> CellValue | dict[str, Any] | list[CellValue]:
    if "doubles" in entry:
        doubles = array("d", a2b_base64(entry["doubles"]))
        return [None if value != value else value for value in doubles] if entry["blanks"] else [*doubles]
    if "numbers" in entry:
        numbers = array(entry["code"], a2b_base64(entry["numbers"]))
        return list(map(entry["texts"].__getitem__, numbers))
    if "e" in entry:
        return CellError(entry["e"])
    return CellDate(entry["d"]) if "d" in entry else entry


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


class Assembly:
    """Builds a book line by line. `progress` is given a fraction from 0 to 1."""

    def __init__(self, path: str, progress: Callable[[float], None] | None) -> None:
        self._path = path
        self._progress = progress
        self._decode = JSONDecoder(object_hook=_special, parse_constant=_refuse_constant).decode
        self._container = ""
        self._sheets: list[Sheet] = []
        self._paragraphs: list[Paragraph] = []
        self._skipped: list[Skipped] = []
        self._rows: list[list[CellValue]] = []
        self._name: tuple[str, Visibility, int, tuple[str, ...]] = ("", Visibility.UNKNOWN, 0, ())
        self.ended = False
        self._takers: dict[str, Callable[..., None]] = {
            "book": self._book,
            "progress": self._report,
            "sheet": self._sheet,
            "rows": self._more_rows,
            "columns": self._more_columns,
            "extent": self._extent,
            "formats": self._formats,
            "page": self._page,
            "paragraphs": self._more_paragraphs,
            "skipped": self._skip,
            "refused": self._refuse,
            "end": self._end,
        }

    def take(self, line: bytes) -> None:
        """Take one line of the child. Raises UnreadableSourceError where the child refused the file."""
        kind, *content = self._decode(line.decode())
        self._takers[kind](*content)

    def book(self, sha256: str) -> Book:
        """Return the book, once `ended`. Raises UnreadableSourceError where nothing at all could be read."""
        if not self._sheets and not self._paragraphs and self._skipped:
            raise unreadable(self._path, "damaged", detail=self._skipped[0].sheet)
        return Book(self._path, sha256, self._container, self._sheets, self._paragraphs, self._skipped)

    def _book(self, container: str) -> None:
        self._container = container

    def _report(self, fraction: float) -> None:
        if self._progress is not None:
            self._progress(min(max(fraction, 0.0), 1.0))

    def _sheet(self, name: str, visibility: str, first_line: int, caption: list[str]) -> None:
        self._rows = []
        self._name = (name, Visibility(visibility), first_line, tuple(caption))

    def _more_rows(self, rows: list[list[CellValue]]) -> None:
        for row in rows:
            if not _CELLS.issuperset(map(type, row)):
                raise ValueError("not a cell")
        self._rows += rows

    def _more_columns(self, columns: list[list[CellValue]]) -> None:
        for column in columns:
            if not _CELLS.issuperset(map(type, column)):
                raise ValueError("not a cell")
        rows = list(map(list, zip(*columns, strict=True)))
        if None in columns[-1]:
            for row in rows:
                _trim(row)
        self._rows += rows

    def _extent(
        self,
        merges: list[list[int]],
        hidden_rows: list[int] | None,
        hidden_columns: list[int] | None,
        cleaned: list[list[int]],
    ) -> None:
        while self._rows and not self._rows[-1]:
            self._rows.pop()
        name, visibility, first_line, caption = self._name
        self._sheets.append(
            Sheet(
                name,
                self._rows,
                merges=_clipped(merges, self._rows),
                visibility=visibility,
                hidden_rows=None if hidden_rows is None else frozenset(hidden_rows),
                hidden_columns=None if hidden_columns is None else frozenset(hidden_columns),
                cleaned=frozenset((row, column) for row, column in cleaned),
                first_line=first_line,
                caption=caption,
            )
        )

    def _formats(
        self,
        default: list[Any] | None,
        distinct: list[list[Any]],
        rows: list[int],
        columns: list[int],
        chosen: list[int],
    ) -> None:
        entries = [CellFormat(*entry) for entry in distinct]
        formats = dict(zip(zip(rows, columns, strict=True), map(entries.__getitem__, chosen), strict=True))
        known = None if default is None else CellFormat(*default)
        self._sheets[-1] = replace(self._sheets[-1], formats=formats, default_format=known)

    def _page(self, indents: list[tuple[int, int, int]], breaks: list[int]) -> None:
        """Take what the page shows beside the texts: how far they are set in, and where it ended."""
        by_cell = {(row, column): by for row, column, by in indents}
        self._sheets[-1] = replace(self._sheets[-1], indents=by_cell, breaks=tuple(breaks))

    def _more_paragraphs(self, paragraphs: list[tuple[int, str]]) -> None:
        self._paragraphs += [Paragraph(number, text) for number, text in paragraphs]

    def _skip(self, sheet: str, cause: str) -> None:
        self._skipped.append(Skipped(sheet, SKIPPED[cause]))

    def _refuse(self, cause: str, values: dict[str, str]) -> None:
        raise unreadable(self._path, cause, **values)

    def _end(self) -> None:
        self.ended = True


def _trim(row: list[CellValue]) -> None:
    """Take the blanks off a row's end."""
    while row and row[-1] is None:
        row.pop()


def _clipped(merges: list[list[int]], rows: list[list[CellValue]]) -> tuple[Merge, ...]:
    """Return the merges within the grid: a giant one over nothing must not cost whoever walks its cells."""
    bottom, right = len(rows) - 1, max(map(len, rows), default=0) - 1
    clipped = (Merge(m[0], m[1], min(m[2], bottom), min(m[3], right)) for m in merges)
    return tuple(m for m in clipped if m.bottom >= m.top and m.right >= m.left and m[:2] != m[2:])
