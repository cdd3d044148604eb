"""The console script: the desk, or one of the commands that need no screen."""

from __future__ import annotations

import atexit
import gc
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from model.errors import InvalidDataError
from model.messages import Language, Message
from model.text import clean_line
from tui.command import terminal
from tui.command.parser import INTERRUPTED, USAGE_ERROR, Parser, add_limit_option, chosen_language, given_path
from tui.command.words import command_message

BROKEN = 2
"""The exit status where the output could not be written, or the program itself broke down."""

_DESCRIPTION = """\
The auditor's desk for department budgets and final accounts.

  yushen [PATH ...]          the desk; without a path, a choice of files
  yushen audit PATH ...      audit without a screen, and write the working paper
  yushen rules [CODE]        the rules, or one rule explained
  yushen compare EARLIER LATER    two documents side by side: changed, new, vanished, renamed
  yushen facts PATH ... -o FILE   every stated amount as a row: csv, parquet or xlsx
  yushen papers PATH ... -o DIR   the working papers: evidence, ledger, annotated copies
  yushen verify FILE         walk the log of an engagement: the first entry that does not fit
  yushen merge A B -o FILE   make one engagement of two auditors' engagements
  yushen catalogue ...       the codes and names: import an official edition, list, remove"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    # Nothing here multiplies matrices, and numpy starts a thread a core for that as it is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Documents are large and hold few circles: rounds after every 700 objects are a tenth of the time to start.
    gc.set_threshold(100_000, 20, 50)
    # Nor does the end look for circles among all that goes with the process: another tenth.
    atexit.register(gc.freeze)
    terminal.open_what_is_closed()
    arguments = list(sys.argv[1:] if argv is None else argv)
    language = chosen_language(arguments)
    _show_tracebacks(is_shown="--debug" in arguments)
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        _print_error(command_message("Stopped."), language)
        return INTERRUPTED
    except BrokenPipeError:
        _give_up_output()
        return 0
    except OSError as error:
        _give_up_output()
        logging.getLogger(__name__).exception("output")
        _print_error(_not_written(error), language)
        return BROKEN
    except Exception as error:
        logging.getLogger(__name__).exception("command")
        message = command_message(
            "The program broke down ({kind}) and did not finish. This is a defect of Yushen: report it with what "
            "--debug prints.",
            kind=type(error).__name__,
        )
        _print_error(message, language)
        return BROKEN
    return status


def _not_written(error: OSError) -> Message:
    return command_message(
        "The system refused a file or the output ({cause}), and the work did not finish.",
        cause=clean_line(error.strerror or type(error).__name__),
    )


def _show_tracebacks(*, is_shown: bool) -> None:
    """Let what is logged of a defect reach standard error, or nobody."""
    if is_shown:
        logging.basicConfig()
    else:
        logging.getLogger().addHandler(logging.NullHandler())


def _print_error(message: Message, language: Language) -> None:
    print(f"yushen: {message.text(language)}", file=sys.stderr)


def _give_up_output() -> None:
    """Lead standard output nowhere: Python would complain once more when it closes the stream."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: list[str]) -> int:
    language = chosen_language(arguments)
    command, rest = _command(arguments)
    if command == "audit":
        from tui.command.audit import run_audit

        return run_audit(rest, language)
    if command == "rules":
        from tui.command.rules import run_rules

        return run_rules(rest, language)
    if command == "facts":
        from tui.command.facts import run_facts

        return run_facts(rest, language)
    if command == "papers":
        from tui.command.papers import run_papers

        return run_papers(rest, language)
    if command == "compare":
        from tui.command.compare import run_compare

        return run_compare(rest, language)
    if command in {"verify", "merge"}:
        from tui.command.engagements import run_merge, run_verify

        return run_verify(rest, language) if command == "verify" else run_merge(rest, language)
    if command == "catalogue":
        from tui.command.catalogue import run_catalogue

        return run_catalogue(rest, language)
    return _run_desk(rest, language)


_COMMANDS = (["audit"], ["rules"], ["facts"], ["papers"], ["compare"], ["verify"], ["merge"], ["catalogue"])


def _command(arguments: list[str]) -> tuple[str, list[str]]:
    """Return the command and what is left without it; a command is the first word that is no language."""
    position = 0
    while position < len(arguments) and arguments[position].startswith("--lang"):
        position += 1 if "=" in arguments[position] else 2
    if arguments[position : position + 1] in _COMMANDS:
        return arguments[position], arguments[:position] + arguments[position + 1 :]
    return "", arguments


def _is_missing(path: Path) -> bool:
    """Return whether there is surely nothing at a path; what cannot be looked at is left to the reader."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def _no_such(path: Path) -> Message:
    """Return that there is no such file; of a bare word, which may be a command mistyped, the nearest command."""
    word = clean_line(str(path))
    if not word.isalpha():
        return command_message("{path}: there is no such file or folder.", path=word)
    import difflib

    near = difflib.get_close_matches(word.lower(), [name for (name,) in _COMMANDS], n=1)
    if not near:
        near = [_ALIKE[word.lower()]] if word.lower() in _ALIKE else []
    if near:
        return command_message(
            "There is no command or file {name}; did you mean “yushen {command}”?", name=word, command=near[0]
        )
    return command_message("There is no command or file {name}.", name=word)


_ALIKE = {
    "export": "papers",
    "report": "audit",
    "check": "audit",
    "diff": "compare",
    "import": "catalogue",
    "catalog": "catalogue",
    "help": "--help",
}
"""What other programs call these commands."""


def _run_desk(arguments: list[str], language: Language) -> int:
    from tui.command.given_files import (
        add_mapping_option,
        add_rule_options,
        check_rule_files,
        given_mappings,
        rule_files,
    )

    parser = Parser(language, "[OPTION ...] [PATH ...]", _DESCRIPTION)
    add_mapping_option(parser)
    add_rule_options(parser)
    add_limit_option(parser)
    parser.options.add_argument("--version", action="store_true", help=parser.translated("show the version"))
    parser.named.add_argument(
        "paths", nargs="*", type=given_path, metavar="PATH", help=parser.translated("a file or a folder")
    )
    asked = parser.parse_args(arguments)
    if asked.version:
        from tui.command.version import version

        print(f"yushen {version()}")
        return 0
    missing = [path for path in asked.paths if _is_missing(path)]
    # Beside files that are there the desk shows what is missing; a bare word is a command that was mistyped.
    wrong = [path for path in missing if len(missing) == len(asked.paths) or str(path).isalpha()]
    for path in wrong:
        _print_error(_no_such(path), language)
    if wrong:
        return USAGE_ERROR
    from tui.command.paths import inputs

    if not terminal.is_there():
        message = command_message("The desk needs a terminal. Without one, use “yushen audit”.")
        print(f"yushen: {message.text(language)}", file=sys.stderr)
        return USAGE_ERROR
    try:
        mappings = given_mappings(asked.mapping)
        check_rule_files(asked)
    except InvalidDataError as error:
        print(f"yushen: {error.line(language)}", file=sys.stderr)
        return USAGE_ERROR
    found = inputs(asked.paths)
    for line in [trouble.line(language) for trouble in found.troubles] + [
        notice.text(language) for notice in found.notices()
    ]:
        print(f"yushen: {line}", file=sys.stderr)
    if asked.paths and not found.files:
        return USAGE_ERROR
    from tui.desk.app import run_desk

    is_asked = asked.lang is not None
    return run_desk(list(found.files), language, mappings, rule_files(asked), asked.limit, is_asked)


if __name__ == "__main__":
    sys.exit(main())
