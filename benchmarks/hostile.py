"""Files that make much work once they are read: processor time, memory, and how both grow with the file.

    python -m benchmarks.hostile [NAME ...] [--seconds N]

Each file is made in three sizes, a quarter, a half and the whole of its size in `tests/hostile/much_work.py` and
`tests/hostile/doubtful_work.py`, and is audited in a process of its own, which is ended after so many seconds of the
processor (60). Prints the seconds and the megabytes of each, the exit status, and the exponent with which the time
grows from the half to the whole (1: in proportion), without what an empty text takes.

How fast a machine is, and how much its neighbours take of it, changes by the minute. So a loop of ten million
additions, the yardstick, is timed before and after the three sizes of a file; the whole is printed as a multiple of
it, and as the seconds it would take on an ordinary core, one on which the loop takes 0.5 s. By these it is judged
whether a file takes too much.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from math import log2
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.bytecode import compiled_environment

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]
Writer = Callable[[Path, int], Path]
SIZES: dict[Writer, int] = {
    **import_module("hostile.much_work").SIZES,
    **import_module("hostile.doubtful_work").SIZES,
}
_NAMES = [write.__name__ for write in SIZES]

SHARES = (4, 2, 1)
SECONDS, MEGABYTES = 10, 1024
"""What the whole of a file may take, the seconds on an ordinary core."""

ADDITIONS = 10_000_000
ORDINARY = 0.5
"""The seconds that the yardstick takes on an ordinary core."""

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


def yardstick() -> float:
    """Return the seconds of the processor that the loop takes here and now."""
    began, total = time.process_time(), 0
    for number in range(ADDITIONS):
        total += number
    return time.process_time() - began


def cost(path: Path, seconds: int, environment: Mapping[str, str]) -> Cost:
    """Audit a file in a process of its own and return what it took; its children's time is in it."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.chdir(REPOSITORY)
        command = [sys.executable, "-c", _AUDIT, "audit", "--format", "json", str(path)]
        os.execve(sys.executable, command, dict(environment))
    _, status, used = os.wait4(child, 0)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status))


def main(arguments: list[str]) -> int:
    """Measure what is asked for, and return how many of them took too much."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--seconds", type=int, default=60)
    asked = parser.parse_args(arguments)
    with compiled_environment() as environment:
        measure = partial(_cost_of, seconds=asked.seconds, environment=environment)
        measure(_nothing, 0)  # compiles
        loop, bare = yardstick(), measure(_nothing, 0)
        print(f"{'an empty text':32} {bare}  {_in_other_units(bare.seconds, loop)}")
        chosen = {write: size for write, size in SIZES.items() if write.__name__ in (asked.names or _NAMES)}
        return sum(_row(write, size, bare.seconds, measure) for write, size in chosen.items())


def _row(write: Writer, size: int, bare: float, measure: Callable[[Writer, int], Cost]) -> bool:
    """Print what the three sizes of a file take, and return whether the whole takes too much."""
    before = yardstick()
    costs = [measure(write, size // share) for share in SHARES]
    loop = (before + yardstick()) / 2
    over = [max(each.seconds - bare, 0.01) for each in costs]
    whole = costs[-1]
    fails = (
        whole.seconds / loop * ORDINARY > SECONDS
        or whole.megabytes > MEGABYTES
        or whole.status not in {0, 1, 2}
    )
    sizes = "  ".join(f"{size // share:7}: {each}" for share, each in zip(SHARES, costs, strict=True))
    growth = f"growth {log2(over[2] / over[1]):4.1f}  {_in_other_units(whole.seconds, loop)}"
    print(f"{write.__name__:32} {sizes}  {growth}{'  TOO MUCH' if fails else ''}", flush=True)
    return fails


def _in_other_units(seconds: float, loop: float) -> str:
    """Return what a time comes to in loops, and on an ordinary core."""
    return (
        f"{seconds / loop:5.1f} loops of {loop:.2f} s, {seconds / loop * ORDINARY:5.2f} s on an ordinary core"
    )


def _cost_of(write: Writer, size: int, seconds: int, environment: Mapping[str, str]) -> Cost:
    with TemporaryDirectory() as folder:
        return cost(write(Path(folder), size), seconds, environment)


def _nothing(folder: Path, _: int) -> Path:
    path = folder / "text.txt"
    path.write_text("部门预算\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
