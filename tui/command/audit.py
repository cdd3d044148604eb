"""An audit without a screen: read, check, write the working paper, and tell by the exit status how it ended."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from model.errors import ExportError, InvalidDataError, Trouble
from model.export.write import BINARY, FILE_SUFFIXES, FORMATS, SIGNED, Format
from model.finding import Report, Severity
from model.messages import Language
from tui.command.mappings import add_mapping_option, bindings_of, given_mappings, mappings_of
from tui.command.parser import Parser
from tui.command.paths import Inputs, inputs
from tui.command.rule_files import add_rule_options, rule_files
from tui.command.terminal import ProgressLine, print_text, shows_colour, terminal_width
from tui.command.version import version
from tui.command.words import command_message

if TYPE_CHECKING:
    from checks.rulebook import RuleFiles
    from model.export.paper import WorkingPaper
    from model.recognition.mapping import TableMapping

CLEAN, FOUND, UNREADABLE, RULE_FAILED = range(4)
"""The exit statuses; where several apply, the greatest."""

_GRAVITY = (Severity.ERROR, Severity.WARNING, Severity.NOTICE)
_NEVER = "never"


def run_audit(arguments: list[str], language: Language) -> int:
    """Audit files and folders, print or write the working paper, and return the exit status."""
    parser = _parser(language)
    asked = parser.parse_args(arguments)
    form = _format(asked)
    if form in BINARY and asked.output is None and sys.stdout.isatty():
        parser.error(parser.say("this format needs -o FILE: a terminal cannot show it"))
    try:
        given = given_mappings(asked.mapping)
    except InvalidDataError as error:
        _say(error.line(language))
        return UNREADABLE
    found = inputs(asked.paths, asked.output)
    report, troubles = _audited(found, given, rule_files(asked), language, group=asked.group)
    paper, more = _paper(report, found.files, language, form)
    troubles += more
    for line in dict.fromkeys(trouble.line(language) for trouble in troubles):
        _say(line)
    status = _status(report, asked.fail_on, language, unreadable=bool(troubles))
    try:
        _deliver(paper, form, asked.output, found.files)
    except ExportError as error:
        _say(error.line(language))
        return max(status, UNREADABLE)
    return status


def _parser(language: Language) -> Parser:
    parser = Parser(
        language, "audit [OPTION ...] PATH ...", "Audit files and folders, and print or write the report."
    )
    say = parser.say
    parser.named.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=say("a file or a folder"))
    add = parser.options.add_argument
    add("--format", choices=FORMATS, help=say("the format; if not given, by the name after -o, else text"))
    add("-o", "--output", type=Path, metavar="FILE", help=say("write to this file"))
    add("--no-group", dest="group", action="store_false", help=say("audit each file alone"))
    add_mapping_option(parser)
    add_rule_options(parser)
    add(
        "--fail-on",
        choices=(*(severity.value for severity in _GRAVITY), _NEVER),
        default=Severity.ERROR.value,
        help=say("the least severity that makes the exit status 1 (error)"),
    )
    return parser


def _format(asked: Namespace) -> Format:
    if asked.format is not None:
        form: Format = asked.format
        return form
    suffix = asked.output.suffix.lower() if asked.output else ""
    return next((form for form in FORMATS if FILE_SUFFIXES[form] == suffix), "text")


def _audited(
    found: Inputs, given: Sequence[TableMapping], files: RuleFiles, language: Language, *, group: bool
) -> tuple[Report, list[Trouble]]:
    from checks.rulebook import rule_book
    from checks.runner import audit
    from model.disclosure import open_disclosures

    line = ProgressLine()

    def progress(path: str, share: float) -> None:
        told = command_message("Reading {path} ({percent}%)", path=Path(path).name, percent=int(share * 100))
        line.tell(told.text(language))

    mappings, unread = mappings_of(given, found.files)
    book, faults = rule_book(files)
    try:
        disclosures, troubles = open_disclosures(
            found.files,
            group=group,
            progress=progress,
            mappings=mappings,
            bindings=bindings_of(found.files),
        )
        line.tell(command_message("Auditing").text(language))
        report = audit(disclosures, book=book)
    finally:
        line.clear()
    return report, [*faults, *found.troubles, *unread, *troubles]


def _paper(
    report: Report, files: Sequence[Path], language: Language, form: Format
) -> tuple[WorkingPaper, list[Trouble]]:
    """Return the working paper, with what an engagement beside the files says; it is only read."""
    from model.engagement.record import utc_now
    from model.export.paper import working_paper

    made_at, release = utc_now(), version() if form in SIGNED else ""
    bare = working_paper(report, None, language, made_at, release)
    if form == "json" or not files:
        return bare, []
    from model.engagement.engagement import Engagement
    from model.engagement.location import locate

    try:
        path = locate(files).path
        if not path.is_file():
            return bare, []
        with Engagement.open(path, read_only=True) as engagement:
            engagement.remember(report)
            return working_paper(report, engagement, language, made_at, release), []
    except Trouble as trouble:
        return bare, [trouble]


def _status(report: Report, fail_on: str, language: Language, *, unreadable: bool) -> int:
    failed = [line.rule for line in report.ledger if line.failed]
    for rule in failed:
        told = command_message(
            "rule {rule} failed: this is a defect of Yushen, not of the documents.", rule=rule
        )
        _say(told.text(language))
    if failed:
        return RULE_FAILED
    if unreadable:
        return UNREADABLE
    counted = () if fail_on == _NEVER else _GRAVITY[: _GRAVITY.index(Severity(fail_on)) + 1]
    return FOUND if any(finding.severity in counted for finding in report.findings) else CLEAN


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
