"""Texts of relation files and names of terms, in both languages."""

from __future__ import annotations

from checks.relation.term import Term
from model.facts.cube import CODE_DIMENSIONS
from model.lexicon.lexicon import lexicon
from model.messages import Language, Message
from model.record import dataclass


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


def in_both(told: Message, **values: tuple[str, str]) -> Message:
    """Return a message with values that are given in Chinese and in English."""
    english = {**dict(told.values), **{name: value[1] for name, value in values.items()}}
    chinese = tuple((name, value[0]) for name, value in values.items())
    return BilingualValues(told.template, tuple(english.items()), told.floor, chinese)


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
