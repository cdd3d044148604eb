"""What rounding explains is never reported of a share, a rate, a change or a direction; what it does not explain is."""

from __future__ import annotations

from fractions import Fraction

from books import book
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checks.rule import Outcome, Subject
from checks.rulebook import rule_of
from model.disclosure import disclosure_of
from model.finding import LedgerLine

FEN_IN_WAN = 1_000_000
AMOUNTS = st.one_of(st.integers(1, 10_000), st.integers(1, 10**10))
"""In 分: small change, and up to a hundred million 元."""
PLACES = st.integers(0, 6)
PERCENT_PLACES = st.integers(0, 4)
CODES = ("TX104", "TX105", "TX106", "TX107", "TX108")
Span = tuple[Fraction, Fraction]


def asked(prose: str, stage: str = "预算") -> dict[str, LedgerLine]:
    """Return the ledger of the rules, asked of lines of prose alone."""
    subject = Subject(disclosure_of([book(path=f"某局2021年部门{stage}.xlsx", prose=prose)]))
    lines: dict[str, LedgerLine] = {}
    for code in CODES:
        outcome = Outcome(LedgerLine(code))
        rule = rule_of(code)
        assert rule is not None
        rule.check(subject, outcome)
        assert outcome.line.inconsistent == len(outcome.findings)
        lines[code] = outcome.line
    return lines


def rounded(value: Fraction, places: int) -> str:
    """Return a value as it is printed with `places` decimals, half away from zero, without its sign."""
    steps = (2 * abs(value) * 10**places + 1) // 2
    digits = f"{steps:0{places + 1}d}"
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


def wan(fen: int, places: int) -> str:
    return rounded(Fraction(fen, FEN_IN_WAN), places) + "万元"


def printed_span(text: str, places: int) -> Span:
    half = Fraction(1, 2 * 10**places)
    value = Fraction(text.removesuffix("万元"))
    return value - half, value + half


def ratio_span(part: Span, whole: Span) -> Span:
    """Return all ratios of a part, which may be negative, to a whole that is more than zero."""
    corners = [a / b for a in part for b in whole]
    return min(corners), max(corners)


def meet(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def percent_span(text: str, places: int) -> Span:
    low, high = printed_span(text, places)
    return low / 100, high / 100


HEAD = "某局2021年部门{stage}情况说明\n二、支出{stage}情况说明\n"


@settings(max_examples=60, deadline=None)
@given(old=AMOUNTS, new=AMOUNTS, places=PLACES, percent=PERCENT_PLACES, states_old=st.booleans())
def test_a_true_change_is_never_reported_however_it_is_rounded(
    old: int, new: int, places: int, percent: int, states_old: bool
) -> None:
    change = new - old
    up, grew = ("增加", "增长") if change >= 0 else ("减少", "下降")
    growth = rounded(Fraction(100 * change, old), percent)
    lines = [f"2021年支出预算{wan(new, places)}，比2020年预算{up}{wan(change, places)}，{grew}{growth}%。"]
    if states_old:
        lines.append(f"2020年支出预算{wan(old, places)}。")
    ledger = asked(HEAD.format(stage="预算") + "\n".join(lines))
    assert [line.inconsistent for line in ledger.values()] == [0] * len(CODES)
    assert ledger["TX106"].tested >= 1
    assert ledger["TX108"].tested == 1


@settings(max_examples=60, deadline=None)
@given(parts=st.lists(AMOUNTS, min_size=2, max_size=2), places=PLACES, percent=PERCENT_PLACES)
def test_a_true_share_is_never_reported_however_it_is_rounded(
    parts: list[int], places: int, percent: int
) -> None:
    whole = sum(parts)
    shares = [rounded(Fraction(100 * part, whole), percent) for part in parts]
    ledger = asked(
        HEAD.format(stage="预算")
        + f"2021年支出预算{wan(whole, places)}，其中：基本支出{wan(parts[0], places)}，占{shares[0]}%；"
        f"项目支出{wan(parts[1], places)}，占支出总额的{shares[1]}%。"
    )
    assert ledger["TX104"].inconsistent == 0
    assert ledger["TX104"].tested == 2


@settings(max_examples=60, deadline=None)
@given(budget=AMOUNTS, outlay=AMOUNTS, places=PLACES, percent=PERCENT_PLACES)
def test_a_true_completion_rate_is_never_reported_however_it_is_rounded(
    budget: int, outlay: int, places: int, percent: int
) -> None:
    rate = rounded(Fraction(100 * outlay, budget), percent)
    relation = "大于" if outlay > budget else "小于" if outlay < budget else "等于"
    ledger = asked(
        HEAD.format(stage="决算")
        + f"2021年公务接待费年初预算数为{wan(budget, places)}。\n"
        + f"2021年公务接待费支出决算数为{wan(outlay, places)}，完成预算{rate}%，决算数{relation}预算数。",
        "决算",
    )
    assert [line.inconsistent for line in ledger.values()] == [0] * len(CODES)
    assert ledger["TX105"].tested == 1


@settings(max_examples=60, deadline=None)
@given(
    changes=st.lists(st.integers(-(10**9), 10**9), min_size=3, max_size=3),
    places=PLACES,
)
def test_true_changes_of_parts_are_never_reported_however_they_are_rounded(
    changes: list[int], places: int
) -> None:
    names = ("因公出国（境）费", "公务用车购置及运行费", "公务接待费")

    def sentence(name: str, change: int) -> str:
        way = "增加" if change >= 0 else "减少"
        return f"{name}{wan(10**10, places)}，比2020年{way}{wan(change, places)}。"

    lines = [sentence(name, change) for name, change in zip(names, changes, strict=True)]
    whole = sentence("2021年“三公”经费预算", sum(changes))
    ledger = asked(HEAD.format(stage="预算") + "\n".join([whole, *lines]))
    assert ledger["TX107"].inconsistent == 0
    assert ledger["TX107"].consistent == 1


@settings(max_examples=150, deadline=None)
@given(
    part=st.integers(1, 10**6),
    whole=st.integers(1, 10**6),
    share=st.integers(0, 30_000),
    places=st.integers(0, 3),
    percent=st.integers(0, 2),
)
def test_a_share_is_reported_if_and_only_if_no_rounding_explains_it(
    part: int, whole: int, share: int, places: int, percent: int
) -> None:
    amounts = [rounded(Fraction(value, 100), places) for value in (part, whole)]
    text = rounded(Fraction(share, 100), percent)
    first, second = (printed_span(amount, places) for amount in amounts)
    assume(first[0] > 0 and second[0] > 0)
    ledger = asked(
        HEAD.format(stage="预算")
        + f"2021年支出预算{amounts[1]}万元。\n2021年基本支出{amounts[0]}万元，占支出总额的{text}%。"
    )
    fair = meet(ratio_span(first, second), percent_span(text, percent))
    assert (ledger["TX104"].consistent, ledger["TX104"].inconsistent) == (int(fair), int(not fair))


@settings(max_examples=150, deadline=None)
@given(
    old=st.integers(100, 10**6),
    new=st.integers(100, 10**6),
    off=st.integers(-3, 3),
    places=st.integers(0, 2),
    percent=st.integers(0, 2),
)
def test_a_growth_is_reported_if_and_only_if_no_rounding_explains_it(
    old: int, new: int, off: int, places: int, percent: int
) -> None:
    amounts = [rounded(Fraction(value, 100), places) for value in (new, old)]
    (low, high), (least, most) = (printed_span(amount, places) for amount in amounts)
    assume(low > most and least > 0)
    grown = Fraction(amounts[0]) / Fraction(amounts[1]) - 1
    text = rounded(100 * grown + Fraction(off, 10**percent), percent)
    ledger = asked(
        HEAD.format(stage="预算")
        + f"2021年支出预算{amounts[0]}万元，比2020年预算增长{text}%。\n2020年支出预算{amounts[1]}万元。"
    )
    fair = meet((low / most - 1, high / least - 1), percent_span(text, percent))
    assert (ledger["TX106"].consistent, ledger["TX106"].inconsistent) == (int(fair), int(not fair))
    assert ledger["TX108"].inconsistent == 0


@settings(max_examples=60, deadline=None)
@given(old=AMOUNTS, new=AMOUNTS, places=PLACES)
def test_the_other_direction_is_reported_once_where_the_amounts_are_apart(
    old: int, new: int, places: int
) -> None:
    (low, high), (least, most) = (printed_span(wan(value, places), places) for value in (new, old))
    change = wan(new - old, places)
    way = "减少" if new > old else "增加"
    ledger = asked(
        HEAD.format(stage="预算")
        + f"2020年支出预算{wan(old, places)}。\n2021年支出预算{wan(new, places)}，比2020年预算{way}{change}。"
    )
    reported = sum(line.inconsistent for line in ledger.values())
    assert reported <= 1
    if (low > most or high < least) and Fraction(change.removesuffix("万元")):
        assert ledger["TX108"].inconsistent == 1
