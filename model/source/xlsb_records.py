"""Records of the binary parts of an .xlsb package ([MS-XLSB] 2.1.4): a number, a length, and so many bytes."""

from __future__ import annotations

from collections.abc import Iterator
from struct import unpack_from

from model.source.refused import RefusedError

ROW, STRING_ITEM, FORMAT, STYLE, COLUMNS, WORKBOOK, SHEET, MERGE = 0, 19, 44, 47, 60, 153, 156, 176
BEGIN_CELL_STYLES, END_CELL_STYLES = 617, 618

Record = tuple[int, bytes]


def records(data: bytes) -> Iterator[Record]:
    """Yield number and content of each record. Raises RefusedError where the part breaks off."""
    at, end = 0, len(data)
    while at < end:
        kind, at = _packed(data, at, 2)
        size, at = _packed(data, at, 4)
        if at + size > end:
            raise RefusedError("damaged", detail="record")
        yield kind, data[at : at + size]
        at += size


def _packed(data: bytes, at: int, most: int) -> tuple[int, int]:
    """Return a number written seven bits a byte, the low ones first, and where it ends."""
    number = 0
    for index in range(most):
        if at >= len(data):
            raise RefusedError("damaged", detail="record")
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << 7 * index
        if not byte & 0x80:
            break
    return number, at


def text_at(content: bytes, at: int) -> tuple[str, int]:
    """Return a text, stored with its length before it, and where it ends."""
    (length,) = unpack_from("<I", content, at)
    if length == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * int(length)
    return content[at + 4 : end].decode("utf-16-le", "replace"), end


def packed_number(content: bytes) -> float:
    """Return a number stored in 30 bits: an integer or the head of a double, maybe in hundredths."""
    (packed,) = unpack_from("<i", content)
    if packed & 2:
        value = float(packed >> 2)
    else:
        (value,) = unpack_from("<d", b"\0\0\0\0" + (packed & ~3 & 0xFFFFFFFF).to_bytes(4, "little"))
    return value / 100 if packed & 1 else value
