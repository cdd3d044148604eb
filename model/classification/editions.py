"""Official editions that an auditor imported: codes and names of a year, each a JSON file, written whole or not."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from model.classification.codes import Domain, domain_of, parent_of
from model.classification.tables import CodeName
from model.errors import ExportError, InvalidDataError, Trouble
from model.messages import message
from model.record import dataclass
from model.text import clean_line, is_clean


@dataclass(frozen=True)
class Part:
    """One classification of an edition.

    `codes` has the name of each code. `whole` are the 类 all of whose codes are listed: only below those does a code
    that is not listed count as absent. `unsettled` are codes that the file names without being clear about them.
    `title` is the line that names the edition, `source` the file's name, `sha256` of its content, `imported` the day
    (ISO 8601).
    """

    codes: Mapping[str, str]
    whole: frozenset[str]
    unsettled: frozenset[str]
    title: str
    source: str
    sha256: str
    imported: str

    def lacks(self, code: str) -> bool:
        """Return whether a code is surely not in this edition.

        A 类 is never: an extract may leave it out. Neither is a code below one that lists nothing.
        """
        if code in self.codes or code in self.unsettled or len(code) == 3 or code[:3] not in self.whole:
            return False
        return parent_of(code) in self._parents or self._ends_above(code)

    @cached_property
    def _parents(self) -> frozenset[str]:
        return frozenset(map(parent_of, self.codes))

    def _ends_above(self, code: str) -> bool:
        """Return whether a code's own 款 is absent too."""
        above = parent_of(code)
        return len(above) > 3 and self.lacks(above)


@dataclass(frozen=True, slots=True)
class Edition:
    """What was imported for a year: one part for each classification that a file had."""

    year: int
    parts: Mapping[Domain, Part]

    def part_of(self, code: str) -> Part | None:
        """Return the part that a code belongs to, None where it was not imported."""
        domain = domain_of(code)
        return None if domain is None else self.parts.get(domain)

    def entry(self, code: str) -> CodeName | None:
        """Return a code's entry of this year, which is sure; None where the edition does not list it."""
        part = self.part_of(code)
        if part is None or code not in part.codes:
            return None
        return CodeName(code, part.codes[code], self.year, self.year, part.source, sure=True, complete=False)

    def lacks(self, code: str) -> bool:
        """Return whether a code is surely not in this edition."""
        part = self.part_of(code)
        return part is not None and part.lacks(code)


FIRST_YEAR, LAST_YEAR = 2007, 2099
"""The classification in force began in 2007."""

_SCHEMA = 1
_LARGEST = 16 << 20
_TEXTS = ("title", "source", "sha256", "imported")


def edition_path(folder: Path, year: int) -> Path:
    """Return the file of a year's edition in a folder."""
    return folder / f"{year}.json"


def load_editions(folder: Path) -> tuple[list[Edition], list[Trouble]]:
    """Return the editions of a folder by year, and a trouble for each file that cannot be used; the others hold."""
    editions: list[Edition] = []
    troubles: list[Trouble] = []
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        try:
            editions.append(load_edition(path))
        except InvalidDataError as error:
            troubles.append(error)
    return editions, troubles


def load_edition(path: Path) -> Edition:
    """Return the edition that a file holds. Raises InvalidDataError where it is not as `save_edition` writes it."""
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise ValueError("it is too long")
        return _edition(json.loads(content.decode("utf-8")), path)
    except OSError as error:
        cause = clean_line(error.strerror or "")
        raise _complaint(path, cause) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _complaint(path, clean_line(str(error))) from error


def _complaint(path: Path, cause: str) -> InvalidDataError:
    return InvalidDataError(
        clean_line(str(path)),
        message("The imported edition cannot be used ({cause}).", cause=cause),
        message("Import the edition again, or remove it."),
    )


def _edition(content: dict[str, Any], path: Path) -> Edition:
    year = content["year"]
    if content["schema"] != _SCHEMA or not isinstance(year, int) or path.stem != str(year):
        raise ValueError("schema, year and name do not fit")
    parts = {Domain(name): _part(part, Domain(name)) for name, part in content["parts"].items()}
    return Edition(year, parts)


def _part(fields: dict[str, Any], domain: Domain) -> Part:
    codes = dict(fields["codes"])
    lists = [fields["whole"], fields["unsettled"]]
    if any(domain_of(code) is not domain for code in (*codes, *lists[0], *lists[1])):
        raise ValueError("a code is not of its classification")
    texts = [fields[name] for name in _TEXTS]
    if not all(isinstance(text, str) and is_clean(text) for text in (*codes.values(), *texts)):
        raise ValueError("a text is none")
    return Part(codes, frozenset(lists[0]), frozenset(lists[1]), *texts)


def save_edition(edition: Edition, folder: Path) -> Path:
    """Write an edition into a folder, which is made where there is none; return the file.

    What was there stays until the new content is on the disk. Raises ExportError.
    """
    path = edition_path(folder, edition.year)
    temporary = path.with_name(f".{os.urandom(8).hex()}.tmp")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("xb") as stream:
                stream.write(_written(edition))
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    except OSError as error:
        raise _unwritten(path, error) from error
    return path


def remove_edition(folder: Path, year: int) -> bool:
    """Take a year's edition away; False where there is none. Raises ExportError."""
    path = edition_path(folder, year)
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise _unwritten(path, error) from error
    return True


def _unwritten(path: Path, error: OSError) -> ExportError:
    what = message("The file could not be written ({cause}).", cause=clean_line(error.strerror or ""))
    return ExportError(clean_line(str(path)), what, message("Check the rights of that folder and the disk."))


def _written(edition: Edition) -> bytes:
    parts = {str(domain): _fields(part) for domain, part in edition.parts.items()}
    content = {"schema": _SCHEMA, "year": edition.year, "parts": parts}
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8")


def _fields(part: Part) -> Mapping[str, object]:
    return {
        **{name: getattr(part, name) for name in _TEXTS},
        "whole": sorted(part.whole),
        "unsettled": sorted(part.unsettled),
        "codes": dict(sorted(part.codes.items())),
    }
