"""Calculating: the amount under the cursor, or the block, is taken; the sum, and whose total it is, stays in view."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from model.money import format_amount
from tui.desk.calculator import (
    BlockAt,
    Calculator,
    Taken,
    taken_at,
    taken_of_claim,
    taken_of_tree,
)
from tui.desk.elsewhere import printing
from tui.desk.widgets.choices import Choice

if TYPE_CHECKING:
    from model.finding import Place
    from model.money import Unit
    from tui.desk.claim_cells import ClaimSpot
    from tui.desk.desk import Desk
    from tui.desk.elsewhere import Statement
    from tui.desk.screens.main import MainScreen
    from tui.desk.state import DeskState

MOST_EQUALS = 20
"""How many statements of the sum are listed."""


class Calculating:
    """Takes amounts for the calculator, shows their sum in the status line, and lists them with what states the sum."""

    def __init__(self, desk: Desk, calculator: Calculator, main: MainScreen) -> None:
        self._desk = desk
        self._calculator = calculator
        self._main = main
        self._equals: tuple[int, int, tuple[Statement, ...]] | None = None

    def take(self) -> None:
        """Take the amount under the cursor or the block, or let it go."""
        words = self._desk.words
        found = self._here()
        if found is None:
            self._desk.announce(words("There is no amount here that could be taken."))
            return
        self._calculator.toggle(*found)
        self._main.sheet_view.end_block()
        self._main.redraw()

    def clear(self) -> None:
        """Let all amounts go."""
        self._calculator.clear()
        self._main.redraw()
        self._desk.announce(self._desk.words("The calculator is empty."))

    def _here(self) -> tuple[Place | ClaimSpot | BlockAt, Taken] | None:
        main, state = self._main, self._main.state
        if state is None:
            return None
        if main.view == "text":
            claim = main.text_view.claim_spot
            taken = None if claim is None else taken_of_claim(state, claim)
            return None if claim is None or taken is None else (claim, taken)
        if main.view == "tree":
            spot = main.tree_view.spot
            taken = None if spot is None else taken_of_tree(state, spot)
        elif main.view == "sheet" and main.sheet_view.has_block:
            return self._block(state)
        else:
            place = main.place
            taken = None if place is None else taken_at(state, place)
        return None if taken is None or taken.place is None else (taken.place, taken)

    def _block(self, state: DeskState) -> tuple[BlockAt, Taken] | None:
        view = self._main.sheet_view
        spot, summed = view.spot, view.summed
        if spot is None or summed is None:
            return None
        total, count = summed
        if not count:
            return None
        top, left, *_ = view.block
        place = state.place(replace(spot, row=top, column=left))
        at = BlockAt(place.path, place.sheet, view.block)
        return at, Taken(total, place, count=count, block=view.block)

    def status(self) -> str:
        """Return what the status line shows of it, "" while nothing is taken."""
        calculator, words, unit = self._calculator, self._desk.words, self._main.shown_unit
        state = self._main.state
        if not calculator.taken or state is None:
            return ""
        total = format_amount(calculator.total, unit)
        text = words("sum {total} of {count}", total=total, count=calculator.count)
        if (difference := calculator.difference) is not None:
            text += f"  {words('difference')} {format_amount(difference, unit)}"
        first = next((each for each in self._stating(state) if each.sign == "="), None)
        if first is not None:
            text += f"  = {self._where(state, first)}"
        return f"{text} [{self._desk.keys.first('desk.calculator')}]"

    def _stating(self, state: DeskState) -> tuple[Statement, ...]:
        """Return what states the sum, and then the difference, beside what was taken; looked for once a change."""
        calculator = self._calculator
        if self._equals is None or self._equals[:2] != (id(state), calculator.version):
            own = {(each.place, each.claim) for each in calculator.taken}
            wanted = dict.fromkeys([calculator.total, abs(calculator.difference or 0)])
            several = [amount for amount in wanted if amount and calculator.count > 1]
            found = [each for amount in several for each in printing(state, amount)]
            others = tuple(each for each in found if (each.place, each.claim) not in own)
            self._equals = (id(state), calculator.version, others[:MOST_EQUALS])
        return self._equals[2]

    def list(self) -> None:
        """List what was taken, then what states the sum or the difference, and go to the one that is chosen."""
        from tui.desk.screens.choosing import choose

        desk, words, state = self._desk, self._desk.words, self._main.state
        taken = self._calculator.taken
        if not taken or state is None:
            key = desk.keys.first("desk.take")
            desk.announce(words("Nothing is taken yet: {key} takes the amount under the cursor.", key=key))
            return
        unit = self._main.shown_unit
        stating = self._stating(state)
        every: tuple[Taken | Statement, ...] = (*taken, *stating)
        amounts = [format_amount(each.amount, unit) for each in every]
        cells = max(map(len, amounts))
        lines = [
            Choice(f"{amount:>{cells}}  {self._taken_words(state, each)}", "+")
            for each, amount in zip(taken, amounts, strict=False)
        ]
        for other, amount in zip(stating, amounts[len(taken) :], strict=True):
            lines.append(Choice(f"{amount:>{cells}}  {self._where(state, other)}  {other.label}", other.sign))

        def go(number: int) -> None:
            each = every[number]
            if each.claim is not None:
                self._main.navigation.jump_to_text(state.text_of(each.claim))
            elif each.place is not None:
                self._main.navigation.jump(each.place, "sheet")

        choose(desk, self._title(unit), lines, go)

    def _title(self, unit: Unit) -> str:
        calculator, words = self._calculator, self._desk.words
        total = f"{format_amount(calculator.total, unit)} {unit.label}"
        text = words("sum {total} of {count}", total=total, count=calculator.count)
        if (difference := calculator.difference) is not None:
            text += f"  {words('difference')} {format_amount(difference, unit)}"
        return text

    def _taken_words(self, state: DeskState, taken: Taken) -> str:
        if taken.claim is not None:
            return " ".join(state.claim(taken.claim).phrase.split())
        path = "" if taken.place is None else taken.place.path
        place = self._desk.words.places(taken.where, path)
        if taken.block is None:
            return place
        return f"{place}  {self._desk.words('{count} cells', count=taken.count)}"

    def _where(self, state: DeskState, statement: Statement) -> str:
        if statement.claim is not None:
            return f"¶{state.claim(statement.claim).paragraph}"
        return "" if statement.place is None else self._desk.words.place(statement.place)
