"""Opening a text file that a user wrote: its size and its encoding, every fault with the file's name and a remedy."""

from __future__ import annotations

from pathlib import Path

from model.errors import InvalidDataError
from model.messages import message
from model.text import clean_line

LONGEST_FILE = 1 << 20
"""Bytes; what a person writes has a few thousand."""


def user_text(path: Path) -> str:
    """Return a file's text; raise InvalidDataError where it cannot be read, is too long, or is not UTF-8."""
    place = clean_line(str(path))
    try:
        with path.open("rb") as stream:
            content = stream.read(LONGEST_FILE + 1)
    except OSError as error:
        what = message("The file cannot be read ({cause}).", cause=clean_line(error.strerror or ""))
        raise InvalidDataError(place, what, message("Check its name and place.")) from error
    if len(content) > LONGEST_FILE:
        what = message("The file is too long: it is longer than any file of this kind.")
        raise InvalidDataError(place, what, message("Check its name and place."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = message("The file is not text in UTF-8.")
        raise InvalidDataError(place, what, message("Save it as UTF-8 in the editor.")) from error
