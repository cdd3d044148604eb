"""What the tables of a document have in common: its department, year, stage and unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from model.lexicon.bodies import fuller_name
from model.money import Unit
from model.reading.opening import Opening
from model.reading.tables import Draft


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the tables of a document agree on: its department, year, stage and unit; None where they do not."""

    department: str | None
    year: int | None
    stage: str | None
    unit: Unit | None

    @property
    def says(self) -> tuple[str | None, int | None, str | None]:
        """Department, year and stage, which together tell a disclosure."""
        return self.department, self.year, self.stage

    def completed(self, shared: DocumentFacts) -> DocumentFacts:
        """Return these facts with what they leave out taken from the whole disclosure's."""
        return DocumentFacts(
            self.department or shared.department,
            self.year or shared.year,
            self.stage or shared.stage,
            self.unit or shared.unit,
        )


def in_common(all_facts: Sequence[DocumentFacts]) -> DocumentFacts:
    """Return what documents that belong together say; a unit only if all that state one state the same."""
    units = {facts.unit for facts in all_facts if facts.unit}
    return DocumentFacts(
        next((facts.department for facts in all_facts if facts.department), None),
        next((facts.year for facts in all_facts if facts.year), None),
        next((facts.stage for facts in all_facts if facts.stage), None),
        units.pop() if len(units) == 1 else None,
    )


def agree(drafts: Sequence[Draft], opening: Opening) -> DocumentFacts:
    """Return what the document's opening says, else what most tables say; a unit only if all state the same."""
    years = Counter(draft.year for draft in drafts if draft.year)
    named = Counter(year for draft in drafts for year in draft.years_named)
    units = {draft.unit for draft in drafts if draft.unit}
    departments = Counter(draft.department for draft in drafts if draft.department)
    stages = Counter(draft.stage for draft in drafts if draft.stage)
    return DocumentFacts(
        _department(opening.department, departments.most_common(1)[0][0] if departments else None),
        opening.year or (years.most_common(1)[0][0] if years else max(named, default=None)),
        opening.stage or (stages.most_common(1)[0][0] if stages else None),
        units.pop() if len(units) == 1 else None,
    )


def _department(cover: str | None, tables: str | None) -> str | None:
    """Return the name on the cover, or that of the tables if it is the full name of which the cover's is short."""
    if cover is None or tables is None:
        return cover or tables
    return fuller_name(cover, tables)
