"""An amount in the text is the amount that the tables state.

A sentence and a cell with the same coordinates (flow, year, stage, source, nature, code, item) state the same money:
they must be equal within what both were rounded to, 万元 in the text against 元 in the table. Where no table prints
exactly what the words say, 三公 and 机关运行经费 are held against the one table that has them, and 财政拨款 against the
sum of the single budgets; what differs there is a warning. So is what differs where the sentence goes on with a
subject that it does not name itself. What no table states is listed as not checked, and so is an amount whose subject
was taken from the chapter alone, or that a cell prints of another subject which the sentence may mean.

An amount of which the last place was cut off or raised, and not rounded, is a notice.
"""

from __future__ import annotations

from dataclasses import replace

from checks.mechanism.evidence import cell_evidence
from checks.mechanism.stated import CitedClaim, Stated
from checks.mechanism.text_agreement import Answer, Question, against_tables, tied_amounts
from checks.prose.evidence import disagreement_values, place_text, span_of, text_finding, with_amounts
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Role, Severity, Verdict
from model.messages import Message, check_message

_NOT_CHECKED: dict[Answer, Message] = {
    Answer.NOT_STATED: check_message("no table states it."),
    Answer.STATED_DIFFERENTLY: check_message("the tables state it differently."),
    Answer.NOT_NAMED: check_message("the sentence does not name its subject itself."),
    Answer.MISREAD: check_message(
        "a table states this amount of another subject, which the sentence may mean."
    ),
}


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold each amount of the prose against the cells of the same coordinates."""
    questions = subject.once(against_tables)
    outcome.of_text.append(tied_amounts(questions))
    for question in questions:
        why = _NOT_CHECKED.get(question.answer)
        if why is not None:
            outcome.leave(place_text(question.cited), why)
        elif question.answer is Answer.AGREES:
            outcome.hold()
        elif question.other is not None:
            _report(subject, outcome, question, question.other)


def _report(subject: Subject, outcome: Outcome, question: Question, other: Stated) -> None:
    """Report a finding; a sentence that repeats the amount of one that was reported is a place of that one."""
    finding = _finding(subject, question.cited, other, question.answer)
    for number, before in enumerate(outcome.findings):
        if (before.id, before.stated, before.computed) == (finding.id, finding.stated, finding.computed):
            gravest = max((before, finding), key=lambda one: one.severity is Severity.ERROR)
            outcome.findings[number] = replace(gravest, spans=(*before.spans, *finding.spans))
            outcome.line.inconsistent += 1
            return
    if finding.verdict is Verdict.ROUNDING:
        outcome.report(finding)
    else:
        outcome.fail_in_text(finding, _changes(question, other), finding.allowance or 0)


def _changes(question: Question, other: Stated) -> dict[int, int]:
    """Return what would mend a contradiction: where the sentence is certain, the cell may be wrong as well."""
    lack = other.amount - question.cited.claim.amount
    cells = {fact: -lack for fact in question.facts if fact != question.cited.fact}
    return {question.cited.fact: lack, **cells} if question.cited.fact >= 0 else {}


_SEVERITIES = {Answer.DIFFERS: Severity.ERROR, Answer.DIFFERS_IN_DOUBT: Severity.WARNING}
_TEMPLATES = {
    Answer.DIFFERS: "{place}: “{phrase}”, but {other} ({label}) states {expected}; difference {difference} {unit}.",
    Answer.ROUNDED: "{place}: “{phrase}”, and {other} ({label}) states {expected}; "
    "rounding explains {difference} {unit}.",
    Answer.CUT: "{place}: “{phrase}”, and {other} ({label}) states {expected}: "
    "the last place was cut off, not rounded.",
    Answer.RAISED: "{place}: “{phrase}”, and {other} ({label}) states {expected}: "
    "the last place was raised, not rounded.",
}


def _finding(subject: Subject, cited: CitedClaim, other: Stated, answer: Answer) -> Finding:
    claim = cited.claim
    severity = _SEVERITIES.get(answer, Severity.NOTICE)
    values = disagreement_values(subject, cited, other)
    wording = answer if answer in _TEMPLATES else Answer.DIFFERS
    message = check_message(_TEMPLATES[wording], **values)
    found = text_finding(RULE, message, (span_of(cited),), coordinates=claim.coordinates)
    found = with_amounts(found, claim.amount, other.amount, claim.half + other.half, claim.unit)
    return replace(
        found,
        severity=severity,
        verdict=Verdict.ROUNDING if severity is Severity.NOTICE else Verdict.INCONSISTENT,
        cells=(cell_evidence(subject, other.fact, Role.OTHER, 1),),
    )


RULE = Rule(
    code="TX101",
    family="prose",
    title=check_message("The text states another amount than the tables"),
    severity=Severity.ERROR,
    basis="RELATIONS 30",
    explanation=__doc__,
    check=check,
)
