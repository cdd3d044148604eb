"""The words that a working paper uses for severities, verdicts, roles, decisions and actions."""

from __future__ import annotations

from model.engagement.record import Action, State
from model.finding import Role, Severity, TableSummary, Verdict
from model.messages import Message, message

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
}
_ACTIONS = {
    Action.DISPOSE: message("decided"),
    Action.ANNOTATE: message("annotated"),
    Action.EDIT: message("changed a note"),
    Action.DELETE: message("deleted a note"),
    Action.UNDO: message("took back"),
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


def stage_word(stage: str | None) -> Message | None:
    """Return a document's stage in words, None where it states none."""
    return _STAGES.get(stage or "")


def table_remarks(table: TableSummary) -> tuple[Message, ...]:
    """Return what is to be said beside a table: that an auditor mapped it, and what was not understood of it."""
    mapped = (message("read as the auditor mapped it"),) if table.mapped else ()
    doubt = (message("reading in doubt"), table.doubt) if table.doubt is not None else ()
    return (*mapped, *filter(None, (table.why,)), *doubt)
