"""The child's end of the pipe: one JSON array a line, nothing that could be executed on the other side."""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Iterator
from io import BufferedIOBase
from json import JSONEncoder
from struct import pack

from model.source.parsed import Cell, Format, ParsedSheet, Position, RefusedError
from model.text import clean_line

CELLS_PER_LINE = 20_000
_MANY_ROWS = 500
COLUMNS_MOST = 1 << 14
"""Columns of a sheet, in every program that shows one."""


class Channel:
    """Sends a book in pieces. Each line is an array: what it is, then its content. `stem` is the file's name."""

    def __init__(self, pipe: BufferedIOBase, stem: str = "") -> None:
        self.stem = stem
        self._pipe = pipe
        self._encode = JSONEncoder(
            ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":")
        ).encode

    def _line(self, *content: object) -> None:
        self._pipe.write(self._encode(content).encode() + b"\n")

    def begin(self, container: str) -> None:
        """Report what kind of file it is."""
        self._line("book", container)

    def progress(self, fraction: float) -> None:
        """Report how much of the work is done, from 0 to 1."""
        self._line("progress", fraction)
        self._pipe.flush()

    def skip(self, sheet: str, cause: str) -> None:
        """Report that a part is not read, by a key of `model.source.causes`."""
        self._line("skipped", clean_line(sheet), cause)

    def paragraphs(self, paragraphs: list[tuple[int, str]]) -> None:
        """Send lines of prose with their numbers in the file."""
        for start in range(0, len(paragraphs), 1000):
            self._line("paragraphs", paragraphs[start : start + 1000])

    def refuse(self, cause: str, values: dict[str, str]) -> None:
        """Report why the file is not read."""
        self._line("refused", cause, values)
        self._pipe.flush()

    def end(self) -> None:
        """Close the book: without this line the parent takes it as broken off."""
        self._line("end")
        self._pipe.flush()

    def sheet(self, sheet: ParsedSheet) -> None:
        """Send a sheet: its name, its rows in pieces, and then what is known beside the values."""
        self._line("sheet", sheet.name, sheet.visibility, sheet.first_line, sheet.caption)
        for rows in _pieces(sheet):
            if len(rows) < _MANY_ROWS or len(set(map(len, rows))) > 1:
                self._line("rows", rows)
            else:
                self._line("columns", [_column(cells) for cells in zip(*rows, strict=True)])
        for block in sheet.blocks:
            self._line("columns", block)
        self._line(
            "extent",
            sheet.merges,
            None if sheet.hidden_rows is None else sorted(sheet.hidden_rows),
            None if sheet.hidden_columns is None else sorted(sheet.hidden_columns),
            sheet.cleaned,
        )
        if sheet.formats is not None:
            self._line("formats", sheet.default_format, *_by_format(sheet.formats))
        if sheet.indents or sheet.breaks:
            self._line("page", [(*position, by) for position, by in sheet.indents.items()], sheet.breaks)


def _pieces(sheet: ParsedSheet) -> Iterator[list[list[Cell]]]:
    """Yield the rows in pieces of bounded size, without the blank ones at the end.

    Raises RefusedError for a row that no sheet could hold.
    """
    piece: list[list[Cell]] = []
    blanks = cells = 0
    for row in sheet.rows:
        if not row:
            blanks += 1
            continue
        if blanks:
            piece.extend([] for _ in range(blanks))
            blanks = 0
        if len(row) > COLUMNS_MOST:
            raise RefusedError("spread")
        piece.append(row)
        cells += len(row) + 1
        if cells >= CELLS_PER_LINE:
            yield piece
            piece, cells = [], 0
    if piece:
        yield piece


def _column(cells: tuple[Cell, ...]) -> object:
    """Return a column for the pipe: one of numbers alone as their bytes, a quarter of the work of their digits."""
    if set(map(type, cells)) == {float}:
        packed = b2a_base64(pack(f"{len(cells)}d", *cells), newline=False).decode()
        return {"doubles": packed, "blanks": False}
    return cells


def _by_format(formats: dict[Position, Format]) -> tuple[list[Format], list[int], list[int], list[int]]:
    """Return the distinct formats, and the rows, columns and format numbers of the cells that have them."""
    numbers: dict[Format, int] = {}
    chosen = [numbers.setdefault(entry, len(numbers)) for entry in formats.values()]
    return list(numbers), [row for row, _ in formats], [column for _, column in formats], chosen
