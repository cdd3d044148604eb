"""The rules: a list of them, or one explained."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from model.export.monospace import ljust, width, wrapped
from model.export.words import severity_word
from model.messages import Language, translate
from model.text import clean_line
from tui.command.parser import USAGE_ERROR, Parser
from tui.command.terminal import terminal_width
from tui.command.words import command_message

if TYPE_CHECKING:
    from checks.rule import Rule


def run_rules(arguments: list[str], language: Language) -> int:
    """Print every rule, or the one whose code is given; the exit status is 2 where there is no such rule."""
    from checks.registry import rule_of, rules

    parser = Parser(language, "rules [--lang zh|en] [CODE]", "The rules, or one rule explained.")
    parser.named.add_argument(
        "code", nargs="?", metavar="CODE", help=parser.say("the code of a rule, such as RU101")
    )
    asked = parser.parse_args(arguments)
    if asked.code is None:
        for line in _listed(rules(), language):
            print(line)
        return 0
    rule = rule_of(asked.code)
    if rule is None:
        told = command_message(
            "There is no rule {code}. “yushen rules” lists all of them.", code=clean_line(asked.code)
        )
        print(f"yushen: {told.text(language)}", file=sys.stderr)
        return USAGE_ERROR
    for line in _explained(rule, language):
        print(line)
    return 0


def _listed(rules: tuple[Rule, ...], language: Language) -> list[str]:
    severities = [f"{rule.severity.mark} {severity_word(rule.severity).text(language)}" for rule in rules]
    widest = max(map(width, severities), default=0)
    return [
        f"{rule.code}  {ljust(severity, widest)}  {rule.title.text(language)}"
        for rule, severity in zip(rules, severities, strict=True)
    ]


def _explained(rule: Rule, language: Language) -> list[str]:
    cells = terminal_width()
    severity = severity_word(rule.severity).text(language)
    lines = wrapped(f"{rule.code} {rule.title.text(language)}", cells)
    lines.append(f"{rule.severity.mark} {severity}")
    for paragraph in paragraphs(rule.explanation):
        told = translate(language, paragraph, "checks")
        lines += ["", *wrapped(told, cells)]
    basis = command_message("Basis: {basis}", basis=translate(language, rule.basis, "checks"))
    return [*lines, "", *wrapped(basis.text(language), cells)]


def paragraphs(explanation: str) -> list[str]:
    """Return the paragraphs of a rule's page, each on one line; the basis is a field of its own."""
    joined = (" ".join(paragraph.split()) for paragraph in explanation.split("\n\n"))
    return [paragraph for paragraph in joined if paragraph and not paragraph.startswith("Basis:")]
