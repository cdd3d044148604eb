"""The rules: a list of them, or one explained."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from model.export.monospace import ljust, width, wrapped
from model.export.words import severity_word
from model.legal_basis import basis_text
from model.messages import Language, Message, translate
from model.text import clean_line
from tui.command.given_files import add_rule_options, rule_files
from tui.command.parser import USAGE_ERROR, Parser
from tui.command.terminal import terminal_width
from tui.command.words import command_message
from tui.folders import use_editions

if TYPE_CHECKING:
    from checks.rule import Rule
    from checks.rulebook import RuleBook


UNREADABLE = 2
"""The exit status where a file of relations or settings breaks its form; all others are listed."""


def run_rules(arguments: list[str], language: Language) -> int:
    """Print every rule, or the one whose code is given; the exit status is 2 where there is no such rule."""
    from checks.rulebook import rule_book

    parser = Parser(language, "rules [OPTION ...] [CODE]", "The rules, or one rule explained.")
    add_rule_options(parser)
    parser.named.add_argument(
        "code", nargs="?", metavar="CODE", help=parser.translated("the code of a rule, such as RU101")
    )
    asked = parser.parse_args(arguments)
    files = rule_files(asked)
    faults = use_editions(files.folder)
    book, more = rule_book(files)
    faults += more
    for fault in faults:
        print(f"yushen: {fault.line(language)}", file=sys.stderr)
    if asked.code is None:
        for line in _listed(book, language):
            print(line)
        return UNREADABLE if faults else 0
    rule = book.rule_of(asked.code)
    if rule is None:
        message = command_message(
            "There is no rule {code}. “yushen rules” lists all of them.", code=clean_line(asked.code)
        )
        print(f"yushen: {message.text(language)}", file=sys.stderr)
        return USAGE_ERROR
    for line in _explained(rule, book, language):
        print(line)
    return UNREADABLE if faults else 0


def _listed(book: RuleBook, language: Language) -> list[str]:
    severities = [_severity(rule, book, language) for rule in book.rules]
    widest = max(map(width, severities), default=0)
    return [
        f"{rule.code}  {ljust(severity, widest)}  {rule.title.text(language)}"
        for rule, severity in zip(book.rules, severities, strict=True)
    ]


def _severity(rule: Rule, book: RuleBook, language: Language) -> str:
    """Return a rule's severity with its mark, or that it is switched off."""
    if rule not in book.asked:
        return f"- {command_message('off').text(language)}"
    severity = book.severity_of(rule)
    return f"{severity.mark} {severity_word(severity).text(language)}"


def _explained(rule: Rule, book: RuleBook, language: Language) -> list[str]:
    cells = terminal_width()
    lines = wrapped(f"{rule.code} {rule.title.text(language)}", cells)
    lines.append(_severity(rule, book, language))
    lines += [remark.text(language) for remark in book.remarks(rule)]
    lines += [remark.text(language) for remark in _editions(rule)]
    for paragraph in explained(rule, language):
        lines += ["", *wrapped(clean_line(paragraph), cells)]
    basis = command_message("Basis: {basis}", basis=translate(language, rule.basis, "checks"))
    law = command_message("Law: {law}", law=law_of(rule, language))
    return [*lines, "", *wrapped(basis.text(language), cells), *wrapped(law.text(language), cells)]


def law_of(rule: Rule, language: Language) -> str:
    """Return the laws that a rule rests on, those in force now; without any, that it is an arithmetic relation."""
    from checks.legal_basis import legal_basis

    return basis_text(legal_basis(), (rule.code,), language)


def _editions(rule: Rule) -> list[Message]:
    """Return which imported editions judge, for a rule about codes and names."""
    if rule.family != "classification":
        return []
    from model.classification.catalogue import catalogue

    return [
        command_message(
            "Disclosures of {year} are judged by the imported edition ({sources}).",
            year=edition.year,
            sources=", ".join(dict.fromkeys(part.source for part in edition.parts.values())),
        )
        for edition in catalogue().editions
    ]


def explained(rule: Rule, language: Language) -> list[str]:
    """Return the paragraphs of a rule's page in a language."""
    if language == "zh" and rule.explanation_zh:
        return paragraphs(rule.explanation_zh)
    return [translate(language, paragraph, "checks") for paragraph in paragraphs(rule.explanation)]


def paragraphs(explanation: str) -> list[str]:
    """Return the paragraphs of a rule's page, each on one line."""
    joined = (" ".join(paragraph.split()) for paragraph in explanation.split("\n\n"))
    return [paragraph for paragraph in joined if paragraph]
