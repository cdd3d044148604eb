"""What a person has set: a file `desk.toml` in the user's configuration folder, and what it may say."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from pathlib import Path

from model.datafile import FilePlace, user_file
from model.errors import InvalidDataError
from tui.desk.untrusted import shown
from tui.desk.words import desk_message

_CHOICES = {
    "borders": ("plain", "ascii"),
    "ambiguous": ("keep", "replace"),
    "theme": ("dark", "light"),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """`borders` plain or ascii; `ambiguous` keep or replace the characters that some terminals draw wide;
    `theme` dark or light; `author` the name that decisions and notes carry.
    """

    borders: str = "plain"
    ambiguous: str = "keep"
    theme: str = "dark"
    author: str = ""


def load_settings(path: Path) -> tuple[Settings, list[InvalidDataError]]:
    """Return the settings of a file, and what is wrong in it; a wrong setting keeps its default."""
    if not path.exists():
        return _with_author({}), []
    try:
        data = user_file(path)
    except InvalidDataError as error:
        return _with_author({}), [error]
    accepted: dict[str, str] = {}
    troubles = []
    for name, value in data.content.items():
        if isinstance(value, str) and (name == "author" or value in _CHOICES.get(name, ())):
            accepted[name] = value
        else:
            troubles.append(_trouble(FilePlace(data, (name,)), f"{shown(name)} = {shown(str(value))}"))
    return _with_author(accepted), troubles


def _trouble(place: FilePlace, why: str) -> InvalidDataError:
    what = desk_message("This setting is not understood: {why}.", why=why)
    remedy = desk_message(
        "The settings are: borders, ambiguous, theme, author. See the documentation of the keys."
    )
    return place.complain(what, remedy)


def _with_author(accepted: dict[str, str]) -> Settings:
    author = accepted.pop("author", "").strip() or _user_name()
    return Settings(**accepted, author=author)


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "auditor"
