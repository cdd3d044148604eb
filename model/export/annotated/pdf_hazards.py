"""What in a PDF could act when its copy is opened: such a file is not handed on."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from model.messages import Message, message
from model.pattern import pattern

_NAMES = (
    (b"JavaScript", message("it holds programs")),
    (b"JS", message("it holds programs")),
    (b"Launch", message("it starts other programs")),
    (b"SubmitForm", message("it sends data away")),
    (b"ImportData", message("it fetches data from elsewhere")),
    (b"GoToR", message("it opens other files")),
    (b"GoToE", message("it opens other files")),
    (b"EmbeddedFile", message("it holds other files")),
    (b"RichMedia", message("it holds moving pictures")),
    (b"Encrypt", message("it is encrypted, so that nobody can say what else it holds")),
)
_ESCAPED = pattern(rb"#([0-9A-Fa-f]{2})")
_STREAM = pattern(rb"stream\r?\n")
_UNPACKED_MOST = 64 << 20


def hazard_of_pdf(data: bytes) -> Message | None:
    """Return why a PDF may not be handed on, None where nothing in it acts by itself.

    Names are looked for in the file and in its object streams, also where letters are escaped.
    """
    for content in (data, *_object_streams(data)):
        plain = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)
        for name, why in _NAMES:
            if re.search(rb"/%s(?![A-Za-z0-9])" % name, plain):
                return why
    return None


def _object_streams(data: bytes) -> Iterator[bytes]:
    """Give what the object streams of a file hold."""
    left = _UNPACKED_MOST
    for found in re.finditer(rb"/ObjStm(?![A-Za-z0-9])", data):
        begin = _STREAM.search(data, found.end())
        if begin is None or left <= 0:
            return
        try:
            content = zlib.decompressobj().decompress(data[begin.end() :], left)
        except zlib.error:
            continue
        left -= len(content)
        yield content
