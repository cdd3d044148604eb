"""The working papers of an engagement: evidence sheets, working papers, the ledger, annotated copies, reports."""

from __future__ import annotations

import hashlib
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from model.errors import ExportError, Trouble
from model.finding import DocumentSummary, Report
from model.messages import Language, message
from model.text import clean_line
from tui.command.auditing import audited, grouped_paths
from tui.command.mappings import add_mapping_option, given_mappings
from tui.command.parser import Parser, given_path
from tui.command.paths import inputs
from tui.command.rule_files import add_rule_options, rule_files
from tui.command.version import version
from tui.command.words import command_message

if TYPE_CHECKING:
    from model.disclosure import Disclosure
    from model.export.paper import WorkingPaper
    from model.export.papers.dossier import Dossier
    from model.export.papers.ledger import Filled
    from model.export.papers.returned import ReturnedLedger
    from model.export.papers.template import Template

WRITTEN, WITH_COMPLAINTS, NOTHING = range(3)
"""The exit statuses: all was written, all but what is said, or nothing."""

_DESCRIPTION = """\
Write the working papers of an engagement into a folder, each to be filed as it is:

  evidence sheets (审计取证单) and a working paper (审计工作底稿) of each audited unit, as .docx
  the list of problems and rectification ledger (问题清单和整改台账), as .xlsx
  an annotated copy of each document, its cells noted and filled, or framed on the page
  the report as html, md, csv and json

What was decided in the engagement beside the files stands on them. The same engagement gives the same bytes.
Exit status: 0 all was written, 1 all but what is said, 2 nothing."""


def run_papers(arguments: list[str], language: Language) -> int:
    """Read and audit files and folders, write the papers, and return the exit status."""
    asked = _parser(language).parse_args(arguments)
    try:
        given = given_mappings(asked.mapping)
        template = _template(asked.template)
        returned = _returned(asked.take)
        found = inputs(asked.paths)
        disclosures, report, troubles = audited(found, given, rule_files(asked), language, group=asked.group)
        troubles += report.troubles
        if not report.documents:
            _tell(troubles, language)
            return NOTHING
        paper, filled, more = _engaged(report, disclosures, language, returned, asked.author)
    except Trouble as trouble:
        _tell([trouble], language)
        return NOTHING
    troubles += [*more, *(returned.complaints if returned else ())]
    if asked.output is not None:
        dossier = _dossier(paper, disclosures, asked)
        troubles += _written(dossier, asked, template, filled, found.files)
    _tell(troubles, language)
    return WITH_COMPLAINTS if troubles else WRITTEN


def _parser(language: Language) -> Parser:
    parser = Parser(language, "papers [OPTION ...] PATH ... -o DIR", _DESCRIPTION)
    say = parser.say
    parser.named.add_argument(
        "paths", nargs="+", type=given_path, metavar="PATH", help=say("a file or a folder")
    )
    add = parser.options.add_argument
    add("-o", "--output", type=given_path, metavar="DIR", help=say("write into this folder"))
    add(
        "--per",
        choices=("unit", "problem"),
        default="unit",
        help=say("an evidence sheet for each audited unit, or for each problem (unit)"),
    )
    add("--only", choices=("confirmed",), help=say("only the problems that were confirmed"))
    add(
        "--template",
        type=given_path,
        metavar="FILE",
        help=say("an evidence sheet of your own, .docx with placeholders such as {{{{编号}}}}"),
    )
    add(
        "--take",
        type=given_path,
        metavar="FILE",
        help=say("a ledger that came back: what is written in it goes into the engagement"),
    )
    add("--project", default="", metavar="NAME", help=say("the name of the audit project"))
    add("--author", default="", metavar="NAME", help=say("who takes a ledger in; the login's name otherwise"))
    add("--no-group", dest="group", action="store_false", help=say("audit each file alone"))
    add_mapping_option(parser)
    add_rule_options(parser)
    return parser


def _template(path: Path | None) -> Template | None:
    if path is None:
        return None
    from model.export.papers.form_fields import FIELD_NAMES
    from model.export.papers.template import Template

    return Template(path, FIELD_NAMES)


def _returned(path: Path | None) -> ReturnedLedger | None:
    if path is None:
        return None
    from model.export.papers.returned import read_ledger

    return read_ledger(path)


def _engaged(
    report: Report,
    disclosures: Sequence[Disclosure],
    language: Language,
    returned: ReturnedLedger | None,
    author: str,
) -> tuple[WorkingPaper, Filled, list[Trouble]]:
    """Return the working paper with what the engagements say, what is known of rectification, and troubles.

    A ledger that came back goes into the engagements first; without one they are only read.
    """
    from checks.legal_basis import legal_basis
    from model.engagement.engagements import Engagements
    from model.export.paper import working_paper
    from model.export.papers.taking import filled_before, take_into

    groups = grouped_paths(disclosures)
    who = author or _login()
    with Engagements.open(groups, read_only=returned is None, author=who) as engagements:
        engagements.remember(report)
        if returned is not None:
            count = take_into(engagements, returned.filled, who)
            _say(command_message("Taken from the ledger: {count} problems.", count=count).text(language))
        made_at = max((entry.at for entry in engagements.log()), default="")
        paper = working_paper(report, engagements, language, made_at, version(), legal_basis())
        troubles = [*engagements.troubles, *engagements.wrong()]
        return paper, filled_before(engagements.all_notes()), troubles


def _login() -> str:
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        return "-"


def _dossier(paper: WorkingPaper, disclosures: Sequence[Disclosure], asked: Namespace) -> Dossier:
    from model.export.papers.dossier import dossier_of

    books = {document.book.path: document.book for each in disclosures for document in each.documents}
    return dossier_of(paper, books, only_confirmed=asked.only == "confirmed", project=asked.project)


def _written(
    dossier: Dossier, asked: Namespace, template: Template | None, filled: Filled, sources: Sequence[Path]
) -> list[Trouble]:
    """Write every paper; one that cannot be written is left out and told."""
    from model.export.papers.filing import all_papers
    from model.export.write import write

    troubles: list[Trouble] = []
    try:
        asked.output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = command_message("The folder cannot be made ({cause}).", cause=error.strerror or "")
        return [ExportError(clean_line(str(asked.output)), what, command_message("Choose another place."))]
    for paper in all_papers(dossier, content_of, per=asked.per, template=template, filled=filled):
        try:
            write(paper.make(), asked.output / paper.name, sources)
        except Trouble as trouble:
            troubles.append(trouble)
        else:
            print(asked.output / paper.name)
    return troubles


def content_of(document: DocumentSummary) -> bytes:
    """Return a document's bytes. Raises ExportError where they are no longer those that were audited."""
    path = Path(document.path)
    try:
        content = path.read_bytes()
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != document.sha256:
        what = message("The file has changed since it was audited: it is not copied.")
        raise ExportError(clean_line(document.path), what, message("Audit it again."))
    return content


def _tell(troubles: Sequence[Trouble], language: Language) -> None:
    for line in dict.fromkeys(trouble.line(language) for trouble in troubles):
        _say(line)


def _say(line: str) -> None:
    print(f"yushen: {line}", file=sys.stderr)
