"""The classification's data files: CSV tables of codes, names and years, and the crosswalk, checked as they load."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from model.classification.codes import Domain, domain_of, level_of, parent_of
from model.errors import InvalidDataError
from model.messages import Message, message

COLUMNS = ("code", "name", "level", "from_year", "to_year", "source", "sure", "complete")
_MARKS = ("yes", "no")


class CodeName(NamedTuple):
    """A code and the name it has from one year to another, both included; None is open-ended.

    `source` is where the name is from. `sure` is False where the years or the name rest on memory alone:
    what follows from the entry is then weak. `complete` means that all codes below this one are listed.
    """

    code: str
    name: str
    from_year: int | None
    to_year: int | None
    source: str
    sure: bool
    complete: bool

    def valid(self, year: int | None) -> bool:
        """Return whether the name holds in `year`; None asks of any year."""
        if year is None:
            return True
        return (self.from_year is None or self.from_year <= year) and (
            self.to_year is None or year <= self.to_year
        )


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """Yield the line number and the cells of each row of a CSV file with just these columns.

    Raises InvalidDataError, naming file and line, where the file breaks that form.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, strict=True)
            if tuple(next(rows, ())) != columns:
                raise complaint(
                    path, 1, message("the columns must be {columns}.", columns=", ".join(columns))
                )
            for row in rows:
                if len(row) != len(columns):
                    what = message(
                        "the row has {found} cells, not {wanted}.", found=len(row), wanted=len(columns)
                    )
                    raise complaint(path, rows.line_num, what)
                yield rows.line_num, row
    except (UnicodeDecodeError, csv.Error) as error:
        raise complaint(path, 1, message("is not valid CSV in UTF-8: {error}.", error=error)) from error


def complaint(path: Path, line: int, what: Message) -> InvalidDataError:
    """Return the error for a line that breaks a data file's form."""
    return InvalidDataError(
        f"{path.name}:{line}", what, message("Mend that line of the classification file.")
    )


def read_entries(path: Path, domain: Domain) -> dict[str, list[CodeName]]:
    """Return the entries of one classification by code, the current name first as the file has it.

    Raises InvalidDataError, naming file and line, for a malformed code, level, year or mark, a name given
    twice, or a code without the code above it.
    """
    entries: dict[str, list[CodeName]] = {}
    lines: dict[str, int] = {}
    for line, row in read_table(path, COLUMNS):
        what = _fault(row, domain)
        if what is not None:
            raise complaint(path, line, what)
        code, name, _, from_year, to_year, source, sure, complete = row
        if code not in entries:
            entries[code], lines[code] = [], line
        elif any(entry.name == name for entry in entries[code]):
            raise complaint(path, line, message("{code} {name} is there twice.", code=code, name=name))
        years = (int(from_year) if from_year else None, int(to_year) if to_year else None)
        entries[code].append(CodeName(code, name, *years, source, sure == "yes", complete == "yes"))
    for code, line in lines.items():
        if level_of(code) > 1 and parent_of(code) not in entries:
            raise complaint(
                path, line, message("{code} has no {parent} above it.", code=code, parent=parent_of(code))
            )
    return entries


def _fault(row: list[str], domain: Domain) -> Message | None:
    code, name, level, from_year, to_year, _, sure, complete = row
    if domain_of(code) is not domain:
        return message("{code} is no code of this classification.", code=code)
    if level != domain.levels[level_of(code) - 1]:
        return message("{code} is not of level {level}.", code=code, level=level)
    if not name.strip():
        return message("{code} has no name.", code=code)
    if (from_year or to_year) and not _is_range(from_year, to_year):
        return message("{first}-{last} is no range of years.", first=from_year, last=to_year)
    if sure not in _MARKS or complete not in _MARKS:
        return message("sure and complete are yes or no.")
    return None


def _is_range(first: str, last: str) -> bool:
    return _is_year(first) and _is_year(last) and (not first or not last or first <= last)


def _is_year(text: str) -> bool:
    return not text or (len(text) == 4 and text.isascii() and text.isdigit())


CROSSWALK_COLUMNS = ("government", "departments", "unit_kind", "source", "sure")


class UnitKind(StrEnum):
    """The kind of unit a line holds for: 505 and 506 take an institution's 301, 302 and 310."""

    ORGAN = "机关"
    INSTITUTION = "事业"
    ANY = "任何"


class Feed(NamedTuple):
    """One line: the `departments` code feeds the `government` code in units of a kind."""

    government: str
    departments: str
    unit_kind: UnitKind
    source: str
    sure: bool


def read_crosswalk(path: Path) -> tuple[Feed, ...]:
    """Return the lines of a crosswalk file.

    Raises InvalidDataError, naming file and line, for a malformed one.
    """
    links = []
    kinds = {kind.value for kind in UnitKind}
    for line, (government, departments, kind, source, sure) in read_table(path, CROSSWALK_COLUMNS):
        if domain_of(government) is not Domain.GOVERNMENT or domain_of(departments) is not Domain.ECONOMIC:
            raise complaint(path, line, message("{code} is no code of this classification.", code=government))
        if kind not in kinds or sure not in {"yes", "no"}:
            raise complaint(
                path, line, message("{kind} is no kind of unit, or sure not yes or no.", kind=kind)
            )
        links.append(Feed(government, departments, UnitKind(kind), source, sure == "yes"))
    return tuple(links)


@cache
def crosswalk() -> tuple[Feed, ...]:
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
