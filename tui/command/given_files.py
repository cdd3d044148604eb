"""The mappings, relations and settings of a command: in the files it names, and in the user's own folder."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tui.command.parser import Parser, given_path
from tui.folders import configuration_folder

if TYPE_CHECKING:
    from checks.rule_files import RuleFiles
    from model.mapping.mapping import TableMapping


def add_mapping_option(parser: Parser) -> None:
    """Let a command take mapping files, any number of them."""
    parser.options.add_argument(
        "--mapping",
        action="append",
        default=[],
        type=given_path,
        metavar="FILE",
        help=parser.translated(
            "a mapping file: what the tables are that are not recognised; may be given again"
        ),
    )


def given_mappings(files: Iterable[Path]) -> tuple[TableMapping, ...]:
    """Return the mappings of files, in their order. Raises InvalidDataError, with the line."""
    found: list[TableMapping] = []
    for file in files:
        from model.lexicon.lexicon import lexicon
        from model.mapping.mapping import load_mappings

        found += load_mappings(file, lexicon())
    return tuple(found)


def add_rule_options(parser: Parser) -> None:
    """Let a command take files of relations, any number of them, and one of settings."""
    parser.options.add_argument(
        "--relations",
        action="append",
        default=[],
        type=given_path,
        metavar="FILE",
        help=parser.translated("a relation file: rules of your own; may be given again"),
    )
    parser.options.add_argument(
        "--settings",
        type=given_path,
        metavar="FILE",
        help=parser.translated("a settings file: which rules are asked, and how grave they are"),
    )


def check_rule_files(asked: Namespace) -> None:
    """Raise InvalidDataError where a file that was named cannot be read: without it another audit would be made.

    What breaks its form within a file is reported as the rules are put together, and the others hold.
    """
    from model.datafile import user_file, user_text

    if asked.settings is not None:
        user_file(asked.settings)
    for path in asked.relations:
        user_text(path)


def rule_files(asked: Namespace) -> RuleFiles:
    """Return where a command looks for relations and settings."""
    from checks.rule_files import RuleFiles

    return RuleFiles(tuple(asked.relations), asked.settings, configuration_folder())
