"""Reading what the rules rest on beside the department's own figures: laws and circulars, in legal_basis.toml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from model.datafile import FilePlace, user_file
from model.declared import no_choice, read
from model.legal_basis import Provision, Provisions
from model.messages import check_message
from model.record import dataclass

FILE = Path(__file__).with_name("legal_basis.toml")
_DIGITS = "零一二三四五六七八九"
_LAST_ARTICLE = 999


class Stage(StrEnum):
    """The stage of the disclosures of which a provision speaks."""

    BUDGET = "budget"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class _Law:
    """A law or a circular as the file has it."""

    zh: str
    en: str
    place: FilePlace
    since: object = None
    until: object = None


@dataclass(frozen=True, slots=True)
class _Basis:
    """What rests on a law: rules by code or by family."""

    law: str
    place: FilePlace
    article: int = 0
    stages: tuple[Stage, ...] = ()
    rules: tuple[str, ...] = ()
    families: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    """The whole file."""

    law: Mapping[str, _Law]
    basis: tuple[_Basis, ...]


@cache
def legal_basis() -> Provisions:
    """Return the provisions of the shipped rules. Raises InvalidDataError, with the line, for a faulty file."""
    from checks.rulebook import rules

    return load_legal_basis(FILE, [(rule.code, rule.family) for rule in rules()])


def load_legal_basis(path: Path, rules: Sequence[tuple[str, str]]) -> Provisions:
    """Return the provisions of a file by the rule's code; `rules` are the codes that there are, with their families.

    Raises InvalidDataError, with the line, for what breaks the form or names what is not there.
    """
    content = read(_File, FilePlace(user_file(path)))
    spans = {
        name: (_day(law.place, "since", law.since), _day(law.place, "until", law.until))
        for name, law in content.law.items()
    }
    found: dict[str, list[Provision]] = {}
    for basis in content.basis:
        if basis.law not in content.law:
            raise no_choice(basis.place.at("law"), basis.law, list(content.law))
        provision = _provision(basis, content.law[basis.law], spans[basis.law])
        for code in _codes(basis, rules):
            found.setdefault(code, []).append(provision)
    return {code: tuple(provisions) for code, provisions in found.items()}


def _day(place: FilePlace, name: str, value: object) -> date | None:
    if value is not None and not isinstance(value, date):
        what = check_message("{name} must be a day.", name=name)
        raise place.at(name).complain(
            what, check_message("Write it like this: {name} = 2020-10-01", name=name)
        )
    return value


def _provision(basis: _Basis, law: _Law, span: tuple[date | None, date | None]) -> Provision:
    if not 0 <= basis.article <= _LAST_ARTICLE:
        raise no_choice(basis.place.at("article"), basis.article, [f"1-{_LAST_ARTICLE}"])
    return Provision(
        law.zh,
        law.en,
        f"第{_chinese(basis.article)}条" if basis.article else "",
        f"article {basis.article}" if basis.article else "",
        *span,
        tuple(stage.value for stage in basis.stages),
    )


def _codes(basis: _Basis, rules: Sequence[tuple[str, str]]) -> list[str]:
    """Return the codes of the rules that a basis names, one by one or by family, in the order of the rules."""
    known = {"rules": [code for code, _ in rules], "families": list(dict.fromkeys(f for _, f in rules))}
    for name, values in (("rules", basis.rules), ("families", basis.families)):
        for number, value in enumerate(values):
            if value not in known[name]:
                raise no_choice(basis.place.at(name, number), value, known[name])
    return [code for code, family in rules if code in basis.rules or family in basis.families]


def _chinese(number: int) -> str:
    """Return a number below a thousand as laws number their articles."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += f"{'' if tens == 1 and not hundreds else _DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")
