"""A code carries a name that no edition gives it.

Three or more such names in one table are one finding: then a whole column of names or codes is likely
shifted. An edition that was imported for the year says which name is its own. An abridged name (工资津补贴
for 工资奖金津补贴) is a notice, and so is one whose end is missing, as a cell that is too small cuts it off, unless
it is the name of another code of the same 类; so is any name of a code whose own the catalogue is not sure of,
unless it is that of the code above or of one other code alone. Print aside: full and half width, spaces, line breaks,
quotes and commas make no difference. Beside the codes of projects and purchases stand names of those, which are not
asked; nor are names of rows one below another that run into one another on a page.
"""

from __future__ import annotations

from collections import Counter

from checks.classification.names import code_of, judged_by, judged_names, names_a_code
from checks.classification.printed import PrintedCode, name_evidence, places_text
from checks.mechanism.evidence import finding_of, fingerprint
from checks.rule import Outcome, Rule, Subject
from model.classification.catalogue import Judgement, Standing, catalogue, normal_name
from model.finding import Finding, Severity
from model.messages import Message, check_message
from model.pattern import pattern

_COLUMN = 3
"""So many wrong names in one table are one matter."""

_SHOWN = 3

_DIGITS = pattern(r"\d{3}")

_APART = 0.15
"""Share of the characters of names that run into one another which may be missing, or be another row's."""

_OTHERS = frozenset({Standing.OTHER_NAME, Standing.ABRIDGED_NAME})


def check(subject: Subject, outcome: Outcome) -> None:
    """Report each code with a name not its own once, a table with many of them once."""
    outcome.remarks += judged_by(subject)
    others: list[tuple[PrintedCode, Judgement]] = []
    for names in judged_names(subject):
        odd: list[int] = []
        for label, judgement in names.judgements.items():
            if judgement.standing in _OTHERS:
                odd.append(label)
            else:
                outcome.hold(names.times(label))
        others += names.rows(odd)
    others, mingled = _parted(others)
    abridged = [row for row in others if _is_abridged(*row)]
    wrong = [row for row in others if not _is_abridged(*row)]
    for rows in mingled:
        place = places_text(tuple(name_evidence(subject, row, code_of(row)) for row, _ in rows))
        outcome.leave(place, check_message("the names of these rows run into one another."), len(rows))
    columns, singles = _columns(wrong)
    for rows in columns:
        _report(outcome, _column_finding(subject, rows), len(rows))
    for rows in (*_by_code(singles), *_by_code(abridged)):
        _report(outcome, _finding(subject, rows), len(rows))


def _is_abridged(printed: PrintedCode, judgement: Judgement) -> bool:
    return judgement.standing is Standing.ABRIDGED_NAME and not _owners(printed, code_of(printed))


def _report(outcome: Outcome, finding: Finding, rows: int) -> None:
    outcome.report(finding)
    outcome.line.inconsistent += rows - 1


Rows = list[tuple[PrintedCode, Judgement]]


def _parted(others: Rows) -> tuple[Rows, list[Rows]]:
    """Return the names that are not their codes', and apart from them those that run into one another.

    Where a page has rows too low for their texts, the characters of one stand among those of the next: rows one below
    another have, all together, the characters of their own names, and none has the name of any code. Or the digits
    of the next row's code stand in a name, in which none stand.
    """
    runs: list[Rows] = []
    for printed, judgement in others:
        last = runs[-1][-1][0] if runs else None
        if last is None or last.table != printed.table or not 0 < printed.row.row - last.row.row <= 1:
            runs.append([])
        runs[-1].append((printed, judgement))
    left: Rows = []
    mingled: list[Rows] = []
    for rows in runs:
        if _run_together(rows):
            mingled.append(rows)
        else:
            left += rows
    return left, mingled


def _run_together(rows: Rows) -> bool:
    if any(_DIGITS.search(printed.name) for printed, _ in rows):
        return True
    if len(rows) == 1 or any(names_a_code(printed.name, printed.domain) for printed, _ in rows):
        return False
    printed = Counter("".join(normal_name(each.name) for each, _ in rows))
    own = Counter("".join(normal_name(each.current.name) for _, each in rows if each.current))
    apart = (printed - own).total() + (own - printed).total()
    return apart <= _APART * own.total()


def _columns(wrong: Rows) -> tuple[list[Rows], Rows]:
    """Part the wrong names into tables that have many, and single ones."""
    by_table: dict[int, Rows] = {}
    for printed, judgement in wrong:
        by_table.setdefault(printed.table, []).append((printed, judgement))
    columns = [rows for rows in by_table.values() if len(rows) >= _COLUMN]
    singles = [row for rows in by_table.values() if len(rows) < _COLUMN for row in rows]
    return columns, singles


def _by_code(rows: Rows) -> list[Rows]:
    by_code: dict[tuple[str, str], Rows] = {}
    for printed, judgement in rows:
        by_code.setdefault((code_of(printed), printed.name), []).append((printed, judgement))
    return list(by_code.values())


def _finding(subject: Subject, rows: Rows) -> Finding:
    printed, judgement = rows[0]
    code = code_of(printed)
    cells = tuple(name_evidence(subject, row, code) for row, _ in rows)
    values = {
        "place": places_text(cells),
        "code": code,
        "printed": printed.name,
        "current": judgement.current.name if judgement.current else "",
    }
    message = check_message(
        "{place}: {code} is named {printed}; the latest edition says {current}.", **values
    )
    if printed.year:
        message = check_message(
            "{place}: {code} is named {printed}; the {year} edition says {current}.",
            year=printed.year,
            **values,
        )
    weak = _is_abridged(printed, judgement) or not (judgement.sure or _is_plainly_of_another(printed, code))
    return finding_of(
        RULE,
        fingerprint(RULE.code, "", {printed.domain.value: code}, printed.name),
        message=message,
        cells=cells,
        severity=Severity.NOTICE if weak else RULE.severity,
        hint=_owner(printed, code),
    )


def _owner(printed: PrintedCode, code: str) -> Message | None:
    """Name the code that the printed name belongs to, where it belongs to one only."""
    owners = _owners(printed, code)
    if len(owners) != 1:
        return None
    return check_message("{name} is the name of {code}.", name=printed.name, code=owners[0])


def _owners(printed: PrintedCode, code: str) -> list[str]:
    """Return the codes of the same 类 whose name is printed."""
    return [
        owner
        for owner in catalogue().by_name(printed.name, printed.domain)
        if owner[:3] == code[:3] and owner != code and catalogue().knows(owner, printed.year)
    ]


def _is_plainly_of_another(printed: PrintedCode, code: str) -> bool:
    """Return whether the printed name is that of the code above, or of one other code alone in the classification."""
    owners = [each for each in catalogue().by_name(printed.name, printed.domain) if each != code]
    known = [owner for owner in owners if catalogue().knows(owner, printed.year)]
    return len(known) == 1 or any(code.startswith(owner) for owner in known)


def _column_finding(subject: Subject, rows: Rows) -> Finding:
    table = subject.disclosure.tables[rows[0][0].table]
    cells = tuple(name_evidence(subject, row, code_of(row)) for row, _ in rows)
    examples = "; ".join(
        f"{code_of(row)} {row.name} ({judgement.current.name if judgement.current else ''})"
        for row, judgement in rows[:_SHOWN]
    )
    return finding_of(
        RULE,
        fingerprint(RULE.code, table.kind, {}, *(f"{code_of(row)}{row.name}" for row, _ in rows)),
        message=check_message(
            "{place}: {count} codes of this table carry names that are not theirs: {examples}.",
            place=places_text(cells),
            count=len(rows),
            examples=examples,
        ),
        cells=cells,
        hint=check_message("The column of names or of codes may be shifted."),
    )


RULE = Rule(
    code="CL103",
    family="classification",
    title=check_message("A code carries a name that no edition gives it"),
    severity=Severity.WARNING,
    basis="RELATIONS 5, 6",
    explanation=__doc__,
    check=check,
)
