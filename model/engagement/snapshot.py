"""What an engagement knows of the report: the documents it has seen and the findings that were acted on."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from model.engagement.record import (
    BilingualText,
    CellTarget,
    ChangedDocument,
    KeptFinding,
    Target,
)
from model.engagement.rows import restored, stored
from model.equation import equation_line
from model.finding import DocumentSummary, Finding, Report
from model.messages import Message

_FINDING_COLUMNS = "id, rule, severity, title_zh, title_en, message_zh, message_en, equation, at"


@dataclass(frozen=True, slots=True)
class Seen:
    """A document's content as it was last seen."""

    sha256: str
    at: str


class Snapshots:
    """The kept findings and the seen documents, as the file holds them and as the present report has them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[str, KeptFinding] = {}
        self._seen: dict[str, Seen] = {}
        self._arising: dict[str, Finding] | None = None
        self._documents: tuple[DocumentSummary, ...] = ()

    def load(self, connection: sqlite3.Connection) -> None:
        """Read what the file holds. Raises ValueError where a value is none of ours."""
        self._kept.clear()
        self._seen.clear()
        query = f"SELECT {_FINDING_COLUMNS} FROM finding"  # noqa: S608 - a constant
        for values in connection.execute(query):
            id_, rule, severity, title_zh, title_en, message_zh, message_en, equation, at = map(
                restored, values
            )
            title, told = BilingualText(title_zh, title_en), BilingualText(message_zh, message_en)
            self._kept[id_] = KeptFinding(id_, rule, severity, title, told, equation, at)
        for values in connection.execute("SELECT path, sha256, at FROM document ORDER BY number"):
            path, sha256, at = map(restored, values)
            self._seen[path] = Seen(sha256, at)

    def remember(self, report: Report) -> tuple[ChangedDocument, ...]:
        """Take in the present report; return the documents that changed since they were last seen."""
        self._arising = {finding.id: finding for finding in report.findings}
        self._documents = report.documents
        changed = []
        for document in report.documents:
            seen = self._seen.get(self._portable(document.path))
            if seen is not None and seen.sha256 != document.sha256:
                changed.append(ChangedDocument(document.path, document.sha256, seen.sha256, seen.at))
        return tuple(changed)

    def gone(self, acted_on: Iterable[str]) -> tuple[KeptFinding, ...]:
        """Return those of the findings acted on that are not in the present report, if there is one."""
        if self._arising is None:
            return ()
        nothing = BilingualText("", "")
        return tuple(
            self._kept.get(id_) or KeptFinding(id_, "", "", nothing, nothing, "", "")
            for id_ in sorted(acted_on)
            if id_ not in self._arising
        )

    def unsaved(self, acted_on: Iterable[str]) -> bool:
        """Return whether the present report holds anything that `save` would write."""
        return bool(self._new_documents() or self._new_findings(acted_on))

    def save(self, connection: sqlite3.Connection, acted_on: Iterable[str], now: str) -> None:
        """Write what the present report says of its documents and of the findings acted on."""
        for path, sha256 in self._new_documents():
            query = "INSERT INTO document (at, path, sha256) VALUES (?, ?, ?)"
            connection.execute(query, (now, stored(path), sha256))
        for finding in self._new_findings(acted_on):
            texts = (finding.title.zh, finding.title.en, finding.message.zh, finding.message.en)
            values = (finding.id, finding.rule, finding.severity, *texts, finding.equation, now)
            query = f"INSERT OR REPLACE INTO finding ({_FINDING_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
            connection.execute(query, tuple(map(stored, values)))

    def portable(self, target: Target) -> Target:
        """Return a target with its path relative to the engagement's folder, so that both may move."""
        if isinstance(target, CellTarget):
            return replace(target, path=self._portable(target.path))
        return target

    def same(self, kept: Target, asked: Target) -> bool:
        """Return whether two targets are one: a cell is the same in a renamed and in a changed document."""
        if not isinstance(kept, CellTarget) or not isinstance(asked, CellTarget):
            return kept == asked
        if (kept.sheet, kept.cell) != (asked.sheet, asked.cell):
            return False
        return kept.sha256 == asked.sha256 or kept.path == self._portable(asked.path)

    def _new_documents(self) -> list[tuple[str, str]]:
        present = [(self._portable(document.path), document.sha256) for document in self._documents]
        return [(p, sha256) for p, sha256 in present if p not in self._seen or self._seen[p].sha256 != sha256]

    def _new_findings(self, acted_on: Iterable[str]) -> list[KeptFinding]:
        arising = self._arising or {}
        present = [_kept(arising[id_]) for id_ in acted_on if id_ in arising]
        return [f for f in present if f.id not in self._kept or replace(self._kept[f.id], at="") != f]

    def _portable(self, path: str) -> str:
        try:
            return Path(os.path.relpath(Path(path).absolute(), self._folder)).as_posix()
        except ValueError:  # on Windows, another drive
            return path


def _kept(finding: Finding) -> KeptFinding:
    return KeptFinding(
        id=finding.id,
        rule=finding.rule,
        severity=finding.severity.value,
        title=_both(finding.title),
        message=_both(finding.message),
        equation=equation_line(finding),
        at="",
    )


def _both(told: Message) -> BilingualText:
    return BilingualText(told.text("zh"), told.text("en"))
