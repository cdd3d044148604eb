"""What in a workbook or a PDF could act when its copy is opened.

Such a workbook is copied as a plain grid instead, and such a PDF is not handed on.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from model.export.annotated.package import Package
from model.messages import Message, message
from model.pattern import pattern

_PARTS = (
    ("vbaproject", message("it holds macros")),
    ("macrosheets/", message("it holds macros")),
    ("activex/", message("it holds controls that run programs")),
    ("embeddings/", message("it holds objects of other programs")),
    ("connections.xml", message("it fetches data from elsewhere")),
    ("querytables/", message("it fetches data from elsewhere")),
    ("customui", message("it changes the program that opens it")),
    ("webextensions/", message("it holds programs from the web")),
)
_EXTERNAL = pattern(rb"""<[^<>]*\bTargetMode\s*=\s*["']External["'][^<>]*>""")
_HARMLESS = (b"/hyperlink", b"/externalLinkPath")
"""Kinds of links outside that lead there only when someone follows them."""
_FORMULA = pattern(rb"<(?:\w+:)?f(?:\s[^>]*)?>([^<]*)</")
_CALLS = pattern(
    r"[\w.']\s*\|\s*['\w]|\b(?:WEBSERVICE|CALL|REGISTER(?:\.ID)?|EXEC|RTD|FILTERXML|IMAGE|DDE)\s*\(",
    re.IGNORECASE,
)
_SUSPECT = pattern(rb"\||WEBSERVICE|CALL|REGISTER|EXEC|RTD|FILTERXML|IMAGE|DDE", re.IGNORECASE)
_QUOTED = pattern(r'"[^"]*"|&quot;.*?&quot;')

_PDF_NAMES = (
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
_PDF_ESCAPED = pattern(rb"#([0-9A-Fa-f]{2})")
_PDF_STREAM = pattern(rb"stream\r?\n")
_UNPACKED_MOST = 64 << 20


def hazard_of(package: Package) -> Message | None:
    """Return why a workbook may not be handed on as it is, None where nothing in it acts by itself."""
    for name in package.names():
        lower = name.lower()
        for part, why in _PARTS:
            if part in lower:
                return why
        if lower.endswith(".rels"):
            kinds = _EXTERNAL.findall(package.read(name))
            if any(not any(harmless in kind for harmless in _HARMLESS) for kind in kinds):
                return message("it fetches something from elsewhere when it is opened")
        if "externallinks/" in lower and re.search(rb"<(?:\w+:)?(?:ddeLink|oleLink)\b", package.read(name)):
            return message("it is linked to other programs")
        if lower.startswith("xl/worksheets/") and lower.endswith(".xml") and _calls(package.read(name)):
            return message("its formulas call other programs")
    return None


def _calls(content: bytes) -> bool:
    if not any(beginning in content for beginning in (b"<f>", b"<f ", b":f>", b":f ")):
        return False
    return any(
        _SUSPECT.search(formula) is not None
        and _CALLS.search(_QUOTED.sub("", formula.decode("utf-8", "replace")))
        for formula in _FORMULA.findall(content)
    )


def hazard_of_pdf(data: bytes) -> Message | None:
    """Return why a PDF may not be handed on, None where nothing in it acts by itself.

    Names are looked for in the file and in its object streams, also where letters are escaped.
    """
    for content in (data, *_object_streams(data)):
        plain = _PDF_ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)
        for name, why in _PDF_NAMES:
            if re.search(rb"/%s(?![A-Za-z0-9])" % name, plain):
                return why
    return None


def _object_streams(data: bytes) -> Iterator[bytes]:
    """Give what the object streams of a file hold."""
    left = _UNPACKED_MOST
    for found in re.finditer(rb"/ObjStm(?![A-Za-z0-9])", data):
        begin = _PDF_STREAM.search(data, found.end())
        if begin is None or left <= 0:
            return
        try:
            content = zlib.decompressobj().decompress(data[begin.end() :], left)
        except zlib.error:
            continue
        left -= len(content)
        yield content
