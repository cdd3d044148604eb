"""Draws whole disclosures in random layouts and counts what Yushen makes of them, right ones and ones with a slip.

Run: python -m benchmarks.drawn [--count N] [--seed S] [--pdf]
     python -m benchmarks.drawn --case SEED [--feature NAME=VALUE] [--pdf] [--slip] -o FILE
What single features do is counted by `python -m benchmarks.drawn_features`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from drawn.drawing import draw
from drawn.judging import Caught, Judged, misnamed
from drawn.layout import EVERY_CHOICE
from drawn.pages import CHOICES as PAGE_CHOICES
from drawn.pages import write_pdf
from drawn.round_trip import RoundTrip
from drawn.slip import plant
from drawn.xlsx import write_xlsx

_MOST = 25


def main() -> None:
    arguments = _arguments()
    if arguments.case is not None:
        _write_case(arguments)
        return
    began = time.perf_counter()
    judged: list[Judged] = []
    caught: list[Caught] = []
    with tempfile.TemporaryDirectory() as folder:
        trip = RoundTrip(Path(folder), arguments.pdf)
        for seed in range(arguments.seed, arguments.seed + arguments.count):
            judged.append(trip.right(seed))
            caught.append(trip.spoilt(judged[-1]))
    _print_right(judged)
    _print_slips(caught)
    print(f"{time.perf_counter() - began:.1f} s")


def _write_case(arguments: argparse.Namespace) -> None:
    chosen = dict(word.split("=", 1) for word in arguments.feature)
    alone = {name: _value(name, text) for name, text in chosen.items()}
    disclosed = draw(arguments.case, pages=arguments.pdf, alone=alone or None)
    slip = plant(disclosed) if arguments.slip else None
    planted = {slip.place: slip.planted} if slip else None
    (write_pdf if arguments.pdf else write_xlsx)(disclosed, arguments.output, planted)
    if slip:
        print(slip)
    print(disclosed.features)


def _value(name: str, text: str) -> object:
    """Return the value of a feature from its words."""
    return next(value for value in {**EVERY_CHOICE, **PAGE_CHOICES}[name] if str(value) == text)


def _print_right(judged: list[Judged]) -> None:
    printed = sum(one.printed for one in judged)
    bound = sum(one.bound for one in judged)
    listed = sum(one.listed for one in judged)
    lost = sum(len(one.lost) for one in judged)
    wrong = sum(len(one.wrong) for one in judged)
    errors = [error for one in judged for error in one.errors]
    warnings = [warning for one in judged for warning in one.warnings]
    books = sum(bool(one.errors) for one in judged)
    print(
        f"{len(judged)} right disclosures: {len(errors)} errors in {books} of them, {len(warnings)} warnings"
    )
    shares = f"{bound / printed:.1%} bound, {listed / printed:.1%} listed, {lost / printed:.1%} lost"
    print(f"{printed} amounts: {shares}; {wrong / max(bound, 1):.1%} of the bound wrongly ({wrong})")
    doubts = [doubt for one in judged for doubt in one.report.doubts]
    print(f"{len(doubts)} readings in doubt, {sum(doubt.relations for doubt in doubts)} relations")
    names = Counter(name for one in judged for name in misnamed(one))
    print(f"not identified as they state themselves: {dict(names)}")
    _print_counter("errors by rule", Counter(error.rule for error in errors))
    _print_counter("warnings by rule", Counter(warning.rule for warning in warnings))
    wrongly = Counter(f"{printed.kind} {how}" for one in judged for printed, how in one.wrong)
    _print_counter("bound wrongly", wrongly)
    _print_counter("lost", Counter(printed.kind for one in judged for printed in one.lost))
    _print_features(judged)
    print("\nsmallest books with errors:")
    for one in sorted((one for one in judged if one.errors), key=lambda one: one.printed)[:10]:
        rules = Counter(error.rule for error in one.errors)
        print(f"  --case {one.disclosed.seed}: {one.printed} amounts, {dict(rules)}")


def _print_slips(caught: list[Caught]) -> None:
    """Print what became of the slips, those that a relation constrains by themselves."""
    for bound, words in ((True, "that a relation constrains"), (False, "that none constrains")):
        some = [one for one in caught if one.slip.constrained is bound]
        ends = Counter(one.how for one in some)
        shares = ", ".join(f"{count / len(some):.1%} {how}" for how, count in ends.most_common())
        print(f"\n{len(some)} slips {words}: {shares}")
        beside = [one for one in some if one.errors_elsewhere]
        print(f"  {len(beside)} of them raise an error that does not hold their cell")
    bad = [one for one in caught if one.slip.constrained and one.how not in {"found", "beside"}]
    for one in bad[:_MOST]:
        place = one.slip.place
        name = one.disclosed.papers[place[0]].name if one.disclosed.papers else f"table {place[0]}"
        where = f"{name} row {place[1] + 1} column {place[2] + 1}"
        print(
            f"  --case {one.disclosed.seed} --slip: {one.how}; {where}: {one.slip.planted} for {one.slip.true}"
        )


def _print_counter(title: str, counter: Counter[str]) -> None:
    print(f"\n{title}:")
    for name, count in counter.most_common(_MOST):
        print(f"  {count:6} {name}")


def _print_features(judged: list[Judged]) -> None:
    """Print the features whose books fail most."""
    rates: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    for one in judged:
        bad = (len(one.wrong) + len(one.lost)) / max(one.printed, 1)
        for name, value in one.disclosed.features.items():
            rates[name, str(value)].append((bool(one.errors), bad))
    rows = []
    for (name, value), some in rates.items():
        errors = sum(one for one, _ in some) / len(some)
        bad = sum(one for _, one in some) / len(some)
        rows.append((errors, bad, len(some), f"{name} = {value}"))
    print("\nfeatures: share of books with errors, share of amounts lost or wrong, books")
    for errors, bad, count, words in sorted(rows, reverse=True)[:_MOST]:
        print(f"  {errors:6.1%} {bad:6.1%} {count:5} {words}")
    print("  by amounts lost or wrong:")
    for errors, bad, count, words in sorted(rows, key=lambda row: -row[1])[:_MOST]:
        print(f"  {errors:6.1%} {bad:6.1%} {count:5} {words}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=120)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--pdf", action="store_true", help="pages instead of sheets")
    parser.add_argument("--case", type=int, help="write the file of one seed")
    parser.add_argument(
        "--feature", action="append", default=[], help="with --case: NAME=VALUE, all others plain"
    )
    parser.add_argument("--slip", action="store_true", help="with --case: with its slip")
    parser.add_argument("-o", "--output", type=Path, default=Path("drawn.xlsx"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
