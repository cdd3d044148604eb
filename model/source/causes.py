"""Why a file cannot be read and what to do about it, in words."""

from __future__ import annotations

from pathlib import PurePath

from model.errors import UnreadableSourceError
from model.messages import message
from model.text import clean_line

_AGAIN = "Download or export it again."
_SAVE_AGAIN = "Open it in Excel or WPS, save it as .xlsx and open that; or get it again."
_PERMISSION = "Change its permissions, or copy it to a folder of your own."

CAUSES: dict[str, tuple[str, str]] = {
    "missing": ("There is no such file.", "Check the path."),
    "folder": ("This is a folder, not a file.", "Name a file in it."),
    "special": ("This is not an ordinary file.", "Name a workbook or a document."),
    "forbidden": ("There is no permission to read it.", _PERMISSION),
    "unreachable": (
        "The system could not read it ({detail}).",
        "Copy it to a local folder and open the copy.",
    ),
    "empty": ("The file is empty (0 bytes).", _AGAIN),
    "lock-file": (
        "This is the lock file that an office program leaves beside an open document.",
        "Open the document itself, whose name has no “~$”.",
    ),
    "unknown": (
        "This is neither a workbook nor a document that can be read here.",
        "Open an .xlsx, .xls, .et, .ods, .csv, .html, .docx, .pdf or .txt file.",
    ),
    "picture": (
        "This is a picture: it holds no text that could be checked.",
        "Get the workbook or a document with text, or have the text of the picture recognised.",
    ),
    "no-text": (
        "This PDF has no text layer: its pages are pictures.",
        "Get the workbook or a PDF with text, or have its text recognised.",
    ),
    "packed": ("This is a packed archive.", "Unpack it and open the files in it."),
    "ofd": ("This is an OFD document.", "Open it in an OFD reader and save it as PDF."),
    "rich-text": ("This is a document in rich text format.", "Open it in Word or WPS and save it as .docx."),
    "web-archive": (
        "This is a web page saved in a single file.",
        "Open it in Excel or WPS and save it as .xlsx.",
    ),
    "encrypted": (
        "It is protected by a password.",
        "Open it in Excel or WPS, take the password off and save it.",
    ),
    "damaged": ("It is truncated or damaged ({detail}).", _SAVE_AGAIN),
    "crashed": ("The parser broke down on it ({detail}).", _SAVE_AGAIN),
    "spread": (
        "Its cells are spread over too large an area to be laid out.",
        "Delete the stray cells far from the tables and save it again.",
    ),
    "long-text": ("A cell holds more text than any office program writes.", _SAVE_AGAIN),
    "unpacked": ("It unpacks to {size} GB, as no honest workbook does.", _AGAIN),
    "too-large": ("It is larger than {size} GB.", "Split it into several files."),
    "document-type": (
        "It holds a document type declaration, which no office program writes and which may be an attack.",
        _SAVE_AGAIN,
    ),
    "memory": (
        "Reading it takes more memory than one file may have: it is too large, or its cells are too far apart.",
        "Delete stray cells far from the tables, split it into several files, or allow more with --limit 4.",
    ),
    "time": (
        "Reading it takes too long ({seconds} s).",
        "Split it into several files, save it as .xlsx again, or allow more with --limit 4.",
    ),
    "cancelled": ("Reading it was cancelled.", "Open it again to read it."),
    "word-binary": (
        "This is a Word document of the old .doc format.",
        "Open it in Word or WPS and save it as .docx.",
    ),
}
"""What happened and its remedy, by the key with which the child reports it. English message templates."""

SKIPPED: dict[str, str] = {
    "page-without-text": "The page is a picture without text.",
    "recognised-text": "The page is a picture, and only what was recognised from it is read: a figure may be misread.",
    "slanted-text": "Text that lies across the page, as a watermark does, is not read.",
    "chart-sheet": "It is a sheet without cells: a chart, a macro or a dialogue.",
    "duration": "The cell shows a number as a duration that no calendar holds: its sheet cannot be read.",
    "damaged-sheet": "The sheet is damaged and cannot be read.",
}
"""Why a part of a file was left out, by key. English message templates."""


_PRINT_AGAIN = "Open it in a PDF reader and print it into a new PDF; or get it again."
_SAVE_TEXT_AGAIN = "Open it in Word or WPS, save it as .docx and open that; or get it again."

REMEDIES: dict[tuple[str, str], str] = {
    (".pdf", "damaged"): _PRINT_AGAIN,
    (".pdf", "crashed"): _PRINT_AGAIN,
    (".pdf", "encrypted"): "Open it in a PDF reader, take the password off and save it.",
    (".docx", "damaged"): _SAVE_TEXT_AGAIN,
    (".docx", "crashed"): _SAVE_TEXT_AGAIN,
    (".docx", "encrypted"): "Open it in Word or WPS, take the password off and save it.",
}
"""Remedies for what no spreadsheet program opens, by the ending of the name and the cause."""


def unreadable(path: str, cause: str, **values: str) -> UnreadableSourceError:
    """Return the error for a file that cannot be read; `cause` is a key of `CAUSES`."""
    what, remedy = CAUSES[cause]
    of_its_kind = (PurePath(path).suffix.lower(), cause)
    if of_its_kind in REMEDIES:
        remedy = REMEDIES[of_its_kind]
    return UnreadableSourceError(clean_line(path), message(what, **values), message(remedy))
