"""Work on a document that breaks down or takes too much: it is left unchecked with one line, and the others go on.

What follows the reading runs in this process, and a document nobody thought of may break it. This is the one place
that catches such a failure, which is never the department's fault and never passes for a document without findings.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeVar

from model.effort import Effort, ExceededError, TooLongError, Watch
from model.errors import Trouble
from model.messages import Message, message
from model.text import clean_line

T = TypeVar("T")
Step = Literal["recognition", "binding", "judging"]

_BROKEN: dict[Step, str] = {
    "recognition": "The recognition of its tables broke down ({kind}): nothing of it was checked.",
    "binding": "The reading of its amounts and sentences broke down ({kind}): nothing of it was checked.",
    "judging": "The weighing of what was found broke down ({kind}): no finding of it is shown.",
}
_TOO_LONG: dict[Step, str] = {
    "recognition": "The recognition of its tables was ended after {most} s of processor time: nothing of it was "
    "checked.",
    "binding": "The reading of its amounts and sentences was ended after {most} s of processor time: nothing of it "
    "was checked.",
    "judging": "The weighing of what was found was ended after {most} s of processor time: no finding of it is "
    "shown.",
}
_TOO_LARGE: dict[Step, str] = {
    "recognition": "The recognition of its tables was ended when it took {most} MB of memory more: nothing of it was "
    "checked.",
    "binding": "The reading of its amounts and sentences was ended when it took {most} MB of memory more: nothing of "
    "it was checked.",
    "judging": "The weighing of what was found was ended when it took {most} MB of memory more: no finding of it is "
    "shown.",
}
_REMEDY = message("This is a defect of Yushen, not of the document: report it with what --debug prints.")
ALLOW_MORE = message("Allow more with --limit 4 (four times as much), or split it into several files.")


class UnfinishedError(Trouble):
    """A document that was read, and on which a later step broke down or took too much."""


def finished(path: str, step: Step, work: Callable[[], T], watch: Watch, effort: Effort) -> T:
    """Return what a step of the work on a document makes, if it does so within an effort.

    Raises UnfinishedError, with the document and the step, where it does not, and where it raises anything that is no
    trouble of the user's.
    """
    try:
        with watch.over(effort):
            return work()
    except Trouble:
        raise
    except (ExceededError, MemoryError) as error:
        raise UnfinishedError(clean_line(path), exceeded(step, error, effort), ALLOW_MORE) from error
    except Exception as error:
        import logging

        logging.getLogger(__name__).exception("%s", path)
        told = message(_BROKEN[step], kind=type(error).__name__)
        raise UnfinishedError(clean_line(path), told, _REMEDY) from error


def exceeded(step: Step, error: BaseException, effort: Effort) -> Message:
    """Return what is said of a step that took more than its effort."""
    if isinstance(error, TooLongError):
        return message(_TOO_LONG[step], most=f"{effort.seconds:.0f}")
    return message(_TOO_LARGE[step], most=f"{effort.megabytes:.0f}")
