"""The arithmetic of classification codes: what the digits alone show."""

from __future__ import annotations

from enum import StrEnum

from model.pattern import pattern
from model.record import dataclass


class Domain(StrEnum):
    """A classification, known by a code's first digit; the value is the cube's dimension for it.

    `FUNCTION` is 支出功能分类 (类, 款, 项: 3, 5, 7 digits), `ECONOMIC` the departments'
    部门预算支出经济分类 and `GOVERNMENT` the government's 政府预算支出经济分类 (类, 款: 3, 5 digits each).
    """

    FUNCTION = "function"
    ECONOMIC = "economic"
    GOVERNMENT = "government"

    @property
    def levels(self) -> tuple[str, ...]:
        """The names of its levels from the top."""
        return ("类", "款", "项") if self is Domain.FUNCTION else ("类", "款")


@dataclass(frozen=True, slots=True)
class CodePath:
    """A code that words name, with its classification; `suffix` is what follows the names (支出, 年初预算).

    `below` is the name of an item under it that the classification does not list, "" for none. `bare` is the name where
    nothing but a name was stated, which a project may have too.
    """

    domain: Domain
    code: str
    suffix: str = ""
    below: str = ""
    bare: str = ""


_CODE = pattern(r"2[0-9]{2}(?:[0-9]{2}){0,2}|[35][0-9]{2}(?:[0-9]{2})?")
_DOMAINS = {"2": Domain.FUNCTION, "3": Domain.ECONOMIC, "5": Domain.GOVERNMENT}


def is_code(code: str) -> bool:
    """Return whether digits have the form of a classification code."""
    return _CODE.fullmatch(code) is not None


def domain_of(code: str) -> Domain | None:
    """Return the classification of a code by its first digit, None where it has not a code's form."""
    return _DOMAINS[code[0]] if is_code(code) else None


def level_of(code: str) -> int:
    """Return a code's level from its length: 1 for 类, 2 for 款, 3 for 项."""
    return (len(code) - 1) // 2


def parent_of(code: str) -> str:
    """Return the code above, "" above a 类."""
    return code[:-2] if len(code) > 3 else ""
