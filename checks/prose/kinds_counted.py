"""Vehicles of all kinds, and the floors of a building, add up to what the text counts in all.

共有车辆 41 辆，其中：业务用车 12 辆、机要通信用车 6 辆 and so on: where the kinds close with 其他, their sum is the
whole, otherwise it is at most the whole. Building areas are asked where the parts are those above and below the ground.
What stands in brackets is a part of a part and is not added. The same whole counted elsewhere is asked by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from checks.prose.evidence import text_finding
from checks.prose.passages import Prose, Stretch, proses
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message
from model.pattern import pattern

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_BLANK = "\u3000"
_BRACKETS = pattern(r"\([^()]*\)")
_COUNTED = pattern(
    rf"(?P<what>车辆?|用车|建筑面积)(?:约?为|约)?(?P<total>{_NUMBER})(?P<unit>辆|台|平方米|㎡){_BLANK}*[,;:]?其中[,:]?"
    rf"(?P<parts>(?:[^,。;、:\d]{{1,30}}{_NUMBER}(?P=unit){_BLANK}*[,、;]?)+)"
)
_PART = pattern(rf"(?P<name>[^,。;、:\d]{{1,30}}?)(?:约?为|约)?(?P<number>{_NUMBER})(?:辆|台|平方米|㎡)")
_VEHICLE = pattern("车")
_OTHER = "其他"
_ABOVE, _BELOW = "地上", "地下"
_QUOTED = 40
"""Characters of a list that a message quotes."""


class Counted(NamedTuple):
    """A whole that is counted with its kinds, the whole and the parts as printed."""

    here: Stretch
    total: str
    parts: list[tuple[str, str]]

    @property
    def is_complete(self) -> bool:
        """Whether the parts are all that the whole can have."""
        names = [name for name, _ in self.parts]
        on_and_under = any(_ABOVE in name for name in names) and any(_BELOW in name for name in names)
        return on_and_under or any(_OTHER in name for name in names)


def check(subject: Subject, outcome: Outcome) -> None:
    """Add up the kinds of each whole that is counted."""
    for prose in proses(subject):
        for counted in _wholes(prose):
            total, parts = _value(counted.total), sum(_value(number) for _, number in counted.parts)
            if parts == total or (parts < total and not counted.is_complete):
                outcome.hold()
            else:
                outcome.report(_finding(counted, parts))


def _wholes(prose: Prose) -> Iterator[Counted]:
    for line in prose.body:
        text = _without_brackets(line.text)
        for found in _COUNTED.finditer(text):
            parts = [(part["name"], part["number"]) for part in _PART.finditer(found["parts"])]
            of_vehicles = "车" in found["what"]
            names = [name for name, _ in parts]
            fits = all(map(_VEHICLE.search, names)) if of_vehicles else any(_ABOVE in name for name in names)
            if fits and len(parts) > 1:
                yield Counted(Stretch(prose, line, found.start("what"), found.end()), found["total"], parts)


def _without_brackets(text: str) -> str:
    """Return a text of the same length whose brackets are blank: what they hold is a part of a part."""
    return _BRACKETS.sub(lambda found: _BLANK * len(found.group()), text)


def _value(number: str) -> int:
    """Return a count in hundredths."""
    whole, _, decimals = number.replace(",", "").partition(".")
    return int(whole) * 100 + int(f"{decimals[:2]:0<2}")


def _shown(hundredths: int) -> str:
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)


def _finding(counted: Counted, parts: int) -> Finding:
    here = counted.here
    message = check_message(
        "{place}: {total} in all, but the kinds come to {parts} = {sum}: {text}",
        place=here.place,
        total=counted.total,
        parts=" + ".join(number for _, number in counted.parts),
        sum=_shown(parts),
        text=replace(here, end=min(here.end, here.start + _QUOTED)).quoted,
    )
    return text_finding(RULE, message, here.spans, here.text)


RULE = Rule(
    code="TX115",
    family="prose",
    title=check_message("The kinds that are counted do not add up to the whole"),
    severity=Severity.WARNING,
    basis="RELATIONS 37",
    explanation=__doc__,
    check=check,
)
