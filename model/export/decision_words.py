"""What is reported of a decision: what was decided and by whom, who reviewed it, and why it no longer holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from model.engagement.record import Disposition, State, local_time
from model.export.words import state_word
from model.messages import Language, message

if TYPE_CHECKING:
    from model.engagement.finding_record import FindingRecord


def decision_lines(disposition: Disposition, language: Language) -> Iterator[str]:
    """Yield the sentences about a decision: itself, its review, and why it is open again."""
    if disposition.lapsed is not None:
        yield lapse_words(disposition.lapsed, disposition.now, language)
        if disposition.lapsed.reason:
            yield disposition.lapsed.reason
        return
    if disposition.contradicting:
        yield message("Two decisions contradict each other; decide again:").text(language)
        for each in disposition.contradicting:
            yield from decision_lines(each, language)
        return
    if disposition.state is State.OPEN and not disposition.reason and not disposition.author:
        return
    state = state_word(disposition.state).text(language)
    yield f"{state} ({disposition.authors}, {local_time(disposition.at)}) {disposition.reason}".rstrip()
    if disposition.review is not None:
        review = disposition.review
        words = message("reviewed by {author} ({at})", author=review.author, at=local_time(review.at))
        yield f"{words.text(language)} {review.comment}".rstrip()


def lapse_words(lapsed: Disposition, now: FindingRecord | None, language: Language) -> str:
    """Return that a decision no longer holds, with the amount it was taken on and the one that stands now."""
    before = "" if lapsed.basis is None else lapsed.basis.amount_text
    after = "" if now is None else now.amount_text
    state = state_word(lapsed.state).text(language)
    who = f"{lapsed.authors}, {local_time(lapsed.at)}"
    if before != after:
        words = message(
            "open again: {state} at {before}, now {now} ({who})",
            state=state,
            before=before or "—",
            now=after or "—",
            who=who,
        )
    elif after:
        words = message(
            "open again: {state} at {now} as now, but amounts that it rests on have changed ({who})",
            state=state,
            now=after,
            who=who,
        )
    else:
        words = message("open again: {state}, but what it says has changed ({who})", state=state, who=who)
    return words.text(language)
