"""The catalogue of codes and names: an official edition imported, listed with the shipped ones, or removed."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from model.classification.editions import FIRST_YEAR, LAST_YEAR
from model.errors import Trouble
from model.messages import Language, Message
from model.text import clean_line
from tui.command.parser import USAGE_ERROR, Parser, given_path
from tui.command.words import command_message
from tui.folders import configuration_folder, editions_folder

TAKEN, WITH_COMPLAINTS, NOTHING = range(3)
"""The exit statuses: all of a file was taken, all but what is reported, or nothing."""

_COMPLAINTS = 40
"""So many complaints about one file are reported one by one, unless all are asked for."""

_DESCRIPTION = """\
The catalogue of codes and names by which disclosures are judged.

  yushen catalogue import FILE    take an official edition (政府收支分类科目); it judges the disclosures of its year
  yushen catalogue list           the shipped and the imported editions
  yushen catalogue remove YEAR    take an imported edition away

FILE is anything Yushen opens: xlsx, xls, ods, csv and more. Codes stand in one column or in three (类, 款, 项), the
names to the right of them; explanations are passed over. Function codes and both economic classifications may stand in
one file or in several, which are imported one after the other; revenue (1xx) is left out. Exit status: 0 all was
taken, 1 all but what is told, 2 nothing."""


def run_catalogue(arguments: list[str], language: Language) -> int:
    """Import, list or remove editions, and return the exit status."""
    actions = {"import": _import, "list": _list, "remove": _remove}
    position = next((at for at, word in enumerate(arguments) if word in actions), None)
    if position is None:
        parser = Parser(language, "catalogue import|list|remove …", _DESCRIPTION)
        parser.named.add_argument(
            "action",
            choices=tuple(actions),
            metavar="ACTION",
            help=parser.translated("what to do with the catalogue"),
        )
        parser.parse_args(arguments)
        return USAGE_ERROR
    rest = arguments[:position] + arguments[position + 1 :]
    try:
        return actions[arguments[position]](rest, language)
    except Trouble as trouble:
        _complain(trouble.line(language))
        return NOTHING


def _import(arguments: list[str], language: Language) -> int:
    parser = Parser(language, "catalogue import [OPTION ...] FILE", _DESCRIPTION)
    parser.named.add_argument(
        "file",
        type=given_path,
        metavar="FILE",
        help=parser.translated("an official edition of the classification"),
    )
    parser.options.add_argument(
        "--edition",
        type=_year,
        metavar="YEAR",
        help=parser.translated("the edition's year; if not given, as the file says"),
    )
    parser.options.add_argument(
        "--all", action="store_true", help=parser.translated("tell every difference and every complaint")
    )
    asked = parser.parse_args(arguments)
    from datetime import UTC, datetime

    from model.classification.editions import save_edition
    from model.edition.importing import joined_with, read_edition
    from tui.command.edition_words import import_lines

    found = read_edition(asked.file, asked.edition, datetime.now(UTC).date().isoformat())
    for line in _shortened(
        [trouble.line(language) for trouble in found.complaints], language, every=asked.all
    ):
        _complain(line)
    folder = editions_folder(configuration_folder())
    edition, replaced = joined_with(found.edition, folder)
    path = save_edition(edition, folder)
    _print(import_lines(found, replaced, path, every=asked.all), language)
    return WITH_COMPLAINTS if found.complaints else TAKEN


def _list(arguments: list[str], language: Language) -> int:
    Parser(language, "catalogue list [OPTION ...]", _DESCRIPTION).parse_args(arguments)
    from model.classification.editions import load_editions
    from tui.command.edition_words import imported_lines, shipped_lines

    editions, troubles = load_editions(editions_folder(configuration_folder()))
    for trouble in troubles:
        _complain(trouble.line(language))
    _print([*shipped_lines(), *imported_lines(editions)], language)
    return NOTHING if troubles else TAKEN


def _remove(arguments: list[str], language: Language) -> int:
    parser = Parser(language, "catalogue remove [OPTION ...] YEAR", _DESCRIPTION)
    parser.named.add_argument(
        "year", type=_year, metavar="YEAR", help=parser.translated("the edition's year")
    )
    year: int = parser.parse_args(arguments).year
    from model.classification.editions import remove_edition

    folder = editions_folder(configuration_folder())
    if not remove_edition(folder, year):
        message = command_message(
            "No edition of {year} was imported. “yushen catalogue list” lists all.", year=year
        )
        _complain(message.text(language))
        return NOTHING
    message = command_message(
        "The imported edition of {year} is gone; the shipped catalogue judges that year again.", year=year
    )
    _print([message], language)
    return TAKEN


def _year(text: str) -> int:
    year = int(text) if len(text) == 4 and text.isascii() and text.isdigit() else 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(text)
    return year


def _shortened(lines: list[str], language: Language, *, every: bool) -> list[str]:
    if every or len(lines) <= _COMPLAINTS:
        return lines
    more = command_message("and {count} more; --all tells all of them.", count=len(lines) - _COMPLAINTS)
    return [*lines[:_COMPLAINTS], more.text(language)]


def _print(lines: Iterable[Message | str], language: Language) -> None:
    from tui.command.terminal import print_text

    texts = (line if isinstance(line, str) else line.text(language) for line in lines)
    print_text("".join(f"{clean_line(line)}\n" for line in texts))


def _complain(line: str) -> None:
    print(f"yushen: {line}", file=sys.stderr)
