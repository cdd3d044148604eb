"""What a relation file states: terms that name amounts by their coordinates, and the relations between them.

Its texts, and the names of its terms, are given in both languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from model.facts.cube import CODE_DIMENSIONS
from model.lexicon.lexicon import lexicon
from model.messages import Language, Message
from model.record import dataclass


class Missing(StrEnum):
    """What a term may be where its amount is not stated, and still count as nothing.

    `NOT` may not be missing; `BLANK` may be a blank cell; `ABSENT` may have no cell at all.
    """

    NOT = "stated"
    BLANK = "blank"
    ABSENT = "absent"


class TermState(StrEnum):
    """What a condition asks of a term.

    `STATED` and `ABSENT`: whether any amount is stated; `BLANK`: none is, and its table is there; `EMPTY`: so, and the
    table states nothing else; `ZERO`: all that is stated is zero; `NOTHING`: absent or zero; `SOMETHING`: stated and
    not zero.
    """

    STATED = "stated"
    ABSENT = "absent"
    BLANK = "blank"
    EMPTY = "empty"
    ZERO = "zero"
    NOTHING = "nothing"
    SOMETHING = "something"


class Sign(StrEnum):
    """How the two sides of a relation stand to each other."""

    EQUAL = "="
    AT_MOST = "<="
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True)
class Term:
    """Amounts named by their coordinates.

    `kinds` are the table kinds in which they stand, any where it is empty. `members` holds for each dimension that
    is named its alternatives, of which the first that is stated counts; a member with * or ? is a pattern. What is
    not named is what the table states of all its amounts. `year` is 0 for the document's, -1 for the year before.
    """

    kinds: tuple[str, ...] = ()
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    year: int = 0
    weight: int = 1
    missing: Missing = Missing.NOT

    def runs(self, dimension: str) -> bool:
        """Return whether the term has an amount for each member of a dimension that the relation is asked for."""
        return dimension not in self.members or any(map(is_pattern, self.members[dimension]))

    def sums(self, each: tuple[str, ...]) -> bool:
        """Return whether the term is the sum of what its patterns match, in a relation asked for `each`."""
        return any(
            dimension not in each and any(map(is_pattern, members))
            for dimension, members in self.members.items()
        )


@dataclass(frozen=True, slots=True)
class Condition:
    """A relation is asked only where a term is in a state."""

    term: Term
    state: TermState


@dataclass(frozen=True, slots=True)
class DeclaredRelation:
    """Two sides that must be equal, or at most, or at least; an empty right side is zero.

    It is asked once, or for each member of the dimensions `each`. `stage` is that of the disclosures it is asked of,
    "" for any.
    """

    left: tuple[Term, ...]
    sign: Sign
    right: tuple[Term, ...]
    each: tuple[str, ...] = ()
    stage: str = ""
    when: tuple[Condition, ...] = ()


def is_pattern(member: str) -> bool:
    """Return whether a member stands for several: * for any characters, ? for one."""
    return "*" in member or "?" in member


@dataclass(frozen=True, slots=True)
class GivenMessage(Message):
    """A text that a file gives in both languages; nothing in it is a place to be filled."""

    chinese: str = ""

    def text(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.chinese if language == "zh" else self.template


@dataclass(frozen=True, slots=True)
class BilingualValues(Message):
    """A message of which some values read differently in Chinese."""

    chinese: tuple[tuple[str, str], ...] = ()

    def text(self, language: Language) -> str:
        """Return the message in `language`."""
        values = {**dict(self.values), **(dict(self.chinese) if language == "zh" else {})}
        return Message(self.template, tuple(values.items()), self.floor).text(language)


def in_both(text: Message, **values: tuple[str, str]) -> Message:
    """Return a message with values that are given in Chinese and in English."""
    english = {**dict(text.values), **{name: value[1] for name, value in values.items()}}
    chinese = tuple((name, value[0]) for name, value in values.items())
    return BilingualValues(text.template, tuple(english.items()), text.floor, chinese)


def term_words(term: Term) -> tuple[str, str]:
    """Return a term's tables and members in Chinese and in English."""
    kinds = {kind.kind: (kind.zh, kind.en) for kind in lexicon().kinds}
    parts = [_either([kinds[kind] for kind in term.kinds])] if term.kinds else []
    for name, members in term.members.items():
        known = {} if name in CODE_DIMENSIONS else lexicon().dimensions[name].members
        names = [(known[each].zh, known[each].en) if each in known else (each, each) for each in members]
        parts.append(_either(names))
    if term.year:
        parts.append((f"年度 {term.year:+d}", f"year {term.year:+d}"))
    chinese, english = (" ".join(part[at] for part in parts if part[at]) for at in (0, 1))
    return chinese, english


def _either(names: list[tuple[str, str]]) -> tuple[str, str]:
    return "或".join(name[0] for name in names), " or ".join(name[1] for name in names)
