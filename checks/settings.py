"""Settings: which rules are asked, and how grave their findings are, by code or by family, in a TOML file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from checks.relation.wording import in_both
from checks.rule import Rule
from model.datafile import DataFile, FilePlace, user_file
from model.declared import no_choice, unknown
from model.errors import InvalidDataError, Trouble
from model.export.words import severity_word
from model.finding import Severity
from model.messages import Message, check_message
from model.record import dataclass
from model.text import clean_line

ON, OFF = "on", "off"
VALUES = (*(severity.value for severity in Severity), ON, OFF)
"""What a rule or a family may be set to: a severity, off, or on as it comes."""

_SECTIONS = ("families", "rules")


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
    """Return the settings of a section that have the form; codes are told in capitals, and of two the first holds."""
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
