"""All rules: Yushen's own, the auditor's, and what the settings change of them."""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cache
from pathlib import Path

from checks.relation.declaration import OWN, load_rules, shipped_rules
from checks.rule import Outcome, Rule
from checks.rule_files import RuleFiles
from checks.settings import Setting, load_settings
from model.errors import InvalidDataError, Trouble
from model.finding import Finding, Severity, Verdict
from model.messages import Message
from model.record import dataclass

FAMILIES = (
    "rollup",
    "agreement",
    "prose",
    "balance",
    "relation",
    "classification",
    "completeness",
    "performance",
    "workbook",
    "trend",
)
"""The families in the order of reports, each a folder of one module a rule; of relations, of one TOML file each."""


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules by family and code. Two rules with one code are a defect and raise ValueError."""
    found: dict[str, Rule] = {}
    for rule in (*_of_modules(), *shipped_rules()):
        if rule.code in found:
            raise ValueError(f"two rules have the code {rule.code}")
        found[rule.code] = rule
    return tuple(sorted(found.values(), key=lambda rule: (FAMILIES.index(rule.family), rule.code)))


def _of_modules() -> Iterator[Rule]:
    for family in FAMILIES:
        folder = Path(__file__).resolve().parent / family
        for module in sorted(info.name for info in pkgutil.iter_modules([str(folder)])):
            found = importlib.import_module(f"checks.{family}.{module}")
            yield from getattr(found, "RULES", ())
            if hasattr(found, "RULE"):
                yield found.RULE


def rule_of(code: str) -> Rule | None:
    """Return the rule with a code, in capitals or not."""
    return next((rule for rule in rules() if rule.code == code.upper()), None)


_GRAVITY = (Severity.NOTICE, Severity.WARNING, Severity.ERROR)


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules in the order of reports, and by code what the settings say of some."""

    rules: tuple[Rule, ...]
    settings: Mapping[str, Setting] = field(default_factory=dict)

    @property
    def asked(self) -> tuple[Rule, ...]:
        """The rules that are not switched off."""
        return tuple(
            rule for rule in self.rules if rule.code not in self.settings or self.settings[rule.code].on
        )

    def rule_of(self, code: str) -> Rule | None:
        """Return the rule with a code, in capitals or not."""
        return next((rule for rule in self.rules if rule.code == code.upper()), None)

    def severity_of(self, rule: Rule) -> Severity:
        """Return a rule's severity, the settings' where they give one."""
        setting = self.settings.get(rule.code)
        return (setting and setting.severity) or rule.severity

    def remarks(self, rule: Rule) -> list[Message]:
        """Return what the ledger says of a rule that the settings change."""
        setting = self.settings.get(rule.code)
        return [setting.remark(rule.severity)] if setting else []

    def grade(self, rule: Rule, outcome: Outcome) -> None:
        """Give the findings of a rule the severity that the settings give it; rounding stays a notice."""
        severity = self.severity_of(rule)
        if severity is not rule.severity:
            outcome.findings[:] = [_graded(finding, rule.severity, severity) for finding in outcome.findings]


def _graded(finding: Finding, shipped: Severity, wanted: Severity) -> Finding:
    """Return a finding with the severity wanted; one that the rule itself takes lightly is at most lowered further."""
    if finding.verdict is Verdict.ROUNDING:
        return finding
    if finding.severity is not shipped and _GRAVITY.index(finding.severity) <= _GRAVITY.index(wanted):
        return finding
    return replace(finding, severity=wanted)


def rule_book(files: RuleFiles | None = None) -> tuple[RuleBook, list[Trouble]]:
    """Return the rules, and a trouble for each file of relations and each setting that breaks its form.

    Such a file is left out as a whole, such a setting alone; all others hold.
    """
    files = files or RuleFiles()
    own, troubles = _own_rules(list(_relation_files(files)))
    every = (*rules(), *own)
    path = files.settings or _there(files.folder, "settings.toml")
    settings: dict[str, Setting] = {}
    if path is not None:
        settings, more = load_settings(path, every)
        troubles += more
    return RuleBook(every, settings), troubles


def _relation_files(files: RuleFiles) -> Iterator[Path]:
    """Yield the relation files, each once: the folder's by name, then those that were named."""
    folder = _there(files.folder, "relations")
    found = sorted(folder.glob("*.toml")) if folder else []
    yield from {os.path.realpath(path): path for path in (*found, *files.relations)}.values()


def _there(folder: Path | None, name: str) -> Path | None:
    path = folder / name if folder else None
    return path if path and path.exists() else None


def _own_rules(paths: Sequence[Path]) -> tuple[list[Rule], list[Trouble]]:
    taken = {rule.code for rule in rules()}
    reserved = {code[:2] for code in taken}
    own: list[Rule] = []
    troubles: list[Trouble] = []
    for path in paths:
        try:
            found = load_rules(path, OWN, taken, reserved)
        except InvalidDataError as error:
            troubles.append(error)
            continue
        own += found
        taken |= {rule.code for rule in found}
    return own, troubles
