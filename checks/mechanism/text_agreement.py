"""Agreement of the text: each amount against what cells, or else other sentences, state of the same money."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto

import numpy as np

from checks.mechanism.agreement import Agreements, is_cut
from checks.mechanism.misread import other_subject
from checks.mechanism.relations import CONSISTENT, INCONSISTENT
from checks.mechanism.stated import CitedClaim, Stated, Statements, statements_of
from checks.rule import Subject
from model.lexicon.lexicon import lexicon
from model.money import Unit, printed_step
from model.pattern import pattern
from model.reading.prose.claim import Claim, Measure, Provenance
from model.record import dataclass

SOURCES = ("", "fiscal", "general", "fiscal_all")
_OF_ONE_SOURCE = frozenset(
    {"three_public", "overseas", "vehicles", "vehicle_purchase", "vehicle_running", "reception"}
    | {"organ_running", "conference", "training"}
)
_SUM_OR_TOTAL = pattern(
    "(?P<sum>(?<=[入出支])合计)|(?P<total>(?<=[入出支])(?:总计|总预算|总决算))|(?P<all>总(?:收入|支出))"
)
_FEWEST_CUT = 1_000
"""A whole number of fewer digits than this is another amount, not one whose decimals were cut off."""
BUDGETS = ("general", "fund", "state_capital")
"""The three budgets whose sum fiscal appropriation is."""


def with_source(coordinates: Mapping[str, str], source: str) -> dict[str, str]:
    """Return coordinates of another source; "" is all sources."""
    others = {name: member for name, member in coordinates.items() if name != "source"}
    return {**others, "source": source} if source else others


def same_item(coordinates: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the coordinates of an item that tables print once, whatever money they state it is of.

    What was brought forward, and what is of the year alone, are parts of it.
    """
    own = coordinates.get("source", "")
    source = lexicon().dimensions["source"]
    is_part = own and (own == "current" or source.is_under(own, "carryover"))
    if coordinates.get("item") not in _OF_ONE_SOURCE or is_part:
        return []
    return [with_source(coordinates, source) for source in SOURCES if source != own]


def single_budgets(coordinates: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the coordinates of the three budgets whose sum an amount of fiscal appropriation is."""
    if coordinates.get("source") not in ("fiscal", "fiscal_all"):
        return []
    return [with_source(coordinates, source) for source in BUDGETS]


class Answer(Enum):
    """How an amount of the text stands to what it is held against."""

    AGREES = auto()
    ROUNDED = auto()
    CUT = auto()
    RAISED = auto()
    DIFFERS = auto()
    DIFFERS_IN_DOUBT = auto()
    NOT_STATED = auto()
    STATED_DIFFERENTLY = auto()
    NOT_NAMED = auto()
    MISREAD = auto()


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What tables state of a claim's money: in so many words (`exact`), or under an alternative."""

    stated: Sequence[Stated]
    exact: bool

    def fitting(self, claim: Claim) -> Stated | None:
        """Return the statement nearest to the claim among those that may be the same amount, None for none."""
        fits = [one for one in self.stated if one.low <= claim.high and claim.low <= one.high]
        return min(fits, key=lambda one: abs(one.amount - claim.amount), default=None)

    @property
    def is_ambiguous(self) -> bool:
        """Whether what the tables state cannot all be the same amount."""
        return max(one.low for one in self.stated) > min(one.high for one in self.stated)


@dataclass(frozen=True, slots=True)
class Question:
    """An amount of the text, what it is held against (None where tables state nothing of it), and the answer."""

    cited: CitedClaim
    other: Stated | None
    answer: Answer
    facts: tuple[int, ...] = ()

    @property
    def is_contradicted(self) -> bool:
        """Whether tables state another amount, be the sentence misread or not."""
        return self.answer in _DENIED


_DENIED = frozenset(
    {
        Answer.DIFFERS,
        Answer.DIFFERS_IN_DOUBT,
        Answer.NOT_NAMED,
        Answer.MISREAD,
        Answer.CUT,
        Answer.RAISED,
    }
)


def counterpart(statements: Statements, claim: Claim) -> Counterpart | None:
    """Return what tables state of a claim's money, None where they state nothing."""
    exact = statements.in_tables(claim.coordinates)
    if exact:
        return Counterpart(exact, exact=True)
    alike = [one for coordinates in same_item(claim.coordinates) for one in statements.in_tables(coordinates)]
    other = alike or _sum_of_budgets(statements, claim)
    return Counterpart(other, exact=False) if other else None


def _sum_of_budgets(statements: Statements, claim: Claim) -> Sequence[Stated]:
    """Return general-budget money as fiscal appropriation where no table or sentence states any of other budgets.

    It is no whole with what was brought forward where any was.
    """
    if not single_budgets(claim.coordinates):
        return []
    source = lexicon().dimensions["source"]
    forward = [member for member in source.members if source.is_under(member, "carryover")]
    apart = [*BUDGETS[1:], *(forward if claim.coordinates["source"] == "fiscal_all" else ())]
    others = (with_source(claim.coordinates, each) for each in apart)
    stated = ((*statements.in_tables(each), *statements.in_prose(each)) for each in others)
    if any(one.amount for each in stated for one in each):
        return []
    return statements.in_tables(with_source(claim.coordinates, BUDGETS[0]))


def against_tables(subject: Subject) -> list[Question]:
    """Return every amount of the text with the answer of the tables; ask through `subject.once(against_tables)`."""
    statements = subject.once(statements_of)
    return [
        _asked(subject, cited, counterpart(statements, cited.claim))
        for cited in statements.of(Measure.AMOUNT)
    ]


def _asked(subject: Subject, cited: CitedClaim, found: Counterpart | None) -> Question:
    if found is None:
        return Question(cited, None, Answer.NOT_STATED)
    claim, fits = cited.claim, found.fitting(cited.claim)
    if fits:
        answer = Answer.ROUNDED if _is_rounded(claim, fits) else Answer.AGREES
        agreeing = [one.fact for one in found.stated if one.low <= claim.high and claim.low <= one.high]
        return Question(cited, fits, answer, _tied(cited, agreeing) if found.exact else ())
    for one in found.stated:
        unrounded = _unrounded(claim, one)
        if unrounded is not None:
            return Question(cited, one, unrounded)
    answer = Answer.MISREAD if _is_stated_beside(cited, found.stated[0]) else _denied(subject, claim, found)
    differing = [one.fact for one in found.stated] if answer is Answer.DIFFERS else []
    return Question(cited, found.stated[0], answer, _tied(cited, differing))


def _tied(cited: CitedClaim, others: Sequence[int]) -> tuple[int, ...]:
    """Return the facts that must be equal; none where the sentence does not name its subject itself."""
    tied = cited.claim.provenance is not Provenance.CHAPTER and cited.fact >= 0 and bool(others)
    return (cited.fact, *others) if tied else ()


def _denied(subject: Subject, claim: Claim, found: Counterpart) -> Answer:
    """Return what follows where tables state another amount."""
    if found.is_ambiguous:
        return Answer.STATED_DIFFERENTLY
    if claim.provenance is Provenance.CHAPTER:
        return Answer.NOT_NAMED
    if other_subject(subject, claim, found.stated[0]) is not None:
        return Answer.MISREAD
    return Answer.DIFFERS if found.exact and claim.provenance.is_certain else Answer.DIFFERS_IN_DOUBT


def _is_stated_beside(cited: CitedClaim, stated: Stated) -> bool:
    """Return whether what an amount lacks is stated as a part beside it: 人员支出, and 对个人和家庭的补助支出 apart."""
    claim, claims = cited.claim, cited.document.claims
    if claim.whole < 0:
        return False
    missing, room = stated.amount - claim.amount, stated.half + claim.half
    first, end = (
        find(claims, claim.paragraph, key=lambda each: each.paragraph) for find in (bisect_left, bisect_right)
    )
    beside = (other for other in claims[first:end] if other is not claim and other.whole == claim.whole)
    return any(
        other.measure is Measure.AMOUNT
        and other.amount > 0
        and abs(other.amount - missing) <= room + other.half
        for other in beside
    )


def _is_rounded(claim: Claim, stated: Stated) -> bool:
    """Return whether both print the same places of the same unit and still differ."""
    step = printed_step(claim.unit or Unit.YUAN, claim.decimals)
    return stated.amount != claim.amount and step > 0 and stated.amount % step == 0


def _unrounded(claim: Claim, stated: Stated) -> Answer | None:
    """Return how the last place of an amount was made from a finer one where it was not rounded, None for neither."""
    step = printed_step(claim.unit or Unit.YUAN, claim.decimals)
    if step <= 1 or (not claim.decimals and abs(claim.amount) < _FEWEST_CUT * step):
        return None
    if is_cut(claim.amount, step, stated.amount):
        return Answer.CUT
    away = step if claim.amount > 0 else -step
    return Answer.RAISED if claim.amount and is_cut(claim.amount - away, step, stated.amount) else None


def tied_amounts(questions: Iterable[Question]) -> Agreements:
    """Return the amounts of the text with those of the cells that they must equal, a group each, for the diagnosis."""
    tied = [one for one in questions if one.facts]
    members = [fact for one in tied for fact in one.facts]
    verdicts = [INCONSISTENT if one.answer is Answer.DIFFERS else CONSISTENT for one in tied]
    return _groups(members, [len(one.facts) for one in tied], verdicts)


def _groups(members: list[int], sizes: list[int], verdicts: list[int]) -> Agreements:
    return Agreements(
        np.array(members, dtype=np.int64),
        np.repeat(np.arange(len(sizes), dtype=np.int64), sizes),
        np.array(verdicts, dtype=np.int64),
        repeated=0,
    )


@dataclass(frozen=True, slots=True)
class Repeated:
    """Sentences that state one amount, which no table states; `odd` is one that another cannot be equal to.

    `misread` means that a table states either of these two of another subject, which the sentence may mean, `apart`
    that the one is called a sum (合计, of the year) and the other a total (总计, with what was brought forward), or
    either and the other all of it (总收入), which may be both.
    """

    stated: tuple[Stated, ...]
    odd: tuple[Stated, Stated] | None
    misread: bool = False
    apart: bool = False


def within_text(subject: Subject) -> Iterator[Repeated | None]:
    """Yield the amounts that sentences state more than once; None for one that a table states, which goes before.

    A sentence whose subject was taken from the chapter is not held against others.
    """
    statements = subject.once(statements_of)
    in_tables = {one.cited.fact: one.answer is not Answer.NOT_STATED for one in subject.once(against_tables)}
    done: set[int] = set()
    for cited in statements.of(Measure.AMOUNT):
        if cited.fact in done:
            continue
        alike = statements.in_prose(cited.claim.coordinates)
        done.update(one.fact for one in alike)
        same = tuple(filter(_is_named, alike))
        if len(same) > 1:
            odd = None if in_tables[cited.fact] else _odd(same)
            misread = odd is not None and _may_be_misread(subject, *odd)
            apart = odd is not None and len({_called(one) for one in odd} - {None}) > 1
            yield None if in_tables[cited.fact] else Repeated(same, odd, misread, apart)


def _called(one: Stated) -> str | None:
    """Return whether words call an amount a sum (收入合计), a total (收入总计) or all of it (总收入)."""
    found = _SUM_OR_TOTAL.search("".join(one.cited.claim.phrase.split())) if one.cited else None
    return found.lastgroup if found else None


def _is_named(one: Stated) -> bool:
    return one.cited is not None and one.cited.claim.provenance is not Provenance.CHAPTER


def _may_be_misread(subject: Subject, one: Stated, other: Stated) -> bool:
    pairs = ((one, other), (other, one))
    return any(
        this.cited is not None and other_subject(subject, this.cited.claim, that) is not None
        for this, that in pairs
    )


def _odd(same: Sequence[Stated]) -> tuple[Stated, Stated] | None:
    """Return a statement that no other can be equal to, and one of those that it is held against; None for none."""
    most, least = max(one.low for one in same), min(one.high for one in same)
    if most <= least:
        return None
    times = Counter(one.amount for one in same)
    apart = [
        (times[one.amount], -number) for number, one in enumerate(same) if one.high < most or one.low > least
    ]
    odd = same[-min(apart)[1]]
    return next((odd, other) for other in same if odd.high < other.low or other.high < odd.low)


def repeated_amounts(found: Iterable[Repeated]) -> Agreements:
    """Return the sentences that must state one amount, a group each, for the diagnosis."""
    known = list(found)
    members = [one.fact for each in known for one in each.stated]
    verdicts = [CONSISTENT if each.odd is None else INCONSISTENT for each in known]
    return _groups(members, [len(each.stated) for each in known], verdicts)
