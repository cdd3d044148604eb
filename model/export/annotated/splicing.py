"""Changing a part of XML at a few places of its bytes: what is not changed stays as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from model.pattern import pattern
from model.text import clean

_TAG = pattern(rb"""<[^\s/>]+(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
_ESCAPED = pattern("_(?=x[0-9A-Fa-f]{4}_)")


class Splice(NamedTuple):
    """Bytes to be put in the place of those from `start` to `end`; nothing is taken away where both are one."""

    start: int
    end: int
    content: bytes


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """Return the data with the splices; of those at one place, what is put in goes before what is replaced."""
    pieces: list[bytes | memoryview] = []
    view, at = memoryview(data), 0
    for splice in sorted(splices, key=lambda each: each[:2]):
        pieces += [view[at : splice.start], splice.content]
        at = splice.end
    return b"".join([*pieces, view[at:]])


def tag_at(data: bytes, start: int) -> bytes:
    """Return the whole start tag that begins at an offset."""
    found = _TAG.match(data, start)
    if found is None:  # an expat parser has read it as one
        raise ValueError(f"no tag at {start}")
    return found[0]


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """Return a start tag with an attribute set."""
    bare = without_attribute(tag, name)
    end = len(bare) - (2 if bare.endswith(b"/>") else 1)
    return bare[:end].rstrip() + f" {name}={quoteattr(value)}".encode() + bare[end:]


def without_attribute(tag: bytes, name: str) -> bytes:
    """Return a start tag without an attribute."""
    return re.sub(rb"""\s+%s\s*=\s*(?:"[^"]*"|'[^']*')""" % re.escape(name.encode()), b"", tag)


def opened(tag: bytes) -> bytes:
    """Return the start tag of an element that was empty, so that it can hold something."""
    return tag[:-2].rstrip() + b">"


def is_empty(tag: bytes) -> bool:
    """Return whether a tag is a whole element."""
    return tag.endswith(b"/>")


def prefix_of(tag: bytes) -> str:
    """Return the prefix of a tag's name with its colon, "" for none."""
    name = re.split(rb"[\s/>]", tag[1:], maxsplit=1)[0].decode()
    return name[: name.find(":") + 1]


def xml_text(text: str) -> str:
    """Return a text as the content of an element that a spreadsheet reads: clean, and nothing in it is an escape."""
    return escape(_ESCAPED.sub("_x005F_", clean(text)))


def in_utf8(data: bytes) -> bytes:
    """Return XML in UTF-8 without a byte order mark, so that it can be spliced."""
    for mark, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            text = data.decode(name)
            return re.sub(
                r"""(<\?xml[^>]*?)\s+encoding\s*=\s*["'][^"']*["']""", r"\1", text, count=1
            ).encode()
    return data
