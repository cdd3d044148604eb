"""Chapters: what the headings above a sentence state of the money it speaks of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import field, replace

from model.lexicon.bodies import names_body
from model.lexicon.lexicon import normalised, without_numbering
from model.lexicon.reading import CODE_DIMENSIONS
from model.numbering import LEVELS, PART, item_number
from model.pattern import pattern
from model.reading.prose.code_path import is_marked
from model.reading.prose.coordinates import NARROW
from model.reading.prose.subject import SubjectReader
from model.record import dataclass

_CIRCLED = "[①-⑳]"
_ITEM = pattern(rf"(?<=[。;:])\s*(?={'|'.join(LEVELS[1:])}|{_CIRCLED})|(?<=其中)(?={_CIRCLED})")
_IS_CIRCLED = pattern(rf"\s*{_CIRCLED}")
_SPENT = pattern("(?:经费|支出|资金|费用?)$")
_UNNUMBERED = 1
_INNERMOST = len(LEVELS)
_BETWEEN_LEVELS = 0.5
_BEGUN_ANEW = 0.75
_LEAD = pattern(r"^(?P<lead>[^。:;,]{2,130})[。:]")
"""The words that may open a passage: three names of a code path with their marks at most."""
_CLAUSE = pattern(r"^(?P<lead>[^。:;,]{2,130}),")
_FOR = pattern(
    r"^(?P<lead>[^。:;,]{2,130}?\)[”\"]?(?:科目|支出|经费)?)(?=(?:主要)?是?(?:用于|反映)(?![^。:;,]*\(\d*[款项]级?\)))"
)
"""A code path with its marks opens a passage though the sentence goes on: …(项),主要用于…, …(项)用于…"""
_LEAD_LONGEST = 60
"""Characters; other words that open a passage are fewer."""
_SEE = pattern(r"\(?(?:详见|参见|见)[^()]{0,20}\)?$")
_PART = pattern(rf"^{PART}[:、.]?")
_MONEY = pattern(r"\d\s*[万亿千]?元")
_LISTED = pattern("、|和|及|与")
_BOTH = pattern("收支|收入支出|收入、支出|收、支")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a heading or a numbered item opens: it lasts until the next of its level or above.

    `is_read` means that every word of its lead was understood, `is_partial` that only some were, and that these speak
    of money. A frame that a sentence opens has no lead, so that only this sentence's own words state its subject.
    `is_passage` means that it lasts for its passage alone, as a code path does that opens one without a number.
    `other` are the year and the stage of a heading that names another year's budget or final accounts, `body` is the
    other body, or the project, that it names and of which alone it speaks. `number` is that of a heading or of an item
    of a list that begins anew below one.
    """

    meaning: Mapping[str, str] = field(default_factory=dict)
    is_read: bool = True
    is_partial: bool = False
    is_sentence: bool = False
    is_passage: bool = False
    other: tuple[int, str] | None = None
    body: str = ""
    number: int = 0


@dataclass(slots=True)
class Chapters:
    """The frames that are open above the next sentence by level, outermost first.

    `number` counts the frames opened. `goes_on` means that the passage opens none, `leads` that one's lead was read.
    """

    reader: SubjectReader
    levels: dict[float, Frame] = field(default_factory=dict)
    number: int = 0
    goes_on: bool = False
    leads: bool = False

    @property
    def coordinates(self) -> dict[str, str]:
        """What the frames state together, of which the nearer goes first."""
        return {name: each for frame in self.levels.values() for name, each in frame.meaning.items()}

    @property
    def innermost(self) -> Frame:
        """The innermost frame, one that states nothing where none is open."""
        return next(reversed(self.levels.values()), Frame())

    @property
    def lead(self) -> Mapping[str, str]:
        """The code, the item or the use that the innermost frame names; nothing where it names none."""
        meaning = self.innermost.meaning
        return {} if meaning.keys().isdisjoint(NARROW) else meaning

    @property
    def is_read(self) -> bool:
        """Whether no heading above speaks of money in words of which some were not understood."""
        return not any(frame.is_partial for frame in self.levels.values())

    @property
    def lacks_subject(self) -> bool:
        """Whether a stage or a flow alone has no subject: a lead was not read, or a numbered sentence goes on."""
        is_read = all(frame.is_read for frame in self.levels.values())
        return not is_read or (self.goes_on and self.innermost.is_sentence)

    @property
    def other_accounts(self) -> tuple[int, str] | None:
        """The year and the stage of the nearest heading above that names another year's budget or final accounts."""
        return next((frame.other for frame in reversed(self.levels.values()) if frame.other), None)

    @property
    def other_body(self) -> str:
        """The body of which alone the sentences below a heading speak; "" where it is the department."""
        return next((frame.body for frame in reversed(self.levels.values()) if frame.body), "")

    def take(self, text: str) -> None:
        """Take a heading: it ends all frames of its level and below.

        One without a number is a guess: only where it was wholly read does it end anything.
        """
        level, number = place_in_list(text)
        frame = self._frame(text)
        if level is None:
            level = _UNNUMBERED if frame.is_read else _INNERMOST
        self._open(level, frame, number)

    def take_body(self, text: str) -> bool:
        """Take a line that is no more than the name of another body or a project's caption; return whether it is one.

        What follows is of that, until the next of such lines, and as long as the chapter in which it stands.
        """
        body = self._project(text) or (names_body(text) and self.reader.other_body(text, alone=True))
        if not body:
            return False
        numbered = (level for level in self.levels if level < _INNERMOST and level % 1 == 0)
        self._open(max(numbered, default=0) + _BETWEEN_LEVELS, Frame(is_read=False, body=body))
        return True

    def take_lead(self, text: str) -> int:
        """Take the words that a numbered passage opens with (1.机关运行经费。…); return where the sentence begins.

        A code path with its marks opens one without a number.
        """
        plain = text.lstrip()
        level, number = self._place(plain)
        if self.innermost.is_passage:
            self.levels.popitem()
        self.goes_on, self.leads = level is None, False
        lead = _lead_of(plain)
        if level is None:
            return len(text) - len(plain) + self._take_path(lead, plain) if lead else 0
        if lead is None or _MONEY.search(lead["lead"]):
            self._open(level, Frame(is_sentence=True), number)
            return 0
        frame = self._frame(lead["lead"])
        self._open(level, frame, number)
        self.leads = bool(frame.meaning)
        return len(text) - len(plain) + lead.end() if frame.meaning else 0

    def _place(self, text: str) -> tuple[float | None, int]:
        """Return the level of a passage; a list that begins anew right below a later number is below it."""
        level, number = place_in_list(text[:_LEAD_LONGEST])
        if level is None or self.levels.get(level, Frame()).number < 2:
            return level, 0
        below = level + _BEGUN_ANEW
        is_next = number == 1 or self.levels.get(below, Frame()).number == number - 1 > 0
        return (below, number) if is_next else (level, 0)

    def _take_path(self, lead: re.Match[str], text: str) -> int:
        """Open a frame for what leads a passage without a number; return where the sentence begins.

        It is a code path, or before a colon the money of which the passage speaks (政府性基金预算：年初结转…). What
        follows a passage that states no money of it is still of it.
        """
        is_path = is_marked(normalised(lead["lead"]))
        if not is_path and lead[0][-1] not in ":：":
            return 0
        frame = self._frame(lead["lead"])
        if CODE_DIMENSIONS.isdisjoint(frame.meaning) if is_path else frame.meaning.keys() != {"source"}:
            return 0
        self._open(_INNERMOST, replace(frame, is_passage=_MONEY.search(text) is not None))
        self.goes_on, self.leads = False, True
        return lead.end()

    def _open(self, level: float, frame: Frame, number: int = 0) -> None:
        outer = {each: frame for each, frame in self.levels.items() if each < level}
        self.levels = outer | {level: replace(frame, number=number)}
        self.number += 1

    def _frame(self, heading: str) -> Frame:
        plain = _PART.sub("", _SEE.sub("", normalised(_IS_CIRCLED.sub("", heading))))
        body = self._project(heading) or self.reader.other_body(plain, alone=True)
        if body:
            return Frame(is_read=False, body=body)
        subject = self.reader.read(plain, self.coordinates.get("function", ""))
        if subject.unknown:
            shared = self._shared(plain)
            if shared is not None:
                return Frame(shared, is_read=False)
            of_money = bool(self.reader.lexicon.read(plain).coordinates or _SPENT.search(plain))
            return Frame(is_read=False, is_partial=of_money)
        coordinates = dict(subject.coordinates)
        if _BOTH.search(heading):
            coordinates.pop("flow", None)
            if coordinates.get("source") == "fiscal":
                coordinates["source"] = "fiscal_all"
        stage = coordinates.pop("stage", None)
        if stage and subject.year and self.reader.edition and subject.year != self.reader.edition:
            return Frame(coordinates, other=(subject.year, stage))
        return Frame(coordinates)

    def _project(self, line: str) -> str:
        """Return the project that a line names behind a caption (项目名称：…), "" for none."""
        caption, colon, name = unicodedata.normalize("NFKC", line).partition(":")
        is_caption = without_numbering(normalised(caption)) in self.reader.lexicon.project_names
        return name.strip() if colon and is_caption else ""

    def _shared(self, heading: str) -> dict[str, str] | None:
        """Return whose money a heading that lists several uses is of; None for no such list.

        The first of the list (一般公共预算“三公”经费、会议费) names it for all of them. None of their uses is the
        subject of what names no use itself.
        """
        listed = [self.reader.lexicon.read(each) for each in _LISTED.split(without_numbering(heading))]
        uses = [each for each in listed if each.is_bound and each.coordinates.keys() & set(NARROW)]
        if len(listed) < 2 or len(uses) < len(listed) or any(each.year_shift for each in uses):
            return None
        return {name: member for name, member in listed[0].coordinates.items() if name == "source"}


def _lead_of(text: str) -> re.Match[str] | None:
    """Return the words that open a passage, and where its sentence begins; None where it has none."""
    for words in (_FOR, _LEAD, _CLAUSE):
        found = words.match(text)
        is_lead = found is not None and words is _LEAD and len(found["lead"]) <= _LEAD_LONGEST
        if found is not None and (is_lead or is_marked(normalised(found["lead"]))):
            return found
    return None


def place_in_list(text: str) -> tuple[int | None, int]:
    """Return the level of a line's number, None for none, and which it is; circled numbers are the innermost."""
    level, number = item_number(normalised(text)) or (None, 0)
    return _INNERMOST if _IS_CIRCLED.match(text) else level, number


def items(text: str) -> list[int]:
    """Return where a half-width passage begins, and where numbered items begin in it behind a stop or a colon."""
    return [0, *(found.end() for found in _ITEM.finditer(text) if found.end() > 0)]
