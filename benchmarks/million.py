"""A consolidated workbook of a million rows: what opening and judging it cost beside calamine's bare reading.

    python benchmarks/million.py [--rows N] [--keep BOOK.xlsx]

Makes the book (unit by function code, three amounts a row, all consistent), then, in processes of their own and one
after the other: calamine alone, Yushen's reading alone, and Yushen's whole opening (reading, recognition, cube), then
all checks of what was opened, then the trees that the desk shows. Prints times, their ratios, and the most memory that
the process and its reading child took. POSIX only, for the memory.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
OPEN_MOST, CHECKS_MOST, MEMORY_MOST = 3.0, 1.0, 3 << 10
"""The aims: opening and checks as times calamine's reading, and megabytes."""


def bare(book: Path) -> dict[str, Any]:
    """Read the book with calamine alone."""
    from python_calamine import CalamineWorkbook

    rows = sum(1 for _ in CalamineWorkbook.from_path(str(book)).get_sheet_by_index(0).iter_rows())
    return {"rows": rows}


def read(book: Path) -> dict[str, Any]:
    """Read the book as Yushen does, and recognise nothing."""
    from model.source.reading import open_book

    return {"rows": open_book(book).sheets[0].height}


def judge(book: Path) -> dict[str, Any]:
    """Open the book, ask all rules of it, and make its trees; each is timed here."""
    from checks.runner import audit
    from model.disclosure import open_disclosures
    from model.tree import code_trees

    marks = [perf_counter()]
    (disclosure,), _ = open_disclosures([book])
    marks.append(perf_counter())
    report = audit([disclosure])
    marks.append(perf_counter())
    trees = code_trees(disclosure)
    marks.append(perf_counter())
    (table,) = disclosure.tables
    return {
        "kind": table.kind,
        "unit": table.unit.label if table.unit else "",
        "steps": [after - before for before, after in pairwise(marks)],
        "facts": len(disclosure.facts),
        "unbound": len(table.unbound),
        "codes": sum(len(tree.nodes) for tree in trees),
        "tested": sum(line.tested for line in report.ledger),
        "failed": [line.rule for line in report.ledger if line.failed],
        "findings": Counter(finding.severity.value for finding in report.findings),
    }


STEPS = {step.__name__: step for step in (bare, read, judge)}


def elsewhere(step: str, book: Path) -> dict[str, Any]:
    """Return what a step measures in a process of its own, with its seconds and the most memory it took, in MB."""
    output = subprocess.run(
        [sys.executable, __file__, "--step", step, str(book)], stdout=subprocess.PIPE, check=True
    )
    measured: dict[str, Any] = json.loads(output.stdout)
    return measured


def run_step(step: str, book: Path) -> dict[str, Any]:
    """Run a step in this process."""
    import resource

    began = perf_counter()
    measured = STEPS[step](book)
    seconds = perf_counter() - began
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return measured | {
        "seconds": seconds,
        "memory": [resource.getrusage(kind).ru_maxrss >> 10 for kind in kinds],
    }


def report(book: Path) -> None:
    """Run all steps and print their figures."""
    measured = {step: elsewhere(step, book) for step in STEPS}
    calamine, judged = measured["bare"]["seconds"], measured["judge"]
    opened, checked, trees = judged["steps"]
    memory = judged["memory"]
    print(
        f"{measured['bare']['rows']:,} rows, {book.stat().st_size >> 20} MB: {judged['kind']} in {judged['unit']}"
    )
    print(f"calamine's bare reading {calamine:.1f} s")
    print(
        f"reading alone {measured['read']['seconds']:.1f} s, ratio {measured['read']['seconds'] / calamine:.2f}"
    )
    print(f"opening {opened:.1f} s, ratio {opened / calamine:.2f} (aim under {OPEN_MOST:g})")
    print(f"checks {checked:.1f} s, ratio {checked / calamine:.2f} (aim under {CHECKS_MOST:g})")
    print(f"trees of {judged['codes']:,} rows {trees:.1f} s")
    print(
        f"memory {memory[0]:,} MB, its child {memory[1]:,} MB, together under {sum(memory):,} (aim {MEMORY_MOST:,})"
    )
    print(
        f"{judged['facts']:,} facts, {judged['unbound']:,} cells unbound, {judged['tested']:,} relations tested"
    )
    print(f"findings {judged['findings'] or 'none'}, rules failed {judged['failed'] or 'none'}")


def main() -> None:
    """Make the book and print its figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the book (1,000,000)")
    parser.add_argument("--keep", type=Path, help="use this book; it is made where it is not there")
    parser.add_argument("--step", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        print(json.dumps(run_step(asked.step[0], Path(asked.step[1]))))
        return
    with TemporaryDirectory() as folder:
        book = asked.keep or Path(folder) / "consolidated.xlsx"
        if not book.exists():
            from consolidated_book import write_consolidated

            write_consolidated(book, asked.rows)
        report(book)


if __name__ == "__main__":
    main()
