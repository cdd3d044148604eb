"""What a returned ledger says goes into the engagement as a note on each finding, and comes out of it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from model.engagement.record import FindingTarget, Note
from model.export.papers.ledger import Filled
from model.export.papers.ledger_columns import COLUMNS, FILLED_IN
from model.text import clean

if TYPE_CHECKING:
    from model.engagement.engagement import Engagement

_FIRST_LINE = "整改台账"
"""The first line of such a note, in every language: by it the note is known again."""
_SEPARATOR = "："


def take_into(engagement: Engagement, filled: Filled, author: str) -> int:
    """Write what a ledger says of each finding as a note; one that says what is known is left out. Return how many.

    Raises EngagementError where the engagement cannot be written.
    """
    before = filled_before(engagement.all_notes())
    new = {
        finding: values
        for finding, values in filled.items()
        if values and dict(before.get(finding, {})) != values
    }
    for finding, values in new.items():
        engagement.annotate(FindingTarget(finding), _note(values), author)
    return len(new)


def filled_before(notes: Iterable[Note]) -> Filled:
    """Return what the notes of an engagement, oldest first, keep of ledgers that came back; the newest one counts."""
    found: dict[str, Mapping[str, str]] = {}
    for note in notes:
        if isinstance(note.target, FindingTarget) and note.text.split("\n", 1)[0] == _FIRST_LINE:
            found[note.target.finding_id] = _values(note.text)
    return found


def _note(values: Mapping[str, str]) -> str:
    lines = [
        f"{column.heading.text('zh')}{_SEPARATOR}{' '.join(clean(values[column.name]).split())}"
        for column in COLUMNS
        if column.name in FILLED_IN and values.get(column.name)
    ]
    return "\n".join([_FIRST_LINE, *lines])


def _values(text: str) -> dict[str, str]:
    names = {column.heading.text("zh"): column.name for column in COLUMNS}
    pairs = (line.partition(_SEPARATOR) for line in text.split("\n")[1:])
    return {names[heading]: value for heading, _, value in pairs if heading in names}
