"""Which container a file is, by its content before its name."""

from __future__ import annotations

from model.pattern import pattern
from model.source.delimited import delimiter_of
from model.source.parsed import RefusedError
from model.source.text_decoding import decode

_HEAD = 4096
_SAMPLE = 1 << 16
_PAGE = pattern(r"<(?:!doctype html|html|head|meta|body|table|div|style)\b")
_SPREADSHEET_XML = "urn:schemas-microsoft-com:office:spreadsheet"
_FLAT_OPEN_DOCUMENT = "<office:document"
_REFUSED = {"{\\rtf": "rich-text", "mime-version:": "web-archive"}
_DELIMITED = {".csv": "csv", ".tsv": "tsv", ".tab": "tsv"}
_PLAIN = {".txt", ".md", ".text", ".markdown"}
_SPREADSHEETS = {".xls", ".xlsx", ".et", ".xlsm"}


def container_of_text(data: bytes, suffix: str) -> str:
    """Return the container of bytes that have no signature. Raises RefusedError where they are none."""
    text = decode(data[:_SAMPLE])
    head = text[:_HEAD].lstrip("\ufeff \t\r\n").lower()
    for start, cause in _REFUSED.items():
        if head.startswith(start):
            raise RefusedError(cause)
    if head.startswith("<"):
        return _markup(head)
    if suffix in _DELIMITED:
        return _DELIMITED[suffix]
    if suffix in _PLAIN:
        return "text"
    if suffix in _SPREADSHEETS and delimiter_of(text):
        return "csv"
    raise RefusedError("unknown")


def _markup(head: str) -> str:
    if _SPREADSHEET_XML in head and "<html" not in head:
        return "xml"
    if _FLAT_OPEN_DOCUMENT in head:
        return "fods"
    if _PAGE.search(head):
        return "html"
    raise RefusedError("unknown")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_PDF = b"%PDF-"
_PDF_WITHIN = 1024
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_PACKED = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_ENTRY = 128
"""Bytes of an entry in an OLE file's directory."""
# The first record of a BIFF file that stands without a container, as the oldest programs wrote it.
_BARE_BIFF = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
)
_OWNER_FILE_SIZES = {162, 165}
_OWNER_NAME_LENGTH = 54


def container_of(data: bytes, suffix: str) -> str:
    """Return the container of the bytes; `suffix` (lower case, with its dot) only distinguishes twins.

    Raises RefusedError where it is none that can be read.
    """
    if not data:
        raise RefusedError("empty")
    if data.startswith(OLE):
        return _ole(data, suffix)
    if data.startswith((ZIP, _EMPTY_ZIP)):
        from model.source.archive import container_of_archive

        return container_of_archive(data)
    if data.startswith(_BARE_BIFF):
        return "xls"
    if _PDF in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith(_PICTURES):
        raise RefusedError("picture")
    if data.startswith(_PACKED):
        raise RefusedError("packed")
    if _is_owner_file(data):
        raise RefusedError("lock-file")

    return container_of_text(data, suffix)


def _ole(data: bytes, suffix: str) -> str:
    if has_stream(data, "EncryptedPackage") or has_stream(data, "EncryptedSummary"):
        raise RefusedError("encrypted")
    if has_stream(data, "Workbook") or has_stream(data, "Book"):
        return "et" if suffix == ".et" else "xls"
    if has_stream(data, "WordDocument"):
        raise RefusedError("word-binary")
    if _directory_at(data) + _ENTRY > len(data):
        raise RefusedError("damaged", detail="truncated")
    raise RefusedError("unknown")


def _directory_at(data: bytes) -> int:
    """Return where an OLE file's directory begins, by its header."""
    sector_size = 1 << min(int.from_bytes(data[30:32], "little"), 16)
    return (int.from_bytes(data[48:52], "little") + 1) * sector_size


def has_stream(data: bytes, name: str) -> bool:
    """Return whether an OLE file's directory has an entry of that name.

    Directory entries are never packed: the name in UTF-16, then at 64 its length in bytes.
    """
    stored = (name + "\0").encode("utf-16-le")
    length = len(stored).to_bytes(2, "little")
    at = data.find(stored)
    while at != -1:
        if at % _ENTRY == 0 and data[at + 64 : at + 66] == length:
            return True
        at = data.find(stored, at + 1)
    return False


def _is_owner_file(data: bytes) -> bool:
    """Return whether it is what Office leaves beside an open document: its user's name."""
    if len(data) not in _OWNER_FILE_SIZES or not 0 < data[0] <= _OWNER_NAME_LENGTH:
        return False
    return data[0] in data[_OWNER_NAME_LENGTH : _OWNER_NAME_LENGTH + 2]
