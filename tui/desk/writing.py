"""Writing: notes, findings of the auditor's own, and the working paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.engagement.record import OWN_RULE
from model.errors import Trouble
from model.export.engagement_grids import target_text

if TYPE_CHECKING:
    from model.engagement.record import PlaceTarget, Target
    from model.finding import Severity
    from tui.desk.desk import Desk
    from tui.desk.drafts import Drafts
    from tui.desk.judging import Judging
    from tui.desk.person import Person
    from tui.desk.screens.main import MainScreen


class Writing:
    """Takes what the auditor writes, keeps it at once, and shows it as saved only when it is."""

    def __init__(
        self, desk: Desk, judging: Judging, person: Person, main: MainScreen, drafts: Drafts
    ) -> None:
        self._desk = desk
        self._judging = judging
        self._person = person
        self._main = main
        self._drafts = drafts

    def add_finding(self) -> None:
        """Ask for a finding of the auditor's own at the place under the cursor."""
        from tui.desk.screens.own_finding import OwnFindingScreen

        desk = self._desk
        place = self._main.detail.place_target()
        if place is None or self._judging.engagement is None:
            desk.announce(desk.words("There is no place here that a finding could be written to."))
            return

        def keep(severity: Severity, title: str, text: str) -> str:
            return self._keep_finding(place, severity, title, text)

        subject = target_text(place)
        draft = self._drafts.at("own", place)
        self._person.known(lambda: desk.ask(OwnFindingScreen(desk.words, desk.keys, subject, keep, draft)))

    def _keep_finding(self, place: PlaceTarget, severity: Severity, title: str, text: str) -> str:
        if self._judging.engagement is None:
            return self._desk.words("There is no engagement file that could keep it.")
        value = self._main.detail.value
        try:
            self._judging.engagement.add_finding(
                place, severity.value, title, text, self._desk.settings.author, value
            )
        except Trouble as trouble:
            return trouble.line(self._desk.words.language)
        self._judging.show_own_findings()
        self._desk.announce(self._desk.words("Saved: the finding."))
        return ""

    def withdraw(self) -> None:
        """Take away the finding of the auditor's own that is shown."""
        desk, finding = self._desk, self._main.finding
        if finding is None or self._judging.engagement is None or finding.rule != OWN_RULE:
            desk.announce(desk.words("Only a finding of your own can be withdrawn; another is dismissed."))
            return
        try:
            self._judging.engagement.withdraw_finding(finding.id, desk.settings.author)
        except Trouble as trouble:
            desk.announce(trouble.line(desk.words.language), grave=True)
            return
        self._judging.show_own_findings()
        desk.announce(desk.words("Withdrawn; the log keeps it."))

    def annotate(self) -> None:
        """Ask for a note to the finding that is shown, or to the cell."""
        from tui.desk.screens.noting import NoteScreen

        desk = self._desk
        target = self._main.detail.target()
        if target is None or self._judging.engagement is None:
            desk.announce(desk.words("There is nothing here that a note could be written to."))
            return
        finding, place = self._main.finding, self._main.place
        subject = (
            f"{desk.words.rule(finding.rule)} {desk.words.text(finding.title)}"
            if finding
            else desk.words.place(place)
            if place
            else ""
        )
        notes = self._judging.engagement.notes(target)
        draft = self._drafts.at("note", target)
        screen = NoteScreen(desk.words, desk.keys, target, subject, notes, self.note, draft)
        self._person.known(lambda: desk.ask(screen))

    def note(self, target: Target, text: str) -> str:
        """Save a note; return why it could not be saved, "" when it is."""
        if self._judging.engagement is None:
            return self._desk.words("There is no engagement file that could keep it.")
        try:
            self._judging.engagement.annotate(
                target, text, self._desk.settings.author, self._desk.settings.capacity
            )
        except Trouble as trouble:
            return trouble.line(self._desk.words.language)
        self._judging.show_decisions()
        self._desk.announce(self._desk.words("Saved: the note."))
        return ""

    def export(self) -> None:
        """Ask for a format and a file, and write the working paper."""
        from tui.desk.screens.exporting import ExportScreen

        desk, state = self._desk, self._main.state
        if state is None:
            desk.announce(desk.words("Nothing has been read yet."))
            return
        if not state.is_audited:
            desk.announce(desk.words("Not all rules are asked yet: findings come when they are."))
            return
        desk.ask(
            ExportScreen(
                desk.words,
                desk.keys,
                desk.paths,
                state.report,
                self._judging.engagement,
                state.documents,
            ),
            self._exported,
        )

    def _exported(self, line: str | None) -> None:
        if line is not None:
            self._desk.announce(line)
