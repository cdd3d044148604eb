"""Deciding: on the finding that is shown, or on all that are marked in the list, once and for one reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from model.engagement.record import Capacity, FindingTarget, State
from model.errors import Trouble
from tui.desk.detail.finding import STATE_WORDS
from tui.desk.widgets.finding_words import PARTLY_WORD, is_decided

if TYPE_CHECKING:
    from model.engagement.record import Target
    from model.finding import Finding
    from tui.desk.desk import Desk
    from tui.desk.drafts import Drafts
    from tui.desk.judging import Judging
    from tui.desk.person import Person
    from tui.desk.screens.main import MainScreen


class Deciding:
    """Decides, reviews and tags. What is stored is shown as saved only when it is on the disk."""

    def __init__(
        self, desk: Desk, judging: Judging, person: Person, main: MainScreen, drafts: Drafts
    ) -> None:
        self._desk = desk
        self._judging = judging
        self._person = person
        self._main = main
        self._drafts = drafts

    def judge(self, wanted: str) -> None:
        """Decide; where words belong to the decision, they are asked for first."""
        desk, findings, state = self._desk, self._main.chosen, State(wanted)
        if not findings:
            desk.announce(desk.words("There is no finding here. n goes to the next one."))
        elif state.needs_words:
            from tui.desk.screens.asking import ask_words

            draft = self._drafts.at(state, *sorted(finding.id for finding in findings))
            warning = self._earlier(findings) if len(findings) > 1 else ""
            self._person.known(
                lambda: ask_words(
                    desk, findings, state, warning, draft, lambda text: self.decide(findings, state, text)
                )
            )
        elif self._may_replace(findings, state):
            self._person.known(lambda: self._announce_complaint(self.decide(findings, state, "")))

    def _may_replace(self, findings: Sequence[Finding], state: State) -> bool:
        """Return whether a decision may be taken: of several of which some are decided, when the key is pressed twice.

        Who opens them again means those that are decided.
        """
        earlier = self._earlier(findings) if len(findings) > 1 and state is not State.OPEN else ""
        if not earlier:
            return True
        gap = " " if self._desk.words.language == "en" else ""
        question = f"{earlier}{gap}{self._desk.words('The same key again decides them all.')}"
        if self._desk.answered == question:
            return True
        self._desk.announce(question)
        return False

    def _earlier(self, findings: Sequence[Finding]) -> str:
        """Return which of some problems are decided already, and how; "" where none is."""
        state, words = self._main.state, self._desk.words
        problems: dict[str, set[State]] = {finding.group or finding.id: set() for finding in findings}
        for each in () if state is None else state.findings:
            if (key := each.group or each.id) in problems:
                decided = is_decided(each, self._judging)
                problems[key].add(self._judging.decided[each.id] if decided else State.OPEN)
        counts = Counter(
            STATE_WORDS[next(iter(states))] if len(states) == 1 else PARTLY_WORD
            for states in problems.values()
            if states - {State.OPEN}
        )
        if not counts:
            return ""
        listed = [words("{count} {state}", count=count, state=words(word)) for word, count in counts.items()]
        return words(
            "Of these {count}, some are decided already ({listed}), which this decision replaces.",
            count=len(findings),
            listed=(", " if words.language == "en" else "、").join(listed),
        )

    def _announce_complaint(self, complaint: str) -> None:
        if complaint:
            self._desk.announce(complaint, grave=True)

    def decide(self, findings: Sequence[Finding], state: State, reason: str) -> str:
        """Save a decision on the problems of some findings; return why it could not be saved, "" when it is."""
        engagement, settings, words = self._judging.engagement, self._desk.settings, self._desk.words
        if engagement is None:
            return words("There is no engagement file that could keep it.")
        idents = [finding.id for finding in findings]
        try:
            engagement.dispose_all(idents, state, reason, settings.author, settings.capacity)
        except Trouble as trouble:
            return trouble.line(words.language)
        for each in State:  # a reason that was begun for another decision has no use any more
            self._drafts.at(each, *sorted(idents)).drop()
        self._main.findings_view.unmark()
        self._judging.show_decisions()
        text = self._decided(findings, words(STATE_WORDS[state]))
        if state is not State.OPEN and settings.after_decision == "next":
            gap = " " if words.language == "en" else ""
            text = f"{text}{gap}{self._go_on(findings[-1])}"
        self._desk.announce(text)
        return ""

    def _go_on(self, finding: Finding) -> str:
        """Go to the next problem of the list that is not decided; return what is to be announced of it."""
        words, main = self._desk.words, self._main
        state, listed = main.state, main.findings_view.model
        if state is None or listed is None:
            return ""
        counts = main.counting.counts(state, self._judging)
        left = counts.problems - counts.decided
        number = listed.next_undecided(state.numbers[finding.id])
        if number is not None:
            main.navigation.go_to_finding(number)
            return words("Next: {rule}; {count} to be decided.", rule=state.findings[number].rule, count=left)
        if left:
            key = self._desk.keys.first("findings.filter")
            return words(
                "All that are listed are decided; elsewhere {count} are not: {key} lists them.",
                count=left,
                key=key,
            )
        return words("All {count} problems are decided.", count=counts.problems)

    def _decided(self, findings: Sequence[Finding], word: str) -> str:
        """Return what was decided, of how many problems, and how many findings more that covers."""
        words, more = self._desk.words, self._others(findings)
        if len(findings) > 1:
            return words(
                "Saved: {count} problems {state}, {total} findings in all; {key} takes it back.",
                count=len(findings),
                state=word,
                total=len(findings) + more,
                key=self._desk.keys.first("desk.undo"),
            )
        rule = findings[0].rule
        if more:
            return words(
                "Saved: {rule} {state}, with {count} more of the same cause.",
                rule=rule,
                state=word,
                count=more,
            )
        return words("Saved: {rule} {state}.", rule=rule, state=word)

    def _others(self, findings: Sequence[Finding]) -> int:
        """Return how many findings have one cause with some, beside these."""
        state = self._main.state
        groups = {finding.group for finding in findings if finding.group}
        own = {finding.id for finding in findings}
        every = () if state is None or not groups else state.findings
        return sum(each.group in groups and each.id not in own for each in every)

    def review(self) -> None:
        """Look at the decision that is shown as the second person: a comment may be given."""
        from tui.desk.screens.asking import ask_comment

        desk, finding, settings = self._desk, self._main.finding, self._desk.settings
        if finding is None or self._judging.engagement is None:
            desk.announce(desk.words("There is no finding here. n goes to the next one."))
        elif settings.author and settings.capacity is not Capacity.REVIEWER:
            key = desk.keys.first("desk.person")
            desk.announce(desk.words("A reviewer reviews: {key} changes the name and the role.", key=key))
        else:
            draft = self._drafts.at("review", finding.id)
            self._person.known(
                lambda: ask_comment(desk, finding, draft, lambda text: self._keep_review(finding, text))
            )

    def _keep_review(self, finding: Finding, comment: str) -> str:
        engagement, words = self._judging.engagement, self._desk.words
        if engagement is None:
            return words("There is no engagement file that could keep it.")
        try:
            engagement.review(finding.id, comment, self._desk.settings.author)
        except Trouble as trouble:
            return trouble.line(words.language)
        self._judging.show_decisions()
        self._desk.announce(words("Saved: {rule} reviewed.", rule=finding.rule))
        return ""

    def tag(self) -> None:
        """Ask for the tags of what is shown, or for tags that all that is marked gets beside its own."""
        from tui.desk.screens.asking import ask_tags

        desk, engagement, marked = self._desk, self._judging.engagement, self._main.marked
        target = self._main.detail.target()
        if engagement is None or (target is None and not marked):
            desk.announce(desk.words("There is nothing here that could be tagged."))
            return
        targets: list[Target] = [FindingTarget(finding.id) for finding in marked]
        if not targets and target is not None:
            targets = [target]
        present = engagement.tags(targets[0]) if len(targets) == 1 else ()
        self._person.known(lambda: ask_tags(desk, present, lambda tags: self._keep_tags(targets, tags)))

    def _keep_tags(self, targets: Sequence[Target], tags: Sequence[str]) -> str:
        engagement, words = self._judging.engagement, self._desk.words
        if engagement is None:
            return words("There is no engagement file that could keep it.")
        if len(targets) == 1:
            wanted = [(targets[0], tuple(tags))]
        else:
            wanted = [(target, (*engagement.tags(target), *tags)) for target in targets]
        try:
            engagement.tag_all(wanted, self._desk.settings.author)
        except Trouble as trouble:
            return trouble.line(words.language)
        self._main.findings_view.unmark()
        self._judging.show_decisions()
        self._desk.announce(words("Saved: the tags."))
        return ""
