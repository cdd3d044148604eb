"""An indicator has a target by which it can be measured: a number, or a state in words.

A blank is none, nor is what a template left there (文字描述, 待定). In a page of text a blank may be a cell
that was lost, and is not checked. One notice a form.
"""

from __future__ import annotations

from checks.performance.forms import (
    PlacedForm,
    filled_forms,
    form_finding,
    indicator_evidence,
    plain,
)
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.lexicon.reading import normalised
from model.lexicon.target_words import target_words
from model.messages import check_message
from model.reading.targets import Indicator


def check(subject: Subject, outcome: Outcome) -> None:
    """Look for the target of each indicator."""
    for placed in filled_forms(subject):
        sheet = subject.disclosure.documents[placed.table.document].book.sheets[placed.table.sheet]
        empty = target_words().empty
        found = [each for each in placed.form.indicators if normalised(each.value.text) in empty]
        blank = [each for each in placed.form.indicators if not each.value.text]
        outcome.hold(len(placed.form.indicators) - len(found) - len(blank))
        if sheet.formats is not None:
            found = [each for each in placed.form.indicators if each in found or each in blank]
        elif blank:
            first = indicator_evidence(subject, placed.table, blank[0])
            why = check_message("the target may have been lost with the page's layout.")
            outcome.leave(first.place.text, why, len(blank))
        if found:
            outcome.report(_finding(subject, placed, found))
            outcome.line.inconsistent += len(found) - 1


def _finding(subject: Subject, placed: PlacedForm, found: list[Indicator]) -> Finding:
    cells = tuple(indicator_evidence(subject, placed.table, each) for each in found)
    names = "、".join(plain(each.name) for each in found)
    message = check_message(
        "{place} ({project}): {count} indicators have no target: {indicators}.",
        place=cells[0].place.text,
        project=placed.name,
        count=len(found),
        indicators=names,
    )
    return form_finding(RULE, placed, cells, message, names)


RULE = Rule(
    code="PE108",
    family="performance",
    title=check_message("An indicator has no target"),
    severity=Severity.NOTICE,
    basis="RELATIONS 40",
    explanation=__doc__,
    check=check,
)
