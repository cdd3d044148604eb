"""The words that a working paper uses for severities, verdicts, roles, decisions and actions."""

from __future__ import annotations

from model.engagement.record import Action, Capacity, State
from model.finding import Role, Severity, TableSummary, Verdict
from model.messages import Message, message
from model.reading.table import Choice

_SEVERITIES = {
    Severity.ERROR: message("error"),
    Severity.WARNING: message("warning"),
    Severity.NOTICE: message("notice"),
}
_VERDICTS = {
    Verdict.CONSISTENT: message("consistent"),
    Verdict.ROUNDING: message("within rounding"),
    Verdict.INCONSISTENT: message("inconsistent"),
    Verdict.NOT_CHECKED: message("not checked"),
    Verdict.FAILED: message("rule failed"),
}
_ROLES = {
    Role.STATED: message("stated"),
    Role.PART: message("part"),
    Role.OTHER: message("other side"),
    Role.CONTEXT: message("context"),
}
_STATES = {
    State.OPEN: message("open"),
    State.CONFIRMED: message("confirmed"),
    State.DISMISSED: message("dismissed"),
    State.FOLLOW_UP: message("follow up"),
    State.EXPLAINED: message("explained by the department"),
    State.CORRECTED: message("corrected"),
}
_ACTIONS = {
    Action.DISPOSE: message("decided"),
    Action.ANNOTATE: message("annotated"),
    Action.EDIT: message("changed a note"),
    Action.DELETE: message("deleted a note"),
    Action.REVIEW: message("reviewed"),
    Action.TAG: message("tagged"),
    Action.OWN_FINDING: message("own finding"),
    Action.WITHDRAW: message("withdrew an own finding"),
    Action.MAP: message("mapped a table"),
    Action.BIND: message("bound a figure"),
    Action.SOURCE: message("the source changed"),
    Action.MERGED: message("from the merged engagement"),
    Action.MERGE: message("merged"),
    Action.UNDO: message("took back"),
    Action.REDO: message("did again"),
}
_CAPACITIES = {
    Capacity.AUDITOR: message("auditor"),
    Capacity.REVIEWER: message("reviewer"),
}
_STAGES = {"budget": message("budget"), "final": message("final accounts")}


def severity_word(severity: Severity) -> Message:
    """Return a severity in words."""
    return _SEVERITIES[severity]


def verdict_word(verdict: Verdict) -> Message:
    """Return a verdict in words."""
    return _VERDICTS[verdict]


def role_word(role: Role) -> Message:
    """Return what a cell is in a finding, in words."""
    return _ROLES[role]


def state_word(state: State) -> Message:
    """Return a decision in words."""
    return _STATES[state]


def action_word(action: Action) -> Message:
    """Return what an entry of the log did, in words."""
    return _ACTIONS[action]


def capacity_word(capacity: Capacity) -> Message:
    """Return in which capacity somebody acted, in words."""
    return _CAPACITIES[capacity]


def stage_word(stage: str | None) -> Message | None:
    """Return a document's stage in words, None where it states none."""
    return _STAGES.get(stage or "")


def table_remarks(table: TableSummary) -> tuple[Message, ...]:
    """Return what is to be reported beside a table: whose it is, who mapped it or why, and what was not understood."""
    of_unit = (message("table of the unit {body}", body=table.body),) if table.body else ()
    mapped = (message("read as the auditor mapped it"),) if table.mapped else ()
    doubt = (message("reading in doubt"), table.doubt) if table.doubt is not None else ()
    chosen = () if table.choice is None else choice_words(table.choice)
    return (*of_unit, *mapped, *chosen, *filter(None, (table.why,)), *doubt)


def choice_words(choice: Choice) -> tuple[Message, Message]:
    """Return why a table is read otherwise than at first: what the paper leaves open, and how both readings did."""
    scores = message(
        "read anew: at first {failed} of {tested} relations failed, so {failed_now} of {tested_now}; "
        "{tried} readings tried, {not_tried} not",
        failed=choice.first.failed,
        tested=choice.first.tested,
        failed_now=choice.now.failed,
        tested_now=choice.now.tested,
        tried=choice.tried,
        not_tried=choice.not_tried,
    )
    return choice.why, scores
