"""What an engagement knows of its documents: their content as last seen, and the findings of the last reading."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from model.engagement.finding_record import FindingRecord, record_of, relative_path
from model.engagement.plain import from_json, restored, storable, to_json
from model.engagement.record import ChangedDocument, FindingTarget, SourceChange, Target
from model.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from model.finding import DocumentSummary, Finding, Report


@dataclass(frozen=True, slots=True)
class Seen:
    """A document's content as it was last seen."""

    sha256: str
    at: str


class Sources:
    """The seen documents and the last reading, as the file holds them and as the present report has them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: dict[str, Seen] = {}
        self._reading: dict[str, str] = {}
        self._arising: dict[str, Finding] | None = None
        self._records: dict[str, FindingRecord] = {}
        self._present_json: dict[str, str] | None = None
        self._documents: tuple[DocumentSummary, ...] = ()
        self._is_whole = True

    def load(self, connection: sqlite3.Connection) -> None:
        """Read what the file holds."""
        self._seen = {
            restored(path): Seen(restored(sha256), restored(at))
            for path, sha256, at in connection.execute(
                "SELECT path, sha256, at FROM document ORDER BY number"
            )
        }
        query = "SELECT id, content FROM reading"
        self._reading = {restored(id_): restored(content) for id_, content in connection.execute(query)}

    def remember(self, report: Report, *, is_whole: bool = True) -> SourceChange:
        """Take in the present report; return what is otherwise than when the documents were last seen.

        One that is not whole, because documents are still to be read or to be held against each other, states what
        arises, and never that anything changed or is gone: its findings are not written.
        """
        self._arising = {finding.id: finding for finding in report.findings}
        self._documents = report.documents
        self._records.clear()
        self._present_json = None
        self._is_whole = is_whole
        if not is_whole:
            return SourceChange()
        changed = []
        for document in report.documents:
            seen = self._seen.get(self.portable_path(document.path))
            if seen is not None and seen.sha256 != document.sha256:
                changed.append(ChangedDocument(document.path, document.sha256, seen.sha256, seen.at))
        if not changed:
            return SourceChange()
        before = {id_: record for id_, record in self._stored() if record.paths <= self._seen.keys()}
        now = {id_: record for id_, record in self._present().items() if record.paths <= self._seen.keys()}
        return SourceChange(
            tuple(changed),
            new=tuple(record for id_, record in now.items() if id_ not in before),
            gone=tuple(record for id_, record in before.items() if id_ not in now and self.is_read(record)),
            changed=tuple(
                record
                for id_, record in now.items()
                if id_ in before and not before[id_].same_amounts(record)
            ),
        )

    @property
    def is_known(self) -> bool:
        """Whether a report was remembered."""
        return self._arising is not None

    def record(self, finding_id: str) -> FindingRecord | None:
        """Return a finding of the present report as it stands, None where it does not arise."""
        finding = (self._arising or {}).get(finding_id)
        if finding is None:
            return None
        if finding_id not in self._records:
            self._records[finding_id] = record_of(finding, self.portable_path)
        return self._records[finding_id]

    def problem(self, finding_id: str) -> tuple[str, ...]:
        """Return the ids of the findings that have one cause with a finding, itself first."""
        arising = self._arising or {}
        group = arising[finding_id].group if finding_id in arising else ""
        others = [one.id for one in arising.values() if group and one.group == group and one.id != finding_id]
        return (finding_id, *others)

    def is_read(self, record: FindingRecord) -> bool:
        """Return whether all documents that a finding rested on are in the present report."""
        present = {self.portable_path(document.path) for document in self._documents}
        wanted = record.paths or self._seen.keys()
        return self._arising is not None and self._is_whole and wanted <= present

    def unsaved(self) -> bool:
        """Return whether the present report holds anything that `save` would write."""
        return self._is_whole and (bool(self._new_documents()) or self._new_reading() != self._reading)

    def save(self, connection: sqlite3.Connection, now: str) -> None:
        """Write what the present report states of its documents, and its findings.

        Of one that is not whole only the documents that were never seen, so that the engagement is found again by them.
        """
        for path, sha256 in self._new_documents():
            if not self._is_whole and path in self._seen:
                continue
            query = "INSERT INTO document (at, path, sha256) VALUES (?, ?, ?)"
            connection.execute(query, (now, storable(path), sha256))
        reading = self._new_reading() if self._is_whole else self._reading
        if reading != self._reading:
            connection.execute("DELETE FROM reading")
            connection.executemany(
                "INSERT INTO reading (id, content) VALUES (?, ?)",
                [(storable(id_), content) for id_, content in reading.items()],
            )
        self.load(connection)

    def portable(self, target: Target) -> Target:
        """Return a target with its path relative to the engagement's folder, so that both may move."""
        if isinstance(target, FindingTarget):
            return target
        return replace(target, path=self.portable_path(target.path))

    def portable_path(self, path: str) -> str:
        """Return a document's path relative to the engagement's folder."""
        return relative_path(path, self._folder)

    def same(self, stored: Target, asked: Target) -> bool:
        """Return whether two targets are one: a place is the same in a renamed and in a changed document."""
        if type(stored) is not type(asked):
            return False
        if isinstance(stored, FindingTarget) or isinstance(asked, FindingTarget):
            return stored == asked
        if replace(asked, path=stored.path, sha256=stored.sha256) != stored:
            return False
        return stored.sha256 == asked.sha256 or stored.path == self.portable_path(asked.path)

    def _stored(self) -> Iterable[tuple[str, FindingRecord]]:
        for id_, content in self._reading.items():
            try:
                yield id_, from_json(FindingRecord, content)
            except ValueError:  # written by another version: it is as if it had not been seen
                continue

    def _present(self) -> dict[str, FindingRecord]:
        found = {id_: self.record(id_) for id_ in self._arising or ()}
        return {id_: record for id_, record in found.items() if record is not None}

    def _new_documents(self) -> list[tuple[str, str]]:
        present = [(self.portable_path(each.path), each.sha256) for each in self._documents]
        return [(p, sha256) for p, sha256 in present if p not in self._seen or self._seen[p].sha256 != sha256]

    def _new_reading(self) -> dict[str, str]:
        """Return the last reading: the present findings, and those of documents that were not read this time."""
        if self._arising is None:
            return self._reading
        if self._reading == self._present_json:
            return self._reading
        elsewhere = {id_: self._reading[id_] for id_, record in self._stored() if not self.is_read(record)}
        if self._present_json is None:
            self._present_json = {id_: to_json(record) for id_, record in self._present().items()}
        return elsewhere | self._present_json
