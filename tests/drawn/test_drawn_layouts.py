"""Drawn disclosures, right by construction: no error on them, nothing lost in silence, a slip never at a wrong cell.

A seed that fails is in the list of its kind with the reason until it is mended: `python -m benchmarks.drawn
--case SEED [--pdf] [--slip] -o FILE` writes its file, and a seed that passes again must leave the list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from drawn.judging import Judged
from drawn.round_trip import RoundTrip

SHEETS = (*range(16), 29, 86)
PAGES = (*range(10), 993007)

FALSE_ERRORS: Mapping[str, Mapping[int, str]] = {"sheets": {}, "pages": {}}
"""Seeds of right disclosures on which errors are raised, and what is misread."""

LOST: Mapping[str, Mapping[int, str]] = {"sheets": {}, "pages": {}}
"""Seeds of which amounts are neither bound nor listed."""

WRONG_CELL: Mapping[str, Mapping[int, str]] = {"sheets": {}, "pages": {}}
"""Seeds whose slip raises an error that does not hold its cell."""


def _seeds(failing: Mapping[str, Mapping[int, str]]) -> list[object]:
    return [
        pytest.param(
            kind,
            seed,
            id=f"{kind}-{seed}",
            marks=_marks(kind, seed, failing[kind].get(seed)),
        )
        for kind, seeds in _KINDS.items()
        for seed in seeds
    ]


def _marks(kind: str, seed: int, reason: str | None) -> list[pytest.MarkDecorator]:
    slow = [] if seed in _QUICK[kind] else [pytest.mark.slow]
    return slow if reason is None else [*slow, pytest.mark.xfail(strict=True, reason=reason)]


_QUICK: Mapping[str, Sequence[int]] = {"sheets": (*range(3), 86), "pages": range(2)}

_KINDS: Mapping[str, Sequence[int]] = {"sheets": SHEETS, "pages": PAGES}


@cache
def _judged(kind: str, seed: int) -> Judged:
    with TemporaryDirectory() as folder:
        return RoundTrip(Path(folder), kind == "pages").right(seed)


@pytest.mark.parametrize(("kind", "seed"), _seeds(FALSE_ERRORS))
def test_no_error_is_raised_on_a_right_disclosure(kind: str, seed: int) -> None:
    assert [(error.rule, error.cells) for error in _judged(kind, seed).errors] == []


@pytest.mark.parametrize(("kind", "seed"), _seeds(LOST))
def test_no_amount_is_lost_in_silence(kind: str, seed: int) -> None:
    judged = _judged(kind, seed)
    assert judged.printed > 100
    assert [(printed.kind, printed.place) for printed in judged.lost] == []


@pytest.mark.parametrize(("kind", "seed"), _seeds(WRONG_CELL))
def test_a_slip_never_raises_an_error_at_a_wrong_cell_alone(kind: str, seed: int) -> None:
    right = _judged(kind, seed)
    with TemporaryDirectory() as folder:
        caught = RoundTrip(Path(folder), kind == "pages").spoilt(right)
    assert caught.how != "elsewhere"


def test_a_wrong_cell_is_named_though_two_columns_exchanged_would_mend_as_much() -> None:
    with TemporaryDirectory() as folder:
        assert RoundTrip(Path(folder), pages=True).spoilt(_judged("pages", 2_100_141)).how == "found"


@pytest.mark.slow
@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.integers(1_000, 1_000_000))
def test_no_error_is_raised_on_right_disclosures_of_other_seeds(seed: int) -> None:
    judged = _judged("sheets", seed)
    assert not judged.errors
    assert not judged.lost
