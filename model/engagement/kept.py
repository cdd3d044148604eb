"""What an engagement says of documents before they are read: how their tables are mapped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from model.engagement.location import existing

if TYPE_CHECKING:
    from model.recognition.mapping import TableMapping


def kept_mappings(documents: Sequence[Path]) -> tuple[TableMapping, ...]:
    """Return the mappings that the engagement of `documents` keeps, none where there is none; it is only read.

    Raises EngagementError where it cannot be read.
    """
    path = existing(documents)
    if path is None:
        return ()
    from model.engagement.engagement import Engagement

    with Engagement.open(path, read_only=True) as engagement:
        return engagement.mappings()
