"""What the name after -o says of a format: one that says another than is written would deceive whoever opens it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from model.errors import ExportError
from model.text import clean_line
from tui.command.words import command_message

Form = TypeVar("Form", bound=str)

_NEVER_WRITTEN = frozenset({".pdf", ".xls", ".xlsm", ".doc", ".ods", ".et"})
"""Endings of other programs' formats, which none of these is."""


def format_of(output: Path | None, asked: Form | None, suffixes: Mapping[Form, str], otherwise: Form) -> Form:
    """Return the format that was asked for, else that of the output's name, else `otherwise` where it has no ending.

    Raises ExportError where the name has the ending of another format, or without a format one that none has.
    """
    suffix = output.suffix.lower() if output else ""
    by_name = next((form for form, ending in suffixes.items() if ending == suffix), None)
    if not suffix:
        return asked or otherwise
    if asked is None:
        if by_name is None:
            raise _refusal(output, suffix, asked, suffixes)
        return by_name
    if by_name not in {asked, None} or suffix in _NEVER_WRITTEN:
        raise _refusal(output, suffix, asked, suffixes)
    return asked


def _refusal(
    output: Path | None, suffix: str, asked: str | None, suffixes: Mapping[Form, str]
) -> ExportError:
    endings = ", ".join(suffixes.values())
    if asked is None:
        what = command_message("Nothing is written in the format of {suffix}.", suffix=clean_line(suffix))
        remedy = command_message(
            "Let the name end in one of {endings}, or choose with --format.", endings=endings
        )
    else:
        what = command_message(
            "The name ends in {suffix}, but --format is {format}.", suffix=clean_line(suffix), format=asked
        )
        ending = next((each for form, each in suffixes.items() if form == asked), "")
        remedy = command_message("Let the name end in {ending}, or leave --format out.", ending=ending)
    return ExportError(clean_line(str(output)), what, remedy)
