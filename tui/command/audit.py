"""An audit without a screen: read, check, write the working paper, and tell by the exit status how it ended."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from model.errors import ExportError, InvalidDataError, Trouble
from model.export.write import BINARY, FILE_SUFFIXES, FORMATS, SIGNED, Format
from model.finding import Finding, Report, Severity
from model.messages import Language
from tui.command import terminal
from tui.command.editions import use_editions
from tui.command.mappings import add_mapping_option, given_mappings
from tui.command.parser import INTERRUPTED, Parser, add_limit_option, given_path
from tui.command.paths import Inputs, inputs
from tui.command.rule_files import add_rule_options, rule_files
from tui.command.terminal import ProgressLine, print_text, shows_colour, terminal_width
from tui.command.version import version
from tui.command.words import command_message

if TYPE_CHECKING:
    from checks.runner import Audit
    from model.export.paper import WorkingPaper
    from model.mapping.mapping import TableMapping

CLEAN, FOUND, UNREADABLE, RULE_FAILED = range(4)
"""The exit statuses; where several apply, the greatest."""

_GRAVITY = (Severity.ERROR, Severity.WARNING, Severity.NOTICE)
_NEVER = "never"


def run_audit(arguments: list[str], language: Language) -> int:
    """Audit files and folders, print or write the working paper, and return the exit status."""
    parser = _parser(language)
    asked = parser.parse_args(arguments)
    form = _format(asked)
    if asked.output is None and not terminal.has_output():
        parser.error(parser.say("standard output is closed: name a file with -o FILE"))
    if form in BINARY and asked.output is None and sys.stdout.isatty():
        parser.error(parser.say("this format needs -o FILE: a terminal cannot show it"))
    try:
        given = given_mappings(asked.mapping)
    except InvalidDataError as error:
        _say(error.line(language))
        return UNREADABLE
    found = inputs(asked.paths, asked.output)
    complaints = Complaints(language)
    try:
        audited = _audited(found, given, asked, complaints)
    finally:
        complaints.line.clear()
    paper, more = _paper(audited.report, audited.groups, language, form)
    for trouble in more:
        complaints.tell(trouble)
    status = _status(paper, asked.fail_on, unreadable=complaints.has_told)
    try:
        _deliver(paper, form, asked.output, found.files)
    except ExportError as error:
        _say(error.line(language))
        return max(status, UNREADABLE)
    return INTERRUPTED if audited.was_stopped else status


def _parser(language: Language) -> Parser:
    parser = Parser(
        language, "audit [OPTION ...] PATH ...", "Audit files and folders, and print or write the report."
    )
    say = parser.say
    parser.named.add_argument(
        "paths", nargs="+", type=given_path, metavar="PATH", help=say("a file or a folder")
    )
    add = parser.options.add_argument
    add("--format", choices=FORMATS, help=say("the format; if not given, by the name after -o, else text"))
    add("-o", "--output", type=given_path, metavar="FILE", help=say("write to this file"))
    add("--no-group", dest="group", action="store_false", help=say("audit each file alone"))
    add_mapping_option(parser)
    add_rule_options(parser)
    add_limit_option(parser)
    add(
        "--fail-on",
        choices=(*(severity.value for severity in _GRAVITY), _NEVER),
        default=Severity.ERROR.value,
        help=say("the least severity that makes the exit status 1 (error); dismissed findings do not count"),
    )
    return parser


def _format(asked: Namespace) -> Format:
    if asked.format is not None:
        form: Format = asked.format
        return form
    suffix = asked.output.suffix.lower() if asked.output else ""
    return next((form for form in FORMATS if FILE_SUFFIXES[form] == suffix), "text")


class Complaints:
    """Says on standard error what is wrong, each trouble once and as soon as it is met, above the line of progress."""

    def __init__(self, language: Language) -> None:
        self.line = ProgressLine()
        self.language = language
        self._told: set[str] = set()

    @property
    def has_told(self) -> bool:
        """Whether anything was wrong."""
        return bool(self._told)

    def tell(self, trouble: Trouble) -> None:
        """Say what is wrong, unless it was said."""
        line = trouble.line(self.language)
        if line not in self._told:
            self._told.add(line)
            self.say(line)

    def say(self, line: str) -> None:
        """Say a line."""
        self.line.clear()
        _say(line)


@dataclass(frozen=True, slots=True)
class Audited:
    """What an audit found; `groups` are the paths of the documents of each disclosure.

    `was_stopped`: it was interrupted, and holds what was judged until then.
    """

    report: Report
    groups: list[list[str]]
    was_stopped: bool


def _audited(
    found: Inputs, given: Sequence[TableMapping], asked: Namespace, complaints: Complaints
) -> Audited:
    """Audit each disclosure as soon as it is read. What was judged when it is interrupted is kept."""
    from model.disclosure import Opened, Opening, unused_mappings
    from model.engagement.instructions import instructions

    standing = instructions(found.files)
    mappings = (*standing.mappings, *given)
    for trouble in (*use_editions(rule_files(asked).folder), *found.troubles, *standing.troubles):
        complaints.tell(trouble)
    reading = partial(complaints.line.reading, language=complaints.language)
    opening = Opening(asked.group, reading, mappings=mappings, bindings=standing.bindings, limit=asked.limit)
    audit: Audit | None = None
    try:
        with closing(opening.each(found.files)) as opened:
            for each in opened:
                if isinstance(each, Opened):
                    audit = audit or _audit(asked, complaints)
                    audit.judge(each.position, each.disclosure)
                else:
                    complaints.tell(each)
        audit = audit or _audit(asked, complaints)
        report = audit.report()
    except KeyboardInterrupt:
        if audit is None:
            raise
        return _stopped(audit, len(found.files), complaints)
    for trouble in (*report.troubles, *unused_mappings(mappings, audit.disclosures)):
        complaints.tell(trouble)
    return Audited(report, _groups(audit), was_stopped=False)


def _audit(asked: Namespace, complaints: Complaints) -> Audit:
    """Return an audit by the user's rules; what is wrong with these is told."""
    from checks.rulebook import rule_book
    from checks.runner import Audit

    book, faults = rule_book(rule_files(asked))
    for trouble in faults:
        complaints.tell(trouble)

    def auditing(rule: str) -> None:
        told = command_message("Auditing, {rule} ({percent}%)", rule=rule, percent=complaints.line.percent)
        complaints.line.tell(told.text(complaints.language))

    return Audit(book, auditing, limit=asked.limit)


def _stopped(audit: Audit, count: int, complaints: Complaints) -> Audited:
    """Return what was judged until the audit was stopped, and say how much of all that is."""
    done = sum(len(disclosure.documents) for disclosure in audit.disclosures)
    told = command_message(
        "Stopped: {done} of {count} files were audited, and the report holds these alone.",
        done=done,
        count=count,
    )
    complaints.say(told.text(complaints.language))
    report = audit.report(compared=False)
    for trouble in report.troubles:
        complaints.tell(trouble)
    return Audited(report, _groups(audit), was_stopped=True)


def _groups(audit: Audit) -> list[list[str]]:
    """Return the paths of the documents of each disclosure."""
    return [[document.book.path for document in each.documents] for each in audit.disclosures]


def _paper(
    report: Report, groups: Sequence[Sequence[str]], language: Language, form: Format
) -> tuple[WorkingPaper, list[Trouble]]:
    """Return the working paper, with what every document's own engagement says; they are only read."""
    from model.engagement.record import utc_now
    from model.export.paper import working_paper

    made_at, release = utc_now(), version() if form in SIGNED else ""
    if not groups:
        return working_paper(report, None, language, made_at, release), []
    from model.engagement.engagements import Engagements

    with Engagements.open(groups, read_only=True) as engagements:
        engagements.remember(report)
        paper = working_paper(report, engagements, language, made_at, release)
        return paper, [*engagements.troubles, *engagements.wrong()]


def _status(paper: WorkingPaper, fail_on: str, *, unreadable: bool) -> int:
    failed = [line.rule for line in paper.report.ledger if line.failed]
    for rule in failed:
        told = command_message(
            "rule {rule} failed: this is a defect of Yushen, not of the documents.", rule=rule
        )
        _say(told.text(paper.language))
    if failed:
        return RULE_FAILED
    if unreadable:
        return UNREADABLE
    return FOUND if _counted(paper, fail_on) else CLEAN


def _counted(paper: WorkingPaper, fail_on: str) -> list[Finding]:
    """Return the findings that make the audit fail; those that the auditor dismissed do not, and this is told."""
    grave = () if fail_on == _NEVER else _GRAVITY[: _GRAVITY.index(Severity(fail_on)) + 1]
    found = [finding for finding in paper.report.findings if finding.severity in grave]
    counted = [finding for finding in found if not paper.is_dismissed(finding)]
    if len(counted) < len(found):
        told = command_message(
            "{count} findings that were dismissed in the engagement do not count for the exit status.",
            count=len(found) - len(counted),
        )
        _say(told.text(paper.language))
    return counted


def _deliver(paper: WorkingPaper, form: Format, output: Path | None, sources: Sequence[Path]) -> None:
    from model.export.write import render, write

    if output is not None:
        write(render(paper, form), output, sources)
    elif form == "text":
        from model.export.text import render as render_text

        print_text(render_text(paper, terminal_width(), colour=shows_colour()))
    else:
        sys.stdout.buffer.write(render(paper, form))


def _say(line: str) -> None:
    print(f"yushen: {line}", file=sys.stderr)
