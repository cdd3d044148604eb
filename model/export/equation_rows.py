"""An equation set out as an auditor writes it: the parts one under the other, their sum, and what is stated."""

from __future__ import annotations

from typing import NamedTuple

from model.equation import Equation
from model.export.finding_words import documents_of
from model.export.paper import WorkingPaper
from model.finding import Finding
from model.messages import Message, message
from model.text import clean_line

_MIRRORED = {"<": ">", "≥": "≤"}
"""An equation states how the stated amount stands to the computed one; here the stated one comes last."""


class EquationRow(NamedTuple):
    """A line of an equation: its sign, the amount, where it stands and what it is, all on one line each."""

    sign: str
    amount: str
    place: str
    label: str


def equation_rows(equation: Equation, finding: Finding, paper: WorkingPaper) -> list[EquationRow]:
    """Return the lines of a finding's equation."""
    language, paths = paper.language, documents_of(finding)
    rows = [EquationRow(part.sign, part.amount, part.place, part.label) for part in equation.parts]
    if rows and rows[0].sign == "+":
        rows[0] = rows[0]._replace(sign="")
    computed = message("computed") if equation.parts else message("other side")
    rows.append(
        EquationRow("=" if equation.parts else "", equation.computed, equation.other, computed.text(language))
    )
    stated = message("stated").text(language)
    label = f"{stated}: {equation.stated_label}" if equation.stated_label else stated
    relation = _MIRRORED.get(equation.relation, equation.relation)
    rows.append(EquationRow(relation, equation.stated, equation.stated_at, label))
    named = (row._replace(place=paper.about(row.place, paths)) for row in rows)
    return [EquationRow(*map(clean_line, row)) for row in named]


def difference_words(equation: Equation) -> Message | None:
    """Return the difference and the allowance in words, None where the whole is a blank cell."""
    if not equation.difference:
        return None
    return message(
        "difference {difference}, allowance {allowance} ({unit})",
        difference=equation.difference,
        allowance=equation.allowance,
        unit=equation.unit.label,
    )
