"""Lists that state the same amount for a 类 or 款 print the same codes below it.

Two tables that state the same for 21015 hold the same 项 below it. A 项 with an amount that one of them leaves out
was dropped; where it prints another code with that amount, one of the two codes is wrong, likelier the one that
fewer tables print. A list that prints few codes of that level sums up and is not asked; nor are matrices, whose
codes head columns, and lists of projects.

Basis: RELATIONS 4, 11, 12, 13, 24.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.agreement.code_lists import AlikeLists, CodeList, alike_lists
from checks.mechanism.evidence import cell_evidence, fingerprint, place_in, place_of
from checks.rule import Outcome, Rule, Subject
from model.finding import CellEvidence, Finding, Place, Role, Severity, Verdict
from model.messages import Message, check_message


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold what each list prints below a code against the others that state the same for it."""
    told: set[tuple[int, int]] = set()
    for alike in alike_lists(subject, outcome):
        differing = list(_differing(subject, alike))
        outcome.hold(not differing)
        for table, code, finding in differing:
            if (table, code) not in told:
                told.add((table, code))
                outcome.report(finding)


def _differing(subject: Subject, alike: AlikeLists) -> Iterator[tuple[int, int, Finding]]:
    """Yield what differs: the table, the code, and the finding."""
    printers = _printers(alike)
    twins = _twins(subject, alike, printers)
    for code, some in printers.items():
        lacking = [
            one
            for one in alike.lists
            if code not in alike.printed[one.table] and not _has_unread(subject, one.table)
        ]
        if not lacking or code in twins.values():
            continue
        if code in twins:
            for one in some:
                yield (
                    one.table,
                    code,
                    _miscoded(subject, one, code, printers[twins[code]][0], twins[code]),
                )
        elif len(some) >= len(lacking):
            for one in lacking:
                yield one.table, code, _missing(subject, one, some[0], code)
        else:
            for one in some:
                yield one.table, code, _alone(subject, one, lacking[0], code)


def _has_unread(subject: Subject, number: int) -> bool:
    """Return whether a table has amounts that were not understood: the code that seems missing may be among them."""
    table = subject.disclosure.tables[number]
    return bool(table.details) or any(cell.adds for cell in table.unbound)


def _printers(alike: AlikeLists) -> dict[int, list[CodeList]]:
    codes = sorted({code for one in alike.lists for code in one.below})
    return {code: [one for one in alike.lists if code in one.below] for code in codes}


def _twins(subject: Subject, alike: AlikeLists, printers: dict[int, list[CodeList]]) -> dict[int, int]:
    """Return codes that stand with the amount of another, each in lists without the other: the rarer, and the other."""
    amount = subject.cells.amount
    twins: dict[int, int] = {}
    for code, some in printers.items():
        for other, others in printers.items():
            apart = all(other not in alike.printed[one.table] for one in some) and all(
                code not in alike.printed[one.table] for one in others
            )
            rarer = (len(some), -code) < (len(others), -other)
            same = amount[some[0].below[code]] == amount[others[0].below[other]]
            if code != other and apart and rarer and same and other not in twins:
                twins.setdefault(code, other)
    return twins


def _miscoded(subject: Subject, here: CodeList, code: int, there: CodeList, other: int) -> Finding:
    message = check_message(
        "{place}: {label} stands here with the amount that {there} states for {other}; both state the same for "
        "{above}.",
        place=_text(_code_place(subject, here.below[code])),
        label=_label(subject, here.below[code]),
        there=_text(place_of(subject, there.below[other])),
        other=_label(subject, there.below[other]),
        above=_label(subject, here.fact),
    )
    hint = check_message("{other} may be meant.", other=_label(subject, there.below[other]))
    return _finding(subject, here, code, message, here.below[code], there.below[other], hint)


def _alone(subject: Subject, here: CodeList, there: CodeList, code: int) -> Finding:
    message = check_message(
        "{place}: {label} is printed here, but not in {there}, which states the same for {above}.",
        place=_text(_code_place(subject, here.below[code])),
        label=_label(subject, here.below[code]),
        there=_text(place_of(subject, there.fact)),
        above=_label(subject, here.fact),
    )
    return _finding(subject, here, code, message, here.below[code], there.fact)


def _missing(subject: Subject, here: CodeList, there: CodeList, code: int) -> Finding:
    message = check_message(
        "{place}: {label} is not printed below {above}, but {there} states it, and both state the same for {above}.",
        place=_text(_code_place(subject, here.fact)),
        label=_label(subject, there.below[code]),
        above=_label(subject, here.fact),
        there=_text(place_of(subject, there.below[code])),
    )
    return _finding(subject, here, code, message, here.fact, there.below[code])


def _finding(
    subject: Subject,
    here: CodeList,
    code: int,
    message: Message,
    fact: int,
    other: int,
    hint: Message | None = None,
) -> Finding:
    table = subject.disclosure.tables[here.table]
    place = _code_place(subject, fact)
    mine = CellEvidence(place, Role.CONTEXT, _label(subject, fact), None, 0)
    return Finding(
        id=fingerprint(RULE.code, table.kind, {"code": str(code)}, table.title),
        rule=RULE.code,
        severity=RULE.severity,
        verdict=Verdict.INCONSISTENT,
        title=RULE.title,
        message=message,
        cells=(
            mine,
            cell_evidence(subject, here.fact, Role.CONTEXT, 0),
            cell_evidence(subject, other, Role.OTHER, 0),
        ),
        suspect=place,
        hint=hint,
    )


def _code_place(subject: Subject, fact: int) -> Place:
    """Return the cell that prints the code of a fact's row, or its name where it prints none."""
    facts = subject.cells
    number = int(facts.table[fact])
    row = subject.rows(number, int(facts.panel[fact])).at(int(facts.row[fact]))
    column = max(row.code_cell if row and row.code_cell >= 0 else row.name_cell if row else 0, 0)
    return place_in(subject, subject.disclosure.tables[number], int(facts.row[fact]), column)


def _label(subject: Subject, fact: int) -> str:
    facts = subject.cells
    return subject.row_label(int(facts.table[fact]), int(facts.panel[fact]), int(facts.row[fact]))


def _text(place: Place) -> str:
    return place.text


RULE = Rule(
    code="AG105",
    family="agreement",
    title=check_message("A code is missing, or stands for another, where tables state the same sum"),
    severity=Severity.WARNING,
    basis="RELATIONS 4, 11, 12, 13, 24",
    explanation=__doc__,
    check=check,
)
