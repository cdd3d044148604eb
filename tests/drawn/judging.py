"""How Yushen read a drawn disclosure: what it bound, rightly or wrongly, what it listed, and what it lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from drawn.figures import digits, worth
from drawn.paper import Disclosed, Place, Printed
from drawn.slip import Slip
from drawn.truth import expected, plain

from checks.runner import audit
from model.disclosure import Disclosure, disclosure_of
from model.finding import Finding, Report, Severity
from model.finding import Place as PlaceOfFinding
from model.source.book import Book


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
    disclosure = disclosure_of([book])
    return disclosure, audit([disclosure])


def judge(disclosed: Disclosed, book: Book) -> Judged:
    """Read a drawn disclosure and compare every amount with the truth."""
    disclosure, report = read_back(book)
    judged = Judged(disclosed, report)
    bound = dict(_bound(disclosure, book))
    listed = _listed(disclosure, book)
    for place, printed in disclosed.printed.items():
        if not printed.amount.fen:
            continue
        judged.printed += 1
        sheet = _sheet_name(disclosed, place)
        key = (sheet, place[1], place[2])
        if key in bound:
            judged.bound += 1
            amount, coordinates = bound[key]
            how = _difference(disclosed, printed, amount, coordinates)
            if how:
                judged.wrong.append((printed, how))
        elif key in listed:
            judged.listed += 1
        else:
            judged.lost.append(printed)
    return judged


def _sheet_name(disclosed: Disclosed, place: Place) -> str:
    return disclosed.papers[place[0]].name


Key = tuple[str, int, int]


def _bound(disclosure: Disclosure, book: Book) -> Iterator[tuple[Key, tuple[int, dict[str, str]]]]:
    facts = disclosure.facts
    for index in range(len(facts)):
        if facts.stated[index]:
            table = disclosure.tables[int(facts.table[index])]
            key = (book.sheets[table.sheet].name, int(facts.row[index]), int(facts.column[index]))
            yield key, (int(facts.amount[index]), facts.coordinate(index))


def _listed(disclosure: Disclosure, book: Book) -> set[Key]:
    """Return the cells that are listed as not bound, and those of tables that are said not to be understood."""
    cells = set()
    for table in disclosure.tables:
        sheet = book.sheets[table.sheet]
        cells |= {(sheet.name, cell.row, cell.column) for cell in table.unbound}
        if table.why is not None:
            cells |= {
                (sheet.name, row, column)
                for row in range(table.top, table.bottom + 1)
                for column in range(table.left, table.right + 1)
            }
    return cells


def _difference(disclosed: Disclosed, printed: Printed, amount: int, bound: dict[str, str]) -> str:
    """Return the first dimension in which an amount was bound wrongly, "" where none."""
    if amount != worth(digits(printed.amount.fen, disclosed.layout), disclosed.layout):
        return "amount"
    for dimension, right in expected(printed, disclosed.cube).items():
        found = bound.get(dimension, "")
        found = plain(found) if dimension in {"unit", "item"} else found
        if found not in right:
            return f"{dimension}: {found or '-'} for {'/'.join(sorted(right)) or '-'}"
    return ""


def misnamed(judged: Judged) -> list[str]:
    """Return what the document says of itself and was not understood: department, year, stage."""
    features, cube = judged.disclosed.features, judged.disclosed.cube
    document = judged.report.documents[0]
    covered = features["cover"] != "none"
    said = {
        "department": covered or features["title_department"] == "in" or features["department_row"] != "none",
        "year": covered or features["title_year"] != "none",
        "stage": covered or cube.stage == "final",
    }
    right = {"department": cube.department, "year": cube.year, "stage": cube.stage}
    found = {"department": document.department, "year": document.year, "stage": document.stage}
    return [name for name in right if found[name] != right[name] and (said[name] or found[name] is not None)]


def counted(findings: list[Finding]) -> Counter[str]:
    """Return the findings by rule."""
    return Counter(finding.rule for finding in findings)


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
    place = (_sheet_name(right.disclosed, slip.place), slip.place[1], slip.place[2])
    before = {_fingerprint(finding) for finding in right.report.findings}
    new = [
        finding
        for finding in report.findings
        if finding.severity is not Severity.NOTICE and _fingerprint(finding) not in before
    ]
    holding = [finding for finding in new if any(_key(cell.place) == place for cell in finding.cells)]
    named = [finding for finding in holding if finding.suspect is not None and _key(finding.suspect) == place]
    apart = [finding for finding in new if finding not in holding and finding.severity is Severity.ERROR]
    if named:
        how = "found"
    elif holding:
        how = "beside"
    elif apart:
        how = "elsewhere"
    else:
        how = "doubt" if _not_checked(report) > _not_checked(right.report) else "missed"
    return Caught(right.disclosed, slip, how, len(apart))


def _key(place: PlaceOfFinding) -> Key:
    return (place.sheet, place.row, place.column)


def _fingerprint(finding: Finding) -> tuple[object, ...]:
    return (finding.rule, tuple(_key(cell.place) for cell in finding.cells), finding.severity)


def _not_checked(report: Report) -> int:
    return sum(line.not_checked for line in report.ledger)
