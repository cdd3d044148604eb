"""Prints how much of the published budgets of ../shared/disclosures/cities is understood, and what is raised of them.

Run: python benchmarks/cities.py [DOCUMENT ...] [--dump FILE] [--unbound FILE] [--folder FOLDER]

By document and city: the amounts printed in tables, counted over the page's text by `printed_amounts.py` apart from
Yushen's reading; beside them the cells that Yushen bound to an amount, those it lists as not bound, and those proven
(they stand in a relation or an agreement that holds, with another cell); errors and warnings; processor time. Then the
reasons why cells are not bound, and errors and warnings by rule.

A DOCUMENT is the beginning of a file's name. --dump writes every error and warning with its page and message, for
judging; --unbound every cell that is not bound with its reason; --folder takes another folder of PDFs.
"""

from __future__ import annotations

import argparse
import resource
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from printed_amounts import printed_amounts

from checks.mechanism.relations import CONSISTENT, ROUNDING
from checks.rule import Outcome, Subject
from checks.rulebook import rules
from checks.runner import judged
from model.disclosure import Disclosure, open_disclosures
from model.facts.unread import unlisted_amounts, unread_amounts
from model.finding import Finding, LedgerLine, Severity
from model.messages import Language
from model.reading.table import Table
from model.source.book import address

CITIES = Path(__file__).resolve().parent.parent.parent / "shared" / "disclosures" / "cities"
_TOP = 25


@dataclass
class Tally:
    """What is counted of a document, or of those of a city together; `seconds` is processor time."""

    printed: int = 0
    bound: int = 0
    listed: int = 0
    proven: int = 0
    errors: int = 0
    warnings: int = 0
    seconds: float = 0.0

    def add(self, other: Tally) -> None:
        """Count another's with one's own."""
        for name in vars(self):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass
class Read:
    """A document as it was read: its counts, its findings, and the reasons of its cells that are not bound."""

    name: str
    identity: str
    tally: Tally
    findings: list[Finding] = field(default_factory=list)
    unbound: list[tuple[str, str]] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)


def main() -> None:
    arguments = _arguments()
    paths = [
        path
        for path in sorted(arguments.folder.glob("*.pdf"))
        if not arguments.documents or path.name.startswith(tuple(arguments.documents))
    ]
    documents = []
    print(
        f"{'document':<16}{'printed':>8}{'bound':>8}{'listed':>8}{'proven':>8}{'errors':>7}{'warn':>6}{'s':>7}"
    )
    for path in paths:
        documents.append(_read(path))
        _print_line(documents[-1].name, documents[-1].tally, documents[-1].identity)
    _print_cities(documents)
    _print_counts("not bound", (why for each in documents for _, why in each.unbound))
    for severity in (Severity.ERROR, Severity.WARNING):
        of_rule = (one.rule for each in documents for one in each.findings if one.severity is severity)
        _print_counts(f"{severity}s", of_rule)
    if arguments.dump:
        arguments.dump.write_text("\n".join(line for each in documents for line in each.raised) + "\n")
    if arguments.unbound:
        lines = [f"{each.name} {place}: {why}" for each in documents for place, why in each.unbound]
        arguments.unbound.write_text("\n".join(lines) + "\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("documents", nargs="*")
    parser.add_argument("--dump", type=Path)
    parser.add_argument("--unbound", type=Path)
    parser.add_argument("--folder", type=Path, default=CITIES)
    return parser.parse_args()


def _read(path: Path) -> Read:
    began = _processor_time()
    disclosures, troubles = open_disclosures([path])
    if not disclosures:
        return Read(path.stem, f"not read: {troubles[0].what.text('en')}", Tally())
    disclosures, report = judged(disclosures)
    disclosure = disclosures[0]
    seconds = _processor_time() - began
    raised = [one for one in report.findings if one.severity in (Severity.ERROR, Severity.WARNING)]
    bound = _cells(disclosure, np.flatnonzero(disclosure.cells.stated).tolist())
    proven = _cells(disclosure, _proven(disclosure)) & bound
    unread = unread_amounts(disclosure.documents[0].book.sheets, disclosure.tables)
    listed = [
        *((table, cell) for table in disclosure.tables for cell in table.unbound),
        *((disclosure.tables[at], cell) for at, cell in unlisted_amounts(unread, disclosure.tables)),
    ]
    unbound = [
        (_place(disclosure, table, cell.row, cell.column), cell.why.text("en")) for table, cell in listed
    ]
    tally = Tally(
        sum(printed_amounts(path).values()),
        len(bound),
        len(unbound),
        len(proven),
        sum(one.severity is Severity.ERROR for one in raised),
        sum(one.severity is Severity.WARNING for one in raised),
        seconds,
    )
    identity = " ".join(
        str(each or "?") for each in (disclosure.department, disclosure.year, disclosure.stage)
    )
    return Read(path.stem, identity, tally, raised, unbound, _dumped(path.stem, identity, raised))


def _processor_time() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _cells(disclosure: Disclosure, facts: Iterable[int]) -> set[tuple[int, int, int, int]]:
    """Return the cells that state facts: document, sheet, row and column."""
    cube, tables = disclosure.cells, disclosure.tables
    subject = Subject(disclosure)
    found = set()
    for fact in facts:
        number, panel, row = int(cube.table[fact]), int(cube.panel[fact]), int(cube.row[fact])
        column = int(cube.column[fact]) - subject.shift(number, panel, row)
        found.add((tables[number].document, tables[number].sheet, row, column))
    return found


def _proven(disclosure: Disclosure) -> set[int]:
    """Return the facts that stand in relations and agreements that hold."""
    subject = Subject(disclosure)
    proven: set[int] = set()
    for rule in rules():
        outcome = Outcome(LedgerLine(rule.code))
        rule.check(subject, outcome)
        for relations in outcome.relations:
            for number in np.flatnonzero(np.isin(relations.verdict, [CONSISTENT, ROUNDING])).tolist():
                parts = set(relations.parts(number).tolist()) - {int(relations.whole[number])}
                if parts:
                    proven |= {int(relations.whole[number]), *parts}
        for groups in outcome.agreements:
            for number in np.flatnonzero(np.isin(groups.verdict, [CONSISTENT, ROUNDING])).tolist():
                proven |= set(groups.facts(number).tolist())
    return proven


def _place(disclosure: Disclosure, table: Table, row: int, column: int) -> str:
    sheet = disclosure.documents[table.document].book.sheets[table.sheet]
    return f"{sheet.name}!{address(row, column)} ({' '.join(table.title.split())})"


def _dumped(name: str, identity: str, raised: Sequence[Finding], language: Language = "zh") -> list[str]:
    """Return what is raised of a document as a list for judging."""
    lines = [f"\n## {name} {identity}"]
    for one in raised:
        cells = ", ".join(f"{cell.place.sheet}!{cell.place.cell} {cell.value}" for cell in one.cells[:8])
        lines.append(f"- [ ] {one.severity} {one.rule} {one.message.text(language)}")
        if one.hint:
            lines.append(f"  - {one.hint.text(language)}")
        if cells:
            lines.append(f"  - {cells}")
        lines += [f"  - ¶{span.paragraph} {span.text}" for span in one.spans]
    return lines


def _print_line(name: str, tally: Tally, identity: str = "") -> None:
    counts = f"{tally.printed:>8,}{tally.bound:>8,}{tally.listed:>8,}{tally.proven:>8,}"
    print(
        f"{name:<16}{counts}{tally.errors:>7}{tally.warnings:>6}{tally.seconds:>7.1f}  {identity}", flush=True
    )


def _print_cities(documents: Sequence[Read]) -> None:
    cities: dict[str, Tally] = {}
    whole = Tally()
    for each in documents:
        cities.setdefault(each.name.partition("-")[0], Tally()).add(each.tally)
        whole.add(each.tally)
    print()
    for city, tally in (*cities.items(), ("all", whole)):
        bound, proven = _share(tally.bound, tally.printed), _share(tally.proven, tally.bound)
        _print_line(city, tally, f"bound {bound} of printed, proven {proven} of bound")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"


def _print_counts(title: str, found: Iterable[str]) -> None:
    counts = Counter(found)
    print(f"\n{title}: {sum(counts.values()):,}")
    for what, count in counts.most_common(_TOP):
        print(f"{count:>8,}  {what}")


if __name__ == "__main__":
    main()
