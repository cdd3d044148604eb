"""What is decided of several problems at once, for one reason, is one entry, undone and done again as one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from small_report import document, finding, report

from model.engagement.engagement import Engagement
from model.engagement.engagements import Engagements
from model.engagement.record import Action, FindingTarget, State
from model.errors import EngagementError
from model.finding import Finding


def states(engagements: Engagements) -> dict[str, State]:
    return {ident: each.state for ident, each in engagements.dispositions().items()}


def test_several_problems_are_one_entry_that_covers_all_their_findings(tmp_path: Path) -> None:
    with Engagement.open(tmp_path / "a.yushen") as engagement:
        engagement.remember(
            report(finding("a", 1, group="a"), finding("b", 2, group="a"), finding("c", 3), finding("d", 4))
        )
        entry = engagement.dispose_all(("a", "c"), State.DISMISSED, "口径不同", "李")
        assert [change.subject[1] for change in entry.changes] == ["a", "b", "c"]
        assert len(engagement.log()) == 1
        engagement.undo("李")
        assert engagement.dispositions() == {}


def test_without_the_reason_that_a_dismissal_needs_none_is_decided(tmp_path: Path) -> None:
    with Engagement.open(tmp_path / "a.yushen") as engagement:
        engagement.remember(report(finding("a", 1), finding("c", 3)))
        with pytest.raises(EngagementError, match="without a reason"):
            engagement.dispose_all(("a", "c"), State.DISMISSED, " ", "李")
        assert engagement.log() == ()


def two_disclosures(tmp_path: Path) -> Engagements:
    paths = [str(tmp_path / "a" / "x.xlsx"), str(tmp_path / "b" / "y.xlsx")]
    for path in paths:
        Path(path).parent.mkdir()
    engagements = Engagements.open([[path] for path in paths])
    findings = (finding("a", 1, paths[0]), finding("b", 2, paths[0]), finding("c", 3, paths[1]))
    engagements.remember(report(*findings, documents=(document(paths[0]), document(paths[1], "b"))))
    return engagements


def test_problems_of_two_disclosures_are_undone_and_done_again_as_one(tmp_path: Path) -> None:
    with two_disclosures(tmp_path) as engagements:
        engagements.dispose_all(("a", "b", "c"), State.CONFIRMED, "", "李")
        decided = dict.fromkeys("abc", State.CONFIRMED)
        assert states(engagements) == decided
        assert [len(each.engagement.log()) for each in engagements.every] == [1, 1]
        for _ in range(2):
            undone = engagements.undo("李")
            assert undone is not None
            assert undone.action is Action.UNDO
            assert {change.subject for change in undone.changes} == {("finding", each) for each in "abc"}
            assert states(engagements) == {}
            assert engagements.redo("李") is not None
            assert states(engagements) == decided
        assert engagements.undo("李") is not None
        assert engagements.undo("李") is None


@pytest.mark.parametrize("order", ["ac", "ca"])
def test_opened_again_what_was_done_last_is_undone_first_in_whichever_engagement(
    tmp_path: Path, order: str
) -> None:
    paths = [str(tmp_path / name / f"{name}.xlsx") for name in "ac"]
    for path in paths:
        Path(path).parent.mkdir()
    arising = report(
        finding("a", 1, paths[0]),
        finding("c", 3, paths[1]),
        documents=(document(paths[0]), document(paths[1], "b")),
    )
    with Engagements.open([[path] for path in paths]) as engagements:
        engagements.remember(arising)
        for ident in order:
            engagements.dispose(ident, State.CONFIRMED, "", "李")
    with Engagements.open([[path] for path in paths]) as engagements:
        engagements.remember(arising)
        assert engagements.undo("李") is not None
        assert states(engagements) == {order[0]: State.CONFIRMED}
        assert engagements.redo("李") is not None
        assert states(engagements) == dict.fromkeys("ac", State.CONFIRMED)


def test_tags_given_together_go_together_and_what_was_done_before_stays(tmp_path: Path) -> None:
    with two_disclosures(tmp_path) as engagements:
        engagements.dispose("a", State.FOLLOW_UP, "", "李")
        targets = [FindingTarget(ident) for ident in "abc"]
        engagements.tag_all([(target, ("复查",)) for target in targets], "李")
        assert [engagements.tags(target) for target in targets] == [("复查",)] * 3
        engagements.undo("李")
        assert [engagements.tags(target) for target in targets] == [()] * 3
        assert states(engagements) == {"a": State.FOLLOW_UP}
        engagements.undo("李")
        assert states(engagements) == {}


def between(one: str, other: str) -> Finding:
    """A finding of a comparison: it rests on both documents."""
    first = finding("between", 1, one)
    return replace(first, cells=(*first.cells, *finding("y", 1, other).cells))


def shared(tmp_path: Path) -> tuple[str, str]:
    """Two documents of one engagement, of whose comparison a finding was dismissed."""
    one, other = str(tmp_path / "x.xlsx"), str(tmp_path / "y.xlsx")
    with Engagements.open([[one, other]]) as engagements:
        found = finding("a", 1, one), between(one, other)
        engagements.remember(report(*found, documents=(document(one), document(other, "b"))))
        engagements.dispose("between", State.DISMISSED, "口径不同", "李")
    return one, other


def test_a_problem_of_a_shared_engagement_is_decided_while_other_documents_are_read(tmp_path: Path) -> None:
    one, other = shared(tmp_path)
    with Engagements.open([[one], [other]]) as engagements:
        assert [each.disclosures for each in engagements.every] == [2]
        engagements.remember(
            report(finding("a", 1, one, group="g"), finding("b", 2, one, group="g")), is_whole=False
        )
        decided = engagements.dispose("a", State.CONFIRMED, "", "李")
        assert decided.basis is not None
        assert states(engagements)["b"] is State.CONFIRMED
        both = (document(one), document(other, "b"))
        engagements.remember(report(finding("a", 1, one), documents=both), is_whole=False)
        assert engagements.gone() == ()
        engagements.remember(report(finding("a", 1, one), between(one, other), documents=both))
        assert states(engagements) == {
            "a": State.CONFIRMED,
            "b": State.CONFIRMED,
            "between": State.DISMISSED,
        }
        assert [each.id for each in engagements.gone()] == ["b"]


def test_what_is_decided_before_all_is_read_is_found_again_by_any_document_though_the_desk_was_killed(
    tmp_path: Path,
) -> None:
    one, other = str(tmp_path / "x.xlsx"), str(tmp_path / "y.xlsx")
    documents = (document(one), document(other, "b"))
    with Engagement.open(tmp_path / "x.xlsx.yushen") as engagement:
        engagement.remember(report(finding("a", 1, one), documents=documents), is_whole=False)
        engagement.dispose("a", State.CONFIRMED, "", "李")
    Path(other).touch()
    with Engagements.open([[other]]) as engagements:
        assert states(engagements) == {"a": State.CONFIRMED}
        change = engagements.remember(report(documents=(document(other, "b"),)))
        assert change == ()
