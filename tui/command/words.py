"""The command line's own words, and the language to say them in."""

from __future__ import annotations

import os
from collections.abc import Mapping

from model.messages import Language, Message

FLOOR = "tui"


def command_message(template: str, /, **values: object) -> Message:
    """Return a message of the tui floor."""
    return Message(template, tuple((name, str(value)) for name, value in values.items()), FLOOR)


def language_of(environment: Mapping[str, str] = os.environ) -> Language:
    """Return the language of the locale: Chinese where it says so, English everywhere else."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(variable):
            return "zh" if environment[variable].lower().startswith("zh") else "en"
    return "en"
