"""What an engagement keeps: dispositions, notes, the log of every action, and the findings acted on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from model.messages import Language


class State(StrEnum):
    """What the auditor decided about a finding."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    FOLLOW_UP = "follow_up"


class Action(StrEnum):
    """What an entry of the log did."""

    DISPOSE = "dispose"
    ANNOTATE = "annotate"
    EDIT = "edit"
    DELETE = "delete"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class FindingTarget:
    """A finding, by the id that survives a re-run."""

    finding_id: str


@dataclass(frozen=True, slots=True)
class CellTarget:
    """A cell of a document. In what an engagement returns, `path` is relative to the engagement's folder.

    `sha256` says which content of the document the auditor was looking at; `cell` is an A1 address.
    """

    path: str
    sha256: str
    sheet: str
    cell: str


Target = FindingTarget | CellTarget


@dataclass(frozen=True, slots=True)
class Disposition:
    """A decision about a finding; `at` is UTC in ISO form, `author` the one who decided."""

    finding_id: str
    state: State
    reason: str
    author: str
    at: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a finding or a cell. `number` names it for ever; `at` is when the text was written."""

    number: int
    target: Target
    text: str
    author: str
    at: str


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One action: who, when, what, and the value before and after it (None where there is none).

    `undoes` is the number of the entry that an undo took back, else 0.
    """

    number: int
    at: str
    author: str
    action: Action
    target: Target
    old: Disposition | Note | None
    new: Disposition | Note | None
    undoes: int = 0


@dataclass(frozen=True, slots=True)
class BilingualText:
    """A text as it read in both languages when it was kept."""

    zh: str
    en: str

    def text(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class KeptFinding:
    """A finding as it last arose, kept because the auditor acted on it; `at` is when it was kept (UTC, ISO).

    `rule` is "" when the finding was not part of any remembered report.
    """

    id: str
    rule: str
    severity: str
    title: BilingualText
    message: BilingualText
    equation: str
    at: str


@dataclass(frozen=True, slots=True)
class ChangedDocument:
    """A document whose content is not what it was when it was last seen here."""

    path: str
    sha256: str
    sha256_before: str
    seen_at: str


def utc_now() -> str:
    """Return the present time in UTC, ISO form, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def local_time(at: str) -> str:
    """Return a stored UTC time as local time to the minute; what is no time comes back as it is."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return at
