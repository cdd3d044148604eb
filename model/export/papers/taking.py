"""What a returned ledger states goes into the engagement as a note on each finding, and comes out of it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from model.engagement.record import FindingTarget, Note, State
from model.export.papers.ledger import Filled
from model.export.papers.ledger_columns import COLUMNS, FILLED_IN, Rectification
from model.text import clean

if TYPE_CHECKING:
    from model.engagement.engagements import Engagements

_FIRST_LINE = "整改台账"
"""The first line of such a note, in every language: by it the note is known again."""
_SEPARATOR = "："


def take_into(engagements: Engagements, filled: Filled, author: str) -> int:
    """Write what a ledger states of each finding as a note; what is known already is left out. Return how many.

    A problem that was put right is decided so. Raises EngagementError where an engagement cannot be written.
    """
    before = filled_before(engagements.all_notes())
    new = {
        finding: values
        for finding, values in filled.items()
        if values and dict(before.get(finding, {})) != one_line_each(values)
    }
    for finding, values in new.items():
        engagements.annotate(FindingTarget(finding), _note(values), author)
        if values.get("state") == Rectification.DONE:
            decided = engagements.disposition(finding)
            if decided is None or decided.state is not State.CORRECTED:
                engagements.dispose(finding, State.CORRECTED, values.get("progress", ""), author)
    return len(new)


def one_line_each(values: Mapping[str, str]) -> dict[str, str]:
    """Return what is filled in as an engagement holds it: each on one line, and nothing that is blank."""
    return {name: " ".join(clean(value).split()) for name, value in values.items() if value.strip()}


def filled_before(notes: Iterable[Note]) -> Filled:
    """Return what the notes of an engagement, oldest first, keep of ledgers that came back; the newest one counts."""
    found: dict[str, Mapping[str, str]] = {}
    for note in notes:
        if isinstance(note.target, FindingTarget) and note.text.split("\n", 1)[0] == _FIRST_LINE:
            found[note.target.finding_id] = _values(note.text)
    return found


def ever_taken(notes: Iterable[Note]) -> Mapping[str, Sequence[Mapping[str, str]]]:
    """Return all that was ever taken of each finding, what has been replaced since among it."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for note in notes:
        for finding, values in filled_before([note]).items():
            found.setdefault(finding, []).append(values)
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
