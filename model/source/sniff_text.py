"""Which container a file of text is: a page, a spreadsheet in XML, separated values, or plain text."""

from __future__ import annotations

import re

from model.source.delimited import delimiter_of
from model.source.refused import RefusedError
from model.source.text_decoding import decode

_HEAD = 4096
_SAMPLE = 1 << 16
_PAGE = re.compile(r"<(?:!doctype html|html|head|meta|body|table|div|style)\b")
_SPREADSHEET_XML = "urn:schemas-microsoft-com:office:spreadsheet"
_FLAT_OPEN_DOCUMENT = "<office:document"
_REFUSED = {"{\\rtf": "rich-text", "mime-version:": "web-archive"}
_DELIMITED = {".csv": "csv", ".tsv": "tsv", ".tab": "tsv"}
_PLAIN = {".txt", ".md", ".text", ".markdown"}
_SPREADSHEETS = {".xls", ".xlsx", ".et", ".xlsm"}


def container_of_text(data: bytes, suffix: str) -> str:
    """Return the container of bytes that have no signature. Raises RefusedError where they are none."""
    text = decode(data[:_SAMPLE])
    head = text[:_HEAD].lstrip("\ufeff \t\r\n").lower()
    for start, cause in _REFUSED.items():
        if head.startswith(start):
            raise RefusedError(cause)
    if head.startswith("<"):
        return _markup(head)
    if suffix in _DELIMITED:
        return _DELIMITED[suffix]
    if suffix in _PLAIN:
        return "text"
    if suffix in _SPREADSHEETS and delimiter_of(text):
        return "csv"
    raise RefusedError("unknown")


def _markup(head: str) -> str:
    if _SPREADSHEET_XML in head and "<html" not in head:
        return "xml"
    if _FLAT_OPEN_DOCUMENT in head:
        return "fods"
    if _PAGE.search(head):
        return "html"
    raise RefusedError("unknown")
