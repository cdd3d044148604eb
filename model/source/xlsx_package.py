"""What an .xlsx package states outside its sheets: which sheets, which number formats, which notes."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from typing import NamedTuple

from model.source.archive import Archive
from model.source.number_format import BUILT_IN
from model.source.parsed import HALF_CHARACTERS_A_STEP, Position, position_of
from model.source.xml_events import feed, local, new_parser, unescaped
from model.text import clean

_STEPS_MOST = 250


def relationships(archive: Archive, part: str) -> list[tuple[str, str, str]]:
    """Return id, kind (the last word of the type) and target part of each relationship of a part."""
    found: list[tuple[str, str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "Relationship" and attributes.get("TargetMode") != "External":
            target = normpath(join("/" + dirname(part), attributes.get("Target", ""))).lstrip("/")
            found.append((attributes.get("Id", ""), attributes.get("Type", "").rpartition("/")[2], target))

    data = archive.read(f"{dirname(part)}/_rels/{part.rpartition('/')[2]}.rels".lstrip("/"))
    if data:
        parser = new_parser()
        parser.StartElementHandler = start
        feed(parser, data)
    return found


def target_of(archive: Archive, part: str, kind: str) -> str:
    """Return the first part to which `part` has a relationship of that kind, "" for none."""
    return next((target for _, found, target in relationships(archive, part) if found == kind), "")


def sheet_parts(archive: Archive, workbook: str) -> list[tuple[str, str]]:
    """Return name and part of each sheet, in the workbook's order; part "" where the link is broken."""
    targets = {identifier: target for identifier, _, target in relationships(archive, workbook)}
    sheets: list[tuple[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            sheets.append((attributes.get("name", ""), targets.get(link, "")))

    parser = new_parser()
    parser.StartElementHandler = start
    feed(parser, archive.read(workbook))
    return sheets


class CellStyles(NamedTuple):
    """Of each cell style, by its number: the number format, None for one that is not defined, and the indent.

    Indents are in half-characters; `indents` holds only the styles that have one.
    """

    codes: list[str | None]
    indents: dict[str, int]


def cell_styles(archive: Archive, styles: str) -> CellStyles:
    """Return what the workbook's cell styles show."""
    codes: dict[str, str] = {}
    chosen: list[str] = []
    indents: dict[str, int] = {}
    within = [""]

    def start(name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "numFmt" and within[0] != "dxfs":
            codes[attributes.get("numFmtId", "")] = clean(attributes.get("formatCode", ""))
        elif name == "xf" and within[0] == "cellXfs":
            chosen.append(attributes.get("numFmtId", "0"))
        elif name == "alignment" and within[0] == "cellXfs":
            _keep_indent(attributes, str(len(chosen) - 1), indents)
        elif name in {"numFmts", "cellXfs", "cellStyleXfs", "dxfs"}:
            within[0] = name

    data = archive.read(styles)
    if not data:
        return CellStyles(["General"], {})
    parser = new_parser()
    parser.StartElementHandler = start
    feed(parser, data)
    return CellStyles([codes.get(code) or BUILT_IN.get(code) for code in chosen], indents)


def _keep_indent(attributes: dict[str, str], style: str, indents: dict[str, int]) -> None:
    """Keep the indent of a style, unless it sets the text in from the right."""
    steps = attributes.get("indent", "")
    if attributes.get("horizontal") in {"right", "center"} or not (steps.isascii() and steps.isdigit()):
        return
    if 0 < int(steps) <= _STEPS_MOST:
        indents[style] = HALF_CHARACTERS_A_STEP * int(steps)


def notes(archive: Archive, sheet: str) -> dict[Position, str]:
    """Return the notes of a sheet, in display form."""
    part = target_of(archive, sheet, "comments")
    texts: dict[Position, str] = {}
    pieces: list[str] = []
    at: list[Position] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "comment":
            at[:] = [position_of(attributes.get("ref", "A1"))]
            pieces.clear()
        parser.CharacterDataHandler = pieces.append if name == "t" else None

    def end(name: str) -> None:
        parser.CharacterDataHandler = None
        if local(name) == "comment":
            texts[at[0]] = clean(unescaped("".join(pieces)))

    data = archive.read(part) if part else b""
    if data:
        parser = new_parser()
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        feed(parser, data)
    return texts
