"""The parts that the text states (其中) are at most the whole, and equal to it where they are all.

The amounts after 其中, 包括 and 主要用于 are parts of the amount before. Where they are all parts that the whole
can have (基本支出 and 项目支出; 因公出国, 公务用车 and 公务接待) or close with 其他, their sum is the whole; otherwise
it is at most the whole. Parts of several kinds (sources, uses, codes, projects by name) are added up kind by kind;
what is of several kinds at once, and parts that contain each other, are not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from checks.mechanism.relations import INCONSISTENT, NamedRelation, Relation, relate
from checks.mechanism.rollup import changes_of
from checks.mechanism.stated import CitedClaim, Statements, statements_of
from checks.mechanism.text_agreement import against_tables
from checks.prose.evidence import phrase_values, place_text, span_of, text_finding, with_amounts
from checks.rule import Outcome, Rule, Subject
from model.facts.cube import CODE_DIMENSIONS
from model.finding import Finding, Severity
from model.lexicon.dimension import Completeness
from model.lexicon.lexicon import lexicon
from model.messages import Message, check_message
from model.money import Unit, format_amount
from model.reading.prose.claim import Claim, Measure, Provenance
from model.reading.prose.coordinates import NAMED
from model.record import dataclass

_OTHER = "其他"
"""What the name of the last of several begins with that closes their list."""
Coordinates = tuple[tuple[str, str], ...]


def check(subject: Subject, outcome: Outcome) -> None:
    """Add up the parts of each whole that the prose states."""
    wholes = list(wholes_in_text(subject))
    asked = [(whole, whole.relation) for whole in wholes if whole.relation is not None]
    for whole in (whole for whole in wholes if whole.relation is None):
        outcome.leave(place_text(whole.cited), check_message("the parts are not of one kind."))
    relations = relate(subject.facts, [relation for _, relation in asked])
    outcome.of_text.append(relations)
    failing = [each for each in relations.inexact.values() if each.verdict == INCONSISTENT]
    outcome.hold(len(relations) - len(failing))
    for relation in failing:
        whole = asked[relation.number][0]
        why = whole.why_doubtful or _why_of_other_money(subject, whole)
        if why is not None:
            outcome.leave(place_text(whole.cited), why)
        else:
            changes = changes_of(relation, subject.facts)
            outcome.fail_in_text(_finding(whole, relation), changes, relation.allowance)


def _why_of_other_money(subject: Subject, whole: WholeInText) -> Message | None:
    """Return why a part may be no part of the whole: tables state its amount of its code from another source alone."""
    facts, statements = subject.cells, subject.once(statements_of)
    for part in (each.claim for each in whole.parts):
        code = int(part.coordinates.get("function", 0))
        found = facts.stated & (facts.coordinates["function"] == code)
        found &= np.abs(facts.amount - part.amount) <= facts.half + part.half
        if code and part.amount and found.any() and not statements.in_tables(part.coordinates):
            return check_message("tables state one of the parts of other money.")
    return None


def _finding(whole: WholeInText, relation: Relation) -> Finding:
    claim, parts = whole.cited.claim, whole.parts
    unit = claim.unit or Unit.YUAN
    values = {
        **phrase_values(whole.cited),
        "parts": " + ".join(format_amount(one.claim.amount, unit) for one in parts),
        "total": format_amount(relation.computed, unit),
        "difference": format_amount(claim.amount - relation.computed, unit),
        "unit": unit.label,
    }
    message = check_message(
        "{place}: “{phrase}”, but its parts come to {parts} = {total} {unit}; difference {difference}.",
        **values,
    )
    spans = (span_of(whole.cited), *(span_of(one) for one in parts))
    found = text_finding(RULE, message, spans, coordinates=claim.coordinates)
    sign = "<=" if relation.at_most else "="
    return with_amounts(found, claim.amount, relation.computed, relation.allowance, claim.unit, sign)


RULE = Rule(
    code="TX103",
    family="prose",
    title=check_message("The parts in the text are not their whole"),
    severity=Severity.WARNING,
    basis="RELATIONS 31",
    explanation=__doc__,
    check=check,
)


@dataclass(frozen=True, slots=True)
class WholeInText:
    """An amount and parts of one kind that the text states of it; `relation` is None where they cannot be added up.

    Parts are of one kind where their words narrow the whole in the same dimension: sources, uses, codes, projects.
    `why_doubtful` is why nothing follows where the parts do not come to the whole.
    """

    cited: CitedClaim
    parts: tuple[CitedClaim, ...]
    relation: NamedRelation | None
    why_doubtful: Message | None = None


def wholes_in_text(subject: Subject) -> Iterator[WholeInText]:
    """Yield the amounts of which the text states parts, once for each kind; an amount stated twice is one part."""
    statements = subject.once(statements_of)
    denied = {one.cited.fact for one in subject.once(against_tables) if one.is_contradicted}
    for whole, parts in _parts(statements):
        is_unread, last = _is_unread(whole, parts), _last(parts)
        for narrowed, of_kind in _kinds(whole, parts).items():
            alike = _of_one_division(whole, narrowed, of_kind)
            completeness = completeness_of(
                whole, narrowed, alike, is_list=last in alike and len(alike) == len(parts)
            )
            relation = None
            if completeness is not None and whole.fact >= 0:
                at_most = completeness is not Completeness.COMPLETE
                relation = NamedRelation(whole.fact, tuple(part.fact for part in alike), at_most=at_most)
            why = None
            if is_unread:
                why = check_message("an amount among its parts was not understood.")
            elif not denied.isdisjoint({whole.fact, *(part.fact for part in alike)}):
                why = check_message("the tables contradict one of the amounts.")
            elif relation is not None and _is_elsewhere(statements, whole, alike, parts, narrowed):
                why = check_message("what the parts lack is stated apart from them.")
            elif any(one.claim.provenance is Provenance.CHAPTER for one in (whole, *alike)):
                why = check_message("the sentence does not name its subject itself.")
            elif _begin_anew(whole, alike):
                why = check_message(
                    "the parts stand in a paragraph of their own, and one alone is more than the whole."
                )
            yield WholeInText(whole, tuple(alike), relation, why)


def _begin_anew(whole: CitedClaim, alike: Sequence[CitedClaim]) -> bool:
    """Return whether parts stand in other paragraphs than their whole, and one alone is more: they may be another's."""
    apart = all(part.claim.paragraph != whole.claim.paragraph for part in alike)
    return apart and any(
        part.claim.amount - part.claim.half > whole.claim.amount + whole.claim.half for part in alike
    )


def _is_elsewhere(
    statements: Statements,
    whole: CitedClaim,
    alike: Sequence[CitedClaim],
    parts: Sequence[CitedClaim],
    narrowed: frozenset[str],
) -> bool:
    """Return whether what some parts lack is another amount among or right behind them, or stated of a missing member.

    That is one that the text does not state as a part of their kind, and a member of their division.
    """
    name, claim = next(iter(narrowed)), whole.claim
    missing = claim.amount - sum(part.claim.amount for part in alike)
    room = claim.half + sum(part.claim.half for part in alike)
    dimension = lexicon().dimensions.get(name)
    partition = (
        dimension.partitions.get(claim.coordinates.get(name, "") or dimension.root) if dimension else None
    )
    among = [each for each in _of_item(whole, parts) if each.is_bound]
    others = [(each.amount, each.half) for each in among if all(each is not part.claim for part in alike)]
    for member in () if partition is None else partition.parts:
        if all(part.claim.coordinates.get(name) != member for part in alike):
            found = statements.amounts({**claim.coordinates, name: member})
            others += [(each.amount, each.half) for each in found]
    return any(amount > 0 and abs(amount - missing) <= room + half for amount, half in others)


def _kinds(whole: CitedClaim, parts: Sequence[CitedClaim]) -> dict[frozenset[str], list[CitedClaim]]:
    """Return the parts by the dimensions in which they are narrower than their whole."""
    outer = whole.claim.coordinates
    kinds: dict[frozenset[str], list[CitedClaim]] = defaultdict(list)
    for part in parts:
        own = part.claim.coordinates
        kinds[frozenset(name for name, member in own.items() if outer.get(name) != member)].append(part)
    return kinds


def _of_one_division(
    whole: CitedClaim, narrowed: frozenset[str], parts: list[CitedClaim]
) -> list[CitedClaim]:
    """Return the parts without those that divide the whole otherwise: beside 货物、工程、服务 what small firms got."""
    name = next(iter(narrowed), "")
    dimension = lexicon().dimensions.get(name) if len(narrowed) == 1 else None
    if dimension is None or name in CODE_DIMENSIONS:
        return parts
    partition = dimension.partitions.get(whole.claim.coordinates.get(name, "") or dimension.root)
    own = () if partition is None else partition.parts
    found = [
        part
        for part in parts
        if any(dimension.is_under(part.claim.coordinates[name], member) for member in own)
    ]
    return found or parts


def _parts(statements: Statements) -> Iterator[tuple[CitedClaim, list[CitedClaim]]]:
    parts: dict[int, dict[Coordinates, CitedClaim]] = defaultdict(dict)
    wholes: dict[int, CitedClaim] = {}
    for cited in statements.of(Measure.AMOUNT):
        whole = statements.other(cited, cited.claim.whole)
        if whole is not None:
            wholes[whole.fact] = whole
            parts[whole.fact].setdefault(tuple(sorted(cited.claim.coordinates.items())), cited)
    for fact, whole in wholes.items():
        yield whole, list(parts[fact].values())


def _is_unread(whole: CitedClaim, parts: Sequence[CitedClaim]) -> bool:
    """Return whether an amount of the same item stands among the parts, or right behind them, without a subject."""
    return any(not claim.is_bound for claim in _of_item(whole, parts))


def _of_item(whole: CitedClaim, parts: Sequence[CitedClaim]) -> Iterator[Claim]:
    """Yield the amounts of the same item of the text from behind a whole to right behind the last of its parts."""
    last = max(one.number for one in parts)
    for claim in whole.document.claims[whole.number + 1 : last + 2]:
        if claim.measure is Measure.AMOUNT and claim.frame == whole.claim.frame:
            yield claim


def _last(parts: Sequence[CitedClaim]) -> CitedClaim | None:
    """Return the part that ends the list; None where another amount stands behind it, which may be one of them."""
    last = max(parts, key=lambda one: one.number)
    behind = last.document.claims[last.number + 1 : last.number + 2]
    goes_on = any(
        claim.measure is Measure.AMOUNT and claim.paragraph == last.claim.paragraph for claim in behind
    )
    return None if goes_on else last


def completeness_of(
    whole: CitedClaim, narrowed: frozenset[str], parts: Sequence[CitedClaim], *, is_list: bool = True
) -> Completeness | None:
    """Return what parts of one kind are to their whole, None where they cannot be added up.

    `is_list` means that no part of another kind stands among them, and none and no other amount behind them: 其他
    closes a list of names only there.
    """
    if len(narrowed) != 1:
        return None
    (name,) = narrowed
    members = [one.claim.coordinates[name] for one in parts]
    if name in CODE_DIMENSIONS:
        nested = any(one != other and one.startswith(other) for one in members for other in members)
        return None if nested else Completeness.AT_MOST
    if name == NAMED:
        closes = len(members) > 1 and members[-1].startswith(_OTHER) and is_list
        return Completeness.COMPLETE if closes else Completeness.AT_MOST
    return _of_words(name, whole.claim.coordinates.get(name, ""), members)


def _of_words(name: str, whole: str, members: list[str]) -> Completeness | None:
    """Return what parts by the words of a dimension are to their whole; one alone (其中本年收入) is at most it."""
    dimension = lexicon().dimensions.get(name)
    if dimension is None:
        return None
    partition = dimension.partitions.get(whole or dimension.root)
    under = (dimension.is_under(one, other) for one in members for other in members if one != other)
    if partition is None or any(under):
        return None
    found = dimension.completeness(partition.whole, frozenset(members))
    return found if len(members) > 1 else Completeness.AT_MOST
