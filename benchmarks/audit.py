"""The whole audit of a book against a process that only loads the same book with openpyxl.

    python benchmarks/audit.py [BOOK.xlsx ...]

Prints, for each book, the median wall time of both and their ratio; the two are run in turn, so that a change of the
machine's speed meets both.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from bytecode import compiled_environment

REPOSITORY = Path(__file__).resolve().parent.parent
RUNS = 9
AUDIT = "import sys; from tui.command.main import main; sys.exit(main(sys.argv[1:]))"
LOAD = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1])"


def seconds(arguments: list[str], environment: dict[str, str]) -> float:
    """Return the wall time of one process."""
    command = [sys.executable, *arguments]
    began = time.perf_counter()
    subprocess.run(command, cwd=REPOSITORY, env=environment, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - began


def main(books: list[str]) -> None:
    """Time both processes on each book."""
    for book in books or [str(REPOSITORY / "samples" / "wansheng-2023-budget.xlsx")]:
        audits, loads = [], []
        with compiled_environment() as environment:
            for _ in range(RUNS + 1):
                audits.append(seconds(["-c", AUDIT, "audit", "--format", "json", book], environment))
                loads.append(seconds(["-c", LOAD, book], environment))
        audit, load = median(audits[1:]), median(loads[1:])
        print(
            f"{Path(book).name}: audit {audit:.3f} s, openpyxl's load {load:.3f} s, ratio {audit / load:.2f}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
