"""Messages in the user's language: an English template with named values, translated by gettext."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path
from typing import Literal

from model.record import dataclass

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

_LOCALES = {"zh": "zh_CN", "en": "en"}


@cache
def _catalogue(language: Language, floor: str) -> gettext.NullTranslations:
    root = Path(__file__).resolve().parent.parent / floor / "locale"
    return gettext.translation("yushen", localedir=root, languages=[_LOCALES[language]], fallback=True)


def translate(language: Language, template: str, floor: str = "model") -> str:
    """Return `template` in `language`; `floor` is the package whose locale folder holds it.

    A template without a translation is returned as it is, so that a missing line shows rather than fails.
    """
    return _catalogue(language, floor).gettext(template)


@dataclass(frozen=True, slots=True)
class Message:
    """An English template with `{name}` places and the values that fill them, in display form."""

    template: str
    values: tuple[tuple[str, str], ...] = ()
    floor: str = "model"

    def text(self, language: Language) -> str:
        """Return the message in `language`."""
        return translate(language, self.template, self.floor).format_map(dict(self.values))


def message(template: str, /, **values: object) -> Message:
    """Return a message of the model floor."""
    return Message(template, tuple((name, str(value)) for name, value in values.items()))


def check_message(template: str, /, **values: object) -> Message:
    """Return a message of the checks floor."""
    return Message(template, tuple((name, str(value)) for name, value in values.items()), "checks")
