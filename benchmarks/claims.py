"""Changes one figure, percentage, direction, year or name in the prose of published documents, and counts what is seen.

The documents are the texts and the books that the prose was written for, and one of each city whose documents were not.

Run: python benchmarks/claims.py [--quick] [--count N] [--seed N] [--misses KIND]
"""

from __future__ import annotations

import argparse
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import median

from claim_kinds import ABSORBED, CONSTRAINED, FREE, PLANTERS, Fault, Text
from claim_ties import ties

from checks.mechanism.stated import statements_of
from checks.rule import Subject
from checks.rulebook import RuleBook, rules
from checks.runner import audit
from model.disclosure import Disclosure, Document, open_disclosures
from model.finding import Finding, Severity
from model.reading.prose.claim import Measure
from model.reading.prose.claims import read_claims
from model.reading.prose.code_path import own_words
from model.reading.table import labelled
from model.source.book import Paragraph

DISCLOSURES = Path(__file__).resolve().parent.parent.parent / "shared" / "disclosures"
REAL = ("putuo-office-2025-budget", "wanli-2024-budget", "wanli-2025-budget", "welfare-2024-budget")
TRUE = {
    "luojiang-2021-final.txt": "合计 called 总计, remnants of the template, a missing percent sign",
    "wanli-2024-budget.pdf": "an item that neither its table nor its growth bears out, floors that do not add up",
    "wanli-2025-budget.pdf": "a path of names whose 款 its 类 does not have, floors that do not add up",
    "welfare-2024-budget.pdf": "an item that its table does not bear out, an empty reason, a remnant of the template",
}
"""What is truly wrong in the documents: their findings are no false ones."""

PROSE = RuleBook([rule for rule in rules() if rule.family == "prose"])
LONG = 100_000
"""Characters of a text of some 60 pages."""

_DRAWS = 20


@dataclass(frozen=True)
class Clean:
    """A document as it is published, with its disclosure and what is reported on it."""

    name: str
    disclosure: Disclosure
    text: Text
    known: frozenset[tuple[str, str]]
    findings: tuple[Finding, ...]

    @property
    def grave(self) -> list[Finding]:
        """The errors and warnings."""
        return [finding for finding in self.findings if finding.severity is not Severity.NOTICE]


@dataclass(frozen=True)
class Result:
    """A fault and what was newly reported on it."""

    fault: Fault
    name: str
    findings: list[Finding]

    @property
    def is_grave(self) -> bool:
        """Whether an error or a warning is among them."""
        return any(finding.severity is not Severity.NOTICE for finding in self.findings)


def main() -> None:
    arguments = _arguments()
    cleans = list(_opened())
    for clean in cleans:
        _print_clean(clean)
    began = time.perf_counter()
    results = list(_run(cleans, arguments.count, Random(arguments.seed)))
    _print_table(results)
    print(f"{len(results)} faults in {time.perf_counter() - began:.0f} s, seed {arguments.seed}")
    if arguments.misses:
        _print_misses(results, arguments.misses)
    if arguments.free:
        _print_free(results, arguments.free)
    print()
    for clean in cleans:
        _print_speed(clean)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=3_000, help="how many faults, 3,000 if not given")
    parser.add_argument("--quick", action="store_const", const=200, dest="count", help="200 faults")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument(
        "--misses", metavar="KIND", help="list the constrained faults of a kind, or all, that were missed"
    )
    parser.add_argument(
        "--free", metavar="KIND", help="list what reported the faults of a kind, or all, that nothing ties"
    )
    return parser.parse_args()


def _opened() -> Iterator[Clean]:
    paths = sorted(DISCLOSURES.glob("*-*-*.txt")) + [DISCLOSURES / "real" / f"{name}.pdf" for name in REAL]
    cities = {
        path.name.partition("-")[0]: path
        for path in sorted((DISCLOSURES / "cities").glob("*.pdf"), reverse=True)
    }
    paths += [cities[city] for city in sorted(cities)]
    for path in paths:
        if not path.is_file():
            print(f"{path.name} is not here")
            continue
        (disclosure,), _ = open_disclosures([path])
        document = disclosure.documents[0]
        lines = {paragraph.number: paragraph.text for paragraph in document.book.paragraphs}
        statements = statements_of(Subject(disclosure))
        found = ties(statements, document)
        stated = frozenset(
            cited.number
            for cited in statements.of(Measure.AMOUNT)
            if cited.document is document and len(statements.amounts(cited.claim.coordinates)) > 1
        )
        findings = _judged(disclosure)
        text = Text(document, statements, found, lines, stated, _printed(document))
        yield Clean(path.name, disclosure, text, frozenset(map(_key, findings)), findings)


def _printed(document: Document) -> frozenset[str]:
    """Return the 款 below which tables print 项 with their names."""
    return frozenset(
        code[:-2]
        for table in document.tables
        for panel in table.panels
        for row in labelled(panel.rows).labels
        if row.name and len(code := row.coordinates.get("function", "")) == len("2010101")
    )


def _judged(disclosure: Disclosure) -> tuple[Finding, ...]:
    return audit([disclosure], book=PROSE).findings


def _key(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.message.text("en")


def _run(cleans: list[Clean], count: int, random: Random) -> Iterator[Result]:
    """Plant each kind in turn in a document drawn by lot; a kind that fits no place of it is drawn again."""
    for _, (_, plant) in zip(range(count), cycle(PLANTERS.items())):
        drawn = ((clean, plant(clean.text, random)) for clean in random.choices(cleans, k=_DRAWS))
        clean, fault = next(((clean, fault) for clean, fault in drawn if fault), (cleans[0], None))
        if fault:
            new = _judged(_with_line(clean, fault))
            yield Result(fault, clean.name, [finding for finding in new if _key(finding) not in clean.known])


def _with_line(clean: Clean, fault: Fault) -> Disclosure:
    document = clean.text.document
    changed = [
        Paragraph(one.number, fault.line) if one.number == fault.paragraph else one
        for one in document.book.paragraphs
    ]
    return replace(clean.disclosure, documents=(_read(document, changed), *clean.disclosure.documents[1:]))


def _read(document: Document, paragraphs: list[Paragraph]) -> Document:
    own = own_words(document.tables, document.book.sheets)
    claims = read_claims(paragraphs, document.department, document.year, document.stage, own)
    return replace(document, book=replace(document.book, paragraphs=paragraphs), claims=claims)


def _print_clean(clean: Clean) -> None:
    claims = clean.text.document.claims
    amounts = [claim for claim in claims if claim.measure is Measure.AMOUNT]
    errors = sum(finding.severity is Severity.ERROR for finding in clean.grave)
    print(
        f"{clean.name}: {sum(claim.is_bound for claim in claims)} bound claims, "
        f"{sum(claim.is_bound for claim in amounts)} of {len(amounts)} amounts bound, {len(clean.text.ties)} ties; "
        f"untouched: {errors} errors, {len(clean.grave) - errors} warnings"
        + (f" (true: {TRUE[clean.name]})" if clean.grave and clean.name in TRUE else "")
    )
    for finding in clean.grave:
        print(f"    {finding.rule} {finding.message.text('en')}")


def _print_table(results: list[Result]) -> None:
    by_kind: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        by_kind[result.fault.kind].append(result)
    print(
        f"\n{'kind':<12}{'planted':>8}{'free':>7}{'absorbed':>9}{'tied':>7}{'caught':>8}{'recall':>8}"
        f"{'as notices':>11}{'free caught':>12}"
    )
    for kind in PLANTERS:
        _print_line(kind, by_kind[kind])
    _print_line("all", results)


def _print_line(kind: str, results: list[Result]) -> None:
    by_tie = {tie: [one for one in results if one.fault.tied == tie] for tie in (FREE, ABSORBED, CONSTRAINED)}
    tied = by_tie[CONSTRAINED]
    caught = sum(bool(one.findings) for one in tied)
    noticed = sum(bool(one.findings) and not one.is_grave for one in tied)
    free = sum(one.is_grave for one in by_tie[FREE])
    print(
        f"{kind:<12}{len(results):>8}{_share(len(by_tie[FREE]), len(results)):>7}"
        f"{_share(len(by_tie[ABSORBED]), len(results)):>9}{len(tied):>7}{caught:>8}{_share(caught, len(tied)):>8}"
        f"{noticed:>11}"
        f"{_share(free, len(by_tie[FREE])):>12}"
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "-"


def _print_misses(results: list[Result], kind: str) -> None:
    for result in results:
        if result.fault.tied == CONSTRAINED and kind in (result.fault.kind, "all") and not result.findings:
            print(f"MISSED {result.fault.kind}: {result.name} {result.fault.description}")


def _print_free(results: list[Result], kind: str) -> None:
    for result in results:
        if result.fault.tied == FREE and kind in (result.fault.kind, "all") and result.findings:
            rules = " ".join(sorted({finding.rule for finding in result.findings}))
            print(f"FREE {result.fault.kind}: {rules}: {result.name} {result.fault.description}")


def _print_speed(clean: Clean) -> None:
    """Print how long a text of some 60 pages takes, beside splitting it and finding figures by expressions alone."""
    document = clean.text.document
    length = sum(len(paragraph.text) for paragraph in document.book.paragraphs)
    if length < 2_000:
        return
    texts = [paragraph.text for paragraph in document.book.paragraphs] * (LONG // length + 1)
    paragraphs = [Paragraph(number, text) for number, text in enumerate(texts, 1)]
    characters = sum(map(len, texts))
    long = _read(document, paragraphs)
    disclosure = replace(clean.disclosure, documents=(long, *clean.disclosure.documents[1:]))
    reading = median(_seconds(lambda: _read(document, paragraphs)) for _ in range(3))
    judging = median(_seconds(lambda: audit([disclosure], book=PROSE)) for _ in range(3))
    peer = median(_seconds(lambda: _split(texts)) for _ in range(3))
    each = LONG / characters
    print(
        f"{clean.name} repeated to {characters} characters, per {LONG}: read {reading * each:.2f} s, "
        f"judged {judging * each:.2f} s; split and searched by expressions alone {peer * each:.3f} s"
    )


def _seconds(work: object) -> float:
    began = time.process_time()
    assert callable(work)
    work()
    return time.process_time() - began


def _split(texts: list[str]) -> int:
    sentences = [sentence for text in texts for sentence in re.split(r"[。；，：]", text)]
    return sum(len(re.findall(r"\d[\d,]*(?:\.\d+)?\s*(?:[亿万千]?元|%)", sentence)) for sentence in sentences)


if __name__ == "__main__":
    main()
