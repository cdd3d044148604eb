"""What the tables of a document have in common: its department, year, stage and unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from model.lexicon.bodies import fuller_name, is_same_body, plain_name
from model.money import Unit
from model.reading.opening import Cover
from model.reading.tables import Draft


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the tables of a document agree on: its department, year, stage and unit; None where they do not."""

    department: str | None
    year: int | None
    stage: str | None
    unit: Unit | None

    @property
    def identity(self) -> tuple[str | None, int | None, str | None]:
        """Department, year and stage, which together identify a disclosure."""
        return self.department, self.year, self.stage

    def contradicts(self, other: DocumentFacts) -> bool:
        """Return whether two say different things; a short form of a department's name is the same name."""
        names = [plain_name(facts.department) for facts in (self, other) if facts.department]
        pairs = ((self.year, other.year), (self.stage, other.stage))
        differ = any(one is not None and another is not None and one != another for one, another in pairs)
        return differ or (len(names) > 1 and not is_same_body(*names))

    def completed(self, shared: DocumentFacts) -> DocumentFacts:
        """Return these facts with what they leave out taken from the whole disclosure's."""
        return DocumentFacts(
            _department(self.department, shared.department),
            self.year or shared.year,
            self.stage or shared.stage,
            self.unit or shared.unit,
        )


def shared_facts(all_facts: Sequence[DocumentFacts]) -> DocumentFacts:
    """Return what documents that belong together say; a unit only if all that state one state the same."""
    units = {facts.unit for facts in all_facts if facts.unit}
    return DocumentFacts(
        reduce(_department, (facts.department for facts in all_facts), None),
        next((facts.year for facts in all_facts if facts.year), None),
        next((facts.stage for facts in all_facts if facts.stage), None),
        units.pop() if len(units) == 1 else None,
    )


def agree(drafts: Sequence[Draft], opening: Cover) -> DocumentFacts:
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


def _department(one: str | None, other: str | None) -> str | None:
    """Return the first name, or the other if it is the full name of which the first is short."""
    if one is None or other is None:
        return one or other
    return fuller_name(one, other)
