"""All rules: Yushen's own, the auditor's, and what the settings change of them: which are asked, how grave they are."""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cache
from pathlib import Path

from checks.relation.declaration import OWN, load_rules, shipped_rules
from checks.relation.term import in_both
from checks.rule import Outcome, Rule
from checks.rule_files import RuleFiles
from model.datafile import DataFile, FilePlace, user_file
from model.declared import no_choice, unknown
from model.errors import InvalidDataError, Trouble
from model.export.words import severity_word
from model.finding import Finding, Severity, Verdict
from model.messages import Message, check_message
from model.record import dataclass
from model.text import clean_line

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
ON, OFF = "on", "off"
VALUES = (*(severity.value for severity in Severity), ON, OFF)
"""What a rule or a family may be set to: a severity, off, or on as it comes."""
_SECTIONS = ("families", "rules")


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
    """All rules in the order of reports, and by code what the settings state of some."""

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
        """Return what the ledger states of a rule that the settings change."""
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


@dataclass(frozen=True, slots=True)
class Setting:
    """What the settings change of one rule; `severity` is None where it stays; `place` is the file and its line."""

    on: bool
    severity: Severity | None
    place: str

    def remark(self, shipped: Severity) -> Message:
        """Return the setting in words, for the ledger."""
        if not self.on:
            return check_message("switched off by {place}.", place=self.place)
        before, after = severity_word(shipped), severity_word(self.severity or shipped)
        return in_both(
            check_message("{after} instead of {before}, by {place}.", place=self.place, after="", before=""),
            before=(before.text("zh"), before.text("en")),
            after=(after.text("zh"), after.text("en")),
        )


def load_settings(path: Path, rules: Sequence[Rule]) -> tuple[dict[str, Setting], list[Trouble]]:
    """Return by code what a file changes of `rules`, and what is wrong in it.

    A rule's own setting goes before its family's. What does not change anything is left out.
    """
    try:
        data = user_file(path)
    except InvalidDataError as error:
        return {}, [error]
    troubles: list[Trouble] = list(_unknown(data, rules))
    families, codes = (_accepted(data, section) for section in _SECTIONS)
    found: dict[str, Setting] = {}
    for rule in rules:
        value, place = codes.get(rule.code) or families.get(rule.family) or (ON, None)
        severity = None if value in {ON, OFF} else Severity(value)
        if value == OFF or (severity is not None and severity is not rule.severity):
            found[rule.code] = Setting(value != OFF, severity, str(place))
    return found, troubles


def _accepted(data: DataFile, section: str) -> dict[str, tuple[str, FilePlace]]:
    """Return the settings of a section in the right form; codes are written in capitals, and of two the first holds."""
    entries = data.content.get(section, {})
    pairs = list(entries.items()) if isinstance(entries, dict) else []
    return {
        _named(section, name): (value, FilePlace(data, (section, name)))
        for name, value in reversed(pairs)
        if value in VALUES
    }


def _named(section: str, name: str) -> str:
    return name.upper() if section == "rules" else name


def _unknown(data: DataFile, rules: Sequence[Rule]) -> Iterator[InvalidDataError]:
    """Yield what is wrong: a section, a rule, a family or a value that is not known."""
    known = {"rules": [rule.code for rule in rules], "families": list(dict.fromkeys(r.family for r in rules))}
    for section, entries in data.content.items():
        if section not in _SECTIONS or not isinstance(entries, dict):
            yield unknown(FilePlace(data, (section,)), ["[rules]", "[families]"])
            continue
        named: set[str] = set()
        for name, value in entries.items():
            trouble = _fault(FilePlace(data, (section, name)), value, known[section])
            if trouble is None and _named(section, name) in named:
                what = check_message("{name} is set twice.", name=clean_line(name))
                remedy = check_message("Leave one of the lines; the first holds.")
                trouble = FilePlace(data, (section, name)).complain(what, remedy)
            named.add(_named(section, name))
            if trouble is not None:
                yield trouble


def _fault(place: FilePlace, value: object, known: list[str]) -> InvalidDataError | None:
    """Return what is wrong of one setting and what to do, None where nothing is."""
    section, name = str(place.keys[0]), place.name
    if _named(section, name) not in known and section == "rules":
        what = check_message("There is no rule {code}.", code=clean_line(name))
        return place.complain(what, check_message("“yushen rules” lists all of them."))
    if name not in known and section == "families":
        what = check_message("There is no family {name}.", name=clean_line(name))
        return place.complain(what, check_message("The families are: {known}.", known=", ".join(known)))
    return None if value in VALUES else no_choice(place, value, list(VALUES))
