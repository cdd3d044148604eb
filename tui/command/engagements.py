"""The commands on engagement files: verify walks a log, merge makes one engagement of two."""

from __future__ import annotations

import sys

from model.errors import Trouble
from model.messages import Language, Message
from tui.command.parser import Parser, given_path
from tui.command.words import command_message

FITS, DOES_NOT_FIT, UNREADABLE = range(3)
"""The exit statuses: nothing is wrong, or nothing contradicts; something does; a file could not be read or written."""


def run_verify(arguments: list[str], language: Language) -> int:
    """Walk the log of an engagement, report what does not fit, and return the exit status."""
    parser = Parser(
        language,
        "verify [OPTION ...] FILE",
        "Walk the log of an engagement: every entry must fit the hash of all before it.",
    )
    parser.named.add_argument(
        "file",
        type=given_path,
        metavar="FILE",
        help=parser.translated("an engagement, which ends in .yushen"),
    )
    parser.options.add_argument(
        "--seal",
        default="",
        metavar="SEAL",
        help=parser.translated(
            "the log must hold the entry with this seal, such as an earlier verification printed"
        ),
    )
    asked = parser.parse_args(arguments)
    from model.engagement.verification import verify

    try:
        found = verify(asked.file, asked.seal)
    except Trouble as trouble:
        print(f"yushen: {trouble.line(language)}", file=sys.stderr)
        return UNREADABLE
    messages: list[Message] = [*found.wrong, *found.remarks]
    if not found.wrong:
        messages.append(command_message("All {count} entries fit.", count=found.entries))
        if found.head:
            messages.append(command_message("The seal of the last is {seal}.", seal=found.head))
    for each in messages:
        print(each.text(language))
    return DOES_NOT_FIT if found.wrong else FITS


def run_merge(arguments: list[str], language: Language) -> int:
    """Make one engagement of two, list what contradicts, and return the exit status."""
    parser = Parser(
        language,
        "merge [OPTION ...] FIRST SECOND -o FILE",
        "Make one engagement of two: notes united, equal decisions kept once, contradictions listed.",
    )
    add = parser.named.add_argument
    add(
        "first",
        type=given_path,
        metavar="FIRST",
        help=parser.translated("an engagement, which ends in .yushen"),
    )
    add(
        "second",
        type=given_path,
        metavar="SECOND",
        help=parser.translated("the engagement that is merged into it"),
    )
    add = parser.options.add_argument
    add(
        "-o",
        "--output",
        type=given_path,
        metavar="FILE",
        required=True,
        help=parser.translated("write to this file"),
    )
    add(
        "--author",
        default="",
        metavar="NAME",
        help=parser.translated("who merges; if not given, the name of the desk"),
    )
    asked = parser.parse_args(arguments)
    from model.engagement.merge import merge

    try:
        merged = merge(asked.first, asked.second, asked.output, asked.author or _author())
    except Trouble as trouble:
        print(f"yushen: {trouble.line(language)}", file=sys.stderr)
        return UNREADABLE
    message = command_message(
        "{count} entries of {second} were merged into {file}.",
        count=merged.entries,
        second=asked.second.name,
        file=asked.output.name,
    )
    print(message.text(language))
    from model.export.decision_words import decision_lines

    for each in merged.contradictions:
        record = next((one.basis for one in each.contradicting if one.basis is not None), None)
        title = "" if record is None else f"{record.rule} {record.title.text(language)}  "
        print(f"{title}[{each.finding_id}]")
        for line in decision_lines(each, language):
            print(f"    {line}")
    return DOES_NOT_FIT if merged.contradictions else FITS


def _author() -> str:
    from tui.desk.settings import load_settings, user_name
    from tui.folders import configuration_folder

    settings, _ = load_settings(configuration_folder() / "desk.toml")
    return settings.author or user_name() or "?"
