"""What an engagement holds now: decisions, notes, tags, own findings, mappings and bindings by hand, from its log."""

from __future__ import annotations

from model.engagement.finding_record import BilingualText, FindingRecord
from model.engagement.journal import Journal
from model.engagement.record import (
    OWN_RULE,
    BindingEntry,
    Disposition,
    FindingTarget,
    LogEntry,
    MappingEntry,
    Note,
    OwnFinding,
    State,
    Tags,
    Target,
)
from model.mapping.mapping import TableMapping
from model.reading.prose.claim import ClaimBinding


class Decisions:
    """What the actions of an engagement's journal come to; every call answers from memory."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def log(self) -> tuple[LogEntry, ...]:
        """Return every action ever done or taken back, oldest first."""
        return tuple(self._journal.log.entries)

    def disposition(self, finding_id: str) -> Disposition | None:
        """Return the decision about a finding as it holds now, None when none was ever taken."""
        value = self._journal.log.values.get(("finding", finding_id))
        return self._as_it_holds(value) if isinstance(value, Disposition) else None

    def dispositions(self) -> dict[str, Disposition]:
        """Return every decision, as it holds now, by its finding's id."""
        decided = (value for value in self._journal.log.values.values() if isinstance(value, Disposition))
        return {each.finding_id: self._as_it_holds(each) for each in decided}

    def contradictions(self) -> tuple[Disposition, ...]:
        """Return the findings about which a merge brought two decisions that contradict each other."""
        return tuple(each for each in self.dispositions().values() if each.contradicting)

    def gone(self) -> tuple[FindingRecord, ...]:
        """Return the findings with a decision, a note or a tag that no longer arise in the remembered report.

        A finding whose documents were not read this time is not among them.
        """
        sources = self._journal.sources
        records = self._journal.log.records
        return tuple(
            records[id_]
            for id_ in sorted(self._acted_on())
            if sources.record(id_) is None and id_ not in self._own_ids() and sources.is_read(records[id_])
        )

    def notes(self, target: Target) -> tuple[Note, ...]:
        """Return the notes on a finding or a place, oldest first. A place in a changed file keeps its notes."""
        return tuple(note for note in self.all_notes() if self._journal.sources.same(note.target, target))

    def all_notes(self) -> tuple[Note, ...]:
        """Return every note, oldest first."""
        notes = (value for value in self._journal.log.values.values() if isinstance(value, Note))
        return tuple(sorted(notes, key=lambda note: note.number))

    def tags(self, target: Target) -> tuple[str, ...]:
        """Return the tags of a finding or a place, sorted."""
        found = [each for each in self.all_tags() if self._journal.sources.same(each.target, target)]
        return tuple(sorted({tag for each in found for tag in each.tags}))

    def all_tags(self) -> tuple[Tags, ...]:
        """Return everything that carries tags."""
        return tuple(value for value in self._journal.log.values.values() if isinstance(value, Tags))

    def own_findings(self) -> tuple[OwnFinding, ...]:
        """Return the findings of the auditor's own, oldest first."""
        own = (value for value in self._journal.log.values.values() if isinstance(value, OwnFinding))
        return tuple(sorted(own, key=lambda each: each.number))

    def mappings(self) -> tuple[TableMapping, ...]:
        """Return the mappings that hold now, the newest first; their place is the engagement's name."""
        values = self._journal.log.values
        newest = dict.fromkeys(each.mapping.key for each in reversed(self.mapping_log()))
        present = [values.get(("mapping", key)) for key in newest]
        return tuple(each for each in present if isinstance(each, TableMapping) and not each.is_empty)

    def mapping_log(self) -> tuple[MappingEntry, ...]:
        """Return every mapping that was ever made, oldest first."""
        return tuple(
            MappingEntry(
                entry.number, entry.at, entry.author, change.new or TableMapping(old.title, old.sheet)
            )
            for entry in self.log()
            for change in entry.changes
            if isinstance(old := change.old or change.new, TableMapping)
            and isinstance(change.new, TableMapping | None)
        )

    def bindings(self) -> tuple[ClaimBinding, ...]:
        """Return the bindings by hand that hold now."""
        bound = (value for value in self._journal.log.values.values() if isinstance(value, ClaimBinding))
        return tuple(each for each in bound if not each.is_empty)

    def binding_log(self) -> tuple[BindingEntry, ...]:
        """Return every binding by hand that was ever made, oldest first."""
        return tuple(
            BindingEntry(
                entry.number, entry.at, entry.author, change.new or ClaimBinding(old.key, old.figure)
            )
            for entry in self.log()
            for change in entry.changes
            if isinstance(old := change.old or change.new, ClaimBinding)
            and isinstance(change.new, ClaimBinding | None)
        )

    def _as_it_holds(self, decided: Disposition) -> Disposition:
        """Return a decision, open where the amounts are not those that it was taken on."""
        now = self._record(decided.finding_id)
        if now is None or decided.state is State.OPEN or decided.basis is None:
            return decided
        if decided.basis.same_amounts(now):
            return decided
        return Disposition(decided.finding_id, State.OPEN, "", "", "", lapsed=decided, now=now)

    def _record(self, finding_id: str) -> FindingRecord | None:
        of_own = self.own_findings() if finding_id.startswith(OWN_RULE) else ()
        own = next((each for each in of_own if each.id == finding_id), None)
        return self._journal.sources.record(finding_id) if own is None else _own_record(own)

    def _problem(self, finding_id: str) -> tuple[FindingRecord, ...]:
        ids = self._journal.sources.problem(finding_id)
        return tuple(self._record(id_) or FindingRecord(id_) for id_ in ids)

    def _note(self, number: int) -> Note:
        return next(note for note in self.all_notes() if note.number == number)

    def _decided(self, finding_id: str) -> Disposition:
        decided = self.disposition(finding_id)
        assert decided is not None, "it was just decided"
        return decided

    def _own_ids(self) -> set[str]:
        return {each.id for each in self.own_findings()}

    def _acted_on(self) -> set[str]:
        """Return the ids of the findings that carry a decision other than open, a note or a tag."""
        found = set()
        for value in self._journal.log.values.values():
            if isinstance(value, Disposition) and (value.state is not State.OPEN or value.contradicting):
                found.add(value.finding_id)
            elif isinstance(value, Note | Tags) and isinstance(value.target, FindingTarget):
                found.add(value.target.finding_id)
        return found


def _own_record(own: OwnFinding) -> FindingRecord:
    title = BilingualText(own.title, own.title)
    return FindingRecord(own.id, OWN_RULE, own.severity, title, BilingualText(own.text, own.text), own.value)
