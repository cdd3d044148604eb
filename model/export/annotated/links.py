"""The relationships and content types of a package, with those added that new parts need."""

from __future__ import annotations

import re
from posixpath import dirname, relpath

from model.export.annotated.package import Package
from model.export.annotated.splicing import Splice, in_utf8, is_empty, opened, prefix_of, spliced, tag_at
from model.source.xml_events import feed, new_parser

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "[Content_Types].xml"


def relate(package: Package, part: str, kind: str, target: str) -> str:
    """Give a part a relationship of a kind (the whole type) to another part, and return its id."""
    name = f"{dirname(part)}/_rels/{part.rpartition('/')[2]}.rels".lstrip("/")
    data = package.read(name) or f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()
    content = in_utf8(data)
    taken = set(re.findall(rb"""\bId\s*=\s*["']([^"']*)["']""", content))
    number = next(n for n in range(1, len(taken) + 2) if f"rIdYushen{n}".encode() not in taken)
    identifier = f"rIdYushen{number}"
    path = relpath("/" + target, "/" + dirname(part))
    prefix = prefix_of(tag_at(content, _root(content)[0]))
    added = f'<{prefix}Relationship Id="{identifier}" Type="{kind}" Target="{path}"/>'
    package.put(name, with_child(content, added.encode()))
    return identifier


def declare_part(package: Package, part: str, kind: str) -> None:
    """Declare of which content type a new part is."""
    content = in_utf8(package.read(TYPES))
    prefix = prefix_of(tag_at(content, _root(content)[0]))
    added = f'<{prefix}Override PartName="/{part}" ContentType="{kind}"/>'
    package.put(TYPES, with_child(content, added.encode()))


def declare_ending(package: Package, ending: str, kind: str) -> None:
    """Declare of which content type the parts with an ending are, unless that is declared already."""
    content = in_utf8(package.read(TYPES))
    if re.search(rb"""\bExtension\s*=\s*["']%s["']""" % ending.encode(), content, re.IGNORECASE):
        return
    prefix = prefix_of(tag_at(content, _root(content)[0]))
    added = f'<{prefix}Default Extension="{ending}" ContentType="{kind}"/>'
    package.put(TYPES, with_child(content, added.encode()))


def with_child(content: bytes, added: bytes) -> bytes:
    """Return XML with an element added at the end of its root."""
    start, end = _root(content)
    tag = tag_at(content, start)
    if is_empty(tag):
        name = re.split(rb"[\s/>]", tag[1:], maxsplit=1)[0]
        return spliced(content, [Splice(start, start + len(tag), opened(tag) + added + b"</" + name + b">")])
    return spliced(content, [Splice(end, end, added)])


def _root(content: bytes) -> tuple[int, int]:
    """Return the offsets of the root's tag and of its end tag."""
    parser = new_parser()
    depth, found = [0], [-1, -1]

    def start(_: str, __: dict[str, str]) -> None:
        if depth[0] == 0:
            found[0] = parser.CurrentByteIndex
        depth[0] += 1

    def end(_: str) -> None:
        depth[0] -= 1
        if depth[0] == 0:
            found[1] = parser.CurrentByteIndex

    parser.StartElementHandler, parser.EndElementHandler = start, end
    feed(parser, content)
    return found[0], found[1]


def namespace_of(content: bytes) -> str:
    """Return the namespace of the root of a part, "" for none."""
    tag = tag_at(content, _root(content)[0])
    prefix = prefix_of(tag).rstrip(":")
    name = f"xmlns:{prefix}" if prefix else "xmlns"
    found = re.search(rb"""\s%s\s*=\s*["']([^"']*)["']""" % re.escape(name.encode()), tag)
    return found[1].decode() if found else ""
