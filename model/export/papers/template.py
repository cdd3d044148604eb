"""An office's own form in Word, its placeholders such as {{编号}} filled in; everything else stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from model.errors import ExportError
from model.export.annotated.package import Package
from model.export.own_mark import PACKAGE_COMMENT
from model.messages import Message, message
from model.pattern import pattern
from model.source.parsed import RefusedError
from model.text import clean, clean_line

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PLACEHOLDER = pattern(r"\{\{\s*([^{}]+?)\s*\}\}")
_FILLED = pattern(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml", re.IGNORECASE)
SIZE_MOST = 20 << 20
"""Bytes of a template."""

_OF_WORKING_PAPER = frozenset({"索引号", "审计过程", "审计结论"})
_OF_EVIDENCE = "事项摘要"


class FormKind(StrEnum):
    """Which of the two forms a template is."""

    EVIDENCE = "evidence sheet"
    WORKING_PAPER = "working paper"


def office_forms(paths: Iterable[Path], known: tuple[str, ...]) -> Mapping[FormKind, Template]:
    """Return an office's own forms by their kind; `known` are the names of the fields that they may ask for.

    Raises ExportError where a file is none that can be filled in, or is of the same kind as another.
    """
    forms: dict[FormKind, Template] = {}
    for path in paths:
        template = Template(path, known)
        if template.kind in forms:
            what = message("Another template is of the same form as this one.")
            remedy = message(
                "A working paper asks for {names} and not for {other}; what does not is an evidence sheet.",
                names="、".join(f"{{{{{name}}}}}" for name in sorted(_OF_WORKING_PAPER)),
                other=f"{{{{{_OF_EVIDENCE}}}}}",
            )
            raise ExportError(clean_line(str(path)), what, remedy)
        forms[template.kind] = template
    return forms


class Template:
    """A form that an office uses; `kind` is which of the two it is, by the fields that it asks for.

    Raises ExportError where the file is none that can be filled in.
    """

    def __init__(self, path: Path, known: tuple[str, ...]) -> None:
        self._path = path
        try:
            if path.stat().st_size > SIZE_MOST:
                raise self._refusal(message("The template is too large."))
            self._data = path.read_bytes()
            self._package()
        except OSError as error:
            raise self._refusal(message("The template cannot be read.")) from error
        except RefusedError as error:
            raise self._refusal(message("The template is no Word document (.docx).")) from error
        self._parts = [name for name in self._package().names() if _FILLED.fullmatch(name)]
        asked = self._asked(known)
        is_working_paper = bool(asked & _OF_WORKING_PAPER) and _OF_EVIDENCE not in asked
        self.kind = FormKind.WORKING_PAPER if is_working_paper else FormKind.EVIDENCE

    def filled(self, fields: Mapping[str, str]) -> bytes:
        """Return the document with the fields in the place of their placeholders."""
        package = self._package()
        for name in self._parts:
            root = self._root(package.read(name))
            if sum(_fill(each, fields) for each in root.iter(f"{_WORD}p")):  # every one, not up to the first
                package.put(name, _written(root))
        return package.packed(PACKAGE_COMMENT)

    def _package(self) -> Package:
        return Package(self._data)

    def _root(self, content: bytes) -> _Element:
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise self._refusal(message("The template is damaged.")) from error

    def _asked(self, known: tuple[str, ...]) -> set[str]:
        """Return the fields it asks for. Refuse one with macros, one that asks for none, or for what is not known."""
        package = self._package()
        if not self._parts or any("vbaproject" in name.lower() for name in package.names()):
            raise self._refusal(message("The template is no Word document without macros (.docx)."))
        found = {name for part in self._parts for name in _named(self._root(package.read(part)))}
        unknown = sorted(clean_line(name) for name in found - set(known))
        if unknown:
            raise self._refusal(
                message("The template asks for what is not known: {names}.", names="、".join(unknown))
            )
        if not found:
            raise self._refusal(message("The template holds no placeholder such as {name}.", name="{{编号}}"))
        return found

    def _refusal(self, what: Message) -> ExportError:
        remedy = message("The guide lists what a template may ask for.")
        return ExportError(clean_line(str(self._path)), what, remedy)


def _named(root: _Element) -> Iterator[str]:
    for each in root.iter(f"{_WORD}p"):
        text = "".join(piece.text or "" for piece in _texts(each))
        yield from (found[1] for found in _PLACEHOLDER.finditer(text))


def _texts(each: _Element) -> list[_Element]:
    """Return the pieces of text of a paragraph, without those of paragraphs inside it."""
    return [
        piece
        for piece in each.iter(f"{_WORD}t")
        if next((above for above in piece.iterancestors() if above.tag == f"{_WORD}p"), None) is each
    ]


def _fill(each: _Element, fields: Mapping[str, str]) -> bool:
    """Fill in the placeholders of a paragraph, which Word may have cut into pieces; return whether there were any.

    A field takes the look of the piece in which its placeholder begins.
    """
    pieces = _texts(each)
    text = "".join(piece.text or "" for piece in pieces)
    found = list(_PLACEHOLDER.finditer(text))
    for placeholder in reversed(found):
        _replace(pieces, placeholder.start(), placeholder.end(), fields[placeholder[1]])
    for piece in pieces if found else ():
        _break_lines(piece)
    return bool(found)


def _replace(pieces: list[_Element], start: int, end: int, value: str) -> None:
    at = 0
    for piece in pieces:
        text = piece.text or ""
        first, last = max(start - at, 0), min(end - at, len(text))
        if first < last:
            here = clean(value) if start >= at else ""
            piece.text = text[:first] + here + text[last:]
        at += len(text)


def _break_lines(piece: _Element) -> None:
    """Put a line break in the place of each line feed of a piece."""
    from lxml import etree

    first, *rest = (piece.text or "").split("\n")
    piece.text = first
    piece.set(_SPACE, "preserve")
    after = piece
    for line in rest:
        for tag, text in (("br", None), ("t", line)):
            new = etree.Element(f"{_WORD}{tag}")
            new.text = text
            if text is not None:
                new.set(_SPACE, "preserve")
            after.addnext(new)
            after = new


def _written(root: _Element) -> bytes:
    from lxml import etree

    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
