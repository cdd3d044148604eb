"""A line of a comparison in words: what it is about, the change with its sign, and its percent.

It stands apart from the comparison itself so that a screen can draw lines without bringing in the arithmetic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.messages import Language, Message, check_message
from model.money import Unit, format_amount

if TYPE_CHECKING:
    from checks.comparison import ComparedLine

KINDS = {
    "changed": check_message("changed"),
    "same": check_message("the same"),
    "new": check_message("new: only the later document states it"),
    "vanished": check_message("vanished: only the earlier document states it"),
    "renamed": check_message("the name or the code changed"),
    "contradicted": check_message("one of the two documents states several amounts; the finest is shown"),
}


def kind_of(line: ComparedLine) -> Message:
    """Return how a line stands in words."""
    return KINDS[line.kind.value]


def name_of(line: ComparedLine, language: Language) -> str:
    """Return the code and the name as the tables print them, then the rest of what the line is about."""
    from model.facts.cube import CODE_DIMENSIONS
    from model.lexicon.subject import subject_text

    codes = [name for name in line.coordinates if name in CODE_DIMENSIONS]
    if not codes:
        return subject_text(line.coordinates, language)
    printed = next((entry.name for entry in (line.earlier, line.later) if entry and entry.name), "")
    own = printed or subject_text({name: line.coordinates[name] for name in codes}, language)
    if line.later_coordinates:
        own = f"{own} -> {'/'.join(line.later_coordinates[name] for name in codes)}"
    rest = {name: member for name, member in line.coordinates.items() if name not in codes}
    return f"{own}  {subject_text(rest, language)}"


def signed(amount: int, unit: Unit) -> str:
    """Return an amount with its sign, "" for none."""
    return f"{'+' if amount > 0 else ''}{format_amount(amount, unit)}" if amount else ""


def percent_text(hundredths: int | None) -> str:
    """Return hundredths of a percent with a sign and two places, "" where there is none."""
    if hundredths is None:
        return ""
    sign = "-" if hundredths < 0 else "+" if hundredths else ""
    return f"{sign}{abs(hundredths) // 100:,}.{abs(hundredths) % 100:02d}%"
