"""A relation file becomes rules: `[[rule]]` with its code, title and severity, and the relations it asks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

from checks.relation.asking import ask
from checks.relation.entries import relations_of
from checks.relation.term import DeclaredRelation, GivenMessage
from checks.rule import Outcome, Rule, Subject
from model.datafile import FilePlace, user_file
from model.declared import read
from model.errors import InvalidDataError
from model.finding import Severity
from model.messages import Message, check_message
from model.pattern import pattern
from model.record import dataclass
from model.text import clean, clean_line

SHIPPED, OWN = "relation", "own"
"""The families of the relations that come with Yushen, and of an auditor's own."""

_CODE = pattern(r"[A-Z]{2}[0-9]{3}")
_MOST_RULES = 500
_MOST_RELATIONS = 100


@dataclass(frozen=True, slots=True)
class _RuleEntry:
    """A rule, as the file has it."""

    code: str
    title: object
    place: FilePlace
    relation: tuple[Mapping[str, object], ...] = ()
    severity: Severity = Severity.WARNING
    basis: str = ""
    explanation: object = ""


@dataclass(frozen=True, slots=True)
class _File:
    """The whole of a file of rules."""

    rule: tuple[_RuleEntry, ...] = ()


def load_rules(
    path: Path, family: str, taken: Collection[str] = (), reserved: Collection[str] = ()
) -> list[Rule]:
    """Return the rules of a relation file.

    `taken` are codes that other rules have, `reserved` the letters of other families' codes. Raises
    InvalidDataError, with the line, for the first that breaks the form.
    """
    place = FilePlace(user_file(path))
    entries = read(_File, place).rule
    if not 0 < len(entries) <= _MOST_RULES:
        what = check_message("The file holds no rule, or too many.")
        raise place.complain(what, check_message("Write {form} before each.", form="[[rule]]"))
    known = set(taken)
    rules: list[Rule] = []
    for entry in entries:
        rules.append(_rule(entry, family, known, reserved))
        known.add(rules[-1].code)
    return rules


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """Return the relations that come with Yushen, a file each."""
    files = sorted(Path(__file__).resolve().parent.glob("*.toml"))
    return tuple(rule for path in files for rule in load_rules(path, SHIPPED))


def _rule(entry: _RuleEntry, family: str, taken: Collection[str], reserved: Collection[str]) -> Rule:
    code = _code(entry, taken, reserved)
    title = _text_in_both(entry.place.at("title"), entry.title, required=True)
    explanation = _text_in_both(entry.place.at("explanation"), entry.explanation, required=False)
    basis = clean_line(entry.basis).strip() or str(entry.place)
    relations = _relations(entry)
    english = explanation.template or title.template

    def check(subject: Subject, outcome: Outcome) -> None:
        ask(rule, relations, subject, outcome)

    rule = Rule(
        code=code,
        family=family,
        title=title,
        severity=entry.severity,
        basis=basis,
        explanation=english,
        check=check,
        explanation_zh=explanation.chinese or title.chinese,
    )
    return rule


def _code(entry: _RuleEntry, taken: Collection[str], reserved: Collection[str]) -> str:
    code = clean_line(entry.code).strip()
    what: Message | None = None
    if not _CODE.fullmatch(code):
        what = check_message("{code} is no code of a rule.", code=code)
    elif code in taken:
        what = check_message("There is a rule {code} already.", code=code)
    elif code[:2] in reserved:
        what = check_message("The codes in {letters} are those of Yushen's own rules.", letters=code[:2])
    if what is not None:
        remedy = check_message("Write two capital letters and three digits, such as ZD001.")
        raise entry.place.at("code").complain(what, remedy)
    return code


def _text_in_both(place: FilePlace, value: object, *, required: bool) -> GivenMessage:
    """Return a text that is given once, or in Chinese and English; what one language lacks the other states."""
    both = {"zh": value, "en": value} if isinstance(value, str) else value
    if not isinstance(both, dict) or not set(both) <= {"zh", "en"}:
        raise _not_a_text(place)
    if not all(isinstance(text, str) for text in both.values()):
        raise _not_a_text(place)
    if required and not any(text.strip() for text in both.values()):
        raise _not_a_text(place)
    chinese, english = (clean(both.get(language, "")).strip() for language in ("zh", "en"))
    if place.name == "title":
        chinese, english = (" ".join(text.split()) for text in (chinese, english))
    return GivenMessage(english or chinese, chinese=chinese or english)


def _not_a_text(place: FilePlace) -> InvalidDataError:
    what = check_message("{name} must be a text, or one in Chinese and one in English.", name=place.name)
    line = f'{place.name} = {{ zh = "...", en = "..." }}'
    return place.complain(what, check_message("Write it like this: {line}", line=line))


def _relations(entry: _RuleEntry) -> tuple[DeclaredRelation, ...]:
    if not 0 < len(entry.relation) <= _MOST_RELATIONS:
        what = check_message("The rule has no relation, or too many.")
        remedy = check_message("Write {form} before each.", form="[[rule.relation]]")
        raise entry.place.complain(what, remedy)
    return tuple(
        relation
        for number, written in enumerate(entry.relation)
        for relation in relations_of(entry.place.at("relation", number), written)
    )
