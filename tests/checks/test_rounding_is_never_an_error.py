"""Whatever a department rounds its figures to: where the true amounts agree, no rule says that they do not."""

from __future__ import annotations

from consistent_disclosure import FEN, ITEMS, PERSONNEL, RUNNING, TABLES, Print, Truth, disclosed
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.runner import audit
from model.disclosure import disclosure_of
from model.finding import Report, Verdict
from model.source.book import Book

AMOUNTS = st.one_of(st.just(0), st.integers(1, 10_000), st.integers(1, 10**11))
"""In 分: nothing, small change, and up to a thousand million 元."""


def leaves(codes: tuple[str, ...]) -> st.SearchStrategy[dict[str, int]]:
    return st.fixed_dictionaries(dict.fromkeys(codes, AMOUNTS))


TRUTHS = st.builds(
    Truth,
    project=leaves(ITEMS),
    fund=leaves(("2101501", "2210201")),
    business=leaves(ITEMS),
    basic=leaves((*PERSONNEL, *RUNNING)),
    basic_item=st.sampled_from(ITEMS),
    three_public=st.tuples(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS),
    carried_out=AMOUNTS,
    brought_share=st.integers(0, 100),
)
PRINTS = st.builds(
    Print,
    unit=st.sampled_from(sorted(FEN)),
    decimals=st.integers(0, 6),
    style=st.sampled_from(["format", "general", "text"]),
    zero=st.sampled_from([None, 0.0, "-"]),
)


def audited(book: Book) -> Report:
    return audit([disclosure_of([book])])


def contradictions(report: Report) -> list[str]:
    amounts = [
        finding
        for finding in report.findings
        if finding.difference is not None or finding.computed is not None
    ]
    return [f.rule + f.message.text("en") for f in amounts if f.verdict is Verdict.INCONSISTENT]


@given(truth=TRUTHS, prints=st.lists(PRINTS, min_size=len(TABLES), max_size=len(TABLES)))
@settings(max_examples=60, deadline=None)
def test_tables_rounded_each_in_its_own_unit_and_to_its_own_decimals(
    truth: Truth, prints: list[Print]
) -> None:
    report = audited(disclosed(truth, prints))
    assert contradictions(report) == []
    assert all(line.failed == 0 for line in report.ledger)


@given(
    truth=TRUTHS,
    unit=st.sampled_from(sorted(FEN)),
    some=st.lists(st.integers(0, 4), min_size=1, max_size=7),
)
@settings(max_examples=40, deadline=None)
def test_cells_rounded_each_to_the_decimals_of_its_own_format(
    truth: Truth, unit: str, some: list[int]
) -> None:
    def decimals(row: int, column: int) -> int:
        return some[(3 * row + 5 * column) % len(some)]

    assert contradictions(audited(disclosed(truth, [Print(unit)] * len(TABLES), decimals))) == []


@given(truth=TRUTHS)
@settings(max_examples=20, deadline=None)
def test_figures_to_the_fen_are_consistent_to_the_last_digit(truth: Truth) -> None:
    report = audited(disclosed(truth, [Print()] * len(TABLES)))
    assert [finding.message.text("en") for finding in report.findings if finding.difference is not None] == []


PLAIN = Truth(
    project=dict.fromkeys(ITEMS, 333_33),
    fund={"2101501": 100_05, "2210201": 7},
    business=dict.fromkeys(ITEMS, 12_34),
    basic=dict.fromkeys((*PERSONNEL, *RUNNING), 1_234_56),
    basic_item="2101501",
    three_public=(1_00, 2_00, 3_00, 4_00),
    carried_out=50_00,
    brought_share=10,
)


def test_every_rule_on_amounts_is_asked_of_such_a_disclosure() -> None:
    report = audited(disclosed(PLAIN, [Print()] * len(TABLES)))
    tested = {line.rule: line.consistent for line in report.ledger if line.rule[:2] in {"RU", "AG", "BA"}}
    assert {rule for rule, count in tested.items() if not count} == set()


def test_one_figure_that_is_not_rounded_but_wrong_is_an_error() -> None:
    """The property above would hold of an audit that never objects."""
    whole = disclosed(PLAIN, [Print("万元", 2)] * len(TABLES))
    rows = whole.sheets[1].rows
    assert isinstance(rows[4][2], float)
    rows[4][2] += 0.5
    assert contradictions(audited(whole))
