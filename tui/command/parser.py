"""A parser of command lines whose help and errors are in the user's language."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from math import inf
from pathlib import Path
from typing import NoReturn, TypeVar

from model.errors import ExportError
from model.messages import LANGUAGES, Language
from model.text import clean_line
from tui.command.words import command_message, language_of

Form = TypeVar("Form", bound=str)

USAGE_ERROR = 2
"""The exit status for a command line that is not understood."""

INTERRUPTED = 130
"""The exit status after ctrl+c, as shells have it."""

_FAULTS = (
    (
        re.compile(r"the following arguments are required: (?P<names>.+)", re.DOTALL),
        command_message("{names} is missing"),
    ),
    (
        re.compile(r"unrecognized arguments: (?P<words>.+)", re.DOTALL),
        command_message("{words} is not understood"),
    ),
    (
        re.compile(
            r"argument (?P<name>.+?): invalid choice: (?P<value>.+) \(choose from (?P<choices>.+)\)",
            re.DOTALL,
        ),
        command_message("{name}: {value} is none of {choices}"),
    ),
    (
        re.compile(r"argument (?P<name>.+?): invalid _year value: '(?P<value>.*)'", re.DOTALL),
        command_message("{name}: {value} is no year of an edition"),
    ),
    (
        re.compile(r"argument (?P<name>.+?): invalid given_path value: '(?P<value>.*)'", re.DOTALL),
        command_message("{name}: an empty name is no path"),
    ),
    (
        re.compile(r"argument (?P<name>.+?): invalid _times value: '(?P<value>.*)'", re.DOTALL),
        command_message("{name}: {value} is no number above 0"),
    ),
    (
        re.compile(r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)"),
        command_message("{name} and {other} exclude each other"),
    ),
    (
        re.compile(r"argument (?P<name>.+?): expected one argument"),
        command_message("{name} needs a value"),
    ),
)
"""What argparse reports of a faulty command line, and our own words for it."""


def given_path(text: str) -> Path:
    """Return a path of the command line; an empty one would mean the current folder, which nobody wrote."""
    if not text:
        raise ValueError(text)
    return Path(text)


def _times(text: str) -> float:
    times = float(text)
    if not 0 < times < inf:
        raise ValueError(text)
    return times


def add_limit_option(parser: Parser) -> None:
    """Let the command line state how many times as much as usual the work on one document may take."""
    parser.options.add_argument(
        "--limit",
        type=_times,
        default=1.0,
        metavar="N",
        help=parser.translated("let each document take N times as much time and memory as usual (1)"),
    )


class Parser(argparse.ArgumentParser):
    """An argument parser with two groups of its own; `usage` is one line after the program's name."""

    def __init__(self, language: Language, usage: str, description: str) -> None:
        self._language = language
        self._usage = f"{self.translated('Usage')}: yushen {usage}"
        super().__init__(
            prog="yushen",
            usage=argparse.SUPPRESS,
            description=f"{self._usage}\n\n{self.translated(description)}".replace("%", "%%"),
            add_help=False,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        self.named = self.add_argument_group(self.translated("Arguments"))
        self.options = self.add_argument_group(self.translated("Options"))
        self.options.add_argument("-h", "--help", action="help", help=self.translated("show this help"))
        self.options.add_argument(
            "--lang",
            choices=LANGUAGES,
            help=self.translated(
                "the language; if not given, that of the locale, and Chinese where it names none"
            ),
        )
        self.options.add_argument(
            "--debug",
            action="store_true",
            help=self.translated("show where in the program something broke down"),
        )

    def translated(self, template: str) -> str:
        """Return a template in the user's language."""
        return command_message(template).text(self._language)

    def error(self, message: str) -> NoReturn:
        """End with status 2 and report what is wrong and where help is."""
        complaint = command_message(
            "{error}. See “yushen --help”; each command after it has a --help of its own.",
            error=clean_line(self._translated_error(message)),
        )
        self.exit(USAGE_ERROR, f"{self._usage}\nyushen: {complaint.text(self._language)}\n")

    def _translated_error(self, message: str) -> str:
        """Return what argparse reports, which knows only English, in the user's language."""
        for pattern, own in _FAULTS:
            match = pattern.fullmatch(message)
            if match:
                return command_message(own.template, **match.groupdict()).text(self._language)
        return message


def chosen_language(arguments: Sequence[str]) -> Language:
    """Return the language that the command line asks for, else that of the locale."""
    for position, word in enumerate(arguments):
        option, _, value = word.partition("=")
        if option == "--lang":
            asked = value or "".join(arguments[position + 1 : position + 2])
            return next((language for language in LANGUAGES if language == asked), language_of())
    return language_of()


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
