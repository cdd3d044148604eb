"""A code that its year's edition of the classification does not have.

Editions are amended within a year, so this is a warning, never an error; and where the catalogue does not list all
codes below the code above, or is not sure of the years, it is a notice, unless a list of projects or purchases alone
prints the code and no table of expenditure of the same disclosure does. A code of another year's edition is reported
with its years. Where an official edition was imported for the year (yushen catalogue import), that one judges, and it
is sure. Also reported: what stands in a column of codes but has not a code's form (a digit short, a letter among
digits). Codes of another classification than the table's are left to the rule for those.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import numpy as np

from checks.classification.names import PROJECT_KINDS, judged_by
from checks.classification.printed import PrintedCode, code_evidence, code_lists, places_text, years
from checks.classification.wrong_domain import foreign_codes
from checks.mechanism.evidence import finding_of, fingerprint, place_in
from checks.mechanism.keys import first_rows
from checks.rule import Outcome, Rule, Subject
from model.classification.catalogue import Judgement, Standing, catalogue
from model.classification.codes import Domain, domain_of, is_code
from model.finding import CellEvidence, Finding, Role, Severity
from model.lexicon.names import code_text
from model.messages import Message, check_message
from model.pattern import pattern
from model.reading.table import LabelledRows, Table
from model.source.book import Sheet

_LIKE_CODE = pattern(r"[0-9OoIl]{2,8}")
_LETTERS = str.maketrans("OoIl", "0011")


_ITEM_DIGITS = 7
_FINER = 7
"""Digits of a code that a department adds below an economic 款."""


def malformed_codes(table: Table, rows: LabelledRows, sheet: Sheet) -> Iterator[tuple[int, int, str]]:
    """Yield row, column and text of what stands for a code in the code column but has not a code's form.

    A unit's code may stand there too, so either the name beside it is one of the classification's, or putting
    digits for letters makes it a code.
    """
    has_cell = np.array([label.code_cell >= 0 for label in rows.labels], dtype=np.bool_)
    read = rows.row[has_cell[rows.label]] if len(rows.labels) else rows.row
    unread = np.ones(max(table.bottom + 1 - table.first_data_row, 0), dtype=np.bool_)
    unread[read - table.first_data_row] = False
    others = (np.flatnonzero(unread) + table.first_data_row).tolist()
    for column in sorted(_code_columns(rows, sheet)) if others else ():
        for row in others:
            text = unicodedata.normalize("NFKC", code_text(sheet.value(row, column)))
            if not _LIKE_CODE.fullmatch(text) or is_code(text) or _is_finer(text):
                continue
            if catalogue().knows(text.translate(_LETTERS)) or _has_name_beside(sheet, row, column):
                yield row, column, text


def _is_finer(text: str) -> bool:
    """Return whether digits are a level of the department's own below an economic 款: 3030101 of 30301."""
    return len(text) == _FINER and text[0] in "35" and is_code(text[:5]) and catalogue().knows(text[:5])


def _code_columns(rows: LabelledRows, sheet: Sheet) -> set[int]:
    """Return the columns that print whole codes; rows of one label print the same."""
    first = first_rows(rows.label, len(rows.labels)).tolist()
    return {
        label.code_cell
        for label, at in zip(rows.labels, first, strict=True)
        if label.code_cell >= 0
        and at < len(rows)
        and code_text(sheet.value(int(rows.row[at]), label.code_cell)) == label.code
    }


def _has_name_beside(sheet: Sheet, row: int, column: int) -> bool:
    texts = (sheet.value(row, beside) for beside in range(column + 1, sheet.width))
    name = next((text for text in texts if isinstance(text, str) and text.strip()), "")
    return any(catalogue().by_name(name, domain) for domain in Domain)


def check(subject: Subject, outcome: Outcome) -> None:
    """Report each unknown code once, with all cells that print it."""
    outcome.remarks += judged_by(subject)
    unknown: dict[tuple[str, int | None], list[PrintedCode]] = {}
    judgements: dict[tuple[str, int | None], Judgement] = {}
    spent_under = _items_of_expenditure(subject)
    for listed in code_lists(subject):
        foreign, _ = foreign_codes(listed, subject.disclosure.tables[listed.table].title)
        unlisted: list[int] = []
        for number, label in listed.labels():
            if label.code_cell < 0:
                continue
            key = (label.code, listed.year)
            if key not in judgements:
                judgements[key] = catalogue().judge(label.code, "", listed.year)
            if judgements[key].standing is Standing.KNOWN or number in foreign:
                outcome.hold(listed.times[number])
            else:
                unlisted.append(number)
        for _, code in listed.having(unlisted):
            unknown.setdefault((code.code, code.year), []).append(code)
    for key, codes in unknown.items():
        stray = bool(spent_under) and _is_item(codes[0].code) and codes[0].code not in spent_under
        outcome.report(_finding(subject, codes, judgements[key], stray=stray))
        outcome.line.inconsistent += len(codes) - 1
    _check_malformed(subject, outcome)


def _items_of_expenditure(subject: Subject) -> set[str]:
    """Return the 项 of the functional classification that tables print which list neither projects nor purchases."""
    tables = subject.disclosure.tables
    return {
        label.code
        for listed in code_lists(subject)
        if tables[listed.table].kind not in PROJECT_KINDS
        for _, label in listed.labels()
        if _is_item(label.code)
    }


def _is_item(code: str) -> bool:
    return len(code) == _ITEM_DIGITS and domain_of(code) is Domain.FUNCTION


def _finding(subject: Subject, codes: list[PrintedCode], judgement: Judgement, *, stray: bool) -> Finding:
    cells = tuple(code_evidence(subject, code) for code in codes)
    return finding_of(
        RULE,
        fingerprint(RULE.code, "", {codes[0].domain.value: codes[0].code}, str(codes[0].year), codes[0].name),
        message=_message(codes[0], judgement, places_text(cells), stray=stray),
        cells=cells,
        severity=RULE.severity if judgement.sure or stray else Severity.NOTICE,
        hint=_hint(codes[0]),
    )


def _message(code: PrintedCode, judgement: Judgement, place: str, *, stray: bool) -> Message:
    values = {"place": place, "code": code.code, "name": code.name, "year": code.year or ""}
    if judgement.edition is not None:
        return check_message(
            "{place}: {code} {name} is not in the imported {year} edition ({source}).",
            **values,
            source=judgement.edition.source,
        )
    if judgement.standing is Standing.OTHER_YEAR and judgement.matched:
        span = years(judgement.matched.from_year, judgement.matched.to_year)
        return check_message(
            "{place}: {code} {name} is not in the {year} edition; the catalogue has it for {span}.",
            **values,
            span=span,
        )
    if judgement.sure:
        return check_message("{place}: {code} {name} is in no edition of the classification.", **values)
    if stray:
        return check_message(
            "{place}: {code} {name} is not in the catalogue, and no table of expenditure prints it.", **values
        )
    return check_message(
        "{place}: {code} {name} is not in the catalogue, which does not list all codes of this 款 or 类.",
        **values,
    )


def _hint(code: PrintedCode) -> Message | None:
    """Name the code that the printed name belongs to, below the same 类, where there is one."""
    owners = [
        owner
        for owner in catalogue().by_name(code.name, code.domain)
        if owner[:3] == code.code[:3] and len(owner) == len(code.code) and catalogue().knows(owner, code.year)
    ]
    near = [owner for owner in owners if owner[:-2] == code.code[:-2]] or owners
    if len(near) != 1:
        return None
    return check_message("{name} is the name of {code}.", name=code.name, code=near[0])


def _check_malformed(subject: Subject, outcome: Outcome) -> None:
    for number, table in enumerate(subject.disclosure.tables):
        sheet = subject.disclosure.documents[table.document].book.sheets[table.sheet]
        malformed: dict[str, list[CellEvidence]] = {}
        for index in range(len(table.panels)):
            for row, column, text in malformed_codes(table, subject.rows(number, index), sheet):
                cell = CellEvidence(place_in(subject, table, row, column), Role.CONTEXT, text, None, 0)
                malformed.setdefault(text, []).append(cell)
        for text, cells in malformed.items():
            outcome.report(_malformed_finding(table, text, cells))
            outcome.line.inconsistent += len(cells) - 1


def _malformed_finding(table: Table, text: str, cells: list[CellEvidence]) -> Finding:
    return finding_of(
        RULE,
        fingerprint(RULE.code, table.kind, {}, table.title, text),
        message=check_message(
            "{place}: {code} stands among codes but has not the form of one (3, 5 or 7 digits).",
            place=places_text(cells),
            code=text,
        ),
        cells=cells,
    )


RULE = Rule(
    code="CL101",
    family="classification",
    title=check_message("A code is not in its year's edition of the classification"),
    severity=Severity.WARNING,
    basis="RELATIONS 5",
    explanation=__doc__,
    check=check,
)
