"""Auditing files as the commands without a screen do: what is wrong is reported at once, what is judged is not lost."""

from __future__ import annotations

import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

from model.errors import Trouble
from model.finding import Report
from model.messages import Language
from model.record import dataclass
from tui.command.given_files import rule_files
from tui.command.paths import Inputs
from tui.command.terminal import ProgressLine
from tui.command.words import command_message
from tui.folders import configuration_folder, use_editions

if TYPE_CHECKING:
    from checks.runner import Audit
    from model.disclosure import Disclosure, Document
    from model.mapping.mapping import TableMapping


class Complaints:
    """Reports on standard error what is wrong, each trouble once, as soon as it is met, above the progress line."""

    def __init__(self, language: Language) -> None:
        self.line = ProgressLine()
        self.language = language
        self._reported: set[str] = set()

    @property
    def has_reported(self) -> bool:
        """Whether anything was wrong."""
        return bool(self._reported)

    def report(self, trouble: Trouble) -> None:
        """Write what is wrong, unless it was written."""
        line = trouble.line(self.language)
        if line not in self._reported:
            self._reported.add(line)
            self.write(line)

    def write(self, line: str) -> None:
        """Write a line."""
        self.line.clear()
        print_error(line)


@dataclass(frozen=True, slots=True)
class Audited:
    """What an audit found, and the disclosures that it judged.

    `was_stopped`: it was interrupted, and holds what was judged until then.
    """

    report: Report
    disclosures: tuple[Disclosure, ...]
    was_stopped: bool

    @property
    def groups(self) -> list[list[str]]:
        """The paths of the documents of each disclosure."""
        return [[document.book.path for document in each.documents] for each in self.disclosures]

    @property
    def documents(self) -> list[Document]:
        """The documents of all disclosures."""
        return [document for each in self.disclosures for document in each.documents]


def audited(
    found: Inputs, given: Sequence[TableMapping], asked: Namespace, complaints: Complaints
) -> Audited:
    """Audit each disclosure as soon as it is read. What was judged when it is interrupted is not lost."""
    from model.disclosure import Opened, Opening, unused_mappings
    from model.engagement.instructions import instructions
    from model.versions import versions

    standing = instructions(found.files)
    mappings = (*standing.mappings, *given)
    for trouble in (*use_editions(rule_files(asked).folder), *found.troubles, *standing.troubles):
        complaints.report(trouble)
    reading = partial(complaints.line.reading, language=complaints.language)
    opening = Opening(asked.group, reading, mappings=mappings, bindings=standing.bindings, limit=asked.limit)
    audit: Audit | None = None
    try:
        with interruptible() as stop_if_asked, closing(opening.each(found.files)) as opened:
            for each in opened:
                stop_if_asked()
                if isinstance(each, Opened):
                    audit = audit or _audit(asked, complaints)
                    audit.judge(each.position, each.disclosure)
                else:
                    complaints.report(each)
        audit = audit or _audit(asked, complaints)
        report = audit.report()
    except KeyboardInterrupt:
        if audit is None:
            raise
        return _stopped(audit, len(found.files), complaints)
    for trouble in (*report.troubles, *unused_mappings(mappings, audit.disclosures)):
        complaints.report(trouble)
    for notice in versions(audit.disclosures) if asked.group else ():
        complaints.write(notice.text(complaints.language))
    return Audited(report, tuple(audit.disclosures), was_stopped=False)


@contextmanager
def interruptible() -> Iterator[Callable[[], None]]:
    """Give a check that raises KeyboardInterrupt once Ctrl+C was pressed.

    What the signal itself raises is lost where Python lets no error out, as while it frees an object.
    """
    came: list[int] = []

    def take(number: int, _: object) -> None:
        came.append(number)
        raise KeyboardInterrupt

    def check() -> None:
        if came:
            raise KeyboardInterrupt

    if current_thread() is not main_thread():
        yield check
        return
    before = signal.signal(signal.SIGINT, take)
    try:
        yield check
    finally:
        signal.signal(signal.SIGINT, before)


def _audit(asked: Namespace, complaints: Complaints) -> Audit:
    """Return an audit by the user's rules; what is wrong with these is reported."""
    from checks.rulebook import rule_book
    from checks.runner import Audit

    book, faults = rule_book(rule_files(asked))
    for trouble in faults:
        complaints.report(trouble)

    def auditing(rule: str) -> None:
        message = command_message("Auditing, {rule} ({percent}%)", rule=rule, percent=complaints.line.percent)
        complaints.line.show(message.text(complaints.language))

    return Audit(book, auditing, limit=asked.limit)


def _stopped(audit: Audit, count: int, complaints: Complaints) -> Audited:
    """Return what was judged until the audit was stopped, and report how much of all that is."""
    done = sum(len(disclosure.documents) for disclosure in audit.disclosures)
    message = command_message(
        "Stopped: {done} of {count} files were audited, and the report holds these alone.",
        done=done,
        count=count,
    )
    complaints.write(message.text(complaints.language))
    report = audit.report(compared=False)
    for trouble in report.troubles:
        complaints.report(trouble)
    return Audited(report, tuple(audit.disclosures), was_stopped=True)


def read_in_the_end(
    found: Inputs, given: Sequence[TableMapping], limit: float, complaints: Complaints
) -> list[Disclosure]:
    """Return the disclosures of files as an audit by Yushen's own rules reads them; what is wrong is reported.

    A table that fails is read anew: what rests on these is what the audit rests on.
    """
    from model.disclosure import open_disclosures
    from model.engagement.instructions import instructions

    standing = instructions(found.files)
    troubles = (*use_editions(configuration_folder()), *found.troubles, *standing.troubles)
    try:
        disclosures, more = open_disclosures(
            found.files,
            progress=partial(complaints.line.reading, language=complaints.language),
            mappings=(*standing.mappings, *given),
            bindings=standing.bindings,
            limit=limit,
        )
    finally:
        complaints.line.clear()
    from checks.rulebook import rule_book
    from checks.runner import judged

    disclosures, report = judged(disclosures, book=rule_book()[0], limit=limit)
    for trouble in (*troubles, *more, *report.troubles):
        complaints.report(trouble)
    return disclosures


def print_error(line: str) -> None:
    """Print a line on standard error."""
    print(f"yushen: {line}", file=sys.stderr)
