"""The ways through the main screen: from finding to finding, from the tree to the sheet, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.finding import Finding, Place
from tui.desk.claim_cells import TextSpot
from tui.desk.results import Hit
from tui.desk.screens.cursor import spot_of
from tui.desk.screens.progress import stopped_words
from tui.desk.search import next_hit
from tui.desk.state import SheetSpot, marked_places, places_of
from tui.desk.tree_places import TreeSpot
from tui.desk.widgets.survey_model import SurveyLine, Unread

if TYPE_CHECKING:
    from tui.desk.screens.main import MainScreen

MOST_STEPS = 100


class Navigation:
    """Moves the cursor of a main screen, and remembers where jumps came from."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._steps: list[tuple[str, Hit | None]] = []
        self._ahead: list[tuple[str, Hit | None]] = []
        self.hits: tuple[Hit, ...] = ()
        self.query = ""
        self.complete = True

    def forget(self) -> None:
        """Forget the way back and the matches: there is another reading."""
        self._steps.clear()
        self._ahead.clear()
        self.hits, self.query = (), ""

    def forget_places(self) -> None:
        """Forget what another reading may hold elsewhere: of the way back, all but the lists that have no place."""
        lists = [step for step in self._steps if step[1] is None]
        self.forget()
        self._steps = lists

    def _step(self) -> None:
        self._steps = [*self._steps[-MOST_STEPS:], self._here]
        self._ahead.clear()

    @property
    def _here(self) -> tuple[str, Hit | None]:
        return self._screen.view, spot_of(self._screen)

    def back(self) -> None:
        """Go back to where the last jump came from."""
        self._go_along(self._steps, self._ahead)

    @property
    def can_go_back(self) -> bool:
        """Whether a jump led here."""
        return bool(self._steps)

    def forward(self) -> None:
        """Go again to where `back` came from."""
        if not self._ahead:
            self._screen.bar.announce(self._screen.words("There is nothing to go forward to."))
        self._go_along(self._ahead, self._steps)

    def _go_along(self, way: list[tuple[str, Hit | None]], behind: list[tuple[str, Hit | None]]) -> None:
        if way:
            behind.append(self._here)
            view, spot = way.pop()
            self._screen.show_view(view)
            self._to_spot(spot)

    def _to_spot(self, spot: Hit | None) -> None:
        screen = self._screen
        match spot:
            case TreeSpot():
                screen.tree_view.go_to(spot)
            case SheetSpot():
                screen.sheet_view.go_to(spot)
            case TextSpot():
                screen.text_view.go_to(spot)
            case int():
                screen.findings_view.go_to(spot)
            case None:
                pass

    def switch(self, view: str) -> None:
        """Show another view, at the same cell where it has it."""
        screen = self._screen
        place, finding = (
            screen.place,
            screen.detail.numbers[screen.detail.index] if screen.detail.numbers else None,
        )
        if view == screen.view or screen.state is None:
            return
        file = screen.survey_view.line if screen.view == "survey" else None
        screen.show_view(view)
        if view == "findings" and finding is not None:
            screen.findings_view.go_to(finding)
        elif view == "overview" and file is not None:
            screen.overview.go_to_file(file.path)
        elif view == "text":
            self._to_spot(self._in_text(place, finding))
        elif place is not None:
            self.to_place(place, view)
        screen.detail.follow(finding)

    def _in_text(self, place: Place | None, finding: int | None) -> TextSpot | None:
        """Return where the prose speaks of a cell or a finding; None leaves its cursor where it was."""
        state = self._screen.state
        if state is None:
            return None
        if place is not None and (claims := state.claim_cells.at.get(place)):
            return state.text_of(claims[0])
        return None if finding is None else state.text_at(state.findings[finding])

    def to_place(self, place: Place, view: str) -> bool:
        """Put the cursor of a view on a cell; return whether the view has it."""
        screen = self._screen
        if screen.state is None:
            return False
        spot: Hit | None = None
        if view == "tree":
            spot = self._in_trees(place)
        elif view == "sheet":
            spot = screen.state.sheet_at(place)
        elif view == "text":
            spot = self._in_text(place, None)
        self._to_spot(spot)
        return spot is not None

    def _in_trees(self, place: Place) -> TreeSpot | None:
        """Return the amount of a tree that stands at a cell, or the row whose code or name does."""
        state = self._screen.state
        return None if state is None else state.tree_places.find(place) or state.tree_places.find_row(place)

    def jump(self, place: Place, view: str) -> None:
        """Go to a cell in a view, and remember the way back."""
        self._step()
        self._screen.show_view(view)
        self.to_place(place, view)

    def jump_to(self, view: str, spot: Hit | None) -> None:
        """Go to a place of a view, and remember the way back."""
        self._step()
        self._screen.show_view(view)
        self._to_spot(spot)

    def jump_to_text(self, spot: TextSpot) -> None:
        """Go to a place of the prose, and remember the way back."""
        self.jump_to("text", spot)

    def enter(self) -> None:
        """From the tree, the text and the lists to the cell of the sheet, from the sheet to the tree or the text."""
        screen, place = self._screen, self._screen.place
        if screen.state is None:
            return
        if screen.view == "survey":
            self._into_file()
            return
        if screen.view == "overview" and screen.overview.rule:
            self._to_rule(screen.overview.rule)
            return
        wanted = screen.detail.numbers[screen.detail.index] if screen.detail.numbers else None
        text = self._text_to_enter(place, wanted)
        if text is not None:
            self.jump_to_text(text)
        elif screen.view == "sheet":
            if place is None or self._in_trees(place) is None:
                screen.bar.announce(screen.words("This cell stands in no code tree."))
                return
            self.jump(place, "tree")
        elif place is None or screen.state.sheet_at(place) is None:
            screen.bar.announce(screen.words("No cell of a sheet states this."))
            return
        else:
            self.jump(place, "sheet")
        screen.detail.follow(wanted)

    def _to_rule(self, rule: str) -> None:
        """Go from a line of the ledger to the findings of its rule."""
        screen, state = self._screen, self._screen.state
        number = next(
            (n for n, each in enumerate(state.findings if state else ()) if each.rule == rule), None
        )
        if number is None:
            screen.bar.announce(self._nothing_found(rule))
            return
        self._step()
        screen.show_view("findings")
        screen.findings_view.filter_by(rule)
        screen.findings_view.go_to(number)
        screen.detail.follow(number)

    def _nothing_found(self, rule: str) -> str:
        """Return that a rule found nothing, or that it checked nothing or not all, with the ledger's reason."""
        words, state = self._screen.words, self._screen.state
        line = next((each for each in (state.report.ledger if state else ()) if each.rule == rule), None)
        unchecked = 0 if line is None else line.not_checked + line.failed
        if line is None or (line.tested and not unchecked):
            return words("{rule} found nothing.", rule=rule)
        reasons = [*(reason.why for reason in line.reasons), *line.remarks]
        if line.tested > unchecked or (line.tested and not reasons):
            return words(
                "{rule} found nothing; {count} of {total} were not checked.",
                rule=rule,
                count=unchecked,
                total=line.tested,
            )
        if reasons:
            return words("{rule} checked nothing: {why}", rule=rule, why=words.text(reasons[0]))
        return words("{rule} checked nothing: what it compares does not stand in these documents.", rule=rule)

    def _into_file(self) -> None:
        """Go from a file of the survey to its first finding, else to its first table, else to its text."""
        screen, line, state = self._screen, self._screen.survey_view.line, self._screen.state
        if line is None or state is None:
            return
        if line.document is None:
            screen.bar.announce(self._why_unread(line), grave=line.trouble is not None)
        elif line.first is not None:
            self.jump_to("findings", line.first)
            screen.detail.follow(line.first)
        elif line.place is not None:
            self.jump(line.place, "sheet")
        elif (text := state.beginning_of(line.path)) is not None:
            self.jump_to_text(text)
        else:
            screen.bar.announce(screen.words("Nothing was found in this file, and it holds no table."))

    def _why_unread(self, line: SurveyLine) -> str:
        words = self._screen.words
        if line.trouble is not None:
            return line.trouble.line(words.language)
        if line.unread is Unread.STOPPED:
            return stopped_words(words, self._screen.app.keys)
        return words("This file is not read yet.")

    def _text_to_enter(self, place: Place | None, finding: int | None) -> TextSpot | None:
        """Return the place of the prose that Enter goes to, None where it goes to a cell.

        A cell of the sheet has its sentence where the way came from the text, or where no tree holds it.
        """
        screen, state = self._screen, self._screen.state
        if state is None:
            return None
        if screen.view == "sheet":
            from_text = bool(self._steps) and self._steps[-1][0] == "text"
            if place is None or place not in state.claim_cells.at:
                return None
            wanted = from_text or self._in_trees(place) is None
            return self._way_back(place) or self._in_text(place, None) if wanted else None
        if screen.view == "compare":
            return screen.app.comparing.text_spot(state)
        if screen.view == "overview" and screen.overview.paragraph is not None:
            return state.paragraph_at(*screen.overview.paragraph)
        if screen.view == "findings" and place is None and finding is not None:
            return state.text_at(state.findings[finding])
        return None

    def _way_back(self, place: Place | None) -> TextSpot | None:
        """Return the sentence that the last jump came from, if it states what this cell does."""
        spot, state = self._steps[-1][1] if self._steps else None, self._screen.state
        if state is None or place is None or not isinstance(spot, TextSpot):
            return None
        return (
            spot if spot in [state.text_of(claim) for claim in state.claim_cells.at.get(place, ())] else None
        )

    def first_place(self, finding: Finding) -> Place | None:
        """Return the likeliest cell of a finding that the desk holds."""
        state = self._screen.state
        return next((place for place in places_of(finding) if state and state.sheet_at(place)), None)

    def to_finding(self, step: int) -> None:
        """Go to the next or the previous finding of the list, in the present kind of view."""
        screen, listed = self._screen, self._screen.findings_view.model
        if screen.state is None or listed is None:
            return
        numbers = [number for number in listed.numbers if listed.passes(screen.state.findings[number])]
        if not numbers:
            none = screen.words("There is no finding to go to.")
            if not screen.state.is_audited:
                none = screen.words("Not all rules are asked yet: findings come when they are.")
            screen.bar.announce(none)
            return
        here = listed.last_number
        if (here is not None or screen.view == "findings") and screen.detail.numbers:
            here = screen.detail.numbers[screen.detail.index]
        if here in numbers:
            index = (numbers.index(here) + step) % len(numbers)
        else:
            behind = (
                n
                for n, each in enumerate(numbers)
                if here is not None and listed.rows.stands_behind(each, here)
            )
            index = next(behind, 0) - (0 if step > 0 else 1)
        self.go_to_finding(numbers[index])

    def go_to_finding(self, number: int) -> None:
        """Go to a finding, in the present kind of view where that has it; next and previous count from there."""
        if (listed := self._screen.findings_view.model) is not None:
            listed.last_number = number
        self._show_finding(number)

    def _show_finding(self, number: int) -> None:
        screen, state = self._screen, self._screen.state
        if state is None:
            return
        finding = state.findings[number]
        if screen.view == "findings":
            screen.findings_view.go_to(number)
            return
        spot = next(filter(None, map(self._in_trees, marked_places(finding))), None)
        place, text = self.first_place(finding), state.text_at(finding)
        if text is not None and (screen.view == "text" or place is None):
            if screen.view != "text":
                self._step()
                screen.show_view("text")
            screen.text_view.go_to(text)
        elif screen.view == "tree" and spot is not None:
            screen.tree_view.go_to(spot)
        elif place is not None:
            if screen.view != "sheet":
                self._step()
                screen.show_view("sheet")
            self.to_place(place, "sheet")
        else:
            self._step()
            screen.show_view("findings")
            screen.findings_view.go_to(number)
        screen.detail.follow(number)

    def turn(self, step: int) -> None:
        """Show the table, or in the sheet view the sheet, before or after this one."""
        screen = self._screen
        if screen.state is None:
            return
        if screen.view == "tree" and screen.tree_view.trees:
            screen.tree_view.turn_to(screen.tree_view.number + step)
        elif screen.view == "text":
            screen.text_view.turn(step)
        elif screen.view == "sheet" and screen.sheet_view.at is not None:
            sheets = screen.state.sheets()
            at = [(spot.document, spot.sheet) for spot in sheets].index(screen.sheet_view.at)
            screen.sheet_view.go_to(sheets[(at + step) % len(sheets)], remembered=True)

    def take_hits(self, query: str, hits: tuple[Hit, ...], *, complete: bool) -> None:
        """Take the matches of a search and go to the first from the cursor on."""
        self.query, self.hits, self.complete = query, hits, complete
        if hits:
            self._step()
        self.to_match(1)

    def to_match(self, step: int) -> None:
        """Go to the next or the previous match."""
        screen, words = self._screen, self._screen.words
        if not self.query:
            screen.bar.announce(words("Nothing was searched for yet."))
            return
        if not self.hits:
            screen.bar.announce(words("Nothing matches {query}.", query=self.query))
            return
        here = spot_of(screen)
        same = here if type(here) is type(self.hits[0]) else None
        index = next_hit(self.hits, same, step)
        hit = self.hits[index]
        view = {TreeSpot: "tree", SheetSpot: "sheet", TextSpot: "text", int: "findings"}[type(hit)]
        if view != screen.view:
            screen.show_view(view)
        self._to_spot(hit)
        total = len(self.hits) if self.complete else words("more than {count}", count=len(self.hits))
        screen.bar.announce(
            words("{index} of {total} that match {query}", index=index + 1, total=total, query=self.query)
        )
