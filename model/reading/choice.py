"""The record of a choice between readings: a table that is read as a candidate says, and what spoke for that."""

from __future__ import annotations

from dataclasses import dataclass

from model.mapping.mapping import TableMapping
from model.messages import Message


@dataclass(frozen=True, slots=True)
class Score:
    """Of the relations that rest on a table and say something, how many were tested and how many fail."""

    tested: int
    failed: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Why a table is read as `mapping` says and not as it was read first.

    `why` says what of the paper left the choice; `first` is how the first reading did, `now` how this one does. `tried`
    candidates were tried, and `not_tried` more that the paper allows were not.
    """

    mapping: TableMapping
    why: Message
    first: Score
    now: Score
    tried: int
    not_tried: int
