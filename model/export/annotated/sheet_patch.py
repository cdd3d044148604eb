"""A sheet with its marked cells in a style of their own, and with the drawing of its notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from model.export.annotated.sheet_cells import SheetPlaces
from model.export.annotated.splicing import (
    Splice,
    is_empty,
    opened,
    prefix_of,
    spliced,
    tag_at,
    with_attribute,
    without_attribute,
)
from model.source.book import address

StyleOf = Callable[[int, int], str]
"""Returns the number of the style that a marked cell gets."""


def patched(places: SheetPlaces, style_of: StyleOf, relation: str, namespace: str) -> bytes:
    """Return the sheet with its marked cells styled; `relation` is the id of the notes' drawing, "" where it stays.

    `namespace` is that of relationships in this package.
    """
    splices = [
        splice
        for row, place in places.rows.items()
        if place.start >= 0
        for splice in _row(places, row, style_of)
    ]
    splices += _missing_rows(places, style_of)
    if relation:
        prefix = prefix_of(tag_at(places.content, places.root))
        tag = f'<{prefix}legacyDrawing xmlns:yu="{namespace}" yu:id="{relation}"/>'
        splices.append(Splice(places.drawing_at, places.drawing_at, tag.encode()))
    return spliced(places.content, splices)


def _row(places: SheetPlaces, row: int, style_of: StyleOf) -> Iterator[Splice]:
    """Give the changes to a row that the sheet has."""
    content, place = places.content, places.rows[row]
    for column, at in place.cells.items():
        tag = tag_at(content, at)
        yield Splice(at, at + len(tag), with_attribute(tag, "s", style_of(row, column)))
    if not place.before:
        return
    tag = tag_at(content, place.start)
    prefix = prefix_of(tag)
    # The row's spans are a hint for readers, which a new cell may lie outside of.
    bare = without_attribute(tag, "spans")
    if is_empty(tag):
        cells = b"".join(_cell(prefix, row, column, style_of) for column in sorted(place.before))
        yield Splice(place.start, place.start + len(tag), opened(bare) + cells + f"</{prefix}row>".encode())
        return
    yield Splice(place.start, place.start + len(tag), bare)
    for column, at in sorted(place.before.items()):
        yield Splice(at, at, _cell(prefix, row, column, style_of))


def _missing_rows(places: SheetPlaces, style_of: StyleOf) -> Iterator[Splice]:
    """Give the rows that the sheet does not have."""
    tag = tag_at(places.content, places.data)
    prefix = prefix_of(tag)
    rows = sorted(places.row_before.items())
    new = [(at, _new_row(prefix, row, places.wanted[row], style_of)) for row, at in rows]
    if is_empty(tag) and new:
        content = b"".join(row for _, row in new)
        whole = opened(tag) + content + f"</{prefix}sheetData>".encode()
        yield Splice(places.data, places.data + len(tag), whole)
    else:
        yield from (Splice(at, at, row) for at, row in new)


def _new_row(prefix: str, row: int, columns: Iterable[int], style_of: StyleOf) -> bytes:
    cells = b"".join(_cell(prefix, row, column, style_of) for column in columns)
    return f'<{prefix}row r="{row + 1}">'.encode() + cells + f"</{prefix}row>".encode()


def _cell(prefix: str, row: int, column: int, style_of: StyleOf) -> bytes:
    return f'<{prefix}c r="{address(row, column)}" s="{style_of(row, column)}"/>'.encode()
