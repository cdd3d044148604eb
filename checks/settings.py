"""Settings: which rules are asked, and how grave their findings are, by code or by family, in a TOML file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from checks.relation.wording import in_both
from checks.rule import Rule
from checks.user_toml import open_toml
from model.errors import InvalidDataError, Trouble
from model.export.words import severity_word
from model.finding import Severity
from model.lexicon.datafile import DataFile
from model.messages import Message, check_message
from model.text import clean_line

ON, OFF = "on", "off"
VALUES = (*(severity.value for severity in Severity), ON, OFF)
"""What a rule or a family may be set to: a severity, off, or on as it comes."""

_SECTIONS = ("families", "rules")
_HEAD = re.compile(r"\s*\[\s*([A-Za-z]+)\s*\]")


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
        data = open_toml(path)
    except InvalidDataError as error:
        return {}, [error]
    troubles: list[Trouble] = list(_unknown(data, rules))
    families, codes = (_accepted(data, section) for section in _SECTIONS)
    found: dict[str, Setting] = {}
    for rule in rules:
        section, name, value = (
            ("rules", rule.code, codes[rule.code])
            if rule.code in codes
            else ("families", rule.family, families.get(rule.family, ON))
        )
        severity = None if value in {ON, OFF} else Severity(value)
        if value == OFF or (severity is not None and severity is not rule.severity):
            place = f"{clean_line(path.name)}:{_line_of(data, section, name)}"
            found[rule.code] = Setting(value != OFF, severity, place)
    return found, troubles


def _accepted(data: DataFile, section: str) -> dict[str, str]:
    """Return the settings of a section that have the form; codes are told in capitals, and of two the first holds."""
    entries = data.content.get(section, {})
    pairs = list(entries.items()) if isinstance(entries, dict) else []
    return {_named(section, name): value for name, value in reversed(pairs) if value in VALUES}


def _named(section: str, name: str) -> str:
    return name.upper() if section == "rules" else name


def _unknown(data: DataFile, rules: Sequence[Rule]) -> Iterator[InvalidDataError]:
    """Yield what is wrong: a section, a rule, a family or a value that is not known."""
    known = {"rules": [rule.code for rule in rules], "families": list(dict.fromkeys(r.family for r in rules))}
    for section, entries in data.content.items():
        if section not in _SECTIONS or not isinstance(entries, dict):
            what = check_message("{name} is not known here.", name=clean_line(section))
            remedy = check_message("What may stand here: {known}.", known="[rules], [families]")
            yield data.complain_at(_line_of(data, "", section), what, remedy)
            continue
        named: set[str] = set()
        for name, value in entries.items():
            trouble = _fault(section, name, value, known[section])
            if trouble is None and _named(section, name) in named:
                what = check_message("{name} is set twice.", name=clean_line(name))
                trouble = (what, check_message("Leave one of the lines; the first holds."))
            named.add(_named(section, name))
            if trouble is not None:
                yield data.complain_at(_line_of(data, section, name), *trouble)


def _fault(section: str, name: str, value: object, known: list[str]) -> tuple[Message, Message] | None:
    """Return what is wrong of one setting and what to do, None where nothing is."""
    shown = clean_line(name)
    if _named(section, name) not in known and section == "rules":
        what = check_message("There is no rule {code}.", code=shown)
        return what, check_message("“yushen rules” lists all of them.")
    if name not in known and section == "families":
        what = check_message("There is no family {name}.", name=shown)
        return what, check_message("The families are: {known}.", known=", ".join(known))
    if value not in VALUES:
        what = check_message("{name} = {value} is not known.", name=shown, value=clean_line(str(value)))
        return what, check_message("It may be: {known}.", known=", ".join(VALUES))
    return None


def _line_of(data: DataFile, section: str, name: str) -> int:
    """Return the line of a name, below the head of its section where it stands there; 1 where it is not found."""
    bare = rf"(?<![\w.]){re.escape(name)}(?!\w)"
    lines = [line.partition("#")[0] for line in data.lines]
    exact = any(re.search(bare, line) for line in lines)
    wanted = re.compile(bare, 0 if exact else re.IGNORECASE)
    inside, elsewhere = "", 1
    for number, line in enumerate(lines, start=1):
        head = _HEAD.match(line)
        inside = head[1] if head else inside
        if wanted.search(line):
            if inside == section or not section:
                return number
            elsewhere = number if elsewhere == 1 else elsewhere
    return elsewhere
