"""A department's expenditure holds that of its units: together they spend at most what the department does.

A unit is one whose name stands in a line of its own in the department's document, of the same year and stage.
General-budget expenditure is compared code by code and by nature; what all opened units spend together is at
most the department's, and equal to it where all units that the document lists are opened. One warning a
department, with the first code that does not agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from checks.mechanism.evidence import cell_evidence, fingerprint, unit_of
from checks.mechanism.years import MOST_CELLS
from checks.rule import Outcome, Rule, Subject
from checks.trend.restated import Key, facts_by_key, of_year_and_stage, settled
from model.finding import CellEvidence, Finding, Role, Severity, Verdict
from model.lexicon.bodies import names_body, plain_name
from model.lexicon.reading import normalised
from model.messages import check_message
from model.money import Unit, format_amount
from model.numbering import NUMERAL
from model.pattern import pattern
from model.record import dataclass

_NUMBERED = pattern(rf"^(?:\(?{NUMERAL}[).、]+)")


@dataclass(frozen=True, slots=True)
class _Family:
    """A department, its units that are opened, and whether they are all that its document lists."""

    department: Subject
    units: tuple[Subject, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class _Sum:
    """A department's fact against the facts of its units."""

    whole: int
    parts: tuple[tuple[Subject, int], ...]
    computed: int
    allowance: int
    at_most: bool

    def difference(self, department: Subject) -> int:
        """What the department states less what its units add up to."""
        return int(department.cells.amount[self.whole]) - self.computed


def compare(subjects: Sequence[Subject], outcome: Outcome) -> None:
    """Compare each department with its units."""
    for department in subjects:
        family = _family(department, subjects)
        if family is not None:
            _compare(family, outcome)


def _family(department: Subject, subjects: Sequence[Subject]) -> _Family | None:
    listed = listed_bodies(department)
    own = plain_name(department.disclosure.department)
    here = (department.disclosure.year, department.disclosure.stage)
    units = {
        name: other
        for other in subjects
        if (name := plain_name(other.disclosure.department)) in listed
        and name != own
        and (other.disclosure.year, other.disclosure.stage) == here
        and own not in listed_bodies(other)
    }
    if not units or None in here:
        return None
    return _Family(department, tuple(units.values()), set(units) >= listed)


def listed_bodies(subject: Subject) -> set[str]:
    """Return the names of bodies that stand alone in a line or a cell of a disclosure, as a list of units has them."""
    return subject.once(_bodies)


def _bodies(subject: Subject) -> set[str]:
    names: set[str] = set()
    for document in subject.disclosure.documents:
        recognised = {table.sheet for table in document.tables if table.kind}
        lines = [
            paragraph.text
            for paragraph in document.book.paragraphs
            if _NUMBERED.match(normalised(paragraph.text))
        ]
        for number, sheet in enumerate(document.book.sheets):
            if number not in recognised:
                lines += [value for row in sheet.rows for value in row if isinstance(value, str)]
        names |= {_name(line) for line in lines if len(line) <= 60 and names_body(_unnumbered(line))}
    return names


def _name(line: str) -> str:
    return plain_name(_unnumbered(line))


def _unnumbered(line: str) -> str:
    return _NUMBERED.sub("", normalised(line)).rstrip("。;,")


def _compare(family: _Family, outcome: Outcome) -> None:
    department = family.department
    wholes = _spent(department)
    parts: dict[Key, list[tuple[Subject, int]]] = defaultdict(list)
    for unit in family.units:
        for key, fact in _spent(unit).items():
            parts[key].append((unit, fact))
    wrong: list[_Sum] = []
    for key, found in parts.items():
        if key not in wholes:
            continue
        one = _sum(department, wholes[key], found, at_most=not family.complete)
        difference = one.difference(department)
        if difference == 0 or (one.at_most and difference > 0) or abs(difference) <= one.allowance:
            outcome.hold()
        else:
            wrong.append(one)
    if wrong:
        outcome.report(_finding(family, wrong))
        outcome.line.inconsistent += len(wrong) - 1


def _spent(subject: Subject) -> dict[Key, int]:
    """Return the facts of general-budget expenditure by function code, one a code and nature."""
    facts = subject.cells
    numbers = facts.members.numbers
    chosen = of_year_and_stage(subject, subject.disclosure.year, subject.disclosure.stage)
    chosen &= facts.coordinates["flow"] == numbers["flow"]["expenditure"]
    chosen &= facts.coordinates["source"] == numbers["source"]["general"]
    chosen &= facts.coordinates["function"] != 0
    return settled(subject, facts_by_key(subject, chosen))


def _sum(department: Subject, whole: int, found: list[tuple[Subject, int]], *, at_most: bool) -> _Sum:
    computed = sum(int(unit.cells.amount[fact]) for unit, fact in found)
    halves = sum(int(unit.cells.half[fact]) for unit, fact in found)
    return _Sum(whole, tuple(found), computed, int(department.cells.half[whole]) + halves, at_most)


def _finding(family: _Family, wrong: list[_Sum]) -> Finding:
    department, first = family.department, wrong[0]
    unit = unit_of(department, first.whole) or Unit.YUAN
    cells: list[CellEvidence] = [cell_evidence(department, first.whole, Role.STATED, -1)]
    cells += [cell_evidence(owner, fact, Role.PART) for owner, fact in first.parts]
    cells += [cell_evidence(department, one.whole, Role.CONTEXT, 0) for one in wrong[1:MOST_CELLS]]
    template = (
        "{place} ({label}): the department spends {stated} {unit}, its {units} opened units {computed} "
        "({count} amounts do not agree)."
    )
    stated = int(department.cells.amount[first.whole])
    message = check_message(
        template,
        place=cells[0].place.text,
        label=cells[0].label,
        stated=format_amount(stated, unit),
        unit=unit.label,
        units=len(family.units),
        computed=format_amount(first.computed, unit),
        count=len(wrong),
    )
    names = sorted(plain_name(each.disclosure.department) for each in family.units)
    disclosure = department.disclosure
    whose = (plain_name(disclosure.department), str(disclosure.year), disclosure.stage or "")
    return Finding(
        id=fingerprint(RULE.code, "", {}, *whose, *names),
        rule=RULE.code,
        severity=RULE.severity,
        verdict=Verdict.INCONSISTENT,
        title=RULE.title,
        message=message,
        cells=tuple(cells),
        stated=stated,
        computed=first.computed,
        difference=stated - first.computed,
        allowance=first.allowance,
        relation="<=" if first.at_most else "=",
        unit=unit,
    )


RULE = Rule(
    code="TR104",
    family="trend",
    title=check_message("A department's expenditure is not that of its units"),
    severity=Severity.WARNING,
    basis="RELATIONS 29",
    explanation=__doc__,
    compare=compare,
)
