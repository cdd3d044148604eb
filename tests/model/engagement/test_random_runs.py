"""Random runs of all that an auditor does, with changed sources, merges and kills: nothing acknowledged is lost."""

from __future__ import annotations

import random
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from engagement_file import contents
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from small_report import document, finding, report

from model.engagement.engagement import Engagement
from model.engagement.merge import merge
from model.engagement.record import CellTarget, FindingTarget, State
from model.engagement.verification import verify
from model.errors import EngagementError
from model.finding import Report

FINDINGS = st.sampled_from("ABCD")
STATES = st.sampled_from(
    [State.CONFIRMED, State.DISMISSED, State.FOLLOW_UP, State.EXPLAINED, State.CORRECTED]
)
WORDS = st.text(st.characters(exclude_categories=()), min_size=1, max_size=8).filter(str.strip)
GROUPS = {"A": "A", "B": "A", "C": "", "D": ""}


@dataclass
class Expected:
    """What must be in the engagement: plain dictionaries, with every state before for undo."""

    decisions: dict[str, tuple[State, str, int]] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    own: dict[int, str] = field(default_factory=dict)

    def copy(self) -> Expected:
        return Expected(dict(self.decisions), dict(self.notes), dict(self.tags), dict(self.own))


class Runs(RuleBasedStateMachine):
    """One auditor's desk on one file, and copies of it that come back merged."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "预算.xlsx.yushen"
        self.amounts = dict.fromkeys("ABCD", 1)
        self.content = "a"
        self.expected = Expected()
        self.done: list[Expected] = []
        self.undone: list[Expected] = []
        self.merges = 0
        self.author = "李"
        self.engagement = Engagement.open(self.path)

    @initialize()
    def begin(self) -> None:
        self.engagement.remember(self.report())

    def report(self) -> Report:
        every = [finding(id_, self.amounts[id_], group=GROUPS[id_]) for id_ in "ABCD"]
        return report(*every, documents=(document(content=self.content),))

    def did(self, expected: Expected) -> None:
        self.done.append(self.expected)
        self.undone.clear()
        self.expected = expected

    @rule(of=FINDINGS, state=STATES, words=WORDS)
    def decide(self, of: str, state: State, words: str) -> None:
        self.engagement.dispose(of, state, words, self.author)
        expected = self.expected.copy()
        for member in [each for each in "ABCD" if each == of or (GROUPS[of] and GROUPS[each] == GROUPS[of])]:
            expected.decisions[member] = state, words, self.amounts[member]
        self.did(expected)

    @rule(of=FINDINGS, words=WORDS)
    def note(self, of: str, words: str) -> None:
        number = self.engagement.annotate(FindingTarget(of), words, self.author).number
        expected = self.expected.copy()
        expected.notes[number] = words
        self.did(expected)

    @precondition(lambda self: self.expected.notes)
    @rule(data=st.data(), words=WORDS)
    def edit(self, data: st.DataObject, words: str) -> None:
        number = data.draw(st.sampled_from(sorted(self.expected.notes)))
        expected = self.expected.copy()
        self.engagement.edit_note(number, words, self.author)
        expected.notes[number] = words
        self.did(expected)

    @precondition(lambda self: self.expected.notes)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.expected.notes)))
        expected = self.expected.copy()
        self.engagement.delete_note(number, self.author)
        del expected.notes[number]
        self.did(expected)

    @rule(of=FINDINGS, tags=st.lists(st.sampled_from(["重大", "待查", "已问"]), max_size=3))
    def tag(self, of: str, tags: list[str]) -> None:
        self.engagement.tag(FindingTarget(of), tags, self.author)
        expected = self.expected.copy()
        expected.tags[of] = tuple(sorted(set(tags)))
        self.did(expected)

    @rule(words=WORDS)
    def own_finding(self, words: str) -> None:
        place = CellTarget(str(self.folder / "预算.xlsx"), "a" * 64, "表2", "D5")
        number = self.engagement.add_finding(place, "error", words, "", self.author).number
        expected = self.expected.copy()
        expected.own[number] = words
        self.did(expected)

    @rule()
    def undo(self) -> None:
        entry = self.engagement.undo(self.author)
        assert (entry is not None) == bool(self.done)
        if self.done:
            self.undone.append(self.expected)
            self.expected = self.done.pop()

    @rule()
    def redo(self) -> None:
        entry = self.engagement.redo(self.author)
        assert (entry is not None) == bool(self.undone)
        if self.undone:
            self.done.append(self.expected)
            self.expected = self.undone.pop()

    @rule(of=FINDINGS, amount=st.integers(1, 3), is_changed=st.booleans())
    def reopen(self, of: str, amount: int, is_changed: bool) -> None:
        self.engagement.close()
        if is_changed:
            self.amounts[of] = amount
            self.content = "ab"[self.content == "a"]
        self.engagement = Engagement.open(self.path)
        change = self.engagement.remember(self.report(), self.author)
        assert change.new == change.gone == ()

    @rule()
    def kill(self) -> None:
        """Leave the file as a process does that ends here: nothing is closed, and another opens it."""
        copy = self.folder / "killed.yushen"
        shutil.copy(self.path, copy) if self.path.exists() else copy.unlink(missing_ok=True)
        self.engagement.close()
        if copy.exists():
            shutil.copy(copy, self.path)
        self.engagement = Engagement.open(self.path)
        self.engagement.remember(self.report(), self.author)

    @precondition(lambda self: self.path.exists() and self.merges < 3)
    @rule(of=FINDINGS, state=STATES, words=WORDS)
    def merge(self, of: str, state: State, words: str) -> None:
        """A second auditor decides and notes in a copy, which comes back and is merged."""
        self.merges += 1
        copy, target = self.folder / f"王{self.merges}.yushen", self.folder / f"合并{self.merges}.yushen"
        shutil.copy(self.path, copy)
        with Engagement.open(copy) as other:
            other.remember(self.report(), "王")
            other.dispose(of, state, words, "王")
            other.annotate(FindingTarget(of), words, "王")
        merged = merge(self.path, copy, target, "合并人")
        assert merged.contradictions == ()
        self.engagement.close()
        shutil.copy(target, self.path)
        self.engagement = Engagement.open(self.path)
        self.engagement.remember(self.report(), self.author)
        expected = self.expected.copy()
        for member in [each for each in "ABCD" if each == of or (GROUPS[of] and GROUPS[each] == GROUPS[of])]:
            expected.decisions[member] = state, words, self.amounts[member]
        (new,) = [each for each in self.engagement.all_notes() if each.number not in self.expected.notes]
        expected.notes[new.number] = words
        self.expected = expected
        self.done, self.undone = [], []
        self.author = f"李{self.merges}"

    @invariant()
    def everything_acknowledged_is_there(self) -> None:
        present = self.engagement
        for id_ in "ABCD":
            decided = present.disposition(id_)
            wanted = self.expected.decisions.get(id_)
            if wanted is None:
                assert decided is None
                continue
            assert decided is not None
            state, words, amount = wanted
            if amount == self.amounts[id_]:
                assert (decided.state, decided.reason) == (state, words)
            else:
                assert decided.state is State.OPEN
                assert decided.lapsed is not None
                assert (decided.lapsed.state, decided.lapsed.reason) == (state, words)
        assert {note.number: note.text for note in present.all_notes()} == self.expected.notes
        assert {own.number: own.title for own in present.own_findings()} == self.expected.own
        for id_, tags in self.expected.tags.items():
            assert present.tags(FindingTarget(id_)) == tags

    def teardown(self) -> None:
        self.engagement.close()
        try:
            if self.path.exists():
                assert verify(self.path).wrong == ()
                self._flip_a_byte()
        finally:
            shutil.rmtree(self.folder)

    def _flip_a_byte(self) -> None:
        links = contents(self.path)
        if not links:
            return
        chosen = random.Random(len(links))
        link = chosen.choice(links)
        whole = bytearray(self.path.read_bytes())
        start = whole.find(link.seal.encode())
        whole[start + chosen.randrange(64)] ^= 1
        self.path.write_bytes(whole)
        try:
            assert verify(self.path).wrong
        except EngagementError:
            return


Runs.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestRandomRuns = pytest.mark.slow(Runs.TestCase)
