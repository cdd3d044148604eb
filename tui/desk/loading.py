"""Reading and auditing the files, in a thread that touches no widget: it posts what it has to say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from textual.message import Message

from tui.desk.messages import Loaded, NotLoaded, Reading

if TYPE_CHECKING:
    from checks.rule_files import RuleFiles
    from model.mapping.mapping import TableMapping

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

    Tables are read as the engagement's mappings say, and then as `mappings` do. Relations, settings and imported
    editions are read anew each time, so that a file that was mended holds as soon as the documents are read again.
    """
    from model.disclosure import open_disclosures
    from model.engagement.instructions import instructions
    from model.pace import StoppedError
    from model.tree import code_trees
    from model.versions import versions
    from tui.command.editions import use_editions
    from tui.desk.claim_cells import claim_cells
    from tui.desk.state import build_state

    def progress(subject: str, share: float) -> None:
        post(Reading(generation, STEPS[0], subject, share))

    unusable = use_editions(rule_files.folder if rule_files else None)
    given = instructions(paths)
    disclosures, troubles = open_disclosures(
        paths,
        progress=progress,
        cancelled=cancelled,
        mappings=(*given.mappings, *mappings),
        bindings=given.bindings,
        limit=limit,
    )
    if cancelled():
        return
    if not disclosures:
        post(NotLoaded(generation, tuple(troubles)))
        return
    from checks.rulebook import rule_book
    from checks.runner import judged

    book, faults = rule_book(rule_files)
    asked = max(len(book.asked) * len(disclosures), 1)
    rules = count()

    def auditing(rule: str) -> None:
        if cancelled():
            raise StoppedError
        post(Reading(generation, STEPS[1], rule, min(next(rules) / asked, 1.0)))

    try:
        disclosures, report = judged(disclosures, auditing, book, cancelled, limit)
    except StoppedError:
        return
    trees = [tree for disclosure in disclosures for tree in code_trees(disclosure)]
    documents = [document for disclosure in disclosures for document in disclosure.documents]
    cells = claim_cells(disclosures, given.bindings)
    groups = tuple(tuple(each.book.path for each in disclosure.documents) for disclosure in disclosures)
    wrong = [*given.troubles, *unusable, *faults, *troubles, *report.troubles]
    post(
        Loaded(generation, build_state(documents, report, trees, wrong, cells, groups, versions(disclosures)))
    )
