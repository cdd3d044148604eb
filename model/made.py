"""Rows that are kept by column and made one by one when they are asked for, as a sequence."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import TypeVar, overload

Row = TypeVar("Row")


class MadeRows(Sequence[Row]):
    """A sequence whose rows are made anew each time; a class that is one states how many there are and makes each."""

    __slots__ = ()

    @abstractmethod
    def _made(self, position: int) -> Row: ...

    @overload
    def __getitem__(self, position: int) -> Row: ...

    @overload
    def __getitem__(self, position: slice) -> list[Row]: ...

    def __getitem__(self, position: int | slice) -> Row | list[Row]:
        if isinstance(position, slice):
            return [self._made(index) for index in range(*position.indices(len(self)))]
        if not -len(self) <= position < len(self):
            raise IndexError(position)
        return self._made(position % len(self))

    def __iter__(self) -> Iterator[Row]:
        return map(self._made, range(len(self)))
