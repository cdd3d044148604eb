"""What an engagement keeps: decisions with the amounts they were taken on, notes, tags, own findings, the log."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from model.engagement.finding_record import FindingRecord
from model.record import dataclass

if TYPE_CHECKING:
    from model.mapping.mapping import TableMapping
    from model.reading.prose.claim import ClaimBinding


class State(StrEnum):
    """What was decided about a finding.

    EXPLAINED: the department explained it, in words that the decision keeps; CORRECTED: it published a correction.
    """

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    FOLLOW_UP = "follow_up"
    EXPLAINED = "explained"
    CORRECTED = "corrected"

    @property
    def needs_words(self) -> bool:
        """Whether it is kept with words only: the reason of a dismissal, what the department states."""
        return self in {State.DISMISSED, State.EXPLAINED}


class Capacity(StrEnum):
    """In which capacity somebody acts: the one who decides, or the second person who looks at the decisions."""

    AUDITOR = "auditor"
    REVIEWER = "reviewer"


class Action(StrEnum):
    """What an entry of the log did."""

    DISPOSE = "dispose"
    REVIEW = "review"
    ANNOTATE = "annotate"
    EDIT = "edit"
    DELETE = "delete"
    TAG = "tag"
    OWN_FINDING = "own_finding"
    WITHDRAW = "withdraw"
    MAP = "map"
    BIND = "bind"
    SOURCE = "source"
    MERGE = "merge"
    MERGED = "merged"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class FindingTarget:
    """A finding, by the id that survives a re-run; an auditor's own finding has an id too."""

    finding_id: str


@dataclass(frozen=True, slots=True)
class CellTarget:
    """A cell of a document. In what an engagement returns, `path` is relative to the engagement's folder.

    `sha256` is that of the document as the auditor saw it; `cell` is an A1 address.
    """

    path: str
    sha256: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class RowTarget:
    """A row of a sheet; `row` counts from 1, as a spreadsheet shows it. `code` is the tree's, "" for none."""

    path: str
    sha256: str
    sheet: str
    row: int
    code: str = ""


@dataclass(frozen=True, slots=True)
class SentenceTarget:
    """A stretch of a document's prose; `paragraph` counts from 1, `text` is what stands there."""

    path: str
    sha256: str
    paragraph: int
    text: str


PlaceTarget = CellTarget | RowTarget | SentenceTarget
Target = FindingTarget | PlaceTarget


@dataclass(frozen=True, slots=True)
class Review:
    """A second person has looked at a decision and agrees; `comment` may be ""."""

    author: str
    at: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Disposition:
    """What is decided about a finding now; `at` is UTC in ISO form, `author` the one who decided.

    `reason` is why it is no fault (dismissed), or the department's own words (explained). `basis` is the finding as
    it stood when it was decided, with its amounts and places, None where nothing is known of it. `others` also
    decided just so, before two engagements were merged.

    A decision whose amounts are no longer those it was taken on does not hold: the state is then open, and `lapsed`
    the decision that was taken; `now` is the finding as it stands now. Two decisions that a merge found to contradict
    each other are `contradicting`, and the state is open until one is taken again. `author` and `at` are "" where the
    state is open for one of these reasons.
    """

    finding_id: str
    state: State
    reason: str
    author: str
    at: str
    capacity: Capacity = Capacity.AUDITOR
    basis: FindingRecord | None = None
    review: Review | None = None
    others: tuple[str, ...] = ()
    lapsed: Disposition | None = None
    now: FindingRecord | None = None
    contradicting: tuple[Disposition, ...] = ()

    @property
    def authors(self) -> str:
        """All who decided so."""
        return ", ".join((self.author, *self.others))


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a finding or a place. `number` names it in this engagement; `at` is when the text was written."""

    number: int
    target: Target
    text: str
    author: str
    at: str


OWN_RULE = "OWN"
"""What stands for the rule of a finding that is the auditor's own."""


@dataclass(frozen=True, slots=True)
class OwnFinding:
    """A finding of the auditor's own. `id` is a finding's id: it can be decided, noted and tagged like any other.

    `severity` is "error", "warning" or "notice"; `title` one line, `text` the rest; `value` what stands at the place,
    "" where nothing does. `number` names it in this engagement.
    """

    number: int
    id: str
    target: PlaceTarget
    severity: str
    title: str
    text: str
    author: str
    at: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class ChangedDocument:
    """A document whose content is not what it was when it was last seen here."""

    path: str
    sha256: str
    sha256_before: str
    seen_at: str


@dataclass(frozen=True, slots=True)
class SourceChange:
    """A document whose content is not what it was when it was last seen, and what became of the findings.

    `new` and `changed` are findings as they stand now, `gone` those as they stood before.
    """

    documents: tuple[ChangedDocument, ...] = ()
    new: tuple[FindingRecord, ...] = ()
    gone: tuple[FindingRecord, ...] = ()
    changed: tuple[FindingRecord, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.documents or self.new or self.gone or self.changed)


@dataclass(frozen=True, slots=True)
class Merging:
    """Another engagement was merged into this one: its file's name, and how many of its entries follow.

    `shared` is how many entries both had in common, at the beginning of both; so many of the other's as `known` states
    were brought here by an earlier merge.
    """

    file: str
    entries: int
    shared: int
    known: int = 0


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of a finding or a place, sorted."""

    target: Target
    tags: tuple[str, ...]


if TYPE_CHECKING:
    Value = Disposition | Note | OwnFinding | Tags | TableMapping | ClaimBinding | SourceChange | Merging

Subject = tuple[str, Hashable]
"""What a value is of: its kind, and by what it is known."""


@dataclass(frozen=True, slots=True)
class Change:
    """The value of one thing before and after an entry; None where there is none."""

    subject: Subject
    old: Value | None
    new: Value | None


@dataclass(frozen=True, slots=True)
class MappingEntry:
    """A mapping as it was made; `at` is UTC in ISO form. An empty one takes back what was stated before."""

    number: int
    at: str
    author: str
    mapping: TableMapping


@dataclass(frozen=True, slots=True)
class BindingEntry:
    """A binding by hand as it was made, as `MappingEntry` is."""

    number: int
    at: str
    author: str
    binding: ClaimBinding


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One action: who, in which capacity, when, and what it changed.

    A decision on a problem changes every finding of it. `undoes` is the number of the entry that an undo took back or
    a redo did again, else 0. `seal` is the hash that chains the entry to all before it. `file` is the engagement that
    a merge took it from, "" for an entry of this one.
    """

    number: int
    at: str
    author: str
    action: Action
    target: Target | None
    changes: tuple[Change, ...] = ()
    undoes: int = 0
    capacity: Capacity = Capacity.AUDITOR
    seal: str = ""
    file: str = ""

    @property
    def old(self) -> Value | None:
        """The value before, of the first thing that was changed."""
        return self.changes[0].old if self.changes else None

    @property
    def new(self) -> Value | None:
        """The value after, of the first thing that was changed."""
        return self.changes[0].new if self.changes else None


def utc_now() -> str:
    """Return the present time in UTC, ISO form, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def local_time(at: str) -> str:
    """Return a stored UTC time as local time to the minute; what is no time comes back as it is."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return at
