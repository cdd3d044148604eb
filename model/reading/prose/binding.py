"""Binding: a draft of a claim gets its subject by what it measures, or the reason why it has none."""

from __future__ import annotations

from model.messages import Message, message
from model.reading.prose.claim import Claim, Measure
from model.reading.prose.comparing import Comparison
from model.reading.prose.discourse import ABOUT
from model.reading.prose.measure import Said
from model.reading.prose.resolving import Resolver
from model.reading.prose.subject import PhraseSubject


def bind(
    resolver: Resolver, draft: Claim, said: Said, own: PhraseSubject, *, in_reason: bool
) -> Claim | Message:
    """Return the claim with its subject, or the message that tells why it has none.

    `own` is what the words before the figure say; `in_reason` tells that they give a cause or a purpose.
    """
    if in_reason:
        return message("it stands in a reason or a purpose")
    if own.is_several:
        return message("it is told of several things together")
    if own.unknown and own.name and said.measure is Measure.AMOUNT and not said.base:
        named = resolver.part_by_name(draft, own)
        if named is not None:
            return named
    if own.unknown:
        return message("no word of the lexicon covers {words}", words=own.unknown[:40])
    if said.is_compared_amount:
        return resolver.of_last(draft, said)
    if said.measure in ABOUT:
        return Comparison(resolver).bound(draft, said, own)
    if said.measure is Measure.COUNT:
        return resolver.counted(draft, own)
    return resolver.amount(draft, own)
