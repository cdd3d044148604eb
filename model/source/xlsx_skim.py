"""A quick look at a large .xlsx sheet: only cells with a formula or an error are taken apart, the rest is searched.

It trusts the XML to be as office programs write it, and says so where it is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import unescape

from model.pattern import pattern
from model.source.cell_reference import position_of
from model.source.refused import RefusedError
from model.source.xlsx_marks import TRUE, SheetMarks

_ROOT = pattern(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?<worksheet[\s>]")
_OTHER_ENCODING = pattern(rb"encoding=\"(?!(?i:utf-8)\")")
_FORMULA = pattern(rb"<c ([^>]*)>\s*<f([^>]*?)(?:/>|>([^<]*)</f>)")
_ERROR = pattern(rb"<c ([^>]*\bt=\"e\"[^>]*)>\s*(?:<f[^>]*?(?:/>|>[^<]*</f>)\s*)?<v>([^<]*)</v>")
_HIDDEN = pattern(rb"<(row|col) ([^>]*\bhidden=\"[^>]*)>")
_ATTRIBUTE = pattern(rb"([A-Za-z]+)=\"([^\"]*)\"")
_END_OF_ROW = b"</row>"
_ROW_MOST = 16 << 20
_DOCUMENT_TYPE = b"<!DOCTYPE"


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
