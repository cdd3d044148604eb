"""The messages that the workers and the widgets post to the app."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from checks.comparison import ComparedLine
    from model.errors import Trouble
    from tui.desk.results import Hit, Result
    from tui.desk.state import DeskState


class Announcement(Message):
    """A text for the bottom line until the next key. `grave` is for what went wrong."""

    def __init__(self, text: str, *, grave: bool = False) -> None:
        super().__init__()
        self.text = text
        self.grave = grave


class FromLoading(Message):
    """Anything that a loading reports; `generation` distinguishes it from an earlier, given up one."""

    def __init__(self, generation: int) -> None:
        super().__init__()
        self.generation = generation


class Reading(FromLoading):
    """How far the reading is: `step` is an English template, `subject` the file, `share` of that step 0 to 1.

    `done` of `files` files are read and judged. `again` counts the rules that were asked of other readings of the file:
    how many there will be is not known.
    """

    def __init__(
        self,
        generation: int,
        step: str,
        subject: str,
        share: float,
        done: int = 0,
        files: int = 1,
        again: int = 0,
    ) -> None:
        super().__init__(generation)
        self.step = step
        self.subject = subject
        self.share = share
        self.done = done
        self.files = files
        self.again = again

    def can_replace(self, message: Message) -> bool:
        """Only the last of a burst of progress counts."""
        return isinstance(message, Reading)


class Loaded(FromLoading):
    """The files are read and audited; or the first of them is, where it `is_partial`, and the rest is being read.

    `shown` is set once what is partial was painted, or stored for later.
    """

    def __init__(self, generation: int, state: DeskState, *, is_partial: bool = False) -> None:
        super().__init__(generation)
        self.state = state
        self.is_partial = is_partial
        self.shown = Event()


class NotLoaded(FromLoading):
    """None of the files could be read, or the reading was stopped (then there are no troubles)."""

    def __init__(self, generation: int, troubles: tuple[Trouble, ...]) -> None:
        super().__init__(generation)
        self.troubles = troubles


class Searched(Message):
    """A search has ended; `generation` distinguishes it from an earlier one, `complete`: every match is there."""

    def __init__(self, generation: int, query: str, hits: tuple[Hit, ...], *, complete: bool) -> None:
        super().__init__()
        self.generation = generation
        self.query = query
        self.hits = hits
        self.complete = complete


class Compared(Message):
    """A comparison is made; `generation` distinguishes it from an earlier one."""

    def __init__(self, generation: int, lines: tuple[ComparedLine, ...]) -> None:
        super().__init__()
        self.generation = generation
        self.lines = lines


class LookedUp(Message):
    """What was found so far in all views; `generation` distinguishes it from an earlier search, `complete` ends it."""

    def __init__(self, generation: int, results: tuple[Result, ...], *, complete: bool) -> None:
        super().__init__()
        self.generation = generation
        self.results = results
        self.complete = complete
