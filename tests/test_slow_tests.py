"""The list of slow tests names tests that are there: one that was renamed would come back into the quick suite."""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
LISTED = [
    line for line in (TESTS / "slow.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")
]


def test_the_list_is_in_order_and_names_each_test_once() -> None:
    assert sorted(set(LISTED)) == LISTED
    assert len(LISTED) > 30


@pytest.mark.parametrize("listed", LISTED)
def test_a_slow_test_that_is_listed_is_there(listed: str) -> None:
    path, name = listed.split("::")
    assert f"def {name}(" in (TESTS.parent / path).read_text(encoding="utf-8")
