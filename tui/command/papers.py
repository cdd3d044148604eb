"""The working papers of an engagement: evidence sheets, working papers, the ledger, annotated copies, reports."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from model.errors import Trouble
from model.messages import Language
from model.text import clean_line
from tui.command.auditing import Audited, Complaints, audited
from tui.command.given_files import add_mapping_option, add_rule_options, check_rule_files, given_mappings
from tui.command.parser import INTERRUPTED, Parser, add_limit_option, given_path
from tui.command.paths import inputs
from tui.command.terminal import print_text
from tui.command.version import version
from tui.command.words import command_message

if TYPE_CHECKING:
    from model.engagement.record import Note
    from model.export.paper import WorkingPaper
    from model.export.papers.returned import ReturnedLedger
    from model.export.papers.template import FormKind, Template

WRITTEN, WITH_COMPLAINTS, NOTHING = range(3)
"""The exit statuses: all was written, all but what is reported, or nothing."""

_DESCRIPTION = """\
Write the working papers of an engagement into a folder, each to be filed as it is:

  evidence sheets (审计取证单) and a working paper (审计工作底稿) of each audited unit, as .docx
  the list of problems and rectification ledger (问题清单和整改台账), as .xlsx
  an annotated copy of each document, its cells noted and filled, or framed on the page
  the report as html, md, csv and json

Evidence sheets and ledger go to the audited unit: they hold the problems that were confirmed, and name neither rules
nor notes. The internal papers hold all problems, with what was decided in the engagement beside the files. The same
engagement gives the same bytes.
Exit status: 0 all was written, 1 all but what is said, 2 nothing."""


def run_papers(arguments: list[str], language: Language) -> int:
    """Read and audit files and folders, write the papers, and return the exit status."""
    parser = _parser(language)
    asked = parser.parse_args(arguments)
    if asked.output is None and asked.take is None:
        parser.error(parser.translated("-o DIR is missing: the papers are written into a folder"))
    complaints = Complaints(language)
    try:
        status = _run(asked, complaints)
    except Trouble as trouble:
        complaints.report(trouble)
        return NOTHING
    finally:
        complaints.line.clear()
    return status


def _run(asked: Namespace, complaints: Complaints) -> int:
    """Audit, take a ledger in and write the papers. Raises Trouble where nothing can be written at all."""
    given = given_mappings(asked.mapping)
    check_rule_files(asked)
    forms = _forms(asked.template)
    returned = _returned(asked.take)
    found = inputs(asked.paths)
    judged = audited(found, given, asked, complaints)
    if judged.was_stopped:
        return INTERRUPTED
    if not judged.report.documents:
        return NOTHING
    paper, notes, more = _engaged(judged, complaints, returned, asked.author)
    for trouble in (*more, *(returned.complaints if returned else ())):
        complaints.report(trouble)
    if asked.output is not None:
        from model.export.papers.dossier import dossier_of
        from model.export.papers.writing import write_papers

        dossier = dossier_of(
            paper,
            only_confirmed=asked.only == "confirmed",
            sends_all=asked.every_problem,
            project=asked.project,
        )
        written = write_papers(
            dossier,
            asked.output,
            found.files,
            _print_name,
            per=asked.per,
            forms=forms,
            notes=notes,
            replace=asked.replace,
        )
        for trouble in written.troubles:
            complaints.report(trouble)
        for notice in written.notices:
            complaints.write(notice.text(complaints.language))
        if not written.papers:
            return NOTHING
    return WITH_COMPLAINTS if complaints.has_reported else WRITTEN


def _print_name(path: Path) -> None:
    """Print the name of a file that was written; a document's own, in which anything may stand, is part of it."""
    print_text(clean_line(str(path)) + "\n")


def _parser(language: Language) -> Parser:
    parser = Parser(language, "papers [OPTION ...] PATH ... -o DIR", _DESCRIPTION)
    translated = parser.translated
    parser.named.add_argument(
        "paths", nargs="+", type=given_path, metavar="PATH", help=translated("a file or a folder")
    )
    add = parser.options.add_argument
    add("-o", "--output", type=given_path, metavar="DIR", help=translated("write into this folder"))
    add(
        "--per",
        choices=("unit", "problem"),
        default="unit",
        help=translated("an evidence sheet for each audited unit, or for each problem (unit)"),
    )
    shown = parser.options.add_mutually_exclusive_group()
    shown.add_argument(
        "--all",
        dest="every_problem",
        action="store_true",
        help=translated(
            "all problems in the evidence sheets and the ledger too, not the confirmed ones alone"
        ),
    )
    shown.add_argument(
        "--only",
        choices=("confirmed",),
        help=translated("only the problems that were confirmed, in the internal papers too"),
    )
    add(
        "--template",
        type=given_path,
        action="append",
        default=[],
        metavar="FILE",
        help=translated(
            "an evidence sheet or a working paper of your own, .docx with placeholders such as {{{{编号}}}}; "
            "once for each of the two"
        ),
    )
    add(
        "--take",
        type=given_path,
        metavar="FILE",
        help=translated("a ledger that came back: what is written in it goes into the engagement"),
    )
    add(
        "--replace",
        action="store_true",
        help=translated(
            "write a new ledger where one holds entries that were not taken in; the old one is moved"
        ),
    )
    add("--project", default="", metavar="NAME", help=translated("the name of the audit project"))
    add(
        "--author",
        default="",
        metavar="NAME",
        help=translated("who takes a ledger in; the login's name otherwise"),
    )
    add("--no-group", dest="group", action="store_false", help=translated("audit each file alone"))
    add_mapping_option(parser)
    add_rule_options(parser)
    add_limit_option(parser)
    return parser


def _forms(paths: list[Path]) -> Mapping[FormKind, Template]:
    if not paths:
        return {}
    from model.export.papers.form_fields import FIELD_NAMES
    from model.export.papers.template import office_forms

    return office_forms(paths, FIELD_NAMES)


def _returned(path: Path | None) -> ReturnedLedger | None:
    if path is None:
        return None
    from model.export.papers.returned import read_ledger

    return read_ledger(path)


def _engaged(
    judged: Audited, complaints: Complaints, returned: ReturnedLedger | None, author: str
) -> tuple[WorkingPaper, Sequence[Note], list[Trouble]]:
    """Return the working paper with what the engagements hold, their notes, and troubles.

    A ledger that came back goes into the engagements first; without one they are only read.
    """
    from checks.legal_basis import legal_basis
    from model.engagement.engagements import Engagements
    from model.export.paper import working_paper
    from model.export.papers.taking import take_into

    who = author or _login()
    with Engagements.open(judged.groups, read_only=returned is None, author=who) as engagements:
        engagements.remember(judged.report)
        if returned is not None:
            count = take_into(engagements, returned.filled, who)
            taken = command_message("Taken from the ledger: {count} problems.", count=count)
            complaints.write(taken.text(complaints.language))
        made_at = max((entry.at for entry in engagements.log()), default="")
        paper = working_paper(
            judged.report,
            engagements,
            complaints.language,
            made_at,
            version(),
            legal_basis(),
            judged.documents,
        )
        troubles = [*engagements.troubles, *engagements.wrong()]
        return paper, engagements.all_notes(), troubles


def _login() -> str:
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        return "-"
