"""Values apart by commas, tabs or semicolons: one sheet, every cell a text."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO
from itertools import islice

from model.source.channel import COLUMNS_MOST, Channel
from model.source.parsed import TEXT_MOST, ParsedGrid, ParsedSheet, RefusedError
from model.source.text_decoding import decode

_DELIMITERS = "\t,;"
_SAMPLE_LINES = 200
_SAMPLE = 1 << 18


def parse(data: bytes, channel: Channel) -> None:
    """Send the file as one sheet under the file's own name. Raises RefusedError where it is no text."""
    text = decode(data)
    csv.field_size_limit(TEXT_MOST)
    grid = ParsedGrid()
    delimiter = delimiter_of(text)
    try:
        rows = list(csv.reader(StringIO(_without_declaration(text), newline=""), delimiter=delimiter or ","))
    except csv.Error as error:
        raise RefusedError("damaged", detail="csv") from error
    if any(len(row) > COLUMNS_MOST for row in rows):
        raise RefusedError("spread")
    channel.sheet(ParsedSheet(channel.stem, grid.texts(rows), grid.cleaned))
    channel.progress(1.0)


def delimiter_of(text: str) -> str:
    """Return what stands between the values: what gives most rows of one width; "" where nothing does.

    Amounts with thousands separators hold commas too, but never the same number of them in every row.
    """
    if text[:4].lower() == "sep=":
        return text[4:5]
    best, most = "", 0
    for delimiter in _DELIMITERS:
        sample = StringIO(text[:_SAMPLE], newline="")
        try:
            widths = Counter(map(len, islice(csv.reader(sample, delimiter=delimiter), _SAMPLE_LINES)))
        except csv.Error:
            continue
        rows = max((count for width, count in widths.items() if width > 1), default=0)
        if rows > most:
            best, most = delimiter, rows
    return best


def _without_declaration(text: str) -> str:
    """Return the text without the line by which Excel knows the delimiter."""
    return text.partition("\n")[2] if text[:4].lower() == "sep=" else text
