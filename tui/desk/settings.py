"""What a person has set: a file `desk.toml` in the user's configuration folder, and what it may hold."""

from __future__ import annotations

import getpass
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from model.errors import InvalidDataError
from model.messages import LANGUAGES
from model.record import dataclass
from tui.desk.untrusted import shown
from tui.desk.words import desk_message

if TYPE_CHECKING:
    from model.datafile import FilePlace
    from model.engagement.record import Capacity

ROLES = ("auditor", "reviewer")
"""The values of Capacity, which is not imported before the first frame."""

THEMES = ("dark", "light", "contrast")
"""The colours that can be chosen, in the order in which a key goes through them."""

_CHOICES = {
    "borders": ("plain", "ascii"),
    "ambiguous": ("keep", "replace"),
    "theme": THEMES,
    "language": LANGUAGES,
    "after_decision": ("next", "stay"),
    "role": ROLES,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """`borders` plain or ascii; `ambiguous` keep or replace the characters that some terminals draw wide;
    `theme` dark, light or contrast; `language` zh or en, "" for that of the locale; `after_decision` next, to go on to
    the next problem that is not decided, or stay; `author` the name that decisions and notes carry, "" until it was
    asked; `role` auditor or reviewer.
    """

    borders: str = "plain"
    ambiguous: str = "keep"
    theme: str = "dark"
    after_decision: str = "next"
    language: str = ""
    author: str = ""
    role: str = ROLES[0]

    @property
    def capacity(self) -> Capacity:
        """In which capacity the person at the desk acts."""
        from model.engagement.record import Capacity

        return Capacity(self.role)


def load_settings(path: Path) -> tuple[Settings, list[InvalidDataError]]:
    """Return the settings of a file, and what is wrong in it; a wrong setting keeps its default."""
    if not path.exists():
        return Settings(), []
    from model.datafile import FilePlace, user_file

    try:
        data = user_file(path)
    except InvalidDataError as error:
        return Settings(), [error]
    accepted: dict[str, str] = {}
    troubles = []
    for name, value in data.content.items():
        if isinstance(value, str) and (name == "author" or value in _CHOICES.get(name, ())):
            accepted[name] = value
        else:
            troubles.append(_trouble(FilePlace(data, (name,)), f"{shown(name)} = {shown(str(value))}"))
    accepted["author"] = accepted.get("author", "").strip()
    return Settings(**accepted), troubles


def _trouble(place: FilePlace, why: str) -> InvalidDataError:
    what = desk_message("This setting is not understood: {why}.", why=why)
    remedy = desk_message(
        "The settings are: borders, ambiguous, theme, language, after_decision, author, role. "
        "See the documentation of the keys."
    )
    return place.complain(what, remedy)


def save_settings(path: Path, wanted: Mapping[str, str]) -> None:
    """Write some settings into their file; its other lines stay. Raises OSError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        lines = []
    others = [line for line in lines if line.partition("=")[0].strip() not in wanted]
    written = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in wanted.items()]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*written, *others]) + "\n", encoding="utf-8")


def user_name() -> str:
    """Return the name that the system knows the person by, which is a mere proposal; "" where it is none."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
    return "" if name == "root" else name
