"""What the commands without a screen have in common: reading files as disclosures, and auditing them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from model.errors import Trouble
from model.finding import Report
from model.messages import Language
from tui.command.editions import use_editions
from tui.command.paths import Inputs
from tui.command.terminal import ProgressLine
from tui.command.words import command_message

if TYPE_CHECKING:
    from checks.rule_files import RuleFiles
    from model.disclosure import Disclosure
    from model.mapping.mapping import TableMapping


def audited(
    found: Inputs, given: Sequence[TableMapping], files: RuleFiles, language: Language, *, group: bool
) -> tuple[list[Disclosure], Report, list[Trouble]]:
    """Return the disclosures of files, what an audit says of them, and what went wrong."""
    from model.disclosure import open_disclosures
    from model.engagement.instructions import instructions

    line = ProgressLine()

    said = instructions(found.files)
    faults = use_editions(files.folder)
    try:
        disclosures, troubles = open_disclosures(
            found.files,
            group=group,
            progress=partial(line.reading, language=language),
            mappings=(*said.mappings, *given),
            bindings=said.bindings,
        )
        from checks.rulebook import rule_book
        from checks.runner import audit

        book, more = rule_book(files)
        faults += more
        asked = max(len(book.asked) * len(disclosures), 1)
        rules = count()

        def auditing(rule: str) -> None:
            percent = min(next(rules) * 100 // asked, 100)
            told = command_message("Auditing, {rule} ({percent}%)", rule=rule, percent=percent)
            line.tell(told.text(language))

        report = audit(disclosures, auditing, book)
    finally:
        line.clear()
    return disclosures, report, [*faults, *found.troubles, *said.troubles, *troubles]


def grouped_paths(disclosures: Sequence[Disclosure]) -> list[list[str]]:
    """Return the paths of the documents of each disclosure."""
    return [[document.book.path for document in each.documents] for each in disclosures]
