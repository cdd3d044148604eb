"""Zip files read by their own directory give what the standard library's reader gives."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.source.archive import Archive
from model.source.parsed import RefusedError

NAMES = st.text(st.sampled_from("abc汉字/._"), min_size=1, max_size=8).map(
    lambda name: name.strip("/") or "a"
)
CONTENTS = st.binary(max_size=300) | st.binary(min_size=1, max_size=4).map(lambda piece: piece * 400_000)


class Unseekable(BytesIO):
    """Makes the writer put sizes behind the content, as programs do that write to a socket."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: object) -> int:
        raise OSError("not seekable")

    def tell(self) -> int:
        raise OSError("not seekable")


def written(content: dict[str, bytes], *, packed: bool, comment: bytes, streamed: bool, wide: bool) -> bytes:
    target = Unseekable() if streamed else BytesIO()
    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(target, "w", method) as package:
        package.comment = comment
        for name, data in content.items():
            with package.open(name, "w", force_zip64=wide) as part:
                part.write(data)
    return target.getvalue()


@given(
    content=st.dictionaries(NAMES, CONTENTS, max_size=4),
    packed=st.booleans(),
    comment=st.binary(max_size=30).filter(lambda comment: b"PK" not in comment),
    streamed=st.booleans(),
    wide=st.booleans(),
    before=st.sampled_from([b"", b"#!/bin/sh\n", b"PK\x05\x06"]),
)
def test_every_part_is_what_zipfile_reads(
    *, content: dict[str, bytes], packed: bool, comment: bytes, streamed: bool, wide: bool, before: bytes
) -> None:
    data = before + written(content, packed=packed, comment=comment, streamed=streamed, wide=wide)
    archive = Archive(data)
    with zipfile.ZipFile(BytesIO(data)) as expected:
        for name in content:
            assert archive.read(name) == expected.read(name)
            assert archive.size(name) == len(content[name])


def test_the_parts_of_published_workbooks_are_what_zipfile_reads(shared: Path) -> None:
    for path in sorted((shared / "disclosures" / "real").glob("*.xlsx")):
        archive = Archive(path.read_bytes())
        with zipfile.ZipFile(path) as expected:
            assert all(archive.read(name) == expected.read(name) for name in expected.namelist())


def test_a_directory_of_64_bit_offsets_is_read() -> None:
    """The record that only files above 4 GB need, written by hand around an ordinary one."""
    data = written({"a": b"content"}, packed=True, comment=b"", streamed=False, wide=False)
    end = data.rfind(b"PK\x05\x06")
    size, offset = (int.from_bytes(data[end + at : end + at + 4], "little") for at in (12, 16))
    wide = b"".join(number.to_bytes(8, "little") for number in (1, 1, size, offset))
    record = b"PK\x06\x06" + (44).to_bytes(8, "little") + bytes(12) + wide
    locator = b"PK\x06\x07" + bytes(4) + end.to_bytes(8, "little") + (1).to_bytes(4, "little")
    absent = data[end : end + 8] + b"\xff" * 12 + data[end + 20 :]
    assert Archive(data[:end] + record + locator + absent).read("a") == b"content"


def test_names_are_found_as_office_programs_find_them() -> None:
    data = written(
        {"XL\\Workbook.xml": b"1", "/xl/styles.xml": b"2"},
        packed=True,
        comment=b"",
        streamed=False,
        wide=False,
    )
    archive = Archive(data)
    assert archive.read("xl/workbook.xml") == b"1"
    assert archive.read("xl/styles.xml") == b"2"
    assert "xl/none.xml" not in archive
    assert archive.read("xl/none.xml") == b""


@pytest.mark.parametrize("lie", [1, 1000, 10_000_000])
def test_a_part_larger_or_smaller_than_it_says_is_damaged(lie: int) -> None:
    data = bytearray(written({"a": b"x" * 5000}, packed=True, comment=b"", streamed=False, wide=False))
    at = data.find(b"PK\x01\x02") + 24
    data[at : at + 4] = lie.to_bytes(4, "little")
    with pytest.raises(RefusedError, match="damaged"):
        Archive(bytes(data)).read("a")


@given(st.integers(0, 400), st.binary(min_size=1, max_size=6))
def test_any_overwritten_byte_gives_the_parts_or_a_refusal(at: int, noise: bytes) -> None:
    data = bytearray(
        written({"a": b"x" * 500, "b": b"y"}, packed=True, comment=b"", streamed=False, wide=True)
    )
    data[at : at + len(noise)] = noise
    try:
        archive = Archive(bytes(data))
        archive.read("a")
        archive.read("b")
    except RefusedError as refused:
        assert refused.cause in {"damaged", "encrypted", "unpacked"}  # noqa: PT017 - most mutations change nothing
