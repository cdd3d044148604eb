"""The cube of files and folders as a table for other programs: csv, parquet or xlsx, amounts in 元."""

from __future__ import annotations

from model.errors import ExportError, InvalidDataError, Trouble
from model.export.facts import FACTS_FORMATS, FactsFormat
from model.messages import Language
from tui.command.auditing import Complaints, read_in_the_end
from tui.command.given_files import add_mapping_option, given_mappings
from tui.command.parser import Parser, add_limit_option, format_of, given_path
from tui.command.paths import inputs

WRITTEN, UNREADABLE = 0, 2
"""The exit statuses: all was written, or some input could not be read or the file not be written."""

_SUFFIXES: dict[FactsFormat, str] = {form: f".{form}" for form in FACTS_FORMATS}

_DESCRIPTION = """\
Write every amount that documents state, in a cell or a sentence, as a row: where it stands, what it is, how much.

Amounts are in 元, exact to the ten-thousandth. A blank cell where an amount could stand has none. A column that is
empty means all of its dimension. Parquet needs pyarrow, which Yushen does not bring along."""


def run_facts(arguments: list[str], language: Language) -> int:
    """Read files and folders, write their facts, and return the exit status."""
    parser = Parser(language, "facts [OPTION ...] PATH ... -o FILE", _DESCRIPTION)
    translated = parser.translated
    parser.named.add_argument(
        "paths", nargs="+", type=given_path, metavar="PATH", help=translated("a file or a folder")
    )
    add = parser.options.add_argument
    add(
        "-o",
        "--output",
        type=given_path,
        metavar="FILE",
        required=True,
        help=translated("write to this file"),
    )
    add(
        "--format",
        choices=FACTS_FORMATS,
        help=translated("the format; if not given, by the name after -o, else csv"),
    )
    add_mapping_option(parser)
    add_limit_option(parser)
    asked = parser.parse_args(arguments)
    complaints = Complaints(language)
    try:
        form: FactsFormat = format_of(asked.output, asked.format, _SUFFIXES, "csv")
        given = given_mappings(asked.mapping)
    except (ExportError, InvalidDataError) as error:
        complaints.report(error)
        return UNREADABLE
    found = inputs(asked.paths, asked.output)
    disclosures = read_in_the_end(found, given, asked.limit, complaints)
    from model.export.facts import facts_frame, render
    from model.export.write import write

    try:
        write(render(facts_frame(disclosures), form, str(asked.output)), asked.output, found.files)
    except Trouble as trouble:
        complaints.report(trouble)
    return UNREADABLE if complaints.has_reported else WRITTEN
