"""The rules' fixture files: each case a few small tables written as text, and what the rule must say of them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from books import bare, book, sheet

from checks.rulebook import rules
from checks.runner import audit
from model.disclosure import disclosure_of
from model.equation import span_text
from model.finding import Finding, Place, Report
from model.money import Unit, format_amount
from model.source.book import Book, Sheet

FOLDER = Path(__file__).resolve().parent / "fixtures"
KINDS = ("pass", "fail", "boundary", "not covered")
CASE_KEYS = frozenset({"name", "kind", "because", "container", "table", "finding", "ledger", "prose"})
TABLE_KEYS = frozenset({"book", "sheet", "rows", "merges", "text", "formats", "hidden", "caption"})
BOOK = "某局2021年部门预算.xlsx"
VALUES_ONLY = frozenset({"txt", "csv", "docx", "pdf"})
"""Containers that know nothing of a cell but its value."""


@dataclass(frozen=True)
class Case:
    """One case of a rule. `findings` are the rule's expected findings, `ledger` the counts that are asked for.

    A rule that compares disclosures has cases of several books; each is a disclosure, and `prose` holds its lines.
    """

    rule: str
    name: str
    kind: str
    because: str
    tables: list[dict[str, Any]]
    findings: list[dict[str, str]]
    ledger: dict[str, int]
    container: str = "xlsx"
    prose: dict[str, str] = field(default_factory=dict)
    keys: frozenset[str] = field(default=frozenset())

    @property
    def books(self) -> list[Book]:
        """The case's tables as books, in the order in which they are named first."""
        named = [*(table.get("book", BOOK) for table in self.tables), *self.prose]
        return [self._book(name) for name in dict.fromkeys(named)]

    def _book(self, name: str) -> Book:
        sheets = [self._sheet(table) for table in self.tables if table.get("book", BOOK) == name]
        return book(*sheets, container=self.container, path=name, prose=self.prose.get(name, ""))

    def _sheet(self, table: dict[str, Any]) -> Sheet:
        made = sheet(
            table["rows"],
            table["sheet"],
            merges=table.get("merges", ()),
            text_columns=table.get("text", "A").split(),
            formats=table.get("formats"),
            hidden=table.get("hidden", "").split(),
            caption=table.get("caption", ()),
        )
        return bare(made) if self.container in VALUES_ONLY else made


@cache
def cases_of(rule: str) -> tuple[Case, ...]:
    """Return the cases of a rule's fixture file, in its order; none where there is no file."""
    path = FOLDER / f"{rule}.toml"
    if not path.is_file():
        return ()
    return tuple(
        Case(
            rule,
            entry["name"],
            entry["kind"],
            entry.get("because", ""),
            entry.get("table", []),
            entry.get("finding", []),
            entry.get("ledger", {}),
            entry.get("container", "xlsx"),
            _prose(entry.get("prose", {})),
            frozenset(entry),
        )
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    )


def _prose(written: str | dict[str, str]) -> dict[str, str]:
    return {BOOK: written} if isinstance(written, str) else written


def all_cases() -> list[Case]:
    """Return the cases of all rules."""
    return [case for rule in rules() for case in cases_of(rule.code)]


def report_of(case: Case) -> Report:
    """Return what an audit says of a case's tables."""
    return audit([disclosure_of([one]) for one in case.books])


def as_written(finding: Finding) -> dict[str, str]:
    """Return a finding as a fixture file writes it; amounts in the unit of the table."""
    unit = finding.unit or Unit.YUAN
    amounts = {
        "stated": finding.stated,
        "computed": finding.computed,
        "difference": finding.difference,
        "allowance": finding.allowance,
    }
    return {
        "severity": str(finding.severity),
        "cell": _cell(finding.cells[0].place) if finding.cells else span_text(finding.spans[0]),
        "suspect": _cell(finding.suspect),
        "relation": finding.relation,
        "message": finding.message.text("en"),
        "hint": finding.hint.text("en") if finding.hint else "",
        **{
            name: "" if amount is None else format_amount(amount, unit).replace(",", "")
            for name, amount in amounts.items()
        },
    }


def _cell(place: Place | None) -> str:
    return place.text if place else ""
