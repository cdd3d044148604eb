"""What is said of documents before they are read, in mapping files that a command is given."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tui.command.parser import Parser, given_path

if TYPE_CHECKING:
    from model.mapping.mapping import TableMapping


def add_mapping_option(parser: Parser) -> None:
    """Let a command take mapping files, any number of them."""
    parser.options.add_argument(
        "--mapping",
        action="append",
        default=[],
        type=given_path,
        metavar="FILE",
        help=parser.say("a mapping file: what the tables are that are not recognised; may be given again"),
    )


def given_mappings(files: Iterable[Path]) -> tuple[TableMapping, ...]:
    """Return the mappings of files, in their order. Raises InvalidDataError, with the line."""
    found: list[TableMapping] = []
    for file in files:
        from model.lexicon.lexicon import lexicon
        from model.mapping.mapping import load_mappings

        found += load_mappings(file, lexicon())
    return tuple(found)
