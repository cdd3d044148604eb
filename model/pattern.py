"""Regular expressions that are compiled when they are first asked: a program knows 300, a document needs few.

A class of characters such as [一-鿿] takes half a millisecond to compile, and most expressions are for sentences, which
a workbook has none of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from re import compile as pattern
else:

    class pattern:  # noqa: N801 - it stands where re.compile would
        """What `re.compile` would return."""

        def __init__(self, written: str, flags: int = 0) -> None:
            self._written, self._flags = written, flags

        def __getattr__(self, name: str) -> Any:
            found = getattr(re.compile(self._written, self._flags), name)
            setattr(self, name, found)
            return found


__all__ = ["pattern"]
