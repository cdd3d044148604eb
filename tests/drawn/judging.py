"""How Yushen read a drawn disclosure: what it bound, rightly or wrongly, what it listed, and what it lost."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from checks.runner import judged
from drawn.figures import digits, worth
from drawn.paper import Disclosed, Place, Printed
from drawn.slip import Slip
from drawn.truth import expected, plain
from model.disclosure import Disclosure, disclosure_of
from model.finding import CellEvidence, Finding, Report, Severity
from model.finding import Place as PlaceOfFinding
from model.places import place_in
from model.source.book import Book, CellValue

_TEXT_AMOUNTS = "WB101"


@dataclass
class Judged:
    """How a book without a slip was read. `wrong` holds each amount bound where it does not belong, and how."""

    disclosed: Disclosed
    report: Report
    printed: int = 0
    bound: int = 0
    listed: int = 0
    lost: list[Printed] = field(default_factory=list)
    wrong: list[tuple[Printed, str]] = field(default_factory=list)

    @property
    def errors(self) -> list[Finding]:
        """The errors, every one of them false."""
        return [finding for finding in self.report.findings if finding.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Finding]:
        """The warnings that are false: amounts that a layout stores as text are rightly warned of."""
        text = self.disclosed.layout["numbers"] == "text"
        return [
            finding
            for finding in self.report.findings
            if finding.severity is Severity.WARNING and not (text and finding.rule == _TEXT_AMOUNTS)
        ]


def read_back(book: Book) -> tuple[Disclosure, Report]:
    """Return what Yushen makes of a book."""
    (disclosure,), report = judged([disclosure_of([book])])
    return disclosure, report


def judge(disclosed: Disclosed, book: Book) -> Judged:
    """Read a drawn disclosure and compare every amount with the truth.

    An amount is looked for at its cell; where pages or pieces were joined, among the amounts as large that are left.
    """
    disclosure, report = read_back(book)
    judged = Judged(disclosed, report)
    bound = list(_bound(disclosure))
    left = {place: printed for place, printed in disclosed.printed.items() if _worth(disclosed, printed)}
    judged.printed = len(left)
    _match_cells(judged, left, bound)
    _match_amounts(judged, left, bound)
    _match_listed(judged, left, disclosure)
    return judged


@dataclass(frozen=True)
class _Fact:
    """An amount as Yushen bound it, and the cell where it did."""

    key: Key
    amount: int
    coordinates: dict[str, str]


def _match_cells(judged: Judged, left: dict[Place, Printed], bound: list[_Fact]) -> None:
    at = {fact.key: fact for fact in bound}
    for place in list(left):
        if not judged.disclosed.papers:
            return
        fact = at.get((judged.disclosed.papers[place[0]].name, place[1], place[2]))
        if fact is not None and fact.amount == _worth(judged.disclosed, left[place]):
            bound.remove(fact)
            _take(judged, left.pop(place), fact)


def _match_amounts(judged: Judged, left: dict[Place, Printed], bound: list[_Fact]) -> None:
    """Match what is left by its size: first what is bound rightly, then what is not."""
    by_amount: dict[int, list[_Fact]] = defaultdict(list)
    for fact in bound:
        by_amount[fact.amount].append(fact)
    for rightly in (True, False):
        for place in list(left):
            facts = by_amount[_worth(judged.disclosed, left[place])]
            differences = [_differences(judged.disclosed, left[place], fact) for fact in facts]
            nearest = min(range(len(facts)), key=lambda at: len(differences[at]), default=None)
            if nearest is not None and not (rightly and differences[nearest]):
                _take(judged, left.pop(place), facts.pop(nearest))


def _take(judged: Judged, printed: Printed, fact: _Fact) -> None:
    judged.bound += 1
    how = _differences(judged.disclosed, printed, fact)
    if how:
        judged.wrong.append((printed, how[0]))


def _match_listed(judged: Judged, left: dict[Place, Printed], disclosure: Disclosure) -> None:
    listed = Counter(_listed(disclosure))
    for printed in left.values():
        text = digits(printed.amount.fen, judged.disclosed.layout)
        if listed[text]:
            listed[text] -= 1
            judged.listed += 1
        else:
            judged.lost.append(printed)


Key = tuple[str, int, int]


def _worth(disclosed: Disclosed, printed: Printed) -> int:
    return worth(digits(printed.amount.fen, disclosed.layout), disclosed.layout)


def _bound(disclosure: Disclosure) -> Iterator[_Fact]:
    facts, book = disclosure.facts, disclosure.documents[0].book
    for index in range(len(facts)):
        if facts.stated[index] and facts.amount[index]:
            table = disclosure.tables[int(facts.table[index])]
            place = place_in(book, table.sheet, int(facts.row[index]), int(facts.column[index]))
            yield _Fact(
                (place.sheet, place.row, place.column), int(facts.amount[index]), facts.coordinate(index)
            )


def _listed(disclosure: Disclosure) -> Iterator[str]:
    """Yield the digits of the cells that are listed as not bound, and of all in tables that were not understood."""
    for table in disclosure.tables:
        sheet = disclosure.documents[0].book.sheets[table.sheet]
        cells = {(cell.row, cell.column) for cell in table.unbound}
        if table.why is not None:
            rows, columns = range(table.top, table.bottom + 1), range(table.right + 1)
            cells |= {(row, column) for row in rows for column in columns}
        for row, column in cells:
            text = shown_digits(sheet.value(row, column))
            if text:
                yield text


def shown_digits(value: CellValue) -> str:
    """Return a cell's amount as digits with two decimals, "" where it holds none."""
    text = f"{value:.2f}" if isinstance(value, float) else str(value or "").replace(",", "").strip()
    return text if text.replace(".", "", 1).isdigit() else ""


def _differences(disclosed: Disclosed, printed: Printed, fact: _Fact) -> list[str]:
    """Return how an amount was bound wrongly, dimension by dimension."""
    differences = []
    for dimension, right in expected(printed, disclosed.cube).items():
        found = fact.coordinates.get(dimension, "")
        found = plain(found) if dimension in {"unit", "item"} else found
        if found not in right:
            differences.append(f"{dimension}: {_named(dimension, {found})} for {_named(dimension, right)}")
    return differences


def misnamed(judged: Judged) -> list[str]:
    """Return what the document says of itself and was not understood: department, year, stage."""
    features, cube = judged.disclosed.features, judged.disclosed.cube
    document = judged.report.documents[0]
    covered = features["cover"] != "none"
    stated = {
        "department": covered or features["title_department"] == "in" or features["department_row"] != "none",
        "year": covered or features["title_year"] != "none",
        "stage": covered or cube.stage == "final",
    }
    right = {"department": cube.department, "year": cube.year, "stage": cube.stage}
    found = {"department": document.department, "year": document.year, "stage": document.stage}
    return [
        name for name in right if found[name] != right[name] and (stated[name] or found[name] is not None)
    ]


def _named(dimension: str, members: Iterable[str]) -> str:
    """Return members for a count of mistakes: units, projects and codes as what they are."""
    kinds = {"unit": "a unit", "function": "a code", "economic": "a code"}
    named = {
        kinds.get(dimension, "a project" if "project:" in member else member) if member else "-"
        for member in members
    }
    return "/".join(sorted(named))


@dataclass
class Caught:
    """What became of a slip: "found" at its cell, "beside" where the cell is only among those of what was reported,
    "elsewhere" where an error was raised that does not hold the cell, "doubt" or "missed"."""

    disclosed: Disclosed
    slip: Slip
    how: str
    errors_elsewhere: int = 0


def judge_slip(right: Judged, slip: Slip, book: Book) -> Caught:
    """Read a disclosure with a slip; what was reported of the right one already does not count."""
    _, report = read_back(book)
    before = {_fingerprint(finding) for finding in right.report.findings}
    new = [
        finding
        for finding in report.findings
        if finding.severity is not Severity.NOTICE and _fingerprint(finding) not in before
    ]
    cells = [cell for finding in new for cell in finding.cells]
    cells += [cell for doubt in report.doubts for cell in doubt.cells]
    planted = {cell.place for cell in cells if _holds(right.disclosed, slip, cell)}
    holding = [finding for finding in new if any(cell.place in planted for cell in finding.cells)]
    named = [finding for finding in holding if finding.suspect in planted]
    apart = [finding for finding in new if finding not in holding and finding.severity is Severity.ERROR]
    if named:
        how = "found"
    elif holding:
        how = "beside"
    elif apart:
        how = "elsewhere"
    else:
        doubted = any(cell.place in planted for doubt in report.doubts for cell in doubt.cells)
        how = "doubt" if doubted else "missed"
    return Caught(right.disclosed, slip, how, len(apart))


def _holds(disclosed: Disclosed, slip: Slip, cell: CellEvidence) -> bool:
    """Return whether a cell is the one with the slip: by its place in a workbook, by what it shows on a page."""
    if disclosed.papers:
        sheet, row, column = slip.place
        return _key(cell.place) == (disclosed.papers[sheet].name, row, column)
    return shown_digits(cell.value) == slip.planted


def _key(place: PlaceOfFinding) -> Key:
    return (place.sheet, place.row, place.column)


def _fingerprint(finding: Finding) -> tuple[object, ...]:
    return (finding.rule, tuple(cell.place for cell in finding.cells), finding.severity)
