"""Findings with one common cause, reported as one: the head in full, the others in a line each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from model.export.finding_words import decision_words, explanation_of
from model.export.paper import WorkingPaper
from model.finding import Finding


class FindingGroup(NamedTuple):
    """A finding, and the others of its group, in the order of the report."""

    head: Finding
    others: tuple[Finding, ...]


def grouped(findings: Iterable[Finding]) -> list[FindingGroup]:
    """Return the findings in groups, each where its first finding stands; one that stands alone is a group."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.group or finding.id, []).append(finding)
    heads = {key: next((one for one in some if one.id == key), some[0]) for key, some in groups.items()}
    return [
        FindingGroup(heads[key], tuple(one for one in some if one is not heads[key]))
        for key, some in groups.items()
    ]


def line_of(finding: Finding, paper: WorkingPaper) -> str:
    """Return what is reported of a finding that is not the head of its group, with what was decided about it."""
    line = f"{finding.severity.mark} {finding.rule} {explanation_of(finding, paper)}"
    return "  ".join([line, *decision_words(finding, paper), f"[{finding.id}]"])
