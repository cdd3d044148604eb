"""Files that make much work once they are read: processor time, memory, and how both grow with the file.

    python -m benchmarks.hostile [NAME ...] [--seconds N]

Each file is made in three sizes, a quarter, a half and the whole of its size in `tests/hostile/much_work.py` and
`tests/hostile/doubtful_work.py`, and is audited in a process of its own, which is ended after so many seconds of the
processor (60). Prints the seconds and the megabytes of each, the exit status, and the exponent with which the time
grows from the half to the whole (1: in proportion), without what an empty text takes.
"""

from __future__ import annotations

import os
import resource
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from math import log2
from pathlib import Path
from tempfile import TemporaryDirectory

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]
SIZES = {**import_module("hostile.much_work").SIZES, **import_module("hostile.doubtful_work").SIZES}

SHARES = (4, 2, 1)
SECONDS, MEGABYTES = 10, 1024
"""What the whole of a file may take."""
_AUDIT = "import sys; from tui.command.main import main; sys.exit(main(sys.argv[1:]))"


@dataclass(frozen=True)
class Cost:
    """What one audit took: seconds of the processor, megabytes at most, and how it ended."""

    seconds: float
    megabytes: float
    status: int

    def __str__(self) -> str:
        ended = f"ended by signal {-self.status}" if self.status < 0 else f"status {self.status}"
        return f"{self.seconds:6.2f} s {self.megabytes:5.0f} MB {ended}"


def cost(path: Path, seconds: int) -> Cost:
    """Audit a file in a process of its own and return what it took; its children's time is in it."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.chdir(REPOSITORY)
        os.execv(sys.executable, [sys.executable, "-c", _AUDIT, "audit", "--format", "json", str(path)])
    _, status, used = os.wait4(child, 0)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status))


def main(arguments: list[str]) -> int:
    """Measure what is asked for, and return how many of them took too much."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--seconds", type=int, default=60)
    asked = parser.parse_args(arguments)
    bare = _cost_of(lambda folder, _: _nothing(folder), 0, asked.seconds)
    print(f"{'an empty text':32} {bare}")
    failed = 0
    for write, size in SIZES.items():
        if asked.names and write.__name__ not in asked.names:
            continue
        costs = [_cost_of(write, size // share, asked.seconds) for share in SHARES]
        over = [max(each.seconds - bare.seconds, 0.01) for each in costs]
        growth = log2(over[2] / over[1])
        slow = (
            costs[2].seconds > SECONDS or costs[2].megabytes > MEGABYTES or costs[2].status not in {0, 1, 2}
        )
        failed += slow
        sizes = "  ".join(f"{size // share:7}: {each}" for share, each in zip(SHARES, costs, strict=True))
        print(f"{write.__name__:32} {sizes}  growth {growth:4.1f}{'  TOO MUCH' if slow else ''}", flush=True)
    return failed


def _cost_of(write: Callable[[Path, int], Path], size: int, seconds: int) -> Cost:
    with TemporaryDirectory() as folder:
        return cost(write(Path(folder), size), seconds)


def _nothing(folder: Path) -> Path:
    path = folder / "text.txt"
    path.write_text("部门预算\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
