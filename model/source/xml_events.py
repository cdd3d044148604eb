"""Expat as it is used on hostile XML: no document type, hence no entities, and no names with prefixes."""

from __future__ import annotations

from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from model.pattern import pattern
from model.source.parsed import RefusedError

_ESCAPE = pattern("_x([0-9A-Fa-f]{4})_")


def new_parser() -> XMLParserType:
    """Return a parser that refuses a document type declaration, the one door to entities."""
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_document_type
    return parser


def feed(parser: XMLParserType, data: bytes, *, final: bool = True) -> None:
    """Parse the data. Raises RefusedError where it is not XML."""
    try:
        parser.Parse(data, final)
    except ExpatError as error:
        raise RefusedError("damaged", detail="xml") from error


def unescaped(text: str) -> str:
    """Return a text with its `_x001B_` escapes, by which a file holds what XML cannot, turned into characters."""
    return text if "_x" not in text else _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text)


def local(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(":")[2]


def _refuse_document_type(*_: object) -> None:
    raise RefusedError("document-type")
