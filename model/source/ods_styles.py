"""Styles of an OpenDocument spreadsheet: which number format a cell style shows, which table style hides a sheet."""

from __future__ import annotations

from collections.abc import Iterable

from model.source.xml_events import feed, local, new_parser

_NUMBERS = {"number-style", "percentage-style", "currency-style"}
_DATES = {"date-style": "yyyy-mm-dd", "time-style": "hh:mm:ss", "boolean-style": "BOOLEAN", "text-style": "@"}
_DECIMALS_MOST = 30


class Styles:
    """Cell styles by name, each with the format code nearest to what it shows."""

    def __init__(self) -> None:
        self.hidden_tables: set[str] = set()
        self._codes: dict[str, str] = {}
        self._data_style: dict[str, str] = {}
        self._parent: dict[str, str] = {}
        self._style = self._number = self._number_kind = ""

    def read(self, chunks: Iterable[bytes]) -> None:
        """Read the styles of a part; a part that is not there has none."""
        parser = new_parser()
        parser.StartElementHandler = self._start
        empty = True
        for chunk in chunks:
            empty = False
            feed(parser, chunk, final=False)
        if not empty:
            feed(parser, b"")

    def code(self, style: str) -> str | None:
        """Return the number format of a cell style: "General" for none, None where it is not known."""
        for _ in range(20):
            data_style = self._data_style.get(style)
            if data_style is not None:
                return self._codes.get(data_style)
            if style not in self._parent:
                return "General"
            style = self._parent[style]
        return None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "style":
            self._new_style({local(key): value for key, value in attributes.items()})
        elif name == "table-properties" and _named(attributes, "display") == "false":
            self.hidden_tables.add(self._style)
        elif name in _NUMBERS:
            self._number, self._number_kind = _named(attributes, "name"), name
            self._codes[self._number] = "General"
        elif name in _DATES:
            self._codes[_named(attributes, "name")] = _DATES[name]
        elif name == "number" and self._number:
            self._codes[self._number] = self._code(attributes)

    def _new_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get("name", "")
        if attributes.get("family") == "table-cell":
            if attributes.get("data-style-name"):
                self._data_style[self._style] = attributes["data-style-name"]
            if attributes.get("parent-style-name"):
                self._parent[self._style] = attributes["parent-style-name"]

    def _code(self, attributes: dict[str, str]) -> str:
        decimals = _named(attributes, "decimal-places")
        if not decimals.isdigit():
            return "General"
        code = "#,##0" if _named(attributes, "grouping") == "true" else "0"
        if int(decimals):
            code += "." + "0" * min(int(decimals), _DECIMALS_MOST)
        return code + "%" if self._number_kind == "percentage-style" else code


def _named(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if local(key) == name), "")
