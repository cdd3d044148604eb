"""What the engagements of documents state before these are read: of their tables, and of figures of their prose."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from model.engagement.location import existing
from model.errors import EngagementError, Trouble
from model.record import dataclass

if TYPE_CHECKING:
    from model.mapping.mapping import TableMapping
    from model.reading.prose.claim import ClaimBinding


@dataclass(frozen=True, slots=True)
class Instructions:
    """How documents are to be read; `troubles` are the engagements that could not be asked."""

    mappings: tuple[TableMapping, ...] = ()
    bindings: tuple[ClaimBinding, ...] = ()
    troubles: tuple[Trouble, ...] = ()


def instructions(documents: Sequence[Path]) -> Instructions:
    """Return what the engagements of `documents` state of them; they are only read."""
    mappings: list[TableMapping] = []
    bindings: list[ClaimBinding] = []
    troubles: list[Trouble] = []
    for path in existing(documents):
        from model.engagement.engagement import Engagement

        try:
            with Engagement.open(path, read_only=True) as engagement:
                mappings += engagement.mappings()
                bindings += engagement.bindings()
        except EngagementError as error:
            troubles.append(error)
    return Instructions(tuple(mappings), tuple(bindings), tuple(troubles))
