"""What an audit states: verdicts, findings with their evidence, and the ledger of everything that was tested."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from model.errors import Trouble
from model.mapping.mapping import TableMapping
from model.messages import Message
from model.money import Unit
from model.reading.table import Choice
from model.record import dataclass
from model.source.book import address


class Severity(StrEnum):
    """How grave a finding is; the mark is what the desk and the text report show."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def mark(self) -> str:
        """One-character mark: ! error, ? warning, ~ notice."""
        return {"error": "!", "warning": "?", "notice": "~"}[self.value]


class Verdict(StrEnum):
    """How one relation ended."""

    CONSISTENT = "consistent"
    ROUNDING = "rounding"
    INCONSISTENT = "inconsistent"
    NOT_CHECKED = "not_checked"
    FAILED = "failed"


class Role(StrEnum):
    """What a cell is in a finding: the stated whole, a part of the sum, the other side, or mere context."""

    STATED = "stated"
    PART = "part"
    OTHER = "other"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A cell of a file; `row` and `column` count from 0. `sheet` is in display form."""

    path: str
    sheet: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        """The A1 address."""
        return address(self.row, self.column)

    @property
    def text(self) -> str:
        """The place as an auditor writes it: 表2!D11."""
        return f"{self.sheet}!{self.cell}"


@dataclass(frozen=True, slots=True)
class CellEvidence:
    """A cell that a finding rests on.

    `value` is what the document shows; `amount` the exact amount in ten-thousandths of 元, None where the cell holds
    none; `weight` how often it counts in the equation (+1, -1, 0 for context); `label` its row and column in words.
    """

    place: Place
    role: Role
    value: str
    amount: int | None = None
    weight: int = 1
    label: str = ""


@dataclass(frozen=True, slots=True)
class SpanEvidence:
    """A stretch of prose that a finding rests on; `paragraph` counts from 1, `start` and `end` are characters."""

    path: str
    paragraph: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the auditor must look at.

    `id` is a fingerprint of department, rule, table kind, coordinates and rule-relevant text: it survives a moved row,
    a renamed file and a re-run. `stated`, `computed`, `difference` (stated - computed) and `allowance` are
    ten-thousandths of 元. `relation` is "=" (stated and computed are equal) or "<=" (computed is at most stated), ""
    where the finding is no equation. `unit` is the unit the document prints them in. `suspect` is the cell whose
    change would mend most, and `hint` is the likeliest slip. `group` is the id of the finding that heads those with
    one common cause, the same for all of them; "" where a finding stands alone.
    """

    id: str
    rule: str
    severity: Severity
    verdict: Verdict
    title: Message
    message: Message
    cells: tuple[CellEvidence, ...] = ()
    spans: tuple[SpanEvidence, ...] = ()
    stated: int | None = None
    computed: int | None = None
    difference: int | None = None
    allowance: int | None = None
    relation: str = ""
    unit: Unit | None = None
    suspect: Place | None = None
    hint: Message | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reading in doubt: what fails in a table is likelier a fault of the reading than of the document.

    `path`, `sheet` and `extent` state which table it is, `table` its title; `place` is the cell to look at first,
    `why` what is doubted of the reading, `remedy` what the auditor can do. `rules` are the rules whose relations
    fail, each with their number; `cells` and `spans` are what those relations rest on. `id` survives a moved row and
    a re-run. `mapping` is another reading under which what fails would hold, None where none was found; `tried`
    other readings that the paper allows were tried, `not_tried` more were not.
    """

    id: str
    path: str
    sheet: str
    extent: str
    table: str
    place: Place
    why: Message
    remedy: Message
    rules: tuple[tuple[str, int], ...]
    cells: tuple[CellEvidence, ...] = ()
    spans: tuple[SpanEvidence, ...] = ()
    mapping: TableMapping | None = None
    tried: int = 0
    not_tried: int = 0

    @property
    def relations(self) -> int:
        """How many relations are not checked for this doubt."""
        return sum(count for _, count in self.rules)


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A relation that could not be tested: where, and why."""

    place: str
    why: Message


@dataclass(slots=True)
class LedgerLine:
    """How the relations of one rule ended; `tested` counts all of them.

    `reasons` state why relations were not checked, `remarks` what the settings change of the rule or why it was idle.
    """

    rule: str
    consistent: int = 0
    rounding: int = 0
    inconsistent: int = 0
    not_checked: int = 0
    failed: int = 0
    reasons: list[NotChecked] = field(default_factory=list)
    remarks: list[Message] = field(default_factory=list)

    @property
    def tested(self) -> int:
        """All relations the rule met."""
        return self.consistent + self.rounding + self.inconsistent + self.not_checked + self.failed

    @property
    def is_idle(self) -> bool:
        """Whether the rule met no relation: the reports list it apart from the ledger."""
        return not self.tested


@dataclass(frozen=True, slots=True)
class FurtherSheet:
    """A sheet in which a table goes on: the cells that the table has there, and those that were not understood."""

    sheet: str
    extent: str
    unbound: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableSummary:
    """What a report states of one table; `kind` is "" when it was not recognised, `why` then gives the reason.

    `mapped` means that it was read as an auditor's mapping states; `why` is then what of that does not fit it.
    `doubt` is what is doubted of its reading, `choice` why another reading than the first was taken. `continued` are
    the sheets in which the table goes on; `sheet`, `extent` and `unbound` are then those of the first. `body` is the
    unit whose table it is, "" where it is the department's.
    """

    sheet: str
    title: str
    kind: str
    unit: Unit | None
    year: int | None
    extent: str
    facts: int
    unbound: tuple[str, ...]
    why: Message | None = None
    mapped: bool = False
    doubt: Message | None = None
    choice: Choice | None = None
    continued: tuple[FurtherSheet, ...] = ()
    body: str = ""

    @property
    def cells(self) -> str:
        """The cells of the table in its sheet, then those in the sheets in which it goes on."""
        return ", ".join([self.extent, *(f"{each.sheet}!{each.extent}" for each in self.continued)])

    @property
    def all_unbound(self) -> list[str]:
        """The cells that were not understood; those in a further sheet have its name before them."""
        return [*self.unbound, *(f"{each.sheet}!{cell}" for each in self.continued for cell in each.unbound)]


@dataclass(frozen=True, slots=True)
class Understood:
    """How much of a document was understood.

    `amounts_printed` are all amounts printed in its tables, those not recognised among them; `amounts_bound` those that
    became facts; `amounts_proven` the facts that stand in a relation which holds and states more than 0 = 0. `claims`
    are the figures of its prose, `claims_bound` those whose subject is known.
    """

    amounts_printed: int = 0
    amounts_bound: int = 0
    amounts_proven: int = 0
    claims: int = 0
    claims_bound: int = 0


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """What a report states of one file. `stage` is "budget", "final" or None when not stated."""

    path: str
    sha256: str
    department: str | None
    year: int | None
    stage: str | None
    unit: Unit | None
    tables: tuple[TableSummary, ...] = ()
    paragraphs: int = 0
    claims: int = 0
    unbound_claims: tuple[tuple[int, str], ...] = ()
    skipped: tuple[tuple[str, Message], ...] = ()
    understood: Understood = Understood()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything an audit states; every export and every screen is made from this one object."""

    documents: tuple[DocumentSummary, ...]
    findings: tuple[Finding, ...]
    ledger: tuple[LedgerLine, ...]
    doubts: tuple[Doubt, ...] = ()
    troubles: tuple[Trouble, ...] = ()
