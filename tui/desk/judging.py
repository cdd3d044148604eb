"""What the auditor decides and writes: kept by the engagement at once, shown as saved only when it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from model.engagement.record import KeptFinding, State, Target, utc_now
from model.equation import place_text
from model.errors import Trouble
from tui.desk.detail.finding import STATE_WORDS

if TYPE_CHECKING:
    from model.engagement.engagement import Engagement
    from model.finding import Finding
    from tui.desk.app import DeskApp
    from tui.desk.state import DeskState


class Judging:
    """The decisions and notes of the reading that is open."""

    def __init__(self, app: DeskApp) -> None:
        self._app = app
        self.engagement: Engagement | None = None

    @property
    def decided(self) -> dict[str, State]:
        """The decisions by the finding's id."""
        if self.engagement is None:
            return {}
        return {ident: decided.state for ident, decided in self.engagement.dispositions().items()}

    def open(self, paths: Sequence[Path], state: DeskState) -> str:
        """Open the engagement of some files; return what is to be said of it, "" for nothing."""
        from model.engagement.engagement import Engagement
        from model.engagement.location import locate
        from model.engagement.recent import opened

        words = self._app.words
        try:
            said = []
            if self.engagement is None:
                location = locate(paths)
                self.engagement = Engagement.open(location.path)
                said += [location.notice] if location.notice is not None else []
            if self.engagement.read_only is not None:
                said.append(self.engagement.read_only)
            changed = self.engagement.remember(state.report)
        except Trouble as trouble:
            return trouble.line(words.language)
        names = [document.department for document in state.documents if document.department]
        opened(paths, names[0] if names else paths[0].name, utc_now())
        lines = [words.tell(message) for message in said]
        lines += [
            words("{path} has changed since it was last looked at.", path=each.path) for each in changed
        ]
        return "  ".join(lines)

    def gone(self) -> list[tuple[KeptFinding, State]]:
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
        from model.engagement.bindings import KeptBinding

        app = self._app
        try:
            entry = None if self.engagement is None else self.engagement.undo(app.settings.author)
        except Trouble as trouble:
            app.say(trouble.line(app.words.language), grave=True)
            return
        if entry is None:
            app.say(app.words("There is nothing to take back."))
            return
        if isinstance(entry, KeptBinding):
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
