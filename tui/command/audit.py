"""An audit without a screen: read, check, write the working paper, and state by the exit status how it ended."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from model.errors import ExportError, InvalidDataError, Trouble
from model.export.write import BINARY, FILE_SUFFIXES, FORMATS, SIGNED, Format
from model.finding import Finding, Severity
from model.messages import Language
from tui.command import terminal
from tui.command.auditing import Audited, Complaints, audited, print_error
from tui.command.given_files import add_mapping_option, add_rule_options, check_rule_files, given_mappings
from tui.command.parser import INTERRUPTED, Parser, add_limit_option, format_of, given_path
from tui.command.paths import inputs
from tui.command.terminal import print_text, shows_colour, terminal_width
from tui.command.version import version
from tui.command.words import command_message

if TYPE_CHECKING:
    from model.export.paper import WorkingPaper

CLEAN, FOUND, UNREADABLE, RULE_FAILED = range(4)
"""The exit statuses; where several apply, the greatest."""

_GRAVITY = (Severity.ERROR, Severity.WARNING, Severity.NOTICE)
_NEVER = "never"


def run_audit(arguments: list[str], language: Language) -> int:
    """Audit files and folders, print or write the working paper, and return the exit status."""
    parser = _parser(language)
    asked = parser.parse_args(arguments)
    try:
        form = format_of(asked.output, asked.format, FILE_SUFFIXES, "text")
    except ExportError as error:
        print_error(error.line(language))
        return UNREADABLE
    if asked.output is None and not terminal.has_output():
        parser.error(parser.translated("standard output is closed: name a file with -o FILE"))
    if form in BINARY and asked.output is None and sys.stdout.isatty():
        parser.error(parser.translated("this format needs -o FILE: a terminal cannot show it"))
    try:
        given = given_mappings(asked.mapping)
        check_rule_files(asked)
    except InvalidDataError as error:
        print_error(error.line(language))
        return UNREADABLE
    found = inputs(asked.paths, asked.output)
    for notice in found.notices():
        print_error(notice.text(language))
    complaints = Complaints(language)
    try:
        found_out = audited(found, given, asked, complaints)
    finally:
        complaints.line.clear()
    paper, more = _paper(found_out, language, form)
    for trouble in more:
        complaints.report(trouble)
    if not paper.report.documents:
        print_error(command_message("Nothing was audited: no document has a result.").text(language))
        if form != "json":
            return INTERRUPTED if found_out.was_stopped else UNREADABLE
    status = _status(paper, asked.fail_on, unreadable=complaints.has_reported)
    try:
        _deliver(paper, form, asked.output, found.files)
    except ExportError as error:
        print_error(error.line(language))
        return max(status, UNREADABLE)
    return INTERRUPTED if found_out.was_stopped else status


def _parser(language: Language) -> Parser:
    parser = Parser(
        language, "audit [OPTION ...] PATH ...", "Audit files and folders, and print or write the report."
    )
    translated = parser.translated
    parser.named.add_argument(
        "paths", nargs="+", type=given_path, metavar="PATH", help=translated("a file or a folder")
    )
    add = parser.options.add_argument
    add(
        "--format",
        choices=FORMATS,
        help=translated("the format; if not given, by the name after -o, else text"),
    )
    add("-o", "--output", type=given_path, metavar="FILE", help=translated("write to this file"))
    add("--no-group", dest="group", action="store_false", help=translated("audit each file alone"))
    add_mapping_option(parser)
    add_rule_options(parser)
    add_limit_option(parser)
    add(
        "--fail-on",
        choices=(*(severity.value for severity in _GRAVITY), _NEVER),
        default=Severity.ERROR.value,
        help=translated(
            "the least severity that makes the exit status 1 (error); dismissed findings do not count"
        ),
    )
    return parser


def _paper(judged: Audited, language: Language, form: Format) -> tuple[WorkingPaper, list[Trouble]]:
    """Return the working paper, with what every document's own engagement holds; they are only read."""
    from model.engagement.location import existing
    from model.engagement.record import utc_now
    from model.export.paper import working_paper

    report, groups = judged.report, judged.groups
    made_at, release, basis = utc_now(), "", None
    if form in SIGNED:
        from checks.legal_basis import legal_basis

        release, basis = version(), legal_basis()
    if not existing([Path(path) for paths in groups for path in paths]):
        return working_paper(report, None, language, made_at, release, basis, judged.documents), []
    from model.engagement.engagements import Engagements

    with Engagements.open(groups, read_only=True) as engagements:
        engagements.remember(report)
        paper = working_paper(report, engagements, language, made_at, release, basis, judged.documents)
        return paper, [*engagements.troubles, *engagements.wrong()]


def _status(paper: WorkingPaper, fail_on: str, *, unreadable: bool) -> int:
    failed = [line.rule for line in paper.report.ledger if line.failed]
    for rule in failed:
        message = command_message(
            "rule {rule} failed: this is a defect of Yushen, not of the documents.", rule=rule
        )
        print_error(message.text(paper.language))
    if failed:
        return RULE_FAILED
    if unreadable:
        return UNREADABLE
    return FOUND if _counted(paper, fail_on) else CLEAN


def _counted(paper: WorkingPaper, fail_on: str) -> list[Finding]:
    """Return the findings that make the audit fail; those that the auditor dismissed do not, and this is reported."""
    grave = () if fail_on == _NEVER else _GRAVITY[: _GRAVITY.index(Severity(fail_on)) + 1]
    found = [finding for finding in paper.report.findings if finding.severity in grave]
    counted = [finding for finding in found if not paper.is_dismissed(finding)]
    if len(counted) < len(found):
        message = command_message(
            "{count} findings that were dismissed in the engagement do not count for the exit status.",
            count=len(found) - len(counted),
        )
        print_error(message.text(paper.language))
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
