"""The survey: one line a file, with what was found, decided, not understood, and how much is in question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from model.engagement.record import State
from model.export.understood import share
from model.finding import Place, Severity
from model.money import Unit, format_amount
from model.record import dataclass
from tui.desk.counts import is_unproven
from tui.desk.document_names import STAGES
from tui.desk.state import DeskState, places_of
from tui.desk.untrusted import width
from tui.desk.widgets.lines import Look
from tui.desk.widgets.model import GridCell, GridColumn
from tui.desk.words import Words

if TYPE_CHECKING:
    from model.errors import Trouble
    from model.finding import DocumentSummary, Finding

LEAST_NAME = 16
COUNT_CELLS = 3
PERIOD_CELLS = 9
UNKNOWN = -(10**9)
"""Sorts what was not understood at all before every count."""


class Sorting(StrEnum):
    """By what the lines are sorted."""

    FILE = "by file"
    ERRORS = "by errors"
    OPEN = "by what is open"
    QUESTION = "by amount in question"
    UNDERSTOOD = "by what was not understood"

    @property
    def following(self) -> Sorting:
        """The next of them."""
        every = list(Sorting)
        return every[(every.index(self) + 1) % len(every)]


class Unread(StrEnum):
    """Why a file is not read; what cannot be read has its trouble."""

    WAITING = "to read"
    STOPPED = "not read (stopped)"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """A file with what is counted of it; `document` is None of a file that is not read, and `unread` states why.

    `question` is the sum of what its problems are off by, in ten-thousandths of 元: one amount for each with an error
    that stands. `first` is the number of its first finding that stands, else of its first. `is_unproven`: that it
    was checked, and that no amount of it stands in a relation that holds.
    """

    path: str
    document: DocumentSummary | None = None
    unread: Unread = Unread.WAITING
    trouble: Trouble | None = None
    errors: int = 0
    warnings: int = 0
    decided: int = 0
    findings: int = 0
    doubts: int = 0
    question: int = 0
    first: int | None = None
    is_unproven: bool = False

    @property
    def open(self) -> int:
        """How many of its findings are not decided."""
        return self.findings - self.decided

    @property
    def missing(self) -> int:
        """How many of its printed amounts were not understood."""
        understood = self.document.understood if self.document else None
        return understood.amounts_printed - understood.amounts_bound if understood else 0

    @property
    def waits(self) -> bool:
        """Whether it is neither read nor known to be unreadable."""
        return self.document is None and self.trouble is None

    @property
    def has_tables(self) -> bool:
        """Whether any table of it was recognised."""
        return self.document is not None and any(table.kind for table in self.document.tables)

    @property
    def place(self) -> Place | None:
        """The first cell of its first table."""
        tables = self.document.tables if self.document else ()
        return Place(self.path, tables[0].sheet, 0, 0) if tables else None


def survey_lines(
    state: DeskState, decided: Mapping[str, State], unread: Collection[str] = (), *, running: bool = False
) -> list[SurveyLine]:
    """Return a line for each file that is open, then for each that is not read; `running`: whether it will be."""
    found: dict[str, list[int]] = {}
    for number, finding in enumerate(state.findings):
        found.setdefault(_file_of(finding), []).append(number)
    doubts: dict[str, int] = {}
    for doubt in state.report.doubts:
        doubts[doubt.path] = doubts.get(doubt.path, 0) + 1
    lines = [
        _line(document, state, found.get(document.path, []), decided, doubts.get(document.path, 0))
        for document in state.report.documents
    ]
    read = {line.path for line in lines}
    troubles = {trouble.place: trouble for trouble in state.troubles}
    why = Unread.WAITING if running else Unread.STOPPED
    for path in sorted(unread, key=lambda path: path not in troubles):
        if path not in read:
            trouble = troubles.get(path)
            lines.append(SurveyLine(path, unread=Unread.UNREADABLE if trouble else why, trouble=trouble))
    return lines


def _file_of(finding: Finding) -> str:
    """Return the file a finding is counted in: that of its likeliest cell, else of its first sentence."""
    place = next(iter(places_of(finding)), None)
    if place is not None:
        return place.path
    return finding.spans[0].path if finding.spans else ""


def _line(
    document: DocumentSummary,
    state: DeskState,
    numbers: Sequence[int],
    decided: Mapping[str, State],
    doubts: int,
) -> SurveyLine:
    states = {number: decided.get(state.findings[number].id, State.OPEN) for number in numbers}
    standing = [number for number in numbers if states[number] is not State.DISMISSED]
    errors = [number for number in standing if state.findings[number].severity is Severity.ERROR]
    return SurveyLine(
        document.path,
        document,
        errors=len(errors),
        warnings=sum(state.findings[number].severity is Severity.WARNING for number in standing),
        decided=sum(each is not State.OPEN for each in states.values()),
        findings=len(numbers),
        doubts=doubts,
        question=_question([state.findings[number] for number in errors]),
        first=next(
            (n for n in [*standing, *numbers] if state.findings[n].group in {"", state.findings[n].id}), None
        ),
        is_unproven=state.is_audited and is_unproven([document]),
    )


def _question(errors: Sequence[Finding]) -> int:
    """Return the sum of one amount for each problem: by how much its head is off, else the first that is off at all."""
    amounts: dict[str, int] = {}
    for finding in sorted(errors, key=lambda finding: finding.group not in {"", finding.id}):
        if finding.difference:
            amounts.setdefault(finding.group or finding.id, abs(finding.difference))
    return sum(amounts.values())


def _key(sorting: Sorting, line: SurveyLine) -> int:
    return {
        Sorting.FILE: 0,
        Sorting.ERRORS: -line.errors,
        Sorting.OPEN: -line.open,
        Sorting.QUESTION: -line.question,
        Sorting.UNDERSTOOD: _not_understood(line),
    }[sorting]


def _not_understood(line: SurveyLine) -> int:
    """Return what files are sorted by: what could not be read, what holds no table, what proves nothing, the rest."""
    if line.document is None:
        return UNKNOWN - 1
    return UNKNOWN if not line.has_tables else UNKNOWN + 1 if line.is_unproven else -line.missing


class SurveyModel:
    """The lines of the survey in their order. Column 0 holds the department, or the file where it names none."""

    gutter = 2
    frozen = 1
    partial = False
    pinned: Sequence[int] = ()
    heading_lines = 1
    column_count = 9

    def __init__(
        self, lines: Sequence[SurveyLine], words: Words, unit: Unit, sorting: Sorting, read_now: str = ""
    ) -> None:
        self._read_now = read_now
        self.words = words
        self.unit = unit
        self.lines = sorted(lines, key=lambda line: (line.waits, _key(sorting, line)))
        self.row_count = len(self.lines)
        self._name_cells = LEAST_NAME
        amounts = [format_amount(line.question, unit) for line in self.lines]
        self._amount_cells = max([width(words("in question")), *map(len, amounts)])
        self._headings = ("!", "?", words("open"), words("done"), ".", words("read %"))
        longest = len(_count(max((line.findings for line in self.lines), default=0)))
        self._alike = Counter(map(self._department_and_period, self.lines))
        self._count_cells = [max(width(heading), longest, COUNT_CELLS) for heading in self._headings]
        read = {self._read(line) for line in self.lines if line.document is not None}
        self._count_cells[-1] = max([self._count_cells[-1], *map(width, read)])
        self._longest_period = max([PERIOD_CELLS, *(width(self._period(line)) for line in self.lines)])
        self._period_cells = PERIOD_CELLS

    @property
    def version(self) -> int:
        """Changes with the language and the width."""
        return hash((self.words.language, self._name_cells, self._period_cells))

    def fit(self, cells: int, /) -> None:
        """Give the name what the other columns leave; year and stage in full before that, where there is room."""
        others = sum(cells + 2 for cells in self._count_cells) + self._amount_cells + 2
        free = cells - self.gutter - 4 - others
        self._period_cells = max(min(self._longest_period, free - LEAST_NAME), PERIOD_CELLS)
        self._name_cells = max(free - self._period_cells, LEAST_NAME)

    def _department_and_period(self, line: SurveyLine) -> tuple[str, str]:
        return (line.document.department or "" if line.document else "", self._period(line))

    def _called(self, line: SurveyLine) -> str:
        """Return the department of a file, after its name where another line would read alike; else its name."""
        name = line.path.rpartition("/")[2]
        department, period = self._department_and_period(line)
        if department and self._alike[department, period] > 1:
            return f"{name}  {department}"
        return department or name

    def _is_read(self, line: SurveyLine) -> bool:
        """Whether a file is the one that is read now."""
        return line.document is None and line.path == self._read_now

    def _period(self, line: SurveyLine) -> str:
        document = line.document
        if document is None:
            return self.words("is read ...") if self._is_read(line) else self.words(line.unread.value)
        stage = self.words(STAGES[document.stage]) if document.stage in STAGES else ""
        return f"{document.year or ''} {stage}".strip()

    def column(self, column: int, /) -> GridColumn:
        """Return a column with its heading."""
        if column == 0:
            return GridColumn((self.words("department or file"),), self._name_cells)
        if column == 1:
            return GridColumn((self.words("year"),), self._period_cells)
        if column == self.column_count - 1:
            return GridColumn((self.words("in question"),), self._amount_cells, "right")
        return GridColumn((self._headings[column - 2],), self._count_cells[column - 2], "right")

    def row_label(self, row: int, /) -> GridCell:
        """Return the gravest mark of a file; without a recognised table or any proof none is clean."""
        line = self.lines[row]
        if line.trouble is not None:
            return GridCell("!", look=Look.ERROR, align="right")
        if line.document is None:
            return GridCell("", look=Look.FAINT)
        if line.errors:
            return GridCell("!", look=Look.ERROR, align="right")
        doubtful = line.warnings or not line.has_tables or line.is_unproven
        return GridCell("?" if doubtful else "", look=Look.WARNING if doubtful else Look.PLAIN, align="right")

    def cell(self, row: int, column: int, /) -> GridCell:
        """Return the department, the year and the stage, a count, a share or an amount."""
        line = self.lines[row]
        document = line.document
        if document is None:
            text = self._called(line) if column == 0 else self._period(line) if column == 1 else ""
            return GridCell(text, look=Look.STRONG if self._is_read(line) else Look.FAINT)
        if column == 0:
            return GridCell(self._called(line))
        if column == 1:
            return GridCell(self._period(line))
        texts = (
            _count(line.errors),
            _count(line.warnings),
            _count(line.open),
            _count(line.decided),
            _count(line.doubts),
            self._read(line),
            format_amount(line.question, self.unit) if line.question else "",
        )
        return GridCell(texts[column - 2], align="right", number=True)

    def _read(self, line: SurveyLine) -> str:
        """Return the share of the amounts that was understood, or that nothing was recognised or proven."""
        if line.document is None or not line.has_tables:
            return self.words("none")
        if line.is_unproven:
            return self.words("0 proven")
        return share(line.document.understood.amounts_bound, line.document.understood.amounts_printed)

    def extent(self, _row: int, column: int, /) -> tuple[int, int]:
        """Return the column itself."""
        return column, column


def _count(count: int) -> str:
    return f"{count:,}" if count else ""
