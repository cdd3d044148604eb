"""What is known of an .xlsx sheet beside its values, by as close a look at its XML as its size allows.

Of a large sheet only the cells with a formula or an error are taken apart, the rest is searched: that trusts the XML to
be as office programs write it, and says so where it is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import unescape

from model.pattern import pattern
from model.source.archive import Archive
from model.source.parsed import COLUMNS_MOST, Cell, Format, Position, RefusedError, position_of
from model.source.xlsx_marks import TRUE, SheetMarks
from model.source.xlsx_package import CellStyles, notes
from model.source.xml_events import feed, local, new_parser

AREA_MOST = 30_000_000
"""Cells of the smallest rectangle around all values; the fast reader lays them all out in memory."""
_ROOT = pattern(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?<worksheet[\s>]")
_OTHER_ENCODING = pattern(rb"encoding=\"(?!(?i:utf-8)\")")
_FORMULA = pattern(rb"<c ([^>]*)>\s*<f([^>]*?)(?:/>|>([^<]*)</f>)")
_ERROR = pattern(rb"<c ([^>]*\bt=\"e\"[^>]*)>\s*(?:<f[^>]*?(?:/>|>[^<]*</f>)\s*)?<v>([^<]*)</v>")
_HIDDEN = pattern(rb"<(row|col) ([^>]*\bhidden=\"[^>]*)>")
_ATTRIBUTE = pattern(rb"([A-Za-z]+)=\"([^\"]*)\"")
_END_OF_ROW = b"</row>"
_ROW_MOST = 16 << 20
_DOCUMENT_TYPE = b"<!DOCTYPE"


class SecondLook:
    """Errors, formats, indents, what is hidden: None until looked at, and where the sheet's part is not found."""

    def __init__(self, archive: Archive, part: str, cell_styles: CellStyles) -> None:
        self._archive, self._part, self._cell_styles = archive, part, cell_styles
        self._marks = SheetMarks()
        self.size = archive.size(part)
        self.errors: dict[int, dict[int, Cell]] = {}
        self.hidden_rows: set[int] | None = None
        self.formats: dict[Position, Format] | None = None
        self.default_format: Format | None = None
        self.indents: dict[Position, int] = {}

    def look(self) -> None:
        """Read the whole XML. Raises RefusedError for damage, a document type, or values spread too far."""
        if self._part in self._archive:
            SheetScan(self._marks).read(self._archive.chunks(self._part))
            self._keep(("General", "", ""))

    def skim(self, report: Callable[[], None]) -> None:
        """Search the XML for errors, formulas and what is hidden; other cells' number formats stay unknown.

        `report` is called as it goes on.
        """
        try:
            skim(_reporting(self._archive.chunks(self._part), report), self._marks)
        except NotPlainError:
            self._marks = SheetMarks()
            self.look()
        else:
            self._keep((None, "", ""))

    def columns_hidden_within(self, width: int) -> set[int] | None:
        """Return the hidden columns among the first `width`."""
        return None if self.hidden_rows is None else self._marks.columns_hidden_within(width)

    def _keep(self, default: Format) -> None:
        self.errors = self._marks.errors
        self.hidden_rows = self._marks.hidden_rows
        self.default_format = default
        self.formats = self._marks.formats(self._cell_styles.codes, notes(self._archive, self._part), default)
        self.indents = self._marks.indents(self._cell_styles.indents)


def _reporting(chunks: Iterable[bytes], report: Callable[[], None]) -> Iterator[bytes]:
    for chunk in chunks:
        report()
        yield chunk


class SheetScan:
    """Reads one sheet's XML and marks what it finds."""

    def __init__(self, marks: SheetMarks) -> None:
        self._marks = marks
        self._text: list[str] = []
        self._attributes: dict[str, str] = {}
        self._row = self._column = -1
        self._first, self._last = COLUMNS_MOST, -1
        self._style = "0"
        self._is_error = False
        self._parser = new_parser()
        self._parser.StartElementHandler = self._root

    def read(self, chunks: Iterable[bytes]) -> None:
        """Read the sheet's XML. Raises RefusedError for damage, a document type, or values spread too far."""
        for chunk in chunks:
            feed(self._parser, chunk, final=False)
        feed(self._parser, b"")
        bottom = max((row for row, _ in self._marks.styles), default=-1)
        if (bottom + 1) * (self._last - self._first + 1) > AREA_MOST:
            raise RefusedError("spread")

    def _root(self, name: str, _: dict[str, str]) -> None:
        prefix = name[: -len(local(name))]
        self._handlers = {
            prefix + "c": self._cell,
            prefix + "v": self._value,
            prefix + "is": self._value,
            prefix + "f": self._formula,
            prefix + "row": self._new_row,
            prefix + "col": self._marks.keep_columns,
        }
        self._formula_name = prefix + "f"
        self._parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        handler = self._handlers.get(name)
        if handler is not None:
            handler(attributes)

    def _new_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        self._row = self._row + 1 if number is None else int(number) - 1
        self._column = -1
        if attributes.get("hidden") in TRUE or attributes.get("ht") == "0":
            self._marks.hidden_rows.add(self._row)

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            self._row, self._column = position_of(reference)
        self._style = attributes.get("s", "0")
        self._is_error = attributes.get("t") == "e"

    def _value(self, _: dict[str, str]) -> None:
        column = self._column
        self._marks.styles[self._row, column] = self._style
        if column < self._first:
            self._first = column
        if column > self._last:
            self._last = column
        if self._is_error:
            self._collect()

    def _formula(self, attributes: dict[str, str]) -> None:
        self._attributes = attributes
        self._collect()

    def _collect(self) -> None:
        self._text = []
        self._parser.CharacterDataHandler = self._text.append
        self._parser.EndElementHandler = self._end

    def _end(self, name: str) -> None:
        self._parser.CharacterDataHandler = None
        self._parser.EndElementHandler = None
        here, text = (self._row, self._column), "".join(self._text)
        if name == self._formula_name:
            self._marks.keep_formula(here, self._attributes, text)
        else:
            self._marks.keep_error(here, text)


class NotPlainError(Exception):
    """The XML is not written as office programs write it: it has to be read element by element."""


def skim(chunks: Iterable[bytes], marks: SheetMarks) -> None:
    """Mark what is found. Raises NotPlainError, then `marks` is void; RefusedError for a document type."""
    rest, is_first = b"", True
    for chunk in chunks:
        window = rest + chunk
        if is_first:
            if not _ROOT.match(window) or _OTHER_ENCODING.search(window[:200]):
                raise NotPlainError
            is_first = False
        cut = window.rfind(_END_OF_ROW) + len(_END_OF_ROW) if _END_OF_ROW in window else 0
        rest = window[cut:]
        if len(rest) > _ROW_MOST:
            raise NotPlainError
        _search(window[:cut], marks)
    _search(rest, marks)


def _search(window: bytes, marks: SheetMarks) -> None:
    if b"<!" in window or b" r='" in window:
        if _DOCUMENT_TYPE in window:
            raise RefusedError("document-type")
        raise NotPlainError
    if b"<f" in window:
        for match in _FORMULA.finditer(window):
            attributes = _attributes(match.group(1))
            at = _position(attributes)
            marks.styles[at] = attributes.get("s", "0")
            marks.keep_formula(at, _attributes(match.group(2)), _text(match.group(3) or b""))
    if b't="e"' in window:
        for match in _ERROR.finditer(window):
            marks.keep_error(_position(_attributes(match.group(1))), _text(match.group(2)))
    if b'hidden="' in window:
        for match in _HIDDEN.finditer(window):
            _keep_hidden(match.group(1), _attributes(match.group(2)), marks)


def _keep_hidden(kind: bytes, attributes: dict[str, str], marks: SheetMarks) -> None:
    if kind == b"col":
        marks.keep_columns(attributes)
    elif attributes.get("hidden") in TRUE:
        marks.hidden_rows.add(int(attributes["r"]) - 1)


def _attributes(content: bytes) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in _ATTRIBUTE.findall(content)}


def _position(attributes: dict[str, str]) -> tuple[int, int]:
    if "r" not in attributes:
        raise NotPlainError
    return position_of(attributes["r"])


def _text(content: bytes) -> str:
    text = content.decode()
    return unescape(text) if "&" in text else text
