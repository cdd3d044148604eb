"""Plants faults in disclosures and counts which are caught, which are named at their cell, and which doubt swallows.

Run: python benchmarks/faults.py [--quick] [--cities] [--faults N] [--seed N] [--misses KIND]
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle
from random import Random

from fault import ABSORBED, CONSTRAINED, FREE, Fault
from fault_amounts import AMOUNT_KINDS, SEVERAL_AMOUNTS, SINGLE_AMOUNTS
from fault_books import CleanBook, cell_of, city_books, clean_books, untouched_documents
from fault_rows import ROWS_AND_LABELS

from checks.runner import audit
from model.disclosure import disclosure_of, open_disclosures
from model.finding import Doubt, Finding, Severity
from model.source.book import Book

TWO_IN_A_BOOK = 0.2
"""The share of the books that get a second fault, in another sheet."""

_DRAWS = 20
"""So many places are tried for a fault."""


@dataclass(frozen=True)
class Result:
    """How one fault ended. `problems` are the groups that are new in its book, `faults` how many it was given.

    `swallowed`: nothing was reported and the reading is newly in doubt instead.
    """

    fault: Fault
    book: str
    caught: bool
    named_first: bool
    named_any: bool
    problems: int
    faults: int
    findings: list[Finding]
    swallowed: bool
    doubts: list[Doubt]


def main() -> None:
    arguments = _arguments()
    began = time.perf_counter()
    books, words = city_books() if arguments.cities else clean_books()
    for word in words:
        print(word)
    print(f"{len(books)} books, read and recognised in {time.perf_counter() - began:.1f} s")
    if not arguments.cities:
        _print_untouched()
    for clean in books:
        untied = sum(not clean.ties[fact] for fact in clean.stated)
        print(f"  {clean.name}: {len(clean.stated)} stated amounts, {untied} of them in no relation")
    began = time.perf_counter()
    results = []
    for result in _run(books, arguments.faults, Random(arguments.seed)):
        results.append(result)
        if arguments.misses:
            _print_miss(result, arguments.misses)
    seconds = time.perf_counter() - began
    _print_table(results)
    print(f"{len(results)} faults in {seconds:.0f} s, seed {arguments.seed}")


def _print_untouched() -> None:
    """Print what is reported on every untouched document, texts and templates too: an error there is a false one."""
    errors = 0
    for path in untouched_documents():
        disclosures, _ = open_disclosures([path])
        findings = audit(disclosures).findings
        reported = ", ".join(one.rule for one in findings if one.severity is not Severity.NOTICE) or "nothing"
        errors += sum(one.severity is Severity.ERROR for one in findings)
        print(f"  {path.name}: reported untouched: {reported}")
    print(f"{errors} false errors on untouched documents")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", type=int, default=3_000, help="how many, 3,000 if not given")
    parser.add_argument("--quick", action="store_const", const=200, dest="faults", help="200 faults")
    parser.add_argument("--cities", action="store_true", help="plant in the published budgets of the cities")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument(
        "--misses", metavar="KIND", help="list those of a kind, or all, that were missed or misnamed"
    )
    return parser.parse_args()


def _run(books: list[CleanBook], count: int, random: Random) -> Iterator[Result]:
    """Plant each kind in turn in a book drawn by lot; a kind that fits no place of a book is drawn again."""
    done = 0
    for planter in cycle((*SINGLE_AMOUNTS, *SEVERAL_AMOUNTS, *ROWS_AND_LABELS)):
        drawn = ((clean, planter(clean, random)) for clean in random.choices(books, k=_DRAWS))
        clean, first = next(((clean, fault) for clean, fault in drawn if fault), (books[0], None))
        faults = [first] if first else []
        if faults and random.random() < TWO_IN_A_BOOK:
            second = random.choice(SINGLE_AMOUNTS)(clean, random)
            faults.extend([second] if second and second.sheet != faults[0].sheet else [])
        yield from _judge(clean, faults)
        done += len(faults)
        if done >= count:
            return


def _judge(clean: CleanBook, faults: list[Fault]) -> Iterator[Result]:
    planted = {fault.sheet: fault.planted for fault in faults}
    sheets = [planted.get(number, sheet) for number, sheet in enumerate(clean.book.sheets)]
    book = replace(clean.book, sheets=sheets)
    report = audit([disclosure_of([book])])
    new = [
        finding
        for finding in report.findings
        if finding.severity is not Severity.NOTICE
        and (finding.rule, finding.message.text("en")) not in clean.known
    ]
    doubts = [doubt for doubt in report.doubts if _identity(doubt) not in clean.doubted]
    heads = _heads(new)
    for fault in faults:
        caught = bool(new) if len(faults) == 1 else any(_touches(finding, fault, book) for finding in new)
        yield Result(
            fault,
            clean.name,
            caught=caught,
            named_first=any(_names(head, fault, book) for head in heads[: len(faults)]),
            named_any=any(_names(finding, fault, book) for finding in new),
            problems=len(heads),
            faults=len(faults),
            findings=new,
            swallowed=not caught and bool(doubts),
            doubts=doubts,
        )


def _identity(doubt: Doubt) -> tuple[str, tuple[tuple[str, int], ...]]:
    """Return what distinguishes a doubt from those of the untouched book: its table, its reason, what fails for it."""
    return doubt.id, doubt.rules


def _heads(findings: list[Finding]) -> list[Finding]:
    """Return the first finding of each group, and those that stand alone."""
    heads: dict[str, Finding] = {}
    for finding in findings:
        heads.setdefault(getattr(finding, "group", "") or finding.id, finding)
    return list(heads.values())


def _names(finding: Finding, fault: Fault, book: Book) -> bool:
    return finding.suspect is not None and cell_of(finding.suspect, book) in fault.cells


def _touches(finding: Finding, fault: Fault, book: Book) -> bool:
    places = [cell.place for cell in finding.cells] + [finding.suspect]
    return any(cell_of(place, book)[0] == fault.sheet for place in places if place is not None)


def _print_table(results: list[Result]) -> None:
    by_kind: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        by_kind[result.fault.kind].append(result)
    print(
        f"\n{'kind':<24}{'planted':>8}{'free':>7}{'absorbed':>9}{'tied':>7}{'caught':>8}{'recall':>8}"
        f"{'in doubt':>9}{'cell 1st':>9}{'any':>7}{'problems':>9}"
    )
    for kind in sorted(by_kind, key=lambda kind: kind not in AMOUNT_KINDS):
        _print_line(kind, by_kind[kind])
    _print_line("single amounts", [result for kind in AMOUNT_KINDS for result in by_kind[kind]])
    _print_line("all", results)


def _print_line(kind: str, results: list[Result]) -> None:
    free = sum(result.fault.tied == FREE for result in results)
    absorbed = sum(result.fault.tied == ABSORBED for result in results)
    tied = [result for result in results if result.fault.tied == CONSTRAINED]
    caught = [result for result in tied if result.caught]
    alone = [result for result in caught if result.faults == 1]
    print(
        f"{kind:<24}{len(results):>8}{_share(free, len(results)):>7}{_share(absorbed, len(results)):>9}"
        f"{len(tied):>7}{len(caught):>8}{_share(len(caught), len(tied)):>8}"
        f"{_share(sum(result.swallowed for result in tied), len(tied)):>9}"
        f"{_share(sum(result.named_first for result in caught), len(caught)):>9}"
        f"{_share(sum(result.named_any for result in caught), len(caught)):>7}"
        f"{sum(result.problems for result in alone) / max(len(alone), 1):>9.2f}"
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "-"


def _print_miss(result: Result, kind: str) -> None:
    """Print a fault that was not reported, or not at its cell first, as soon as it is judged."""
    fault = result.fault
    asked = kind == "all" or fault.kind.startswith(kind)
    if fault.tied != CONSTRAINED or not asked or result.named_first:
        return
    word = "misnamed" if result.caught else "MISSED"
    cells = sorted(fault.cells)[:3]
    print(f"{word}: {result.book} {fault.kind} {cells} {fault.description} ({result.faults} in the book)")
    for doubt in result.doubts:
        print(f"    in doubt: {doubt.place.sheet}!{doubt.place.cell} {doubt.why.text('en')} {doubt.rules}")
    for finding in result.findings[:6]:
        suspect = finding.suspect and f"{finding.suspect.sheet}!{finding.suspect.cell}"
        print(f"    {finding.rule} {finding.message.text('en')} [{suspect}]", flush=True)


if __name__ == "__main__":
    main()
