"""A finding as it stood when the auditor acted on it: its words, its amounts and its places."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from model.messages import Language
from model.money import Unit, format_amount
from model.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.finding import Finding
    from model.messages import Message


@dataclass(frozen=True, slots=True)
class BilingualText:
    """A text as it read in both languages when it was kept."""

    zh: str
    en: str

    def text(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class CellRecord:
    """A cell that a finding rested on; see `CellEvidence`. `path` is relative to the engagement's folder."""

    path: str
    sheet: str
    cell: str
    role: str
    value: str
    amount: int | None
    weight: int


@dataclass(frozen=True, slots=True)
class SpanRecord:
    """A stretch of prose that a finding rested on; `paragraph` counts from 1."""

    path: str
    paragraph: int
    text: str


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """A finding as it stood: amounts in ten-thousandths of 元, `equation` in one line with places and unit.

    `rule` is "" where nothing but the id is known. `has_amounts` is false for what an engagement of an earlier version
    kept: words and equation only.
    """

    id: str
    rule: str = ""
    severity: str = ""
    title: BilingualText = BilingualText("", "")
    message: BilingualText = BilingualText("", "")
    equation: str = ""
    stated: int | None = None
    computed: int | None = None
    difference: int | None = None
    unit: str = ""
    cells: tuple[CellRecord, ...] = ()
    spans: tuple[SpanRecord, ...] = ()
    has_amounts: bool = True

    @property
    def paths(self) -> frozenset[str]:
        """The documents that it rested on."""
        return frozenset([cell.path for cell in self.cells] + [span.path for span in self.spans])

    @property
    def amount_text(self) -> str:
        """The amount by which it is known: the difference, else what is stated, as printed; "" without any."""
        steps = self.difference if self.difference is not None else self.stated
        if steps is None:
            return ""
        unit = next((unit for unit in Unit if unit.label == self.unit), Unit.YUAN)
        sign = "+" if self.difference is not None and steps > 0 else ""
        return f"{sign}{format_amount(steps, unit)}"

    def same_amounts(self, other: FindingRecord) -> bool:
        """Return whether another record of the finding states the same: a row that moved does not matter.

        Where one of them has no amounts, the equation and the words decide.
        """
        if not self.rule or not other.rule:
            return self.rule == other.rule
        if not self.has_amounts or not other.has_amounts:
            mine, theirs = (each.equation or each.message for each in (self, other))
            return (self.severity, mine) == (other.severity, theirs)
        return _amounts(self) == _amounts(other)


def _amounts(record: FindingRecord) -> tuple[object, ...]:
    cells = Counter((cell.role, cell.weight, cell.value, cell.amount) for cell in record.cells)
    spans = Counter(span.text for span in record.spans)
    return record.severity, record.stated, record.computed, record.difference, cells, spans


def record_of(finding: Finding, portable: Callable[[str], str] = str) -> FindingRecord:
    """Return a finding as it stands now; `portable` makes a document's path relative to the engagement's folder."""
    from model.equation import equation_line

    return FindingRecord(
        id=finding.id,
        rule=finding.rule,
        severity=finding.severity.value,
        title=_both(finding.title),
        message=_both(finding.message),
        equation=equation_line(finding),
        stated=finding.stated,
        computed=finding.computed,
        difference=finding.difference,
        unit="" if finding.unit is None else finding.unit.label,
        cells=tuple(
            CellRecord(
                portable(cell.place.path),
                cell.place.sheet,
                cell.place.cell,
                cell.role.value,
                cell.value,
                cell.amount,
                cell.weight,
            )
            for cell in finding.cells
        ),
        spans=tuple(SpanRecord(portable(span.path), span.paragraph, span.text) for span in finding.spans),
    )


def relative_path(path: str, folder: Path) -> str:
    """Return a path relative to the engagement's folder, so that both may move."""
    try:
        return Path(os.path.relpath(Path(path).absolute(), folder)).as_posix()
    except ValueError:  # on Windows, another drive
        return path


def _both(words: Message) -> BilingualText:
    return BilingualText(words.text("zh"), words.text("en"))
