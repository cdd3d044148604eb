"""A term of a relation file, `{ table = "three_public", item = "reception" }`, and a condition of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checks.relation.selection import ALL_CODES, NAMED
from checks.relation.term import Condition, Missing, State, Term, is_pattern
from checks.user_toml import Block
from model.classification.codes import Domain, domain_of
from model.facts.cube import CODE_DIMENSIONS
from model.lexicon.lexicon import lexicon
from model.messages import check_message
from model.text import clean_line

HEAVIEST = 1_000
"""What a weight may be at most."""

_YEARS = range(-9, 1)
_MOST = 20
_CODE_PATTERN = re.compile(r"[2-5*?][0-9*?]{0,6}")
_PROJECT = "project:"
_FIRST = {Domain.FUNCTION: "2", Domain.ECONOMIC: "3", Domain.GOVERNMENT: "5"}
_KEYS = ("table", *NAMED, "year", "weight", "may_be")
_CONDITION_KEYS = ("table", *NAMED, "year", "is")


def term_of(block: Block) -> Term:
    """Return a term; raise InvalidDataError where it breaks the form."""
    block.see_only(_KEYS)
    missing = block.choice("may_be", [Missing.BLANK, Missing.ABSENT], Missing.NOT)
    weight = _integer(block, "weight", 1)
    if not weight or abs(weight) > HEAVIEST:
        what = check_message("A weight is a whole number that is not zero.")
        raise block.complain(
            ["weight"], what, check_message("Write it like this: {line}", line="weight = -1")
        )
    return Term(_kinds(block), _members(block), _year(block), weight, Missing(missing))


def condition_of(block: Block) -> Condition:
    """Return a condition; raise InvalidDataError where it breaks the form."""
    block.see_only(_CONDITION_KEYS)
    state = State(block.choice("is", list(State)))
    return Condition(Term(_kinds(block), _members(block), _year(block)), state)


def _kinds(block: Block) -> tuple[str, ...]:
    kinds = _words(block, "table")
    known = [kind.kind for kind in lexicon().kinds]
    for kind in kinds:
        if kind not in known:
            what = check_message("{kind} is no kind of table.", kind=kind)
            remedy = check_message("The kinds are: {known}.", known=", ".join(known))
            raise block.complain(["table", kind], what, remedy)
    return kinds


def _members(block: Block) -> dict[str, tuple[str, ...]]:
    members = {name: _words(block, name) for name in NAMED if name in block.fields}
    for name, alternatives in members.items():
        for member in alternatives:
            if name in CODE_DIMENSIONS:
                _see_code(block, Domain(name), member)
            else:
                _see_member(block, name, member)
    if not members and "table" not in block.fields:
        what = check_message("A term names no amount.")
        raise block.complain([], what, check_message("Say at least its table, or a member of a dimension."))
    return members


def _see_code(block: Block, domain: Domain, code: str) -> None:
    fits = _CODE_PATTERN.fullmatch(code) and code[0] in {_FIRST[domain], "*", "?"} and code.count("*") < 2
    if code == ALL_CODES or (fits if is_pattern(code) else domain_of(code) is domain):
        return
    what = check_message("{code} is no code of {dimension}.", code=code, dimension=domain.value)
    remedy = check_message(
        "Write a code such as {code}, {all} for the total, or one with * or ? for any digits.",
        code={"2": "2080505", "3": "30217", "5": "50101"}[_FIRST[domain]],
        all=f'"{ALL_CODES}"',
    )
    raise block.complain([domain.value, code], what, remedy)


def _see_member(block: Block, name: str, member: str) -> None:
    known = lexicon().dimensions[name].members
    of_project = name == "item" and member.startswith(_PROJECT) and member.count("*") < 2
    if member in known or of_project or (is_pattern(member) and member.count("*") < 2):
        return
    what = check_message("{member} is no member of {dimension}.", member=member, dimension=name)
    raise block.complain(
        [name, member], what, check_message("The members are: {known}.", known=", ".join(known))
    )


def _year(block: Block) -> int:
    year = _integer(block, "year", 0)
    if year not in _YEARS:
        what = check_message("A year is counted from the document's: 0, or -1 for the year before.")
        raise block.complain(["year"], what, check_message("Write it like this: {line}", line="year = -1"))
    return year


def _integer(block: Block, name: str, otherwise: int) -> int:
    value = block.fields.get(name, otherwise)
    if not isinstance(value, int) or isinstance(value, bool):
        what = check_message("{name} must be a whole number.", name=name)
        raise block.complain([name], what, check_message("Write it like this: {line}", line=f"{name} = -1"))
    return value


def _words(block: Block, name: str) -> tuple[str, ...]:
    """Return a field that is a word or a list of words."""
    value = block.fields.get(name, [])
    words: Sequence[object] = (
        [value] if isinstance(value, str) else value if isinstance(value, list) else [None]
    )
    if name in block.fields and not (
        0 < len(words) <= _MOST and all(isinstance(word, str) for word in words)
    ):
        what = check_message("{name} must be a word in quotes, or a list of them.", name=name)
        remedy = check_message("Write it like this: {line}", line=f'{name} = "..."')
        raise block.complain([name], what, remedy)
    return tuple(clean_line(str(word)).strip() for word in words)
