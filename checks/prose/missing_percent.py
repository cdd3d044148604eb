"""A share or a rate carries its percent sign: 占政府采购支出总额的 0。 lacks it.

Asked of each number right behind 占…的, 增长, 下降, 完成预算 and their like, and behind 增加 and 减少 where it has
decimals: a sign or a unit follows before the clause ends. A number that may be a fraction (占比 0.35) is not asked,
nor one of a list that shares one sign, nor a text whose extraction drops percent signs or tears figures out of the
sentences. One warning a number.
"""

from __future__ import annotations

import re
from functools import cache

from checks.prose.evidence import text_finding
from checks.prose.passages import Prose, Stretch, proses
from checks.prose.template_residue import blank_templates
from checks.prose.wordings import either, wordings
from checks.rule import Outcome, Rule, Subject
from model.finding import Severity
from model.messages import check_message
from model.pattern import pattern

_SHARED = ("分别", "依次")
_FRACTION = pattern(r"0\.\d*[1-9]\d*")
_DROPPED_LEAST = 4


@cache
def _rate() -> re.Pattern[str]:
    words, rather = either(wordings().shares), either(wordings().shares_with_decimals)
    of = r"占(?!地|用|有|据|道|压)[^,。;:、()\d占]{1,30}?(?:的|的比例为|的比重为|比重为|比例为|比重|比例)"
    lead = rf"(?:{of}|{words})约?|{rather}(?=\d[\d,]*\.\d)"
    return re.compile(rf"(?:{lead})(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?)(?P<after>.?)")


def check(subject: Subject, outcome: Outcome) -> None:
    """Look behind the numbers that are shares or rates."""
    blank = subject.once(blank_templates)
    for prose in proses(subject):
        if prose.path in blank:
            outcome.leave(prose.path, check_message("the text is a template that was not filled in."))
            continue
        signed, bare = _rates(prose)
        if bare and (prose.is_torn or (len(bare) >= _DROPPED_LEAST and len(bare) > signed)):
            outcome.leave(prose.path, check_message("the extraction lost percent signs."), len(bare))
            bare = []
        outcome.hold(signed)
        for here in bare:
            message = check_message(
                "{place}: {words} lacks its percent sign or its unit: {text}", words=here.text, **here.values
            )
            outcome.report(text_finding(RULE, message, here.spans, here.sentence, here.text))


def _rates(prose: Prose) -> tuple[int, list[Stretch]]:
    """Return how many rates a text states with a sign or a unit, and those that it states with none."""
    signed, bare = 0, []
    for here, match in prose.matches(_rate()):
        if match["after"] not in {"", ",", "。", ";", ")"}:
            signed += 1
        elif not _is_doubtful(here.line.text, match):
            bare.append(Stretch(prose, here.line, here.start, match.end("number")))
    return signed, bare


def _is_doubtful(text: str, match: re.Match[str]) -> bool:
    """Return whether a bare number may be a fraction, one of a list, or cut by the end of the text."""
    clause = text[max(text.rfind(stop, 0, match.start()) for stop in "。;") + 1 : match.end()]
    is_cut = not match["after"] or text[match.end() : match.end() + 1].isdigit()
    return is_cut or bool(_FRACTION.fullmatch(match["number"])) or any(word in clause for word in _SHARED)


RULE = Rule(
    code="TX206",
    family="prose",
    title=check_message("A share or a rate lacks its percent sign"),
    severity=Severity.WARNING,
    basis="RELATIONS 38",
    explanation=__doc__,
    check=check,
)
