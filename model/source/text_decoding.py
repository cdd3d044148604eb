"""Bytes of text become characters: by byte order mark, by what they can only be, by what Chinese systems write."""

from __future__ import annotations

import codecs
import re

from model.pattern import pattern
from model.source.parsed import RefusedError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# GB18030 holds all that the older national sets hold, and pages that claim those use characters beyond them.
_NATIONAL = {"gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "ms936", "euc-cn", "gb18030"}
_DECLARED = pattern(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_DECLARED_WITHIN = 4096
_SAMPLE = 1 << 16
_BAD_MOST = 1 / 500
_CONTROLS = pattern(r"[\0-\x08\x0e-\x19\x1c-\x1f\x7f]")
_LOST = "\x1a"
"""Stands for bytes that are no character: the display form makes it visible and lists its cell."""


def decode(data: bytes) -> str:
    """Return the text of the bytes. Raises RefusedError where they are no text in any encoding in use."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace").replace("\ufffd", _LOST)
    for encoding in _candidates(data):
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") <= len(text) * _BAD_MOST and _is_text(text):
            return text.replace("\ufffd", _LOST)
    raise RefusedError("unknown")


def _candidates(data: bytes) -> list[str]:
    """Return the encodings to try, the surest first: text in another encoding is hardly ever valid UTF-8."""
    sample = data[:_SAMPLE]
    if sample.count(0) > len(sample) // 10:
        even = sample[0::2].count(0)
        return ["utf-16-be" if even > sample[1::2].count(0) else "utf-16-le"]
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    name = declared.group(1).decode("ascii").lower() if declared else "gb18030"
    return ["utf-8", "gb18030" if name in _NATIONAL or not _is_known(name) else name, "gb18030"]


def _is_known(name: str) -> bool:
    try:
        # Python's own text encodings only: its byte-to-byte transformations are no encodings of text.
        return bool(codecs.lookup(name)._is_text_encoding)
    except LookupError:
        return False


def _is_text(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROLS.findall(sample)) <= max(3, len(sample) // 100) and "\0" not in sample
