"""Where in the XML of a sheet the marked cells stand, or would: found in its bytes, without a tree.

In sound XML every < begins a tag, unless there are comments or character data sections; a sheet with these is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import field

from model.export.annotated.splicing import in_utf8, is_empty, prefix_of, tag_at
from model.pattern import pattern
from model.record import dataclass
from model.source.parsed import Position, position_of
from model.source.xml_events import feed, local, new_parser

AFTER_LEGACY_DRAWING = frozenset(
    {
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
    }
)
"""The elements of a worksheet that the schema has after the drawing of its notes."""

_ROOT = pattern(rb"<[A-Za-z_]")
_ATTRIBUTE = pattern(rb"""\s([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(slots=True)
class RowPlace:
    """A row in which cells are marked: the offset of its start tag, -1 where the sheet has none such.

    `style` is the row's own. `cells` are the offsets of the marked cells' tags, with their `styles`; `before` gives
    where a marked cell that is not there would be put.
    """

    start: int = -1
    style: str = ""
    cells: dict[int, int] = field(default_factory=dict)
    styles: dict[int, str] = field(default_factory=dict)
    before: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class SheetPlaces:
    """What is needed to mark a sheet: its bytes in UTF-8, and offsets into them.

    `wanted` are the marked columns by row, `rows` the places of those rows; `row_before` gives it for those that are
    not there before which offset they would be put. `root` and `data` are the tags of the worksheet and of its
    sheetData. `drawing` is the id of the notes' drawing, "" for none, and `drawing_at` where one would be put.
    `column_styles` are runs of columns (first, last, style).
    """

    content: bytes
    wanted: dict[int, list[int]]
    rows: dict[int, RowPlace]
    root: int = 0
    data: int = 0
    row_before: dict[int, int] = field(default_factory=dict)
    drawing: str = ""
    drawing_at: int = 0
    column_styles: list[tuple[int, int, str]] = field(default_factory=list)

    def style_of(self, row: int, column: int) -> str:
        """Return the style number of a cell: its own, that of its row, that of its column, or 0."""
        place = self.rows[row]
        if column in place.cells:
            return place.styles[column] or "0"
        if place.style:
            return place.style
        return next((style for first, last, style in self.column_styles if first <= column <= last), "0")


def find_places(data: bytes, wanted: Iterable[Position]) -> SheetPlaces:
    """Return where the wanted cells (zero-based) stand.

    Raises ValueError where the sheet is not written as sheets are, RefusedError where it is no XML.
    """
    content = in_utf8(data)
    columns: dict[int, list[int]] = {}
    for row, column in sorted(set(wanted)):
        columns.setdefault(row, []).append(column)
    root = _ROOT.search(content)
    if root is None or content.find(b"<!", root.start()) >= 0 or content.find(b"<?", root.start()) >= 0:
        raise ValueError("no plain XML")
    places = SheetPlaces(content, columns, {row: RowPlace() for row in columns}, root.start())
    prefix = prefix_of(tag_at(content, root.start())).encode()
    found = re.search(rb"<%ssheetData(?=[\s/>])" % prefix, content)
    if found is None:
        raise ValueError("no sheet data")
    places.data = found.start()
    tag = tag_at(content, places.data)
    begin = places.data + len(tag)
    end = begin if is_empty(tag) else content.rindex(b"</%ssheetData" % prefix)
    _find_columns(places, prefix)
    _find_rows(places, prefix, begin, end)
    _find_drawing(places, end if is_empty(tag) else content.index(b">", end) + 1)
    return places


def _find_columns(places: SheetPlaces, prefix: bytes) -> None:
    for found in re.finditer(rb"<%scol(?=\s)" % prefix, places.content[: places.data]):
        attributes = _attributes(tag_at(places.content, found.start()))
        if "style" in attributes:
            first, last = int(attributes["min"]) - 1, int(attributes["max"]) - 1
            places.column_styles.append((first, last, attributes["style"]))


def _find_rows(places: SheetPlaces, prefix: bytes, begin: int, end: int) -> None:
    """Find the wanted rows between two offsets, and where those belong that are not there."""
    content = places.content
    pending = sorted(places.rows)
    row = -1
    for start, number in _row_tags(content, prefix, begin, end):
        row = row + 1 if number is None else number - 1
        while pending and pending[0] < row:
            places.row_before[pending.pop(0)] = start
        if not pending:
            return
        if pending[0] == row:
            _find_cells(places, prefix, pending.pop(0), start)
    places.row_before.update(dict.fromkeys(pending, end))


def _row_tags(content: bytes, prefix: bytes, begin: int, end: int) -> Iterator[tuple[int, int | None]]:
    """Give the offset and the number, where it has one, of each row."""
    usual = re.compile(rb"""<%srow(?:\s+r="(\d{1,7})"|(?=[\s/>]))""" % prefix)
    for found in usual.finditer(content, begin, end):
        number = found[1] or _attributes(tag_at(content, found.start())).get("r")
        yield found.start(), None if number is None else int(number)


def _find_cells(places: SheetPlaces, prefix: bytes, row: int, start: int) -> None:
    content, place = places.content, places.rows[row]
    tag = tag_at(content, start)
    attributes = _attributes(tag)
    place.start = start
    if attributes.get("customFormat") in {"1", "true"}:
        place.style = attributes.get("s", "")
    begin = start + len(tag)
    end = begin if is_empty(tag) else content.index(b"</%srow" % prefix, begin)
    pending, column = list(places.wanted[row]), -1
    for found in re.finditer(rb"<%sc(?=[\s/>])" % prefix, content[begin:end]):
        at = begin + found.start()
        cell = _attributes(tag_at(content, at))
        column = position_of(cell["r"])[1] if "r" in cell else column + 1
        while pending and pending[0] < column:
            place.before[pending.pop(0)] = at
        if pending and pending[0] == column:
            place.cells[column], place.styles[column] = at, cell.get("s", "")
            pending.pop(0)
    place.before.update(dict.fromkeys(pending, end))


def _find_drawing(places: SheetPlaces, after: int) -> None:
    """Find the drawing of the sheet's notes, or where it belongs: among the elements after the data."""
    content = places.content
    root = tag_at(content, places.root)
    parser = new_parser()
    depth = [0]
    shift = after - len(root)

    def start(name: str, attributes: dict[str, str]) -> None:
        depth[0] += 1
        if depth[0] == 2 and local(name) == "legacyDrawing":
            places.drawing = next((value for key, value in attributes.items() if local(key) == "id"), "")
        elif depth[0] == 2 and local(name) in AFTER_LEGACY_DRAWING and not places.drawing_at:
            places.drawing_at = parser.CurrentByteIndex + shift

    def end(_: str) -> None:
        depth[0] -= 1
        if depth[0] == 0 and not places.drawing_at:
            places.drawing_at = parser.CurrentByteIndex + shift

    parser.StartElementHandler, parser.EndElementHandler = start, end
    feed(parser, root + content[after:])


def _attributes(tag: bytes) -> dict[str, str]:
    return {name.decode(): (one or other).decode() for name, one, other in _ATTRIBUTE.findall(tag)}
