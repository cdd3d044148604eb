"""Word documents: tables and prose in the order of the document, as a reader sees them, without what was deleted."""

from __future__ import annotations

from collections.abc import Iterable

from model.pattern import pattern
from model.source.archive import Archive
from model.source.channel import Channel
from model.source.parsed import CAPTION_MOST, TABLE_NUMBER, UNIT_STATED, ParsedGrid, ParsedSheet, RefusedError
from model.source.xlsx_package import target_of
from model.source.xml_events import feed, local, new_parser
from model.text import clean

_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# What was struck out or moved away, the twin of a drawing for old programs, and the properties of paragraphs,
# where a tab is a stop and no character.
_UNSEEN = {"del", "moveFrom", "Fallback", "pPr", "rPr"}
_SPAN_MOST = 1000
AREA_MOST = 5_000_000
_CAPTION_ROWS = 3
_CAPTION_TEXTS = 6
_CAPTION_LONGEST = 60
"""Rows, texts and characters at most of a table that is the caption of the next."""
_AMOUNT = pattern(r"\d[\d,]*\.\d")
_STATES = pattern(rf"{UNIT_STATED}|部门[:：]|编制(?:单位|部门)|{TABLE_NUMBER}")


class DocumentTable:
    """A table: rows of texts on the table's own grid, and its merges."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self._extents: list[list[int]] = []
        self._open: dict[int, list[int]] = {}
        self._area = 0

    @property
    def merges(self) -> list[tuple[int, int, int, int]]:
        """Merged extents: top, left, bottom, right."""
        return [(e[0], e[1], e[2], e[3]) for e in self._extents if e[0] != e[2] or e[1] != e[3]]

    def is_caption_of(self, following: DocumentTable) -> bool:
        """Return whether its rows are no more than the lines above another table: a title, who made it, the unit."""
        texts = [text for row in self.rows for text in row if text]
        return (
            len(self.rows) <= _CAPTION_ROWS < len(following.rows)
            and 0 < len(texts) <= _CAPTION_TEXTS
            and all(len(text) <= _CAPTION_LONGEST and not _AMOUNT.search(text) for text in texts)
            and any(_STATES.search("".join(text.split())) for text in texts)
        )

    def add_cell(self, text: str, width: int, vertical: str) -> None:
        """Add a cell to the last row; `vertical` is "restart" or "continue" for one merged with its neighbours."""
        row, column = len(self.rows) - 1, len(self.rows[-1])
        self._area += width
        if self._area > AREA_MOST:
            raise RefusedError("spread")
        above = self._open.pop(column, None)
        if vertical == "continue" and above is not None:
            above[2] = row
            self._open[column] = above
            text = ""
        else:
            extent = [row, column, row, column + width - 1]
            self._extents.append(extent)
            if vertical:
                self._open[column] = extent
        self.rows[-1] += [text] + [""] * (width - 1)


class _Place:
    """A table that is being read, and the cell of it that is."""

    def __init__(self) -> None:
        self.table = DocumentTable()
        self.inner: list[DocumentTable] = []
        self.new_cell()

    def new_cell(self) -> None:
        self.texts: list[str] = []
        self.width, self.vertical = 1, ""


class Body:
    """Paragraphs and tables in order, each with the number of the paragraph that it is or follows."""

    def __init__(self) -> None:
        self.pieces: list[tuple[int, str | DocumentTable]] = []
        self._number = 0
        self._unseen = 0
        self._places: list[_Place] = []
        self._texts: list[list[str]] = []
        self._names: dict[str, str] = {}
        self._parser = new_parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def read(self, chunks: Iterable[bytes]) -> None:
        """Read the XML of the main part. Raises RefusedError where it is damaged."""
        for chunk in chunks:
            feed(self._parser, chunk, final=False)
        feed(self._parser, b"")

    def _local(self, name: str) -> str:
        known = self._names.get(name)
        if known is None:
            known = self._names[name] = local(name)
        return known

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = self._local(name)
        if self._unseen or name in _UNSEEN:
            self._unseen += 1
        elif name == "p":
            self._texts.append([])
        elif name in {"tbl", "tr", "tc"}:
            self._open(name)
        elif self._texts and name == "t":
            self._parser.CharacterDataHandler = self._texts[-1].append
        elif self._texts and name in _CHARACTERS:
            self._texts[-1].append(_CHARACTERS[name])
        elif self._places:
            self._property(name, next((v for k, v in attributes.items() if local(k) == "val"), ""))

    def _open(self, name: str) -> None:
        if name == "tbl":
            self._places.append(_Place())
        elif self._places and name == "tr":
            self._places[-1].table.rows.append([])
        elif self._places:
            self._places[-1].new_cell()

    def _property(self, name: str, value: str) -> None:
        place = self._places[-1]
        if name == "gridSpan":
            place.width = _count(value)
        elif name == "vMerge":
            place.vertical = value or "continue"
        elif name == "gridBefore" and place.table.rows:
            place.table.rows[-1] += [""] * _count(value)

    def _end(self, name: str) -> None:
        name = self._local(name)
        if self._unseen:
            self._unseen -= 1
        elif name == "t":
            self._parser.CharacterDataHandler = None
        elif name == "p" and self._texts:
            self._paragraph("".join(self._texts.pop()))
        elif name == "tc" and self._places and self._places[-1].table.rows:
            place = self._places[-1]
            place.table.add_cell("\n".join(place.texts).strip("\n"), place.width, place.vertical)
        elif name == "tbl" and self._places:
            self._close_table(self._places.pop())

    def _close_table(self, place: _Place) -> None:
        """Take a table; one inside another follows the other, below whose heading it stands."""
        tables = [place.table, *place.inner]
        if self._places:
            self._places[-1].inner += tables
        else:
            self.pieces += [(self._number, table) for table in tables]

    def _paragraph(self, text: str) -> None:
        if self._places:
            self._places[-1].texts.append(text)
            return
        self._number += 1
        if text.strip():
            self.pieces.append((self._number, text))


def _count(value: str) -> int:
    return (
        max(1, min(int(value), _SPAN_MOST)) if value.isascii() and value.isdigit() and len(value) < 9 else 1
    )


def parse(data: bytes, channel: Channel) -> None:
    """Send the document's tables and prose. Raises RefusedError where it cannot be read."""
    archive = Archive(data)
    part = target_of(archive, "", "officeDocument") or "word/document.xml"
    if part not in archive:
        raise RefusedError("damaged", detail="document.xml")
    body = Body()
    body.read(archive.chunks(part))
    paragraphs: list[tuple[int, str]] = []
    caption: list[str] = []
    tables = 0
    for (number, piece), (_, following) in zip(body.pieces, [*body.pieces[1:], (0, "")], strict=True):
        if isinstance(piece, str):
            text = clean(piece)
            paragraphs.append((number, text))
            caption.append(text.strip())
            continue
        if isinstance(following, DocumentTable) and piece.is_caption_of(following):
            caption += [" ".join(filter(None, map(clean, row))) for row in piece.rows if any(row)]
            continue
        tables += 1
        grid = ParsedGrid()
        sheet = ParsedSheet(f"table {tables}", list(grid.texts(piece.rows)), grid.cleaned)
        sheet.merges = piece.merges
        sheet.caption = caption[-CAPTION_MOST:]
        caption = []
        channel.sheet(sheet)
    channel.paragraphs(paragraphs)
    channel.progress(1.0)
