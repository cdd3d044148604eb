"""A code whose parent is not printed, in a list that prints the parents of the others.

款 stand below their 类, 项 below their 款. Which levels a list prints is told by the others: a table that
prints only 类 and 项 is asked for the 类 of its 项, and a list of 项 alone for nothing. A table that begins
in the middle of another's codes is its next page, and the parents stand on the page before.

Basis: RELATIONS 4.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from checks.classification.printed import PrintedCode, code_evidence, places_text, printed_codes
from checks.classification.wrong_domain import by_panel
from checks.mechanism.evidence import fingerprint
from checks.rule import Outcome, Rule, Subject
from model.classification.catalogue import catalogue
from model.classification.codes import level_of
from model.finding import Finding, Severity, Verdict
from model.messages import check_message
from model.recognition.table import Table

_SHARE = 0.5
"""A list prints a level of parents where at least this share of the parents due is there."""

_LENGTH = {1: 3, 2: 5}


@dataclass(frozen=True, slots=True)
class MissingParent:
    """A code that is not printed though codes below it are: `children`, in the order of the list."""

    code: str
    children: tuple[PrintedCode, ...]


def missing_parents(codes: Sequence[PrintedCode]) -> tuple[list[MissingParent], int]:
    """Return the parents that a panel does not print, block by block, and how many codes were asked for one."""
    lists: dict[tuple[int, str], list[PrintedCode]] = {}
    for code in codes:
        lists.setdefault((code.block, code.domain), []).append(code)
    missing: list[MissingParent] = []
    asked = 0
    for rows in lists.values():
        found, count = _missing(rows)
        missing.extend(found)
        asked += count
    return missing, asked


def _missing(rows: list[PrintedCode]) -> tuple[list[MissingParent], int]:
    printed = {row.code for row in rows}
    missing: dict[str, list[PrintedCode]] = {}
    asked = 0
    for level in (2, 3):
        above = _level_above(level, rows, printed)
        due = [row for row in rows if above and level_of(row.code) == level]
        asked += len(due)
        for row in due:
            parent = row.code[: _LENGTH[above]]
            if parent not in printed:
                missing.setdefault(parent, []).append(row)
    return [MissingParent(code, tuple(children)) for code, children in missing.items()], asked


def _level_above(level: int, rows: list[PrintedCode], printed: Collection[str]) -> int:
    """Return the nearest level above whose codes the list prints for the codes of `level`, 0 for none."""
    codes = {row.code for row in rows if level_of(row.code) == level}
    for above in range(level - 1, 0, -1):
        due = {code[: _LENGTH[above]] for code in codes}
        if due and len(due & set(printed)) >= _SHARE * len(due):
            return above
    return 0


def is_continued(missing: MissingParent, codes: Sequence[PrintedCode], elsewhere: Collection[str]) -> bool:
    """Tell whether a panel goes on from another page: the children come first, the parent is printed elsewhere."""
    upper = [code.row.row for code in codes if level_of(code.code) <= level_of(missing.code)]
    children = [child.row.row for child in missing.children]
    return missing.code in elsewhere and (not upper or max(children) < min(upper))


def check(subject: Subject, outcome: Outcome) -> None:
    """Report each parent that a list lacks."""
    panels = by_panel(printed_codes(subject))
    tables = subject.disclosure.tables
    for (number, panel), codes in panels.items():
        missing, asked = missing_parents(codes)
        if missing:
            elsewhere = {
                code.code
                for (other, index), others in panels.items()
                if (other, index) != (number, panel) and _may_continue(tables[other], tables[number])
                for code in others
            }
            missing = [one for one in missing if not is_continued(one, codes, elsewhere)]
        outcome.hold(asked - sum(len(one.children) for one in missing))
        for one in missing:
            outcome.report(_finding(subject, tables[number], one))
            outcome.line.inconsistent += len(one.children) - 1


def _may_continue(one: Table, other: Table) -> bool:
    return one.document == other.document and one.kind == other.kind and one.title == other.title


def _finding(subject: Subject, table: Table, missing: MissingParent) -> Finding:
    cells = tuple(code_evidence(subject, child) for child in missing.children)
    first = missing.children[0]
    return Finding(
        id=fingerprint(RULE.code, table.kind, {first.domain.value: missing.code}, table.title),
        rule=RULE.code,
        severity=RULE.severity,
        verdict=Verdict.INCONSISTENT,
        title=RULE.title,
        message=check_message(
            "{place}: {code} {name} stands without its parent {parent} {parent_name} in a list that prints parents.",
            place=places_text(cells),
            code=first.code,
            name=first.name,
            parent=missing.code,
            parent_name=catalogue().name(missing.code, first.year),
        ),
        cells=cells,
        suspect=cells[0].place,
    )


RULE = Rule(
    code="CL105",
    family="classification",
    title=check_message("A code stands without its parent"),
    severity=Severity.WARNING,
    basis="RELATIONS 4",
    explanation=__doc__,
    check=check,
)
