"""Opening a text file that a user wrote: its size and its encoding, every fault with the file's name and a remedy."""

from __future__ import annotations

import stat
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
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for, a device be read for ever
            what = message("This is not an ordinary file.")
            raise InvalidDataError(place, what, message("Check its name and place."))
        with path.open("rb") as stream:
            content = stream.read(LONGEST_FILE + 1)
    except (OSError, ValueError) as error:
        what = message("The file cannot be read ({cause}).", cause=clean_line(_cause(error)))
        raise InvalidDataError(place, what, message("Check its name and place.")) from error
    if len(content) > LONGEST_FILE:
        what = message("The file is too long: it is longer than any file of this kind.")
        raise InvalidDataError(place, what, message("Check its name and place."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = message("The file is not text in UTF-8.")
        raise InvalidDataError(place, what, message("Save it as UTF-8 in the editor.")) from error


def _cause(error: OSError | ValueError) -> str:
    return (isinstance(error, OSError) and error.strerror) or type(error).__name__
