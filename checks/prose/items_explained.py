"""The text explains the 项 that the table prints, and no others.

Where the text goes through general-budget expenditure 项 by 项, each 项 with an amount in the table has its item in
the text, and each that the text gives an amount stands in the table. Asked where the text names at least three 项
and half of those of the table; a text that explains otherwise is not checked, and neither is a table whose 项 do not
add up to its total, for some may not have been read. One notice for those left out, for a
text may tell the main items only, and one warning for those beyond. What a page that is a picture may explain is not
checked, nor is what the table rounds to nothing, nor what a table of another budget prints with the amount: a chapter
may explain the items of several.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from checks.mechanism.evidence import cell_evidence
from checks.mechanism.stated import CitedClaim, statements_of
from checks.prose.evidence import phrase_values, span_of, text_finding
from checks.rule import Outcome, Rule, Subject
from model.classification.catalogue import catalogue
from model.finding import Finding, Role, Severity
from model.messages import check_message
from model.places import unread_pages
from model.reading.prose.claim import Claim, Measure

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LEAST = 3
_ITEM = 7
_SHOWN = 5
_SOURCES = ("general", "fiscal", "fiscal_all", "")


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold the 项 of the text against those of the tables of general-budget expenditure."""
    claims = _explained(subject)
    printed = _printed(subject)
    if not printed or not claims:
        return
    explained = claims.keys() & printed.keys()
    if len(explained) < _LEAST or 2 * len(explained) < len(printed):
        outcome.leave("", check_message("the text does not go through the expenditure item by item."))
        return
    outcome.hold(len(explained))
    missing = sorted(printed.keys() - claims.keys())
    if missing and any(unread_pages(each.book) for each in subject.disclosure.documents):
        outcome.leave(
            "", check_message("a page is a picture, and may explain what the text seems to leave out.")
        )
    elif missing:
        outcome.report(_missing(subject, missing, printed))
    if not _is_whole(subject, printed):
        outcome.leave("", check_message("the items of the table do not add up to its total."))
        return
    least = max(int(subject.cells.half[fact]) for fact in printed.values())
    beyond = sorted(
        code
        for code in claims.keys() - printed.keys()
        if _is_general(claims[code].claim, least) and not _is_printed(subject, code, claims[code].claim)
    )
    if beyond:
        outcome.report(_beyond(beyond, claims))


def _explained(subject: Subject) -> dict[str, CitedClaim]:
    """Return the first claim of each 项 of the disclosure's own year and stage."""
    disclosure = subject.disclosure
    found: dict[str, CitedClaim] = {}
    for cited in subject.once(statements_of).of(Measure.AMOUNT):
        where = cited.claim.coordinates
        own = (where.get("year"), where.get("stage")) == (str(disclosure.year), disclosure.stage)
        if own and len(where.get("function", "")) == _ITEM and where.get("source", "") in _SOURCES:
            found.setdefault(where["function"], cited)
    return found


def _is_general(claim: Claim, least: int) -> bool:
    """Return whether a claim states general-budget money of at least `least`, which no table rounds to nothing."""
    return claim.amount != 0 and abs(claim.amount) >= least and claim.coordinates.get("source") == "general"


def _is_printed(subject: Subject, code: str, claim: Claim) -> bool:
    """Return whether a table of any budget prints an item with the amount that a claim states."""
    facts = subject.cells
    found = facts.stated & (facts.coordinates["function"] == int(code))
    return bool((found & (np.abs(facts.amount - claim.amount) <= facts.half + claim.half)).any())


def _is_whole(subject: Subject, printed: Mapping[str, int]) -> bool:
    """Return whether the 项 of the table are all that its total holds."""
    facts = subject.cells
    found = list(printed.values())
    totals = np.flatnonzero(_of_general_expenditure(subject) & (facts.coordinates["function"] == 0))
    low = sum(int(facts.amount[fact] - facts.half[fact]) for fact in found)
    high = sum(int(facts.amount[fact] + facts.half[fact]) for fact in found)
    return any(
        low <= facts.amount[fact] + facts.half[fact] and facts.amount[fact] - facts.half[fact] <= high
        for fact in totals.tolist()
    )


def _printed(subject: Subject) -> dict[str, int]:
    """Return a fact for each 项 with an amount in the tables of general-budget expenditure, of this year and stage."""
    facts = subject.cells
    if not subject.disclosure.year or not subject.disclosure.stage:
        return {}
    mask = _of_general_expenditure(subject) & (facts.coordinates["function"] >= 10 ** (_ITEM - 1))
    found = np.flatnonzero(mask)
    codes = facts.coordinates["function"][found].tolist()
    return {str(code): fact for fact, code in zip(found.tolist(), codes, strict=True)}


def _of_general_expenditure(subject: Subject) -> NDArray[np.bool_]:
    """Mark the amounts of the general budget's expenditure of this year and stage, whatever they are spent on."""
    facts, disclosure = subject.cells, subject.disclosure
    numbers = facts.members.numbers
    mask: NDArray[np.bool_] = facts.stated & (facts.amount != 0)
    mask &= facts.coordinates["year"] == disclosure.year
    mask &= facts.coordinates["stage"] == numbers["stage"].get(disclosure.stage or "", -1)
    mask &= facts.coordinates["source"] == numbers["source"]["general"]
    mask &= facts.coordinates["flow"] == numbers["flow"]["expenditure"]
    for name in ("nature", "item", "economic", "government", "unit"):
        mask &= facts.coordinates[name] == 0
    return mask


def _names(codes: list[str]) -> str:
    known = [(code, catalogue().current(code, None)) for code in codes[:_SHOWN]]
    listed = "、".join(f"{code} {entry.name}" if entry else code for code, entry in known)
    return f"{listed} …" if len(codes) > _SHOWN else listed


def _missing(subject: Subject, codes: list[str], printed: dict[str, int]) -> Finding:
    message = check_message(
        "The text explains the expenditure item by item, but not these {count}: {codes}.",
        count=len(codes),
        codes=_names(codes),
    )
    cells = tuple(cell_evidence(subject, printed[code], Role.CONTEXT, 0) for code in codes)
    found = text_finding(RULE, message, (), *codes, kind="missing")
    return replace(found, severity=Severity.NOTICE, cells=cells)


def _beyond(codes: list[str], claims: dict[str, CitedClaim]) -> Finding:
    message = check_message(
        "{place}: “{phrase}”, but the table has no such item ({count} in all: {codes}).",
        count=len(codes),
        codes=_names(codes),
        **phrase_values(claims[codes[0]]),
    )
    return text_finding(RULE, message, tuple(span_of(claims[code]) for code in codes), *codes, kind="beyond")


RULE = Rule(
    code="TX109",
    family="prose",
    title=check_message("The text does not explain the items of the table"),
    severity=Severity.WARNING,
    basis="RELATIONS 36",
    explanation=__doc__,
    check=check,
)
