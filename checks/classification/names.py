"""What the rules about names share: which names are judged, each distinct one once, and by which edition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from checks.classification.printed import PrintedCode, PrintedCodes, code_lists, list_codes
from checks.classification.wrong_domain import DOMAIN_NAMES
from checks.rule import Subject
from model.classification.catalogue import Judgement, Standing, catalogue
from model.classification.codes import Domain
from model.lexicon.lexicon import normalised, without_numbering
from model.messages import Message, check_message
from model.pattern import pattern
from model.reading.table import RowLabel
from model.record import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WORDS = pattern("[一-鿿]")


def judged_by(subject: Subject) -> list[Message]:
    """Return for the ledger what judged the codes of each year and classification that the tables print."""
    return subject.once(_remarks)


def _remarks(subject: Subject) -> list[Message]:
    printed = {
        (codes.year, domain)
        for codes in code_lists(subject)
        for domain in codes.domains.values()
        if codes.year is not None
    }
    shipped: set[int] = set()
    found: list[Message] = []
    for year, domain in sorted(printed, key=lambda pair: (pair[0], list(Domain).index(pair[1]))):
        edition = catalogue().edition(year)
        part = edition.parts.get(domain) if edition else None
        if part is None:
            shipped.add(year)
            continue
        remark = check_message(
            "{classification} of {year}: judged by the imported edition {source}.",
            classification=DOMAIN_NAMES[domain],
            year=year,
            source=part.source,
        )
        found.append(remark)
    if shipped:
        years = ", ".join(map(str, sorted(shipped)))
        what = (
            check_message("{years}: the rest is judged by the catalogue that Yushen brings.", years=years)
            if found
            else check_message("{years}: judged by the catalogue that Yushen brings.", years=years)
        )
        found.append(what)
    return found


PROJECT_KINDS = frozenset({"project", "general_project", "procurement", "performance"})
"""Kinds of table in which the text beside a code may name a project or a purchase, not the code."""

Judge = Callable[[str, str, int | None], Judgement]


@dataclass(frozen=True, slots=True, eq=False)
class JudgedNames:
    """The names of a panel's codes with the standing of code and name, by the number of the label."""

    codes: PrintedCodes
    judgements: dict[int, Judgement]

    def times(self, label: int) -> int:
        """Return how many rows carry a label."""
        return self.codes.times[label]

    def rows(self, labels: Iterable[int]) -> Iterator[tuple[PrintedCode, Judgement]]:
        """Yield the rows with one of these labels, from top to bottom."""
        for label, printed in self.codes.having(set(labels)):
            yield printed, self.judgements[label]


def names_a_code(name: str, domain: Domain) -> bool:
    """Return whether a printed name is a name of any code of a classification."""
    return bool(catalogue().by_name(name, domain))


def judged_names(subject: Subject) -> list[JudgedNames]:
    """Return the names of all codes of a known year, panel by panel, then those of the 类 that stand by name alone.

    Left out are codes that the year's edition does not have (a rule of their own), names of projects, and what holds
    no word.
    """
    return subject.once(_judged)


def _judged(subject: Subject) -> list[JudgedNames]:
    tables = subject.disclosure.tables
    known: dict[tuple[str, str, int | None], Judgement] = {}

    def judge(code: str, name: str, year: int | None) -> Judgement:
        key = (code, name, year)
        if key not in known:
            known[key] = catalogue().judge(*key)
        return known[key]

    lists = [*code_lists(subject), *_named_classes(subject)]
    return [JudgedNames(codes, _judgements(codes, tables[codes.table].kind, judge)) for codes in lists]


def _judgements(codes: PrintedCodes, kind: str, judge: Judge) -> dict[int, Judgement]:
    judgements: dict[int, Judgement] = {}
    for number, label in codes.labels():
        domain = codes.domains[number]
        is_project = "item" in label.coordinates or kind in PROJECT_KINDS
        if not _WORDS.search(label.name) or (is_project and not names_a_code(label.name, domain)):
            continue
        judgement = _judge(label, domain, codes.year, judge)
        if judgement.standing not in {Standing.UNKNOWN, Standing.OTHER_YEAR}:
            judgements[number] = judgement
    return judgements


def _judge(label: RowLabel, domain: Domain, year: int | None, judge: Judge) -> Judgement:
    """Judge a row's name; a 类 without a code may be numbered (一、)."""
    if label.code:
        return judge(label.code, label.name, year)
    return judge(label.coordinates[domain.value], without_numbering(normalised(label.name)), year)


def _named_classes(subject: Subject) -> Iterator[PrintedCodes]:
    """Yield the 类 that stand by name alone and have an amount; templates keep old names on empty lines."""
    for number, table in enumerate(subject.disclosure.tables):
        for index in range(len(table.panels)):
            named = {
                at: Domain.FUNCTION
                for at, label in enumerate(subject.rows(number, index).labels)
                if not label.code and Domain.FUNCTION.value in label.coordinates
            }
            if named:
                codes = list_codes(subject, number, index, named)
                rows = codes.rows.row[codes.position]
                yield codes.at(np.flatnonzero(np.isin(rows, _rows_with_amount(subject, number, index))))


def _rows_with_amount(subject: Subject, table: int, panel: int) -> NDArray[np.int64]:
    """Return the rows of a panel that state an amount other than zero, whether their cells are numbers or text."""
    facts = subject.cells
    here = (facts.table == table) & (facts.panel == panel) & facts.stated & (facts.amount != 0)
    rows: NDArray[np.int64] = facts.row[here]
    return rows


def code_of(printed: PrintedCode) -> str:
    """Return the code that a row prints or names."""
    return printed.code or printed.row.coordinates[printed.domain.value]
