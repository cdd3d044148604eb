"""The 类 of the economic classification that a title names in brackets: 基本支出表—人员经费（工资福利支出）."""

from __future__ import annotations

from model.classification.catalogue import catalogue
from model.classification.codes import Domain, level_of
from model.lexicon.reading import normalised
from model.pattern import pattern

_BRACKETED = pattern(r"\(([^()]{4,20})\)")


def titled_class(title: str) -> tuple[str, str]:
    """Return the code of the one 类 that a title limits its table to, "" for none, and the title without its name."""
    plain = normalised(title)
    for found in _BRACKETED.finditer(plain):
        codes = [code for code in catalogue().by_name(found[1], Domain.ECONOMIC) if level_of(code) == 1]
        if len(codes) == 1:
            return codes[0], plain[: found.start()] + plain[found.end() :]
    return "", plain
