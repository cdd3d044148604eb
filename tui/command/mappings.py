"""What is said of documents before they are read: in mapping files, and in the engagement that they have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from model.errors import EngagementError, Trouble
from tui.command.parser import Parser, given_path

if TYPE_CHECKING:
    from model.mapping.mapping import TableMapping
    from model.reading.claim_binding import ClaimBinding


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
        from model.mapping.file import load_mappings

        found += load_mappings(file, lexicon())
    return tuple(found)


def mappings_of(
    given: Sequence[TableMapping], documents: Sequence[Path]
) -> tuple[tuple[TableMapping, ...], list[Trouble]]:
    """Return the mappings that the documents' engagement keeps then the given ones; and why it could not be read."""
    from model.engagement.kept import kept_mappings

    try:
        return (*kept_mappings(documents), *given), []
    except EngagementError as error:
        return tuple(given), [error]


def bindings_of(documents: Sequence[Path]) -> tuple[ClaimBinding, ...]:
    """Return the claims bound by hand that the documents' engagement keeps; `mappings_of` says why it has none."""
    from model.engagement.kept import kept_bindings

    try:
        return kept_bindings(documents)
    except EngagementError:
        return ()
