"""Chapters: what the headings above a sentence say of the money it speaks of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from model.lexicon.lexicon import Lexicon, normalised
from model.numbering import LEVELS, PART
from model.reading.prose.coordinates import NARROW
from model.reading.prose.own_words import NO_WORDS, OwnWords
from model.reading.prose.subject import read_subject

_LEVELS = tuple(re.compile(f"^{level}") for level in LEVELS)
_ITEM = re.compile(rf"(?<=[。;:])\s*(?={'|'.join(LEVELS[1:])})")
_FIRST = re.compile(r"\(?[一1][、.)]")
_UNNUMBERED = 1
_INNERMOST = len(_LEVELS)
_LEAD = re.compile(r"^(?P<lead>[^。:;,]{2,60})[。:]")
_LEAD_LONGEST = 60
_SEE = re.compile(r"\(?(?:详见|参见|见)[^()]{0,20}\)?$")
_PART = re.compile(rf"^{PART}[:、.]?")
_MONEY = re.compile(r"\d\s*[万亿千]?元")
_BOTH = re.compile("收支|收入支出|收入、支出|收、支")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a heading or a numbered item opens: it lasts until the next of its level or above.

    `is_read` tells that every word of its lead was understood, `is_partial` that only some were, and that these speak
    of money. A frame that a sentence opens has no lead, so that only this sentence's own words tell its subject.
    """

    meaning: Mapping[str, str] = field(default_factory=dict)
    is_read: bool = True
    is_partial: bool = False
    is_sentence: bool = False


@dataclass(slots=True)
class Chapters:
    """The frames that are open above the next sentence, by level.

    `edition` is the year whose names of codes the headings use, `own` are the document's own words; `number` counts the
    frames opened so far. `goes_on` tells that the passage opens none, `leads` that it opens one whose lead was read.
    """

    lexicon: Lexicon
    department: str
    edition: int | None = None
    own: OwnWords = NO_WORDS
    levels: dict[int, Frame] = field(default_factory=dict)
    number: int = 0
    goes_on: bool = False
    leads: bool = False

    @property
    def coordinates(self) -> dict[str, str]:
        """What all headings above say together; the nearer goes first."""
        merged: dict[str, str] = {}
        for level in sorted(self.levels):
            merged = {**merged, **self.levels[level].meaning}
        return merged

    @property
    def nearest(self) -> Mapping[str, str]:
        """What the nearest heading says."""
        return self.levels[max(self.levels)].meaning if self.levels else {}

    @property
    def lead(self) -> Mapping[str, str]:
        """The code, the item or the use that the innermost frame names; nothing where it names none."""
        return self.nearest if not self.nearest.keys().isdisjoint(NARROW) else {}

    @property
    def is_read(self) -> bool:
        """Whether no heading above speaks of money in words of which some were not understood."""
        return not any(frame.is_partial for frame in self.levels.values())

    @property
    def lacks_subject(self) -> bool:
        """Whether words that say only a stage or a flow have no subject here.

        That is so where a lead was not wholly read, and in what goes on after a numbered sentence without a lead.
        """
        if not all(frame.is_read for frame in self.levels.values()):
            return True
        return self.goes_on and bool(self.levels) and self.levels[max(self.levels)].is_sentence

    def take(self, text: str) -> None:
        """Take a heading: it ends all frames of its level and below.

        One without a number is a guess: only where it was wholly read does it end anything.
        """
        level = level_of(normalised(text))
        frame = self._frame(text)
        self.goes_on = False
        if level is None:
            level = _UNNUMBERED if frame.is_read else _INNERMOST
        self._open(level, frame)

    def take_lead(self, text: str) -> int:
        """Take the words that a numbered passage opens with (1.机关运行经费。…); return where the sentence begins."""
        plain = text.lstrip()
        level = level_of(normalised(plain[:_LEAD_LONGEST]))
        self.goes_on = level is None
        self.leads = False
        if level is None:
            return 0
        lead = _LEAD.match(plain)
        if lead is None or _MONEY.search(lead["lead"]):
            self._open(level, Frame(is_sentence=True))
            return 0
        frame = self._frame(lead["lead"])
        self._open(level, frame)
        self.leads = bool(frame.meaning)
        return len(text) - len(plain) + lead.end() if frame.meaning else 0

    def _open(self, level: int, frame: Frame) -> None:
        self.levels = {each: outer for each, outer in self.levels.items() if each < level}
        self.levels[level] = frame
        self.number += 1

    def _frame(self, heading: str) -> Frame:
        plain = _PART.sub("", _SEE.sub("", normalised(heading)))
        above = self.coordinates.get("function", "")
        subject = read_subject(plain, self.lexicon, self.department, self.edition, self.own, above)
        if subject.unknown:
            return Frame(is_read=False, is_partial=bool(self.lexicon.read(plain).coordinates))
        said = dict(subject.coordinates)
        if _BOTH.search(heading):
            said.pop("flow", None)
            if said.get("source") == "fiscal":
                said["source"] = "fiscal_all"
        said.pop("stage", None)
        return Frame(said)


def level_of(plain: str) -> int | None:
    """Return the level of a line's number, None for a line without one."""
    return next((level for level, pattern in enumerate(_LEVELS) if pattern.match(plain)), None)


def is_first(plain: str) -> bool:
    """Tell whether a line's number is the first of its list."""
    return bool(_FIRST.match(plain))


def items(text: str) -> list[int]:
    """Return where a half-width passage begins, and where numbered items begin in it behind a stop or a colon."""
    return [0, *(found.end() for found in _ITEM.finditer(text) if found.end() > 0)]
