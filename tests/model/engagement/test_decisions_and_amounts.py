"""A decision is evidence: it holds on the amounts it was taken on, for the whole problem, and for nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_report import document, finding, report

from model.engagement.engagement import Engagement
from model.engagement.record import Action, Capacity, FindingTarget, SentenceTarget, State
from model.errors import EngagementError
from model.export.decision_words import decision_lines


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "预算.xlsx.yushen"


@pytest.fixture
def engagement(path: Path) -> Iterator[Engagement]:
    with Engagement.open(path) as engagement:
        yield engagement


def state_of(engagement: Engagement, finding_id: str) -> State:
    decided = engagement.disposition(finding_id)
    return State.OPEN if decided is None else decided.state


def test_a_decision_does_not_outlive_its_amounts_and_shows_both(engagement: Engagement) -> None:
    engagement.remember(report(finding("F", 27)))
    engagement.dispose("F", State.CONFIRMED, "", "李")
    engagement.remember(report(finding("F", 127), documents=(document(content="b"),)))
    decided = engagement.disposition("F")
    assert decided is not None
    assert decided.state is State.OPEN
    assert decided.lapsed is not None
    assert decided.lapsed.state is State.CONFIRMED
    (line,) = decision_lines(decided, "en")
    assert line.startswith("open again: confirmed at +27.00, now +127.00 (李")
    assert engagement.dispositions()["F"] == decided


def test_a_dismissal_of_other_amounts_no_longer_counts(engagement: Engagement) -> None:
    engagement.remember(report(finding("F", 378_000)))
    engagement.dispose("F", State.DISMISSED, "误报", "李")
    engagement.remember(report(finding("F", 90_378_000)))
    assert state_of(engagement, "F") is State.OPEN
    engagement.remember(report(finding("F", 378_000)))
    assert state_of(engagement, "F") is State.DISMISSED


def test_a_decision_holds_for_a_row_that_moved(engagement: Engagement) -> None:
    engagement.remember(report(finding("F", 27, row=4)))
    engagement.dispose("F", State.CONFIRMED, "", "李")
    engagement.remember(report(finding("F", 27, row=9)))
    decided = engagement.disposition("F")
    assert decided is not None
    assert decided.state is State.CONFIRMED
    assert decided.basis is not None
    assert [cell.cell for cell in decided.basis.cells] == ["D5"]


def test_a_decision_is_taken_on_the_whole_problem_and_what_joins_it_asks_again(
    engagement: Engagement,
) -> None:
    engagement.remember(report(finding("F", 1, group="F"), finding("G", 2, group="F"), finding("H", 3)))
    engagement.dispose("G", State.DISMISSED, "同一原因", "李")
    assert [state_of(engagement, each) for each in "FGH"] == [State.DISMISSED, State.DISMISSED, State.OPEN]
    engagement.remember(
        report(finding("F", 1, group="F"), finding("G", 2, group="F"), finding("H", 3, group="F"))
    )
    assert [state_of(engagement, each) for each in "FGH"] == [State.DISMISSED, State.DISMISSED, State.OPEN]
    engagement.undo("李")
    assert engagement.dispositions() == {}


@pytest.mark.parametrize(
    ("state", "words"),
    [(State.EXPLAINED, "部门称系四舍五入所致"), (State.CORRECTED, ""), (State.FOLLOW_UP, "")],
)
def test_every_state_is_kept_with_who_when_and_on_which_amounts(
    path: Path, engagement: Engagement, state: State, words: str
) -> None:
    engagement.remember(report(finding("F", 27)))
    engagement.dispose("F", state, words, "李", Capacity.REVIEWER)
    engagement.close()
    with Engagement.open(path) as again:
        decided = again.disposition("F")
        assert decided is not None
        assert (decided.state, decided.reason, decided.author) == (state, words, "李")
        assert decided.capacity is Capacity.REVIEWER
        assert decided.basis is not None
        assert decided.basis.amount_text == "+27.00"


def test_an_explanation_needs_the_department_s_words(engagement: Engagement) -> None:
    with pytest.raises(EngagementError, match="department's words"):
        engagement.dispose("F", State.EXPLAINED, " ", "李")


def test_a_second_person_reviews_and_a_new_decision_is_not_reviewed(engagement: Engagement) -> None:
    engagement.remember(report(finding("F", 27, group="F"), finding("G", 1, group="F")))
    with pytest.raises(EngagementError, match="no decision"):
        engagement.review("F", "", "王")
    engagement.dispose("F", State.CONFIRMED, "", "李")
    with pytest.raises(EngagementError, match="second person"):
        engagement.review("F", "", "李")
    engagement.review("G", "同意", "王")
    for each in "FG":
        decided = engagement.disposition(each)
        assert decided is not None
        assert decided.review is not None
        assert (decided.review.author, decided.review.comment) == ("王", "同意")
    engagement.dispose("F", State.FOLLOW_UP, "", "李")
    decided = engagement.disposition("F")
    assert decided is not None
    assert decided.review is None


def test_tags_and_findings_of_one_s_own_are_kept_undone_and_done_again(
    path: Path, engagement: Engagement
) -> None:
    place = SentenceTarget(str(path.with_name("说明.txt")), "a" * 64, 3, "增长5%")
    engagement.tag(FindingTarget("F"), ["重大", "待查", "重大"], "李")
    own = engagement.add_finding(place, "error", "口径不一", "与表2不同", "李")
    engagement.dispose(own.id, State.CONFIRMED, "", "李")
    assert engagement.tags(FindingTarget("F")) == ("待查", "重大")
    assert (own.target, own.title) == (SentenceTarget("说明.txt", "a" * 64, 3, "增长5%"), "口径不一")
    for _ in range(3):
        engagement.undo("李")
    assert (engagement.own_findings(), engagement.all_tags(), engagement.dispositions()) == ((), (), {})
    for _ in range(3):
        engagement.redo("李")
    assert engagement.redo("李") is None
    assert engagement.own_findings() == (own,)
    assert state_of(engagement, own.id) is State.CONFIRMED
    engagement.withdraw_finding(own.number, "李")
    assert engagement.own_findings() == ()


def test_undo_and_redo_go_on_where_they_were_on_reopening(path: Path, engagement: Engagement) -> None:
    engagement.dispose("F", State.CONFIRMED, "", "李")
    engagement.dispose("F", State.FOLLOW_UP, "", "李")
    engagement.undo("李")
    engagement.close()
    with Engagement.open(path) as again:
        assert again.redo("李") is not None
        assert state_of(again, "F") is State.FOLLOW_UP
        assert again.undo("李") is not None
        again.annotate(FindingTarget("F"), "x", "李")
        assert again.redo("李") is None
        assert again.undo("李") is not None
        assert again.undo("李") is not None
        assert again.undo("李") is None
        assert again.dispositions() == {}


def test_a_changed_source_is_reported_with_what_is_new_gone_and_changed(path: Path) -> None:
    before = report(finding("F", 1), finding("G", 2), finding("H", 3))
    after = report(finding("G", 2), finding("H", 30), finding("N", 4), documents=(document(content="b"),))
    with Engagement.open(path) as engagement:
        assert not engagement.remember(before)
        engagement.dispose("F", State.CONFIRMED, "", "李")
    with Engagement.open(path) as engagement:
        change = engagement.remember(after, "李")
        assert [each.id for each in change.new] == ["N"]
        assert [each.id for each in change.gone] == ["F"]
        assert [each.id for each in change.changed] == ["H"]
        assert [each.id for each in engagement.gone()] == ["F"]
        assert engagement.log()[-1].action is Action.SOURCE
    with Engagement.open(path) as engagement:
        assert not engagement.remember(after)
        assert [each.id for each in engagement.gone()] == ["F"]


def test_a_document_that_was_not_opened_this_time_has_nothing_gone(path: Path) -> None:
    both = (document("预算.xlsx"), document("说明.docx", "c"))
    with Engagement.open(path) as engagement:
        engagement.remember(report(finding("F", 1), finding("G", 2, "说明.docx"), documents=both))
        engagement.dispose("F", State.CONFIRMED, "", "李")
        engagement.dispose("G", State.CONFIRMED, "", "李")
    with Engagement.open(path) as engagement:
        changed = (document("说明.docx", "d"),)
        assert engagement.remember(report(documents=changed)).gone != ()
        assert [each.id for each in engagement.gone()] == ["G"]


def test_a_clock_that_runs_backwards_keeps_the_order(path: Path) -> None:
    times = iter(["2026-03-02T08:00:00+00:00", "2026-03-01T08:00:00+00:00"])
    with Engagement.open(path, now=lambda: next(times)) as engagement:
        engagement.dispose("F", State.CONFIRMED, "", "李")
        engagement.dispose("F", State.FOLLOW_UP, "", "李")
    with Engagement.open(path) as engagement:
        assert state_of(engagement, "F") is State.FOLLOW_UP
