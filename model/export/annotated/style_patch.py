"""The workbook's styles with a filled twin of each style that a marked cell has."""

from __future__ import annotations

from typing import NamedTuple

from model.export.annotated.mark import FILLS
from model.export.annotated.splicing import (
    Splice,
    in_utf8,
    is_empty,
    opened,
    prefix_of,
    spliced,
    tag_at,
    with_attribute,
)
from model.finding import Severity
from model.source.xml_events import feed, local, new_parser

_FONTS = (
    '<{p}font><{p}sz val="10"/><{p}name val="宋体"/></{p}font>',
    '<{p}font><{p}b/><{p}sz val="10"/><{p}name val="宋体"/></{p}font>',
    '<{p}font><{p}u/><{p}sz val="10"/><{p}color rgb="FF0563C1"/><{p}name val="宋体"/></{p}font>',
)
"""The fonts of the index: of its texts, its headings and its links."""


class IndexStyles(NamedTuple):
    """The numbers of the styles of the index's cells."""

    text: str
    heading: str
    link: str


class FilledStyles:
    """Styles of a workbook, to which those of the index and filled twins are added as they are asked for."""

    def __init__(self, data: bytes) -> None:
        """Read the styles. Raises RefusedError where they are no XML, ValueError where they have no cell styles."""
        self._content = in_utf8(data)
        self._tags: dict[str, int] = {}
        self._ends: dict[str, int] = {}
        self._styles: list[tuple[int, int]] = []
        self._fills = self._fonts = 0
        self._twins: dict[tuple[str, Severity], str] = {}
        self._read()
        if not {"cellXfs", "fills", "fonts"} <= self._tags.keys() or not self._styles:
            raise ValueError("no cell styles")
        first = len(self._styles)
        self.index = IndexStyles(*(str(first + number) for number in range(len(IndexStyles._fields))))

    def twin(self, style: str, severity: Severity) -> str:
        """Return the number of the filled twin of a style; one that is not defined counts as the first."""
        key = (style if style.isdigit() and int(style) < len(self._styles) else "0", severity)
        if key not in self._twins:
            self._twins[key] = str(len(self._styles) + len(self.index) + len(self._twins))
        return self._twins[key]

    def content(self) -> bytes:
        """Return the styles with all twins."""
        severities = list(dict.fromkeys(severity for _, severity in self._twins))
        prefix = prefix_of(tag_at(self._content, self._tags["fills"]))
        fills = "".join(
            f'<{prefix}fill><{prefix}patternFill patternType="solid"><{prefix}fgColor rgb="{FILLS[each]}"/>'
            f'<{prefix}bgColor indexed="64"/></{prefix}patternFill></{prefix}fill>'
            for each in severities
        )
        twins = b"".join(
            self._filled(int(style), self._fills + severities.index(severity))
            for style, severity in self._twins
        )
        count = len(self._styles) + len(self.index) + len(self._twins)
        return spliced(
            self._content,
            [
                *self._longer("fonts", self._fonts + len(_FONTS), "".join(_FONTS).format(p=prefix).encode()),
                *self._longer("fills", self._fills + len(severities), fills.encode()),
                *self._longer("cellXfs", count, self._of_index(prefix) + twins),
            ],
        )

    def _of_index(self, prefix: str) -> bytes:
        """Return the styles of the index in the order of `IndexStyles`; texts stay texts when they are edited."""
        fonts = (self._fonts, self._fonts + 1, self._fonts + 2)
        return "".join(
            f'<{prefix}xf numFmtId="0" fontId="{font}" fillId="0" borderId="0" applyFont="1" applyAlignment="1" '
            f'quotePrefix="1"><{prefix}alignment vertical="top" wrapText="1"/></{prefix}xf>'
            for font in fonts
        ).encode()

    def _filled(self, style: int, fill: int) -> bytes:
        start, end = self._styles[style]
        whole = self._content[start:end]
        tag = tag_at(whole, 0)
        return with_attribute(with_attribute(tag, "fillId", str(fill)), "applyFill", "1") + whole[len(tag) :]

    def _longer(self, name: str, count: int, content: bytes) -> list[Splice]:
        at = self._tags[name]
        tag = tag_at(self._content, at)
        counted = with_attribute(tag, "count", str(count))
        if is_empty(tag):
            closing = f"</{prefix_of(tag)}{name}>".encode()
            return [Splice(at, at + len(tag), opened(counted) + content + closing)]
        end = self._ends[name]
        return [Splice(at, at + len(tag), counted), Splice(end, end, content)]

    def _read(self) -> None:
        parser = new_parser()
        path: list[str] = []

        def start(name: str, _: dict[str, str]) -> None:
            path.append(local(name))
            at = parser.CurrentByteIndex
            if len(path) == 2:
                self._tags.setdefault(path[1], at)
            elif len(path) == 3 and path[1] == "cellXfs":
                self._styles.append((at, at + len(tag_at(self._content, at))))
            elif len(path) == 3 and path[1] == "fills":
                self._fills += 1
            elif len(path) == 3 and path[1] == "fonts":
                self._fonts += 1

        def end(name: str) -> None:
            at = parser.CurrentByteIndex
            if len(path) == 2:
                self._ends.setdefault(path[1], at)
            elif len(path) == 3 and path[1] == "cellXfs":
                first, after_tag = self._styles[-1]
                if not is_empty(self._content[first:after_tag]):
                    self._styles[-1] = (first, at + len(f"</{name}>"))
            path.pop()

        parser.StartElementHandler, parser.EndElementHandler = start, end
        feed(parser, self._content)
