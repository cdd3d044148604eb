"""What in a workbook could act when its copy is opened: such a workbook is copied as a plain grid instead."""

from __future__ import annotations

import re

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
