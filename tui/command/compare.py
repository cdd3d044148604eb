"""Two documents side by side, line by line of what they state, without a screen."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from model.errors import InvalidDataError, Trouble
from model.messages import Language
from model.money import Unit, format_amount, yuan
from model.text import clean_line
from tui.command.auditing import Complaints, read_in_the_end
from tui.command.given_files import add_mapping_option, given_mappings
from tui.command.parser import Parser, add_limit_option, given_path
from tui.command.paths import inputs
from tui.command.terminal import print_text
from tui.command.words import command_message

if TYPE_CHECKING:
    from checks.comparison import ComparedLine, Side, SideStatement
    from model.mapping.mapping import TableMapping

COMPARED, UNREADABLE = 0, 2
"""The exit statuses: both were compared, or one of them could not be read."""

_DESCRIPTION = """\
Put two documents side by side: years, a budget and its final accounts, a department and a unit, two versions.

Each speaks of its own year and stage. A line is what amounts are about, whatever table or sentence states them: the
earlier amount, the later, the change and its percent, the largest change first. Amounts are in 元."""

_HEADINGS = (
    command_message("how it stands"),
    command_message("code and name"),
    command_message("earlier"),
    command_message("place"),
    command_message("later"),
    command_message("place"),
    command_message("change by"),
)


def run_compare(arguments: list[str], language: Language) -> int:
    """Read two documents, print how they differ, and return the exit status."""
    parser = Parser(language, "compare [OPTION ...] EARLIER LATER", _DESCRIPTION)
    translated = parser.translated
    for name in ("earlier", "later"):
        parser.named.add_argument(
            name,
            type=given_path,
            metavar=name.upper(),
            help=translated("a file or a folder of one disclosure"),
        )
    add = parser.options.add_argument
    add(
        "--format", choices=("text", "csv"), default="text", help=translated("the format; if not given, text")
    )
    add("--all", action="store_true", help=translated("list what is the same too"))
    add_mapping_option(parser)
    add_limit_option(parser)
    asked = parser.parse_args(arguments)
    complaints = Complaints(language)
    try:
        given = given_mappings(asked.mapping)
    except InvalidDataError as error:
        complaints.report(error)
        return UNREADABLE
    earlier, later = (_side(path, given, asked.limit, complaints) for path in (asked.earlier, asked.later))
    if earlier is None or later is None:
        return UNREADABLE
    from checks.comparison import Kind, compare

    lines = [line for line in compare(earlier, later) if asked.all or line.kind is not Kind.SAME]
    if asked.format == "csv":
        sys.stdout.write(_csv(lines, language))
    else:
        titles = [_title(side, language) for side in (earlier, later)]
        print_text("\n".join([*titles, "", *_text(lines, language)]) + "\n")
    return UNREADABLE if complaints.has_reported else COMPARED


def _side(path: Path, given: Sequence[TableMapping], limit: float, complaints: Complaints) -> Side | None:
    """Return what a path holds as one side; None, and what is wrong is reported, where it is not one disclosure."""
    from checks.comparison import Side
    from checks.rule import Subject

    disclosures = read_in_the_end(inputs([path]), given, limit, complaints)
    if len(disclosures) > 1:
        what = command_message("The folder holds {count} disclosures.", count=len(disclosures))
        remedy = command_message("Name the files of one of them.")
        complaints.report(Trouble(clean_line(str(path)), what, remedy))
    return Side(Subject(disclosures[0])) if len(disclosures) == 1 else None


def _title(side: Side, language: Language) -> str:
    from model.export.words import stage_word

    disclosure = side.subject.disclosure
    paths = ", ".join(document.book.path for document in disclosure.documents)
    stage = stage_word(side.stage)
    title = (disclosure.department or "", str(side.year or ""), stage.text(language) if stage else "")
    return clean_line(f"{paths}  {' '.join(filter(None, title))}")


def _text(lines: Sequence[ComparedLine], language: Language) -> Iterator[str]:
    from checks.comparison_words import kind_of, name_of, percent_text, signed

    for line in lines:
        yield clean_line(name_of(line, language))
        change = f"{signed(line.change, Unit.YUAN) or '0'} {percent_text(line.percent)}".rstrip()
        amounts = clean_line(f"{_amount(line.earlier)} -> {_amount(line.later)}")
        yield f"    {amounts}  {change}  {kind_of(line).text(language)}"


def _amount(entry: SideStatement | None) -> str:
    return "." if entry is None else f"{format_amount(entry.stated.amount, Unit.YUAN)} ({_where(entry)})"


def _where(entry: SideStatement) -> str:
    from checks.mechanism.evidence import where_stated

    return where_stated(entry.subject, entry.stated.fact)


def _csv(lines: Sequence[ComparedLine], language: Language) -> str:
    from checks.comparison_words import kind_of, name_of, percent_text
    from model.export.csv import is_like_formula

    def field(text: str) -> str:
        return f"'{text}" if is_like_formula(text) else text

    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([*(heading.text(language) for heading in _HEADINGS), "%"])
    for line in lines:
        sides = [
            part
            for entry in (line.earlier, line.later)
            for part in ((yuan(entry.stated.amount), field(_where(entry))) if entry else ("", ""))
        ]
        words = [field(clean_line(name_of(line, language))), *sides, yuan(line.change)]
        writer.writerow([kind_of(line).text(language), *words, percent_text(line.percent).strip("+%")])
    return stream.getvalue()
