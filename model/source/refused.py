"""How a parser in the child says why it will not go on; the parent turns the cause into a message."""

from __future__ import annotations

OUT_OF_MEMORY = 77
"""Exit status of a child that has no memory left even to say so."""


class RefusedError(Exception):
    """A file or a sheet that is not read: a key of `model.source.causes` and what fills its template."""

    def __init__(self, cause: str, **values: str) -> None:
        super().__init__(cause, values)
        self.cause = cause
        self.values = values
