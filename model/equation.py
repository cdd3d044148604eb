"""A finding's equation: what is stated against what its parts come to, each with value and address."""

from __future__ import annotations

from model.finding import CellEvidence, Finding, Role, SpanEvidence, Verdict
from model.money import Unit, format_amount
from model.record import dataclass

NOT_STATED = "—"
"""What stands for a blank cell: not stated, never zero."""

_SIGNS = {
    ("=", Verdict.CONSISTENT): "=",
    ("=", Verdict.ROUNDING): "≈",
    ("=", Verdict.INCONSISTENT): "≠",
    ("<=", Verdict.CONSISTENT): "≥",
    ("<=", Verdict.ROUNDING): "≈",
    ("<=", Verdict.INCONSISTENT): "<",
}


@dataclass(frozen=True, slots=True)
class Operand:
    """One term: `sign` is "+" or "-", `amount` is in the equation's unit, `place` is where it stands.

    An amount that counts more than once has its number before it ("2 × 100.00").
    """

    sign: str
    amount: str
    place: str
    label: str


@dataclass(frozen=True, slots=True)
class Equation:
    """`stated` `relation` (sum of `parts`, which is `computed`); all amounts printed in `unit`.

    `parts` is empty when two statements are compared; `other` is then where the second stands. `relation`
    is the sign that truly holds between the two: =, ≈ (within rounding), ≠, ≥ or <. Where the whole is a
    blank cell, `stated` is NOT_STATED and `difference` is "". `difference` carries its sign.
    """

    stated: str
    stated_at: str
    stated_label: str
    relation: str
    parts: tuple[Operand, ...]
    computed: str
    other: str
    difference: str
    allowance: str
    unit: Unit

    @property
    def line(self) -> str:
        """The whole equation in one line, the same in every language."""
        terms = "".join(
            f"{' ' + part.sign + ' ' if index or part.sign == '-' else ''}{_at(part.amount, part.place)}"
            for index, part in enumerate(self.parts)
        )
        right = f"{terms.strip()} = {self.computed}" if terms else _at(self.computed, self.other)
        return f"{_at(self.stated, self.stated_at)} {self.relation} {right}"


def equation_of(finding: Finding) -> Equation | None:
    """Return the equation of a finding, None where it has no amount to set against what is stated."""
    if finding.computed is None:
        return None
    unit = finding.unit or Unit.YUAN
    stated_cells = [cell for cell in finding.cells if cell.role is Role.STATED]
    parts = [cell for cell in finding.cells if cell.role is Role.PART]
    others = [cell.place.text for cell in finding.cells if cell.role is Role.OTHER]
    spans = [span_text(span) for span in finding.spans]
    amounts = [finding.stated, finding.computed, *(part.amount for part in parts)]
    decimals = max(_places(amount, unit) for amount in amounts if amount is not None)
    return Equation(
        stated=_printed(finding.stated, unit, decimals, NOT_STATED),
        stated_at=", ".join([cell.place.text for cell in stated_cells] or spans),
        stated_label=", ".join(cell.label for cell in stated_cells if cell.label),
        relation=_SIGNS.get((finding.relation, finding.verdict), "≠"),
        parts=tuple(_operand(part, unit, decimals) for part in parts),
        computed=format_amount(finding.computed, unit, decimals),
        other=", ".join(others + (spans if stated_cells else [])),
        difference=f"{'+' if (finding.difference or 0) > 0 else ''}{_printed(finding.difference, unit, 2, '')}",
        allowance=format_amount(finding.allowance or 0, unit),
        unit=unit,
    )


def equation_line(finding: Finding) -> str:
    """Return the equation in one line with its unit, "" where the finding has none."""
    equation = equation_of(finding)
    return "" if equation is None else f"{equation.line} ({equation.unit.label})"


def span_text(span: SpanEvidence) -> str:
    """Return a stretch of prose's place: ¶ and the paragraph's number."""
    return f"¶{span.paragraph}"


def _operand(cell: CellEvidence, unit: Unit, decimals: int) -> Operand:
    sign = "-" if cell.weight < 0 else "+"
    amount = _printed(cell.amount, unit, decimals, cell.value)
    times = f"{abs(cell.weight)} × " if abs(cell.weight) > 1 else ""
    return Operand(sign, times + amount, cell.place.text, cell.label)


def _printed(amount: int | None, unit: Unit, decimals: int, otherwise: str) -> str:
    return otherwise if amount is None else format_amount(amount, unit, decimals)


def _places(amount: int, unit: Unit) -> int:
    """Return how many decimals an amount takes: one equation prints all its terms with as many."""
    return len(format_amount(amount, unit).partition(".")[2])


def _at(amount: str, place: str) -> str:
    return f"{amount} [{place}]" if place else amount
