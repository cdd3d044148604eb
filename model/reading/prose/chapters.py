"""Chapters: what the headings above a sentence say of the money it speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from model.lexicon.lexicon import Lexicon, normalised
from model.reading.prose.subject import read_subject

_LEVELS = (
    re.compile(r"^第[一二三四五六七八九十\d]+[章节部分]"),
    re.compile(r"^[一二三四五六七八九十]+[、.]"),
    re.compile(r"^\([一二三四五六七八九十]+\)"),
    re.compile(r"^\d{1,2}[、.](?!\d)"),
    re.compile(r"^\(\d{1,2}\)"),
)
_UNNUMBERED = 1
_LEAD = re.compile(r"^(?P<lead>[^。:;,]{2,60})[。:]")
_LEAD_LONGEST = 60


@dataclass(slots=True)
class Chapters:
    """The headings that stand above the next sentence, by level, and what each says; `lead` opens its own passage.

    `edition` is the year whose names of codes the headings use.
    """

    lexicon: Lexicon
    department: str
    edition: int | None = None
    levels: dict[int, dict[str, str]] = field(default_factory=dict)
    lead: dict[str, str] = field(default_factory=dict)

    @property
    def coordinates(self) -> dict[str, str]:
        """What all headings above say together; the nearer goes first."""
        merged: dict[str, str] = {}
        for level in sorted(self.levels):
            merged = {**merged, **self.levels[level]}
        return merged

    @property
    def nearest(self) -> dict[str, str]:
        """What the nearest heading says."""
        return self.levels[max(self.levels)] if self.levels else {}

    def take(self, text: str) -> None:
        """Take a heading: it ends all chapters of its level and below; one without a number ends them all."""
        level = _level(normalised(text))
        self._set(_UNNUMBERED if level is None else level, self._meaning(text))

    def take_lead(self, text: str) -> int:
        """Take the words that a numbered passage opens with (1.机关运行经费。…); return where the sentence begins."""
        self.lead = {}
        plain = text.lstrip()
        level = _level(normalised(plain[:_LEAD_LONGEST]))
        if level is None:
            return 0
        lead = _LEAD.match(plain)
        meaning = self._meaning(lead["lead"]) if lead else {}
        self._set(level, meaning)
        self.lead = meaning
        return len(text) - len(plain) + lead.end() if lead and meaning else 0

    def _set(self, level: int, meaning: dict[str, str]) -> None:
        self.levels = {each: said for each, said in self.levels.items() if each < level}
        self.levels[level] = meaning

    def _meaning(self, heading: str) -> dict[str, str]:
        subject = read_subject(heading, self.lexicon, self.department, self.edition)
        if subject.unknown:
            return {}
        said = dict(subject.coordinates)
        both = re.search("收支|收入支出|收入、支出|收、支", heading)
        if both:
            said.pop("flow", None)
            if said.get("source") == "fiscal":
                said["source"] = "fiscal_all"
        said.pop("stage", None)
        return said


def _level(plain: str) -> int | None:
    return next((level for level, pattern in enumerate(_LEVELS) if pattern.match(plain)), None)
