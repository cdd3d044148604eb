"""What an engagement says of documents before they are read: their tables' mappings, and claims bound by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from model.engagement.location import existing

if TYPE_CHECKING:
    from model.engagement.engagement import Engagement
    from model.mapping.mapping import TableMapping
    from model.reading.claim_binding import ClaimBinding

T = TypeVar("T")


def kept_mappings(documents: Sequence[Path]) -> tuple[TableMapping, ...]:
    """Return the mappings that the engagement of `documents` keeps, none where there is none; it is only read.

    Raises EngagementError where it cannot be read.
    """
    return _kept(documents, lambda engagement: engagement.mappings())


def kept_bindings(documents: Sequence[Path]) -> tuple[ClaimBinding, ...]:
    """Return the bindings by hand that the engagement of `documents` keeps, as `kept_mappings` does."""
    return _kept(documents, lambda engagement: engagement.bindings())


def _kept(documents: Sequence[Path], ask: Callable[[Engagement], tuple[T, ...]]) -> tuple[T, ...]:
    path = existing(documents)
    if path is None:
        return ()
    from model.engagement.engagement import Engagement

    with Engagement.open(path, read_only=True) as engagement:
        return ask(engagement)
