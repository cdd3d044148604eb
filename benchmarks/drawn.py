"""Draws whole disclosures in random layouts and counts what Yushen makes of them, right ones and ones with a slip.

Run: python -m benchmarks.drawn [--count N] [--seed S] [--pdf]
     python -m benchmarks.drawn --alone --count 4 [--pdf]
     python -m benchmarks.drawn --case SEED [--feature NAME=VALUE] [--pdf] [--slip] -o FILE
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from drawn.drawing import draw
from drawn.judging import Caught, Judged, judge, judge_slip, misnamed
from drawn.layout import CHOICES
from drawn.opening import open_here
from drawn.pages import CHOICES as PAGE_CHOICES
from drawn.pages import write_pdf
from drawn.slip import plant
from drawn.xlsx import write_xlsx


def main() -> None:
    arguments = _arguments()
    write = write_pdf if arguments.pdf else write_xlsx
    if arguments.case is not None:
        chosen = dict(word.split("=", 1) for word in arguments.feature)
        alone = {name: _value(name, text) for name, text in chosen.items()}
        disclosed = draw(arguments.case, pages=arguments.pdf, alone=alone or None)
        slip = plant(disclosed) if arguments.slip else None
        write(disclosed, arguments.output, {slip.place: slip.planted} if slip else None)
        if slip:
            print(slip)
        print(disclosed.features)
        return
    if arguments.pairs:
        _print_pairs(arguments.seed, pages=arguments.pdf)
        return
    if arguments.alone:
        _print_alone(arguments.count, arguments.seed, pages=arguments.pdf)
        return
    began = time.perf_counter()
    judged: list[Judged] = []
    caught: list[Caught] = []
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(arguments.seed, arguments.seed + arguments.count):
            disclosed = draw(seed, pages=arguments.pdf)
            path = Path(folder) / f"{seed}.{'pdf' if arguments.pdf else 'xlsx'}"
            write(disclosed, path)
            judged.append(judge(disclosed, open_here(path)))
            slip = plant(disclosed)
            write(disclosed, path, {slip.place: slip.planted})
            caught.append(judge_slip(judged[-1], slip, open_here(path)))
    _print_right(judged)
    _print_slips(caught)
    print(f"{time.perf_counter() - began:.1f} s")


def _value(name: str, text: str) -> object:
    """Return the value of a feature from its words."""
    return next(value for value in {**CHOICES, **PAGE_CHOICES}[name] if str(value) == text)


def _print_alone(count: int, seed: int, *, pages: bool) -> None:
    """Print what each feature does to an otherwise plain disclosure."""
    every = {**CHOICES, **(PAGE_CHOICES if pages else {})}
    write, ending = (write_pdf, "pdf") if pages else (write_xlsx, "xlsx")
    print("books with errors, errors, warnings, lost, bound wrongly, listed; of an otherwise plain layout")
    with tempfile.TemporaryDirectory() as folder:
        for name, values in every.items():
            for value in dict.fromkeys(values):
                judged = []
                for number in range(seed, seed + count):
                    disclosed = draw(number, pages=pages, alone={name: value})
                    path = Path(folder) / f"{number}.{ending}"
                    write(disclosed, path)
                    judged.append(judge(disclosed, open_here(path)))
                _print_one(f"{name}={value}", judged)


def _print_pairs(seed: int, *, pages: bool) -> None:
    """Print the pairs of features that raise errors or lose amounts together where neither does alone."""
    every = {**CHOICES, **(PAGE_CHOICES if pages else {})}
    plain = {name: values[0] for name, values in every.items()}
    single = [
        (name, value)
        for name, values in every.items()
        for value in dict.fromkeys(values)
        if value != plain[name]
    ]
    with tempfile.TemporaryDirectory() as folder:

        def read(alone: dict[str, object]) -> Judged:
            disclosed = draw(seed, pages=pages, alone=alone)
            path = Path(folder) / f"{seed}.{'pdf' if pages else 'xlsx'}"
            (write_pdf if pages else write_xlsx)(disclosed, path)
            return judge(disclosed, open_here(path))

        least = _bad(read({}))
        innocent = [one for one in single if _bad(read(dict([one]))) <= least + 2]
        print(f"{len(innocent)} of {len(single)} features are innocent alone")
        for one, other in combinations(innocent, 2):
            judged = read(dict([one, other]))
            if one[0] != other[0] and _bad(judged) > least + 2:
                _print_one(f"{one[0]}={one[1]} with {other[0]}={other[1]}", [judged])


def _bad(judged: Judged) -> int:
    """Return how many errors are raised and amounts lost, listed or bound wrongly."""
    return len(judged.errors) + len(judged.lost) + len(judged.wrong) + judged.listed


def _print_one(words: str, judged: list[Judged]) -> None:
    books = [one for one in judged if one.errors]
    rules = Counter(finding.rule for one in judged for finding in one.errors)
    printed = sum(one.printed for one in judged)
    numbers = (
        sum(len(one.warnings) for one in judged),
        f"{sum(len(one.lost) for one in judged) / printed:.1%}",
        f"{sum(len(one.wrong) for one in judged) / printed:.1%}",
        f"{sum(one.listed for one in judged) / printed:.1%}",
    )
    seeds = [one.disclosed.seed for one in books][:3]
    print(
        f"  {len(books):3} {rules.total():4} {' '.join(map(str, numbers))}  {words}  {dict(rules)} {seeds}",
        flush=True,
    )


def _print_right(judged: list[Judged]) -> None:
    printed = sum(one.printed for one in judged)
    bound = sum(one.bound for one in judged)
    listed = sum(one.listed for one in judged)
    lost = sum(len(one.lost) for one in judged)
    wrong = sum(len(one.wrong) for one in judged)
    errors = sum(len(one.errors) for one in judged)
    books = sum(bool(one.errors) for one in judged)
    warnings = sum(len(one.warnings) for one in judged)
    print(f"{len(judged)} right disclosures: {errors} errors in {books} of them, {warnings} warnings")
    print(
        f"{printed} amounts: {bound / printed:.1%} bound, {listed / printed:.1%} listed, {lost / printed:.1%} lost"
    )
    print(f"{wrong} bound wrongly ({wrong / max(bound, 1):.1%})")
    names = Counter(name for one in judged for name in misnamed(one))
    print(f"not identified as they say themselves: {dict(names)}")
    _print_counter("errors by rule", Counter(f.rule for one in judged for f in one.errors))
    _print_counter("warnings by rule", Counter(f.rule for one in judged for f in one.warnings))
    _print_counter("bound wrongly", Counter(f"{p.kind} {how}" for one in judged for p, how in one.wrong))
    _print_counter("lost", Counter(p.kind for one in judged for p in one.lost))
    _print_features(judged)
    _print_cases(judged)


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
    for one in bad[:12]:
        place = one.slip.place
        name = one.disclosed.papers[place[0]].name if one.disclosed.papers else f"table {place[0]}"
        where = f"{name} row {place[1] + 1} column {place[2] + 1}"
        print(
            f"  --case {one.disclosed.seed} --slip: {one.how}; {where}: {one.slip.planted} for {one.slip.true}"
        )


def _print_counter(title: str, counter: Counter[str]) -> None:
    print(f"\n{title}:")
    for name, count in counter.most_common(25):
        print(f"  {count:6} {name}")


def _print_features(judged: list[Judged]) -> None:
    """Print the features beside whose absence the books fail most seldom."""
    rates: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    for one in judged:
        bad = (len(one.wrong) + len(one.lost)) / max(one.printed, 1)
        for name, value in one.disclosed.features.items():
            rates[name, str(value)].append((bool(one.errors), bad))
    print("\nfeatures: share of books with errors, share of amounts lost or wrong")
    rows = []
    for (name, value), some in rates.items():
        errors = sum(one for one, _ in some) / len(some)
        bad = sum(one for _, one in some) / len(some)
        rows.append((errors, bad, len(some), f"{name} = {value}"))
    for errors, bad, count, words in sorted(rows, reverse=True)[:30]:
        print(f"  {errors:6.1%} {bad:6.1%} {count:5} {words}")
    print("  by amounts lost or wrong:")
    for errors, bad, count, words in sorted(rows, key=lambda row: -row[1])[:20]:
        print(f"  {errors:6.1%} {bad:6.1%} {count:5} {words}")


def _print_cases(judged: list[Judged]) -> None:
    print("\nsmallest books with errors:")
    for one in sorted((one for one in judged if one.errors), key=lambda one: one.printed)[:10]:
        rules = Counter(finding.rule for finding in one.errors)
        print(f"  --case {one.disclosed.seed}: {one.printed} amounts, {dict(rules)}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=120)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--case", type=int)
    parser.add_argument("--pdf", action="store_true", help="pages instead of sheets")
    parser.add_argument("--alone", action="store_true", help="each feature by itself, in --count disclosures")
    parser.add_argument(
        "--pairs", action="store_true", help="each two features together that are innocent alone"
    )
    parser.add_argument(
        "--feature", action="append", default=[], help="with --case: NAME=VALUE, all others plain"
    )
    parser.add_argument("--slip", action="store_true", help="with --case: with its slip")
    parser.add_argument("-o", "--output", type=Path, required=False, default=Path("drawn.xlsx"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
