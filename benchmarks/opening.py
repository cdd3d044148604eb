"""A book of 17 sheets: what reading and recognising it, and judging it, cost beside openpyxl's and calamine's loading.

    python benchmarks/opening.py [BOOK.xlsx ...]

First the median of whole processes, run in turn: one that reads and recognises the book as Yushen does, one that loads
it with openpyxl. Then, with all modules loaded, the median of the checks beside the bare reading of the same book: by
openpyxl, by Yushen (its child process included), and by calamine alone, which gives values only.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bytecode import compiled_environment

REPOSITORY = Path(__file__).resolve().parent.parent
RUNS = 9
OPEN = (
    "import sys; from pathlib import Path; from model.disclosure import open_disclosures; "
    "open_disclosures([Path(sys.argv[1])])"
)
LOAD = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1])"


def seconds(work: Callable[[], object]) -> float:
    """Return the wall time of some work."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def processes(book: str) -> None:
    """Time a process that opens the book against one that loads it, in turn."""
    with compiled_environment() as environment:

        def run(program: str) -> float:
            arguments = [sys.executable, "-c", program, book]
            return seconds(lambda: subprocess.run(arguments, cwd=REPOSITORY, env=environment, check=True))

        times = [(run(OPEN), run(LOAD)) for _ in range(RUNS + 1)][1:]
    opened, loaded = (median(each) for each in zip(*times, strict=True))
    print(f"  read and recognised {opened * 1000:.0f} ms, openpyxl's load {loaded * 1000:.0f} ms")
    print(f"  ratio {opened / loaded:.2f} (aim under 1)")


def checks(book: str) -> None:
    """Time the checks against the bare readings, in turn."""
    import openpyxl
    from python_calamine import CalamineWorkbook

    from checks.runner import audit
    from model.disclosure import open_disclosures
    from model.source.reading import open_book

    def calamine() -> None:
        values = CalamineWorkbook.from_path(book)
        for name in values.sheet_names:
            values.get_sheet_by_name(name).to_python()

    disclosures, _ = open_disclosures([Path(book)])
    readings = {
        "openpyxl's load": lambda: openpyxl.load_workbook(book),
        "Yushen's reading": lambda: open_book(book),
        "calamine alone": calamine,
    }
    works = {"checks": lambda: audit(disclosures), **readings}
    rounds = [{name: seconds(work) for name, work in works.items()} for _ in range(RUNS + 1)][1:]
    middle = {name: median(each[name] for each in rounds) for name in works}
    print(f"  checks {middle['checks'] * 1000:.0f} ms")
    for name in readings:
        print(f"  beside {name}, {middle[name] * 1000:.0f} ms: ratio {middle['checks'] / middle[name]:.2f}")


def main(books: list[str]) -> None:
    """Print the figures of each book."""
    sys.path.insert(0, str(REPOSITORY))
    for book in books or [str(REPOSITORY / "samples" / "wansheng-2023-budget.xlsx")]:
        print(Path(book).name)
        processes(str(Path(book).resolve()))
        checks(book)


if __name__ == "__main__":
    main(sys.argv[1:])
