"""Comparing two of the documents that are open: which two, and the comparison itself, made in a thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

from tui.desk.claim_cells import ClaimSpot, TextSpot
from tui.desk.document_names import STAGES
from tui.desk.messages import Compared
from tui.desk.widgets.comparison_model import ComparisonModel, Titles

if TYPE_CHECKING:
    from textual.message import Message

    from checks.comparison import Side
    from model.money import Unit
    from tui.desk.app import DeskApp
    from tui.desk.state import DeskState

Pair = tuple[int, int]
"""The numbers of the earlier and the later of two sides."""


class Comparing:
    """The pair that is compared. `generation` distinguishes it from an earlier, given up one."""

    def __init__(self, app: DeskApp) -> None:
        self._app = app
        self._sides: Sequence[Side] = ()
        self._pair: Pair | None = None
        self._state: DeskState | None = None
        self._generation = 0

    def begin(self) -> None:
        """Compare what is open, unless that is done; show how to open a second document where there is but one."""
        app, state = self._app, self._app.main.state
        if state is None or state is self._state:
            return
        self._state = state
        from checks.comparison import sides

        self._sides = sorted(sides(state.claim_cells.subjects), key=_when)
        pairs = list(combinations(range(len(self._sides)), 2))
        if not pairs:
            self._pair = None
            app.main.comparison_view.load(None)
            app.main.comparison_view.show_idle(
                app.words(
                    "Two documents are needed: yushen FILE FILE, or {key}.", key=app.keys.first("desk.choose")
                )
            )
            return
        self._pair = min(pairs, key=self._distance)
        self._start()

    def _distance(self, pair: Pair) -> tuple[bool, bool, int, int]:
        """Prefer one department, then years or stages apart, then the latest two."""
        one, other = (self._sides[number] for number in pair)
        apart = abs((one.year or 0) - (other.year or 0)) + (one.stage != other.stage)
        same = _department(one) == _department(other)
        return not same, apart != 1, apart, -pair[1]

    def _start(self) -> None:
        if self._pair is None:
            return
        app = self._app
        self._generation += 1
        earlier, later = (self._sides[number] for number in self._pair)
        app.main.comparison_view.load(None)
        app.main.comparison_view.show_idle(app.words("Comparing ..."))
        work = partial(compare_sides, earlier, later, self._generation, app.post_message)
        app.run_worker(work, group="comparing", description="comparing", thread=True, exit_on_error=False)

    def take(self, event: Compared) -> None:
        """Show a comparison, unless another was begun."""
        if event.generation != self._generation or self._pair is None:
            return
        app = self._app
        names = self.names()
        titles = Titles(*(names[number] for number in self._pair))
        app.main.comparison_view.load(ComparisonModel(event.lines, titles, app.words, self._unit()))
        app.main.redraw_frame()

    def text_spot(self, state: DeskState) -> TextSpot | None:
        """Return where the sentence stands that states what is under the cursor, None where a cell does."""
        entry = self._app.main.comparison_view.entry
        cited = entry.stated.cited if entry is not None else None
        if cited is None:
            return None
        number = next(index for index, each in enumerate(state.documents) if each is cited.document)
        return state.text_of(ClaimSpot(number, cited.number))

    def _unit(self) -> Unit:
        return self._app.main.shown_unit

    def choose(self) -> None:
        """List the pairs of what is open and compare the one that is taken; the last choice opens another file."""
        from tui.desk.screens.choosing import choose
        from tui.desk.widgets.choices import Choice

        app, names = self._app, self.names()
        pairs = [
            pair for one, other in combinations(range(len(names)), 2) for pair in ((one, other), (other, one))
        ]
        choices = [Choice(f"{names[one]} : {names[other]}") for one, other in pairs]
        choices.append(Choice(app.words("open another document beside these")))

        def go(number: int) -> None:
            if number == len(pairs):
                app.action_open_beside()
            else:
                self._pair = pairs[number]
                self._start()

        at = pairs.index(self._pair) if self._pair in pairs else len(pairs)
        choose(app, app.words("Compare"), choices, go, at)

    def names(self) -> list[str]:
        """Return what the sides are called: by year and stage, or by the file where these do not distinguish them."""
        words = self._app.words
        short = [
            f"{side.year or ''} {words(STAGES[side.stage]) if side.stage in STAGES else ''}".strip()
            for side in self._sides
        ]
        names = []
        for side, name in zip(self._sides, short, strict=True):
            if name and short.count(name) == 1:
                names.append(name)
            else:
                names.append(_file(side))
        return names


def compare_sides(earlier: Side, later: Side, generation: int, post: Callable[[Message], object]) -> None:
    """Compare two sides in a thread, and post the lines."""
    from checks.comparison import compare

    post(Compared(generation, tuple(compare(earlier, later))))


def _when(side: Side) -> tuple[int, bool]:
    return side.year or 0, side.stage == "final"


def _department(side: Side) -> str | None:
    return side.subject.disclosure.department


def _file(side: Side) -> str:
    documents = side.subject.disclosure.documents
    return documents[side.document or 0].book.path.rpartition("/")[2]
