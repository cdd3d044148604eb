"""A public expense on which nothing is spent has no use.

公务接待费0万元，主要用于接待检查: the use is left from a text in which there was money. Asked of the three public
expenses and their parts, of the disclosure's own year and stage: where a sentence states zero and then a use, and
where a sentence without figures states the use of what the tables state as zero, or leave blank. A form may print the
use whatever is spent: where the text names a use of overseas travel, of running the vehicles and of reception alike,
as far as it or the tables state them, nothing is accused. One warning a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

import numpy as np

from checks.prose.evidence import text_finding
from checks.prose.passages import PassageLine, Prose, Stretch, proses
from checks.rule import Outcome, Rule, Subject
from model.finding import Severity
from model.messages import Message, check_message
from model.pattern import pattern
from model.reading.prose.claim import Claim, Measure

_ITEMS = {
    "overseas": "因公出国(?:\\(境\\))?(?:费用?|经费)",
    "vehicle_purchase": "公务用车购置(?:费用?|经费)",
    "vehicle_running": "公务用车(?:运行维护|运行|运维)(?:费用?|经费)",
    "vehicles": "公务用车购置(?:及|和)运行(?:维护)?(?:费用?|经费)",
    "reception": "(?:国内)?公务接待(?:费用?|经费)",
}
"""What sentences call the items, as a pattern."""

_USE = pattern(r"(?:[^。;\d]{0,12}?|。)(?:主要|具体)?(?:用于|用途[是为:])(?P<use>[^。;,]{2,})")
_DENIED = pattern(r"未|无|没有|不|暂|(?<![\d.])0\s*[辆台个人批次]")
_DEFINES = pattern("指|反映|包括|规定开支")
_EXPLAINED = ("overseas", "vehicle_running", "reception")
"""The items of which forms name the use."""


class _Use(NamedTuple):
    """A sentence that names the use of an item, and what is wrong with it; None where it is right."""

    item: str
    here: Stretch
    message: Message | None


def check(subject: Subject, outcome: Outcome) -> None:
    """Look for uses of money that is nothing."""
    for prose in proses(subject):
        stated = {item: value for item in _ITEMS if (value := _in_tables(subject, prose, item)) is not None}
        found = [*_after_zero(prose), *_without_figure(prose, stated)]
        named = {use.item for use in found}
        spoken_of = {
            claim.coordinates["item"] for claim in prose.document.claims if _is_own_amount(claim, prose)
        }
        is_form = all(item in named for item in _EXPLAINED if item in stated or item in spoken_of)
        for use in found:
            if use.message is None:
                outcome.hold()
            elif is_form:
                why = check_message("the text names a use of every such expense, as a form may print it.")
                outcome.leave(use.here.place, why)
            else:
                here = use.here
                outcome.report(text_finding(RULE, use.message, here.spans, here.text, here.place))


def _after_zero(prose: Prose) -> Iterator[_Use]:
    """Yield the uses that follow the amount of a public expense in its sentence."""
    lines = {paragraph.number: line for line in prose.body for paragraph in line.passage.paragraphs}
    for claim in prose.document.claims:
        line = lines.get(claim.paragraph)
        if line is None or not _is_own_amount(claim, prose):
            continue
        at = _place(line, claim)
        used = _USE.match(line.text, at)
        if used is None or _DENIED.search(used.group()) or _DEFINES.search(used.group()):
            continue
        message = check_message(
            "{place}: {item} is {amount}, yet a use of it is named: {text}",
            place=f"¶{claim.paragraph}",
            item=_called(claim),
            amount=claim.text,
            text=Stretch(prose, line, at, used.end()).quoted,
        )
        sentence = Stretch(prose, line, *line.sentence(at - 1))
        yield _Use(claim.coordinates["item"], sentence, None if claim.amount else message)


def _is_own_amount(claim: Claim, prose: Prose) -> bool:
    coordinates = claim.coordinates
    own = (
        coordinates.get("year") == str(prose.document.year)
        and coordinates.get("stage") == prose.document.stage
    )
    return claim.is_bound and claim.measure is Measure.AMOUNT and coordinates.get("item") in _ITEMS and own


def _place(line: PassageLine, claim: Claim) -> int:
    """Return where the figure of a claim ends in the line."""
    passage = line.passage
    index = next(at for at, each in enumerate(passage.paragraphs) if each.number == claim.paragraph)
    return bisect_right(line.places, passage.starts[index] + claim.end - 1)


def _called(claim: Claim) -> str:
    return re.sub(r"\s+", "", claim.phrase.removesuffix(claim.text)).strip("，,。；;：:（）()") or claim.text


def _without_figure(prose: Prose, stated: Mapping[str, int]) -> Iterator[_Use]:
    """Yield the uses of public expenses in sentences without a figure, where tables state the expense."""
    items = {
        claim.coordinates.get("item") for claim in prose.document.claims if claim.is_bound and claim.amount
    }
    for line in (each for each in prose.body if "用于" in each.text):
        for item, name in _ITEMS.items():
            for found in _sentences(name).finditer(line.text):
                if item not in stated or item in items or _DEFINES.search(found.group()):
                    continue
                here = Stretch(prose, line, *found.span("all"))
                message = check_message(
                    "{place}: a use of {item} is named, but the tables state no money for it: {text}",
                    place=f"¶{line.number}",
                    item=found["item"],
                    text=here.quoted,
                )
                yield _Use(item, here, None if stated[item] else message)


@cache
def _sentences(name: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|(?<=[。;]))(?:[一二三四五六七八九十\d]{{1,2}}[、.]|\([一二三四五六七八九十\d]{{1,2}}\))?"
        rf"(?P<all>(?P<item>{name})[。:,]?(?:主要|具体)用于[^。;\d未无没不暂]{{2,}}[。;])"
    )


def _in_tables(subject: Subject, prose: Prose, item: str) -> int | None:
    """Return the greatest amount that tables state of an item in the document's year, None where no row is its."""
    facts = subject.cells
    numbers: Mapping[str, int] = facts.members.numbers["item"]
    if item not in numbers or not prose.document.year:
        return None
    here = (facts.coordinates["item"] == numbers[item]) & (facts.coordinates["year"] == prose.document.year)
    return int(np.abs(facts.amount[here]).max()) if here.any() else None


RULE = Rule(
    code="TX116",
    family="prose",
    title=check_message("A use is named of money that is nothing"),
    severity=Severity.WARNING,
    basis="RELATIONS 35, 37",
    explanation=__doc__,
    check=check,
)
