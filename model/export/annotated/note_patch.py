"""The notes of a sheet and the drawing that shows them, with those added that the audit makes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from model.export.annotated.mark import AUTHOR, LONGEST_NOTE
from model.export.annotated.splicing import (
    Splice,
    in_utf8,
    is_empty,
    opened,
    prefix_of,
    spliced,
    tag_at,
    xml_text,
)
from model.source.book import address
from model.source.parsed import Position, position_of
from model.source.xml_events import feed, local, new_parser

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FONT = '<{p}rPr><{p}sz val="9"/><{p}rFont val="宋体"/></{p}rPr>'
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_EMPTY_DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
)
_WIDE, _TALL = 3, 9
"""Columns and rows over which a note's box goes."""


def notes_with(data: bytes, namespace: str, texts: Mapping[Position, str]) -> bytes:
    """Return a sheet's notes (b"" for none) with texts added; a cell that has one keeps it, and what is added follows.

    `namespace` is that of the sheet.
    """
    if not data:
        bare = (
            f'{_HEAD}<comments xmlns="{namespace}"><authors></authors><commentList></commentList></comments>'
        )
        data = bare.encode()
    found = _Notes(in_utf8(data))
    return found.longer(texts)


class _Notes:
    """The notes of a sheet as they are, with the offsets at which something can be added."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._prefix = ""
        self._authors = 0
        self._places: dict[str, tuple[int, int]] = {}
        self._texts: dict[Position, tuple[int, int]] = {}
        self._read()

    def longer(self, texts: Mapping[Position, str]) -> bytes:
        """Return the notes with these added."""
        p = self._prefix
        author = f"<{p}author>{xml_text(AUTHOR)}</{p}author>".encode()
        splices = [*self._inside("authors", author)]
        new = b""
        for position, text in sorted(texts.items()):
            run = f'<{p}r>{_FONT.format(p=p)}<{p}t xml:space="preserve">{{}}</{p}t></{p}r>'
            shown = xml_text(text[:LONGEST_NOTE])
            if position in self._texts:
                splices += self._within(*self._texts[position], run.format("\n\n" + shown).encode())
            else:
                new += (
                    f'<{p}comment ref="{address(*position)}" authorId="{self._authors}"><{p}text>'
                    f"{run.format(shown)}</{p}text></{p}comment>"
                ).encode()
        if new:
            splices += self._inside("commentList", new)
        return spliced(self._content, splices)

    def _inside(self, name: str, content: bytes) -> Iterator[Splice]:
        yield from self._within(*self._places[name], content)

    def _within(self, start: int, end: int, content: bytes) -> Iterator[Splice]:
        """Give the splice that adds content at the end of an element."""
        tag = tag_at(self._content, start)
        if is_empty(tag):
            name = re.split(rb"[\s/>]", tag[1:], maxsplit=1)[0]
            yield Splice(start, start + len(tag), opened(tag) + content + b"</" + name + b">")
        else:
            yield Splice(end, end, content)

    def _read(self) -> None:
        parser = new_parser()
        path: list[str] = []
        starts: list[int] = []
        cell: list[Position] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            path.append(local(name))
            starts.append(parser.CurrentByteIndex)
            if len(path) == 1:
                self._prefix = prefix_of(tag_at(self._content, starts[0]))
            elif path[1:] == ["commentList", "comment"]:
                cell[:] = [position_of(attributes.get("ref", "A1"))]
            elif path[1:] == ["authors", "author"]:
                self._authors += 1

        def end(_: str) -> None:
            here = (starts[-1], parser.CurrentByteIndex)
            if len(path) == 2:
                self._places.setdefault(path[1], here)
            elif path[1:] == ["commentList", "comment", "text"]:
                self._texts.setdefault(cell[0], here)
            path.pop()
            starts.pop()

        parser.StartElementHandler, parser.EndElementHandler = start, end
        feed(parser, self._content)

    @property
    def commented(self) -> frozenset[Position]:
        """The cells that have a note."""
        return frozenset(self._texts)


def cells_with_notes(data: bytes) -> frozenset[Position]:
    """Return the cells that have a note already."""
    return _Notes(in_utf8(data)).commented if data else frozenset()


def drawing_with(data: bytes, cells: list[Position]) -> bytes:
    """Return the drawing of a sheet's notes (b"" for none) with a hidden box for each of some cells.

    Such drawings need not be sound XML: the boxes are put before the end tag of the whole.
    """
    text = (data or _EMPTY_DRAWING.encode()).decode("utf-8", "surrogateescape")
    at = text.rfind("</")
    if at < 0:
        text, at = _EMPTY_DRAWING, _EMPTY_DRAWING.rfind("</")
    numbers = [int(number) for number in re.findall(r"_x0000_s(\d{1,9})", text)]
    first = max([1024, *numbers]) + 1
    kind = "" if 'id="_x0000_t202"' in text else _SHAPE_TYPE
    boxes = "".join(_box(first + offset, *cell) for offset, cell in enumerate(cells))
    declared = (
        ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
        ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
    )
    added = re.sub(r"<v:shape(type)?(?= )", lambda tag: tag[0] + declared, kind + boxes)
    return (text[:at] + added + text[at:]).encode("utf-8", "surrogateescape")


def _box(number: int, row: int, column: int) -> str:
    anchor = f"{column + 1}, 15, {max(row - 1, 0)}, 4, {column + 1 + _WIDE}, 31, {max(row - 1, 0) + _TALL}, 9"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;z-index:1;visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
        '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
        "</x:ClientData></v:shape>"
    )
