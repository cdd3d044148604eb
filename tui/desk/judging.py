"""What the auditor decides and writes: kept by the engagement at once, shown as saved only when it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from model.engagement.decisions import OWN_RULE
from model.engagement.record import Capacity, PlaceTarget, State, Target, utc_now
from model.equation import place_text
from model.errors import Trouble
from model.export.engagement_grids import target_text
from tui.desk.detail.finding import STATE_WORDS

if TYPE_CHECKING:
    from model.engagement.engagements import Engagements
    from model.engagement.finding_record import FindingRecord
    from model.engagement.record import LogEntry, SourceChange
    from model.finding import Finding, Severity
    from tui.desk.app import DeskApp
    from tui.desk.state import DeskState
    from tui.desk.words import Words


class Judging:
    """The decisions and notes of the reading that is open."""

    def __init__(self, app: DeskApp) -> None:
        self._app = app
        self.engagement: Engagements | None = None
        self.changes: tuple[SourceChange, ...] = ()
        self._groups: tuple[tuple[str, ...], ...] = ()

    @property
    def decided(self) -> dict[str, State]:
        """The decisions by the finding's id."""
        if self.engagement is None:
            return {}
        return {ident: decided.state for ident, decided in self.engagement.dispositions().items()}

    @property
    def again(self) -> frozenset[str]:
        """The findings that must be decided again: amounts have changed, or two decisions contradict each other."""
        decided = {} if self.engagement is None else self.engagement.dispositions()
        return frozenset(ident for ident, each in decided.items() if each.lapsed or each.contradicting)

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
            said += [words.tell(notice) for notice in (*self.engagement.notices(), *state.notices)]
            changes = self.engagement.remember(state.report, self._app.settings.author)
            self.changes = (*self.changes, *changes)
        except Trouble as trouble:
            return trouble.line(words.language)
        names = [document.department for document in state.documents if document.department]
        opened(paths, names[0] if names else paths[0].name, utc_now())
        again = len(self.again)
        said += [words("{count} findings must be decided again.", count=again)] if again else []
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
        """Decide about the finding that is shown; where words belong to the decision, they are asked for first."""
        app, finding, state = self._app, self._app.main.finding, State(wanted)
        if finding is None:
            app.say(app.words("There is no finding here. n goes to the next one."))
        elif state.needs_words:
            from tui.desk.screens.asking import ask_words

            app.person.known(lambda: ask_words(app, finding, state))
        else:
            app.person.known(lambda: self._say_complaint(self.decide(finding, state, "")))

    def _say_complaint(self, complaint: str) -> None:
        if complaint:
            self._app.say(complaint, grave=True)

    def decide(self, finding: Finding, state: State, reason: str) -> str:
        """Keep a decision about a finding's problem; return why it could not be kept, "" when it is."""
        if self.engagement is None:
            return self._app.words("There is no engagement file that could keep it.")
        settings = self._app.settings
        try:
            decided = self.engagement.dispose(finding.id, state, reason, settings.author, settings.capacity)
        except Trouble as trouble:
            return trouble.line(self._app.words.language)
        self._changed()
        words, count = self._app.words, self._members(finding)
        word = words(STATE_WORDS[decided.state])
        if count > 1:
            said = words(
                "Saved: {rule} {state}, with {count} more of the same cause.",
                rule=finding.rule,
                state=word,
                count=count - 1,
            )
        else:
            said = words("Saved: {rule} {state}.", rule=finding.rule, state=word)
        self._app.say(said)
        return ""

    def _members(self, finding: Finding) -> int:
        state = self._app.main.state
        findings = () if state is None or not finding.group else state.findings
        return sum(each.group == finding.group for each in findings)

    def review(self) -> None:
        """Look at the decision that is shown as the second person: a comment may be given."""
        from tui.desk.screens.asking import ask_comment

        app, finding = self._app, self._app.main.finding
        if finding is None or self.engagement is None:
            app.say(app.words("There is no finding here. n goes to the next one."))
        elif app.settings.author and app.settings.capacity is not Capacity.REVIEWER:
            key = app.keys.first("desk.person")
            app.say(app.words("A reviewer reviews: {key} changes the name and the role.", key=key))
        else:
            app.person.known(lambda: ask_comment(app, finding))

    def keep_review(self, finding: Finding, comment: str) -> str:
        """Keep a review; return why it could not be kept, "" when it is."""
        if self.engagement is None:
            return self._app.words("There is no engagement file that could keep it.")
        try:
            self.engagement.review(finding.id, comment, self._app.settings.author)
        except Trouble as trouble:
            return trouble.line(self._app.words.language)
        self._changed()
        self._app.say(self._app.words("Saved: {rule} reviewed.", rule=finding.rule))
        return ""

    def tag(self) -> None:
        """Ask for the tags of what is shown."""
        from tui.desk.screens.asking import ask_tags

        app = self._app
        target = app.main.detail.target()
        if target is None or self.engagement is None:
            app.say(app.words("There is nothing here that could be tagged."))
            return
        present = self.engagement.tags(target)
        app.person.known(lambda: ask_tags(app, target, present))

    def keep_tags(self, target: Target, tags: Sequence[str]) -> str:
        """Keep the tags of something; return why they could not be kept, "" when they are."""
        if self.engagement is None:
            return self._app.words("There is no engagement file that could keep it.")
        try:
            self.engagement.tag(target, tags, self._app.settings.author)
        except Trouble as trouble:
            return trouble.line(self._app.words.language)
        self._changed()
        self._app.say(self._app.words("Saved: the tags."))
        return ""

    def add_finding(self) -> None:
        """Ask for a finding of the auditor's own at the place under the cursor."""
        from tui.desk.screens.own_finding import OwnFindingScreen

        app = self._app
        place = app.main.detail.place_target()
        if place is None or self.engagement is None:
            app.say(app.words("There is no place here that a finding could be written to."))
            return

        def keep(severity: Severity, title: str, text: str) -> str:
            return self._keep_finding(place, severity, title, text)

        subject = target_text(place)
        app.person.known(lambda: app.push_screen(OwnFindingScreen(app.words, app.keys, subject, keep)))

    def _keep_finding(self, place: PlaceTarget, severity: Severity, title: str, text: str) -> str:
        if self.engagement is None:
            return self._app.words("There is no engagement file that could keep it.")
        value = self._app.main.detail.value
        try:
            self.engagement.add_finding(place, severity.value, title, text, self._app.settings.author, value)
        except Trouble as trouble:
            return trouble.line(self._app.words.language)
        self._show_own_findings()
        self._app.say(self._app.words("Saved: the finding."))
        return ""

    def withdraw(self) -> None:
        """Take away the finding of the auditor's own that is shown."""
        app, finding = self._app, self._app.main.finding
        if finding is None or self.engagement is None or finding.rule != OWN_RULE:
            app.say(app.words("Only a finding of your own can be withdrawn; another is dismissed."))
            return
        try:
            self.engagement.withdraw_finding(finding.id, app.settings.author)
        except Trouble as trouble:
            app.say(trouble.line(app.words.language), grave=True)
            return
        self._show_own_findings()
        app.say(app.words("Withdrawn; the log keeps it."))

    def _show_own_findings(self) -> None:
        """Show the reading with the auditor's own findings as they are now."""
        app = self._app
        if app.main.state is not None:
            app.show(self.with_own_findings(app.main.state))

    def with_own_findings(self, state: DeskState) -> DeskState:
        """Return a state with the auditor's own findings among the others."""
        if self.engagement is None:
            return state
        from model.engagement.own_findings import with_own_findings

        with_own = with_own_findings(state.report, self.engagement)
        return state if with_own == state.report else state.with_report(with_own)

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
        screen = NoteScreen(app.words, app.keys, target, subject, notes, self.note)
        app.person.known(lambda: app.push_screen(screen))

    def note(self, target: Target, text: str) -> str:
        """Keep a note; return why it could not be kept, "" when it is."""
        if self.engagement is None:
            return self._app.words("There is no engagement file that could keep it.")
        try:
            self.engagement.annotate(target, text, self._app.settings.author, self._app.settings.capacity)
        except Trouble as trouble:
            return trouble.line(self._app.words.language)
        self._changed()
        self._app.say(self._app.words("Saved: the note."))
        return ""

    def undo(self) -> None:
        """Take back the last thing that the person at the desk did."""
        words = self._app.words
        author, engagement = self._app.settings.author, self.engagement
        self._invert(
            lambda: None if engagement is None else engagement.undo(author),
            words("There is nothing to take back."),
            words("Taken back; the log keeps both."),
        )

    def redo(self) -> None:
        """Do again what was taken back last."""
        words = self._app.words
        author, engagement = self._app.settings.author, self.engagement
        self._invert(
            lambda: None if engagement is None else engagement.redo(author),
            words("There is nothing to do again."),
            words("Done again; the log keeps all."),
        )

    def _invert(self, ask: Callable[[], LogEntry | None], nothing: str, done: str) -> None:
        app = self._app
        try:
            entry = ask()
        except Trouble as trouble:
            app.say(trouble.line(app.words.language), grave=True)
            return
        if entry is None:
            app.say(nothing)
            return
        kinds = {change.subject[0] for change in entry.changes}
        if kinds & {"mapping", "binding"}:
            app.action_reload()
        elif "own" in kinds:
            self._show_own_findings()
        else:
            self._changed()
        app.say(done)

    def export(self) -> None:
        """Ask for a format and a file, and write the working paper."""
        from tui.desk.screens.exporting import ExportScreen

        app, state = self._app, self._app.main.state
        if state is None:
            app.say(app.words("Nothing has been read yet."))
            return
        app.push_screen(
            ExportScreen(
                app.words,
                app.keys,
                app.paths,
                state.report,
                self.engagement,
                state.documents,
            ),
            self._exported,
        )

    def _exported(self, path: Path | None) -> None:
        if path is not None:
            self._app.say(self._app.words("Written: {path}", path=path))

    def _changed(self) -> None:
        app = self._app
        if app.main.state is not None:
            app.marks.take(app.main.state, self.engagement)
            app.main.findings_view.decide(self.decided, self.again)
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
