"""Lines of a comparison that are the same money: a total of revenue and expenditure, a code and its only child."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.comparison import ComparedLine

FREE = frozenset({"flow", "source", "nature", "function"})
"""The dimensions in which lines of one group may differ: what money it is, and the codes above each other."""

_GROUPED = frozenset({"changed", "same", "new", "vanished"})


def groups(lines: Sequence[ComparedLine], numbers: Sequence[int]) -> list[list[int]]:
    """Return some lines by number in groups of the same amounts on both sides, in the order of each group's first.

    The line of the shortest code heads its group. In a group codes of function are one below the other, and all else
    but the flow, the source and the nature of the money is the same.
    """
    alike: dict[object, list[int]] = {}
    for number in numbers:
        alike.setdefault(_key(lines[number]) or number, []).append(number)
    head_of: dict[int, int] = {}
    for members in alike.values():
        members.sort(key=lambda number: _code(lines[number]))
        head = members[0]
        for number in members:
            above, code = _code(lines[head]), _code(lines[number])
            if not code.startswith(above) or bool(above) != bool(code):
                head = number
            head_of[number] = head
    found: dict[int, list[int]] = {}
    for number in numbers:
        found.setdefault(head_of[number], []).append(number)
    return [[head, *(number for number in members if number != head)] for head, members in found.items()]


def _code(line: ComparedLine) -> str:
    return line.coordinates.get("function", "")


def _key(line: ComparedLine) -> object | None:
    """Return what the lines of one group have in common, None of a line that stands alone."""
    amounts = tuple(entry.stated.amount if entry else None for entry in (line.earlier, line.later))
    if line.kind.value not in _GROUPED or not any(amounts):
        return None
    rest = frozenset(each for each in line.coordinates.items() if each[0] not in FREE)
    return line.kind, amounts, rest
