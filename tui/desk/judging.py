"""The engagements of the reading that is open: what was decided and tagged, and what is taken back or done again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from model.engagement.record import FindingTarget, State, utc_now
from model.errors import Trouble
from model.record import dataclass

if TYPE_CHECKING:
    from model.engagement.engagements import Engagements
    from model.engagement.finding_record import FindingRecord
    from model.engagement.record import LogEntry, SourceChange
    from tui.desk.app import DeskApp
    from tui.desk.state import DeskState
    from tui.desk.words import Words


@dataclass(frozen=True, slots=True)
class _Decisions:
    """What is decided and tagged, by the finding's id."""

    states: Mapping[str, State]
    again: frozenset[str]
    tags: Mapping[str, tuple[str, ...]]


def _decisions(engagement: Engagements | None) -> _Decisions:
    if engagement is None:
        return _Decisions({}, frozenset(), {})
    decided = engagement.dispositions()
    tags: dict[str, tuple[str, ...]] = {}
    for each in engagement.all_tags():
        if isinstance(each.target, FindingTarget):
            tags[each.target.finding_id] = (*tags.get(each.target.finding_id, ()), *each.tags)
    return _Decisions(
        {ident: each.state for ident, each in decided.items()},
        frozenset(ident for ident, each in decided.items() if each.lapsed or each.contradicting),
        tags,
    )


class Judging:
    """The engagements of the reading that is open, with all that was decided in them."""

    def __init__(self, app: DeskApp) -> None:
        self._app = app
        self.engagement: Engagements | None = None
        self.changes: tuple[SourceChange, ...] = ()
        self._groups: tuple[tuple[str, ...], ...] = ()
        self._known: _Decisions | None = None

    @property
    def decided(self) -> Mapping[str, State]:
        """The decisions by the finding's id."""
        return self._decisions.states

    @property
    def again(self) -> frozenset[str]:
        """The findings that must be decided again: amounts have changed, or two decisions contradict each other."""
        return self._decisions.again

    @property
    def tags(self) -> Mapping[str, tuple[str, ...]]:
        """The tags by the finding's id."""
        return self._decisions.tags

    @property
    def _decisions(self) -> _Decisions:
        """What was decided, worked out once after each change and not at every key."""
        if self._known is None:
            self._known = _decisions(self.engagement)
        return self._known

    def open(self, paths: Sequence[Path], state: DeskState) -> str:
        """Open the engagements of some files; return what is to be announced of them, "" for nothing."""
        from model.engagement.engagements import Engagements
        from model.engagement.recent import opened

        words = self._app.words
        groups = state.groups or (tuple(map(str, paths)),)
        texts: list[str] = []
        try:
            if self.engagement is None or set(groups) != set(self._groups):
                self.close()
                self.engagement = Engagements.open(groups, author=self._app.settings.author)
                texts += [trouble.line(words.language) for trouble in self.engagement.troubles]
            self._groups = groups
            texts += [words.text(notice) for notice in (*self.engagement.notices(), *state.notices)]
            changes = self.engagement.remember(state.report, self._app.settings.author)
            self._known = None
            self.changes = (*self.changes, *changes)
        except Trouble as trouble:
            return trouble.line(words.language)
        names = [document.department for document in state.documents if document.department]
        opened(paths, names[0] if names else paths[0].name, utc_now())
        again = len(self.again)
        texts += [words("{count} findings must be decided again.", count=again)] if again else []
        return "  ".join([*texts, *(line for change in changes for line in change_lines(change, words))])

    def open_partial(self, state: DeskState) -> None:
        """Open the engagements of what is read so far, so that one can decide while the rest is read.

        What cannot be opened is reported once all is read.
        """
        from model.engagement.engagements import Engagements

        author = self._app.settings.author
        self._known = None
        try:
            if self.engagement is None or not set(self._groups) <= set(state.groups):
                self.close()
                self.engagement = Engagements.open(state.groups, author=author)
            else:
                self.engagement.open_more([each for each in state.groups if each not in self._groups], author)
            self._groups = state.groups
            if state.is_audited:
                self.engagement.remember(state.report, author, is_whole=False)
        except Trouble:
            self.close()
            self.engagement = None

    def gone(self) -> list[tuple[FindingRecord, State]]:
        """Return the findings that were acted on and no longer arise, with what was decided of each."""
        if self.engagement is None:
            return []
        decided = self.decided
        return [(record, decided.get(record.id, State.OPEN)) for record in self.engagement.gone()]

    def close(self) -> None:
        """Close the engagement; nothing waits to be written."""
        self._known = None
        if self.engagement is not None:
            self.engagement.close()

    def show_own_findings(self) -> None:
        """Show the reading with the auditor's own findings as they are now."""
        app = self._app
        self._known = None
        if app.main.state is not None:
            app.show(self.with_own_findings(app.main.state))

    def with_own_findings(self, state: DeskState) -> DeskState:
        """Return a state with the auditor's own findings among the others."""
        if self.engagement is None:
            return state
        from model.engagement.own_findings import with_own_findings

        with_own = with_own_findings(state.report, self.engagement)
        return state if with_own == state.report else state.with_report(with_own)

    def undo(self) -> None:
        """Take back the last thing that the person at the desk did."""
        words = self._app.words
        author, engagement = self._app.settings.author, self.engagement
        self._invert(
            lambda: None if engagement is None else engagement.undo(author),
            words("There is nothing to take back."),
            lambda what: words("Taken back: {what}; the log keeps both.", what=what),
            again=False,
        )

    def redo(self) -> None:
        """Do again what was taken back last."""
        words = self._app.words
        author, engagement = self._app.settings.author, self.engagement
        self._invert(
            lambda: None if engagement is None else engagement.redo(author),
            words("There is nothing to do again."),
            lambda what: words("Done again: {what}; the log keeps all.", what=what),
            again=True,
        )

    def _invert(
        self, ask: Callable[[], LogEntry | None], nothing: str, done: Callable[[str], str], *, again: bool
    ) -> None:
        """Take something back, or do it again, and announce what it was."""
        from tui.desk.undone import undone_words

        app = self._app
        try:
            entry = ask()
        except Trouble as trouble:
            app.announce(trouble.line(app.words.language), grave=True)
            return
        if entry is None:
            app.announce(nothing)
            return
        state = app.main.state
        what = "" if state is None else undone_words(entry.changes, state, app.words, again=again)
        kinds = {change.subject[0] for change in entry.changes}
        if kinds & {"mapping", "binding"}:
            app.action_reload()
        elif "own" in kinds:
            self.show_own_findings()
        else:
            self.show_decisions()
            self._go_back_to(entry)
        app.announce(done(what))

    def _go_back_to(self, entry: LogEntry) -> None:
        """Show the first finding whose decision was taken back or done again, where the view shows findings."""
        main = self._app.main
        if main.state is None or main.view not in {"tree", "sheet", "findings", "text"}:
            return
        idents = [str(change.subject[1]) for change in entry.changes if change.subject[0] == "finding"]
        numbers = sorted(main.state.numbers[each] for each in idents if each in main.state.numbers)
        listed = main.findings_view.model
        heads = [each for each in numbers if listed is not None and each in listed.numbers]
        if numbers:
            main.navigation.go_to_finding((heads or numbers)[0])

    def show_decisions(self) -> None:
        """Show the decisions, the notes and the tags as they are now."""
        app = self._app
        self._known = None
        if app.main.state is not None:
            app.marks.take(app.main.state, self.engagement)
            app.main.findings_view.decide()
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
