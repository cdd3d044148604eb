"""Reading and auditing the files, in a thread that touches no widget: it posts messages."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

from textual import message as textual

from model.record import dataclass
from tui.desk.messages import Loaded, NotLoaded, Reading

if TYPE_CHECKING:
    from checks.rule_files import RuleFiles
    from checks.runner import Audit
    from model.disclosure import Disclosure, Opened
    from model.errors import Trouble
    from model.finding import Report
    from model.mapping.mapping import TableMapping
    from model.messages import Message
    from model.reading.prose.claim import ClaimBinding
    from model.source.read_books import ReadBooks
    from tui.desk.state import DeskState

MOST_AT_ONCE = 2
"""Of more files than these the first is shown while the rest is read."""

MOST_TO_SHOW = 1.0
"""Seconds after which the rules are asked even if what is read is not painted yet."""

BETWEEN_PROGRESS = 0.1
"""Seconds between two words on how far a file is: each paints the screen anew, and the reading waits meanwhile."""

STEPS = ("Reading", "Auditing", "Trying other readings")
"""What a loading does, in order, as English templates."""

Post = Callable[[textual.Message], object]
Read = Callable[[Sequence[Path], int, Post, Callable[[], bool]], None]
"""Reads some files for a generation, posts messages, and ends early when it is asked to."""

ReadEarly = Callable[[Path, Callable[[], bool]], None]
"""Begins to read a file that will be asked for, until it is asked to end."""


class Loading:
    """One loading at a time: a new one, or a stop, leaves the one before without a hearer."""

    def __init__(self) -> None:
        self.generation = 0
        self._stop = Event()
        self.running = False

    def begin(self) -> tuple[int, Callable[[], bool]]:
        """Begin another loading; return its generation, and the check by which its thread ends."""
        self.stop()
        gc.unfreeze()
        if self.generation == 1:
            # What was imported stays: the collector's round over it would fall before the first tree is shown.
            gc.freeze()
        self._stop = Event()
        self.running = True
        return self.generation, self._stop.is_set

    def stop(self) -> None:
        """Give up the loading that runs, if any."""
        self._stop.set()
        self.generation += 1
        self.running = False

    def is_past_first(self) -> bool:
        """Return whether the first loading was given up or followed by another."""
        return self.generation > 1

    def rest(self) -> None:
        """Spare what was read the rounds of the garbage collector until more is read: a round would halt a key."""
        gc.freeze()

    def is_current(self, generation: int) -> bool:
        """Return whether a message is of the loading that runs."""
        return self.running and generation == self.generation


def load(
    paths: Sequence[Path],
    generation: int,
    post: Post,
    cancelled: Callable[[], bool],
    mappings: Sequence[TableMapping] = (),
    rule_files: RuleFiles | None = None,
    limit: float = 1.0,
    books: ReadBooks | None = None,
) -> None:
    """Read and audit files, posting progress and then the state, or the troubles where nothing could be read.

    Of many files the first is posted as soon as it is judged, so that one can begin with it; of few as soon as it is
    read, so that one can look at it while the rules are asked.

    `books` are not read again as long as their files are as they were. Tables are read as the engagement's
    mappings state, and then as `mappings` do. Relations, settings and imported editions are read anew each time, so
    that a file that was mended holds as soon as the documents are read again.
    """
    reading = _Reader(_Tally(len(paths)), generation, post, cancelled, mappings, rule_files, limit, books)
    state = reading.state(paths)
    if isinstance(state, tuple):
        post(NotLoaded(generation, state))
    elif state is not None:
        post(Loaded(generation, state))


class _Tally:
    """How many of so many files are read and judged, or known to be unreadable."""

    def __init__(self, files: int) -> None:
        self.files = files
        self.done = 0
        self._posted = ("", 0)
        self._next = 0.0

    def is_due(self, subject: str) -> bool:
        """Return whether it is time to post how far a file is: at once of another, then as often as one can see."""
        position, now = (subject, self.done), monotonic()
        if position == self._posted and now < self._next:
            return False
        self._posted, self._next = position, now + BETWEEN_PROGRESS
        return True


@dataclass(frozen=True)
class _Reader:
    """Reads files for one loading, with all that holds for it."""

    tally: _Tally
    generation: int
    post: Post
    cancelled: Callable[[], bool]
    mappings: Sequence[TableMapping]
    rule_files: RuleFiles | None
    limit: float
    books: ReadBooks | None

    def state(self, paths: Sequence[Path]) -> DeskState | tuple[Trouble, ...] | None:
        """Return what files hold, the troubles where none could be read, or None where the reading was given up.

        Each is read once, and judged as soon as it is read. Of many, what is judged so far is posted after the first
        and whenever it has doubled since: all of that takes no more than twice as long as the last.
        """
        from model.disclosure import Opened, Opening, unused_mappings
        from model.engagement.instructions import instructions
        from model.pace import StoppedError
        from tui.folders import use_editions

        unusable = use_editions(self.rule_files.folder if self.rule_files else None)
        unaudited = len(paths) <= MOST_AT_ONCE
        given = instructions(paths)
        mappings = (*given.mappings, *self.mappings)
        given_by = mappings, given.bindings
        opening = Opening(True, self._progress, self.cancelled, *given_by, self.limit, self.books)
        judging: _Judging | None = None
        troubles: list[Trouble] = []
        due = 1 if len(paths) > MOST_AT_ONCE else len(paths) + 1
        try:
            with closing(opening.each(paths)) as opened:
                for each in opened:
                    if not isinstance(each, Opened):
                        troubles.append(each)
                        self.tally.done += 1
                        continue
                    if unaudited:
                        unaudited = False
                        self._show_first(_as_read(each, given.bindings))
                    # Only now: the rules are loaded while the next file is parsed, in a process of its own.
                    judging = judging or _Judging(self)
                    judging.judge(each)
                    judged = sum(len(each.documents) for each in judging.audit.disclosures)
                    self.tally.done = len(troubles) + judged
                    if len(judging.audit.disclosures) >= due:
                        due = 2 * len(judging.audit.disclosures)
                        partial = self._state(judging.audit, given.bindings, troubles)
                        self.post(Loaded(self.generation, partial, is_partial=True))
            if judging is None:
                return None if self.cancelled() else tuple(troubles)
            troubles += unused_mappings(mappings, judging.audit.disclosures)
            wrong = [*given.troubles, *unusable, *judging.faults, *troubles]
            state = self._state(judging.audit, given.bindings, wrong, compared=True)
        except StoppedError:
            return None
        return None if self.cancelled() else state

    def _show_first(self, state: DeskState) -> None:
        """Post what is read, and let it be painted before the rules are asked: both want the processor."""
        loaded = Loaded(self.generation, state, is_partial=True)
        if self.post(loaded):
            loaded.shown.wait(MOST_TO_SHOW)

    def _progress(self, subject: str, share: float) -> None:
        if self.tally.is_due(subject):
            self.post_progress(STEPS[0], subject, share)

    def post_progress(self, step: str, subject: str, share: float, again: int = 0) -> None:
        """Post how far a step is with a file, and how many files are done."""
        tally = self.tally
        self.post(Reading(self.generation, step, subject, share, tally.done, tally.files, again))

    def _state(
        self,
        audit: Audit,
        bindings: Sequence[ClaimBinding],
        wrong: Sequence[Trouble] = (),
        *,
        compared: bool = False,
    ) -> DeskState:
        from model.versions import versions

        report, disclosures = audit.report(compared=compared), audit.disclosures
        troubles = [*wrong, *report.troubles]
        return _state_of(disclosures, report, bindings, troubles, versions(disclosures))


def _as_read(opened: Opened, bindings: Sequence[ClaimBinding]) -> DeskState:
    """Return a disclosure that was read, of which no rule was asked yet."""
    from checks.summary import summarise
    from model.finding import Report

    documents = tuple(summarise(opened.disclosure))
    state = _state_of([opened.disclosure], Report(documents, (), ()), bindings)
    return replace(state, is_audited=False)


def _state_of(
    disclosures: Sequence[Disclosure],
    report: Report,
    bindings: Sequence[ClaimBinding],
    troubles: Sequence[Trouble] = (),
    notices: tuple[Message, ...] = (),
) -> DeskState:
    from model.member_tree import member_trees
    from model.tree import code_trees
    from tui.desk.claim_cells import claim_cells
    from tui.desk.state import build_state

    coded = [tree for disclosure in disclosures for tree in code_trees(disclosure)]
    trees = [*coded, *(tree for disclosure in disclosures for tree in member_trees(disclosure))]
    documents = [document for disclosure in disclosures for document in disclosure.documents]
    cells = claim_cells(disclosures, bindings)
    groups = tuple(tuple(each.book.path for each in disclosure.documents) for disclosure in disclosures)
    return build_state(documents, report, trees, troubles, cells, groups, notices)


class _Judging:
    """Judges disclosures one by one; reports how many rules were asked, and when all were: other readings are tried."""

    def __init__(self, reader: _Reader) -> None:
        from checks.rulebook import rule_book
        from checks.runner import Audit

        book, self.faults = rule_book(reader.rule_files)
        self.audit = Audit(book, self._report_rule, reader.cancelled, reader.limit)
        self._reader = reader
        self._rules = max(len(book.asked), 1)
        self._asked = 0
        self._subject = ""

    def judge(self, opened: Opened) -> None:
        """Judge a disclosure. Raises StoppedError where the reading is given up."""
        self._asked = 0
        self._subject = opened.disclosure.documents[-1].book.path
        self.audit.judge(opened.position, opened.disclosure)

    def _report_rule(self, _rule: str) -> None:
        from model.pace import StoppedError

        reader = self._reader
        if reader.cancelled():
            raise StoppedError
        again = max(self._asked + 1 - self._rules, 0)
        reader.post_progress(
            STEPS[2] if again else STEPS[1], self._subject, min(self._asked / self._rules, 1.0), again
        )
        self._asked += 1
