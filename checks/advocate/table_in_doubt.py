"""What else rests on a table that reads badly as a whole falls with it: a table in doubt accuses nothing.

What is printed or stored whatever its amounts mean stands: a title, a heading's year, a formula, and a code or a name
that is wrong in a few rows.
"""

from __future__ import annotations

from collections.abc import Iterable

from checks.advocate.case import Case, Defence
from model.messages import check_message

AS_PRINTED = frozenset({"completeness", "workbook"})
"""Families whose findings are about words as printed and cells as stored."""


def table_in_doubt(case: Case) -> Iterable[Defence]:
    """Defend what rests on a table that another argument found to be misread."""
    doubted = {defence.table for defence in case.defences if defence.is_of_table}
    for accusation in case.open:
        found = sorted(accusation.tables & doubted)
        if found and accusation.family not in AS_PRINTED and not accusation.is_of_few_labels:
            why = check_message("what else rests on this table is in doubt with it.")
            yield Defence(found[0], why, frozenset({accusation.key}))
