"""The command line's own words, and the language that they are in."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from model.messages import Language, Message

FLOOR = "tui"


def command_message(template: str, /, **values: object) -> Message:
    """Return a message of the tui floor."""
    return Message(template, tuple((name, str(value)) for name, value in values.items()), FLOOR)


def language_of(environment: Mapping[str, str] = os.environ) -> Language:
    """Return the language of the locale: English where it names another language than Chinese, else Chinese.

    C and POSIX name none, and state nothing of who reads: the auditors of Chinese budgets do.
    """
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        name = re.split("[._@]", environment.get(variable, "").lower())[0]
        if name not in {"", "c", "posix"}:
            return "zh" if name == "zh" else "en"
    return "zh"
