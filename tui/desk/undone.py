"""What was taken back or done again, in words: the decision on which problem, which note, tags, finding or reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from model.engagement.record import (
    CellTarget,
    Disposition,
    FindingTarget,
    Note,
    OwnFinding,
    RowTarget,
    SentenceTarget,
    Tags,
)
from model.equation import span_text
from model.mapping.mapping import TableMapping
from model.reading.prose.claim import ClaimBinding
from model.text import clean_line
from tui.desk.detail.finding import STATE_WORDS
from tui.desk.state import places_of

if TYPE_CHECKING:
    from model.engagement.record import Change, Target, Value
    from tui.desk.state import DeskState
    from tui.desk.words import Words


def undone_words(changes: Sequence[Change], state: DeskState, words: Words, *, again: bool) -> str:
    """Return what the changes of an undo, or of a redo (`again`), concerned."""
    pairs = [(each.new, each.old) if again else (each.old, each.new) for each in changes]
    parts = [
        *_decisions([pair for pair in pairs if isinstance(pair[0] or pair[1], Disposition)], state, words),
        *(text for done, other in pairs if (text := _other_words(done, other, state, words))),
        *_tags([pair[0] or pair[1] for pair in pairs], state, words),
    ]
    return "; ".join(dict.fromkeys(parts)) or words("the last action")


Pair = tuple["Value | None", "Value | None"]
"""What the action made of a thing, and what that is without the action."""


def _decisions(pairs: Sequence[Pair], state: DeskState, words: Words) -> Iterator[str]:
    """Yield the decision, or the review, on one problem or on how many."""
    heads: dict[str, Disposition] = {}
    is_review = False
    for done, other in pairs:
        decided = done if isinstance(done, Disposition) else other
        if not isinstance(decided, Disposition):
            continue
        number = state.numbers.get(decided.finding_id)
        group = "" if number is None else state.findings[number].group
        heads.setdefault(group or decided.finding_id, decided)
        is_review = decided.review is not None and isinstance(other, Disposition) and other.review is None
    if not heads:
        return
    ident, decided = next(iter(heads.items()))
    finding, word = _finding(ident, state, words, decided), words(STATE_WORDS[decided.state])
    if len(heads) > 1:
        yield words("the decision on {count} problems ({state})", count=len(heads), state=word)
    elif is_review:
        yield words("the review of {subject}", subject=finding)
    else:
        yield words("the decision on {subject} ({state})", subject=finding, state=word)


def _other_words(done: Value | None, other: Value | None, state: DeskState, words: Words) -> str:
    """Return a note, a finding of one's own, a mapping or a binding in words, "" for anything else."""
    match done or other:
        case Note(target=target):
            place = _target(target, state, words)
            if done is None:
                return words("the deletion of the note on {subject}", subject=place)
            return words("the note on {subject}", subject=place)
        case OwnFinding(title=title):
            subject = clean_line(title)
            if done is None:
                return words("the withdrawal of the finding of your own “{subject}”", subject=subject)
            return words("the finding of your own “{subject}”", subject=subject)
        case TableMapping(title=title, sheet=sheet):
            subject = clean_line(state.short_title(title) or sheet)
            return words("what was said of the table {subject}", subject=subject)
        case ClaimBinding(figure=figure):
            return words("what was said of the figure {subject}", subject=clean_line(figure))
        case _:
            return ""


def _tags(values: Sequence[Value | None], state: DeskState, words: Words) -> Iterator[str]:
    targets = list(dict.fromkeys(value.target for value in values if isinstance(value, Tags)))
    if len(targets) > 1:
        yield words("the tags of {count} findings or places", count=len(targets))
    elif targets:
        yield words("the tags of {subject}", subject=_target(targets[0], state, words))


def _target(target: Target, state: DeskState, words: Words) -> str:
    match target:
        case FindingTarget(finding_id=ident):
            return _finding(ident, state, words)
        case CellTarget(sheet=sheet, cell=cell):
            return clean_line(words.places(f"{sheet}!{cell}"))
        case RowTarget(sheet=sheet, row=row):
            return clean_line(words.places(f"{sheet}!{row}"))
        case SentenceTarget(paragraph=paragraph):
            return f"¶{paragraph}"


def _finding(ident: str, state: DeskState, words: Words, decided: Disposition | None = None) -> str:
    """Return a finding's rule and place; of one that no longer arises its rule as it stood when it was decided."""
    number = state.numbers.get(ident)
    if number is None:
        basis = None if decided is None else decided.basis
        return basis.rule if basis is not None and basis.rule else ident
    finding = state.findings[number]
    places = [words.places(place.text) for place in places_of(finding)]
    return " ".join([finding.rule, *(places or map(span_text, finding.spans))][:2])
