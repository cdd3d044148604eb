"""Kills a real writer of an engagement at random moments, and counts what it had acknowledged and is lost.

    python -m benchmarks.kills --count 500 --seed 1

A writer decides, notes, tags, undoes and redoes in one engagement and acknowledges each entry after the
call that wrote it; it is killed with SIGKILL while it writes. Then the file is opened again: every acknowledged entry
must be there, the log must verify, and the next writer must be able to write. Needs a system with fork.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import struct
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from model.engagement.engagement import Engagement
from model.engagement.record import FindingTarget, State
from model.engagement.verification import verify

MOST_AWAITED = 12
"""So many acknowledgements are awaited at the most before a writer is killed."""

LONGEST_LIFE = 0.02
"""Seconds after that until it is killed at the latest: in the middle of the next entry, or between two."""

_ENTRY = struct.Struct("<I")


@dataclass(slots=True)
class Outcome:
    """What so many kills came to: entries acknowledged, entries lost, logs that do not verify, journals left behind."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    unverified: int = 0
    journals: int = 0


def run(count: int, seed: int, folder: Path) -> Outcome:
    """Kill so many writers, one after another, on engagements in a folder."""
    chosen, outcome = random.Random(seed), Outcome()
    for number in range(count):
        path = folder / f"{number // 10}.yushen"
        acknowledged = _killed(path, chosen)
        outcome.kills += 1
        outcome.acknowledged += len(acknowledged)
        outcome.journals += path.with_name(f"{path.name}-journal").exists()
        with Engagement.open(path) as engagement:
            present = {entry.number: entry.seal for entry in engagement.log()}
            outcome.lost += sum(number not in present for number in acknowledged)
        if path.exists() and path.stat().st_size:
            outcome.unverified += bool(verify(path).wrong)
    return outcome


def _killed(path: Path, chosen: random.Random) -> list[int]:
    """Return the numbers of the entries that a writer acknowledged before it was killed."""
    reading, writing = os.pipe()
    seed = chosen.random()
    writer = os.fork()
    if not writer:
        os.close(reading)
        _write(path, random.Random(seed), writing)
    os.close(writing)
    acknowledged = bytearray()
    enough = chosen.randrange(MOST_AWAITED + 1) * _ENTRY.size
    while len(acknowledged) < enough:
        acknowledged += os.read(reading, 1 << 16)
    time.sleep(chosen.random() * LONGEST_LIFE)
    os.kill(writer, signal.SIGKILL)
    while more := os.read(reading, 1 << 16):
        acknowledged += more
    os.close(reading)
    os.waitpid(writer, 0)
    whole = len(acknowledged) // _ENTRY.size * _ENTRY.size
    return [number for (number,) in _ENTRY.iter_unpack(bytes(acknowledged[:whole]))]


def _write(path: Path, chosen: random.Random, writing: int) -> None:
    """Write until the end comes. Ends the process, whatever happens."""
    try:
        engagement = Engagement.open(path, author="李")
        while True:
            _act(engagement, chosen)
            os.write(writing, _ENTRY.pack(engagement.log()[-1].number))
    finally:
        os._exit(1)


def _act(engagement: Engagement, chosen: random.Random) -> None:
    finding, words = f"F{chosen.randrange(20)}", "理由" * chosen.randrange(1, 400)
    match chosen.randrange(5):
        case 0:
            engagement.dispose(finding, State.DISMISSED, words, "李")
        case 1:
            engagement.annotate(FindingTarget(finding), words, "李")
        case 2:
            engagement.tag(FindingTarget(finding), [words[:4]], "李")
        case 3:
            engagement.undo("李") or engagement.annotate(FindingTarget(finding), words, "李")
        case _:
            engagement.redo("李") or engagement.dispose(finding, State.CONFIRMED, "", "李")


def main() -> None:
    """Kill, and print what was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(asked.count, asked.seed, Path(folder))
    print(
        f"{outcome.kills} kills, {outcome.acknowledged} entries acknowledged, {outcome.lost} lost, "
        f"{outcome.unverified} logs that do not verify, {outcome.journals} journals left"
    )


if __name__ == "__main__":
    main()
