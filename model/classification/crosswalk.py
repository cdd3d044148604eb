"""The crosswalk: which departments' economic codes feed which government ones, by the kind of unit."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from model.classification.codes import Domain, domain_of
from model.classification.entries import complaint, read_table
from model.messages import message

COLUMNS = ("government", "departments", "unit_kind", "source", "sure")


class UnitKind(StrEnum):
    """The kind of unit a line holds for: 505 and 506 take an institution's 301, 302 and 310."""

    ORGAN = "机关"
    INSTITUTION = "事业"
    ANY = "任何"


class Link(NamedTuple):
    """One line: the `departments` code feeds the `government` code in units of a kind."""

    government: str
    departments: str
    unit_kind: UnitKind
    source: str
    sure: bool


def read_crosswalk(path: Path) -> tuple[Link, ...]:
    """Return the lines of a crosswalk file.

    Raises InvalidDataError, naming file and line, for a malformed one.
    """
    links = []
    kinds = {kind.value for kind in UnitKind}
    for line, (government, departments, kind, source, sure) in read_table(path, COLUMNS):
        if domain_of(government) is not Domain.GOVERNMENT or domain_of(departments) is not Domain.ECONOMIC:
            raise complaint(path, line, message("{code} is no code of this classification.", code=government))
        if kind not in kinds or sure not in {"yes", "no"}:
            raise complaint(
                path, line, message("{kind} is no kind of unit, or sure not yes or no.", kind=kind)
            )
        links.append(Link(government, departments, UnitKind(kind), source, sure == "yes"))
    return tuple(links)


@cache
def crosswalk() -> tuple[Link, ...]:
    """Return the crosswalk that Yushen brings."""
    return read_crosswalk(Path(__file__).resolve().parent / "crosswalk.csv")


def fed_by(government: str, unit_kind: UnitKind) -> tuple[str, ...]:
    """Return the departments' codes, in order, that feed a government code in units of a kind.

    A 类 is fed by what feeds its 款 and by what feeds it directly.
    """
    kinds = {unit_kind, UnitKind.ANY}
    feeding = {
        link.departments
        for link in crosswalk()
        if link.unit_kind in kinds and link.government.startswith(government)
    }
    return tuple(sorted(feeding))
