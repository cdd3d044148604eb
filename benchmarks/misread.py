"""Breaks the first reading of the published budgets on purpose and counts what candidate readings mend.

Run: python -m benchmarks.misread [--kind KIND] [--every N]
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from checks import runner
from checks.advocate import settling
from checks.advocate.case import accusations
from checks.advocate.settling import Settled
from checks.rule import Outcome, Rule, Subject
from model.disclosure import Disclosure, open_disclosures
from model.finding import Severity
from model.layout import layout
from model.reading import drafting
from model.source.book import Sheet

CITIES = Path(__file__).resolve().parent.parent.parent / "shared" / "disclosures" / "cities"
Paths = list[tuple[str, ...]]


def _over_labels(paths: Paths, _sheet: Sheet, _below: int) -> Paths:
    """Lose the first heading: all others stand a column too far to the left."""
    return [*paths[1:], ()]


def _gap_moved(paths: Paths, sheet: Sheet, below: int) -> Paths:
    """Move the heading of a column without amounts to another place among the headings."""
    columns = range(2, len(paths))
    rows = range(below, sheet.height)
    empty = [column for column in columns if all(sheet.value(row, column) in (None, "") for row in rows)]
    if not empty:
        return paths
    place = Random(repr(paths)).choice(columns)
    moved = [path for column, path in enumerate(paths) if column != empty[0]]
    moved.insert(place, paths[empty[0]])
    return moved


def _with_paths(change: Callable[[Paths, Sheet, int], Paths]) -> Any:
    right = drafting.heading_paths

    def changed(sheet: Sheet, headings: list[int], *rest: Any) -> Paths:
        paths = right(sheet, headings, *rest)
        return change(paths, sheet, headings[-1] + 1) if len(paths) > 4 else paths

    return patch.object(drafting, "heading_paths", changed)


def _last_heading_as_data() -> Any:
    right = drafting._laid_out

    def changed(*given: Any) -> Any:
        found, mapping = right(*given)
        if (mapping is None or mapping.headings is None) and len(found.headings) > 1:
            found.data.insert(0, found.headings.pop())
        return found, mapping

    return patch.object(drafting, "_laid_out", changed)


KINDS: dict[str, Callable[[], Any]] = {
    "over labels": lambda: _with_paths(_over_labels),
    "gap moved": lambda: _with_paths(_gap_moved),
    "heading as data": _last_heading_as_data,
    "numbers as data": lambda: patch.object(layout, "numbers_columns", lambda *_, **__: False),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kind", choices=KINDS)
    parser.add_argument("--every", type=int, default=4, help="every so many documents; 4 if not given")
    asked = parser.parse_args()
    paths = sorted(CITIES.glob("*.pdf"))[:: asked.every]
    print(f"{len(paths)} documents")
    for kind in [asked.kind] if asked.kind else KINDS:
        with KINDS[kind]():
            disclosures = [each for path in paths for each in open_disclosures([path])[0]]
            for words, settled in (("without", _as_first_read), ("with", settling.settled)):
                with patch.object(settling, "settled", settled):
                    _print(f"{kind}, {words} candidates", disclosures)


def _as_first_read(subject: Subject, rules: Sequence[Rule], outcomes: list[Outcome], _judge: Any) -> Settled:
    return Settled(subject, outcomes, accusations(subject, rules, outcomes))


def _print(words: str, disclosures: Sequence[Disclosure]) -> None:
    counts: Counter[str] = Counter()
    began = time.perf_counter()
    for disclosure in disclosures:
        (read,), report = runner.judged([disclosure])
        for severity in (Severity.ERROR, Severity.WARNING):
            counts[f"{severity}s"] += sum(one.severity is severity for one in report.findings)
        counts["relations in doubt"] += sum(doubt.relations for doubt in report.doubts)
        counts["proven"] += sum(one.understood.amounts_proven for one in report.documents)
        counts["taken"] += sum(table.choice is not None for table in read.tables)
        counts["offered"] += sum(doubt.mapping is not None for doubt in report.doubts)
    counted = ", ".join(f"{count} {name}" for name, count in counts.items())
    print(f"  {words}: {counted}; {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
