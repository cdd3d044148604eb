"""OpenDocument spreadsheets, packed or flat: one pass of our own over the XML, for no library reads all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from model.source.archive import Archive
from model.source.channel import Channel
from model.source.ods_sheet import COLUMNS_MOST, ROWS_MOST, OdsSheet, Styles
from model.source.parsed import Cell, ParsedSheet, RefusedError, number
from model.source.sniff import ZIP
from model.source.xml_events import feed, local, new_parser
from model.text import clean

_NUMBERS = {"float", "percentage", "currency"}
_ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}
_UNSEEN = {"tracked-changes", "shapes", "forms", "dde-links", "content-validations", "ruby-text"}
_HIDDEN = {"collapse", "filter"}
_SPACES_MOST = 1000
_FAMILY = "calcext-value-type"


def parse(data: bytes, channel: Channel) -> None:
    """Send the workbook's sheets. Raises RefusedError for one that cannot be read."""
    styles = Styles()
    content = Content(styles)
    if data.startswith(ZIP):
        archive = Archive(data)
        styles.read(archive.chunks("styles.xml"))
        styles.read(archive.chunks("content.xml"))
        content.read(archive.chunks("content.xml"))
    else:
        styles.read([data])
        content.read([data])
    for sheet in content.sheets:
        channel.sheet(sheet)
    channel.progress(1.0)


class Content:
    """The sheets, each with all that the container states of it."""

    def __init__(self, styles: Styles) -> None:
        self.sheets: list[ParsedSheet] = []
        self._styles = styles
        self._sheet = OdsSheet("", styles)
        self._unseen = 0
        self._attributes: dict[str, str] = {}
        self._text: list[str] = []
        self._note: list[str] = []
        self._buffer = self._text
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "table": self._new_sheet,
            "table-column": self._new_column,
            "table-row": self._new_row,
            "table-cell": self._new_cell,
            "covered-table-cell": self._new_cell,
            "annotation": self._new_note,
            "p": self._new_line,
            "s": self._spaces,
            "tab": lambda _: self._buffer.append("\t"),
            "line-break": lambda _: self._buffer.append("\n"),
        }
        self._ends: dict[str, Callable[[], None]] = {
            "table": self._end_sheet,
            "table-row": lambda: self._sheet.end_row(),
            "table-cell": self._end_cell,
            "covered-table-cell": self._end_cell,
            "annotation": self._end_note,
            "p": self._end_line,
        }
        self._parser = new_parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def read(self, chunks: Iterable[bytes]) -> None:
        """Read the XML. Raises RefusedError where it is damaged or its cells are too far apart."""
        for chunk in chunks:
            feed(self._parser, chunk, final=False)
        feed(self._parser, b"")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if self._unseen or name in _UNSEEN:
            self._unseen += 1
            return
        handler = self._starts.get(name)
        if handler is not None:
            handler({key if ":" not in key else _attribute(key): value for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        if self._unseen:
            self._unseen -= 1
            return
        handler = self._ends.get(local(name))
        if handler is not None:
            handler()

    def _new_sheet(self, attributes: dict[str, str]) -> None:
        self._sheet = OdsSheet(attributes.get("name", ""), self._styles)
        if attributes.get("style-name") in self._styles.hidden_tables:
            self._sheet.parsed.visibility = "hidden"

    def _end_sheet(self) -> None:
        self.sheets.append(self._sheet.finished())

    def _new_column(self, attributes: dict[str, str]) -> None:
        self._sheet.new_columns(
            _count(attributes, "number-columns-repeated", COLUMNS_MOST),
            attributes.get("default-cell-style-name", ""),
            hidden=attributes.get("visibility") in _HIDDEN,
        )

    def _new_row(self, attributes: dict[str, str]) -> None:
        self._sheet.new_row(
            _count(attributes, "number-rows-repeated", ROWS_MOST),
            attributes.get("default-cell-style-name", ""),
            hidden=attributes.get("visibility") in _HIDDEN,
        )

    def _new_cell(self, attributes: dict[str, str]) -> None:
        self._attributes = attributes
        self._text.clear()
        self._note.clear()

    def _new_note(self, _: dict[str, str]) -> None:
        self._buffer = self._note

    def _end_note(self) -> None:
        self._buffer = self._text

    def _new_line(self, _: dict[str, str]) -> None:
        if self._buffer:
            self._buffer.append("\n")
        self._parser.CharacterDataHandler = self._buffer.append

    def _end_line(self) -> None:
        self._parser.CharacterDataHandler = None

    def _spaces(self, attributes: dict[str, str]) -> None:
        self._buffer.append(" " * _count(attributes, "c", _SPACES_MOST))

    def _end_cell(self) -> None:
        attributes = self._attributes
        formula = clean(attributes.get("formula", "").partition(":")[2]).removeprefix("=")
        value = self._value("".join(self._text), is_computed=bool(formula))
        note = clean("".join(self._note))
        repeated = _count(attributes, "number-columns-repeated", COLUMNS_MOST)
        if value is not None or formula or note:
            self._sheet.add(value, repeated, attributes.get("style-name", ""), formula, note)
        else:
            self._sheet.skip(repeated)
        height = _count(attributes, "number-rows-spanned", ROWS_MOST)
        width = _count(attributes, "number-columns-spanned", COLUMNS_MOST)
        if height > 1 or width > 1:
            self._sheet.merge(height, width, repeated)

    def _value(self, text: str, *, is_computed: bool) -> Cell:
        kind = self._attributes.get("value-type", "")
        if self._attributes.get(_FAMILY) == "error" or (is_computed and text in _ERRORS):
            return {"e": clean(text) or "#VALUE!"}
        if kind in _NUMBERS:
            return number(float(self._attributes.get("value", "nan")))
        if kind == "boolean":
            return self._attributes.get("boolean-value") == "true"
        if kind in {"date", "time"}:
            return {"d": clean(self._attributes.get(f"{kind}-value", "")).removesuffix("T00:00:00")}
        return text or self._attributes.get("string-value") or None


def _attribute(key: str) -> str:
    """Return an attribute's name without its prefix, but for the one name that two vocabularies share."""
    return _FAMILY if key == "calcext:value-type" else local(key)


def _count(attributes: dict[str, str], name: str, most: int) -> int:
    """Return a counting attribute, 1 where it is not given. Raises RefusedError for more than a sheet has."""
    value = int(attributes.get(name, "1"))
    if not 0 <= value <= most:
        raise RefusedError("spread")
    return value
