"""Names of the classification where the lexicon has no word: 类 in a two-sided table, economic items in a heading."""

from __future__ import annotations

import re
from functools import cache

from model.classification.catalogue import catalogue
from model.classification.codes import Domain, domain_of
from model.lexicon.lexicon import normalised, without_numbering

_BRACKETED = re.compile(r"[\[［【](\d{3,7})[\]］】]\s*(\S.*)", re.DOTALL)
_LED = re.compile(r"(\d{3,7})[\s\-－—_]*([^\s\d].*)", re.DOTALL)


@cache
def code_before_name(text: str) -> tuple[str, str]:
    """Return the code and the name of a cell that prints both, such as [201]一般公共服务支出; else "" and the text.

    A code without brackets must be the one that the classification gives this name.
    """
    plain = text.strip()
    found = _BRACKETED.fullmatch(plain)
    if found and domain_of(found[1]):
        return found[1], found[2].strip()
    found = _LED.fullmatch(plain)
    domain = domain_of(found[1]) if found else None
    if found and domain and found[1] in catalogue().by_name(normalised(found[2]), domain):
        return found[1], found[2].strip()
    return "", plain


@cache
def named_anywhere(text: str) -> bool:
    """Tell whether a text is a name of any of the classifications."""
    plain = without_numbering(normalised(text))
    return any(catalogue().by_name(plain, domain) for domain in Domain)


@cache
def named_code(text: str, domain: Domain, above: str = "", *, class_first: bool = False) -> str:
    """Return the one code of `domain` below `above` that `text` names, "" if none or several.

    For functions only a 类 is looked for: the names of 款 and 项 recur under many classes. `class_first` takes the one
    类 of several codes: in a list of 类, 其他支出 is one.
    """
    plain = without_numbering(normalised(text))
    codes = {code for code in catalogue().by_name(plain, domain) if code.startswith(above)}
    classes = {code for code in codes if len(code) == 3}
    if domain is Domain.FUNCTION or (class_first and len(classes) == 1):
        codes = classes
    return codes.pop() if len(codes) == 1 else ""
