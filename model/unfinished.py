"""Work on a document that breaks down: that document is left unchecked with one line, and the others go on.

What follows the reading runs in this process, and a document nobody thought of may break it. This is the one place
that catches such a failure, which is never the department's fault and never passes for a document without findings.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from model.errors import Trouble
from model.messages import Message, message
from model.pace import StoppedError
from model.text import clean_line

T = TypeVar("T")

_REMEDY = message("This is a defect of Yushen, not of the document: report it with what --debug prints.")


def recognition(kind: str) -> Message:
    """Return what is said where the recognition of tables broke down with an error of this kind."""
    return message("The recognition of its tables broke down ({kind}): nothing of it was checked.", kind=kind)


def binding(kind: str) -> Message:
    """Return what is said where amounts and sentences could not be bound."""
    return message(
        "The reading of its amounts and sentences broke down ({kind}): nothing of it was checked.", kind=kind
    )


def judging(kind: str) -> Message:
    """Return what is said where what the rules found could not be weighed."""
    return message(
        "The weighing of what was found broke down ({kind}): no finding of it is shown.", kind=kind
    )


class UnfinishedError(Trouble):
    """A document that was read, and on which a later step broke down."""


def finished(path: str, step: Callable[[str], Message], work: Callable[[], T]) -> T:
    """Return what a step of the work on a document makes.

    Raises UnfinishedError, with the document and the step, where it raises anything that is no trouble of the user's.
    """
    try:
        return work()
    except (Trouble, StoppedError):
        raise
    except Exception as error:
        import logging

        logging.getLogger(__name__).exception("%s", path)
        raise UnfinishedError(clean_line(path), step(type(error).__name__), _REMEDY) from error
