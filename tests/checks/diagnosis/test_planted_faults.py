"""Faults planted by the benchmark's own planters are caught, named at their cell, and reported as one problem."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import ModuleType

import pytest
from message_templates import REPOSITORY

SINGLE, OTHERS = 70, 60
"""How many faults of single amounts, and of other kinds, are planted."""


@pytest.fixture(scope="module")
def faults() -> Iterator[ModuleType]:
    folder = str(REPOSITORY / "benchmarks")
    sys.path.insert(0, folder)
    try:
        import faults

        yield faults
    finally:
        sys.path.remove(folder)


@pytest.fixture(scope="module")
def books(faults: ModuleType, samples: Path) -> list:
    from fault_books import clean_books

    found, _ = clean_books()
    assert len(found) >= 3
    return found


def planted(faults: ModuleType, books: list, planters: tuple, count: int) -> list:
    """The results of faults planted one a book, a planter after the other, that some relation constrains."""
    random = Random(20)
    results = []
    while len(results) < count:
        for planter in planters:
            clean = random.choice(books)
            fault = planter(clean, random)
            if fault is not None and fault.tied == faults.CONSTRAINED:
                results += faults._judge(clean, [fault])
    return results


def test_single_amounts_are_caught_and_nine_of_ten_named_at_their_cell(
    faults: ModuleType, books: list
) -> None:
    results = planted(faults, books, faults.SINGLE_AMOUNTS, SINGLE)
    missed = [(one.book, one.fault.description) for one in results if not one.caught]
    assert missed == []
    assert sum(one.named_first for one in results) >= 0.9 * len(results)
    assert sum(one.problems == 1 for one in results) >= 0.9 * len(results), "one fault is one problem"


def test_rows_codes_names_and_labels_are_caught(faults: ModuleType, books: list) -> None:
    results = planted(faults, books, (*faults.SEVERAL_AMOUNTS, *faults.ROWS_AND_LABELS), OTHERS)
    missed = [(one.book, one.fault.kind, one.fault.description) for one in results if not one.caught]
    assert len(missed) <= 0.02 * len(results), missed


def test_the_oracle_knows_what_a_sum_lets_pass(faults: ModuleType) -> None:
    from fault_books import Tie

    total = Tie("sum", {0: 1, 1: -1, 2: -1}, difference=0, allowance=5)
    assert not total.sees({1: 5})
    assert total.sees({1: 6})
    assert not total.sees({0: 100, 1: 100}), "a chain"
    at_most = Tie("at most", {0: 1, 1: -1}, difference=10, allowance=0)
    assert not at_most.sees({1: 10})
    assert at_most.sees({1: 11})
    assert not at_most.sees({0: 50})
    agreement = Tie("agreement", {0: 1, 1: 1}, difference=0, allowance=2)
    assert not agreement.sees({0: 2})
    assert agreement.sees({0: 3})
    assert not agreement.sees({0: 3, 1: 3})
