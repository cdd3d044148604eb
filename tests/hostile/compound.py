"""OLE compound files written by hand, for streams that no library at hand writes."""

from __future__ import annotations

import struct

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NONE = 0xFFFFFFFF
_STANDARD_SMALLEST = 4096


def compound_file(streams: dict[str, bytes]) -> bytes:
    """Return an OLE file of the given streams, each padded to 4096 bytes so that none is a short one."""
    body = b""
    entries = [_entry("Root Entry", 5, 1, _END, 0)]
    chains: list[int] = []
    for number, (name, content) in enumerate(streams.items(), start=1):
        stored = content.ljust(_STANDARD_SMALLEST, b"\0")
        stored = stored.ljust(-(-len(stored) // _SECTOR) * _SECTOR, b"\0")
        first, count = len(chains), len(stored) // _SECTOR
        chains += [*range(first + 1, first + count), _END]
        following = number + 1 if number < len(streams) else _NONE
        entries.append(_entry(name, 2, _NONE, first, max(len(content), _STANDARD_SMALLEST), following))
        body += stored
    directory = b"".join(entries).ljust(-(-len(entries) * 128 // _SECTOR) * _SECTOR, b"\0")
    directory_at = len(chains)
    chains += [*range(directory_at + 1, directory_at + len(directory) // _SECTOR), _END]
    fat_at = len(chains)
    chains.append(_FAT)
    fat = struct.pack(f"<{len(chains)}I", *chains).ljust(_SECTOR, b"\xff")
    return _header(directory_at, fat_at) + body + directory + fat


def _header(directory: int, fat: int) -> bytes:
    start = struct.pack("<8s16xHHHHH6xII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1)
    middle = struct.pack("<IIIIIII", directory, 0, _STANDARD_SMALLEST, _END, 0, _END, 0)
    return start + middle + struct.pack("<109I", fat, *[_FREE] * 108)


def _entry(name: str, kind: int, child: int, first: int, size: int, following: int = _NONE) -> bytes:
    stored = (name + "\0").encode("utf-16-le")
    links = struct.pack("<III", _NONE, following, child)
    return (
        stored.ljust(64, b"\0")
        + struct.pack("<HBB", len(stored), kind, 1)
        + links
        + bytes(36)
        + struct.pack("<IQ", first, size)
    )
