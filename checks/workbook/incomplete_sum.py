"""A formula that sums rows leaves out one whose amount belongs to the total.

Held against the codes: the formula of a code or a total must reach every row right below it that states an
amount, or the rows below that one. Only formulas of SUM, + and - that reach one of those rows at least are
asked; a formula that takes its amount from elsewhere, or does anything else, is not. Asked only of
containers that tell formulas. One warning a row.
"""

from __future__ import annotations

from collections import defaultdict

from checks.mechanism.evidence import cell_evidence, finding_of, fingerprint, unit_of
from checks.rule import Outcome, Rule, Subject
from checks.workbook.amount_cells import (
    CodeSum,
    code_sums,
    file_rows,
    formulas_of,
    knows_formulas,
    leave_without_formulas,
    read_sheet,
    tables_with_amounts,
)
from checks.workbook.formula import Linear, linear
from model.finding import Finding, Role, Severity
from model.messages import check_message


def check(subject: Subject, outcome: Outcome) -> None:
    """Report the rows that the formulas of each table leave out of their totals."""
    formulas: dict[int, str] = {}
    for _, _, sheet, members in tables_with_amounts(subject):
        if knows_formulas(sheet):
            formulas.update(formulas_of(subject, sheet, members))
        else:
            leave_without_formulas(outcome, sheet, len(members))
    if not formulas:
        return
    sums = {one.whole: one for one in code_sums(subject)}
    missing: dict[tuple[int, int], list[tuple[CodeSum, list[int]]]] = defaultdict(list)
    for one in sums.values():
        parsed = linear(formulas[one.whole]) if one.whole in formulas else None
        if parsed is None:
            continue
        left_out = left_out_of(subject, one, parsed, sums)
        if left_out is None:
            continue
        if left_out:
            facts = subject.cells
            missing[int(facts.table[one.whole]), int(facts.row[one.whole])].append((one, left_out))
        else:
            outcome.hold()
    for rows in missing.values():
        outcome.report(_finding(subject, rows, formulas))
        outcome.line.inconsistent += len(rows) - 1


def left_out_of(subject: Subject, one: CodeSum, parsed: Linear, sums: dict[int, CodeSum]) -> list[int] | None:
    """Return the parts that a formula does not reach; None where it reaches none of them."""
    reached = _reached(subject, parsed, one.whole, one.parts)
    if not any(reached):
        return None
    facts = subject.cells
    missing = [part for part, is_reached in zip(one.parts, reached, strict=True) if not is_reached]
    return [
        part
        for part in missing
        if facts.stated[part]
        and facts.amount[part]
        and not (part in sums and any(_reached(subject, parsed, one.whole, sums[part].parts)))
    ]


def _reached(subject: Subject, parsed: Linear, whole: int, parts: tuple[int, ...]) -> list[bool]:
    """Return for each fact whether the formula in the cell of `whole` adds its cell."""
    chosen = list(parts)
    own = _sheet_name(subject, whole)
    names = [_sheet_name(subject, part) for part in chosen]
    places = zip(
        names, file_rows(subject)[chosen].tolist(), subject.cells.column[chosen].tolist(), strict=True
    )
    return [
        any(term.holds(row, column, "" if name == own else name) for term in parsed.terms)
        for name, row, column in places
    ]


def _sheet_name(subject: Subject, fact: int) -> str:
    """Return the name of the file's sheet in which a fact stands."""
    sheet = read_sheet(subject, subject.disclosure.tables[int(subject.cells.table[fact])])
    return sheet.in_file(int(subject.cells.row[fact]))[0].name


def _finding(subject: Subject, rows: list[tuple[CodeSum, list[int]]], formulas: dict[int, str]) -> Finding:
    one, left_out = rows[0]
    table = subject.disclosure.tables[int(subject.cells.table[one.whole])]
    whole, first = (
        cell_evidence(subject, one.whole, Role.STATED, -1),
        cell_evidence(subject, left_out[0], Role.CONTEXT),
    )
    cells = [
        cell
        for each, parts in rows
        for cell in (
            cell_evidence(subject, each.whole, Role.STATED, 0),
            *(cell_evidence(subject, part, Role.CONTEXT, 0) for part in parts),
        )
    ]
    return finding_of(
        RULE,
        fingerprint(RULE.code, table.kind, subject.cells.coordinate(one.whole), table.title, first.label),
        message=check_message(
            "{place} ({label}): the formula ={formula} leaves out {other} ({missing}: {value}).",
            place=whole.place.text,
            label=whole.label,
            formula=formulas[one.whole],
            other=first.place.cell if first.place.sheet == whole.place.sheet else first.place.text,
            missing=first.label,
            value=first.value,
        ),
        cells=cells,
        unit=unit_of(subject, one.whole),
    )


RULE = Rule(
    code="WB105",
    family="workbook",
    title=check_message("A formula leaves out a row of its sum"),
    severity=Severity.WARNING,
    basis="RELATIONS 8",
    explanation=__doc__,
    check=check,
)
