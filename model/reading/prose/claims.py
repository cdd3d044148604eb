"""The claims of a document: its prose, read passage by passage, without those that contradict each other.

Where words that name no subject give it different amounts, the passage was misread, and so was an amount that is stated
to be a share of itself: a part without its name. Words that go on with a subject (2024 年预算安排 352.67 万元) are held
against each other only: what was named may truly be stated otherwise. A subject of the chapter is held against all.

A list may state what each budget brought forward (一般公共预算…，上年结转…；政府性基金预算…，上年结转…): bare words
stated more than once cannot mean the same money, so each means that of the budget stated before it. A total that holds
what was brought forward may also be divided among the budgets alone; then each of the parts holds its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from model.intervals import ONE
from model.lexicon.dimension import Dimension
from model.lexicon.prose_words import prose_words
from model.messages import message
from model.reading.prose.chapters import Chapters
from model.reading.prose.claim import Claim, Measure, Provenance
from model.reading.prose.code_path import NO_WORDS, OwnWords
from model.reading.prose.context import SentenceContext
from model.reading.prose.coordinates import Period, parts_of, with_brought_forward
from model.reading.prose.list_ends import with_list_ends
from model.reading.prose.passage import passages
from model.reading.prose.sentences import Sentences
from model.reading.prose.subject import SubjectReader
from model.source.book import Paragraph

_CARRYOVER = "carryover"


def read_claims(
    paragraphs: Sequence[Paragraph],
    department: str | None,
    year: int | None,
    stage: str | None,
    own: OwnWords = NO_WORDS,
) -> tuple[Claim, ...]:
    """Return the claims of a document's paragraphs in order; what cannot be bound is among them with its reason.

    `department`, `year` and `stage` are those that its sentences mean where they name none; `own` its tables' words.
    """
    words = prose_words(stage)
    headings = SubjectReader(words.headings, department or "", year, own)
    reader = replace(headings, lexicon=words.sentences)
    sentences = Sentences(SentenceContext(words, Chapters(headings), Period(year, stage), reader))
    for passage in passages(paragraphs):
        if passage.is_heading:
            sentences.heading(passage.text)
        else:
            sentences.passage(passage)
    texts = {paragraph.number: paragraph.text for paragraph in paragraphs}
    claims = with_budgets(with_list_ends(sentences.claims, texts), words.sentences.dimensions["source"])
    return tuple(_without_contradicting(_with_natures(claims)))


def _with_natures(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims, classes of the economic classification among the parts of a whole as basic expenditure.

    That is what they are of beside project expenditure (工资福利支出…，商品和服务支出…，项目支出…), unless they are the
    whole without it.
    """
    basic: dict[int, dict[str, str]] = {}
    for whole, numbers in _parts(claims).items():
        stated = {number: claims[number].coordinates for number in numbers}
        classes = [number for number, own in stated.items() if "economic" in own and "nature" not in own]
        natures = {own.get("nature") for own in stated.values()}
        if natures == {None, "project"} and classes and not _come_to(claims, classes, claims[whole]):
            basic |= {number: {"nature": "basic"} for number in classes}
    return _with(claims, basic)


def _parts(claims: Sequence[Claim]) -> dict[int, list[int]]:
    """Return the bound amounts that are parts by their whole, all by their numbers."""
    parts: dict[int, list[int]] = defaultdict(list)
    for number, claim in enumerate(claims):
        if claim.is_bound and claim.measure is Measure.AMOUNT and claim.whole >= 0:
            parts[claim.whole].append(number)
    return parts


def _with(claims: Sequence[Claim], meant: Mapping[int, Mapping[str, str]]) -> list[Claim]:
    """Return the claims, some amounts and what is stated of them with more coordinates, in their bases too."""
    found = list(claims)
    for number, claim in enumerate(claims if meant else ()):
        own = meant.get(number) or meant.get(claim.about)
        if own and claim.is_bound:
            is_same = claim.base and all(claim.base.get(name) == claim.coordinates.get(name) for name in own)
            base = {**claim.base, **own} if is_same else claim.base
            found[number] = replace(claim, coordinates={**claim.coordinates, **own}, base=base)
    return found


def _come_to(claims: Sequence[Claim], numbers: Collection[int], whole: Claim) -> bool:
    low = sum(claims[number].low for number in numbers)
    high = sum(claims[number].high for number in numbers)
    return low <= whole.high and whole.low <= high


def _without_contradicting(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims, those of one frame without a subject that gives one key different amounts as not bound.

    What speaks of such an amount, or is a part of it, is not bound either.
    """
    groups: dict[tuple[int, frozenset[tuple[str, str]]], list[int]] = defaultdict(list)
    for number, claim in enumerate(claims):
        if claim.is_bound and claim.measure is Measure.AMOUNT:
            groups[claim.frame, frozenset(claim.coordinates.items())].append(number)
    taken: set[int] = set()
    for numbers in groups.values():
        carried = [one for one in numbers if claims[one].provenance is Provenance.CARRIED]
        if _differ(claims, carried):
            taken.update(carried)
        if _differ(claims, numbers):
            taken.update(one for one in numbers if claims[one].provenance is Provenance.CHAPTER)
    for number, claim in enumerate(claims):
        is_less = claim.measure is Measure.SHARE and not claim.low <= ONE <= claim.high
        if is_less and claim.about >= 0 and claims[claim.about].coordinates == claim.base:
            taken.update((number, claim.about))
    why = message("the passage gives what it does not name different amounts")
    found = list(claims)
    for number, claim in enumerate(claims if taken else ()):
        if number in taken or (claim.is_bound and {claim.about, claim.whole} & taken):
            taken.add(number)
            found[number] = replace(claim, coordinates={}, base={}, about=-1, whole=-1, why=why)
    return found


def _differ(claims: Sequence[Claim], numbers: Sequence[int]) -> bool:
    low = max((claims[one].low for one in numbers), default=0)
    return low > min((claims[one].high for one in numbers), default=low)


def with_budgets(claims: Sequence[Claim], source: Dimension) -> list[Claim]:
    """Return the claims, the sources of what was brought forward as the parts of their wholes mean them."""
    meant = _repeated(claims, source) | _holding_all(claims, source)
    return _with(claims, {number: {"source": member} for number, member in meant.items()})


def _repeated(claims: Sequence[Claim], source: Dimension) -> dict[int, str]:
    """Return the source of each amount that a list calls brought forward more than once, by the claim's number."""
    groups: dict[tuple[int, int, str], dict[int, str]] = defaultdict(dict)
    before: tuple[int, int, str] = (0, 0, "")
    for number, claim in enumerate(claims):
        if claim.measure is Measure.AMOUNT:
            here = claim.paragraph, claim.whole, claim.coordinates.get("source", "")
            below = source.below.get(here[2])
            if below is not None:
                groups[here][number] = below.get(before[2], "") if before[:2] == here[:2] else ""
            before = here
    repeated = (found for found in groups.values() if len(found) > 1 and all(found.values()))
    return {number: member for found in repeated for number, member in found.items()}


def _holding_all(claims: Sequence[Claim], source: Dimension) -> dict[int, str]:
    """Return the source of each part of a total of which the budgets alone are the parts, by the claim's number."""
    amounts = [number for number, claim in enumerate(claims) if claim.measure is Measure.AMOUNT]
    money = {number: claims[number].coordinates.get("source", source.root) for number in amounts}
    if not any(claims[number].amount and source.is_under(money[number], _CARRYOVER) for number in amounts):
        return {}
    parts = {
        whole: {number: with_brought_forward(money[number], source) for number in numbers}
        for whole, numbers in _parts(claims).items()
    }
    meant = {whole: each for whole, each in parts.items() if all(each.values())}
    held = (each for whole, each in meant.items() if _holds(claims, whole, each, source))
    return {number: member for each in held for number, member in each.items()}


def _holds(claims: Sequence[Claim], whole: int, numbers: Collection[int], source: Dimension) -> bool:
    """Return whether a whole is a total that holds money brought forward, and equal to its parts."""
    total = claims[whole]
    parts = parts_of(total.coordinates.get("source", source.root), source)
    is_brought = any(source.is_under(part, _CARRYOVER) for part in parts)
    if not is_brought or total.coordinates.get("flow") != "revenue":
        return False
    return _come_to(claims, numbers, total)
