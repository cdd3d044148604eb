"""Files spoilt at random, each through opening, audit and one export: nothing may break down, hang or take too much.

    python -m benchmarks.fuzz [--count N] [--seed S] [--first K] [--own-reader EVERY] [--seconds S]
    python -m benchmarks.fuzz --seed S --first K --keep FILE

Each file is a small valid one of some kind (`tests/hostile/mutations.py`), spoilt as seed and number determine, and
is given to `yushen audit` with one of its formats. So that many can be tried, it is parsed in the process that audits
it, without the isolation and the limits of the reader's own process, and a process goes on to the next file; every so
many files (50), and every one that ends its process, go through the reader's own. Prints each file that breaks
something: a defect that was caught or not, a status other than 0, 1 and 2, more than so many seconds of the processor
(10) or 1 GB; then how they ended in all. `--keep` writes the file of one number.
"""

from __future__ import annotations

import logging
import os
import resource
import signal
import sys
from argparse import ArgumentParser
from collections import Counter
from contextlib import redirect_stderr
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from io import BytesIO, StringIO
from json import dumps, loads
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time
from unittest.mock import patch

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]
mutations = import_module("hostile.mutations")

SECONDS, MEGABYTES = 10, 1024
"""What a file may take."""
_ENDED_AFTER = 60
_FILES_A_PROCESS = 500
_FORMATS = ("json", "text", "csv", "xlsx", "html", "md", "docx")


@dataclass(frozen=True)
class Ending:
    """How the audit of one file ended; `status` is negative where a signal ended it, `defects` what broke down."""

    number: int
    status: int
    seconds: float = 0.0
    megabytes: float = 0.0
    defects: tuple[str, ...] = ()

    def is_wrong(self, seconds: float = SECONDS) -> bool:
        """Return whether this must not be, or took more than so many seconds."""
        return (
            self.status not in {0, 1, 2}
            or bool(self.defects)
            or self.seconds > seconds
            or self.megabytes > MEGABYTES
        )

    def __str__(self) -> str:
        defects = "; ".join(self.defects)
        return (
            f"file {self.number}: status {self.status} {self.seconds:.1f} s {self.megabytes:.0f} MB {defects}"
        )


class Files:
    """The spoilt files of one seed, by their number."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._originals = mutations.originals()

    def spoilt(self, number: int) -> tuple[str, bytes]:
        """Return the ending of a file's name and its bytes."""
        random = Random(f"{self._seed}/{number}")
        suffix, data = self._originals[number % len(self._originals)]
        return suffix, mutations.drawn(random, suffix, data) or b"\0"


def endings(files: Files, first: int, count: int, own_reader: int, seconds: float) -> list[Ending]:
    """Audit files in processes of their own, and return how each ended; what is wrong is printed at once."""
    found: list[Ending] = []
    at, alone = first, set()
    while at < first + count:
        last = min(at + _FILES_A_PROCESS, first + count)
        some, status = _in_a_process(files, range(at, last), own_reader, alone)
        at += len(some)
        if status and at < last:
            if at in alone:
                some.append(Ending(at, status))
                at += 1
            else:
                alone.add(at)
        for each in some:
            if each.is_wrong(seconds):
                print(each, flush=True)
        found += some
        print(f"... {len(found)} of {count}", file=sys.stderr, flush=True)
    return found


def _in_a_process(files: Files, numbers: range, own_reader: int, alone: set[int]) -> tuple[list[Ending], int]:
    """Return how files ended, and the status of their process, which ends where one of them breaks it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with os.fdopen(writing, "w", encoding="utf-8") as pipe, TemporaryDirectory() as folder:
            for number in numbers:
                by_itself = number in alone or number % own_reader == 0
                ended = _audited(files, number, Path(folder), by_itself=by_itself)
                pipe.write(dumps(vars(ended)) + "\n")
                pipe.flush()
                if ended.megabytes > MEGABYTES:
                    break
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        lines = [loads(line) for line in pipe]
    _, status = os.waitpid(child, 0)
    some = [Ending(**{**line, "defects": tuple(line["defects"])}) for line in lines]
    return some, os.waitstatus_to_exitcode(status)


class _Defects(logging.Handler):
    """Keeps what is logged of an error that was caught."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the kind of the error, and where it came from."""
        error = record.exc_info[1] if record.exc_info else None
        self.lines.append(f"{record.getMessage()}: {_place_of(error)}")


def _place_of(error: BaseException | None) -> str:
    trace = error.__traceback__ if error else None
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}: {error} at {where}"[:200]


def _audited(files: Files, number: int, folder: Path, *, by_itself: bool) -> Ending:
    from model.source import ahead, reading
    from tui.command.main import main

    suffix, data = files.spoilt(number)
    path, paper = folder / f"book{suffix}", folder / "paper"
    path.write_bytes(data)
    opening = reading.open_book if by_itself else _parsed_here
    defects = _Defects()
    logging.getLogger().addHandler(defects)
    signal.setitimer(signal.ITIMER_VIRTUAL, _ENDED_AFTER)
    began, errors = process_time(), StringIO()
    form = _FORMATS[number % len(_FORMATS)]
    try:
        with redirect_stderr(errors), patch.object(ahead, "open_book", opening):
            status = main(["audit", "--format", form, "-o", str(paper), str(path)])
    except BaseException:
        status = 1
        logging.getLogger(__name__).exception("not caught")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        logging.getLogger().removeHandler(defects)
    taken = process_time() - began
    path.unlink()
    paper.unlink(missing_ok=True)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Ending(number, status, taken, megabytes, tuple(defects.lines))


def _parsed_here(path: Path, **_: object) -> object:
    """Read a file as the reader's own process does, in this one."""
    from model.source.assembly import Assembly
    from model.source.causes import unreadable
    from model.source.channel import Channel
    from model.source.child import READERS
    from model.source.parsed import RefusedError
    from model.source.sniff import container_of

    data = path.read_bytes()
    if not data:
        raise unreadable(str(path), "empty")
    pipe = BytesIO()
    channel = Channel(pipe, path.stem)
    try:
        container = container_of(data, path.suffix.lower())
        channel.begin(container)
        import_module(READERS[container]).parse(data, channel)
        channel.end()
    except RefusedError as refused:
        channel.refuse(refused.cause, refused.values)
    except BaseException as error:
        logging.getLogger("parser").info("refused", exc_info=True)
        channel.refuse("damaged", {"detail": type(error).__name__})
    assembly = Assembly(str(path), None)
    for line in pipe.getvalue().split(b"\n")[:-1]:
        assembly.take(line)
    return assembly.book(sha256(data).hexdigest())


def _make_ready() -> None:
    """Import what every process needs before it begins, and audit one file so that all data is loaded."""
    from model.source.child import READERS

    for name in set(READERS.values()):
        import_module(name)
    with TemporaryDirectory() as folder:
        files = Files(0)
        for number in range(len(_FORMATS)):
            _audited(files, number, Path(folder), by_itself=False)


def main(arguments: list[str]) -> int:
    """Try what is asked for, and return how many files broke something."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--own-reader", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args(arguments)
    files = Files(asked.seed)
    if asked.keep:
        suffix, data = files.spoilt(asked.first)
        path = asked.keep.with_suffix(suffix)
        path.write_bytes(data)
        print(path)
        return 0
    _make_ready()
    found = endings(files, asked.first, asked.count, asked.own_reader, asked.seconds)
    wrong = sum(each.is_wrong(asked.seconds) for each in found)
    ended = ", ".join(
        f"status {status}: {count}" for status, count in sorted(Counter(e.status for e in found).items())
    )
    slowest = max(each.seconds for each in found)
    largest = max(each.megabytes for each in found)
    print(f"{len(found)} files, {ended}; at most {slowest:.1f} s and {largest:.0f} MB; {wrong} are wrong")
    return min(wrong, 100)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
