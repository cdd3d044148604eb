"""What the auditor decides and writes: kept by the engagement at once, shown as saved only when it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from model.engagement.record import State, Target, utc_now
from model.equation import place_text
from model.errors import Trouble
from tui.desk.detail.finding import STATE_WORDS

if TYPE_CHECKING:
    from model.engagement.engagements import Engagements
    from model.engagement.finding_record import FindingRecord
    from model.engagement.record import SourceChange
    from model.finding import Finding
    from tui.desk.app import DeskApp
    from tui.desk.state import DeskState
    from tui.desk.words import Words


class Judging:
    """The decisions and notes of the reading that is open."""

    def __init__(self, app: DeskApp) -> None:
        self._app = app
        self.engagement: Engagements | None = None
        self._groups: tuple[tuple[str, ...], ...] = ()

    @property
    def decided(self) -> dict[str, State]:
        """The decisions by the finding's id."""
        if self.engagement is None:
            return {}
        return {ident: decided.state for ident, decided in self.engagement.dispositions().items()}

    def open(self, paths: Sequence[Path], state: DeskState) -> str:
        """Open the engagements of some files; return what is to be said of them, "" for nothing."""
        from model.engagement.engagements import Engagements
        from model.engagement.recent import opened

        words = self._app.words
        groups = state.groups or (tuple(map(str, paths)),)
        said: list[str] = []
        try:
            if self.engagement is None or groups != self._groups:
                self.close()
                self.engagement = Engagements.open(groups, author=self._app.settings.author)
                self._groups = groups
                said += [trouble.line(words.language) for trouble in self.engagement.troubles]
            said += [words.tell(notice) for notice in self.engagement.notices()]
            changes = self.engagement.remember(state.report, self._app.settings.author)
        except Trouble as trouble:
            return trouble.line(words.language)
        names = [document.department for document in state.documents if document.department]
        opened(paths, names[0] if names else paths[0].name, utc_now())
        return "  ".join([*said, *(line for change in changes for line in change_lines(change, words))])

    def gone(self) -> list[tuple[FindingRecord, State]]:
        """Return the findings that were acted on and no longer arise, with what was decided of each."""
        if self.engagement is None:
            return []
        decided = self.decided
        return [(kept, decided.get(kept.id, State.OPEN)) for kept in self.engagement.gone()]

    def close(self) -> None:
        """Close the engagement; nothing waits to be written."""
        if self.engagement is not None:
            self.engagement.close()

    def judge(self, wanted: str) -> None:
        """Decide about the finding that is shown; a dismissal asks for its reason first."""
        app, finding, state = self._app, self._app.main.finding, State(wanted)
        if finding is None:
            app.say(app.words("There is no finding here. n goes to the next one."))
        elif state is State.DISMISSED:
            from tui.desk.screens.asking import ask_reason

            ask_reason(app, finding)
        elif complaint := self.decide(finding, state, ""):
            app.say(complaint, grave=True)

    def decide(self, finding: Finding, state: State, reason: str) -> str:
        """Keep a decision; return why it could not be kept, "" when it is."""
        if self.engagement is None:
            return self._app.words("There is no engagement file that could keep it.")
        try:
            kept = self.engagement.dispose(finding.id, state, reason, self._app.settings.author)
        except Trouble as trouble:
            return trouble.line(self._app.words.language)
        self._changed()
        words = self._app.words
        self._app.say(
            words("Saved: {rule} {state}.", rule=finding.rule, state=words(STATE_WORDS[kept.state]))
        )
        return ""

    def annotate(self) -> None:
        """Ask for a note to the finding that is shown, or to the cell."""
        from tui.desk.screens.noting import NoteScreen

        app = self._app
        target = app.main.detail.target()
        if target is None or self.engagement is None:
            app.say(app.words("There is nothing here that a note could be written to."))
            return
        finding, place = app.main.finding, app.main.place
        subject = (
            f"{finding.rule} {app.words.tell(finding.title)}"
            if finding
            else place_text(place)
            if place
            else ""
        )
        notes = self.engagement.notes(target)
        app.push_screen(NoteScreen(app.words, app.keys, target, subject, notes, self.note))

    def note(self, target: Target, text: str) -> str:
        """Keep a note; return why it could not be kept, "" when it is."""
        if self.engagement is None:
            return self._app.words("There is no engagement file that could keep it.")
        try:
            self.engagement.annotate(target, text, self._app.settings.author)
        except Trouble as trouble:
            return trouble.line(self._app.words.language)
        self._changed()
        self._app.say(self._app.words("Saved: the note."))
        return ""

    def undo(self) -> None:
        """Take back the last decision or note of this desk."""
        app = self._app
        try:
            entry = None if self.engagement is None else self.engagement.undo(app.settings.author)
        except Trouble as trouble:
            app.say(trouble.line(app.words.language), grave=True)
            return
        if entry is None:
            app.say(app.words("There is nothing to take back."))
            return
        if any(change.subject[0] in {"mapping", "binding"} for change in entry.changes):
            app.action_reload()
        else:
            self._changed()
        app.say(app.words("Taken back; the log keeps both."))

    def export(self) -> None:
        """Ask for a format and a file, and write the working paper."""
        from tui.desk.screens.exporting import ExportScreen

        app, state = self._app, self._app.main.state
        if state is None:
            app.say(app.words("Nothing has been read yet."))
            return
        app.push_screen(
            ExportScreen(app.words, app.keys, app.paths, state.report, self.engagement), self._exported
        )

    def _exported(self, path: Path | None) -> None:
        if path is not None:
            self._app.say(self._app.words("Written: {path}", path=path))

    def _changed(self) -> None:
        app = self._app
        if app.main.state is not None:
            app.marks.take(app.main.state, self.engagement)
            app.main.findings_view.decide(self.decided)
            app.main.redraw()


def change_lines(change: SourceChange, words: Words) -> list[str]:
    """Return what a changed source brought with it, one line for each document and one for the findings."""
    lines = [
        words("{path} has changed since it was last looked at.", path=each.path) for each in change.documents
    ]
    counts = words(
        "Findings: {new} new, {gone} gone, {changed} changed.",
        new=len(change.new),
        gone=len(change.gone),
        changed=len(change.changed),
    )
    return [*lines, counts]
