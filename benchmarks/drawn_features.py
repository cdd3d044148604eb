"""What single features of a layout do to the reading of drawn disclosures.

Run: python -m benchmarks.drawn_features alone [--count N] [--pdf]   each feature in an otherwise plain layout
     python -m benchmarks.drawn_features pairs [--seed S] [--pdf]    each two that are innocent alone
     python -m benchmarks.drawn_features why [--count N] [--seed S] [--pdf]
                                     of books with errors, the features without any one of which there are none
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from drawn.judging import Judged
from drawn.layout import EVERY_CHOICE
from drawn.pages import CHOICES as PAGE_CHOICES
from drawn.round_trip import RoundTrip

_LEEWAY = 2
"""A feature that worsens the plain layout by no more amounts than these is innocent."""


def main() -> None:
    arguments = _arguments()
    every: Mapping[str, tuple[object, ...]] = {**EVERY_CHOICE, **(PAGE_CHOICES if arguments.pdf else {})}
    with tempfile.TemporaryDirectory() as folder:
        trip = RoundTrip(Path(folder), arguments.pdf)
        seeds = range(arguments.seed, arguments.seed + arguments.count)
        if arguments.question == "alone":
            _alone(trip, every, seeds)
        elif arguments.question == "pairs":
            _pairs(trip, every, arguments.seed)
        else:
            _why(trip, every, seeds)


def _alone(trip: RoundTrip, every: Mapping[str, tuple[object, ...]], seeds: range) -> None:
    print("books with errors, errors, warnings, lost, bound wrongly, listed; of an otherwise plain layout")
    for name, values in every.items():
        for value in dict.fromkeys(values):
            _print_one(f"{name}={value}", [trip.right(seed, {name: value}) for seed in seeds])


def _pairs(trip: RoundTrip, every: Mapping[str, tuple[object, ...]], seed: int) -> None:
    """Print the pairs that raise errors or lose amounts together where neither does alone."""
    single = [(name, value) for name, values in every.items() for value in dict.fromkeys(values[1:])]
    single = [(name, value) for name, value in single if value != every[name][0]]
    most = _bad(trip.right(seed, {})) + _LEEWAY
    innocent = [one for one in single if _bad(trip.right(seed, dict([one]))) <= most]
    print(f"{len(innocent)} of {len(single)} features are innocent alone")
    for one, other in combinations(innocent, 2):
        if one[0] == other[0]:
            continue
        judged = trip.right(seed, dict([one, other]))
        if _bad(judged) > most:
            _print_one(f"{one[0]}={one[1]} with {other[0]}={other[1]}", [judged])


def _why(trip: RoundTrip, every: Mapping[str, tuple[object, ...]], seeds: range) -> None:
    """Print for each book with errors the features that, made plain by themselves, leave none."""
    blamed: Counter[str] = Counter()
    for seed in seeds:
        judged = trip.right(seed)
        if not judged.errors:
            continue
        drawn = {name: judged.disclosed.features[name] for name in every}
        causes = [
            f"{name}={drawn[name]}"
            for name, values in every.items()
            if drawn[name] != values[0] and not trip.right(seed, {**drawn, name: values[0]}).errors
        ]
        blamed.update(causes or ["several together"])
        rules = Counter(error.rule for error in judged.errors)
        print(f"  --case {seed}: {dict(rules)}: {', '.join(causes) or 'no single feature'}", flush=True)
    for cause, count in blamed.most_common():
        print(f"{count:5} books: {cause}")


def _print_one(words: str, judged: list[Judged]) -> None:
    books = [one for one in judged if one.errors]
    rules = Counter(error.rule for one in judged for error in one.errors)
    printed = sum(one.printed for one in judged)
    numbers = (
        sum(len(one.warnings) for one in judged),
        f"{sum(len(one.lost) for one in judged) / printed:.1%}",
        f"{sum(len(one.wrong) for one in judged) / printed:.1%}",
        f"{sum(one.listed for one in judged) / printed:.1%}",
    )
    seeds = [one.disclosed.seed for one in books][:3]
    counts = f"{len(books):3} {rules.total():4} {' '.join(map(str, numbers))}"
    print(f"  {counts}  {words}  {dict(rules)} {seeds}", flush=True)


def _bad(judged: Judged) -> int:
    """Return how many errors are raised and amounts lost, listed or bound wrongly."""
    return len(judged.errors) + len(judged.lost) + len(judged.wrong) + judged.listed


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("question", choices=("alone", "pairs", "why"))
    parser.add_argument("--count", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--pdf", action="store_true", help="pages instead of sheets")
    return parser.parse_args()


if __name__ == "__main__":
    main()
