"""Reading and auditing the files, in a thread that touches no widget: it posts what it has to say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from textual.message import Message

from tui.desk.messages import Loaded, NotLoaded, Reading

if TYPE_CHECKING:
    from checks.rule_files import RuleFiles
    from model.disclosure import Disclosure
    from model.errors import Trouble
    from model.mapping.mapping import TableMapping
    from model.reading.claim_binding import ClaimBinding
    from tui.desk.state import DeskState

MOST_AT_ONCE = 2
"""Of more files than these the first is shown while the rest is read."""

STEPS = ("Reading", "Auditing")
"""What a loading does, in order, as English templates."""

Post = Callable[[Message], object]
Read = Callable[[Sequence[Path], int, Post, Callable[[], bool]], None]
"""Reads some files for a generation, posts what it has to say, and ends early when it is told to."""


class Loading:
    """One loading at a time: a new one, or a stop, leaves the one before without a hearer."""

    def __init__(self) -> None:
        self.generation = 0
        self._stop = Event()
        self.running = False

    def begin(self) -> tuple[int, Callable[[], bool]]:
        """Begin another loading; return its generation, and what tells its thread to end."""
        self.stop()
        self._stop = Event()
        self.running = True
        return self.generation, self._stop.is_set

    def stop(self) -> None:
        """Give up the loading that runs, if any."""
        self._stop.set()
        self.generation += 1
        self.running = False

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
) -> None:
    """Read and audit files, posting progress and then the state, or the troubles where nothing could be read.

    Of many files the first is posted as soon as it is read, so that one can begin with it.

    Tables are read as the engagement's mappings say, and then as `mappings` do. Relations, settings and imported
    editions are read anew each time, so that a file that was mended holds as soon as the documents are read again.
    """
    reading = _Reader(generation, post, cancelled, mappings, rule_files, limit)
    if len(paths) > MOST_AT_ONCE:
        first = reading.state(paths[:1])
        if first is not None and not isinstance(first, tuple):
            post(Loaded(generation, first, is_partial=True))
    state = reading.state(paths)
    if isinstance(state, tuple):
        post(NotLoaded(generation, state))
    elif state is not None:
        post(Loaded(generation, state))


@dataclass(frozen=True)
class _Reader:
    """Reads files for one loading, with all that holds for it."""

    generation: int
    post: Post
    cancelled: Callable[[], bool]
    mappings: Sequence[TableMapping]
    rule_files: RuleFiles | None
    limit: float

    def state(self, paths: Sequence[Path]) -> DeskState | tuple[Trouble, ...] | None:
        """Return what files say, the troubles where none could be read, or None where the reading was given up."""
        from model.disclosure import open_disclosures
        from model.engagement.instructions import instructions
        from tui.command.editions import use_editions

        unusable = use_editions(self.rule_files.folder if self.rule_files else None)
        given = instructions(paths)
        disclosures, troubles = open_disclosures(
            paths,
            progress=self._progress,
            cancelled=self.cancelled,
            mappings=(*given.mappings, *self.mappings),
            bindings=given.bindings,
            limit=self.limit,
        )
        if self.cancelled():
            return None
        if not disclosures:
            return tuple(troubles)
        return self._audited(disclosures, given.bindings, [*given.troubles, *unusable], troubles)

    def _progress(self, subject: str, share: float) -> None:
        self.post(Reading(self.generation, STEPS[0], subject, share))

    def _audited(
        self,
        disclosures: Sequence[Disclosure],
        bindings: Sequence[ClaimBinding],
        before: Sequence[Trouble],
        troubles: Sequence[Trouble],
    ) -> DeskState | None:
        from checks.rulebook import rule_book
        from checks.runner import judged
        from model.pace import StoppedError
        from model.tree import code_trees
        from model.versions import versions
        from tui.desk.claim_cells import claim_cells
        from tui.desk.state import build_state

        book, faults = rule_book(self.rule_files)
        asked = max(len(book.asked) * len(disclosures), 1)
        rules = count()

        def auditing(rule: str) -> None:
            if self.cancelled():
                raise StoppedError
            self.post(Reading(self.generation, STEPS[1], rule, min(next(rules) / asked, 1.0)))

        try:
            disclosures, report = judged(disclosures, auditing, book, self.cancelled, self.limit)
        except StoppedError:
            return None
        trees = [tree for disclosure in disclosures for tree in code_trees(disclosure)]
        documents = [document for disclosure in disclosures for document in disclosure.documents]
        cells = claim_cells(disclosures, bindings)
        groups = tuple(tuple(each.book.path for each in disclosure.documents) for disclosure in disclosures)
        wrong = [*before, *faults, *troubles, *report.troubles]
        return build_state(documents, report, trees, wrong, cells, groups, versions(disclosures))
