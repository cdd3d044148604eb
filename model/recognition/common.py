"""What the tables of a document have in common: its department, year, stage and unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from model.money import Unit
from model.recognition.opening import Opening
from model.recognition.tables import Draft


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the tables of a document agree on: its department, year, stage and unit; None where they do not."""

    department: str | None
    year: int | None
    stage: str | None
    unit: Unit | None


def agree(drafts: Sequence[Draft], opening: Opening) -> DocumentFacts:
    """Return what the document's opening says, else what most tables say; a unit only if all state the same."""
    years = Counter(draft.year for draft in drafts if draft.year)
    named = Counter(year for draft in drafts for year in draft.years_named)
    units = {draft.unit for draft in drafts if draft.unit}
    departments = Counter(draft.department for draft in drafts if draft.department)
    stages = Counter(draft.stage for draft in drafts if draft.stage)
    return DocumentFacts(
        departments.most_common(1)[0][0] if departments else opening.department,
        opening.year or (years.most_common(1)[0][0] if years else max(named, default=None)),
        opening.stage or (stages.most_common(1)[0][0] if stages else None),
        units.pop() if len(units) == 1 else None,
    )
